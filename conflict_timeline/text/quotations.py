"""What stands in quotation marks in a text.

Known are “ ”, „ “, „ ”, ” ”, « », » «, » » and straight double marks, one inside another too. A mark without its
counterpart in the same paragraph opens nothing, but where the next paragraph opens with the same mark again, as long
quotations do. Single marks are passed over: nobody can tell them from apostrophes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

Span = tuple[int, int]
"""Start and end in characters, the marks included, the end not included."""

MARKS = '"“”„«»'
"""All marks that open or close a quotation."""
_ANY = re.compile(rf"[{MARKS}]|\n[ \t]*\n\s*")
_BLOCK = re.compile(r"(?:^ {0,3}>.*(?:\n|\Z))+", re.MULTILINE)
_CLOSES = {'"': '"', "”": "“„”", "“": "„", "»": "«»", "«": "»"}
"""The marks that each mark closes."""
_ALWAYS_OPENS = "“„"


def quoted(text: str) -> list[Span]:
    """Find the quotations of a text, the outermost of those inside each other, in order; in linear time."""
    found: list[Span] = []
    opened: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    for match in _ANY.finditer(text):
        mark, place = match[0], match.start()
        if len(mark) > 1:  # the end of a paragraph
            if opened and text[match.end() : match.end() + 1] == opened[0][0]:
                found.append((opened[0][1], place))
            opened.clear()
            waiting.clear()
            continue
        if any(waiting[opener] for opener in _CLOSES.get(mark, "")) and not (mark == "“" and opened[-1][0] != "„"):
            while opened:
                opener, start = opened.pop()
                waiting[opener] -= 1
                if opener in _CLOSES[mark]:
                    found.append((start, place + 1))
                    break
        elif mark in _ALWAYS_OPENS or not text[place - 1 : place].isalnum():
            opened.append((mark, place))
            waiting[mark] += 1
    return _outermost(found)


def blocks(text: str) -> list[Span]:
    """Find the block quotations of a Markdown text, lines that begin with >."""
    return [match.span() for match in _BLOCK.finditer(text)]


def _outermost(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def blanked(text: str, spans: Iterable[Span]) -> str:
    """A text of the same length with spaces in place of some spans."""
    pieces, last = [], 0
    for start, end in sorted(spans):
        pieces += [text[last:start], " " * (end - max(start, last))]
        last = max(end, last)
    return "".join([*pieces, text[last:]])
