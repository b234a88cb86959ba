"""Answers → the files that say them: a new event, and what it adds to the registry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .. import formatting
from ..bodies.citations import Body
from ..collection import Collection
from ..dates import parse
from ..files.record_files import RecordFiles
from ..front_matter import REGISTRY_LIMIT
from ..model import DECIMALS, Actor, Event, Place
from .addresses import event_id, first_free, folder, is_free, slug
from .questions import questions_of
from .sources import Known, given_of_source

Answers = Mapping[str, Any]
"""Values by the names of questions, as ``reading`` gives them; a list where there may be several."""
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is written.

    Attributes:
        path: relative to the record's root.
        old: what it holds now; None where there is none.
        new: what it is to hold.
    """

    path: str
    old: bytes | None
    new: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """A new event, before it is written.

    Attributes:
        id: its id.
        path: its file, relative to the record's root.
        event: the event's file.
        registry: the files of the registry that get new entries.
        added: what they get, as ``places:id``.
        provisional: whether its text is no more than the summary.
    """

    id: str
    path: str
    event: Change
    registry: list[Change] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    provisional: bool = False

    @property
    def changes(self) -> list[Change]:
        """Everything that is written, the event last: it needs the rest."""
        return [*self.registry, self.event]


def draft(
    collection: Collection, answers: Answers, additions: Mapping[str, Mapping[str, Data]], known: Known | None
) -> Draft:
    """Make the files of answers.

    Args:
        collection: the record.
        answers: everything that is required among them.
        additions: new entries by file of the registry (``places``) and id.
        known: the source, where the record has it already.
    """
    name, path = suggested(collection, answers)
    key, source = _source(answers, known)
    data = _event(answers, key) | {"sources": {key: source}}
    text = formatting.write(path, data, _body(answers, key))
    registry = [_entries(collection, file, entries) for file, entries in additions.items() if entries]
    added = [f"{file}:{each}" for file, entries in additions.items() for each in entries]
    return Draft(name, path, Change(path, None, text.encode()), registry, added, "text" not in answers)


def suggested(collection: Collection, answers: Answers) -> tuple[str, str]:
    """The id and the path of an event: as answered, else as they suggest themselves.

    The id is empty where the title has no Latin letters.
    """
    name = answers.get("id") or event_id(
        answers["title"], parse(answers["date"]), lambda each: is_free(collection, each)
    )
    directory = answers.get("dir") or folder(collection, answers["conflict"], answers["date"])
    return name, f"{directory}/{name}.md"


def registered(collection: Collection, kind: str, name: str, answers: Answers) -> tuple[str, Data]:
    """Make an entry of the registry.

    Args:
        collection: the record.
        kind: ``place`` or ``actor``.
        name: what it is called.
        answers: what else is known of it, under ``place-kind``, ``actor-kind`` …

    Returns:
        Its id and its fields.
    """
    model, known = (Place, collection.places) if kind == "place" else (Actor, collection.actors)
    data = {"name": name} | {each.field: answers[each.name] for each in questions_of(model) if each.name in answers}
    for axis in ("lat", "lon"):
        if axis in data:
            data[axis] = _rounded(data[axis], data["precision"])
    return first_free(slug(name, whole=True) or kind, lambda each: each not in known), data


def _event(answers: Answers, key: str) -> Data:
    data = {each.field: answers[each.name] for each in questions_of(Event) if each.name in answers}
    if "actors" in data:
        data["actors"] = [participant | {"sources": [key]} for participant in data["actors"]]
    if differs := answers.get("differs"):
        data["ignore"] = {"possible-duplicate": differs}
    return data


def _source(answers: Answers, known: Known | None) -> tuple[str, Data]:
    """The one source with its key: a seed, one that the record has already, or what the answers say of it."""
    if seed := answers.get("source-seed"):
        return seed, {"seed": seed}
    if known:
        return known.key, known.source.model_dump(exclude_defaults=True)
    data = given_of_source(answers)
    return slug(data["publisher"]) or "source", data


def _body(answers: Answers, key: str) -> str:
    """The text: as answered, or the summary until somebody tells more; each paragraph cites the source."""
    text = str(answers.get("text") or answers["summary"])
    for start, end in reversed(list(Body(text).uncited())):
        stem = text[start:end].rstrip().rstrip(".")
        text = f"{text[:start]}{stem} [@{key}].{text[start + len(stem) :].removeprefix('.')}"
    return text


def _entries(collection: Collection, file: str, entries: Mapping[str, Data]) -> Change:
    """A file of the registry with more entries; everything else in it stays as it is, comments too."""
    path = f"registry/{file}.yml"
    old = RecordFiles(collection.root, []).read(collection.root / path, REGISTRY_LIMIT)
    if old is None:
        return Change(path, None, formatting.write(path, entries).encode())
    return Change(path, old, formatting.edited(old, path, {(name,): data for name, data in entries.items()}).encode())


def _rounded(degrees: str, precision: str) -> str:
    """Degrees with no more decimals than a precision allows."""
    decimals = len(degrees.partition(".")[2])
    return degrees if decimals <= DECIMALS[precision] else str(round(Decimal(degrees), DECIMALS[precision] or None))
