"""The page of a source: its particulars, and every event that rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from .. import strings
from ..model import Source
from . import addresses
from .common import Anchor, Item, Page, item, when
from .library import Library, Work

SOURCE_BOOST = 0.2
"""How much less a source counts in the search than another page: readers look for what happened."""


@dataclass(frozen=True, slots=True)
class Use:
    """An event that cites the source, with the page or row that it cites, and the key it uses."""

    item: Item
    key: str
    locator: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """Everything that a source's page shows.

    Attributes:
        lang: the language of the title.
        bracketed: whether the title was not printed so, and stands in brackets.
        facts: pairs of a label and words.
        addresses: pairs of a label and an address outside.
        sha256: of the capture, or empty.
        seed: the page of its claims, where it is a seed.
        uses: the events that cite it.
    """

    lang: str
    bracketed: bool
    facts: tuple[tuple[str, str], ...]
    addresses: tuple[tuple[str, str], ...]
    sha256: str
    seed: Anchor | None
    uses: tuple[Use, ...]


def pages(library: Library) -> Iterator[Page]:
    """Give the pages of all sources."""
    for work in library.works.values():
        yield _page(library, work)


def _page(library: Library, work: Work) -> Page:
    cited = strings.counted("events", len(work.uses))
    description = strings.text("source.description", publisher=work.source.publisher, total=cited)
    view = partial(_view, library, work)
    title, words = work.source.title or "", work.source.publisher or ""
    return Page(addresses.source(work.id), "source.html", title, description, view, words, boost=SOURCE_BOOST)


def _view(library: Library, work: Work) -> SourceView:
    source = work.source
    events = library.collection.events
    outside = (("address", source.url), ("archived", source.archived))
    return SourceView(
        source.lang or "",
        source.title_kind != "printed",
        tuple(_facts(source)),
        tuple((strings.text(f"source.{label}"), url) for label, url in outside if url),
        source.sha256 or "",
        Anchor(strings.text("source.seed_link"), addresses.seed(work.seed)) if work.seed else None,
        tuple(Use(item(library, events[event]), key, locator) for event, (key, locator) in work.uses.items()),
    )


def _facts(source: Source) -> Iterator[tuple[str, str]]:
    """The particulars of a source that are words, each with its label."""
    told = {
        "publisher": source.publisher,
        "origin": source.origin,
        "via": source.via,
        "published": when(source.published).phrase if source.published else None,
        "kind": strings.text(f"source_kind.{source.kind}"),
        "lang": source.lang,
        "title_kind": strings.text(f"title_kind.{source.title_kind}") if source.title_kind != "printed" else None,
        "symbol": source.symbol,
        "captured": when(source.captured).phrase if source.captured else None,
        "accessed": when(source.accessed).phrase if source.accessed else None,
    }
    for label, words in told.items():
        if words:
            yield strings.text(f"source.{label}"), words
