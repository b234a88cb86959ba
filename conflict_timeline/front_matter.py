"""A file's bytes → its fields as plain data, the place of every field, and its body.

Strict YAML: every scalar is text until the model says otherwise, so ``NO``, ``12:30`` and ``010`` survive.
Nodes are built straight from the parser's event stream, so depth, anchors, aliases and tags are refused
before anything of theirs is constructed. The registry and seeds are read the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import frontmatter
import yaml
from yaml.events import AliasEvent, DocumentStartEvent, Event, MappingEndEvent, MappingStartEvent, ScalarEvent
from yaml.events import SequenceEndEvent, SequenceStartEvent

from .problems import Problem

FILE_LIMIT = 64 * 1024
"""Bytes that an event or seed may have."""
FRONT_MATTER_LIMIT = 16 * 1024
"""Bytes that front matter may have."""
REGISTRY_LIMIT = 8 * 1024 * 1024
"""Bytes that a file of the registry may have: it holds a whole gazetteer."""
DEPTH_LIMIT = 6
"""Levels of lists and mappings inside each other."""

Loc = tuple[str | int, ...]
"""The way to a value from the top: keys of mappings and positions in lists."""
Mark = tuple[int, int]
"""Line and column, both from 1."""

_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u00ad\u180e\u200b\u2028\u2029\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"  # invisible
    "\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of what follows
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


@dataclass(slots=True)
class Document:
    """A file that was read.

    Attributes:
        path: relative to the record's root, with forward slashes.
        data: the fields: mappings, lists and texts only.
        body: the Markdown below the front matter, line ends as ``\\n``; empty for the registry.
        body_line: the line of the file on which the body starts, from 1.
        yaml: the text of the fields.
        yaml_line: the line of the file on which that text starts, from 1.
    """

    path: str
    data: dict[str, Any]
    body: str = ""
    body_line: int = 1
    yaml: str = ""
    yaml_line: int = 1
    _marks: dict[Loc, tuple[Mark, Mark]] | None = field(default=None, repr=False)

    def mark(self, loc: Loc, *, key: bool = False) -> Mark:
        """Line and column of the value at ``loc``, or with ``key`` of its key.

        Where there is no such value, the place of the nearest one above it. Places are worked out by a
        second reading when first asked for: a clean record never pays for them.
        """
        if self._marks is None:
            reader = _Reader(self.path, self.yaml, self.yaml_line, marks={})
            reader.read()
            self._marks = reader.marks or {}
        while loc not in self._marks and loc:
            loc, key = loc[:-1], True
        if not loc:
            return (1, 1)
        return self._marks[loc][0 if key else 1]

    def body_mark(self, offset: int) -> Mark:
        """Line and column of the character at ``offset`` of the body."""
        before = self.body[:offset]
        return self.body_line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1


class Refused(Exception):
    """A file that cannot be read any further; carries the problem. Never leaves this module."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read(data: bytes, path: str) -> tuple[Document | None, list[Problem]]:
    """Read an event or seed: front matter and body.

    Args:
        data: the file's bytes.
        path: its path relative to the record's root, for the problems.

    Returns:
        The document, or None where nothing could be read, and the problems met. Never raises on content.
    """
    try:
        text = _decode(data, path, FILE_LIMIT)
        handler = _Handler(path, text)
        fields, body = frontmatter.parse(text, handler=handler)
        document = Document(path, fields, body, handler.body_line, handler.yaml, 2)
        return document, handler.problems
    except Refused as refusal:
        return None, [refusal.problem]


def read_yaml(data: bytes, path: str) -> tuple[Document | None, list[Problem]]:
    """Read a file of the registry, which is YAML from its first line; otherwise like ``read``."""
    try:
        text = _decode(data, path, REGISTRY_LIMIT)
        reader = _Reader(path, text, 1)
        fields = reader.read()
        return Document(path, fields, yaml=text), reader.problems
    except Refused as refusal:
        return None, [refusal.problem]


def _decode(data: bytes, path: str, limit: int) -> str:
    if len(data) > limit:
        raise Refused(
            Problem(path, 1, 1, "too-large", f"the file has {len(data):,} bytes, more than {limit:,}",
                    "split it into several events, or shorten its text")
        )  # fmt: skip
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        raise Refused(
            Problem(path, line, column, "invalid-text", f"byte 0x{data[error.start]:02X} is not UTF-8",
                    "save the file as UTF-8; most editors ask for the encoding under «Save as»")
        ) from None  # fmt: skip
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _REFUSED.search(text):
        before = text[: found.start()]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        raise Refused(
            Problem(path, line, column, "invalid-text", f"the character U+{ord(found[0]):04X} is not allowed",
                    "delete it; it is invisible, so retype the words around it")
        )  # fmt: skip
    return text


class _Handler(frontmatter.default_handlers.BaseHandler):
    """Splits a text at its two ``---`` lines and keeps what python-frontmatter would drop: the places."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)

    def __init__(self, path: str, text: str) -> None:
        super().__init__()
        self.path = path
        self.text = text
        self.yaml = ""
        self.body_line = 1
        self.problems: list[Problem] = []

    def split(self, text: str) -> tuple[str, str]:
        """Give the fields' text and the body; refuse a text without the two lines."""
        lines = self.text.split("\n")
        if lines[0].rstrip() != "---":
            hint = "write --- on the first line, the fields below it, and --- again before the text"
            if self.text.lstrip().startswith("---"):
                hint = "delete the empty lines above the first ---"
            raise Refused(Problem(self.path, 1, 1, "missing-front-matter", "the file does not begin with ---", hint))
        end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
        if end is None:
            message = "the front matter that begins on line 1 is never closed"
            hint = "write --- on a line of its own between the last field and the text"
            raise Refused(Problem(self.path, 1, 1, "missing-front-matter", message, hint))
        self.yaml = "\n".join(lines[1:end]) + "\n"
        body = lines[end + 1 :]
        blank = next((n for n, line in enumerate(body) if line.strip()), 0)
        self.body_line = end + 2 + blank
        return self.yaml, "\n".join(body[blank:]).rstrip()

    def load(self, fm: str) -> dict[str, Any]:
        """Give the fields as plain data."""
        size = len(fm.encode())
        if size > FRONT_MATTER_LIMIT:
            message = f"the front matter has {size:,} bytes, more than {FRONT_MATTER_LIMIT:,}"
            raise Refused(Problem(self.path, 1, 1, "too-large", message, "move prose from the fields into the text"))
        reader = _Reader(self.path, fm, 2)
        fields = reader.read()
        self.problems = reader.problems
        return fields


class _Reader:
    """Builds plain data from YAML's event stream, refusing what a record has no use for."""

    def __init__(self, path: str, text: str, line: int, marks: dict[Loc, tuple[Mark, Mark]] | None = None) -> None:
        self.path = path
        self.text = text
        self.line = line
        self.marks = marks
        self.problems: list[Problem] = []
        self.events: Iterator[Event] = iter(())

    def read(self) -> dict[str, Any]:
        """Give the top mapping; an empty text gives an empty one.

        Raises:
            Refused: the text is not YAML, or is not a mapping.
        """
        self.events = yaml.parse(self.text, Loader=yaml.CSafeLoader)
        try:
            return self._document()
        except yaml.MarkedYAMLError as error:
            if self.marks is not None:  # a second reading of what was refused the first time: places so far will do
                return {}
            raise Refused(self._syntax(error)) from None
        except yaml.YAMLError as error:
            raise Refused(Problem(self.path, self.line, 1, "invalid-yaml", f"the fields cannot be read: {error}")) from None

    def _document(self) -> dict[str, Any]:
        data: dict[str, Any] = {}
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1 or event.version or event.tags:
                    self._refuse(event, "a second document or a directive stands in the fields", "delete that line")
            elif isinstance(event, MappingStartEvent):
                data = self._mapping(event, (), 1)
            elif isinstance(event, (ScalarEvent, SequenceStartEvent, AliasEvent)):
                self._refuse(event, "the fields are not written as «name: value» lines", "write, for example, title: …")
        return data

    def _mapping(self, start: Event, loc: Loc, depth: int) -> dict[str, Any]:
        self._plain(start, depth)
        data: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event)
            value = next(self.events)
            if isinstance(value, ScalarEvent) and not value.value and not value.style:
                self._empty(start, event, value)
            if key in data:
                self._problem(event, "duplicate-key", f"{key} is given twice", "keep one of the two")
                self._node(value, (*loc, key, 1), depth)
                continue
            here = (*loc, key)
            if self.marks is not None:
                self.marks[here] = self._mark(event), self._mark(value)
            data[key] = self._node(value, here, depth)
        return data

    def _sequence(self, start: Event, loc: Loc, depth: int) -> list[Any]:
        self._plain(start, depth)
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            here = (*loc, len(items))
            if self.marks is not None:
                self.marks[here] = self._mark(event), self._mark(event)
            items.append(self._node(event, here, depth))
        return items

    def _node(self, event: Event, loc: Loc, depth: int) -> Any:
        if isinstance(event, ScalarEvent):
            if event.tag is not None or event.anchor is not None:
                self._plain(event, depth)
            if event.value and not event.style:
                self._comment(event)
            return event.value
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, loc, depth + 1)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, loc, depth + 1)
        self._refuse(event, f"*{event.anchor} is an alias", "write the value out; or put a text that begins with * in quotes")
        raise AssertionError  # _refuse never returns

    def _key(self, event: Event) -> str:
        if not isinstance(event, ScalarEvent):
            self._refuse(event, "a list or a mapping stands where a field's name belongs",
                         "put a text that begins with [ or { in quotes")  # fmt: skip
            raise AssertionError  # _refuse never returns
        self._plain(event, 0)
        if event.value == "<<" and not event.style:
            self._refuse(event, "<< is a merge key", "write the fields out")
        return str(event.value)

    def _plain(self, event: Any, depth: int) -> None:
        if depth > DEPTH_LIMIT:
            self._refuse(event, f"lists and mappings stand more than {DEPTH_LIMIT} deep", "write the value on fewer levels")
        if event.tag is not None and event.tag != "!":
            self._refuse(event, f"{event.tag} is a tag", "delete it; or put a text that begins with ! in quotes")
        if event.anchor is not None:
            self._refuse(event, f"&{event.anchor} is an anchor", "delete it; or put a text that begins with & in quotes")

    def _empty(self, start: Any, key: Any, value: Any) -> None:
        """Look why a value is missing: a text that begins with #, or a comma inside braces."""
        if start.flow_style and value.start_mark.index == value.end_mark.index == key.end_mark.index:
            message = f"inside {{…}}, {key.value} is taken for a field without a value"
            self._problem(key, "cut-text", message, "put the whole text in quotes, or each field on a line of its own")
            return
        rest = self.text[key.end_mark.index :].split("\n", 1)[0]
        if re.match(r":[ \t]+#\S", rest):
            message = f"the text of {key.value} begins with #, which YAML takes for a comment"
            self._problem(key, "cut-text", message, f"put it in quotes: {key.value}: '{rest[1:].strip()[:40]}'")

    def _comment(self, event: Any) -> None:
        """Refuse ``words #more words`` without quotes: YAML takes what follows # for a comment."""
        end = event.end_mark.index
        if self.text.find("#", end, end + 80) < 0:
            return
        rest = self.text[end:].split("\n", 1)[0]
        if found := re.match(r"[ \t]+(#\S.*)", rest):
            message = f"the text is cut before {found[1][:30]}, which YAML takes for a comment"
            self._problem(event, "cut-text", message, "put the whole text in quotes, or a space after the # of a comment")

    def _mark(self, event: Any) -> Mark:
        return event.start_mark.line + self.line, event.start_mark.column + 1

    def _problem(self, event: Any, rule: str, message: str, hint: str) -> None:
        line, column = self._mark(event)
        self.problems.append(Problem(self.path, line, column, rule, message, hint))

    def _refuse(self, event: Any, message: str, hint: str) -> None:
        line, column = self._mark(event)
        raise Refused(Problem(self.path, line, column, "invalid-yaml", message, hint))

    def _syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + self.line, mark.column + 1) if mark else (self.line, 1)
        message = error.problem or error.context or "the fields are not valid YAML"
        hint = next((hint for words, hint in _SYNTAX_HINTS.items() if words in message), "compare the line with a finished event")
        if "\t" in self.text.split("\n")[mark.line if mark else 0][: column + 1]:
            hint = "indent with spaces; YAML allows no tabs"
        return Problem(self.path, line, column, "invalid-yaml", f"the fields cannot be read: {message}", hint)


_SYNTAX_HINTS = {
    "mapping values are not allowed": "put a text that contains «: » in quotes",
    "could not find expected ':'": "write «name: value», or indent a text that goes on in the next line",
    "did not find expected key": "check the indentation, and put a text that contains quotes or «: » in quotes",
    "did not find expected '-' indicator": "check the indentation of the list above",
    "cannot start any token": "put a text that begins with @, ` or % in quotes",
    "unexpected end of stream": "close the quotation mark",
    "did not find expected ',' or": "close the bracket, or put the text in quotes",
    "alphabetic or numeric": "put a text that begins with * or & in quotes",
}
"""Parts of the parser's messages and what to do about them."""
