"""The sources that a record knows already: whoever cites one again need not describe it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..collection import Collection
from ..model import Source
from .questions import questions_of


@dataclass(frozen=True, slots=True)
class Known:
    """A source of the record.

    Attributes:
        key: under which it is cited.
        source: how an event cites it: its particulars without a locator, or the seed's id alone.
        particulars: what is known of it.
    """

    key: str
    source: Source
    particulars: Source

    @property
    def title(self) -> str:
        """Its title."""
        return self.particulars.title or self.key

    @property
    def address(self) -> str:
        """Its address, or its symbol."""
        return self.particulars.address


def known_sources(collection: Collection) -> dict[str, Known]:
    """Every source of a record by its address: the seeds, then those of the events in the order of ids."""
    found: dict[str, Known] = {}
    for name, seed in collection.seeds.items():
        found.setdefault(seed.value.address, Known(name, Source(seed=name), seed.value))
    for entry in collection.events.values():
        for key, source in entry.value.sources.items():
            if source.seed is None and source.address not in found:
                plain = source.model_copy(update={"locator": None})
                found[source.address] = Known(key, plain, plain)
    return found


def address_in(answers: Mapping[str, Any]) -> str:
    """The address or symbol that the answers give."""
    return str(answers.get("source-url") or answers.get("source-symbol") or "")


def given_of_source(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the answers say of the source, by field."""
    return {each.field: answers[each.name] for each in questions_of(Source) if each.name in answers}


def agrees(known: Known, given: Mapping[str, Any]) -> bool:
    """Whether nothing in what is given of a source contradicts what the record knows of it."""
    particulars = known.particulars.model_dump()
    return all(value == particulars.get(field) for field, value in given.items())
