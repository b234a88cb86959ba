"""Chance, long tails and invented words: what generated records are written with."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")

_ONSETS = ("b", "br", "c", "d", "dr", "f", "g", "gl", "h", "j", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "v")
_NUCLEI = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ("", "", "", "l", "m", "n", "r", "s", "t", "nd")
_SMALL = (
    "the", "of", "and", "in", "to", "a", "on", "from", "by", "at", "for", "with", "was", "were", "had", "said", "after",
    "before", "that", "it", "as", "no", "near", "under",
)  # fmt: skip
"""Real words between the invented ones: they keep a text's shape, and search leaves them out."""
_VOCABULARY = 12_000
"""Distinct words; of 1.5 million words of English prose, most are among so many."""


class LongTail(Generic[T]):
    """Things of which a few come often and most come rarely (Zipf's law).

    Args:
        items: the things, the most frequent first; at least one.
        steepness: the exponent; 0 makes all alike.
    """

    def __init__(self, items: Sequence[T], steepness: float = 1.0) -> None:
        self._items = items
        self._sums = list(accumulate((rank + 1) ** -steepness for rank in range(len(items))))

    def pick(self, rng: Random) -> T:
        """Give one of the things."""
        return self._items[bisect(self._sums, rng.random() * self._sums[-1], 0, len(self._items) - 1)]

    def several(self, rng: Random, number: int) -> list[T]:
        """Give at most ``number`` different things, in the order in which they were picked."""
        return list(dict.fromkeys(self.pick(rng) for _ in range(number)))


class Words:
    """Writes names, sentences and titles in invented words.

    The vocabulary is the same for every seed; what is written depends on ``rng`` alone.

    Args:
        rng: the source of chance.
    """

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._list = _vocabulary()
        self._common = LongTail(self._list)

    def name(self) -> str:
        """Give a proper name of one or two words."""
        words = self._rng.sample(self._list, 2 if self._rng.random() < 0.2 else 1)
        return " ".join(word.capitalize() for word in words)

    def phrase(self, number: int) -> str:
        """Give so many words in lower case."""
        return " ".join(self._words(number))

    def sentence(self, number: int) -> str:
        """Give a sentence of so many words, with a capital letter and a full stop."""
        words = self._words(number)
        if number > 10:
            words[number // 2] += ","
        text = " ".join(words)
        return text[0].upper() + text[1:] + "."

    def title(self) -> str:
        """Give a headline of six to twelve words."""
        text = self.phrase(self._rng.randint(6, 12))
        return text[0].upper() + text[1:]

    def _words(self, number: int) -> list[str]:
        rng = self._rng
        return [rng.choice(_SMALL) if rng.random() < 0.4 else self._common.pick(rng) for _ in range(number)]


def slug(text: str) -> str:
    """Give a name in the form of an id."""
    return "-".join(text.lower().split())


def _vocabulary() -> list[str]:
    rng = Random(1)
    found: dict[str, None] = {}
    while len(found) < _VOCABULARY:
        syllables = 2 if len(found) < _VOCABULARY // 8 else 3
        found["".join(rng.choice(_ONSETS) + rng.choice(_NUCLEI) for _ in range(syllables)) + rng.choice(_CODAS)] = None
    return list(found)
