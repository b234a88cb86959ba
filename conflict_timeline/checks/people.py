"""The rules that protect people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..collection import Collection, Registry
from ..collection.entries import Entry
from ..front_matter.strict_yaml import Loc
from ..model import Event
from ..problems import Problem
from ..text import personal_data

_SKIPPED = {"url", "archived", "sha256", "external_ids", "symbol", "lat", "lon"}
"""Fields that hold addresses and numbers of documents, no text."""


def check(collection: Collection) -> Iterator[Problem]:
    """Find persons without a public role, and numbers and addresses of persons in the registry and in seeds."""
    for entry in collection.actors.values():
        actor = entry.value
        if actor.kind == "person" and actor.public_role is None and entry.written(("public_role",)) is None:
            message = f"{entry.id} is a person without a public role"
            hint = "add public_role: office-holder, convicted or publicly-charged; without such a role delete the entry"
            yield entry.problem("private-person", message, hint, key=True)
    registers: tuple[dict[str, Any], ...] = (
        collection.seeds, collection.conflicts, collection.actors, collection.places, collection.families,
        collection.tags, collection.wording,
    )  # fmt: skip
    documents = {id(entry.document): entry for register in registers for entry in register.values()}
    for entry in documents.values():
        yield from _personal_data(entry, collection)


def of_event(entry: Entry[Event], registry: Registry) -> Iterator[Problem]:
    """Find numbers and addresses of persons in an event's fields and text."""
    yield from _personal_data(entry, registry)


def _personal_data(entry: Entry[Any], registry: Registry) -> Iterator[Problem]:
    if personal_data.possible(entry.document.yaml):
        for loc, text in _texts(entry.document.data):
            for kind, _ in personal_data.found(text, registry.countries):
                line, column = entry.document.mark(loc)
                message, hint = _said(kind)
                yield Problem(entry.path, line, column, "personal-data", message, hint)
    text = entry.document.body
    if personal_data.possible(text):
        for kind, start in personal_data.found(text, registry.countries):
            yield entry.body_problem("personal-data", start, *_said(kind))


def _said(kind: str) -> tuple[str, str]:
    hint = "leave it out; if it is public and harmless, add to the event: ignore: / personal-data: the reason"
    return f"the text holds what looks like {'an' if kind[0] == 'e' else 'a'} {kind}", hint


def _texts(data: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Every text below some data, with the way to it."""
    if isinstance(data, str):
        yield loc, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in _SKIPPED:
                yield from _texts(value, (*loc, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _texts(value, (*loc, place))
