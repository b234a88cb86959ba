"""What events refer to: conflicts, actors, places, event types, tags and wording."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from .base import (
    NONE,
    NOTHING,
    ActorId,
    ActorOrWords,
    Colour,
    Count,
    Country,
    Degrees,
    Edtf,
    EventId,
    Flag,
    Id,
    Language,
    Line,
    PlaceId,
    Record,
    Text,
    fault,
)
from .hints import wanted
from .vocabulary import ActorKind, ExternalId, PlacePrecision, PublicRole, Sensitivity

DECIMALS = {"exact": 5, "vicinity": 4, "locality": 3, "district": 2, "region": 1, "country": 0}
"""How many decimals of a degree a precision allows: 0.001° of latitude is about 111 m."""
RADIUS = {"exact": "100 m", "vicinity": "1 km", "locality": "5 km"}
"""How far off a point may be."""

Names = dict[
    Language,
    Annotated[
        list[Line],
        BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
        WithJsonSchema(
            {
                "type": ["string", "number", "array"],
                "minLength": 1,
                "items": {"type": ["string", "number"], "minLength": 1},
            }
        ),
    ],
]
"""Names by language; one name may be written without a list."""


class Beginning(Record):
    """One of the dates from which a conflict is counted."""

    date: Edtf
    """The day."""
    event: EventId | None = None
    """The event of that day, where the record has it."""
    basis: Text = Field(examples=["Day of the first large protests."])
    """Who counts from it, and why."""
    sources: list[Id] = NONE
    """Keys of that event's sources."""


class Lane(Record):
    """How a conflict is drawn on the timeline."""

    order: Count
    """Its place from the top, from 1."""
    colour: Colour
    """Its colour, in quotes, of at least 4.5:1 against white."""


class Conflict(Record):
    """An armed conflict, with what went before and came after it."""

    model_config = ConfigDict(json_schema_extra=wanted("starts"))

    name: Line
    """Its name."""
    short: Line
    """A short name for lanes and badges."""
    starts: list[Beginning]
    """Its beginnings: where contested all are listed, the first is the default."""
    end: Edtf | None = None
    """Its end."""
    lane: Lane
    """How it is drawn."""
    description: Text
    """What it is, in neutral words."""
    names: Names = NOTHING
    """Its name in other languages."""

    @model_validator(mode="after")
    def _begins(self) -> Conflict:
        if not self.starts:
            raise fault("missing-field", "the conflict has no beginning", "add starts: with date and basis")
        return self


class Actor(Record):
    """A state, body, group or, with a public role, a person."""

    model_config = ConfigDict(
        json_schema_extra=wanted(
            **{
                "if": {"required": ["kind"], "properties": {"kind": {"const": "person"}}},
                "then": {"required": ["public_role"]},
            }
        )
    )

    name: Line
    """Its usual name."""
    names: Names = NOTHING
    """Its name in other languages, and other spellings."""
    kind: ActorKind
    """What it is."""
    part_of: ActorId | None = None
    """The actor to which it belongs."""
    country: Country | None = None
    """Its country."""
    external_ids: dict[ExternalId, Line] = NOTHING
    """The same actor in other datasets."""
    public_role: PublicRole | None = None
    """For a person: the role that makes an entry admissible."""
    description: Text | None = None
    """What it is, one neutral sentence."""


class Control(Record):
    """Who held a place, from when."""

    date: Edtf
    """From or during when."""
    by: ActorOrWords
    """Who: an actor's id or plain words."""
    basis: Text
    """Who says so."""


class Place(Record):
    """A place, as precise as is known and as is safe."""

    model_config = ConfigDict(json_schema_extra=wanted(dependentRequired={"lat": ["lon"], "lon": ["lat"]}))

    name: Line
    """Its usual English name."""
    names: Names = NOTHING
    """Its name in other languages."""
    spellings: list[Line] = NONE
    """Other spellings in English, for search."""
    kind: Id = Field(examples=["city", "town", "village", "hospital", "district"])
    """What it is: city, hospital, …"""
    country: Country
    """Its country by ISO 3166-1, legal status under resolutions of the United Nations."""
    control: list[Control] = NONE
    """Who held it, with dates."""
    lat: Degrees | None = Field(None, json_schema_extra={"minimum": -90, "maximum": 90})
    """Latitude, decimal degrees (WGS 84)."""
    lon: Degrees | None = None
    """Longitude, decimal degrees (WGS 84)."""
    precision: PlacePrecision
    """How precise the point is; its decimals may claim no more."""
    part_of: PlaceId | None = None
    """The larger place around it."""
    basis: Line | None = Field(None, examples=["GeoNames 170063"])
    """Where the point comes from."""
    sensitivity: Sensitivity = "none"
    """Whether the point is shown: as it is, coarsened, or not at all."""

    @model_validator(mode="after")
    def _point(self) -> Place:
        if (self.lat is None) != (self.lon is None):
            raise fault("coordinates-out-of-range", "one of lat and lon is missing", "give both or neither")
        return self


class Acled(Record):
    """The nearest event type of ACLED's codebook."""

    event: Line
    """The event type."""
    sub_event: Line | None = None
    """The sub-event type."""


class Subtype(Record):
    """A type of event."""

    label: Line
    """Its name for readers."""
    description: Line
    """What it covers."""
    violence: Flag
    """Whether people or things are harmed by force."""
    acled: Acled | None = None
    """The type in ACLED's codebook."""


class Family(Record):
    """A family of event types."""

    label: Line
    """Its name for readers."""
    description: Line | None = None
    """What it covers."""
    subtypes: dict[Id, Subtype]
    """Its types."""


class Tag(Record):
    """A subject that runs through events of several types."""

    name: Line
    """Its name for readers."""
    description: Line
    """What it covers."""


class LoadedTerm(Record):
    """A word that takes sides, and what to write instead."""

    instead: list[Line]
    """Neutral words."""
    note: Line | None = None
    """Why, or when it is right."""


REGISTRY: dict[str, type[Record]] = {
    "conflicts": Conflict,
    "actors": Actor,
    "places": Place,
    "event-types": Family,
    "tags": Tag,
    "wording": LoadedTerm,
}
"""The files of `registry/`, named without `.yml`, and what each maps ids to; `wording` maps words."""
