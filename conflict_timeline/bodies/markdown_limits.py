"""What a body may cost: limits that no text written for readers meets, and that keep each one within 50 ms.

CommonMark itself is parsed in linear time; what is made of it is not: cleaning HTML takes a time that grows with the
square of its depth (32,000 list items inside each other took 90 s), and tables grow by rows times columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

LONGEST = 32 * 1024
"""Characters that a body may have."""
DEEPEST = 16
"""Lists, their items, quotations, emphasis and links inside each other."""
MOST_PIECES = 5_000
"""Beginnings, ends and runs of text that the parser may find; the longest event of the record has 60."""
MOST_CITES = 1_000
"""Citations of a source."""

_DEEP_LINE = re.compile(r"^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){64}", re.MULTILINE)
"""A line that opens 64 lists and quotations: refused before the parser sees it, whose cost grows with their number."""


class Costly(Exception):  # noqa: N818 - a result on its way out, no error of the program
    """A body beyond a limit.

    Attributes:
        place: where, in bytes of UTF-8 from its beginning.
        message: what is wrong.
        hint: what to do instead.
    """

    def __init__(self, place: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.place = place
        self.message = message
        self.hint = hint

    def offset(self, text: str) -> int:
        """The place in characters of the body's text."""
        return len(text.encode()[: self.place].decode(errors="ignore"))


def of_text(text: str) -> None:
    """Hold a body to the limits that can be seen before it is parsed.

    Raises:
        Costly: it is too long, or one of its lines too deep.
    """
    if len(text) > LONGEST:
        message = f"the text has {len(text):,} characters, more than {LONGEST:,}"
        raise Costly(len(text[:LONGEST].encode()), message, "split it into several events, or shorten it")
    if text.count("&") > MOST_PIECES:  # each becomes five characters that the cleaner reads one by one
        message = f"the text holds & more than {MOST_PIECES:,} times"
        raise Costly(len(text[: text.index("&")].encode()), message, "write and")
    if found := _DEEP_LINE.search(text):
        raise _deep(len(text[: found.start()].encode()))


def of_pieces(pieces: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Pass on what the parser finds in a body, and stop where it is too much or too deep.

    Raises:
        Costly: one of these.
    """
    depth = 0
    for number, piece in enumerate(pieces):
        event, where = piece
        if "Start" in event:
            depth += 1
            if depth > DEEPEST:
                raise _deep(where["start"])
        elif "End" in event:
            depth -= 1
        if number == MOST_PIECES:
            message = f"the text consists of more than {MOST_PIECES:,} pieces of Markdown"
            raise Costly(where["start"], message, "split it into several events; or write prose instead of tables")
        yield piece


def of_cites(text: str, places: Sequence[int]) -> None:
    """Hold a body to a number of citations, of which thousands fit into one pair of brackets.

    Raises:
        Costly: there are more.
    """
    if len(places) > MOST_CITES:
        message = f"the text cites sources {len(places):,} times, more than {MOST_CITES:,}"
        raise Costly(len(text[: places[MOST_CITES]].encode()), message, "cite each statement once")


def _deep(place: int) -> Costly:
    message = f"lists, quotations and emphasis stand more than {DEEPEST} deep in each other"
    return Costly(place, message, "write it flatter")
