"""YAML → a tree of what was written: every value with its place, its style and the comments that belong to it.

It is built from the same event stream as the data of the record (``strict_yaml``), and only from texts that
were read without a problem there: what stands between two events is space, signs of YAML and comments.

A comment on the line of something belongs to that. A comment on a line of its own belongs to the field or item
below it; where it is indented deeper than that, to the end of the group above it. Blank lines count as comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    CollectionStartEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    StreamStartEvent,
)

Plain: TypeAlias = str | Mapping[str, Any] | list[Any] | tuple[Any, ...]
"""Data as the front matter holds it: texts, lists and mappings of such data."""

_HEADER = re.compile(r"([|>])([-+0-9]*)[ \t]*(#[^\n]*)?(?=\n|\Z)")
_DASHES = re.compile(r"[ \t]*(?:[-?][ \t]+)+\Z")
_BLANK_END = re.compile(r"(?:\n *)+\Z")
_BLANK = re.compile(r"^[ \t]*\n", re.MULTILINE)
_FRAMES = (StreamStartEvent, DocumentStartEvent, DocumentEndEvent, StreamEndEvent)


@dataclass(slots=True)
class Scalar:
    """A text.

    Attributes:
        value: what it says.
        style: how it was written: ``'``, ``"``, ``|``, ``>`` or, plain, nothing.
        source: what was written, without the line end.
        start: where it begins in the YAML, in characters; -1 where it was not written yet.
        end: where it ends.
        textual: whether it is words, which have to stay words for any reader of YAML, or else a number, date or flag.
    """

    value: str
    style: str = ""
    source: str = ""
    start: int = -1
    end: int = -1
    textual: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing at all is written."""
        return not self.value and not self.style and self.start >= 0


@dataclass(slots=True)
class Group:
    """A mapping or a list.

    Attributes:
        mapping: which of the two.
        parts: its fields or items.
        flow: whether it was written in brackets.
        foot: the comments at its end.
        start: where it begins in the YAML.
        end: where it ends, with the comments at its end.
        short: whether it is written on one line where it fits: a list of ids or of words of a closed list.
    """

    mapping: bool
    parts: list[Part] = field(default_factory=list)
    flow: bool = False
    foot: list[str] = field(default_factory=list)
    start: int = -1
    end: int = -1
    short: bool = False

    def get(self, step: str | int) -> Part | None:
        """The field of this name, or the item at this place; None where there is none."""
        if isinstance(step, int):
            return self.parts[step] if not self.mapping and step < len(self.parts) else None
        return next((part for part in self.parts if self.mapping and part.name == step), None)


@dataclass(slots=True)
class Part:
    """A field of a mapping or an item of a list.

    Attributes:
        node: its value.
        key: its key; None in a list.
        above: the comments above it, a line each; an empty text is a blank line.
        beside: the comment on its line, or an empty text.
        top: where its lines begin in the YAML, those of the comments above it among them.
        start: where its key, or what stands behind its hyphen, begins.
        end: where its value ends.
    """

    node: Scalar | Group
    key: Scalar | None = None
    above: list[str] = field(default_factory=list)
    beside: str = ""
    top: int = -1
    start: int = -1
    end: int = -1

    @property
    def name(self) -> str:
        """The key's text; empty in a list."""
        return self.key.value if self.key else ""


@dataclass(slots=True)
class Tree:
    """A whole text of YAML.

    Attributes:
        root: its mapping.
        head: the comments at the top that are set off by a blank line.
    """

    root: Group
    head: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """The data."""
        return {part.name: plain(part.node) for part in self.root.parts}

    def comments(self) -> list[str]:
        """All comments, sorted."""
        return sorted(line for line in (*self.head, *_comments(self.root)) if line)


def plain(node: Scalar | Group) -> Any:
    """The data of a node."""
    if isinstance(node, Scalar):
        return node.value
    if node.mapping:
        return {part.name: plain(part.node) for part in node.parts}
    return [plain(part.node) for part in node.parts]


def grown(data: Plain) -> Scalar | Group:
    """The node of data that was not written yet."""
    if isinstance(data, str):
        return Scalar(data)
    if isinstance(data, Mapping):
        return Group(mapping=True, parts=[Part(grown(value), Scalar(key)) for key, value in data.items()])
    return Group(mapping=False, parts=[Part(grown(item)) for item in data])


def read(text: str) -> Tree:
    """Read YAML that ``strict_yaml`` has read without a problem."""
    return _Growth(text).tree()


def _comments(group: Group) -> Iterator[str]:
    yield from group.foot
    for part in group.parts:
        yield from part.above
        yield part.beside
        if isinstance(part.node, Group):
            yield from _comments(part.node)


@dataclass(slots=True)
class _Line:
    """A comment on a line of its own, or a blank line.

    Attributes:
        text: the comment, or nothing.
        column: where it stands in its line, from 0.
        start: where its line begins.
        end: where it ends.
        inside: whether it stands below the hyphen of an item, above what is in it.
    """

    text: str
    column: int
    start: int
    end: int
    inside: bool


class _Growth:
    """Builds a tree from YAML's event stream and from what stands between the events."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0  # what comes before was looked at
        self.waiting: list[_Line] = []  # comments that do not belong to anything yet
        self.last: Part | None = None  # what a comment on this line belongs to
        self.events: Iterator[Any] = (
            event for event in yaml.parse(text, Loader=yaml.CSafeLoader) if not isinstance(event, _FRAMES)
        )

    def tree(self) -> Tree:
        """Give the whole tree."""
        event = next(self.events, None)
        root = self._group(event) if isinstance(event, MappingStartEvent) else Group(mapping=True, start=0, end=0)
        self._between(len(self.text))
        root.foot += self._taken(self.waiting)
        tree = Tree(root)
        if root.parts and "" in (above := root.parts[0].above):
            end = len(above) - above[::-1].index("")
            tree.head, root.parts[0].above = above[: end - 1], above[end:]
            root.parts[0].top = max(found.end() for found in _BLANK.finditer(self.text, 0, root.parts[0].start))
        return tree

    def _group(self, start: Any) -> Group:
        mapping = isinstance(start, MappingStartEvent)
        owner, column = self.last, start.start_mark.column
        group = Group(mapping, flow=bool(start.flow_style), start=start.start_mark.index)
        for event in self.events:
            if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                self._close(group, event, column)
                break
            part = self._part(event, mapping=mapping)
            group.parts.append(part)
        if group.flow:
            self.last = owner
        return group

    def _part(self, event: Any, *, mapping: bool) -> Part:
        self._between(event.start_mark.index)
        top = self.waiting[0].start if self.waiting else self.text.rfind("\n", 0, event.start_mark.index) + 1
        part = Part(Scalar(""), top=top, start=event.start_mark.index)
        self.last = part
        is_block = not mapping and isinstance(event, CollectionStartEvent) and not event.flow_style
        part.above += self._taken([line for line in self.waiting if not (is_block and line.inside)])
        if mapping:
            part.key = self._scalar(event)
            event = next(self.events)
        self._between(event.start_mark.index)
        if isinstance(event, ScalarEvent):
            part.node = self._scalar(event)
        else:
            part.node = self._group(event)
        part.end = part.node.end
        if isinstance(part.node, Scalar):  # what was met between a key and its value
            part.above += [line for line in self._taken(self.waiting) if line]
        return part

    def _scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        source = self.text[start:end]
        if event.style in ("|", ">"):
            # A block's end is where the next thing begins; the blank lines before that are no part of it.
            source = _BLANK_END.sub("", source)
            end = start + len(source)
            if (header := _HEADER.match(source)) and header[3]:
                self._beside(header[3].rstrip())
                source = f"{header[1]}{header[2]}{source[header.end() :]}"
        self.at = end
        return Scalar(event.value, event.style or "", source, start, end)

    def _close(self, group: Group, event: Any, column: int) -> None:
        end = event.start_mark.index
        self._between(end)
        if group.flow:
            group.foot += self._taken(self.waiting)
            self.at = group.end = event.end_mark.index
            return
        group.end = _end(group)
        below = -1 if not self.text[end:].strip() else event.start_mark.column
        count = 0
        for number, line in enumerate(self.waiting, 1):
            if not line.text:
                continue
            if line.column < column or line.column <= below:
                break
            count, group.end = number, line.end
        group.foot += self._taken(self.waiting[:count])

    def _between(self, end: int) -> None:
        """Look at what stands up to ``end``: space, signs, and the comments to keep."""
        if end <= self.at:
            return
        start = self.at
        line = self.text.rfind("\n", 0, start) + 1
        pieces = self.text[start:end].split("\n")
        inside = False
        for number, piece in enumerate(pieces):
            is_whole = number < len(pieces) - 1 or end == len(self.text)
            sign = piece.find("#")
            if sign >= 0:
                before = self.text[line : start + sign]
                alone = not before.strip() or _DASHES.match(before)
                comment = piece[sign:].rstrip()
                if alone or self.last is None:
                    column = len(before) if not before.strip() else len(self.text)  # behind a hyphen it ends nothing
                    self.waiting.append(_Line(comment, column, line, start + len(piece), inside))
                else:
                    self._beside(comment)
            elif is_whole and start == line and not piece.strip() and start < len(self.text):
                self.waiting.append(_Line("", 0, line, start, inside))
            inside = inside or "-" in piece.partition("#")[0]
            start += len(piece) + 1
            line = start
        self.at = end

    def _beside(self, comment: str) -> None:
        """Keep a comment on the line of what was last met; a second one goes above it."""
        assert self.last is not None
        if self.last.beside:
            self.last.above.append(comment)
        else:
            self.last.beside = comment

    def _taken(self, lines: list[_Line]) -> list[str]:
        """Take comments that wait; their texts, blank lines in a row as one."""
        texts, taken = [line.text for line in lines], {id(line) for line in lines}
        self.waiting = [line for line in self.waiting if id(line) not in taken]
        return [text for number, text in enumerate(texts) if text or number == 0 or texts[number - 1]]


def _end(group: Group) -> int:
    """Where the last thing of a block ends."""
    return group.parts[-1].node.end if group.parts else group.start
