"""All corrections and withdrawals of the record on one page, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from .. import strings
from .common import Item, Page, When, item, when
from .library import Library


@dataclass(frozen=True, slots=True)
class Change:
    """A correction or a withdrawal: when, of which event, and what was changed."""

    when: When
    item: Item
    note: str
    withdrawn: bool


def page(library: Library) -> Page:
    """Give the page of corrections."""
    title, text = strings.text("corrections.title"), strings.text("corrections.text")
    return Page("corrections/", "corrections.html", title, text, partial(_changes, library), listed=True)


def _changes(library: Library) -> tuple[Change, ...]:
    found = []
    for entry in library.collection.chronological:
        found += [
            (correction.date, Change(when(correction.date), item(library, entry), correction.note, withdrawn=False))
            for correction in entry.value.corrections
        ]
        if gone := entry.value.withdrawn:
            found.append((gone.date, Change(when(gone.date), item(library, entry), gone.reason, withdrawn=True)))
    found.sort(key=lambda pair: pair[0].sort_key, reverse=True)
    return tuple(change for _, change in found)
