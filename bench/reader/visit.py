"""One visit to a contestant's page in a fresh browser context, and what it took."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from .contestants import OWN, Contestant
from .serving import Shelf

WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
PATIENCE = 120_000
"""Milliseconds that a page may take until nothing happens any more."""
STEPS = 20
"""Steps of a zoom in one direction."""
FRAME = 1000 / 60
SCREEN = {"width": 1280, "height": 800}

_SCRIPT = re.compile(r"assets/javascripts/timeline/")
_STYLE = re.compile(r"assets/stylesheets/element\.css")
_FIRST = re.compile(r"timeline/data/columns\.json")
_BLOCK = re.compile(r"timeline/data/")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Compressed bytes that a page asked for; for ours by what they are.

    Attributes:
        total: all.
        script: modules of the element.
        style: its style sheets.
        first: the data of its first view.
        blocks: words that it loads when they come near.
    """

    total: int = 0
    script: int = 0
    style: int = 0
    first: int = 0
    blocks: int = 0

    @property
    def own(self) -> int:
        """The element's own script, style and first data."""
        return self.script + self.style + self.first


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit took; times are milliseconds.

    Attributes:
        loaded: bytes.
        seen: from the start of the navigation until an event was painted.
        blocked: of each long task what is beyond 50 ms, together, until nothing happened any more.
        before: the longest task until the page was there, 0 where none was longer than 50 ms.
        after: the longest task from then on, through zooms and filters; 0 where none was longer than 50 ms.
        nodes: elements of the page.
        zoom: frames of the steps inwards and outwards, with those that came late.
        filters: from the call until the frame was painted, for each filter.
    """

    loaded: Loaded
    seen: float
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


def sorted_out(served: Sequence[tuple[str, int]]) -> Loaded:
    """Sum up what a page asked for."""
    sums = {"script": 0, "style": 0, "first": 0, "blocks": 0}
    for path, size in served:
        kinds = (("script", _SCRIPT), ("style", _STYLE), ("first", _FIRST), ("blocks", _BLOCK))
        kind = next((name for name, pattern in kinds if pattern.match(path)), None)
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
    """
    context = browser.new_context(viewport=SCREEN)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(f"({WATCH})({json.dumps(contestant.mark)}, {PATIENCE}, {STEPS})")
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    shelf.served.clear()
    page.goto(f"{base}/{contestant.page}", wait_until="commit")
    found = page.evaluate("benchWatch.settled()")
    loaded = sorted_out(shelf.served)
    frames: list[float] = []
    for out in (False, True) if contestant.wheel else ():
        frames += page.evaluate("([target, out]) => benchWatch.zoom(target, out)", [contestant.wheel, out])
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
        sum(task["duration"] - 50 for task in found["tasks"]),
        max((task["duration"] for task in tasks if task["start"] < there), default=0.0),
        max((task["duration"] for task in tasks if task["start"] >= there), default=0.0),
        found["nodes"],
        tuple(_steps(frames)),
        tuple(filters),
    )


def _steps(frames: Sequence[float]) -> list[float]:
    """Of both zooms the frames of the steps, and those after them that are late."""
    half = len(frames) // 2
    found: list[float] = []
    for run in (frames[:half], frames[half:]):
        found += run[:STEPS]
        found += [frame for frame in run[STEPS:] if frame > 1.5 * FRAME]
    return found
