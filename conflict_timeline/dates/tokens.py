"""A date as people write it → its words, each with what it means: "6th of Feb" → a number and a month.

Names of months and weekdays are those of Unicode's CLDR, in the languages in which sources are read; the other words
are English. Words that say nothing of a date ("the", "on", "года") are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .reading import DateError

LANGUAGES = ("en", "ar", "ar_SY", "de", "es", "fa", "fr", "he", "it", "ru", "tr", "uk")
"""Whose names of months are known; no name stands for two months among them, which a test checks."""

_KINDS = {
    "about": "around about circa ca c approximately approx roughly ~",
    "unsure": "possibly probably perhaps maybe reportedly uncertain ?",
    "early": "early beginning start",
    "mid": "mid middle",
    "late": "late end",
    "before": "before",
    "by": "by",
    "after": "after",
    "since": "since",
    "until": "until till to through",
    "from": "from",
    "between": "between",
    "now": "present now today ongoing onwards onward",
    "and": "and &",
    "or": "or",
    "half": "half",
    "quarter": "quarter",
    "day": "day",
    "dash": "-",
    "comma": ",",
    "slash": "/",
    "nothing": """the a an of in on at during year month date night overnight some sometime time unknown local hrs hours
        ad ce still de del le la um año год года году г рік року р سنة عام yılı""",
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTHS = "january february march april may june july august september october november december"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_WORDS: dict[str, tuple[str, int]] = {
    **{word: (kind, 0) for kind, words in _KINDS.items() for word in words.split()},
    **{word: ("ordinal", number) for word, number in _ORDINALS.items()},
    **{word: ("season", number) for word, number in _SEASONS.items()},
    **{word[:cut]: ("month", n) for n, word in enumerate(_MONTHS.split(), 1) for cut in (3, 4, 9)},
    **{word[:cut]: ("weekday", n) for n, word in enumerate(_WEEKDAYS.split()) for cut in (3, 4, 5, 9)},
}
"""English words with their kinds and values."""

_TOKEN = re.compile(
    r"""
      (?P<year_first>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?!\d)
    | (?P<year_last>\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?!\d)
    | (?P<short_year>\d{1,2}[-/.]\d{1,2}[-/.]\d{2})(?!\d)
    | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?|\d{1,2}h(?:\d{2})?\b|\bnoon\b)
      (?P<zone>\s?\(?(?:(?:utc|gmt)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|z\b|\+\d{1,2}(?::?\d{2})?)\)?)?
    | (?P<month_year>\d{1,2}[/.]\d{4})(?!\d)
    | (?P<year_two>\d{4}[-/.]\d{1,2})(?!\d)
    | (?P<decade>\d{3}0)'?s\b
    | (?P<century>\d{1,2})(?:st|nd|rd|th)\s+century\b
    | (?P<year>\d{4})(?!\d)
    | q(?P<quarter>[1-4])\b
    | (?P<number>\d{1,2})(?!\d)(?:st\b|nd\b|rd\b|th\b|er\b|\.|º)?
    | (?P<sign>[-,?~&/])
    | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)\.?
    | (?P<blank>[\s();'’"«»]+|\.)
    """,
    re.VERBOSE,
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number of a date.

    Attributes:
        kind: what it is: ``number``, ``month``, ``before`` …
        value: its number, where it has one: the month, the year.
        text: as written, in small letters.
        zone: of a clock, the text of its zone.
    """

    kind: str
    value: int
    text: str
    zone: str = ""


def tokens(text: str) -> list[Token]:
    """Split a date into what it says.

    Raises:
        DateError: a word says nothing that a date could.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_DASHES)).casefold()
    return list(_tokens("".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in plain)))


def _tokens(text: str) -> Iterator[Token]:
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise _refusal(text[place:])
        if found["word"] and found["word"] not in _WORDS:
            found = _names().match(text, place)
            if found is None:
                raise _refusal(text[place:])
            yield Token(*_named()[found[0].rstrip(".")], found[0])
        else:
            yield from _token(found)
        place = found.end()


def _refusal(rest: str) -> DateError:
    word = (rest.split(maxsplit=1) or [rest[:1]])[0][:40]
    hint = "write it as 6 Feb 2012, around August 2013, or as EDTF; the time of day in words goes into time_note"
    return DateError(f"«{word}» says nothing that can be read as a date", hint)


def _token(found: re.Match[str]) -> Iterator[Token]:
    kind = next(name for name, value in found.groupdict().items() if value is not None)
    text = found[kind]
    match kind:
        case "blank":
            pass
        case "short_year":
            raise DateError(f"{text} does not name its century", "write the year with four digits")
        case "clock":
            yield Token("clock", 0, text, (found["zone"] or "").strip(" ()"))
        case "sign" | "word":
            if _WORDS[text][0] != "nothing":
                yield Token(*_WORDS[text], text)
        case _:
            yield Token(kind, int(text) if text.isdecimal() else 0, text)


@cache
def _named() -> dict[str, tuple[str, int]]:
    """Names of months and weekdays in all languages, in small letters; read when a word is not English."""
    from babel import Locale

    names: dict[str, tuple[str, int]] = {}
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for kind, contexts, widths in (
            ("weekday", locale.days, ("wide",)),
            ("month", locale.months, ("wide", "abbreviated")),
        ):
            for context in contexts.values():
                for width in widths:
                    for number, name in context.get(width, {}).items():
                        plain = unicodedata.normalize("NFKC", name).casefold().rstrip(".")
                        names[plain] = (kind, number)
    return {name: value for name, value in names.items() if not name.isdecimal()}


@cache
def _names() -> re.Pattern[str]:
    longest_first = sorted(_named(), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?![^\W\d_])\.?")
