"""What the record supports: independent origins, responsibility, and ranges of figures like with like.

Everything here is computed from what the sources say and nothing is claimed: a denial never hides a
finding, a finding never hides a denial, and numbers are compared only where they count the same thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .collection import Collection
from .collection.entries import Entry
from .model import Event, Figure, Position, Source

DERIVED = frozenset({"encyclopedia", "blog"})
"""Kinds of source that repeat others and so add no origin."""
OFFICIAL = frozenset({"court", "inquiry", "igo"})
"""Kinds of actor whose findings are official."""
STANDARDS = ("beyond-reasonable-doubt", "highly-probable", "balance-of-probabilities", "probable", "reasonable-grounds")
"""Standards of proof, the strictest first."""
DENIALS = frozenset({"denies", "gives-other-explanation"})


def origins(collection: Collection, event: Event) -> list[str]:
    """The independent origins of an event's sources, in the order of the file.

    An origin is who reported first: ``origin``, else the publisher. Encyclopedias and blogs add none, and
    neither does a copy on another host (``via``), since it keeps its publisher.
    """
    found: dict[str, str] = {}
    for cited in event.sources.values():
        source = collection.source(cited)
        if source is not None and source.kind not in DERIVED and (name := source.origin or source.publisher):
            found.setdefault(name.casefold(), name)
    return list(found.values())


LEVELS = ("admitted", "convicted", "found-official", "found-other", "accused")
"""How responsibility is supported, the strongest first."""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The positions about who is responsible, strongest first, and beside them always the denials.

    Attributes:
        held: pairs of a level of ``LEVELS`` and a position, in the order of the levels and standards.
        denied: positions that deny or explain otherwise.
    """

    held: tuple[tuple[str, Position], ...]
    denied: tuple[Position, ...]

    @property
    def strongest(self) -> str | None:
        """The strongest level that somebody holds, or None where nobody names anyone."""
        return self.held[0][0] if self.held else None


def responsibility(collection: Collection, positions: Iterable[Position]) -> Responsibility:
    """Arrange positions by how strongly they support responsibility; see ``Responsibility``."""
    held: list[tuple[str, Position]] = []
    denied: list[Position] = []
    for position in positions:
        if position.stance in DENIALS:
            denied.append(position)
        elif (level := _level(collection, position)) is not None:
            held.append((level, position))
    held.sort(key=lambda pair: (LEVELS.index(pair[0]), _strictness(pair[1])))
    return Responsibility(tuple(held), tuple(denied))


def _level(collection: Collection, position: Position) -> str | None:
    match position.stance:
        case "admits":
            return "admitted"
        case "convicts":
            return "convicted"
        case "finds":
            actor = collection.actors.get(position.by)
            return "found-official" if actor is not None and actor.value.kind in OFFICIAL else "found-other"
        case "accuses":
            return "accused"
    return None


def _strictness(position: Position) -> int:
    return STANDARDS.index(position.standard) if position.standard in STANDARDS else len(STANDARDS)


@dataclass(frozen=True, slots=True)
class Range:
    """What the current rows of one measure, group and scope span.

    Attributes:
        measure: what is counted.
        unit: in words, with the measure other.
        group: of whom.
        scope: which part, or an empty text for the whole event.
        low: the least number that any row gives.
        high: the greatest number, or None where every row is a lone minimum.
        claims: how many current rows there are.
    """

    measure: str
    unit: str
    group: str
    scope: str
    low: int
    high: int | None
    claims: int


def alike(figure: Figure) -> tuple[str, str, str, str]:
    """What two rows must share for their numbers to be compared: measure, unit, group and scope."""
    return figure.measure, figure.unit or "", figure.group, figure.scope or ""


def span(figure: Figure) -> tuple[int, int | None]:
    """The least and the greatest number of one row; no greatest one for a lone minimum (``low``, or by its basis).

    A row with only ``high`` ("as many as 200") gives no least number of its own: its span starts at zero.
    """
    numbers = [number for number in (figure.low, figure.best, figure.high) if number is not None]
    if not numbers:
        return 0, None
    if figure.high is None and (figure.best is None or figure.basis == "minimum"):
        return numbers[0], None
    if figure.low is None and figure.best is None:
        return 0, numbers[0]
    return min(numbers), max(numbers)


def ranges(figures: Iterable[Figure]) -> list[Range]:
    """Ranges over rows that count the same thing and are not superseded, in the order of the file."""
    rows: dict[tuple[str, str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if not figure.superseded:
            rows[alike(figure)].append(figure)
    result = []
    for key, group in rows.items():
        spans = [span(figure) for figure in group]
        lows = [figure_low for figure, (figure_low, _) in zip(group, spans, strict=True) if not _only_high(figure)]
        highs = [high for _, high in spans if high is not None]
        tops = highs + [low for low, high in spans if high is None]
        result.append(Range(*key, min(lows) if lows else 0, max(tops) if highs else None, len(group)))
    return result


def _only_high(figure: Figure) -> bool:
    return figure.low is None and figure.best is None


def sources_of(collection: Collection, entry: Entry[Event]) -> dict[str, Source]:
    """An event's sources by key with full particulars; seeds that do not exist are left out."""
    found = {key: collection.source(source) for key, source in entry.value.sources.items()}
    return {key: source for key, source in found.items() if source is not None}
