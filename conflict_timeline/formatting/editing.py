"""Single fields of a file are changed; every other byte stays where it is, as far as YAML allows."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from ..files.drafts import like, unix
from ..files.record_files import RecordFiles
from ..front_matter import FILE_LIMIT, REGISTRY_LIMIT, Document
from ..front_matter.strict_yaml import Loc
from ..problems import Edit, Problem
from ..system import file_system
from . import layout, scalars, tree
from .arranging import arrange_node, settle
from .files import UnlikeError, read, shape_of
from .shapes import Shape
from .tree import Group, Part, Plain, Scalar

Changes = Mapping[Loc, Plain | None]
"""By the way to a field or an item (``("sources", "agency", "archived")``): its new value, or None to take it away."""


class UnreadableError(Exception):
    """A file that is to be changed cannot be read without a problem; nothing was done.

    Attributes:
        problems: what was met.
    """

    def __init__(self, path: str, problems: list[Problem]) -> None:
        super().__init__(f"{path} was left as it is: {problems[0].message if problems else 'there is no such file'}")
        self.problems = problems


def edit(root: Path, path: str, changes: Changes) -> None:
    """Change single fields of a file of the record, in one step; see ``edited``.

    Args:
        root: the record's folder.
        path: the file, relative to it. Links are not followed.
        changes: what is changed.

    Raises:
        UnreadableError: the file cannot be read as what it is; nothing was done.
        UnlikeError: the file would not say what it is meant to; nothing was done.
        LookupError: the way to a change leads nowhere; nothing was done.
        OSError: the disk refuses, or somebody changed the file meanwhile; nothing was done.
    """
    problems: list[Problem] = []
    file = root / path
    data = RecordFiles(root, problems).read(file, max(FILE_LIMIT, REGISTRY_LIMIT))
    if data is None or any((root / folder).is_symlink() for folder in Path(path).parents):
        raise UnreadableError(path, problems)
    new = edited(data, path, changes).encode()
    if new != data:
        file_system.replace(file, data, new)


def edited(data: bytes, path: str, changes: Changes) -> str:
    """Change single fields of a file.

    A field that is there keeps its place; a new one is put where the model's order has it, a new entry of a registry
    in its alphabetical place where the entries stand in that order. An item is added to a list by naming the place
    after its last one. What is inside a group that is not there yet brings the group with it, and a group or list that
    becomes empty goes. A comment goes with the field above which, or on whose line, it stands.

    Args:
        data: the file's bytes.
        path: its path relative to the record's root.
        changes: what is changed, one after the other.

    Returns:
        The file's text; where its lines end as on Windows, they still do. What surrounds a change is written anew only where it shares a
        line with it.

    Raises:
        UnreadableError: the file cannot be read as what it is.
        UnlikeError: the file would not say what it is meant to.
        LookupError: the way to a change leads through a text, or past the end of a list.
    """
    document, problems = read(data, path)
    if document is None or problems:
        raise UnreadableError(path, problems)
    expected, yaml, shape = deepcopy(document.data), document.yaml, shape_of(document)
    for loc, value in changes.items():
        yaml, kept = _Change(yaml, shape, loc).made(value)
        _put(expected, loc, kept)
    text = _with_fields(unix(data), document, yaml)
    again, problems = read(text.encode(), path)
    if again is None or problems or (again.data, again.body) != (expected, document.body):
        raise UnlikeError(path)
    return like(text, data).decode()


def edit_of(document: Document, loc: Loc, value: Plain | None) -> Edit | None:
    """The piece of a file that changes where one field or item of it does; None where it cannot be changed.

    Args:
        document: the file, which was read without a problem in its YAML.
        loc: the way to the field or item.
        value: its new value, or None to take it away.
    """
    try:
        yaml, _ = _Change(document.yaml, shape_of(document), loc).made(value)
    except LookupError:
        return None
    old, new = document.yaml.splitlines(keepends=True), yaml.splitlines(keepends=True)
    shorter = min(len(old), len(new))
    above = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    below = next((n for n in range(shorter - above) if old[-1 - n] != new[-1 - n]), shorter - above)
    gone, come = old[above : len(old) - below], new[above : len(new) - below]
    return Edit(document.yaml_line + above, 1, "".join(gone), "".join(come))


def _with_fields(text: str, document: Document, yaml: str) -> str:
    """The text of a file with other fields."""
    if document.yaml_line == 1:
        return yaml
    begin = text.index("\n") + 1
    held = "" if re.match(r"---[ \t]*$", text[begin:], re.MULTILINE) else document.yaml
    return text[:begin] + yaml.lstrip("\n") + text[begin + len(held) :]


def _put(data: Any, loc: Loc, value: Any) -> None:
    """Do to plain data what is done to the text."""
    *way, last = loc
    inner = data
    for step, following in zip(way, loc[1:], strict=True):
        if value is None and not _holds(inner, step):
            return
        if not _holds(inner, step):
            _set(inner, step, [] if isinstance(following, int) else {})
        inner = inner[step]
    if value is not None:
        _set(inner, last, value)
    elif _holds(inner, last):
        del inner[last]
        if not inner and way:
            _put(data, tuple(way), None)


def _holds(data: Any, step: str | int) -> bool:
    return step in data if isinstance(data, dict) else isinstance(data, list) and step in range(len(data))


def _set(data: Any, step: str | int, value: Any) -> None:
    if isinstance(data, list) and step == len(data):
        data.append(value)
    else:
        data[step] = value


class _Change:
    """One change of a text of YAML.

    Attributes:
        groups: the groups that the way to the change leads through.
        parts: in each of them the field or item that the way goes on with; the last may not be there yet.
    """

    def __init__(self, yaml: str, shape: Shape, loc: Loc) -> None:
        self.yaml = yaml if yaml.endswith("\n") or not yaml else f"{yaml}\n"
        self.shape = shape
        self.loc = loc
        self.groups = [tree.read(self.yaml).root]
        self.parts: list[Part] = []
        for number, step in enumerate(loc, 1):
            part = self.groups[-1].get(step)
            if part is None:
                break
            self.parts.append(part)
            if number == len(loc) or not isinstance(part.node, Group):
                break
            self.groups.append(part.node)

    def made(self, value: Plain | None) -> tuple[str, Any]:
        """Give the changed text, and the value as it is kept: dates in their normal form.

        Raises:
            LookupError: the way leads nowhere.
        """
        depth = len(self.groups)
        missing, step, parent = self.loc[depth:], self.loc[depth - 1], self.groups[-1]
        old = self.parts[-1] if len(self.parts) == depth else None
        if value is None:
            return (self._without() if old and not missing else self.yaml), None
        if (old and missing) or (old is None and not parent.mapping and step != len(parent.parts)):
            raise LookupError(f"there is no {'.'.join(map(str, self.loc))}")
        for inner in reversed(missing):
            value = [value] if isinstance(inner, int) else {inner: value}
        node = tree.grown(value)
        arrange_node(node, self.shape.at(self.loc[:depth]))
        kept = tree.plain(node)
        for inner in missing:
            kept = kept[inner]
        if old is None:
            return self._with(Part(node, Scalar(str(step)) if parent.mapping else None)), kept
        if (line := self._on_its_line(old.node, node)) is not None:
            return self.yaml[: old.node.start] + line + self.yaml[old.end :], kept
        old.node = node
        return self._rewritten(), kept

    def _on_its_line(self, old: Scalar | Group, new: Scalar | Group) -> str | None:
        """How a text is written in the place of a text; None where the lines around it change too."""
        if isinstance(old, Group) or isinstance(new, Group) or old.empty or old.style in ("|", ">"):
            return None
        if scalars.block(new.value) is not None:
            return None
        return layout.one_line(new, flow=any(group.flow for group in self.groups))

    def _with(self, new: Part) -> str:
        """Add a field or an item."""
        parent = self.groups[-1]
        place = len(parent.parts)
        if parent.mapping:
            place = _place(parent, new.name, self.shape.at(self.loc[: len(self.parts)]))
        behind = parent.parts[place] if place < len(parent.parts) else None
        before = parent.parts[place - 1] if place else None
        parent.parts.insert(place, new)
        if not self._is_block() or (behind and not before and not self._is_alone(parent, behind)):
            self.groups.pop()
            return self._rewritten()
        at = self._line_end(before) if before else behind.top if behind else len(self.yaml)
        return self.yaml[:at] + self._text(parent, new) + self.yaml[at:]

    def _without(self) -> str:
        """Take a field or an item away, and the group that becomes empty by that."""
        while len(self.groups) > 1 and len(self.groups[-1].parts) == 1:
            self.groups.pop()
            self.parts.pop()
        parent, gone = self.groups[-1], self.parts.pop()
        parent.parts = [part for part in parent.parts if part is not gone]
        if not self._is_block() or not self._is_alone(parent, gone):
            self.groups.pop()
            return self._rewritten()
        return self.yaml[: gone.top] + self.yaml[self._line_end(gone) :]

    def _rewritten(self) -> str:
        """Write the last of the parts anew; or one around it, where it does not have its lines for itself."""
        while not self._is_block() or not self._is_alone(self.groups[-1], self.parts[-1]):
            self.groups.pop()
            self.parts.pop()
        group, part = self.groups[-1], self.parts[-1]
        arrange_node(part.node, self.shape.at(self.loc[: len(self.parts)]))
        settle(part, in_list=not group.mapping)
        return self.yaml[: part.top] + self._text(group, part) + self.yaml[self._line_end(part) :]

    def _is_block(self) -> bool:
        """Whether what is in the last of the groups stands on lines of its own."""
        return not any(group.flow for group in self.groups)

    def _is_alone(self, group: Group, part: Part) -> bool:
        """Whether nothing but its own hyphen stands before a part on its line."""
        before = self.yaml[self.yaml.rfind("\n", 0, part.start) + 1 : part.start].strip()
        return before == ("" if group.mapping else "-")

    def _line_end(self, part: Part) -> int:
        """Where the line behind the last line of a part begins."""
        end = self.yaml.find("\n", part.end)
        return len(self.yaml) if end < 0 else end + 1

    def _text(self, group: Group, part: Part) -> str:
        """The lines of a part of a group that stands on lines of its own."""
        column = group.start - self.yaml.rfind("\n", 0, group.start) - 1
        return "".join(f"{line}\n" for line in layout.of_part(part, " " * column))


def _place(group: Group, name: str, shape: Shape) -> int:
    """Where a new field belongs: in the model's order, or in the alphabet's where the others are in it, or last."""
    names = [part.name for part in group.parts]
    rank = shape.places
    if name in rank:
        return max(
            (place for place, other in enumerate(names, 1) if rank.get(other, len(rank)) < rank[name]), default=0
        )
    return bisect(names, name) if names == sorted(names) and not rank else len(names)
