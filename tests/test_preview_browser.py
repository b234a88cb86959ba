"""The preview in a browser: pages load again by themselves, the panel tells problems, and the policy holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import TinyRecord
from .previewing import Preview, previewing, save
from .visiting import TRIPWIRES

pytestmark = pytest.mark.browser

STRIKE = "events/strike.md"
expect.set_options(timeout=60_000)  # nothing takes so long, but a machine may be busy


@pytest.fixture
def preview(project: TinyRecord) -> Iterator[Preview]:
    """A preview of the tiny record."""
    with previewing(project.root) as preview:
        yield preview


@pytest.fixture
def met() -> list[str]:
    """What the pages did that they should not: errors of scripts, and what the policy stopped."""
    return []


@pytest.fixture
def context(browser: Browser, met: list[str]) -> Iterator[BrowserContext]:
    """A fresh context of the browser."""
    context = browser.new_context(viewport={"width": 1000, "height": 800}, reduced_motion="reduce")
    context.add_init_script(TRIPWIRES)
    context.on("console", lambda message: met.append(message.text) if message.type in ("error", "info") else None)
    context.on("weberror", lambda error: met.append(str(error.error)))
    yield context
    context.close()


def opened(context: BrowserContext, preview: Preview, url: str) -> Page:
    """A page that listens to the server."""
    page = context.new_page()
    with page.expect_response(lambda answer: "/_preview/events" in answer.url):
        page.goto(preview.address + url)
    return page


def edit(project: TinyRecord, path: str, old: str, new: str) -> None:
    text = project.read(path)
    assert old in text
    save(project.root / path, text.replace(old, new, 1))


def test_a_saved_event_is_seen_without_a_hand(
    project: TinyRecord, preview: Preview, context: BrowserContext, met: list[str]
) -> None:
    event, timeline, about = (opened(context, preview, url) for url in ("events/strike/", "timeline/", "about/"))
    about.evaluate("window.untouched = true")
    edit(project, STRIKE, "title: Air strike on", "title: Air raid on")
    expect(event.locator("h1")).to_have_text("Air raid on a hospital in Aleppo")
    timeline.bring_to_front()
    expect(timeline.locator("article")).to_contain_text("Air raid on a hospital in Aleppo")
    timeline.locator("conflict-timeline[data-ready]").wait_for()
    assert about.evaluate("window.untouched") is True
    assert met == []


def test_problems_come_and_go_without_the_page_being_loaded_again(
    project: TinyRecord, preview: Preview, context: BrowserContext, met: list[str]
) -> None:
    page = opened(context, preview, "events/strike/")
    page.evaluate("window.untouched = true")
    panel = page.locator("#preview-panel")
    expect(panel).to_be_hidden()
    edit(project, STRIKE, "date: 2016-09-28", "date: 2016-09-31")
    expect(panel.locator(".pv-title")).to_have_text("1 error on this page")
    expect(panel.locator(".pv-quote")).to_contain_text("date: 2016-09-31")
    expect(page.locator(".pv-live")).to_contain_text("1 error on this page")
    panel.locator("summary").first.click()
    expect(panel.locator(".pv-quote")).to_be_hidden()
    edit(project, STRIKE, "status: confirmed", "status: sure")
    expect(panel.locator(".pv-title")).to_have_text("2 errors on this page")
    expect(panel.locator(".pv-quote").first).to_be_hidden()  # its reader has folded it up
    edit(project, STRIKE, "status: sure", "status: confirmed")
    edit(project, STRIKE, "date: 2016-09-31", "date: 2016-09-28")
    expect(panel).to_be_hidden()
    assert page.evaluate("window.untouched") is True
    assert met == []


def test_a_new_event_appears_when_it_is_mended(
    project: TinyRecord, preview: Preview, context: BrowserContext, met: list[str]
) -> None:
    text = project.read(STRIKE).replace("https://agency.example.org/", "https://agency.example.org/2-")
    page = opened(context, preview, "events/second/")
    met.clear()  # a browser says of a page that is not there that it is not
    expect(page.locator("h1")).to_have_text("This page does not exist")
    project.write("events/second.md", "---\ntitle: Second\n---\n")
    expect(page.locator("h1")).to_have_text("second")
    expect(page.locator("article .pv-trouble").first).to_be_visible()
    project.write("events/second.md", text.replace("title: Air strike", "title: Second air strike"))
    expect(page.locator("h1")).to_have_text("Second air strike on a hospital in Aleppo")
    assert met == []


def test_a_page_that_is_not_seen_holds_no_connection(
    project: TinyRecord, preview: Preview, context: BrowserContext
) -> None:
    page = opened(context, preview, "events/strike/")
    hide = "(state) => { Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });"
    hide += " document.dispatchEvent(new Event('visibilitychange')) }"
    page.evaluate(hide, "hidden")
    with preview.following("events/strike/") as follower:
        edit(project, STRIKE, "title: Air strike on", "title: Air raid on")
        follower.next()
    expect(page.locator("h1")).to_have_text("Air strike on a hospital in Aleppo")
    page.evaluate(hide, "visible")
    expect(page.locator("h1")).to_have_text("Air raid on a hospital in Aleppo")


def test_the_end_of_the_server_is_told(project: TinyRecord, context: BrowserContext) -> None:
    with previewing(project.root) as preview:
        page = opened(context, preview, "events/strike/")
        page.route("**/_preview/events*", lambda route: route.abort())
        page.evaluate("dispatchEvent(new Event('pagehide')); dispatchEvent(new Event('pageshow'))")
        expect(page.locator(".pv-away")).to_contain_text("The preview has ended")
        page.unroute("**/_preview/events*")
        expect(page.locator(".pv-away")).to_be_hidden()


def spoil(project: TinyRecord) -> None:
    """Give the record errors and warnings on several pages, one without a page, and an event that cannot be shown."""
    edit(project, STRIKE, "date: 2016-09-28", "date: 2016-09-31")
    edit(project, "events/report.md", "status: confirmed", "stauts: confirmed")
    project.write("events/second.md", f"---\ntitle: {'Long words and ' * 20}\ndate: someday\n---\nText.\n")
    project.write("docs/notes.txt", "stray")


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_accessible_and_fits(
    project: TinyRecord, preview: Preview, browser: Browser, scheme: str, width: int
) -> None:
    with preview.following("events/strike/") as follower:
        spoil(project)
        while "stray-file" not in preview.client.get("_preview/panel", params={"page": "/"}).text:
            follower.next()
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for url in ("events/strike/", "events/second/", "", "about/"):
        page = opened(context, preview, url)
        for details in page.locator("#preview-panel details:not([open]) > summary").all():
            if details.is_visible():
                details.click()
        results = Axe().run(page)
        assert results.violations_count == 0, f"{url}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_that_stands_for_the_whole_site_is_accessible(
    project: TinyRecord, browser: Browser, scheme: str
) -> None:
    project.write("mkdocs.yml", "site_name: [\n")
    with previewing(project.root) as preview:
        context = browser.new_context(color_scheme=scheme)
        page = opened(context, preview, "")
        expect(page.locator("h1")).to_have_text("The site cannot be shown yet")
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        context.close()
