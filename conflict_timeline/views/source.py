"""The page of a source: its particulars, and every event that rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import strings
from ..model import Source
from . import addresses
from .common import Anchor, Item, Page, When, item, when
from .library import Library, Work


@dataclass(frozen=True, slots=True)
class Use:
    """An event that cites the source, with the page or row that it cites, and the key it uses."""

    item: Item
    key: str
    locator: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """Everything that a source's page shows."""

    source: Source
    bracketed: bool
    published: When | None
    accessed: When | None
    captured: When | None
    seed: Anchor | None
    uses: tuple[Use, ...]


def pages(library: Library) -> Iterator[Page]:
    """Give the pages of all sources."""
    for work in library.works.values():
        yield _page(library, work)


def _page(library: Library, work: Work) -> Page:
    source = work.source
    events = library.collection.events
    view = SourceView(
        source,
        source.title_kind != "printed",
        when(source.published) if source.published else None,
        when(source.accessed) if source.accessed else None,
        when(source.captured) if source.captured else None,
        Anchor(source.title or "", addresses.seed(work.seed)) if work.seed else None,
        tuple(Use(item(library, events[event]), key, locator) for event, (key, locator) in work.uses.items()),
    )
    cited = strings.counted("events", len(work.uses))
    description = strings.text("source.description", publisher=source.publisher, total=cited)
    return Page(addresses.source(work.id), "source.html", source.title or "", description, view, source.publisher or "")
