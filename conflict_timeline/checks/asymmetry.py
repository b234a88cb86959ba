"""The rule that a finding is not told as a bare fact: where an actor is told to have done a deed, the event says on whose word."""

from __future__ import annotations

from collections.abc import Iterator

from ..collection import Registry
from ..collection.entries import Entry
from ..model import Event, Position, is_id
from ..problems import Problem

_HOLDS = frozenset({"finds", "convicts", "admits"})
"""The stances that establish who did a deed."""
_OWNS = frozenset({"admits", "announces", "acknowledges"})
"""The stances by which an actor says that it did a deed itself."""


def of_event(entry: Entry[Event], registry: Registry) -> Iterator[Problem]:
    """Find sentences that tell a deed of violence of an actor about whom no position finds, convicts or admits it."""
    for deed in registry.deeds.of(entry.body):
        if not any(_covers(position, deed.actor, registry) for position in entry.value.positions):
            message = f"«{deed.words[:80]}» tells a deed of {deed.actor} as a bare fact"
            hint = "say in the sentence who says so, or add the position that finds, convicts of or admits it"
            yield entry.body_problem("asymmetric-wording", deed.offset, message, hint)


def _covers(position: Position, actor: str, registry: Registry) -> bool:
    """Whether a position says that an actor, what it is a part of or a part of it, did something; or that somebody did."""
    if position.stance in _OWNS and _is(position.by, actor, registry):
        return True
    if position.stance not in _HOLDS:
        return False
    return position.about is None or not is_id(position.about) or _is(position.about, actor, registry)


def _is(other: str, actor: str, registry: Registry) -> bool:
    return other == actor or (other, actor) in registry.parts or (actor, other) in registry.parts
