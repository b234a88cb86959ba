"""A file of the record → the same file in the house's style; and new files."""

from __future__ import annotations

from collections.abc import Mapping

from .. import front_matter
from ..front_matter import Document, plain_yaml
from ..problems import Problem
from . import layout, shapes, tree
from .arranging import arrange
from .shapes import Shape
from .tree import Group, Plain, Tree


class UnlikeError(Exception):
    """What was written does not read as what was meant; nothing was done. A mistake of this program."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} was left as it is: written anew it would not say the same; please report this")


def formatted(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """Bring a file into the house's style.

    Args:
        data: the file's bytes.
        path: its path relative to the record's root, which tells what it holds: ``events/…``, ``registry/…``.

    Returns:
        The text, and no problems; or None and the problems of a file that cannot be read, which stays as it is.

    Raises:
        UnlikeError: the text would not say the same as the file.
    """
    document, problems = read(data, path)
    if document is None or problems:
        return None, problems
    grown = _tree(document)
    comments = grown.comments()
    arrange(grown, shape_of(document), document.body)
    text = framed(layout.lines(grown), document.body, path)
    if text.encode() == data:
        return text, []
    again, problems = read(text.encode(), path)
    if again is None and problems[0].rule == "too-large":
        told = problems[0]
        return None, [Problem(path, 1, 1, told.rule, f"in the house's style {told.message}", told.hint)]
    if (
        again is None
        or problems
        or (again.data, again.body) != (grown.plain(), document.body)
        or _tree(again).comments() != comments
    ):
        raise UnlikeError(path)
    return text, []


def _tree(document: Document) -> Tree:
    """The tree of a file's fields: of the data alone, the quick way, where nothing else is written there.

    Of what the model does not know the quotes have to be known too.
    """
    data = plain_yaml.plain(document.yaml)
    if data is None or not shapes.knows(shape_of(document), data):
        return tree.read(document.yaml)
    root = tree.grown(data)
    assert isinstance(root, Group)
    return Tree(root)


def is_ordered(document: Document) -> bool:
    """Whether the fields of a file, and of everything in it, stand in the model's order; unknown ones may be anywhere."""
    return _is_ordered(document.data, shape_of(document))


def _is_ordered(data: object, shape: Shape) -> bool:
    if isinstance(data, list):
        return shape.item is None or all(_is_ordered(value, shape.item) for value in data)
    if not isinstance(data, dict):
        return True
    places = [shape.places[key] for key in data if key in shape.places]
    return places == sorted(places) and all(_is_ordered(value, shape.inside(key)) for key, value in data.items())


def write(path: str, data: Mapping[str, Plain], body: str = "") -> str:
    """Give the text of a new file in the house's style.

    Args:
        path: the path that the file will have, relative to the record's root: ``events/2021/example.md``.
        data: its fields as texts, lists and mappings, in any order; dates, numbers and flags are texts too.
        body: the Markdown below the fields; none in the registry.

    Returns:
        The text, ended by a line feed. Whether the record is the better for it is for the checks to say.

    Raises:
        UnlikeError: a text holds a character that no file of the record may hold.
    """
    root = tree.grown(data)
    assert isinstance(root, Group)
    new = Tree(root)
    arrange(new, shapes.of_file(path, data), body)
    text = framed(layout.lines(new), body.strip("\n").rstrip(), path)
    expected = new.plain()
    again, _ = read(text.encode(), path)
    if again is None or again.data != expected:
        raise UnlikeError(path)
    return text


def read(data: bytes, path: str) -> tuple[Document | None, list[Problem]]:
    """Read a file of the record, whichever it is."""
    return (front_matter.read_yaml if _is_registry(path) else front_matter.read)(data, path)


def framed(lines: list[str], body: str, path: str) -> str:
    """A file's text: its fields between two lines of hyphens and its body below; in the registry the fields alone."""
    yaml = "".join(f"{line}\n" for line in lines)
    if _is_registry(path):
        return yaml
    return f"---\n{yaml}---\n{body}\n" if body else f"---\n{yaml}---\n"


def shape_of(document: Document) -> Shape:
    """The shape of a file that was read."""
    return shapes.of_file(document.path, document.data)


def _is_registry(path: str) -> bool:
    return path.startswith("registry/")
