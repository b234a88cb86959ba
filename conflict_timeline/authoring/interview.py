"""The answers to one new event: which there are, which are still wanted, and what is unclear in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from ..collection import Collection
from ..model import Actor, Event, Participant, Place, Record, Source
from .drafting import Data, Draft, draft, registered, suggested
from .fields import UnclearError, field_value
from .judging import alike
from .questions import QUESTIONS, WHERE, Question, questions_of, required
from .reading import Reading
from .sources import Known, address_in, agrees, given_of_source, known_sources

_FIRST = ("title", "date", "conflict", "type")
"""What tells whether the record has the event already is asked first."""
_SOURCE = ("source-url", "source-symbol", "source-seed")
_PARTICULARS = ("source-title", "publisher", "kind")
"""What is wanted of a source that the record does not know."""
_MODELS: dict[str, type[Record]] = {"place": Place, "actor": Actor}
"""What can be added to the registry, by the question whose answer names it."""


class Interview:
    """Gathers the answers to one event.

    Attributes:
        collection: the record.
        reading: understands answers beside it.
        answers: what is answered, by the name of the question.
        unclear: what was wrong with the answers that were given and could not be taken.
        additions: new entries by file of the registry and id.
    """

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.reading = Reading(collection)
        self.answers: dict[str, Any] = {}
        self.unclear: dict[str, UnclearError] = {}
        self.additions: dict[str, dict[str, Data]] = {"places": {}, "actors": {}}
        self._adding: dict[str, str] = {}
        self._alike: tuple[str, list[str]] = "", []

    def take(self, given: Mapping[str, Sequence[str]]) -> None:
        """Take the answers that can be taken; what is wrong with the others is noted."""
        # What is said of a new place is read before the place: that tells that it is meant to be new.
        for name in sorted(given, key=lambda name: name in _MODELS):
            for text in given[name]:
                try:
                    self.answer(name, text)
                except UnclearError as error:
                    if error.unknown and self._described(name):
                        self.add(name, text)
                    else:
                        self.unclear[name] = error
        for kind in _MODELS:
            if kind not in self._adding and kind not in self.unclear and (described := self._described(kind)):
                message = f"the {kind} is in the registry already" if kind in self.answers else f"no {kind} is named"
                hint = f"leave this out, or name a {kind} that the registry does not have"
                self.unclear[described[0]] = UnclearError(message, hint)

    def answer(self, name: str, text: str) -> None:
        """Take one answer.

        Raises:
            UnclearError: it cannot be taken; nothing has changed.
        """
        question = QUESTIONS[name]
        if not question.many:
            self.answers[name] = self.reading.value(question, text)
            return
        values = [self.reading.value(question, each) for each in self._items(question, text)]
        self.answers[name] = [*self.answers.get(name, []), *values]

    def _items(self, question: Question, text: str) -> list[str]:
        """The items of a list: several may stand in one answer, with commas between."""
        known = self.reading.directories[question.name].find(text)
        return [text] if known else [item for item in text.split(",") if item.strip()] or [text]

    def add(self, kind: str, text: str) -> None:
        """Note that an answer names a place, or an actor with its role, that is to be added to the registry."""
        self._adding[kind] = text

    def forget(self, name: str) -> None:
        """Take an answer back, with what rests on it."""
        groups: list[tuple[str, ...]] = [tuple(each.name for each in questions_of(Source)), WHERE]
        resting = {"status": ("status-note",)} | dict.fromkeys((*_FIRST, *WHERE), ("differs",))
        together = next((group for group in groups if name in group and name in (*_SOURCE, *WHERE)), (name,))
        for each in (*together, *resting.get(name, ())):
            self.answers.pop(each, None)
            self._adding.pop(each, None)
            self.additions.get(f"{each}s", {}).clear()

    def wanted(self) -> Iterator[tuple[str, ...]]:
        """Give the questions that have to be answered yet, of each group those of which one will do."""
        yield from ((name,) for name in _FIRST if name not in self.answers)
        yield from self._new("place")
        if not any(name in self.answers or name in self._adding for name in WHERE):
            yield WHERE
        if "differs" not in self.answers and self.alike():
            yield ("differs",)
        names = [question.name for question in questions_of(Event) if question.field in required(Event)]
        yield from ((name,) for name in names if name not in self.answers and name not in _FIRST)
        if self.answers.get("status", "confirmed") != "confirmed" and "status-note" not in self.answers:
            yield ("status-note",)
        yield from self._new("actor")
        yield from self._of_source()
        if {"title", "date", "conflict"} <= self.answers.keys() and not suggested(self.collection, self.answers)[0]:
            yield ("id",)

    def lacking(self) -> Iterator[str]:
        """Say what is unclear and what is missing, a sentence for each, with the option that answers it."""
        for name, error in self.unclear.items():
            adding = [QUESTIONS[each.name].option for each in self._needed(name)] if error.unknown else []
            advice = f"; to add it to the registry give {', '.join(adding)}" if adding else ""
            yield f"{QUESTIONS[name].option}: {error.sentence()}{advice}"
        for group in self.wanted():
            if not any(name in self.unclear for name in group):
                options = " or ".join(QUESTIONS[name].option for name in group)
                about = self._twins() if group == ("differs",) else QUESTIONS[group[0]].help
                yield f"{options} is missing: {about}"

    def _twins(self) -> str:
        """What is to be said of the events that this one may be once more."""
        found = [f"{name}, «{self.collection.events[name].value.title}»" for name in self.alike()]
        return f"this may be {' or '.join(found)}; say how it differs, or do not write it again"

    def alike(self) -> list[str]:
        """The events that this one may be once more; none while too little is known of it."""
        if not {"title", "date", "conflict"} <= self.answers.keys() or not any(name in self.answers for name in WHERE):
            return []
        asked = repr([self.answers.get(name) for name in (*_FIRST, *WHERE)])
        if asked != self._alike[0]:
            self._alike = asked, alike(self.collection, self.answers)
        return self._alike[1]

    @cached_property
    def sources(self) -> dict[str, Known]:
        """The sources that the record has already, by address."""
        return known_sources(self.collection)

    def draft(self) -> Draft:
        """Make the files of the answers; nothing may be wanted any more."""
        return draft(self.collection, self.answers, self.additions, self._known())

    def _known(self) -> Known | None:
        """The source of the answers, where the record has it and knows nothing else of it than they say."""
        known = self.sources.get(address_in(self.answers))
        return known if known and agrees(known, given_of_source(self.answers)) else None

    def _of_source(self) -> Iterator[tuple[str, ...]]:
        if not any(name in self.answers for name in _SOURCE):
            yield _SOURCE
        elif "source-seed" not in self.answers and self._known() is None:
            yield from ((name,) for name in _PARTICULARS if name not in self.answers)

    def _described(self, kind: str) -> list[str]:
        """The questions about an entry to be added that are answered."""
        return (
            [each.name for each in questions_of(_MODELS[kind]) if each.name in self.answers] if kind in _MODELS else []
        )

    def _needed(self, kind: str) -> list[Question]:
        """What has to be known of an entry before it can be added, besides its name."""
        if kind not in _MODELS:
            return []
        fields = set(required(_MODELS[kind]))
        if self.answers.get("actor-kind") == "person":
            fields.add("public_role")
        return [each for each in questions_of(_MODELS[kind]) if each.field in fields]

    def _new(self, kind: str) -> Iterator[tuple[str, ...]]:
        """What has to be known of an entry before it can be added; once it is, the entry is made."""
        if kind not in self._adding:
            return
        lacking = [each.name for each in self._needed(kind) if each.name not in self.answers]
        yield from ((name,) for name in lacking)
        if not lacking:
            self._make(kind, self._adding.pop(kind))
            for name in self._described(kind):
                self.answers.pop(name)

    def _make(self, kind: str, text: str) -> None:
        """Make an entry of the registry, and let the event name it."""
        name, _, role = text.rpartition(":") if kind == "actor" else (text, "", "")
        entry, data = registered(self.collection, kind, " ".join(name.split()), self.answers)
        self.additions[f"{kind}s"][entry] = data
        if kind == "place":
            self.answers["place"] = entry
        else:
            participant = {"actor": entry, "role": field_value(Participant, "role", role.strip())}
            self.answers.setdefault("actor", []).append(participant)
