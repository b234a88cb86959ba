"""A real browser: home, an event, a link and its way back; with scripts off; at the width of a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from .built import Built
from .kinds import kinds

AXE = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test on an error of a script, or on a request to any other host."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: request.url.startswith((address, "data:")) or wrong.append(request.url))
    page.on("requestfailed", lambda request: wrong.extend(_failure(request)))
    yield page
    context.close()
    assert wrong == []


def _failure(request: Request) -> list[str]:
    """A request that failed; one that the browser gave up because the reader went on has not."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


def test_from_home_to_an_event_along_a_link_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    assert page.locator("h1").inner_text() == "Conflict timeline"
    page.locator(".ct-card a.ct-title", has_text="maternity hospital in Mariupol").click()
    page.wait_for_url("**/events/mariupol-hospital/")
    link = page.locator(".ct-links a.ct-title").first
    other = link.inner_text()
    link.click()
    page.locator("h1", has_text=other).wait_for()
    back = page.locator(".ct-links a.ct-title[href$='events/mariupol-hospital/']")
    assert back.count() == 1
    back.click()
    page.wait_for_url("**/events/mariupol-hospital/")


def test_a_citation_jumps_to_its_source_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}/events/us-embassy-damascus-suspended/")
    cite = page.locator(".ct-text a.ct-cite").first
    name = cite.get_attribute("id")
    cite.click()
    assert page.locator(".ct-sources li:target").count() == 1
    page.locator(f".ct-sources a.ct-back[href='#{name}']").click()
    assert page.locator(f"#{name}:target").count() == 1


def test_the_search_finds_an_event_by_another_spelling(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.locator(".md-search__input").click()
    page.keyboard.type("Orum al-Kubra")
    page.locator(".md-search-result__link[href*='urum-al-kubra-convoy']").first.wait_for()


def test_the_palette_switches(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("label[for^='__palette']:visible").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") != before


@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_overflows_on_a_phone_and_nothing_needs_scripts(
    browser: Browser, address: str, built: Built, *, scripts: bool
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    page = context.new_page()
    for url in kinds(built.root):
        page.goto(f"{address}/{url}")
        if scripts:
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, url
        assert page.locator("h1").is_visible(), url
        assert len(page.locator("article").inner_text()) > 60, url
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, address: str, built: Built, scheme: str, width: int
) -> None:
    """Contrast of WCAG 2.2 AA, names, landmarks, headings in order, and targets of 24 px, which axe leaves out."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for url in kinds(built.root):
        page.goto(f"{address}/{url}")
        _settled(page)
        assert (
            page.locator("body").get_attribute("data-md-color-scheme") == {"light": "default", "dark": "slate"}[scheme]
        )
        violations = Axe().run(page, options=AXE).response["violations"]
        found += [f"{url}: {each['id']}: {each['nodes'][0]['html']}" for each in violations]
    context.close()
    assert found == []


def test_no_page_asks_another_server_for_anything_or_breaks_the_policy(
    browser: Browser, address: str, built: Built
) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("request", lambda request: request.url.startswith((address, "data:")) or wrong.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for url in built.urls:
        page.goto(f"{address}/{url}", wait_until="domcontentloaded")
    page.close()
    assert wrong == []


def _settled(page: Page) -> None:
    """Wait until a page's timeline, where it has one, stands; and lay out what is out of view."""
    if page.locator("conflict-timeline").count():
        page.locator("conflict-timeline[data-ready]:has(.ct-tl-legend)").wait_for()
    page.evaluate("for (const each of document.querySelectorAll('.ct-group')) each.style.contentVisibility = 'visible'")


def test_axe_would_find_something(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/")
    _settled(page)
    page.locator(".ct-lede").evaluate("node => node.style.color = '#ccc'")
    page.locator("h2").first.evaluate("node => node.outerHTML = '<h5>Too deep</h5>'")
    found = {each["id"] for each in Axe().run(page, options=AXE).response["violations"]}
    page.close()
    assert {"color-contrast", "heading-order"} <= found


def test_focus_is_visible(page: Page, address: str) -> None:
    page.goto(f"{address}/events/mariupol-hospital/")
    seen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
    assert "none" not in seen


def test_a_content_note_folds_the_text_and_opens_without_scripts(browser: Browser, address: str, built: Built) -> None:
    url = next(url for url in built.urls if url.startswith("events/") and built.article(url).css_first(".ct-warning"))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{url}")
    text = page.locator(".ct-warning p").first
    assert not text.is_visible()
    page.locator(".ct-warning summary").click()
    assert text.is_visible()
    context.close()
