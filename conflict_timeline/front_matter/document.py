"""Reads events, seeds and the registry into documents, which know where everything in them stands.

The registry, which is YAML from its first line, and seeds are read the same way; ``strict_yaml`` says what is
refused. Nothing in a file makes a function of this module raise.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5
from typing import Any

import frontmatter

from ..problems import Edit, Fix, Problem
from ..text.characters import allowed, named, refused
from .plain_yaml import plain
from .strict_yaml import Loc, Mark, Reader, Refused

FILE_LIMIT = 64 * 1024
"""Bytes that an event or seed may have."""
FRONT_MATTER_LIMIT = 16 * 1024
"""Bytes that front matter may have."""
REGISTRY_LIMIT = 2 * 1024 * 1024
"""Bytes that a file of the registry may have: it holds a whole gazetteer."""

_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));", re.ASCII)
_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./:~%?+-]*(?<!:)")
"""Texts that stand for themselves anywhere in YAML, in brackets too."""
_CLOSING = re.compile(r"\n---[^\S\n]*(?=\n|\Z)")
"""The second line of three hyphens, with the end of the line before: what begins with a fixed sign is found fast."""
_BLANK = re.compile(r"(?:[^\S\n]*\n)*")
"""The lines without a word before a text."""
_HIDDEN = "delete it; it is invisible, so retype the words around it"


@dataclass(slots=True)
class Document:
    """A file that was read.

    Attributes:
        path: relative to the record's root, with forward slashes.
        data: the fields: mappings, lists and texts only.
        body: the Markdown below the front matter, its lines ended by line feeds; empty for the registry.
        body_line: the line of the file on which the body starts, from 1.
        yaml: the text of the fields.
        yaml_line: the line of the file on which that text starts, from 1.
        cut: the lines on which YAML cut a text short, which has been reported.
    """

    path: str
    data: dict[str, Any]
    body: str = ""
    body_line: int = 1
    yaml: str = ""
    yaml_line: int = 1
    cut: frozenset[int] = frozenset()
    _marks: dict[Loc, tuple[Mark, Mark]] | None = field(default=None, repr=False)

    def mark(self, loc: Loc, *, key: bool = False) -> Mark:
        """Line and column of the value at ``loc``, or with ``key`` of its key.

        Where there is no such value, the place of the nearest one above it. Places are worked out by a
        second reading when first asked for: a clean record never pays for them.
        """
        if self._marks is None:
            reader = Reader(self.path, self.yaml, self.yaml_line, marks={})
            reader.read()
            self._marks = reader.marks or {}
        while loc not in self._marks and loc:
            loc, key = loc[:-1], True
        if not loc:
            return (1, 1)
        return self._marks[loc][0 if key else 1]

    def edit(self, loc: Loc, new: str, *, key: bool = False) -> Edit | None:
        """What puts a text into the place of the text at ``loc``, or with ``key`` of its key.

        None where the text there is not written on one line as it reads, so that its end is not known.
        """
        line, column = self.mark(loc, key=key)
        if loc not in (self._marks or {}):
            return None
        old = loc[-1] if key else self._value(loc)
        if not isinstance(old, str) or not old:
            return None
        rest = self.yaml.split("\n")[line - self.yaml_line][column - 1 :]
        if rest[0] in "'\"" and rest[1:].startswith(f"{old}{rest[0]}"):
            return Edit(line, column + 1, old, new)
        quoted = new if _BARE.fullmatch(new) else f"'{new}'"
        return Edit(line, column, old, quoted) if rest.startswith(old) else None

    def _value(self, loc: Loc) -> Any:
        value: Any = self.data
        for step in loc:
            value = value[step]
        return value

    def body_mark(self, offset: int) -> Mark:
        """Line and column of the character at ``offset`` of the body."""
        line, column = _end_of(self.body[:offset])
        return self.body_line + line - 1, column


def read(data: bytes, path: str) -> tuple[Document | None, list[Problem]]:
    """Read an event or seed: front matter and body.

    Args:
        data: the file's bytes.
        path: its path relative to the record's root, for the problems.

    Returns:
        The document, or None where nothing could be read, and the problems met. Never raises on content.
    """
    problems: list[Problem] = []
    try:
        text = _decode(data, path, FILE_LIMIT)
        handler = _Handler(path, text, problems)
        # The body that parse() gives has lost the spaces before its first word, and so its columns.
        fields, _ = frontmatter.parse(text, handler=handler)
    except Refused as refusal:
        return None, [*problems, refusal.problem]
    document = Document(path, fields, handler.body, handler.body_line, handler.yaml, 2, _cut(problems))
    return document, [*problems, *_references(document)]


def read_yaml(data: bytes, path: str) -> tuple[Document | None, list[Problem]]:
    """Read a file of the registry, which is YAML from its first line; otherwise like ``read``."""
    problems: list[Problem] = []
    try:
        text = _decode(data, path, REGISTRY_LIMIT)
        fields = _fields(text, path, 1, problems)
    except Refused as refusal:
        return None, [*problems, refusal.problem]
    return Document(path, fields, yaml=text, cut=_cut(problems)), problems


def read_text(data: bytes, path: str, limit: int) -> tuple[str | None, list[Problem]]:
    """Read a text without fields, such as a page written by hand; otherwise like ``read``."""
    try:
        return _decode(data, path, limit), []
    except Refused as refusal:
        return None, [refusal.problem]


def _references(document: Document) -> Iterator[Problem]:
    """Refuse what Markdown would turn into a character that no text may hold: ``&#x202E;``, ``&shy;``."""
    if "&" not in document.body:
        return
    for found in _REFERENCE.finditer(document.body):
        decimal, hexadecimal, name = found.groups()
        number = int(decimal) if decimal else int(hexadecimal or "20", 16)
        meant = html5.get(f"{name};", "") if name else chr(min(number, sys.maxunicode))
        for character in meant:
            if not allowed(character, document.body, *found.span()):
                message = f"{found[0]} stands for the character {named(character)}, which is not allowed here"
                yield Problem(document.path, *document.body_mark(found.start()), "invalid-text", message, "delete it")
                break


def _fields(text: str, path: str, line: int, problems: list[Problem]) -> dict[str, Any]:
    """Read YAML that begins on a line of a file, the quick way where there is nothing to tell of it."""
    fields = plain(text)
    return Reader(path, text, line, problems=problems).read() if fields is None else fields


def _cut(problems: list[Problem]) -> frozenset[int]:
    return frozenset(problem.line for problem in problems if problem.rule == "cut-text")


def _decode(data: bytes, path: str, limit: int) -> str:
    if len(data) > limit:
        raise Refused(
            Problem(path, 1, 1, "too-large", f"the file has more than {limit:,} bytes",
                    "split it into several events, or shorten its text")
        )  # fmt: skip
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Places count from behind a byte order mark, which error.object no longer has.
        line, column = _end_of(_unix(error.object[: error.start].decode()))
        raise Refused(
            Problem(path, line, column, "invalid-text", f"byte 0x{error.object[error.start]:02X} is not UTF-8",
                    "save the file as UTF-8; most editors ask for the encoding under «Save as»")
        ) from None  # fmt: skip
    text = _unix(text)
    if (place := refused(text)) is not None:
        line, column = _end_of(text[:place])
        message = f"the character {named(text[place])} is not allowed here"
        raise Refused(Problem(path, line, column, "invalid-text", message, _HIDDEN))
    return text


def _unix(text: str) -> str:
    """The text with a line feed as its one line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _end_of(text: str) -> Mark:
    """Line and column of the character after a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


class _Handler(frontmatter.default_handlers.BaseHandler):
    """Splits a text at its two ``---`` lines and keeps what python-frontmatter would drop: the places."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)

    def __init__(self, path: str, text: str, problems: list[Problem]) -> None:
        super().__init__()
        self.path = path
        self.text = text
        self.yaml = ""
        self.body = ""
        self.body_line = 1
        self.problems = problems

    def split(self, text: str) -> tuple[str, str]:
        """Give the fields' text and the body; refuse a text without the two lines."""
        text = self.text
        first = text.partition("\n")[0]
        if first.rstrip() != "---":
            hint = "write --- on the first line, the fields below it, and --- again before the text"
            fix = None
            if (below := text.lstrip()).startswith("---"):
                hint = "delete the empty lines above the first ---"
                fix = Fix((Edit(1, 1, text[: -len(below)], ""),))
            message = "the file does not begin with ---"
            raise Refused(Problem(self.path, 1, 1, "missing-front-matter", message, hint, fix))
        end = _CLOSING.search(text, len(first))
        if end is None:
            message = "the front matter that begins on line 1 is never closed"
            hint = "write --- on a line of its own between the last field and the text"
            raise Refused(Problem(self.path, 1, 1, "missing-front-matter", message, hint))
        fields, below = text[len(first) + 1 : end.start() + 1], text[end.end() + 1 :]
        self.yaml = fields or "\n"
        blank = _BLANK.match(below)
        self.body = below[blank.end() :].rstrip() if blank else ""
        skipped = below.count("\n", 0, blank.end()) if blank and self.body else 0
        line = fields.count("\n") + 3 + skipped
        self.body_line = min(line, text.count("\n") + 1)
        return self.yaml, self.body

    def load(self, fm: str) -> dict[str, Any]:
        """Give the fields as plain data."""
        size = len(fm.encode())
        if size > FRONT_MATTER_LIMIT:
            message = f"the front matter has {size:,} bytes, more than {FRONT_MATTER_LIMIT:,}"
            raise Refused(Problem(self.path, 1, 1, "too-large", message, "move prose from the fields into the text"))
        return _fields(fm, self.path, 2, self.problems)
