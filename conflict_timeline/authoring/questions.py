"""What can be answered for a new event: the list of questions, read off the model.

Every field that the model requires is among them, so a field that becomes required is asked for without a change here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Actor, Event, Online, Place, Record, Source
from .fields import closed_list, is_date


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        name: the option's name without hyphens before it, ``source-url``; also the key of its answer.
        model: the part of the model of which it asks for a field; None where the answer is no field.
        field: that field.
        help: what the field holds, in the words of the model.
        many: whether there may be several answers.
    """

    name: str
    model: type[Record] | None
    field: str
    help: str
    many: bool = False

    @property
    def option(self) -> str:
        """How the answer is given as an option."""
        return f"--{self.name}"

    @property
    def label(self) -> str:
        """How the question is called on a terminal."""
        return self.name.replace("-", " ").capitalize()

    @property
    def form(self) -> str:
        """The form of its answer, as the help of a command shows it."""
        return _FORMS.get(self.name) or ("DATE" if self.is_date else "WORD" if self.words else "TEXT")

    @property
    def is_date(self) -> bool:
        """Whether the answer is a date."""
        return self.model is not None and is_date(self.model, self.field)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are answers; none where others are, too."""
        return closed_list(self.model, self.field) if self.model else ()


_FORMS = {"online": "PLATFORM:ACCOUNT", "actor": "ACTOR:ROLE", "source-seed": "SEED"}
_SINGULAR = {"conflicts": "conflict", "actors": "actor", "tags": "tag"}
"""What a list is called by whoever gives one of its items."""
_PREFIXED = {Source: "source-", Place: "place-", Actor: "actor-"}
_SHORT = {
    "source-publisher": "publisher",
    "source-kind": "kind",
    "source-published": "published",
    "source-lang": "lang",
}
"""Options of a source that need not say so."""
_EXTRA: dict[type[Record], tuple[str, ...]] = {
    Event: ("status_note", "place", "online", "placeless", "actors", "tags"),
    Source: ("seed", "url", "symbol", "title", "publisher", "kind", "published", "lang", "title_kind"),
    Place: ("lat", "lon", "part_of"),
    Actor: ("country", "public_role"),
}
"""Fields that are asked for without being required in each case."""
_BESIDE = (
    Question("text", None, "", "The text below the fields, in Markdown; by default the summary with its citation."),
    Question("id", None, "", "The event's permanent id; by default made of the title."),
    Question("dir", None, "", "The folder for the file, below events/; by default that of its conflict and year."),
    Question("differs", None, "", "How it differs from an event much like it, where one is there."),
)


def required(model: type[Record]) -> list[str]:
    """The fields that a part of the model cannot be without."""
    return [name for name, info in model.model_fields.items() if info.is_required()]


def questions_of(model: type[Record]) -> Iterator[Question]:
    """The questions about one part of the model, in its order: what is required, and what is worth asking."""
    named_by_the_event = {"name"} if model in (Place, Actor) else set()
    asked = {*required(model), *_EXTRA.get(model, ())} - named_by_the_event
    for field, info in model.model_fields.items():
        if field in asked:
            name = _PREFIXED.get(model, "") + _SINGULAR.get(field, field).replace("_", "-")
            text = " ".join((info.description or "").split()).replace(", in EDTF (ISO 8601-2)", "")
            yield Question(_SHORT.get(name, name), model, field, text, many=field in _SINGULAR)


def _all() -> Iterator[Question]:
    for model in (Event, Source, Place, Actor):
        yield from questions_of(model)
    yield from _BESIDE


QUESTIONS: dict[str, Question] = {question.name: question for question in _all()}
"""All questions by name; the options of ``new``."""
WHERE = ("place", "online", "placeless")
"""Of these questions one is answered."""
ONLINE = required(Online)
"""What the answer to ``online`` holds, in this order, with a colon between."""
