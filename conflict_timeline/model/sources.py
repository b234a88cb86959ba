"""A source: what was published, by whom, where, and where a copy is kept."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from .base import Edtf, Id, Language, Line, Record, Sha256, Url, fault
from .vocabulary import SourceKind, TitleKind


class Source(Record):
    """Something published that statements rest on; or the name of a seed that holds the same particulars."""

    seed: Id | None = None
    """A file of `seeds/` that this source is; nothing else is given then, except a locator."""
    title: Line | None = None
    """The title as printed, or described in our words (see title_kind)."""
    title_kind: TitleKind = "printed"
    """Whether the title is printed, was read off the address, or is our description; the last two stand in brackets."""
    publisher: Line | None = None
    """Who published it."""
    origin: Line | None = None
    """Who reported first, where the publisher relays."""
    via: Line | None = None
    """The host of a mirror through which it was read."""
    published: Edtf | None = None
    """When it was published."""
    url: Url | None = None
    """Its address."""
    symbol: Line | None = None
    """Its document symbol at the United Nations, for example S/RES/2118."""
    locator: Line | None = None
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

    id: Id
    """The claim's id within the seed."""
    says: Line
    """The claim, in our words."""
    events: list[Id] = []
    """The events that carry it."""
    note: Line | None = None
    """Where better sources correct it."""


class Seed(Source):
    """A source document that many events rest on, with its claims."""

    claims: list[Claim]
    """Everything it claims that concerns the record."""

    @model_validator(mode="before")
    @classmethod
    def _no_seed_of_a_seed(cls, data: Any) -> Any:
        if isinstance(data, dict) and "seed" in data:
            raise fault("unknown-field", "a seed does not rest on another seed", "delete the line")
        return data
