"""Somebody's words as Markdown that shows them and does nothing else.

For GitHub's Flavored Markdown (https://github.github.com/gfm/): every sign of punctuation is escaped, so nothing becomes
markup, HTML or an address; after ``@`` and ``#`` stands a zero-width space, so nobody is called and no issue is linked.
"""

from __future__ import annotations

import re

from ..problems import printable

_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
_CALLS = re.compile(r"\\[@#]")
_ADDRESS = re.compile(r"(?i)(www)(?=\\\.)|(https?|ftp)(?=\\:)")
_WIDTHLESS = "\u200b"


def inert(text: str) -> str:
    """Give a text as Markdown, in one line."""
    escaped = _SIGN.sub(r"\\\g<0>", printable(" ".join(text.split())))
    return _ADDRESS.sub(rf"\g<0>{_WIDTHLESS}", _CALLS.sub(rf"\g<0>{_WIDTHLESS}", escaped))
