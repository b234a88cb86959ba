"""The strict YAML of the record: a text → plain data of mappings, lists and texts, and the place of every value.

Every scalar is text until the model says otherwise, so ``NO``, ``12:30`` and ``010`` survive. Data is built
straight from the parser's event stream, so depth, anchors, aliases and tags are refused before anything of
theirs is constructed, and nothing recurses deeper than ``DEPTH_LIMIT``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ..problems import Edit, Fix, Problem
from ..text.characters import named, refused

DEPTH_LIMIT = 6
"""Levels of lists and mappings inside each other."""
MOST_PROBLEMS = 100
"""Problems of a kind in one file after which the rest of it is not looked at: a million help nobody."""

Loc = tuple[str | int, ...]
"""The way to a value from the top: keys of mappings and positions in lists."""
Mark = tuple[int, int]
"""Line and column, both from 1."""

_HASH_FIRST = re.compile(r"(:[ \t]+)(#[^\s#][^\n]{0,38})")
_HASH_LATER = re.compile(r"([ \t]+)(#[^\s#][^\n]{0,28})")

_ESCAPE = re.compile(r"\\(?:[xuU]([0-9a-fA-F]{8}|[0-9a-fA-F]{4}|[0-9a-fA-F]{2})|(.))", re.DOTALL)
_SHORT = {
    "0": 0x00,
    "a": 0x07,
    "b": 0x08,
    "v": 0x0B,
    "f": 0x0C,
    "r": 0x0D,
    "e": 0x1B,
    "N": 0x85,
    "L": 0x2028,
    "P": 0x2029,
}


class Refused(Exception):  # noqa: N818 - a result on its way out, no error of the program
    """A file that cannot be read any further; carries the problem. ``document`` turns it into a result."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Reader:
    """Builds plain data from YAML's event stream, refusing what a record has no use for.

    Args:
        path: the file, for the problems.
        text: the YAML.
        line: the line of the file on which the text starts, from 1.
        marks: where given, filled with the places of the key and the value of everything in the text.
        problems: where given, what is met is added to it, whether or not the text can be read to its end.
    """

    def __init__(
        self, path: str, text: str, line: int, *,
        marks: dict[Loc, tuple[Mark, Mark]] | None = None, problems: list[Problem] | None = None,
    ) -> None:  # fmt: skip
        self.path = path
        self.text = text
        self.line = line
        self.marks = marks
        self.problems = [] if problems is None else problems
        self._flow = False
        self._escaped = "\\" in text
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
            raise Refused(
                Problem(self.path, self.line, 1, "invalid-yaml", f"the fields cannot be read: {error}")
            ) from None

    def _document(self) -> dict[str, Any]:
        data: dict[str, Any] = {}
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1 or event.version or event.tags:
                    raise self._refused(
                        event, "a second document or a directive stands in the fields", "delete that line"
                    )
            elif isinstance(event, MappingStartEvent):
                self._flow = bool(event.flow_style)
                data = self._mapping(event, (), 1)
            elif isinstance(event, ScalarEvent) and not event.value and not event.style:
                self._plain(event, 1)  # a document without fields
            elif isinstance(event, (ScalarEvent, SequenceStartEvent, AliasEvent)):
                raise self._refused(
                    event, "the fields are not written as «name: value» lines", "write, for example, title: …"
                )
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
                self._problem(event, "duplicate-key", f"{key[:80]} is given twice", "keep one of the two")
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
            elif event.style == '"' and self._escaped:
                self._escape(event)
            return event.value
        if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            outer, self._flow = self._flow, bool(event.flow_style)
            read = self._mapping if isinstance(event, MappingStartEvent) else self._sequence
            value = read(event, loc, depth + 1)
            self._flow = outer
            return value
        assert isinstance(event, AliasEvent)
        raise self._refused(
            event,
            f"*{str(event.anchor)[:80]} is an alias",
            "write the value out; or put a text that begins with * in quotes",
        )

    def _key(self, event: Event) -> str:
        if not isinstance(event, ScalarEvent):
            raise self._refused(event, "a list or a mapping stands where a field's name belongs",
                         "put a text that begins with [ or { in quotes")  # fmt: skip
        self._plain(event, 0)
        if event.value == "<<" and not event.style:
            raise self._refused(event, "<< is a merge key", "write the fields out")
        if event.style == '"' and self._escaped:
            self._escape(event)
        return str(event.value)

    def _plain(self, event: Any, depth: int) -> None:
        if depth > DEPTH_LIMIT:
            raise self._refused(
                event, f"lists and mappings stand more than {DEPTH_LIMIT} deep", "write the value on fewer levels"
            )
        if event.tag is not None:
            raise self._refused(
                event, f"{event.tag[:80]} is a tag", "delete it; or put a text that begins with ! in quotes"
            )
        if event.anchor is not None:
            raise self._refused(
                event, f"&{event.anchor[:80]} is an anchor", "delete it; or put a text that begins with & in quotes"
            )

    def _empty(self, start: Any, key: Any, value: Any) -> None:
        """Look why a value is missing: a text that begins with #, or a comma inside braces."""
        name = key.value[:80]
        if start.flow_style and value.start_mark.index == value.end_mark.index == key.end_mark.index:
            message = f"inside {{…}}, {name} is taken for a field without a value"
            self._problem(key, "cut-text", message, "put the whole text in quotes, or each field on a line of its own")
            return
        if found := _HASH_FIRST.match(self.text, key.end_mark.index):
            message = f"the text of {name} begins with #, which YAML takes for a comment"
            hint = f"put it in quotes: {name}: '{found[2].strip()}'"
            line, column = self._mark(key)
            column += found.start(2) - key.start_mark.index
            fix = self._in_quotes(found.start(2), line, column)
            self._tell(Problem(self.path, line, column, "cut-text", message, hint, fix))

    def _comment(self, event: Any) -> None:
        """Refuse ``words #more words`` without quotes: YAML takes what follows # for a comment."""
        if found := _HASH_LATER.match(self.text, event.end_mark.index):
            message = f"the text is cut before {found[2]}, which YAML takes for a comment"
            hint = "put the whole text in quotes, or a space after the # of a comment"
            line, column = event.end_mark.line + self.line, event.end_mark.column + len(found[1]) + 1
            is_one_line = event.start_mark.line == event.end_mark.line
            fix = self._in_quotes(event.start_mark.index, *self._mark(event)) if is_one_line else None
            self._tell(Problem(self.path, line, column, "cut-text", message, hint, fix))

    def _in_quotes(self, start: int, line: int, column: int) -> Fix | None:
        """Put all that stands on a line from ``start`` on in quotes; not in brackets, and not where a comment follows."""
        text = self.text[start:].partition("\n")[0].rstrip()
        if self._flow or " # " in text or text.endswith(" #"):
            return None
        doubled = text.replace("'", "''")
        return Fix((Edit(line, column, text, f"'{doubled}'"),))

    def _escape(self, event: Any) -> None:
        r"""Refuse a character that no text may hold where it is written as an escape: ``"\u202E"``."""
        place = refused(event.value)
        if place is None:
            return
        start, character = event.start_mark.index, event.value[place]
        written = self.text[start : event.end_mark.index]
        found = next((found for found in _ESCAPE.finditer(written) if _meant(found) == character), None)
        before = self.text[: start + (found.start() if found else 0)]
        line, column = before.count("\n") + self.line, len(before) - before.rfind("\n")
        message = f"{found[0] if found else 'this text'} stands for {named(character)}, which is not allowed here"
        self._tell(Problem(self.path, line, column, "invalid-text", message, "delete it"))

    def _mark(self, event: Any) -> Mark:
        return event.start_mark.line + self.line, event.start_mark.column + 1

    def _problem(self, event: Any, rule: str, message: str, hint: str, after: int = 0) -> None:
        line, column = self._mark(event)
        self._tell(Problem(self.path, line, column + after, rule, message, hint))

    def _tell(self, problem: Problem) -> None:
        if len(self.problems) + 1 == MOST_PROBLEMS:
            raise Refused(problem)
        self.problems.append(problem)

    def _refused(self, event: Any, message: str, hint: str) -> Refused:
        line, column = self._mark(event)
        return Refused(Problem(self.path, line, column, "invalid-yaml", message, hint))

    def _wrong_at(self, error: yaml.MarkedYAMLError) -> Mark:
        """Where an error stands; what was never closed rather than the end of the text, which shows nothing."""
        for mark in (error.problem_mark, error.context_mark):
            if mark and self.text[mark.index :].strip():
                return mark.line + self.line, mark.column + 1
        last = self.text.rstrip()
        return last.count("\n") + self.line, max(1, len(last) - last.rfind("\n") - 1)

    def _syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        line, column = self._wrong_at(error)
        message = error.problem or error.context or "the fields are not valid YAML"
        hint = next(
            (hint for words, hint in _SYNTAX_HINTS.items() if words in message),
            "compare the line with a finished event",
        )
        if "\t" in self.text.split("\n")[line - self.line][: column + 1]:
            hint = "indent with spaces; YAML allows no tabs"
        return Problem(self.path, line, column, "invalid-yaml", f"the fields cannot be read: {message}", hint)


def _meant(escape: re.Match[str]) -> str:
    """The character that an escape inside double quotes stands for; nothing for those that are always allowed."""
    digits, letter = escape.groups()
    if digits:
        width = {"x": 2, "u": 4, "U": 8}[escape[0][1]]
        return chr(int(digits[:width], 16))
    return chr(_SHORT[letter]) if letter in _SHORT else ""


_SYNTAX_HINTS = {
    "mapping values are not allowed": "put a text that contains «: » in quotes",
    "could not find expected ':'": "write «name: value», or indent a text that goes on in the next line",
    "did not find expected key": "check the indentation, and put a text that contains quotes or «: » in quotes",
    "did not find expected '-' indicator": "check the indentation of the list above",
    "cannot start any token": "put a text that begins with @, ` or % in quotes",
    "unexpected end of stream": "close the quotation mark",
    "maximum nesting depth": "write the value on fewer levels",
    "did not find expected node content": "close the bracket, or put the text in quotes",
    "did not find expected ',' or": "close the bracket, or put the text in quotes",
    "alphabetic or numeric": "put a text that begins with * or & in quotes",
}
"""Parts of the parser's messages and what to do about them."""
