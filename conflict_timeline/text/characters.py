"""Which characters a text may hold: nothing invisible, nothing that turns its direction, nothing that XML forbids.

Arabic, Persian, Hebrew and other scripts need joiners and direction marks; those are allowed where such a script
stands beside them (after RFC 5892, appendix A) and nowhere else. The invisible ones are the default ignorable
code points of Unicode and its blank letters.
"""

from __future__ import annotations

import re
import unicodedata

_JOINERS = "\u200c\u200d"
_MARKS = "\u061c\u200e\u200f"
JOINERS_AND_MARKS = frozenset(_JOINERS + _MARKS)
"""Invisible characters that some scripts need."""
_PLANE_ENDS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NEVER = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, which XML forbids or a terminal obeys
    "\u202a-\u202e\u2066-\u2069"  # turn the direction of what follows
    "\u00ad\u034f\u180b-\u180f\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffc"  # unseen
    "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # letters that are blank
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\U000e0000-\U000e0fff\U000f0000-\U0010ffff"  # no characters at all
    f"{_PLANE_ENDS}"
)
_LOOKED_AT = re.compile(f"[{_NEVER}{_JOINERS}{_MARKS}]")
_ORDINARY = bytes([*b"\t\n", *range(0x20, 0x7F)])
"""The characters of ASCII that may stand anywhere."""
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_JOINING = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\u0900-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc\U0001e900-\U0001e95f]"
)

_NEAR = 100
"""Characters on either side of a direction mark among which there has to be a letter that runs right to left."""


def refused(text: str) -> int | None:
    """Give the place of the first character that no text may hold, or None where all are allowed."""
    # Most of a text is ordinary, and taking that away first takes a tenth of the time of looking at all of it.
    rest = text.encode("utf-8", "surrogatepass").translate(None, _ORDINARY)
    if not rest or _LOOKED_AT.search(rest.decode("utf-8", "surrogatepass")) is None:
        return None
    for found in _LOOKED_AT.finditer(text):
        if not allowed(found[0], text, *found.span()):
            return found.start()
    return None


def cleaned(text: str) -> str:
    """Give a text without the characters that no text may hold."""
    return _LOOKED_AT.sub(lambda found: found[0] if allowed(found[0], text, *found.span()) else "", text)


def allowed(character: str, text: str, start: int, end: int) -> bool:
    """Whether a character may stand in a text from ``start`` to ``end``, as itself or as what is written there."""
    if _LOOKED_AT.match(character) is None:
        return True
    if character in _JOINERS:
        beside = text[max(0, start - 1) : start], text[end : end + 1]
        crowded = any(neighbour and neighbour in _JOINERS for neighbour in beside)
        return not crowded and any(_JOINING.match(neighbour) for neighbour in beside)
    return character in _MARKS and _RIGHT_TO_LEFT.search(text, max(0, start - _NEAR), end + _NEAR) is not None


def named(character: str) -> str:
    """What a character is called in a message: ``U+202E (RIGHT-TO-LEFT OVERRIDE)``."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} ({name})" if name else f"U+{ord(character):04X}"
