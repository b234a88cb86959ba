"""A body as a page shows it: citations as numbers of sources, links to pages of the record, images."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup, escape

from .. import images, markup, strings
from ..bodies.citations import Citation, Illustration, Mark, Reference
from ..collection.entries import Entry
from ..model import Event
from . import addresses
from .common import place_name
from .library import Library


def event_body(library: Library, entry: Entry[Event], numbers: dict[str, int]) -> tuple[Markup, dict[str, list[str]]]:
    """Give the body's HTML, and for each source the anchors of the citations that lead to it."""
    backs: dict[str, list[str]] = {key: [] for key in numbers}
    root = "../" * addresses.event(entry.id).count("/")

    def inline(mark: Mark) -> str:
        if not isinstance(mark, Citation):
            return reference(library, mark, root, entry.path)
        parts = []
        for cite in mark.cites:
            if cite.key in numbers:
                anchor = f"cite-{cite.key}-{len(backs[cite.key]) + 1}"
                backs[cite.key].append(anchor)
                parts.append(_cite(cite.key, numbers[cite.key], anchor, cite.locator))
        return f'<sup class="ct-cites">{"".join(parts)}</sup>' if parts else ""

    return Markup(markup.render(entry.body, inline)), backs  # noqa: S704 - cleaned by markup.render


def _cite(key: str, number: int, anchor: str, locator: str) -> str:
    where = f", {escape(locator)}" if locator else ""
    # Keys are ids, so they need no escaping; the label is ours.
    return (
        f'<a class="ct-cite" id="{anchor}" href="#source-{key}" aria-label="{_cite_label(number)}">{number}{where}</a>'
    )


@cache
def _cite_label(number: int) -> str:
    return str(escape(strings.text("cite.label", number=number)))


def reference(library: Library, mark: Mark, root: str, page: str) -> str:
    """Give the HTML of a link to a page of the record, or of an image; nothing for a citation.

    Where there is no such page its words stand alone, and where there is no such image its words stand for it.

    Args:
        library: for names, addresses and images.
        mark: what stands in the body.
        root: the way from the page to the site's root.
        page: the file in which the mark stands; images are named from its folder.
    """
    if isinstance(mark, Citation):
        return ""
    if isinstance(mark, Illustration):
        return _image(library, mark, root, page)
    name, url = named(library, mark)
    words = mark.words or name
    return Markup('<a href="{}{}">{}</a>').format(root, url, words) if url else escape(words)


def named(library: Library, mark: Reference) -> tuple[str, str]:
    """The name and the address of what a reference leads to; no address where it is withheld or does not exist."""
    collection = library.collection
    if mark.kind == "event" and mark.id in collection.events:
        return collection.events[mark.id].value.title, addresses.event(mark.id)
    if mark.kind == "actor" and mark.id in collection.actors:
        return collection.actors[mark.id].value.name, addresses.actor(mark.id)
    if mark.kind == "place" and mark.id in collection.places:
        place = collection.places[mark.id].value
        return place_name(place), "" if place.sensitivity == "withhold" else addresses.place(mark.id)
    if mark.kind == "conflict" and mark.id in collection.conflicts:
        return collection.conflicts[mark.id].value.name, addresses.conflict(mark.id)
    return "", ""


def _image(library: Library, mark: Illustration, root: str, page: str) -> str:
    picture = library.pictures.get(images.beside(page, mark.file))
    if picture is None:
        return str(escape(mark.words))
    size = f'width="{picture.width}" height="{picture.height}"'
    return f'<img src="{root}{picture.path}" alt="{escape(mark.words)}" {size} loading="lazy" decoding="async">'
