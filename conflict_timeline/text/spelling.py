"""Names without what two people may write differently."""

from __future__ import annotations

import re
import unicodedata

SMALL_WORDS = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "by", "and", "as", "near", "from", "for", "with", "over", "after"]
)
"""Words that say little in a title or a name."""
_ARTICLES = frozenset(["al", "el", "an", "ar", "as", "ash", "at", "ad", "ath", "az", "adh"])
"""The Arabic article, as it is written before the letters of a name."""
_APOSTROPHES = re.compile("['`\u2018\u2019\u02b9-\u02bf]")
"""Those that stand for a letter too, as in Shi'a."""
_WORD = re.compile(r"\w+")
_SOUNDS = str.maketrans({"q": "k", "c": "k", **dict.fromkeys("aeiouhwy")})
_DOUBLED = re.compile(r"(.)\1+")


def folded(text: str) -> str:
    """A text without case, accents, vowel points, apostrophes and the marks between words."""
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(text.casefold()))


def skeleton(name: str) -> str:
    """The consonants of a name in Latin letters, its words in the order of the alphabet.

    Names of other scripts are written in Latin letters in many ways, which differ in vowels, in h and w and y, in
    doubled letters and in the article; so do a plural and its singular. Of a name with other letters, and of one that
    has too little left, an empty text.
    """
    words = folded(name).split()
    if not all(map(str.isascii, words)):
        return ""
    bones = sorted(_bones(word) for word in words if word not in SMALL_WORDS and word not in _ARTICLES)
    return " ".join(bones) if sum(map(len, bones)) > 1 else ""


def _bones(word: str) -> str:
    if len(word) < 3 or not word.isalpha():  # a letter or a number tells one thing from another
        return word
    bones = _DOUBLED.sub(r"\1", word.translate(_SOUNDS))
    return (bones.removesuffix("s") if len(bones) > 2 else bones) or word[0]
