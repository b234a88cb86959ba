"""What changed, as plain data. Texts are as the files have them: whoever shows them makes them harmless first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..problems import Problem

Registered = Literal["conflict", "actor", "place", "family of types", "tag", "loaded term"]


@dataclass(frozen=True, slots=True)
class Field:
    """One value.

    Attributes:
        name: what it is, in words: «title», «killed, low».
        before: what it was; empty where there was none.
        after: what it is; empty where there is none.
    """

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that was not there.

    Attributes:
        id: its id.
        path: its file.
        title, when, where, type, summary: what lists say of it, for people.
        text: the paragraphs below its fields, without marks.
        problems: what is wrong in its file.
    """

    id: str
    path: str
    title: str
    when: str
    where: str
    type: str
    summary: str
    text: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ChangedEvent:
    """An event that says something else now.

    Attributes:
        id: its id.
        path: its file.
        title: its title.
        fields: the values that changed, in the order of the file.
        gone: paragraphs of the text that are not there any more.
        come: paragraphs of the text that were not there.
        problems: what is wrong in its file.
    """

    id: str
    path: str
    title: str
    fields: tuple[Field, ...]
    gone: tuple[str, ...]
    come: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class GoneEvent:
    """An event that does not stand any more.

    Attributes:
        id: its id.
        how: withdrawn, with a tombstone; removed for safety, of which nothing more is said; or its file deleted.
        title: its title; empty where it was removed for safety.
        reason: why it was withdrawn.
    """

    id: str
    how: Literal["withdrawn", "removed for safety", "deleted"]
    title: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A file of an event or seed that cannot be read.

    Attributes:
        path: the file.
        problems: why.
    """

    path: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A link that came or went, read from the event that comes later in the vocabulary's direction.

    Attributes:
        tail: an event's id.
        rel: the relation's name.
        words: the relation for people.
        head: the other event's id.
    """

    tail: str
    rel: str
    words: str
    head: str


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim of a seed that events carry now.

    Attributes:
        seed: the seed's id.
        claim: the claim's id.
        says: the claim.
        events: the ids of the events that carry it.
    """

    seed: str
    claim: str
    says: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source that no event cited before.

    Attributes:
        address: its address, or the symbol of its document.
        title, publisher: as cited.
        event: the id of the event that cites it first.
    """

    address: str
    title: str
    publisher: str
    event: str


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry of the registry, or a seed, that came, went or changed.

    Attributes:
        kind: what it is.
        id: its id.
        how: what happened to it.
        name: its name.
        fields: the values that changed.
    """

    kind: str
    id: str
    how: Literal["added", "removed", "changed"]
    name: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed from one state of a record to another.

    Attributes:
        base, head: what the two states are called.
        new, changed, gone, broken: events.
        form: files of events that are written otherwise and say the same.
        gained, lost: links between events.
        claims: claims of seeds newly covered.
        sources: sources cited for the first time.
        entries: of the registry, and seeds.
        outside: files outside the record that came, went or changed; they can change what every reader gets.
        pages: the addresses of pages that change, relative to the site's root.
        elsewhere: how many problems there are in files that did not change.
    """

    base: str
    head: str
    new: tuple[NewEvent, ...]
    changed: tuple[ChangedEvent, ...]
    form: tuple[str, ...]
    gone: tuple[GoneEvent, ...]
    broken: tuple[Broken, ...]
    gained: tuple[LinkChange, ...]
    lost: tuple[LinkChange, ...]
    claims: tuple[ClaimChange, ...]
    sources: tuple[NewSource, ...]
    entries: tuple[EntryChange, ...]
    outside: tuple[str, ...]
    pages: tuple[str, ...]
    elsewhere: int
