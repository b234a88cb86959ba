"""The whole timeline as one list, and a page a year."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .. import strings
from . import addresses
from .common import Anchor, Line, Listing, Page, by_month, by_year
from .library import Library
from .still import still

WHOLE = 1500
"""Up to how many events the timeline lists them all on one page; above that the pages of the years do."""


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
    return Page("timeline/", "timeline.html", title, text, partial(_whole, library, title, text), listed=True)


def _whole(library: Library, title: str, text: str) -> Listing:
    total, glance = len(library.events), still(library, library.events)
    if total <= WHOLE:
        return Listing("", title, text, total, by_year(library, library.events, linked=True), still=glance)
    lines = (
        Line(Anchor(str(year), addresses.year(year)), len(found)) for year, found in sorted(library.by_year.items())
    )
    return Listing("", title, text, total, (), lines=tuple(lines), still=glance)


def _year(library: Library, year: int, before: int | None, after: int | None) -> Page:
    title = strings.text("year.title", year=year)
    total = strings.counted("events", len(library.by_year[year]))
    text = strings.text("year.text", total=total, year=year)

    def view() -> Listing:
        entries = library.by_year[year]
        groups = by_month(library, entries, year)
        kicker = strings.text("timeline.title")
        return Listing(kicker, title, text, len(entries), groups, before=_anchor(before), after=_anchor(after))

    return Page(addresses.year(year), "listing.html", title, text, view, "")


def _anchor(year: int | None) -> Anchor | None:
    return Anchor(str(year), addresses.year(year)) if year is not None else None
