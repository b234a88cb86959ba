"""What the filters of the timeline select: the reference that the reader's scripts are held against.

A state is a mapping. ``text`` is words; ``conflict``, ``family``, ``type`` (as ``family/sub``), ``actor``, ``place``,
``tag``, ``status`` and ``level`` are lists of ids or words; ``origins`` is a minimum; ``from`` and ``to`` are days since
1970-01-01; ``across`` is a flag. What is missing, empty or None selects everything. Values of one facet are
alternatives, and an event has to meet every facet.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

Table = Mapping[str, Any]
"""The columns and the facets in one mapping, or a block."""


def matching(columns: Table, blocks: Sequence[Table], state: Mapping[str, Any]) -> list[int]:
    """Give the numbers of the events that a state selects, rising."""
    possible, words = spans(columns), folded(state.get("text") or "").split()
    texts = list(_texts(blocks)) if words else []
    wanted = {facet: set(state[facet]) for facet in _FACETS if state.get(facet)}
    first, last = _bound(state.get("from"), -math.inf), _bound(state.get("to"), math.inf)
    return [
        number
        for number in range(columns["count"])
        if all(word in texts[number] for word in words)
        and all(not values.isdisjoint(_FACETS[facet](columns, number)) for facet, values in wanted.items())
        and columns["origins"][number] >= (state.get("origins") or 0)
        and possible[number][0] <= last
        and possible[number][1] >= first
        and (not state.get("across") or columns["flags"][number] & 2)
    ]


def spans(columns: Table) -> list[tuple[float, float]]:
    """The first and the last possible day of each event; infinite where an end is open."""
    found = []
    for number, (start, length) in enumerate(zip(accumulate(columns["start"]), columns["length"], strict=True)):
        kind = columns["shapes"].get(str(number), [""])[0]
        found.append((-math.inf if kind == "until" else start, math.inf if kind == "from" else start + length))
    return found


def written_links(columns: Table) -> list[tuple[int, int, int]]:
    """The links as rows: the event that the relation is said of, the other event, the relation."""
    found = columns["links"]
    return list(zip(accumulate(found["from"]), found["to"], found["relation"], strict=True))


def folded(text: str) -> str:
    """A text without accents and differences of case: NFKD, no marks (Unicode's categories M), case folded."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.category(sign).startswith("M")).casefold()


def _texts(blocks: Sequence[Table]) -> Iterator[str]:
    """What the words of a search may stand in, of each event."""
    for block in blocks:
        for parts in zip(block["titles"], block["summaries"], block["where"], block["words"], strict=True):
            yield folded("\n".join(parts))


def _bound(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _conflicts(columns: Table, number: int) -> list[str]:
    return [columns["conflicts"][lane][0] for lane in columns["laneSets"][columns["lanes"][number]]]


def _family(columns: Table, number: int) -> list[str]:
    return [columns["families"][columns["types"][columns["type"][number]][0]][0]]


def _type(columns: Table, number: int) -> list[str]:
    return [f"{_family(columns, number)[0]}/{columns['types'][columns['type'][number]][1]}"]


def _place(columns: Table, number: int) -> list[str]:
    found = columns["place"][number]
    return [columns["places"][found - 1][0]] if found else []


def _level(columns: Table, number: int) -> list[str]:
    found = columns["level"][number]
    return [columns["levels"][found - 1][0]] if found else []


_FACETS = {
    "conflict": _conflicts,
    "family": _family,
    "type": _type,
    "actor": lambda columns, number: [columns["actors"][each][0] for each in columns["actorsOf"][number]],
    "place": _place,
    "tag": lambda columns, number: [columns["tags"][each][0] for each in columns["tagsOf"][number]],
    "status": lambda columns, number: [columns["statuses"][columns["status"][number]][0]],
    "level": _level,
}
"""For each facet, its values for an event."""
