"""All corrections and withdrawals of the record on one page, newest first."""

from __future__ import annotations

from dataclasses import dataclass

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
    found = []
    for entry in library.events:
        for correction in entry.value.corrections:
            found.append((correction.date, Change(when(correction.date), item(library, entry), correction.note, False)))
        if gone := entry.value.withdrawn:
            found.append((gone.date, Change(when(gone.date), item(library, entry), gone.reason, True)))
    found.sort(key=lambda pair: pair[0].sort_key, reverse=True)
    title = strings.text("corrections.title")
    changes = tuple(change for _, change in found)
    return Page("corrections/", "corrections.html", title, strings.text("corrections.text"), changes, listed=True)
