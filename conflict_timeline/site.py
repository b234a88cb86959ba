"""What the site is made of: ``assemble(library)`` gives every page and every file, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import escape

from . import policy, strings
from .collection import Collection
from .exports import columns
from .views import (
    addresses,
    answers,
    conflict,
    corrections,
    data,
    event,
    home,
    indexes,
    reference,
    registry,
    seed,
    source,
    timeline,
)
from .views.common import Page
from .views.library import Library


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site that is no page: its path from the site's root, and its text or its bytes."""

    path: str
    content: str | bytes


def pages(library: Library) -> Iterator[Page]:
    """Give every page of the site. Articles are rendered later, one at a time."""
    yield home.page(library)
    yield from timeline.pages(library)
    for entry in library.collection.chronological:
        yield event.page(library, entry)
    yield from conflict.pages(library)
    yield from registry.pages(library)
    yield from source.pages(library)
    yield from seed.pages(library)
    yield from indexes.pages(library)
    yield answers.page(library)
    yield corrections.page(library)
    yield data.page(library)
    yield from reference.pages()


def files(collection: Collection, library: Library) -> Iterator[File]:
    """Give the files that are no pages: the conflicts' colours, images, the timeline's data, and what leads from former addresses."""
    yield from plain_files(collection, library)
    for path, text in columns.files(library):
        yield File(path, text)


def plain_files(collection: Collection, library: Library) -> Iterator[File]:
    """Give those of the files that cost nothing to make."""
    yield File("assets/stylesheets/lanes.css", lanes(collection))
    for picture in library.pictures.values():
        yield File(picture.path, picture.data)
    for former, present in library.aliases.items():
        if former not in collection.events:
            yield File(addresses.event(former) + "index.html", moved(present))


def search_entries(pages: Iterable[Page]) -> Iterator[dict[str, str | float]]:
    """Give the pages that search finds as Material's index holds them: it shows titles and texts as HTML, so they are escaped."""
    for page in pages:
        if page.words is None:
            continue
        text = f"{page.description} {page.words}" if page.words else page.description
        yield {"location": page.url, "title": str(escape(page.title)), "text": str(escape(text)), "boost": page.boost}


def lanes(collection: Collection) -> str:
    """The style sheet with a colour for each conflict, lighter on dark paper.

    Ids and colours have been checked for their form, so nothing can break out of a rule.
    """
    rules = []
    for name, entry in collection.conflicts.items():
        colour = entry.value.lane.colour
        rules.append(f".ct-lane-{name}{{--ct-lane:{colour}}}")
        rules.append(f"[data-md-color-scheme=slate] .ct-lane-{name}{{--ct-lane:color-mix(in srgb,{colour} 55%,#fff)}}")
    return "\n".join(rules) + "\n"


def moved(event_id: str) -> str:
    """The page at a former address of an event: leads on at once, and by a link where that is switched off."""
    url = f"../{event_id}/"
    title, text = escape(strings.text("moved.title")), escape(strings.text("moved.text"))
    return (
        f'<!doctype html>\n<html lang="{strings.LANGUAGE}"><head>{policy.META}<meta charset="utf-8"><title>{title}</title>'
        f'<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        f'<meta http-equiv="refresh" content="0; url={url}"><link rel="canonical" href="{url}"></head>'
        f'<body><h1>{title}</h1><p><a href="{url}">{text}</a></p></body></html>\n'
    )
