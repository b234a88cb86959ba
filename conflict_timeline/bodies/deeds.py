"""Sentences that tell a deed of violence of an actor as a bare fact, on nobody's word.

A small heuristic, made to miss much rather than to find a sentence that is in order. It knows a deed by an actor right
before a verb of violence («Example forces shelled …»), or after such a verb and «by» («… was shelled by Example
forces»); the actor by one of its names or by a link. It passes over what stands in quotation marks and in block
quotations, and sentences that say on whose word they rest, that doubt, deny or suppose, or that lead to another event.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from pydantic_core import SchemaError

from ..text.glance import glance
from ..text.quotations import blanked, blocks, quoted
from ..text.spelling import folded
from . import own_words
from .citations import Body, Reference

DOERS = frozenset({"state", "government", "armed-force", "armed-group", "movement", "person"})
"""The kinds of actors that can be told to have done a deed of violence; the others judge, report or help."""

_VERBS = (
    "abducted|ambushed|attacked|beat|beheaded|bombarded|bombed|executed|gassed|hit|injured|invaded|killed|massacred|"
    "murdered|raped|shelled|shot|slaughtered|starved|strafed|struck|tortured|wounded|fired (?:[a-z]+ ){0,2}(?:at|on|into)"
)
_BETWEEN = r"(?:\s+(?:had|has|have|then|later|also|again|first|repeatedly|twice)){0,3}\s+"
"""What may stand between an actor and its deed."""
_TELLS = glance(rf"\b(?:{_VERBS})\b")
_DEED = re.compile(
    rf"\b(?:{_VERBS})\b(?P<by> by(?: the)?\b)?(?!\s+(?:an? |the )?(?:agreement|balance|bargain|deal|truce)\b)"
)
_ON_WHOSE_WORD = glance(
    r"(?i)\b(?:according|account\w*|accus\w+|acknowledg\w+|admit\w*|agreed?|alleg\w+|announc\w+|apparent\w*|appear\w*|"
    r"argu\w+|assess\w*|attribut\w+|believ\w+|blam\w+|call\w*|charg\w+|cit(?:ed|es|ing)|claim\w*|conclud\w+|confirm\w*|"
    r"convict\w*|could|count\w*|denie[ds]|deny\w*|describ\w+|disput\w+|document\w*|estimat\w+|finds?|found|gave|gives?|"
    r"holds?|if|indict\w*|investigat\w+|judg\w+|likely|list\w*|may|might|never|nobody|no|not|perhaps|possibl\w+|presum\w+|"
    r"probabl\w+|prosecut\w+|publish\w*|put|quot\w+|reject\w*|report\w*|rul(?:ed|es|ing)|said|says?|saw|saying|shows?|"
    r"spoke|speaks?|stat(?:ed|ing)|suppos\w+|suspect\w*|tells?|testif\w+|think\w*|told|tried|tries|unclear|verif\w+|"
    r"warn\w*|whether|witness\w*|would|writes?|wrote)\b"
    # The endings are English: to know the letters of all scripts would take twenty times as long to make ready.
    .replace(r"\w", r"(?-u:\w)")
)
"""Words of a sentence that says where it comes from, or that does not tell a deed as done."""
_NO_SUBJECT = frozenset(
    [
        "against",
        "at",
        "between",
        "from",
        "in",
        "inside",
        "into",
        "near",
        "of",
        "on",
        "over",
        "through",
        "to",
        "towards",
        "with",
    ]
)
"""Words after which an actor is not the one who does what follows."""
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|\Z)[^.!?]*)*[.!?]*")
_WORD = re.compile(r"\w[\w'’-]*(?:\.\w[\w'’-]*)*")
_CLAUSE = re.compile(r"[,;:()–—]")
_SUBJECT = re.compile(rf"(?P<words>[^,;:()–—]*?){_BETWEEN}\Z")
_LINK = "\u0294"
"""A letter that no body in Latin letters holds: it stands where an actor is linked."""
_LONGEST = 8
"""Words that the name of an actor may have to be known."""


class Deed(NamedTuple):
    """A deed that is told of an actor.

    Attributes:
        actor: the actor's id.
        words: the words that tell it.
        offset: where they begin in the body.
    """

    actor: str
    words: str
    offset: int


class Deeds:
    """Finds deeds in bodies.

    Args:
        names: the ids of the actors that are looked for, by their names.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._perhaps = _quick_look(names)
        self._names = {folded(name): actor for name, actor in names.items()}
        self._actors = set(names.values())

    def of(self, body: Body) -> Iterator[Deed]:
        """Find the deeds that a body tells as bare facts, in order."""
        if not self._perhaps(body.text):
            return
        links = [mark for mark in body.references if mark.kind == "actor" and mark.id in self._actors]
        text = blanked(own_words.of_body(body), [*quoted(body.text), *blocks(body.text)])
        for number, link in enumerate(links):
            start, end = link.span
            text = text[:start] + f"{_LINK}{number}".ljust(end - start, "_") + text[end:]
        elsewhere = [mark.span[0] for mark in body.references if mark.kind == "event"]
        for start, end in _sentences(text):
            sentence = text[start:end]
            if not _TELLS(sentence) or _ON_WHOSE_WORD(sentence) or any(start <= place < end for place in elsewhere):
                continue
            for deed in _DEED.finditer(sentence):
                if found := self._doer(sentence, deed, links):
                    actor, first, last = found
                    yield Deed(actor, " ".join(body.text[start + first : start + last].split()), start + first)

    def _doer(self, sentence: str, deed: re.Match[str], links: Sequence[Reference]) -> tuple[str, int, int] | None:
        """Who is said to have done a deed, and where the words begin and end that say it."""
        if deed["by"]:
            words = list(islice(_WORD.finditer(sentence, deed.end()), _LONGEST))
            for number in range(len(words), 0, -1):
                last = words[number - 1].end()
                if actor := self._actor(sentence[words[0].start() : last], links):
                    return actor, deed.start(), last
            return None
        before = _SUBJECT.search(sentence, 0, deed.start())
        words = list(_WORD.finditer(sentence, *before.span("words")))[-_LONGEST:] if before else []
        for number in range(len(words)):
            first, last = words[number].start(), words[-1].end()
            if actor := self._actor(sentence[first:last], links):
                led = number and words[number - 1][0].lower() in _NO_SUBJECT
                return None if led else (actor, first, deed.end())
        return None

    def _actor(self, words: str, links: Sequence[Reference]) -> str | None:
        """The actor that some words name, the article before its name included, or None."""
        if words.startswith(_LINK):
            return links[int(words.strip(_LINK + "_"))].id if words.strip(_LINK + "_").isdigit() else None
        return self._names.get(folded(words))


def _quick_look(names: Iterable[str]) -> Callable[[str], bool]:
    """A quick look whether a text may tell a deed of one of some actors."""
    either = "|".join(sorted(r"\s+".join(map(re.escape, name.split())) for name in names))
    try:
        return glance(
            rf"(?i)(?:{either}|\]\]){_BETWEEN}(?:{_VERBS})|(?:{_VERBS}) by\s+(?:the\s+)?(?:{either}|\[\[actor:)"
        )
    except SchemaError:  # too many names for one pattern
        return _TELLS


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    for paragraph in _PARAGRAPH.finditer(text):
        yield from (match.span() for match in _SENTENCE.finditer(text, *paragraph.span()))
