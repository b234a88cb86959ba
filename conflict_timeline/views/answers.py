"""Chains of accountability: what answered each act of violence, and the acts with no answer recorded here yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from .. import strings
from ..collection.entries import Entry
from ..links import ANSWERS
from ..model import Event
from .common import Group, Item, Page, by_year, item
from .library import Events, Library

STEPS = 24
"""How many events of one chain the page shows."""


@dataclass(frozen=True, slots=True)
class Chain:
    """An act of violence and what answered it, in order of time."""

    item: Item
    answers: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class AnswersView:
    """Everything that the page shows."""

    chains: tuple[Chain, ...]
    unanswered: tuple[Group, ...]
    unanswered_total: int


def page(library: Library) -> Page:
    """Give the page."""
    title, text = strings.text("answers.title"), strings.text("answers.text")
    return Page("accountability/", "answers.html", title, text, partial(_view, library), listed=True)


def _view(library: Library) -> AnswersView:
    chains: list[Chain] = []
    unanswered: Events = []
    for entry in violence(library):
        found = library.graph.chain(entry.id, ANSWERS, STEPS)
        if found:
            events = sorted((library.collection.events[name] for name in found), key=_by_date)
            chains.append(Chain(item(library, entry), tuple(item(library, event) for event in events)))
        else:
            unanswered.append(entry)
    return AnswersView(tuple(chains), by_year(library, unanswered), len(unanswered))


def violence(library: Library) -> Iterator[Entry[Event]]:
    """The events whose type says that people or things were harmed by force, and that stand."""
    violent = {
        f"{name}/{sub_id}"
        for name, family in library.collection.families.items()
        for sub_id, sub in family.value.subtypes.items()
        if sub.violence
    }
    return (entry for entry in library.events if entry.value.type in violent)


def _by_date(entry: Entry[Event]) -> tuple[tuple[int, int, str], str]:
    return entry.value.date.sort_key, entry.id
