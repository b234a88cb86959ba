"""The timeline at a glance: what the page holds before a script runs, and what takes its place."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from conflict_timeline.collection import Collection
from conflict_timeline.dates.days import Span
from conflict_timeline.views.library import Library
from conflict_timeline.views.still import BARS, TICKS, Still, bounds, still

from .built import Built

FIGURE = "figure.ct-still-figure"


@pytest.fixture(scope="module")
def glance(collection: Collection) -> Still:
    library = Library(collection)
    return still(library, library.events)


def test_every_event_is_counted_in_each_of_its_lanes(collection: Collection, glance: Still) -> None:
    events = [entry.value for entry in collection.events.values() if entry.value.withdrawn is None]
    for lane in glance.lanes:
        own = sum(lane.id in event.conflicts for event in events)
        assert lane.total == own == sum(count for _, count in lane.bars)
        assert lane.most == max(count for _, count in lane.bars)
        assert all(0 <= bar < BARS for bar, _ in lane.bars)


def test_years_keep_apart_and_stand_in_order(glance: Still) -> None:
    years, places = zip(*glance.ticks, strict=True)
    assert 1 < len(years) <= TICKS
    assert list(places) == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert len({after - before for before, after in pairwise(years)}) == 1


def test_no_events_give_lanes_without_bars(collection: Collection) -> None:
    empty = still(Library(collection), [])
    assert [(lane.total, lane.bars, lane.most) for lane in empty.lanes] == [(0, (), 0)] * len(empty.lanes)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [([(100, 0)], (80, 120)), ([(0, 9), (991, 9)], (-40, 1040)), ([], (-20, 385))],
)
def test_ends_have_room(spans: list[tuple[int, int]], expected: tuple[int, int]) -> None:
    assert bounds([Span(start, length, None) for start, length in spans]) == expected


@pytest.mark.parametrize("url", ["", "timeline/", "conflicts/syria/"])
def test_the_picture_stands_in_the_page_with_its_numbers_in_words(built: Built, glance: Still, url: str) -> None:
    svg = built.article(url).css_first(f"conflict-timeline > {FIGURE} > svg")
    assert svg is not None
    label = svg.attributes["aria-label"] or ""
    for lane in glance.lanes:
        total = lane.total if not url.startswith("conflicts") else None
        assert re.search(rf"{lane.name}: {total if total is not None else '[0-9]+'} event", label)


@pytest.mark.browser
@pytest.mark.parametrize("url", ["", "timeline/", "conflicts/ukraine/"])
def test_without_scripts_the_picture_is_seen(browser: Browser, address: str, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{url}")
    box = page.locator(f"{FIGURE} > svg").bounding_box()
    assert box is not None
    assert box["width"] > 300
    assert page.locator(f"{FIGURE} path").first.is_visible()
    assert page.locator(f"{FIGURE} figcaption").is_visible()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("url", ["", "timeline/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_timeline_takes_the_place_of_the_picture_and_nothing_jumps(
    browser: Browser, address: str, url: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.route("**/columns.json", lambda _: None)  # is never answered
    page.goto(f"{address}/{url}")
    before = _box(page, f"{FIGURE} > svg")
    page.unroute("**/columns.json")
    page.reload()
    page.locator("conflict-timeline[data-ready] .ct-tl-stage canvas").wait_for()
    page.locator(".ct-tl-key").wait_for(state="attached")
    assert page.locator(FIGURE).count() == 0
    after = _box(page, ".ct-tl-stage canvas")
    assert abs(before["height"] - after["height"]) <= 3
    assert abs(before["y"] - after["y"]) <= 12
    context.close()


@pytest.mark.browser
def test_picture_and_timeline_show_the_same_days(browser: Browser, address: str, glance: Still) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/timeline/")
    page.locator("conflict-timeline[data-ready]").wait_for()
    found: list[float] = page.evaluate(
        "days => days.map(day => document.querySelector('conflict-timeline').stage.scale).map((scale, i) =>"
        " 100 * scale.x(days[i]) / scale.width)",
        [_new_year(year) for year, _ in glance.ticks],
    )
    assert found == pytest.approx([place for _, place in glance.ticks], abs=0.1)
    context.close()


def _new_year(year: int) -> int:
    return (date(year, 1, 1) - date(1970, 1, 1)).days


def _box(page: Page, selector: str) -> Any:
    found = page.locator(selector).bounding_box()
    assert found is not None
    return found
