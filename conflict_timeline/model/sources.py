"""A source: what was published, by whom, where, and where a copy is kept."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field, model_validator

from .base import NONE, Edtf, EventId, Id, Language, Line, Record, SeedId, Sha256, Url, fault
from .hints import wanted
from .vocabulary import SourceKind, TitleKind

_WHOLE: dict[str, Any] = {
    "required": ["title", "publisher", "kind"],
    "anyOf": [{"required": ["url"]}, {"required": ["symbol"]}],
}
"""What a source lists that is no seed."""


def _source(schema: dict[str, Any]) -> None:
    """Say in a source's schema that it is either the name of a seed or whole in itself."""
    others = {name: False for name in schema["properties"] if name not in ("seed", "locator")}
    wanted(**{"if": {"required": ["seed"]}, "then": {"properties": others}, "else": _WHOLE})(schema)


def _seed(schema: dict[str, Any]) -> None:
    """Say in a seed's schema that it rests on no other seed."""
    del schema["properties"]["seed"]
    wanted(*_WHOLE["required"], anyOf=_WHOLE["anyOf"])(schema)


class Source(Record):
    """Something published that statements rest on; or the name of a seed that holds the same particulars."""

    model_config = ConfigDict(json_schema_extra=_source)

    seed: SeedId | None = None
    """A file of `seeds/` that this source is; nothing else is given then, except a locator."""
    title: Line | None = Field(None, examples=["Market hit in Example Town"])
    """The title as printed, or described in our words (see title_kind)."""
    title_kind: TitleKind = "printed"
    """Whether the title is printed, was read off the address, or is our description; the last two stand in brackets."""
    publisher: Line | None = Field(None, examples=["Example News"])
    """Who published it."""
    origin: Line | None = Field(None, examples=["Reuters"])
    """Who reported first, where the publisher relays."""
    via: Line | None = Field(None, examples=["web.archive.org"])
    """The host of a mirror through which it was read."""
    published: Edtf | None = None
    """When it was published."""
    url: Url | None = None
    """Its address."""
    symbol: Line | None = Field(None, examples=["A/RES/60/1", "A/HRC/34/64"])
    """Its document symbol at the United Nations, for example A/RES/60/1."""
    locator: Line | None = Field(None, examples=["p. 4", "para. 80"])
    """The page, paragraph or row."""
    kind: SourceKind | None = None
    """What kind of source it is."""
    lang: Language | None = None
    """Its language."""
    accessed: Edtf | None = None
    """When it was last read."""
    archived: Url | None = None
    """The address of a copy in an archive."""
    captured: Edtf | None = None
    """When that copy was made."""
    sha256: Sha256 | None = None
    """The SHA-256 of what was captured: of the bytes as the publisher sent them, unpacked, without the archive's frame."""

    @model_validator(mode="after")
    def _complete(self) -> Source:
        if self.seed is not None:
            if given := self.model_fields_set - {"seed", "locator"}:
                names = ", ".join(sorted(given))
                raise fault(
                    "wrong-type", f"a source that is a seed also gives {names}", "write them in the seed's file"
                )
            return self
        lacking = [name for name in ("title", "publisher", "kind") if getattr(self, name) is None]
        if self.url is None and self.symbol is None:
            lacking.append("url or symbol")
        if lacking:
            raise fault("missing-field", f"the source lacks {', '.join(lacking)}", f"add {lacking[0]}: …")
        return self

    @property
    def address(self) -> str:
        """What one source is known by across the record: its address, or its symbol."""
        return self.url or self.symbol or ""


class Claim(Record):
    """One claim of a seed, in our words."""

    model_config = ConfigDict(json_schema_extra=wanted("events"))

    id: Id
    """The claim's id within the seed."""
    says: Line
    """The claim, in our words."""
    events: list[EventId] = NONE
    """The events that carry it."""
    note: Line | None = None
    """Where better sources correct it."""


class Seed(Source):
    """A source document that many events rest on, with its claims."""

    model_config = ConfigDict(json_schema_extra=_seed)

    claims: list[Claim]
    """Everything it claims that concerns the record."""

    @model_validator(mode="before")
    @classmethod
    def _no_seed_of_a_seed(cls, data: Any) -> Any:
        if isinstance(data, dict) and "seed" in data:
            raise fault("unknown-field", "a seed does not rest on another seed", "delete the line")
        return data
