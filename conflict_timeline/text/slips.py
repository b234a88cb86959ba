"""What a word that is not known certainly was meant to be: a slip of the finger, not a choice.

Certain is more than near (``problems.nearest``, which only asks). What is certain may be written without asking, so a
word has to be one or two letters off one known word and off no other; and its digits have to be the same, since a wrong
digit of a year or of a resolution's number makes another name and not a misspelt one.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_LEAST = 4
"""Letters of the shortest word that may be misspelt: those that are shorter are near too many others."""
_LONG = 8
"""Letters from which on two of them may be wrong."""


def meant(word: str, known: Collection[str]) -> str:
    """Give the known word that ``word`` stands for with certainty, or an empty text.

    Args:
        word: what was written.
        known: the words that could be meant: lower-case, joined by hyphens or underscores.
    """
    if word in known or not word:
        return ""
    bare, others = _bare(word), {other: _bare(other) for other in known}
    if len(same := [other for other in others if others[other] == bare]) == 1:
        return same[0]
    if len(bare) < _LEAST or same:
        return ""
    # Imported here, since a record without an unknown word has no use for it.
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    most = 2 if len(bare) >= _LONG else 1
    near = extract(bare, others, scorer=OSA.distance, score_cutoff=most + 1, limit=2)
    if len(near) != 1 or near[0][1] > most or _digits(near[0][0]) != _digits(bare):
        return ""
    return str(near[0][2])


def _bare(word: str) -> str:
    """A word without what only its spelling decides: capitals, and what joins its parts."""
    return re.sub(r"[\s_-]+", "-", word.strip().casefold())


def _digits(word: str) -> str:
    return re.sub(r"\D", "", word)
