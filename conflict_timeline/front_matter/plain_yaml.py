"""The quick way through YAML in the house's style, in which nearly every file is written; ``strict_yaml`` reads all the rest.

What is read here, a line at a time: ``key: value`` and ``- value`` in blocks, with plain texts, texts in quotes without
escapes, and lists of words in brackets, each on one line. The first thing that is anything else, a comment or a fault
among it, and the quick way is left: so whatever there is to tell of a text, ``strict_yaml`` tells it. A parser makes an
object of each of its events and each of their places, which takes several times as long.
"""

from __future__ import annotations

import re
from typing import Any

from .strict_yaml import DEPTH_LIMIT

_WORD = r"[A-Za-z0-9][A-Za-z0-9_./-]*"
_VALUE = (
    r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-\d)(?:[^\n]*[^\s:])?"  # plain: what begins or ends otherwise may mean something
    r"|'[^'\n]*(?:''[^'\n]*)*'"
    r"|\"[^\"\\\n]*\""
    rf"|\[(?:{_WORD}(?:, {_WORD})*)?\]"
)
_OPENERS = frozenset("'\"[")
"""What a value begins with that is not a plain text."""
_LINE = re.compile(rf"^( *)(?:(- )?([a-z][a-z0-9_-]{{0,79}}):(?: ({_VALUE}))?|- ({_VALUE}))$", re.MULTILINE)


def plain(text: str) -> dict[str, Any] | None:
    """Read a text in the house's style.

    Args:
        text: YAML without a character that ``characters`` refuses.

    Returns:
        What ``strict_yaml.Reader`` gives, or None where it has to be asked.
    """
    lines: list[tuple[str, str, str, str, str]] = _LINE.findall(text)
    if len(lines) != text.count("\n") + (not text.endswith("\n")) or "\t" in text:
        return None
    top: dict[str, Any] = {}
    opened: _Opened = [(0, top)]
    unfilled: _Unfilled = None
    holder: Any = top
    level = 0
    for spaces, hyphen, key, value, item in lines:
        column, kind = len(spaces), list if hyphen or item else dict
        if unfilled or column != level or type(holder) is not kind:
            level, holder = column, _holder(opened, unfilled, column, kind)
        told: Any = value or item
        if told[:1] in _OPENERS or ": " in told or " #" in told:
            told = _value(told)
        if holder is None or told is None or len(opened) + (type(told) is list) + bool(hyphen) > DEPTH_LIMIT:
            return None
        unfilled = None
        if item:
            holder.append(told)
            continue
        if hyphen:
            level += 2
            holder.append({})
            holder = holder[-1]
            opened.append((level, holder))
        if key in holder:
            return None
        holder[key] = told
        if not value:
            unfilled = holder, key, level
    return None if unfilled else top


_Opened = list[tuple[int, Any]]
"""The mappings and lists that are open, each with the column in which its keys or hyphens stand."""
_Unfilled = tuple[dict[str, Any], str, int] | None
"""A key whose value stands below it, with its mapping and its column."""


def _holder(opened: _Opened, unfilled: _Unfilled, column: int, kind: type) -> Any:
    """Give the mapping or list into which a line belongs, made where it is the first one; None where it fits nowhere."""
    if unfilled:
        holder, name, above = unfilled
        if column < above or (column == above and kind is dict):
            return None
        opened.append((column, kind()))
        holder[name] = opened[-1][1]
    # A list may stand in the column of the key above it; the next key there ends it.
    while opened[-1][0] > column or (opened[-1][0] == column and kind is dict and type(opened[-1][1]) is list):
        opened.pop()
    level, found = opened[-1]
    return found if level == column and type(found) is kind else None


def _value(written: str) -> str | list[str] | None:
    """What quotes or brackets hold; None where plain words hold the end of a key or the beginning of a comment."""
    if written[0] == "'":
        return written[1:-1].replace("''", "'")
    if written[0] == '"':
        return written[1:-1]
    if written[0] == "[":
        return written[1:-1].split(", ") if len(written) > 2 else []
    return None
