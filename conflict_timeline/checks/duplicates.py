"""The rule about one event that was written twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..collection import Collection
from ..likeness import twins
from ..problems import Problem

_RULE = "possible-duplicate"


def check(collection: Collection) -> Iterator[Problem]:
    """Find events that may be one, each with the event that is most like it."""
    outlines = collection.outlines
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for one, other, score in twins(collection):
        # Whoever wrote an event that leads to the other knew of both.
        if f"event:{other}" in outlines[one].names or f"event:{one}" in outlines[other].names:
            continue
        # Both are told, since either may be the new one; an answer in one of the two files answers for both.
        answered = [name for name in (one, other) if _RULE in outlines[name].ignores]
        for name in answered or (one, other):
            found[name].append((-score, other if name == one else one))
    for name, alike in found.items():
        other = min(alike)[1]
        message = f"{name} may be {other}, «{outlines[other].title[:80]}» ({outlines[other].date})"
        hint = "delete one of the two files; or link the two, or say in ignore: how they differ"
        yield collection.events[name].problem(_RULE, message, hint, at=("title",))
