"""The event that somebody names: by its id, by a former id, or by its file."""

from __future__ import annotations

from pathlib import PurePosixPath

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from ..collection import Collection
from ..collection.entries import Entry
from ..model import Event
from ..problems import nearest

_LIKE = 75
"""How like a title words must be, of 100, for its event to be offered."""


class UnknownEventError(Exception):
    """No event has that name; the message is a sentence that offers the nearest one."""


class UnreadableEventError(Exception):
    """The event's file is there and could not be read into an event; the message says what to do."""


def find(collection: Collection, text: str) -> Entry[Event]:
    """Give the event that ``text`` names: its id, a former id, or the path of its file with either kind of slash.

    Raises:
        UnknownEventError: there is none. Nothing is said of events that were removed for safety.
        UnreadableEventError: there is a file of that name, which holds no event.
    """
    name = PurePosixPath(text.replace("\\", "/")).name.removesuffix(".md")
    if (entry := collection.events.get(name)) is not None:
        return entry
    if name in collection.broken:
        raise UnreadableEventError(f"the file of {name} could not be read into an event; run check to see why")
    for entry in collection.events.values():
        if name in entry.value.aliases:
            return entry
    hint = nearest(name, collection.events) or _titled(collection, text)
    raise UnknownEventError(f"there is no event {name or text}" + (f"; {hint}" if hint else ""))


def _titled(collection: Collection, words: str) -> str:
    """The hint with the event whose title is most like some words, or an empty text where none is near."""
    titles = {entry.id: entry.value.title for entry in collection.events.values()}
    found = process.extractOne(
        words, titles, scorer=fuzz.token_set_ratio, processor=default_process, score_cutoff=_LIKE
    )
    return f"did you mean {found[2]} ({found[0]})?" if found else ""
