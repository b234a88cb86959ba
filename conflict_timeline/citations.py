"""A body's citations, links to other pages and paragraphs, each with its place in the text.

``[@key]`` cites a source, ``[@key, p. 4]`` with a locator, ``[@one; @two]`` two of them (Pandoc's form);
``[[event-id]]`` and ``[[event-id|words]]`` link an event, ``[[actor:id]]``, ``[[place:id]]`` and
``[[conflict:id]]`` the rest. Inside code they are ordinary text, and a backslash before them makes them so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pyromark

OPTIONS = pyromark.Options.ENABLE_TABLES
"""CommonMark with tables, and nothing else: the one dialect of bodies."""
MARKDOWN = pyromark.Markdown(options=OPTIONS)
"""The one renderer of bodies."""

_CITATION = re.compile(
    r"(?<!\\)\[(?P<cites>@[^\[\]\n]*)\]|(?<!\\)\[\[(?P<target>[^\[\]\n|]*)(?:\|(?P<words>[^\[\]\n]*))?\]\]"
)
_CITE = re.compile(r"\s*@(?P<key>[^\s,;]+)(?:\s*,\s*(?P<locator>[^;]*))?")
_LEAVES = ("Code", "InlineHtml", "Html", "InlineMath", "DisplayMath")

Span = tuple[int, int]
"""Start and end in characters of the body, the end not included."""


@dataclass(frozen=True, slots=True)
class Cite:
    """One key inside a citation."""

    key: str
    locator: str
    offset: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation: what it cites and where it stands."""

    cites: tuple[Cite, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to a page of the record: its kind (event, actor, place, conflict), id, words and place."""

    kind: str
    id: str
    words: str
    span: Span


class Body:
    """A body of Markdown, read once.

    Attributes:
        text: the Markdown.
        html: the spans of raw HTML, which are shown as they are written and never pass as HTML.
        paragraphs: the spans of the paragraphs.
        marks: citations and references in the order of the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.html: list[Span] = []
        self.paragraphs: list[Span] = []
        self._opaque: list[Span] = []
        if text:
            self._scan()
        self.marks: list[Citation | Reference] = list(self._marks())

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

    def _scan(self) -> None:
        spans: list[tuple[str, int, int]] = []
        for event, where in MARKDOWN.events_with_range(self.text):
            name = event if isinstance(event, str) else next(iter(event))
            if name == "Start":
                tag = event["Start"]  # type: ignore[index,typeddict-item]
                name = tag if isinstance(tag, str) else next(iter(tag))
                if name in ("Paragraph", "Image", "CodeBlock"):
                    spans.append((name, where["start"], where["end"]))
            elif name in _LEAVES:
                spans.append((name, where["start"], where["end"]))
        at = _characters(self.text, {place for _, *span in spans for place in span})
        for name, *span in spans:
            start, end = at[span[0]], at[span[1]]
            if name == "Paragraph":
                self.paragraphs.append((start, end))
            elif name in ("InlineHtml", "Html"):
                self.html.append((start, end))
            else:
                self._opaque.append((start, end))

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
