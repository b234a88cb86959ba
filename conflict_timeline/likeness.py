"""How much an event is like another: so much that the two may be one, written twice.

Two events are taken for one when they share a conflict, may have begun on the same day or the next, lie at the same
place or so near that their points cannot tell them apart, and have titles of much the same words. The less the
rest agrees, the more the titles have to. An id in another dataset that both bear settles it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, combinations, takewhile

from rapidfuzz import fuzz

from .collection import Collection, wholes
from .collection.entries import Entry
from .collection.outlines import Outline
from .dates import Date
from .distances import REACH, Spot, meeting
from .model import Place
from .text.spelling import SMALL_WORDS, folded

_NEXT = 1
"""How many days apart two accounts of one event may put it: a night has two dates, and so have time zones."""
_DAYS = 40
"""Events that began within so many days are compared with all of those days, coarser ones with their place's alone."""
_CROWD = 40
"""With how many neighbours in the order of titles an event is compared where more than that share a day."""
_SAME, _NEAR, _UNSURE = 74, 80, 88
"""How alike titles have to be, of 100: where type, place and day agree; where one is only near; where one is hardly known."""
_FINE = REACH["district"]
"""A place that may lie further from its point, in kilometres, is not placed by it."""


@dataclass(eq=False, slots=True)
class Sketch:
    """What of an event decides whether it may be another one.

    Attributes:
        title: its title.
        first: the first day on which it may have begun, an ordinal of Python's calendar.
        last: the last such day.
        conflicts: its conflicts.
        type: ``family/subtype``.
        place: the id of its place, or None.
        elsewhere: its ids in other datasets, as ``dataset:id``.
    """

    title: str
    first: int
    last: int
    conflicts: frozenset[str]
    type: str = ""
    place: str | None = None
    elsewhere: frozenset[str] = frozenset()
    _words: str | None = field(default=None, init=False, repr=False)

    @classmethod
    def of(cls, outline: Outline) -> Sketch:
        """The sketch of an event of the record."""
        kind, *names = outline.names
        conflicts = frozenset(name[9:] for name in takewhile(_is_conflict, names))
        first, last = outline.begins
        return cls(outline.title, first, last, conflicts, kind[5:], outline.place, frozenset(outline.elsewhere))

    @classmethod
    def drafted(
        cls, title: str, date: Date, conflicts: Iterable[str], type_: str = "", place: str | None = None
    ) -> Sketch:
        """The sketch of an event that is just being written; what is not known yet may be left out."""
        first, last = date.begins()
        return cls(title, first.toordinal(), last.toordinal(), frozenset(conflicts), type_, place)

    @property
    def coarse(self) -> bool:
        """Whether its date leaves more days than are looked at one by one."""
        return self.last - self.first >= _DAYS

    @property
    def words(self) -> str:
        """The words of its title that say something, in the order of the alphabet."""
        if self._words is None:
            self._words = " ".join(sorted(word for word in folded(self.title).split() if word not in SMALL_WORDS))
        return self._words


class Likeness:
    """Judges how alike sketches are.

    Args:
        places: the gazetteer.
    """

    def __init__(self, places: Mapping[str, Entry[Place]]) -> None:
        spots = {name: Spot.of(entry.value) for name, entry in places.items()}
        fine = {name: spot for name, spot in spots.items() if spot and spot.reach <= _FINE}
        self._vague: set[str | None] = {None, *spots} - set(fine)
        self._near: dict[str | None, set[str | None]] = defaultdict(set)
        for one, other in chain(meeting(fine), wholes(places)):
            self._near[one].add(other)
            self._near[other].add(one)

    def of(self, one: Sketch, other: Sketch) -> int:
        """Give how alike two sketches are, of 100; 0 where they are not alike enough to be one event."""
        needed = self._needed(one.place, other.place)
        if not needed or one.conflicts.isdisjoint(other.conflicts):
            return 0
        if one.first > other.last + _NEXT or other.first > one.last + _NEXT:
            return 0
        if not one.elsewhere.isdisjoint(other.elsewhere):
            return 100
        if one.coarse or other.coarse:
            needed = _UNSURE
        elif one.type != other.type or not _same_day(one, other):
            needed = max(needed, _NEAR)
        # Half of it asks whether one title says nothing but what the other does, half whether it says all of that.
        score = fuzz.ratio(one.words, other.words, score_cutoff=2 * needed - 100)
        score = (score + fuzz.token_set_ratio(one.words, other.words)) / 2 if score else 0
        return round(score) if score >= needed else 0

    def _needed(self, one: str | None, other: str | None) -> int:
        """How alike titles have to be for two places; 0 where no likeness makes up for the distance."""
        if one == other:
            return _NEAR if one is None else _SAME
        if one in self._near and other in self._near[one]:
            return _NEAR
        return _UNSURE if one in self._vague or other in self._vague else 0


def _same_day(one: Sketch, other: Sketch) -> bool:
    """Whether both dates are of a day or little more, and have one in common."""
    last, first = max(one.last, other.last), min(one.first, other.first)
    return last - first <= _NEXT and one.first <= other.last and other.first <= one.last


def similar(collection: Collection, draft: Sketch) -> list[tuple[str, int]]:
    """Find the ids of the events that a draft may be, the most alike first, each with its likeness of 100."""
    likeness = Likeness(collection.places)
    scored = [(name, likeness.of(draft, sketch)) for name, sketch in _standing(collection)]
    return sorted((pair for pair in scored if pair[1]), key=lambda pair: (-pair[1], pair[0]))


def twins(collection: Collection) -> Iterator[tuple[str, str, int]]:
    """Find the pairs of events in a record that may be one: their ids and their likeness of 100, each pair once.

    Only events of the same days are compared, and where many share a day, only those with neighbouring titles (the
    sorted neighbourhood of Hernández and Stolfo, 1995); so this takes time linear in the number of events, but for
    sorting.
    """
    likeness = Likeness(collection.places)
    for (first, one), (second, other) in _compared(_standing(collection)):
        if score := likeness.of(one, other):
            yield first, second, score


Row = tuple[str, Sketch]


def _standing(collection: Collection) -> list[Row]:
    return [(name, Sketch.of(outline)) for name, outline in collection.outlines.items() if not outline.withdrawn]


def _is_conflict(name: str) -> bool:
    return name.startswith("conflict:")


def _compared(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """The pairs worth a look: of the same days, or where one has no date that precise, of the same place."""
    by_day: dict[int, list[Row]] = defaultdict(list)
    by_place: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        sketch = row[1]
        if not sketch.coarse:
            for day in range(sketch.first, sketch.last + _NEXT + 1):
                by_day[day].append(row)
        by_place[sketch.place].append(row)
    for day, block in by_day.items():
        for one, other in _neighbours(block):
            if day == max(one[1].first, other[1].first):  # the first day that both stand under: each pair comes once
                yield one, other
    for block in by_place.values():
        yield from _coarse_pairs(block)


def _neighbours(block: list[Row]) -> Iterable[tuple[Row, Row]]:
    """All pairs of a block, or where it is crowded those that stand near each other in the order of titles."""
    if len(block) <= _CROWD:
        return combinations(block, 2)
    block = sorted(block, key=_by_title)
    return ((row, other) for place, row in enumerate(block) for other in block[place + 1 : place + 1 + _CROWD])


def _coarse_pairs(block: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Those pairs of a block of which one has a coarse date."""
    if not any(row[1].coarse for row in block):
        return
    if len(block) > _CROWD:
        block = sorted(block, key=_by_title)
    for place, row in enumerate(block):
        if row[1].coarse:
            before = (other for other in block[max(0, place - _CROWD) : place] if not other[1].coarse)
            for other in (*before, *block[place + 1 : place + 1 + _CROWD]):
                yield row, other


def _by_title(row: Row) -> tuple[str, str]:
    return row[1].words, row[0]
