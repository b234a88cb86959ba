"""The references of fields and of rules, made from the model and from the table of rules."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic.fields import FieldInfo

from .. import examples, strings
from ..examples import Example
from ..model import Actor, Conflict, Event, Family, LoadedTerm, Place, Record, Removal, Seed, Tag
from ..model.hints import TAKES
from ..rules import RULES, Rule
from .common import Page


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field: its name, what it takes, whether it is required, what it is, and the words of a closed list."""

    name: str
    takes: str
    required: bool
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The fields of one part of the model."""

    id: str
    name: str
    text: str
    fields: tuple[FieldRow, ...]


ROOTS: tuple[tuple[str, type[Record]], ...] = (
    ("events/", Event),
    ("events/", Removal),
    ("seeds/", Seed),
    ("registry/conflicts.yml", Conflict),
    ("registry/actors.yml", Actor),
    ("registry/places.yml", Place),
    ("registry/event-types.yml", Family),
    ("registry/tags.yml", Tag),
    ("registry/wording.yml", LoadedTerm),
)
"""Where each kind of record is written."""


def pages() -> Iterator[Page]:
    """Give the reference of fields and the reference of rules."""
    title = strings.text("fields.title")
    text = strings.text("fields.text")
    yield Page("reference/fields/", "fields.html", title, text, lambda: tuple(sections()), "", listed=True)
    title = strings.text("rules.title")
    text = strings.text("rules.text")
    yield Page("reference/rules/", "rules.html", title, text, lambda: tuple(rules()), "", listed=True)


def rules() -> Iterator[tuple[Rule, Example]]:
    """Give every rule with its example."""
    for rule in RULES.values():
        yield rule, examples.of(rule.name)


def sections() -> Iterator[Section]:
    """Give every part of the model once, each kind of record followed by the parts it is made of."""
    seen: set[type[Record]] = set()
    for where, root in ROOTS:
        for model in _parts(root):
            if model not in seen:
                seen.add(model)
                yield _section(model, where if model is root else "")


def _section(model: type[Record], where: str) -> Section:
    text = " ".join((model.__doc__ or "").split())
    rows = tuple(_row(name, info) for name, info in model.model_fields.items())
    return Section(model.__name__.lower(), f"{model.__name__} ({where})" if where else model.__name__, text, rows)


def _row(name: str, info: FieldInfo) -> FieldRow:
    takes, words = _takes(info.annotation, info.metadata)
    return FieldRow(name, takes, info.is_required(), info.description or "", tuple(words))


def _parts(model: type[Record]) -> Iterator[type[Record]]:
    yield model
    for info in model.model_fields.values():
        for part in _models(info.annotation):
            yield from _parts(part)


def _models(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models(argument)


def _takes(annotation: Any, metadata: list[Any] | None = None) -> tuple[str, list[str]]:
    """What a field takes, in words, and the words of a closed list."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _takes(arguments[0], list(arguments[1:]))
    if origin in (types.UnionType, typing.Union):
        chosen = [_takes(argument) for argument in arguments if argument is not type(None)]
        if len(chosen) == 1:
            return chosen[0]
        return strings.text("takes.or").join(dict.fromkeys(words for words, _ in chosen)), []
    if origin is list:
        inner, words = _takes(arguments[0])
        return strings.text("takes.list", of=inner), words
    if origin is dict:
        (key, words), (value, _) = _takes(arguments[0]), _takes(arguments[1])
        return strings.text("takes.mapping", key=key, value=value), words
    if origin is Literal:
        return strings.text("takes.word"), list(arguments)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return strings.text("takes.record", name=annotation.__name__), []
    return _scalar(metadata or []), []


def _scalar(metadata: list[Any]) -> str:
    """What a single value is, as the schema in its annotation says; text, where that says nothing."""
    schemas = (getattr(extra, "json_schema", None) or {} for extra in metadata)
    return strings.text("takes." + next((schema[TAKES] for schema in schemas if TAKES in schema), "text"))
