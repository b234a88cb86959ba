"""A tree of any style → the same tree in the house's order, with normal dates and each comment where it can stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from .. import dates
from ..bodies.citations import Body
from . import scalars
from .shapes import UNKNOWN, Shape
from .tree import Group, Part, Scalar, Tree, plain

_CUTTING = re.compile(r"#[^\s#]")


def arrange(tree: Tree, shape: Shape, body: str = "") -> None:
    """Bring a tree into order.

    Args:
        tree: what is arranged, in place.
        shape: the shape of the file.
        body: the text below the fields: sources stand in the order in which it cites them.
    """
    arrange_node(tree.root, shape)
    if shape.fields.get("sources", UNKNOWN).kind == "mapping":
        _sources(tree.root, shape, body)
    if tree.root.parts:
        _begin(tree.root.parts[0])
    tree.head = _without_ends(tree.head)


def arrange_node(node: Scalar | Group, shape: Shape) -> None:
    """Bring a value into order, all that is inside it with it."""
    if isinstance(node, Scalar):
        _scalar(node, shape.item if shape.kind == "list" and shape.item else shape)
        return
    if node.mapping:
        rank = shape.places
        node.parts.sort(key=lambda part: rank.get(part.name, len(rank)))
    else:
        item = shape.item or UNKNOWN
        node.short = item.words and all(isinstance(part.node, Scalar) for part in node.parts)
    for step, part in enumerate(node.parts):
        if node.short:
            part.above = [line for line in part.above if line]
        arrange_node(part.node, shape.inside(part.name if node.mapping else step))
        settle(part, in_list=not node.mapping)
    if node.parts:
        _begin(node.parts[0])
    node.foot = _without_ends(node.foot, begin=not node.parts)


def _scalar(scalar: Scalar, shape: Shape) -> None:
    # What the model does not know stays as it is: words where it has quotes, and plain what is plain.
    is_plain = scalar.start >= 0 and not scalar.style
    scalar.textual = shape.kind == "text" or (shape.kind == "unknown" and not is_plain)
    if shape.kind == "date":
        scalar.value = dates.normal(scalar.value)
    if scalar.style in ("|", ">"):
        if shape.kind == "text":  # the model strips texts; the line end that blocks add says nothing
            scalar.value = scalar.value.rstrip("\n")
        if shape.kind in ("date", "data") or scalars.kept_block(scalar.source, scalar.value) is None:
            scalar.style = ""


def settle(part: Part, *, in_list: bool) -> None:
    """Move the comments of an arranged value that have no line of their own to stand on.

    Args:
        part: a field or an item.
        in_list: which of the two.
    """
    node = part.node
    if isinstance(node, Scalar):
        if _CUTTING.match(part.beside):  # behind a text the reader would take it for the rest of that
            part.above, part.beside = [*part.above, part.beside], ""
        return
    if not node.parts:
        part.above += node.foot
        node.foot = []
    while in_list and isinstance(node, Group) and node.parts:
        # A comment between a hyphen and what follows it goes above the hyphen.
        first = node.parts[0]
        part.above += [*first.above, part.beside] if part.beside else first.above
        part.beside, first.above, node = "", [], first.node
        if first.key:
            break
        # Of items inside each other the first share their line.
        part.above += [first.beside] if first.beside and isinstance(node, Group) else []
        first.beside = "" if isinstance(node, Group) else first.beside


def _begin(part: Part) -> None:
    """Let nothing begin with a blank line."""
    while part.above and not part.above[0]:
        part.above.pop(0)


def _without_ends(comments: list[str], *, begin: bool = True) -> list[str]:
    """Comments without the blank lines at their end, and at their beginning."""
    marked = [number for number, line in enumerate(comments) if line]
    return comments[marked[0] if begin else 0 : marked[-1] + 1] if marked else []


def _sources(root: Group, shape: Shape, body: str) -> None:
    """Put the sources into the order in which they are first cited, by the text and then by the rows."""
    sources = next((part.node for part in root.parts if part.name == "sources"), None)
    if not isinstance(sources, Group) or not sources.mapping:
        return
    text = Body(body)
    if text.costly:  # nobody knows what it cites
        return
    cited = [cite.key for citation in text.citations for cite in citation.cites]
    rank: dict[str, int] = {}
    for key in (*cited, *_by_rows(root.parts, shape)):
        rank.setdefault(key, len(rank))
    sources.parts.sort(key=lambda part: rank.get(part.name, len(rank)))
    if sources.parts:
        _begin(sources.parts[0])


def _by_rows(parts: Sequence[Part], shape: Shape) -> Iterator[str]:
    """The keys that rows cite, in the order of the fields."""
    for part in parts:
        row = shape.inside(part.name).item
        if row is None or "sources" not in row.fields or not isinstance(part.node, Group) or part.node.mapping:
            continue
        for item in part.node.parts:
            data = plain(item.node)
            yield from _texts(data.get("sources") if isinstance(data, dict) else None)


def _texts(data: object) -> Iterable[str]:
    return [key for key in data if isinstance(key, str)] if isinstance(data, list) else ()
