"""The quick way through a body of plain prose, as nearly every body is; the parser of Markdown reads all the rest.

Plain prose is paragraphs, headings and simple lists with citations, links to pages and a little emphasis: nothing in it
can be code, HTML, an image, an ordinary link, a list inside another, a quotation or a table. The parser makes several
objects of each run of text, which takes several times as long as finding where the paragraphs are.
"""

from __future__ import annotations

import re

from .markdown_limits import DEEPEST, LONGEST, MOST_PIECES

_EMPHASIS = "*_"
_SIGNS = _EMPHASIS + "[]!&|\n"
"""What ends a run of text for the parser; around each of them it makes at most four pieces."""
_BEGINS = r"[^\W\d_]|\[[\[@]|[(\"'“‘«„]"
"""What a line of prose begins with; rules, rows of dashes, quotations and code begin with none of these."""
_PARAGRAPH = re.compile(rf"(?:^(?:{_BEGINS})[^\n]*(?:\n|\Z))+", re.MULTILINE)
_MARKS = ("`", "<", "\\", "](", "\r")
"""What may be the beginning of code, HTML, a link or an image, or hide what is."""
_ITEM = rf"- (?:{_BEGINS})[^\n]*(?:\n- |\n*\Z|\n\n+(?!\n|- ))"
"""An item with the next one right below it, or the last of its list: no item goes on in a second line or paragraph."""
_OTHER_LINE = re.compile(rf"\n(?:(?:- )?\[[^\[\]]*\]:|(?!{_BEGINS}|\n|\Z|#{{1,6}} |{_ITEM}))")
"""The end of a line before any other kind of line, the address of a link among them."""


def paragraphs(text: str) -> list[tuple[int, int]] | None:
    """Give the spans of the paragraphs of a body, with the line feeds at their ends.

    Args:
        text: the Markdown.

    Returns:
        The spans in characters, or None where the text may hold anything but prose or be beyond ``markdown_limits``.
    """
    if len(text) > LONGEST or _number(text, _EMPHASIS) > DEEPEST or 4 * (_number(text, _SIGNS) + 1) > MOST_PIECES:
        return None
    if any(mark in text for mark in _MARKS) or _OTHER_LINE.search(f"\n{text}"):
        return None
    return [found.span() for found in _PARAGRAPH.finditer(text)]


def _number(text: str, signs: str) -> int:
    """How many of some signs a text holds."""
    return sum(map(text.count, signs))
