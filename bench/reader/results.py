"""Visits → tables, ratios and what was aimed at, in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from .contestants import LIST, OURS
from .visit import FRAME, Visit

Measure = Callable[[Visit], float]
LONG = 50.0
"""Milliseconds from which on a task is long."""
_SLACK = 1.0
"""Milliseconds by which a frame may be late before it counts as two."""

MEASURES: dict[str, Measure] = {
    "KB": lambda visit: visit.loaded.total / 1000,
    "first event": lambda visit: visit.seen,
    "blocked": lambda visit: visit.blocked,
    "DOM nodes": lambda visit: visit.nodes,
    "zoom, median frame": lambda visit: visit.usual,
    "zoom, worst frame": lambda visit: visit.worst,
}
"""What is compared, less being better."""

_PARTS: dict[str, Measure] = {
    "script, KB": lambda visit: visit.loaded.script,
    "style": lambda visit: visit.loaded.style,
    "first data": lambda visit: visit.loaded.first,
    "these together": lambda visit: visit.loaded.own,
    "data after that": lambda visit: visit.loaded.later,
    "the site's search": lambda visit: visit.loaded.search,
    "rest of the page": lambda visit: visit.loaded.rest,
}
"""What ours loads, by what it is."""


@dataclass(slots=True)
class Series:
    """Visits to one contestant with one record.

    Attributes:
        events: how many events the record has.
        who: the contestant's name.
        visits: what they took.
    """

    events: int
    who: str
    visits: list[Visit] = field(default_factory=list)

    def median(self, measure: Measure) -> float:
        """The median of a measure over all visits."""
        return median(measure(visit) for visit in self.visits)

    def worst(self, measure: Measure) -> float:
        """The largest value of a measure in any visit."""
        return max(measure(visit) for visit in self.visits)

    @property
    def zooms(self) -> bool:
        """Whether a zoom was measured."""
        return all(visit.zoom for visit in self.visits)


@dataclass(frozen=True, slots=True)
class Target:
    """Something aimed at, and what was measured.

    Attributes:
        events: with how many events.
        text: what is aimed at.
        found: what was measured, in words.
        met: whether that is enough.
    """

    events: int
    text: str
    found: str
    met: bool


def table(series: Sequence[Series]) -> str:
    """Give the medians as a table, a row for each contestant and record."""
    head = ("events", "", "KB gzipped", "first event, ms", "blocked, ms", "DOM nodes", "zoom: median frame, ms",
            "worst, ms (of any run)", "longest task after load, ms")  # fmt: skip
    lines = [f"| {' | '.join(head)} |", "|--:|---|" + "--:|" * (len(head) - 2)]
    return "\n".join(lines + [f"| {' | '.join(_row(one))} |" for one in series])


def _row(one: Series) -> list[str]:
    numbers = [f"{one.median(measure):,.0f}" for name, measure in MEASURES.items() if not name.startswith("zoom")]
    zoom = ["–", "–"]
    if one.zooms:
        worst = MEASURES["zoom, worst frame"]
        zoom = [f"{one.median(lambda visit: visit.usual):.0f}", f"{one.median(worst):.0f} ({one.worst(worst):.0f})"]
    after = one.median(lambda visit: visit.after)
    return [f"{one.events:,}", one.who, *numbers, *zoom, f"{after:.0f}" if after else "none over 50"]


def ratios(series: Sequence[Series]) -> str:
    """Give ours divided by the plain list and by the best peer, for each record and measure."""
    head = ("events", "ours ÷", *MEASURES)
    lines = [f"| {' | '.join(head)} |", "|--:|---|" + "--:|" * len(MEASURES)]
    for events in sorted({one.events for one in series}):
        found = {one.who: one for one in series if one.events == events}
        ours, plain = found.pop(OURS, None), found.pop(LIST, None)
        if ours is None:
            continue
        if plain:
            lines.append(_divided(ours, LIST, [plain]))
        if found:
            lines.append(_divided(ours, "best peer in each", list(found.values())))
    return "\n".join(lines) if len(lines) > 2 else ""


def _divided(ours: Series, name: str, others: Sequence[Series]) -> str:
    cells = [f"{ours.events:,}", name]
    for what, measure in MEASURES.items():
        rivals = [one for one in others if one.zooms or not what.startswith("zoom")]
        best = min(rivals, key=lambda one: one.median(measure), default=None)
        cells.append(_ratio(ours.median(measure), best.median(measure) if best else 0))
        if best and len(others) > 1:
            cells[-1] += f" ({best.who})"
    return f"| {' | '.join(cells)} |"


def _ratio(one: float, other: float) -> str:
    """One number divided by another; two of nothing are the same."""
    if other:
        return f"{one / other:.2f}"
    return "1.00" if not one else "–"


def targets(series: Sequence[Series]) -> list[Target]:
    """Give what is aimed at with 10,000 and with 50,000 events, and what was found; only where ours was measured."""
    found = {(one.events, one.who): one for one in series}
    aims: list[Target] = []
    ours, plain = found.get((10_000, OURS)), found.get((10_000, LIST))
    if ours:
        aims += _at_10_000(ours, plain)
    large = found.get((50_000, OURS))
    if large:
        worst = large.median(lambda visit: visit.worst)
        aims.append(Target(50_000, "worst zoom frame under 50 ms", f"{worst:.0f} ms", worst < LONG))
    return aims


def _at_10_000(ours: Series, plain: Series | None) -> list[Target]:
    own = ours.median(lambda visit: visit.loaded.own) / 1000
    usual, worst = ours.median(lambda visit: visit.usual), ours.median(lambda visit: visit.worst)
    after, nodes = ours.median(lambda visit: visit.after), ours.median(lambda visit: visit.nodes)
    filters = ours.median(lambda visit: visit.filter)
    aims = [
        ("the element's script, style and first data at most 150 KB gzipped", f"{own:.0f} KB", own <= 150),
        ("no task over 50 ms after load", f"{after:.0f} ms" if after else "none", after <= LONG),
        ("zoom steps at a median of one frame", f"{usual:.0f} ms", usual <= FRAME + _SLACK),
        ("and at worst two frames", f"{worst:.0f} ms", worst <= 2 * FRAME + _SLACK),
        ("a filter within 50 ms", f"{filters:.0f} ms, the slowest of each run", filters <= LONG),
        ("fewer than 3,000 DOM nodes", f"{nodes:,.0f}", nodes < 3000),
    ]
    if plain:
        listed = plain.median(lambda visit: visit.seen)
        glance = ours.median(lambda visit: visit.glance) / listed
        marks = ours.median(lambda visit: visit.seen) / listed
        found = f"{glance:.2f} times in the page's picture, {marks:.2f} times as marks that answer a hand"
        aims.insert(1, ("first event at most 1.5 times as late as in the plain list", found, glance <= 1.5))
    return [Target(10_000, *aim) for aim in aims]


def aimed(found: Sequence[Target]) -> str:
    """Give what is aimed at as a table."""
    rows = [f"| {one.events:,} | {one.text} | {one.found} | {'met' if one.met else '**missed**'} |" for one in found]
    return "\n".join(["| events | aim | measured | |", "|--:|---|---|---|", *rows]) if rows else ""


def split(series: Sequence[Series]) -> str:
    """Give what ours loads and how long its filters take, a row for each record."""
    head = (
        "events",
        *_PARTS,
        "picture in the page, ms",
        "longest task until load, ms",
        "filters, ms: median",
        "slowest",
    )
    lines = [f"| {' | '.join(head)} |", "|" + "--:|" * len(head)]
    for one in series:
        if one.who == OURS:
            sizes = [f"{one.median(part) / 1000:,.0f}" for part in _PARTS.values()]
            times = (
                lambda visit: visit.glance,
                lambda visit: visit.before,
                lambda visit: median(visit.filters or (0,)),
                lambda visit: visit.filter,
            )
            cells = [f"{one.events:,}", *sizes, *(f"{one.median(time):.0f}" for time in times)]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) if len(lines) > 2 else ""
