"""The whole timeline as one list, and a page a year."""

from __future__ import annotations

from collections.abc import Iterator

from .. import strings
from . import addresses
from .common import Anchor, Listing, Page, by_month, by_year
from .library import Library


def pages(library: Library) -> Iterator[Page]:
    """Give the timeline and the pages of its years."""
    yield _timeline(library)
    known = sorted(library.by_year)
    for before, year, after in zip([None, *known], known, [*known[1:], None], strict=False):
        yield _year(library, year, before, after)


def _timeline(library: Library) -> Page:
    title = strings.text("timeline.title")
    total = strings.counted("events", len(library.events))
    text = strings.text("timeline.text", total=total)
    view = Listing("", title, text, len(library.events), by_year(library, library.events, linked=True))
    return Page("timeline/", "timeline.html", title, text, view, listed=True)


def _year(library: Library, year: int, before: int | None, after: int | None) -> Page:
    entries = library.by_year[year]
    title = strings.text("year.title", year=year)
    view = Listing(
        strings.text("timeline.title"),
        title,
        strings.text("year.text", total=strings.counted("events", len(entries)), year=year),
        len(entries),
        by_month(library, entries, year),
        before=_anchor(before),
        after=_anchor(after),
    )
    return Page(addresses.year(year), "listing.html", title, view.text, view, "")


def _anchor(year: int | None) -> Anchor | None:
    return Anchor(str(year), addresses.year(year)) if year is not None else None
