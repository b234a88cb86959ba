"""Small pieces that several pages show: a link, an event in a list, groups of events, an actor by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from babel import Locale

from .. import dates, strings
from ..collection.entries import Entry
from ..dates import Date
from ..model import Event, Place
from . import addresses
from .library import Events, Library
from .still import Still

_LONG = dates.Phraser(strings.text)
_SHORT = dates.Phraser(strings.text, "date.short_month")
_ISO = re.compile(r"\d{4}(-\d\d){0,2}")  # what the datetime attribute of HTML takes


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that lead somewhere: the text, and an address relative to the site's root or empty for none."""

    text: str
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A date for people (``phrase``), for tables (``short``) and for the ``datetime`` attribute (``iso``)."""

    phrase: str
    short: str
    iso: str


@dataclass(slots=True, eq=False)
class Item:
    """An event in a list. There is one of each event, told from others by identity.

    ``conflicts`` are ids, which give the colours; ``lanes`` are the conflicts' short names.
    """

    title: str
    url: str
    when: When
    place: str
    type: str
    status: str
    conflicts: tuple[str, ...]
    lanes: tuple[str, ...]
    withdrawn: bool
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Events under one heading, for example a year."""

    heading: str
    items: tuple[Item, ...]
    url: str = ""
    id: str = ""


@dataclass(slots=True)
class Page:
    """A page: its address, what the head of the document says, and what its article shows.

    Attributes:
        url: relative to the site's root, ending in a slash; empty for the home page.
        template: the article's template.
        title: the title.
        description: one sentence for search engines and previews.
        view: gives what the template shows; asked once, when the page is rendered.
        words: further words by which search finds the page; None keeps it out of the search.
        boost: how much more than another page this one counts in the search.
        source: the file that the page is made from, or empty.
        listed: whether the page may stand in the navigation; MkDocs itself then frames it.
    """

    url: str
    template: str
    title: str
    description: str
    view: Callable[[], object]
    words: str | None = None
    source: str = ""
    boost: float = 1.0
    listed: bool = False

    @property
    def root(self) -> str:
        """The way from this page to the site's root: as many ``../`` as the page lies deep."""
        return "../" * self.url.count("/") or "./"


@cache
def when(date: Date) -> When:
    """Give a date as pages show it."""
    iso = date.text if _ISO.fullmatch(date.text) else ""
    return When(_LONG.phrase(date), _SHORT.phrase(date), iso)


def item(library: Library, entry: Entry[Event], *, summary: bool = False) -> Item:
    """Give an event as lists show it; each is made once, since most stand in ten lists."""
    known = library.items.get((entry.id, summary))
    if isinstance(known, Item):
        return known
    event = entry.value
    made = Item(
        event.title,
        addresses.event(entry.id),
        when(event.date),
        where(library, event),
        type_label(library, event.type),
        event.status,
        tuple(event.conflicts),
        tuple(conflict(library, name).text for name in event.conflicts),
        event.withdrawn is not None,
        event.summary if summary else "",
    )
    library.items[entry.id, summary] = made
    return made


def by_year(library: Library, entries: Events, *, linked: bool = False) -> tuple[Group, ...]:
    """Group events in the order given by the year of their first day; ``linked`` headings lead to the year's page."""
    return tuple(
        Group(
            str(year), tuple(item(library, entry) for entry in run), addresses.year(year) if linked else "", f"y{year}"
        )
        for year, run in groupby(entries, first_year)
    )


def by_month(library: Library, entries: Events, year: int) -> tuple[Group, ...]:
    """Group one year's events by the month of their first day; those that began earlier or are vaguer come first."""
    early, late = strings.text("year.earlier"), strings.text("year.no_month")

    def month(entry: Entry[Event]) -> str:
        date = entry.value.date
        day = date.earliest or date.latest
        if day is None or day.year < year:
            return early
        if date.vague:
            return late
        return strings.text(f"date.month.{day.month}")

    runs: dict[str, list[Item]] = {}
    for entry in entries:
        runs.setdefault(month(entry), []).append(item(library, entry))
    return tuple(Group(name, tuple(items), "", f"m{n}") for n, (name, items) in enumerate(runs.items(), 1))


def first_year(entry: Entry[Event]) -> int:
    """The year in which an event began, or ended where its beginning is open."""
    date = entry.value.date
    day = date.earliest or date.latest
    return day.year if day else 1


def where(library: Library, event: Event) -> str:
    """Where an event happened, in words for a list."""
    if event.place and event.place in library.collection.places:
        return place_name(library.collection.places[event.place].value)
    if event.online:
        return event.online.platform
    return ""


def place_name(place: Place) -> str:
    """A place's name, or where it is withheld only its country."""
    if place.sensitivity == "withhold":
        return strings.text("place.withheld", country=country(place.country))
    return place.name


def precision_note(place: Place) -> str:
    """How precise a place's point is, in words."""
    if place.lat is None:
        return strings.text("place.no_point")
    precision = "region" if place.sensitivity == "coarsen" else place.precision
    return strings.text(f"place_precision.{precision}")


def country(code: str) -> str:
    """A country's name by the Unicode CLDR, or its code where that has none."""
    return str(_locale().territories.get(code, code))


@cache
def _locale() -> Locale:
    return Locale.parse(strings.LANGUAGE)


def type_label(library: Library, type_id: str) -> str:
    """The label of an event type."""
    family, _, sub = type_id.partition("/")
    entry = library.collection.families.get(family)
    return entry.value.subtypes[sub].label if entry and sub in entry.value.subtypes else type_id


def actor(library: Library, text: str | None) -> Anchor:
    """An actor by id or in words, with a link where there is a page."""
    entry = library.collection.actors.get(text or "")
    return Anchor(entry.value.name, addresses.actor(entry.id)) if entry else Anchor(text or "")


def conflict(library: Library, conflict_id: str) -> Anchor:
    """A conflict by its short name; its id where the record has no such conflict."""
    entry = library.collection.conflicts.get(conflict_id)
    return Anchor(entry.value.short, addresses.conflict(entry.id)) if entry else Anchor(conflict_id)


def names(mapping: Mapping[str, list[str]]) -> list[Anchor]:
    """Names in other languages, each with its language."""
    return [Anchor(name, lang=lang) for lang, found in mapping.items() for name in found]


def years(entries: Iterable[Entry[Event]]) -> str:
    """The years that events span: "2011–2022", or one year."""
    found = [first_year(entry) for entry in entries]
    if not found:
        return ""
    first, last = min(found), max(found)
    return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an index: where it leads, how many events stand there, and what it is."""

    anchor: Anchor
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """A page that lists the pages of one kind, in groups.

    Attributes:
        heading: what is listed.
        text: what to know of it.
        total: how many pages are listed.
        groups: pairs of a heading, or an empty text, and lines.
    """

    heading: str
    text: str
    total: int
    groups: tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(slots=True)
class Listing:
    """A page that says a little and lists events: an actor's, a place's, a type's, a tag's, a year's.

    Attributes:
        kind: what it is, above the heading.
        heading: the name.
        text: what it is, in a sentence, or empty.
        facts: pairs of a label and what it says.
        total: how many events there are.
        groups: the events.
        before: the page before this one, where pages stand in a row.
        after: the page after this one.
        lines: the pages that have the events, where they are too many for this one.
        still: the timeline at a glance, or None where the page has none.
        narrow: the filters of the reader's timeline that hold on this page, or empty where it has none.
    """

    kind: str
    heading: str
    text: str
    total: int
    groups: tuple[Group, ...]
    facts: list[tuple[str, list[Anchor]]] = field(default_factory=list)
    before: Anchor | None = None
    after: Anchor | None = None
    narrow: str = ""
    lines: tuple[Line, ...] = ()
    still: Still | None = None
