"""An event: the front matter of one file of `events/`."""

from __future__ import annotations

from pydantic import ConfigDict, Field, model_validator

from .base import (
    NONE,
    NOTHING,
    ActorId,
    ActorOrWords,
    ConflictId,
    Count,
    Edtf,
    EventId,
    Flag,
    Id,
    Language,
    Line,
    PlaceId,
    Record,
    RuleName,
    TagId,
    Text,
    TypeId,
    fault,
)
from .hints import wanted
from .sources import Source
from .vocabulary import ExternalId, FigureBasis, Group, Measure, Relation, Role, Stance, Standard, Status, Warning_


class Online(Record):
    """Where on the internet an event happened."""

    platform: Line = Field(examples=["Twitter", "Telegram"])
    """The platform, for example Twitter."""
    account: Line = Field(examples=["@ExampleEmbassy"])
    """The account that published."""


class Participant(Record):
    """An actor that took part as a matter of record."""

    actor: ActorId
    """An entry of `registry/actors.yml`."""
    role: Role
    """In which role; there is none for perpetrators, victims or witnesses."""
    sources: list[Id] = NONE
    """The keys of the sources that say so."""


class Position(Record):
    """What somebody says about the event."""

    model_config = ConfigDict(json_schema_extra=wanted("sources"))

    by: ActorOrWords
    """Who: an actor's id, or plain words for those without a page."""
    stance: Stance
    """What they do by saying it."""
    about: ActorOrWords | None = None
    """Whom or what it concerns: an actor's id or plain words."""
    standard: Standard | None = None
    """With finds and convicts: the standard of proof applied."""
    says: Text | None = Field(None, examples=["Its aircraft were not in the area."])
    """What they say, in our words."""
    date: Edtf | None = None
    """When they said it."""
    sources: list[Id] = NONE
    """The keys of the sources that carry it; required."""


class Figure(Record):
    """One claim of a number: one row for each claimant."""

    model_config = ConfigDict(
        json_schema_extra=wanted(
            "sources",
            anyOf=[{"required": ["low"]}, {"required": ["best"]}, {"required": ["high"]}],
            **{
                "if": {"required": ["measure"], "properties": {"measure": {"const": "other"}}},
                "then": {"required": ["unit"]},
            },
        )
    )

    measure: Measure
    """What is counted."""
    unit: Line | None = Field(None, examples=["houses destroyed"])
    """With measure other: what is counted, in words."""
    group: Group = "all"
    """Of whom."""
    scope: Line | None = Field(None, examples=["the first of the two strikes"])
    """Which part, place or period, where it is not the whole event."""
    low: Count | None = None
    """The least number, or a minimum."""
    best: Count | None = None
    """The number given."""
    high: Count | None = None
    """The greatest number."""
    basis: FigureBasis = "reported"
    """What the number rests on."""
    superseded: Flag = False
    """Whether the claimant itself replaced it later."""
    by: ActorOrWords
    """Who gives it: an actor's id or plain words."""
    as_of: Edtf | None = None
    """The day for which it was given."""
    sources: list[Id] = NONE
    """The keys of the sources that carry it; required."""
    note: Text | None = Field(None, examples=["at least three, one of them a child"])
    """How it was worded, or what to mind."""

    @model_validator(mode="after")
    def _consistent(self) -> Figure:
        if self.measure == "other" and self.unit is None:
            raise fault(
                "missing-field", "a figure of measure other lacks its unit", "add unit: what is counted, in words"
            )
        return self


class Link(Record):
    """A typed link to another event; its way back is derived."""

    model_config = ConfigDict(json_schema_extra=wanted("basis"))

    rel: Relation
    """The relation, or its inverse."""
    to: EventId
    """The other event."""
    basis: Text | None = Field(None, examples=["Both were markets that were hit from the air."])
    """What the link rests on; shown at both ends; required."""
    sources: list[Id] = NONE
    """The keys of the sources that carry it."""


class Correction(Record):
    """A change of substance that was made to the event after publication."""

    date: Edtf
    """When."""
    note: Text = Field(examples=["The date was a day too early; the agency gives 28 September."])
    """What was changed and why."""


class Withdrawal(Record):
    """The event no longer stands; a tombstone with the reason stays at its address."""

    date: Edtf
    """When it was withdrawn."""
    reason: Text = Field(examples=["The agency withdrew its report."])
    """Why."""


class Removal(Record):
    """The whole front matter of an event that was removed for safety: nothing else of it stays anywhere."""

    removed_for_safety: Edtf
    """When it was removed."""


class Translation(Record):
    """Title and summary in another language."""

    title: Line
    """The title."""
    summary: Line
    """The summary."""


class Event(Record):
    """A dated, sourced event. Its id is the stem of its file's name."""

    model_config = ConfigDict(
        json_schema_extra=wanted(
            "conflicts",
            "sources",
            anyOf=[{"required": ["place"]}, {"required": ["online"]}, {"required": ["placeless"]}],
            dependentSchemas={"placeless": {"properties": {"place": False, "online": False}}},
            **{
                "if": {"properties": {"status": {"const": "confirmed"}}},
                "else": {"required": ["status_note"]},
            },
        )
    )

    title: Line = Field(examples=["Air strike on a market in Example Town"])
    """Names the deed and the place; the accused only where an inquiry or court named them."""
    date: Edtf
    """When it happened, in EDTF (ISO 8601-2), as precise as the sources and not more."""
    time_note: Line | None = Field(None, examples=["about 17:00 local time"])
    """The time of day or what else to know of the date, in words."""
    reported: Edtf | None = None
    """When it became public, where that was later."""
    summary: Line = Field(examples=["Bombs hit the town's market on a Sunday morning."])
    """One neutral sentence."""
    type: TypeId
    """`family/subtype` of `registry/event-types.yml`."""
    conflicts: list[ConflictId]
    """The conflicts it belongs to, entries of `registry/conflicts.yml`."""
    place: PlaceId | None = None
    """Where it happened, an entry of `registry/places.yml`."""
    online: Online | None = None
    """Where on the internet it happened."""
    placeless: Line | None = Field(None, examples=["A text adopted in writing."])
    """Why it has no place, in words."""
    status: Status
    """Whether the event itself is established."""
    status_note: Text | None = Field(None, examples=["One agency reported it, and nobody else."])
    """Why, unless it is confirmed."""
    actors: list[Participant] = NONE
    """Who took part as a matter of record."""
    figures: list[Figure] = NONE
    """Numbers, one row for each claim."""
    positions: list[Position] = NONE
    """Who says what about it."""
    links: list[Link] = NONE
    """Typed links to other events."""
    sources: dict[Id, Source] = NOTHING
    """The sources, by citation key; at least one."""
    tags: list[TagId] = NONE
    """Entries of `registry/tags.yml`."""
    warnings: list[Warning_] = NONE
    """What a reader may not wish to meet unprepared; the text is folded below it."""
    aliases: list[Id] = NONE
    """Former ids, whose addresses lead here."""
    external_ids: dict[ExternalId, Line] = NOTHING
    """The same event in other datasets."""
    corrections: list[Correction] = NONE
    """Changes of substance after publication, newest last."""
    withdrawn: Withdrawal | None = None
    """Set where the event no longer stands."""
    lang: Language = "en"
    """The language of the text."""
    translations: dict[Language, Translation] = NOTHING
    """Title and summary in other languages, by language; the text in `<id>.<lang>.md`."""
    ignore: dict[RuleName, Line] = NOTHING
    """Warnings and notes to switch off in this file: the rule and the reason."""

    @model_validator(mode="after")
    def _somewhere(self) -> Event:
        given = [name for name in ("place", "online", "placeless") if getattr(self, name) is not None]
        if not given:
            hint = "add place: …, or online: with platform and account, or placeless: and the reason"
            raise fault("missing-field", "the event lacks place, online or placeless", hint)
        if "placeless" in given and len(given) > 1:
            raise fault("wrong-type", f"the event has {given[0]} and is called placeless", "delete one of the two")
        if not self.conflicts:
            raise fault("missing-field", "the event names no conflict", "add conflicts: [ … ]")
        return self
