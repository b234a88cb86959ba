"""Rules about how our own words are chosen: none that take sides, and few that are somebody else's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice

from ..bodies import own_words
from ..collection import Collection, Registry
from ..collection.entries import Entry
from ..front_matter.strict_yaml import Loc
from ..model import Event, Seed
from ..problems import Problem
from ..text.glance import glance
from ..text.quotations import MARKS, Span, blanked, blocks, quoted

LONGEST = 25
"""Words that a quotation may have."""

_QUOTING = f"{MARKS}>"
"""What a text with a quotation holds."""
_MOST = 20
"""Of how many loaded terms an event is told."""
_INSTRUCTIONS = ("leave out", "name ", "say ")
"""How what to do instead begins, where it is no word to write."""
_CITATION = re.compile(r"\[@[^\[\]\n]*\]")
_BOUNDARY = re.compile(r"(?:\A|[.!?:;]|\n)[\s>*_#([-]*\Z")
"""What stands before the first word of a sentence."""


def check(collection: Collection) -> Iterator[Problem]:
    """Find loaded terms and long quotations in the claims of seeds and in their texts."""
    for entry in collection.seeds.values():
        yield from _judged(entry, collection, partial(own_words.of_seed, entry.value))


def of_event(entry: Entry[Event], registry: Registry) -> Iterator[Problem]:
    """Find loaded terms and long quotations in an event's own words."""
    yield from _judged(entry, registry, partial(own_words.of_event, entry.value))


def _judged(
    entry: Entry[Event] | Entry[Seed], registry: Registry, fields: Callable[[], Iterable[tuple[Loc, str]]]
) -> Iterator[Problem]:
    yaml, body = entry.document.yaml, entry.document.body
    terms = _terms(tuple(registry.wording))
    if terms and (terms.perhaps(yaml) or terms.perhaps(body)):
        yield from _loaded(entry, registry, terms, fields())
    if _quotes(yaml) or _quotes(body):
        yield from _long(entry, fields())


def _quotes(text: str) -> bool:
    """Whether a text may hold a quotation."""
    return any(mark in text for mark in _QUOTING)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The loaded terms of a registry.

    Attributes:
        perhaps: the quickest look for any of them, inside other words too; for whole files.
        surely: a look for any of them as words of their own; for single texts.
        pattern: finds where they are.
    """

    perhaps: Callable[[str], bool]
    surely: Callable[[str], bool]
    pattern: re.Pattern[str]


@lru_cache(maxsize=4)
def _terms(words: tuple[str, ...]) -> _Terms | None:
    """Make the search for loaded terms; None where the registry has none."""
    # The longest first, so that «war criminal» is not found as «war».
    spelled = [
        r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True) if word.strip()
    ]
    if not spelled:
        return None
    either = "|".join(spelled)
    return _Terms(
        glance(f"(?i)(?:{either})"),
        glance(rf"(?i)\b(?:{either})\b"),
        re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE),
    )


def _loaded(
    entry: Entry[Event] | Entry[Seed], registry: Registry, terms: _Terms, fields: Iterable[tuple[Loc, str]]
) -> Iterator[Problem]:
    told = 0
    for loc, text in fields:
        if not terms.surely(text):
            continue
        for word, _ in _taking_sides(blanked(text, quoted(text)), terms):
            told += 1
            yield entry.problem("loaded-term", *_told(word, registry), at=loc)
            if told == _MOST:
                return
    body = entry.body.text
    if not terms.surely(body):
        return
    plain = blanked(own_words.of_body(entry.body), [*quoted(body), *blocks(body)])
    for word, place in islice(_taking_sides(plain, terms), _MOST - told):
        yield entry.body_problem("loaded-term", place, *_told(word, registry))


def _taking_sides(text: str, terms: _Terms) -> Iterator[tuple[str, int]]:
    """The loaded terms in a text and their places, but those that are part of a name."""
    if not terms.surely(text):
        return
    for match in terms.pattern.finditer(text):
        if not _is_name(text, match.span()):
            yield match[0], match.start()


def _is_name(text: str, span: Span) -> bool:
    """Whether a term is part of a name: it has a capital letter inside a sentence, or the next word has one too."""
    start, end = span
    if not text[start].isupper() or text[start:end].isupper():
        return False
    inside = _BOUNDARY.search(text[max(0, start - 40) : start]) is None
    return inside or (text[end : end + 1] == " " and text[end + 1 : end + 2].isupper())


def _told(word: str, registry: Registry) -> tuple[str, str]:
    written = next(each for each in registry.wording if each.split() and _alike(each) == _alike(word))
    term = registry.wording[written].value
    words = [each for each in term.instead if not each.startswith(_INSTRUCTIONS)]
    deeds = ["leave it out" if each == "leave out" else each for each in term.instead if each.startswith(_INSTRUCTIONS)]
    hint = ", or ".join([*(["write " + " or ".join(words)] if words else []), *deeds])
    hint += "; or put it in quotation marks where somebody said it"
    note = term.note.rstrip(".") if term.note else ""
    note = note if note[1:2].isupper() else note[:1].lower() + note[1:]
    return f"«{word}» takes sides", f"{hint} ({note})" if note else hint


def _alike(word: str) -> str:
    return " ".join(word.split()).casefold()


def _long(entry: Entry[Event] | Entry[Seed], fields: Iterable[tuple[Loc, str]]) -> Iterator[Problem]:
    for loc, text in fields:
        for span in quoted(text) if _quotes(text) else ():
            if (words := _words(text, span)) > LONGEST:
                yield entry.problem("long-quotation", *_said(words), at=loc)
    body = entry.body.text
    for span in sorted([*quoted(body), *blocks(body)]) if _quotes(body) else ():
        if (words := _words(body, span)) > LONGEST:
            yield entry.body_problem("long-quotation", span[0], *_said(words))


def _words(text: str, span: Span) -> int:
    """How many words a quotation has; citations and lone marks are none."""
    quotation = _CITATION.sub("", text[slice(*span)])
    return sum(any(map(str.isalnum, word)) for word in quotation.split())


def _said(words: int) -> tuple[str, str]:
    hint = "say it in our own words, and quote only the words that matter"
    return f"a quotation has {words} words, more than {LONGEST}", hint
