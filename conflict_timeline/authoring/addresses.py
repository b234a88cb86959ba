"""Ids and folders that suggest themselves for what is new: an id from a title, a folder from conflict and year."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import count

from ..collection import Collection
from ..dates import Date, parse
from ..model import is_id

_LONGEST = 60
"""Characters that a suggested id has at most; 80 are allowed."""
_SMALL_WORDS = frozenset(
    {"a", "an", "the", "of", "in", "on", "at", "to", "by", "and", "as", "its", "for", "with", "from"}
)
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th"})


def slug(text: str, *, whole: bool = False) -> str:
    """An id made of a text's words in Latin letters; empty where it has none.

    Args:
        text: the text.
        whole: whether small words stay too: a name has to keep them.
    """
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter) and letter not in "'’ʼʿʾ")
    words = re.findall("[a-z0-9]+", plain)
    kept = [word for word in words if whole or word not in _SMALL_WORDS] or words
    while len("-".join(kept)) > _LONGEST and len(kept) > 1:
        kept.pop()
    name = "-".join(kept)[:_LONGEST].rstrip("-")
    return name if is_id(name) and name != "index" else ""


def event_id(title: str, date: Date, free: Callable[[str], bool]) -> str:
    """Suggest an id for an event; empty where its title has no Latin letters.

    Args:
        title: its title.
        date: when it happened; its year tells two events of one title apart.
        free: whether an id is nobody's yet.
    """
    name = slug(title)
    if not name or free(name):
        return name
    return first_free(f"{name}-{date.years()[0]:04}", free)


def first_free(name: str, free: Callable[[str], bool]) -> str:
    """A name, or the first of it with a number that is nobody's yet."""
    return name if free(name) else next(each for n in count(2) if free(each := f"{name}-{n}"))


def folder(collection: Collection, conflicts: list[str], date: str) -> str:
    """Suggest a folder for an event: where the record keeps those of the same conflicts, else that of the first one.

    Args:
        collection: the record.
        conflicts: the ids of the event's conflicts.
        date: when it happened, EDTF.
    """
    wanted = set(conflicts)
    kept = Counter(
        parts[1]
        for entry in collection.events.values()
        if set(entry.value.conflicts) == wanted and len(parts := entry.path.split("/")) > 2
    )
    top = kept.most_common(1)[0][0] if kept else conflicts[0]
    return f"events/{top}/{parse(date).years()[0]:04}"


def is_free(collection: Collection, name: str) -> bool:
    """Whether an id is nobody's: of no event, present, unreadable, removed or renamed."""
    taken = name in collection.events or name in collection.broken or name in collection.removed
    return not taken and not any(name in outline.aliases for outline in collection.outlines.values())
