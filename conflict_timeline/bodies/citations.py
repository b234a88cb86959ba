"""A body's citations, links to other pages and paragraphs, each with its place in the text.

``[@key]`` cites a source, ``[@key, p. 4]`` with a locator, ``[@one; @two]`` two of them (Pandoc's form);
``[[event-id]]`` and ``[[event-id|words]]`` link an event, ``[[actor:id]]``, ``[[place:id]]`` and
``[[conflict:id]]`` the rest. Inside code they are ordinary text, and a backslash before them makes them so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import pyromark

from . import markdown_limits, plain_prose
from .markdown_limits import Costly

OPTIONS = pyromark.Options.ENABLE_TABLES
"""CommonMark with tables, and nothing else: the one dialect of bodies."""
MARKDOWN = pyromark.Markdown(options=OPTIONS)
"""The one renderer of bodies."""

PAGES = ("event", "actor", "place", "conflict")
"""The kinds of page that a text can link."""

_CITATION = re.compile(
    # The bracket comes first and what may not stand before it second: a search for a fixed sign is a fast one.
    r"\[(?<!\\\[)(?:(?P<cites>@[^\[\]\n]*)\]|\[(?P<target>[^\[\]\n|]*)(?:\|(?P<words>[^\[\]\n]*))?\]\])"
)
_CITE = re.compile(r"\s*@(?P<key>[^\s,;]+)(?:\s*,\s*(?P<locator>[^;]*))?")
_LEAVES = ("Code", "InlineHtml", "Html", "InlineMath", "DisplayMath")

Span = tuple[int, int]
"""Start and end in characters of the body, the end not included."""


class Cite(NamedTuple):
    """One key inside a citation."""

    key: str
    locator: str
    offset: int


class Citation(NamedTuple):
    """A citation: what it cites and where it stands."""

    cites: tuple[Cite, ...]
    span: Span


class Reference(NamedTuple):
    """A link to a page of the record: its kind (event, actor, place, conflict), id, words and place."""

    kind: str
    id: str
    words: str
    span: Span


class Illustration(NamedTuple):
    """An image in a body: the file it names, the words for those who do not see it, and its place."""

    file: str
    words: str
    span: Span


class Hyperlink(NamedTuple):
    """An ordinary Markdown link: the address it leads to and its place."""

    to: str
    span: Span


Mark = Citation | Reference | Illustration
"""What stands in a body and is put in after rendering."""


class Body:
    """A body of Markdown, read once.

    Attributes:
        text: the Markdown.
        html: the spans of raw HTML, which are shown as they are written and never pass as HTML.
        paragraphs: the spans of the paragraphs.
        illustrations: the images in the order of the text.
        hyperlinks: the ordinary links in the order of the text.
        marks: citations, references and images in the order of the text.
        costly: what makes the text too costly to render, and where; the body is empty then.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.costly: Costly | None = None
        self.html: list[Span] = []
        self.paragraphs: list[Span] = []
        self.illustrations: list[Illustration] = []
        self.hyperlinks: list[Hyperlink] = []
        self._opaque: list[Span] = []
        self.marks: list[Mark] = []
        if not text:
            return
        try:
            if (plain := plain_prose.paragraphs(text)) is not None:
                self.paragraphs = plain
            else:
                markdown_limits.of_text(text)
                self._scan()
            self.marks = sorted([*self._marks(), *self.illustrations], key=lambda mark: mark.span)
            markdown_limits.of_cites(
                text, [cite.offset for mark in self.marks if isinstance(mark, Citation) for cite in mark.cites]
            )
        except Costly as costly:
            self._clear()
            self.costly = costly

    @cached_property
    def citations(self) -> list[Citation]:
        """The citations in order."""
        return [mark for mark in self.marks if isinstance(mark, Citation)]

    @cached_property
    def references(self) -> list[Reference]:
        """The links to pages of the record in order."""
        return [mark for mark in self.marks if isinstance(mark, Reference)]

    def uncited(self) -> Iterator[Span]:
        """The paragraphs without a citation. Linear: both lists are in order."""
        starts = iter([citation.span[0] for citation in self.citations])
        start = next(starts, None)
        for span in self.paragraphs:
            while start is not None and start < span[0]:
                start = next(starts, None)
            if start is None or start >= span[1]:
                yield span

    def _clear(self) -> None:
        self.text = ""
        for found in (self.html, self.paragraphs, self.illustrations, self.hyperlinks, self._opaque, self.marks):
            found.clear()

    def _scan(self) -> None:
        spans, images, links = _spans(self.text)
        at = _characters(self.text, {place for _, *span in spans for place in span})
        named, linked = iter(images), iter(links)
        for name, *span in spans:
            start, end = at[span[0]], at[span[1]]
            if name == "Paragraph":
                self.paragraphs.append((start, end))
                continue
            if name in ("InlineHtml", "Html"):
                self.html.append((start, end))
                continue
            if name == "Link":
                self.hyperlinks.append(Hyperlink(next(linked), (start, end)))
                continue
            self._opaque.append((start, end))
            if name == "Image":
                file, words = next(named)
                self.illustrations.append(Illustration(file, " ".join(words.split()), (start, end)))

    def _marks(self) -> Iterator[Citation | Reference]:
        opaque = iter(sorted(self._opaque))
        span = next(opaque, None)
        for found in _CITATION.finditer(self.text):
            while span is not None and span[1] <= found.start():
                span = next(opaque, None)
            if span is not None and span[0] <= found.start():
                continue
            if (cites := found["cites"]) is not None:
                yield Citation(tuple(_cites(cites, found.start() + 1)), found.span())
            else:
                kind, _, name = found["target"].strip().rpartition(":")
                yield Reference(kind or "event", name, (found["words"] or "").strip(), found.span())


def _spans(text: str) -> tuple[list[tuple[str, int, int]], list[tuple[str, str]], list[str]]:
    """What stands where in a body, in bytes of UTF-8; in order of each image file and words, of each link the address."""
    spans: list[tuple[str, int, int]] = []
    images: list[tuple[str, list[str]]] = []
    links: list[str] = []
    inside = 0  # an image's end, while its words are read
    for event, where in markdown_limits.of_pieces(MARKDOWN.events_with_range(text)):
        name = event if isinstance(event, str) else next(iter(event))
        if name == "Start":
            tag = event["Start"]
            name = tag if isinstance(tag, str) else next(iter(tag))
            if name == "Image" and where["start"] >= inside:
                inside = where["end"]
                images.append((tag["Image"]["dest_url"], []))
            elif name == "Link" and where["start"] >= inside:
                links.append(tag["Link"]["dest_url"])
            elif name not in ("Paragraph", "CodeBlock"):
                continue
            spans.append((name, where["start"], where["end"]))
        elif name in _LEAVES:
            spans.append((name, where["start"], where["end"]))
        if name in ("Text", "Code") and where["start"] < inside:
            images[-1][1].append(event[name])
    return spans, [(file, "".join(words)) for file, words in images], links


def _characters(text: str, places: set[int]) -> dict[int, int]:
    """Turn places in bytes of UTF-8 into places in characters, in one pass over the text."""
    if text.isascii():
        return {place: place for place in places}
    encoded, last, characters = text.encode(), 0, 0
    found = {}
    for place in sorted(places):
        characters += len(encoded[last:place].decode())
        found[place], last = characters, place
    return found


def _cites(text: str, offset: int) -> Iterator[Cite]:
    for part in text.split(";"):
        if found := _CITE.fullmatch(part):
            yield Cite(found["key"], (found["locator"] or "").strip(), offset + found.start("key"))
        elif part:
            yield Cite(part.strip(), "", offset)
        offset += len(part) + 1
