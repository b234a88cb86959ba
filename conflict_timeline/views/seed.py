"""A seed's page: the document, and a table of its claims with the events that carry each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from .. import markup, strings
from ..collection.entries import Entry
from ..model import Seed
from . import addresses
from .bodies import reference
from .common import Anchor, Item, Page, When, item, when
from .library import Library


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in our words, the events that carry it, and where better sources correct it."""

    id: str
    says: str
    items: tuple[Item, ...]
    note: str


@dataclass(frozen=True, slots=True)
class SeedView:
    """Everything that a seed's page shows."""

    seed: Seed
    published: When | None
    source: Anchor
    body: Markup
    claims: tuple[ClaimRow, ...]


def pages(library: Library) -> Iterator[Page]:
    """Give the pages of all seeds."""
    for entry in library.collection.seeds.values():
        yield _page(library, entry)


def _page(library: Library, entry: Entry[Seed]) -> Page:
    seed = entry.value
    description = strings.text("seed.description", publisher=seed.publisher, claims=len(seed.claims))
    view = partial(_view, library, entry)
    return Page(addresses.seed(entry.id), "seed.html", seed.title or "", description, view, "", entry.path)


def _view(library: Library, entry: Entry[Seed]) -> SeedView:
    seed = entry.value
    return SeedView(
        seed,
        when(seed.published) if seed.published else None,
        Anchor(seed.title or "", addresses.source(library.works[seed.address].id)),
        Markup(markup.render(entry.body, lambda mark: reference(library, mark, "../../", entry.path))),  # noqa: S704 - cleaned there
        tuple(_claims(library, seed)),
    )


def _claims(library: Library, seed: Seed) -> Iterator[ClaimRow]:
    events = library.collection.events
    for claim in seed.claims:
        items = tuple(item(library, events[name]) for name in claim.events if name in events)
        yield ClaimRow(claim.id, claim.says, items, claim.note or "")
