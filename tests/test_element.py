"""The reader's timeline on real pages: hands, keys, filters, the address, the card, paper, phones, and no scripts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .built import Built
from .filtering import matching

pytestmark = pytest.mark.browser
READY = "conflict-timeline[data-ready]"
SHOWN = ".ct-tl-list li.ct-event:not([hidden])"


@pytest.fixture(scope="module")
def table(built: Built) -> dict[str, Any]:
    """The columns and the facets of the built site."""
    folder = built.root / "timeline" / "data"
    parts = [json.loads((folder / name).read_text(encoding="utf-8")) for name in ("columns.json", "facets.json")]
    return {**parts[0], **parts[1]}


@pytest.fixture(scope="module")
def blocks(built: Built, table: dict[str, Any]) -> list[dict[str, Any]]:
    folder = built.root / "timeline" / "data"
    return [json.loads((folder / path).read_text(encoding="utf-8")) for _, path in table["blocks"]]


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test on an error, on a request to another host, or on a breach of the policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: request.url.startswith((address, "data:", "blob:")) or wrong.append(request.url))
    yield page
    context.close()
    assert wrong == []


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    page.locator(READY).wait_for()
    page.locator(".ct-tl-count").wait_for()
    return page


def state(page: Page) -> Any:
    return page.evaluate("document.querySelector('conflict-timeline').state")


def lanes(table: dict[str, Any], number: int) -> list[int]:
    """The lanes of an event."""
    return table["laneSets"][table["lanes"][number]]


def view(page: Page) -> list[float]:
    return page.evaluate("(({from, to}) => [from, to])(document.querySelector('conflict-timeline').stage.scale)")


def until(page: Page, expression: str) -> None:
    """Wait until an expression holds; Playwright's own way would have to evaluate texts, which the policy forbids."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


def settled(page: Page) -> None:
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_the_list_stays_and_the_timeline_stands_above(page: Page, address: str, table: dict[str, Any]) -> None:
    opened(page, f"{address}/timeline/")
    assert page.locator(SHOWN).count() == table["count"]
    assert page.locator(".ct-tl-stage canvas").bounding_box()["height"] > 200  # type: ignore[index]
    assert page.locator(".ct-tl-count").inner_text() == f"{table['count']} of {table['count']} events"
    painted = page.evaluate("""() => {
      const canvas = document.querySelector('.ct-tl-stage canvas');
      const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      const colours = new Set();
      for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 250) colours.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
      return [0x9a4d00, 0x5b3fa0].map((colour) => colours.has(colour));
    }""")
    assert painted == [True, True]


def test_a_legend_says_what_shapes_and_colours_mean(page: Page, address: str) -> None:
    opened(page, f"{address}/timeline/")
    legends = page.locator(".ct-tl-legend")
    assert legends.count() == 1, "lanes say their own colours"
    assert "Explosions" in legends.first.inner_text()
    page.evaluate("document.querySelector('conflict-timeline').look({ colour: 'status' })")
    assert legends.last.inner_text().split("\n") == ["confirmed", "likely", "possible", "disputed", "not known"]
    swatch = legends.last.locator(".ct-tl-swatch").first
    before = swatch.evaluate("(swatch) => getComputedStyle(swatch).backgroundColor")
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    settled(page)
    after = legends.last.locator(".ct-tl-swatch").first.evaluate("(swatch) => getComputedStyle(swatch).backgroundColor")
    assert before != after, "the colours are those of the palette"


def test_a_wheel_scrolls_the_page_until_the_timeline_has_the_focus(page: Page, address: str) -> None:
    opened(page, f"{address}/timeline/")
    box = page.locator(".ct-tl-stage").bounding_box()
    assert box
    before = view(page)
    page.mouse.move(box["x"] + 300, box["y"] + 100)
    page.mouse.wheel(0, 200)
    until(page, "scrollY > 0")
    assert view(page) == before
    page.evaluate("scrollTo(0, 0)")
    page.locator(".ct-tl-stage").focus()
    page.mouse.wheel(0, -200)
    until(page, "scrollY === 0")
    settled(page)
    after = view(page)
    assert after[1] - after[0] < before[1] - before[0]
    page.mouse.wheel(120, 0)
    settled(page)
    assert view(page)[0] > after[0]


def test_dragging_moves_and_a_click_selects(page: Page, address: str) -> None:
    opened(page, f"{address}/timeline/")
    page.get_by_role("button", name="Nearer").click()
    box = page.locator(".ct-tl-stage").bounding_box()
    assert box
    before = view(page)
    page.mouse.move(box["x"] + 500, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 150, steps=5)
    page.mouse.up()
    settled(page)
    assert view(page)[0] > before[0]
    assert state(page)["event"] == ""
    x, y = page.evaluate("""() => {
      const { stage } = document.querySelector('conflict-timeline');
      const item = stage.lanes[0].items.find((one) => one.count === 1 && one.x > 50 && one.x < stage.scale.width - 50);
      return [item.x + 4, 8 + 20 + item.row * 22 + 11];
    }""")
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.locator(".ct-tl-card h2").wait_for()
    assert state(page)["event"] in page.locator(".ct-tl-card h2 a").get_attribute("href")  # type: ignore[operator]
    page.get_by_role("button", name="Close").click()
    assert not page.locator(".ct-tl-card").is_visible()


def test_two_fingers_zoom(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = opened(context.new_page(), f"{address}/timeline/")
    box = page.locator(".ct-tl-stage").bounding_box()
    assert box
    before = view(page)
    session = context.new_cdp_session(page)
    y = box["y"] + 90

    def touch(kind: str, *xs: float) -> None:
        points = [{"x": box["x"] + x, "y": y, "id": number} for number, x in enumerate(xs)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 150, 180)
    for apart in range(10, 90, 10):
        touch("touchMove", 150 - apart, 180 + apart)
    touch("touchEnd")
    settled(page)
    after = view(page)
    assert after[1] - after[0] < (before[1] - before[0]) * 0.7
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator(".ct-tl-stage").focus()
    page.keyboard.press("Home")
    page.locator(".ct-tl-card h2").wait_for()
    assert page.evaluate("getComputedStyle(document.querySelector('.ct-tl-card')).position") == "fixed"
    context.close()


def test_every_key(page: Page, address: str, table: dict[str, Any]) -> None:
    opened(page, f"{address}/timeline/")
    ids = table["ids"].split("\n")
    page.locator(".ct-tl-stage").focus()
    page.keyboard.press("Home")
    assert state(page)["event"] == ids[0]
    page.keyboard.press("End")
    assert state(page)["event"] == ids[-1]
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    second = state(page)["event"]
    assert second == next(name for number, name in enumerate(ids) if number and 0 in lanes(table, number))
    page.keyboard.press("ArrowLeft")
    assert state(page)["event"] == ids[0]
    page.keyboard.press("ArrowDown")
    other = ids.index(state(page)["event"])
    assert 1 in lanes(table, other)
    page.keyboard.press("ArrowUp")
    assert 0 in lanes(table, ids.index(state(page)["event"]))
    until(page, "/^\\d+ of \\d+, /.test(document.querySelector('conflict-timeline').live.textContent)")
    before = view(page)
    page.keyboard.press("+")
    assert view(page)[1] - view(page)[0] < before[1] - before[0]
    until(page, "/ to .*: \\d+ events in view$/.test(document.querySelector('conflict-timeline').live.textContent)")
    page.keyboard.press("-")
    page.keyboard.press("?")
    assert page.locator(".ct-tl-keys").is_visible()
    page.keyboard.press("?")
    assert not page.locator(".ct-tl-keys").is_visible()
    page.keyboard.press("Escape")
    assert state(page)["event"] == ""
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.locator(".ct-tl-stage").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/events/{ids[-1]}/")


STATES: list[dict[str, Any]] = [
    {"text": "hospital"}, {"text": "orum al-kubra"}, {"conflict": ["ukraine"]}, {"conflict": ["syria"], "family": ["legal"]},
    {"status": ["likely", "disputed"]}, {"across": True}, {"origins": 3}, {"level": ["convicted"]}, {"tag": ["hospitals"]},
    {"actor": ["russia"], "text": "strike"}, {"from": 16_000, "to": 18_000}, {"text": "no such words at all"},
]  # fmt: skip


@pytest.mark.parametrize("wanted", STATES)
def test_the_list_shows_exactly_what_python_selects(
    page: Page, address: str, table: dict[str, Any], blocks: list[dict[str, Any]], wanted: dict[str, Any]
) -> None:
    opened(page, f"{address}/timeline/")
    page.evaluate("async (state) => { await document.querySelector('conflict-timeline').filter(state); }", wanted)
    expected = [table["ids"].split("\n")[number] for number in matching(table, blocks, wanted)]
    shown = page.locator(SHOWN).evaluate_all(
        "lines => lines.map((line) => line.querySelector('a.ct-title').href.split('/').at(-2))"
    )
    assert shown == expected
    assert page.locator(".ct-tl-count").inner_text().startswith(f"{len(expected)} of ")
    visible = page.locator(".ct-tl-list .ct-group:not([hidden])").count()
    assert (visible == 0) == (not expected)


def test_facets_have_live_counts_and_chips_take_them_away(page: Page, address: str) -> None:
    opened(page, f"{address}/timeline/")
    page.get_by_role("button", name="Filters", exact=True).click()
    page.locator("details.ct-tl-facet", has_text="Conflict").locator("summary").click()
    option = page.locator("label", has_text="Ukraine").filter(has=page.locator("input[value=ukraine]"))
    count = int(option.locator(".ct-count").inner_text())
    option.locator("input").check()
    until(page, f"document.querySelector('.ct-tl-count').textContent.startsWith('{count} of ')")
    assert page.url.endswith("#conflict=ukraine")
    page.get_by_role("button", name="Take away the filter Ukraine").click()
    until(page, "!location.hash")
    assert page.locator(SHOWN).count() > count


def test_typing_searches_and_the_address_restores_all_of_it(page: Page, address: str) -> None:
    opened(page, f"{address}/timeline/")
    page.locator(".ct-tl-bar input").fill("hospital")
    until(page, "location.hash === '#q=hospital'")
    found = page.locator(SHOWN).count()
    page.locator(".ct-tl-stage").focus()
    page.keyboard.press("Home")
    page.keyboard.press("+")
    until(page, "location.hash.includes('view=') && location.hash.includes('event=')")
    url, seen = page.url, view(page)
    fresh = page.context.new_page()
    opened(fresh, url)
    until(fresh, f"document.querySelectorAll({SHOWN!r}).length === {found}")
    fresh.locator(".ct-tl-card h2").wait_for()
    assert state(fresh)["event"] == state(page)["event"]
    assert view(fresh) == pytest.approx([round(day) for day in seen], abs=1.5)
    assert fresh.locator(".ct-tl-bar input").input_value() == "hospital"
    fresh.close()


def test_back_and_forward(page: Page, address: str, table: dict[str, Any]) -> None:
    opened(page, f"{address}/timeline/")
    element = "document.querySelector('conflict-timeline')"
    page.evaluate(f"{element}.filter({{conflict: ['ukraine']}})")
    until(page, "location.hash === '#conflict=ukraine'")
    some = page.locator(SHOWN).count()
    page.evaluate(f"{element}.filter({{conflict: ['ukraine'], status: ['likely']}})")
    until(page, "location.hash.includes('status=likely')")
    page.go_back()
    until(page, f"document.querySelectorAll({SHOWN!r}).length === {some}")
    page.go_back()
    until(page, f"document.querySelectorAll({SHOWN!r}).length === {table['count']}")
    page.go_forward()
    until(page, f"document.querySelectorAll({SHOWN!r}).length === {some}")


def test_a_link_on_the_card_jumps_to_the_other_end_and_shows_both(
    page: Page, address: str, table: dict[str, Any]
) -> None:
    opened(page, f"{address}/timeline/#event=mariupol-hospital")
    page.locator(".ct-tl-card h2").wait_for()
    assert page.locator(".ct-tl-card details.ct-warning").count() == 1
    ids = table["ids"].split("\n")
    here = ids.index("mariupol-hospital")
    page.evaluate(
        "(() => { const e = document.querySelector('conflict-timeline'); e.stage.view(e.stage.scale.showing(19050, 19070)); })()"
    )
    details = page.locator(".ct-tl-card details", has=page.locator(".ct-tl-links"))
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    page.locator(".ct-tl-links button").last.click()
    until(page, "document.querySelector('conflict-timeline').state.event !== 'mariupol-hospital'")
    other = ids.index(state(page)["event"])
    first, last = view(page)
    low, high = page.evaluate(
        "([a, b]) => { const c = document.querySelector('conflict-timeline').columns; return [Math.min(c.start[a], c.start[b]), Math.max(c.end[a], c.end[b])]; }",
        [here, other],
    )
    assert first <= low
    assert high <= last


def test_what_a_reader_takes_away(page: Page, address: str, table: dict[str, Any]) -> None:
    opened(page, f"{address}/timeline/#conflict=ukraine")
    count = page.locator(SHOWN).count()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == count < table["count"]
    assert all(row["address"].startswith(f"{address}/events/") for row in rows)
    page.get_by_role("button", name="Copy as list").click()
    page.locator(".ct-tl-hint", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").count("/events/") == count
    page.get_by_role("button", name="Copy link to this view").click()
    until(page, "navigator.clipboard.readText().then((text) => text.includes('#conflict=ukraine'))")


def test_paper_has_the_filtered_list_with_addresses(page: Page, address: str) -> None:
    opened(page, f"{address}/timeline/#conflict=ukraine")
    shown = page.locator(SHOWN).count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert not page.locator(".ct-tl-stage").is_visible()
    assert page.locator(f"{SHOWN} a.ct-title[data-address]").count() == shown
    after = page.locator(f"{SHOWN} a.ct-title").first.evaluate("link => getComputedStyle(link, '::after').content")
    assert "http" in after
    assert [line for line in page.locator(".ct-tl-list li.ct-event").all() if line.is_visible()].__len__() == shown


@pytest.mark.parametrize(
    ("url", "facet"),
    [("conflicts/syria/", "syria"), ("actors/russia/", "russia"), ("types/explosions/", "explosions"), ("tags/hospitals/", "hospitals"),
     ("types/explosions/air-strike/", "explosions/air-strike"), ("places/aleppo-al-quds-hospital/", "aleppo-al-quds-hospital")],
)  # fmt: skip
def test_pages_of_one_thing_show_their_own_events(page: Page, address: str, url: str, facet: str) -> None:
    opened(page, f"{address}/{url}")
    matched = page.evaluate(
        "[...document.querySelector('conflict-timeline').matching].reduce((sum, one) => sum + one, 0)"
    )
    assert matched == page.locator(SHOWN).count() > 0
    assert page.locator(".ct-tl-chips li").count() == 0
    assert facet not in page.url.partition("#")[2]


def test_the_home_page_has_a_small_one(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.locator(READY).wait_for()
    assert page.locator(".ct-tl-panel").count() == 0
    assert page.locator(".ct-tl-stage").is_visible()


def test_without_scripts_picture_and_list_stand_without_a_hole(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/timeline/")
    parts = [
        page.locator(part).first.bounding_box() for part in (".ct-lede", "figure > svg", ".ct-years", "li.ct-event")
    ]
    for above, below in pairwise(parts):
        assert above
        assert below
        assert 0 <= below["y"] - above["y"] - above["height"] < 160
    context.close()


def test_when_the_data_do_not_come_the_list_stays(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/columns.json", lambda route: route.abort())
    page.goto(f"{address}/timeline/")
    page.locator("conflict-timeline[data-failed]").wait_for(state="attached")
    assert page.locator("li.ct-event").first.is_visible()
    page.close()


def test_right_to_left_mirrors_the_furniture_and_not_time(page: Page, address: str) -> None:
    page.goto(f"{address}/timeline/")
    page.evaluate("document.documentElement.dir = 'rtl'; document.body.dir = 'rtl'")
    page.locator(READY).wait_for()
    text, button = (
        page.locator(".ct-tl-bar input").bounding_box(),
        page.get_by_role("button", name="Filters", exact=True).bounding_box(),
    )
    assert text
    assert button
    assert text["x"] > button["x"]
    scale = "document.querySelector('conflict-timeline').stage.scale"
    assert page.evaluate(f"{scale}.x(18000) < {scale}.x(19000)")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_with_everything_open(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = opened(context.new_page(), f"{address}/timeline/#conflict=ukraine&event=mariupol-hospital")
    page.locator(".ct-tl-card h2").wait_for()
    page.get_by_role("button", name="Filters", exact=True).click()
    for summary in page.locator("details.ct-tl-facet > summary").all()[:3]:
        summary.click()
    options = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    assert [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found] == []
    context.close()
