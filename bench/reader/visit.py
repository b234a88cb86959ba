"""One visit to a contestant's page in a fresh browser context, and what it took."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page

from .contestants import OWN, Contestant
from .serving import Shelf

WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
PATIENCE = 180_000
"""Milliseconds that a page may take until nothing happens any more."""
STEPS = 20
"""Steps of a zoom in one direction."""
FRAME = 1000 / 60
SCREEN = {"width": 1280, "height": 800}

_KINDS = {
    "script": re.compile(r"assets/javascripts/timeline/"),
    "style": re.compile(r"assets/stylesheets/element\.css"),
    "first": re.compile(r"timeline/data/columns\.json"),
    "later": re.compile(r"timeline/data/"),
    "search": re.compile(r"(search|pagefind)/|assets/javascripts/workers/search"),
}
"""What the parts of ours begin with; the first that fits counts."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Compressed bytes that a page asked for; for ours by what they are.

    Attributes:
        total: all.
        script: modules of the element.
        style: its style sheets.
        first: the data of its first view.
        later: data that it loads after that, or when it comes near.
        search: what the site's search loads.
    """

    total: int = 0
    script: int = 0
    style: int = 0
    first: int = 0
    later: int = 0
    search: int = 0

    @property
    def own(self) -> int:
        """The element's own script, style and first data."""
        return self.script + self.style + self.first

    @property
    def rest(self) -> int:
        """What is neither the element's nor the search's: the document, and what every page of the site has."""
        return self.total - self.own - self.later - self.search


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit took; times are milliseconds.

    Attributes:
        loaded: bytes.
        seen: from the start of the navigation until an event was painted.
        glance: the same until a picture of the events was painted that stands in the page; where there is none, ``seen``.
        blocked: of each long task what is beyond 50 ms, together, until nothing happened any more.
        before: the longest task until the page was there, 0 where none was longer than 50 ms.
        after: the longest task from then on, through zooms and filters; 0 where none was longer than 50 ms.
        nodes: elements of the page.
        zoom: frames of the steps inwards and outwards, with those that came late.
        filters: from the call until the frame was painted, for each filter.
    """

    loaded: Loaded
    seen: float
    glance: float
    blocked: float
    before: float
    after: float
    nodes: int
    zoom: tuple[float, ...]
    filters: tuple[float, ...] = field(default=())

    @property
    def worst(self) -> float:
        """The longest frame of the zooms."""
        return max(self.zoom, default=0.0)

    @property
    def usual(self) -> float:
        """The median frame of the zooms."""
        return median(self.zoom) if self.zoom else 0.0

    @property
    def filter(self) -> float:
        """The slowest filter."""
        return max(self.filters, default=0.0)


class StillError(Exception):
    """A timeline that should have zoomed stood still."""


def sorted_out(served: Sequence[tuple[str, int]]) -> Loaded:
    """Sum up what a page asked for."""
    sums = dict.fromkeys(_KINDS, 0)
    for path, size in served:
        kind = next((name for name, pattern in _KINDS.items() if pattern.match(path)), None)
        if kind:
            sums[kind] += size
    return Loaded(sum(size for _, size in served), **sums)


def visit(
    browser: Browser, base: str, shelf: Shelf, contestant: Contestant, conflicts: Sequence[str], picture: Path | None
) -> Visit:
    """Visit a page, wait until nothing happens any more, zoom, and with ours filter.

    Args:
        browser: a browser; the visit has a context of its own in it.
        base: the address of the contestant's site.
        shelf: what serves it.
        contestant: whose page.
        conflicts: ids of conflicts; ours is filtered by each.
        picture: where a picture of the page goes, after all is measured.

    Raises:
        playwright.sync_api.Error: the page fails or takes too long.
        StillError: its zoom does nothing.
    """
    context = browser.new_context(viewport=SCREEN)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(
        f"({WATCH})({json.dumps(contestant.mark)}, {json.dumps(contestant.picture)}, {PATIENCE}, {STEPS})"
    )
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    shelf.served.clear()
    page.goto(f"{base}/{contestant.page}", wait_until="commit")
    found = page.evaluate("benchWatch.settled()")
    loaded = sorted_out(shelf.served)
    frames = _zoomed(page, session, contestant.wheel) if contestant.wheel else []
    filters: list[float] = []
    if contestant is OWN:
        wanted = [{"conflict": [conflict]} for conflict in conflicts]
        filters = page.evaluate(
            "([target, wanted]) => benchWatch.filter(target, wanted)", ["conflict-timeline", wanted]
        )
    page.wait_for_timeout(100)  # an observer hears of a long task a little later
    tasks = page.evaluate("benchWatch.tasks")
    if picture:
        page.screenshot(path=picture)
    context.close()
    there = max(found["seen"], found["load"])
    return Visit(
        loaded,
        found["seen"],
        found["glance"],
        sum(task["duration"] - 50 for task in found["tasks"]),
        max((task["duration"] for task in tasks if task["start"] < there), default=0.0),
        max((task["duration"] for task in tasks if task["start"] >= there), default=0.0),
        found["nodes"],
        tuple(steps(frames)),
        tuple(filters),
    )


def _zoomed(page: Page, session: CDPSession, wheel: str) -> list[float]:
    """Zoom in and out; give how long the frames took.

    Raises:
        StillError: nothing moved.
    """
    before = _look(session)
    frames: list[float] = page.evaluate("target => benchWatch.zoom(target, false)", wheel)
    if _look(session) == before:
        raise StillError("the steps of its zoom change nothing")
    return frames + list(page.evaluate("target => benchWatch.zoom(target, true)", wheel))


def _look(session: CDPSession) -> str:
    """What is to be seen, as a picture."""
    return str(session.send("Page.captureScreenshot")["data"])


def steps(frames: Sequence[float]) -> list[float]:
    """Of both zooms the frames of the steps, and those after them that are late."""
    half = len(frames) // 2
    found: list[float] = []
    for run in (frames[:half], frames[half:]):
        found += run[:STEPS]
        found += [frame for frame in run[STEPS:] if frame > 1.5 * FRAME]
    return found
