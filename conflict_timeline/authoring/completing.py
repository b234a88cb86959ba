"""What an answer that is being written may become: entries of the registry, words of closed lists, known sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from .. import strings
from ..model import Participant
from ..text.spelling import folded
from .fields import Choice, UnclearError, closed_list, codes_of
from .interview import Interview
from .questions import Question

_MOST = 200
"""How many completions are offered at once."""
_SYMBOL = re.compile(r"[A-Z][A-Z0-9.]*(?:/[A-Za-z0-9.()_-]+)+")
"""A document symbol of the United Nations: A/RES/60/1, A/HRC/34/64."""
_MEANINGS = {"kind": "source_kind", "actor-kind": "actor_kind", "actor-public-role": "public_role"}
"""Lists whose words the catalogue of strings explains under another name than the question's."""


def choices(interview: Interview, question: Question, text: str) -> Iterator[Choice]:
    """Give what an answer may become.

    Args:
        interview: the record, and what is answered.
        question: what is asked.
        text: what was written so far.
    """
    return islice(_all(interview, question, text), _MOST)


def _all(interview: Interview, question: Question, text: str) -> Iterable[Choice]:
    name, colon, role = text.partition(":")
    if question.name == "actor" and colon:
        words = closed_list(Participant, "role")
        return (Choice(f"{name}: {each}", "") for each in words if each.startswith(role.strip()))
    kind = "place" if question.name == "place-part-of" else question.name
    if kind in interview.reading.directories:
        found = interview.reading.directories[kind].beginning(text)
        colon = ": " if kind == "actor" else ""
        return (
            Choice(entry.id + colon, entry.name if spelt == entry.name else f"{entry.name} ({spelt})")
            for entry, spelt in found
        )
    if question.name == "source-url":
        return _sources(interview, folded(text))
    if table := codes_of(question.field):
        return (Choice(code, name) for code, name in table.items() if folded(name).startswith(folded(text)))
    beginning = folded(text).replace(" ", "-")
    return (Choice(word, _meaning(question, word)) for word in question.words if beginning in word)


def _sources(interview: Interview, words: str) -> Iterator[Choice]:
    for known in interview.sources.values():
        if words in folded(known.title) or words in folded(known.address):
            answer = known.source.seed or known.address
            yield Choice(answer, known.title)


def _meaning(question: Question, word: str) -> str:
    key = f"{_MEANINGS.get(question.name, question.field)}.{word}"
    return strings.catalogue().get(key, "")


def source_named(interview: Interview, text: str) -> tuple[str, str]:
    """Tell what an answer names as a source: a seed, a known source by its title, or a document by its symbol.

    Returns:
        The question that this answers, and the answer to it.

    Raises:
        UnclearError: it is none of these, and no address.
    """
    if "://" in text:
        return "source-url", text
    seeds = interview.reading.directories["seed"].find(text)
    if len(seeds) == 1:
        return "source-seed", seeds[0].id
    titled = [known for known in interview.sources.values() if folded(known.title) == folded(text) != ""]
    if len(titled) == 1:
        return ("source-url" if titled[0].particulars.url else "source-symbol"), titled[0].address
    if _SYMBOL.fullmatch(text):
        return "source-symbol", text
    found = tuple(Choice(known.source.seed or known.address, known.title) for known in titled)
    hint = "write its address, beginning with https://, or its symbol at the United Nations"
    raise UnclearError(f"«{text}» is no address and no known source", hint, found)
