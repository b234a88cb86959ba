"""The rule about how titles are written: they name the deed and the place, and do not call for attention."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..collection import Registry
from ..collection.entries import Entry
from ..model import Event
from ..problems import Problem
from ..text.glance import glance
from ..text.quotations import MARKS, quoted

LONGEST = 100
"""Characters that a title should have at most: what a list, a tab and a search engine show of it."""

_ABBREVIATION = re.compile(r"(?:^|\W)(?:\w\.)+\Z")
_UNUSUAL = glance(rf"[{MARKS}!?\u061f\uff01\uff1f…]|[.]$")
_CALL = re.compile("[!?\u061f\uff01\uff1f]")
"""Marks of exclamation and question, Arabic and full-width ones among them."""


def of_event(entry: Entry[Event], _registry: Registry) -> Iterator[Problem]:
    """Find titles that are written like a headline, a sentence or a shout."""
    title = entry.value.title
    if len(title) > LONGEST or title.isupper() or _UNUSUAL(title):
        for message, hint in _flaws(title):
            yield entry.problem("title-style", message, hint, at=("title",))


def _flaws(title: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a title, and what to do."""
    if len(title) > LONGEST:
        hint = "name the deed and the place, and move the rest to the summary"
        yield f"the title has {len(title)} characters, more than {LONGEST}", hint
    if title.endswith(("…", "..")):
        yield "the title breaks off", "say the whole, without …"
    elif title.endswith(".") and not _ABBREVIATION.search(title):
        yield "the title ends with a full stop", "delete the full stop"
    if call := _CALL.search(title):
        yield f"the title holds «{call[0]}»", "say what happened, without a question or a call"
    if title.isupper() and " " in title:
        yield "the title is all in capital letters", "write capital letters only where a sentence has them"
    if quoted(title):
        hint = "say what happened in our own words; whoever is quoted has a row under positions"
        yield "the title holds a quotation", hint
