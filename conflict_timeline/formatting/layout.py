"""A tree that was arranged → its lines in the house's style."""

from __future__ import annotations

from .scalars import block, kept_block, written
from .tree import Group, Part, Scalar, Tree

WIDTH = 120
"""Characters up to which a short list stands on one line."""
_STEP = "  "


def lines(tree: Tree) -> list[str]:
    """The lines of a whole text of YAML, without line ends."""
    head = [*tree.head, ""] if tree.head and tree.root.parts else tree.head
    return [*_comments(head, ""), *of_group(tree.root, "")]


def of_group(group: Group, pad: str) -> list[str]:
    """The lines of a mapping or a list, each begun by ``pad``."""
    found = [line for part in group.parts for line in of_part(part, pad)]
    return [*found, *_comments(group.foot, pad)]


def of_part(part: Part, pad: str) -> list[str]:
    """The lines of a field or an item, with the comments above it."""
    head = f"{written(part.name, key=True)}:" if part.key else "-"
    return [*_comments(part.above, pad), *_with_value(f"{pad}{head}", part, pad)]


def one_line(node: Scalar | Group, *, flow: bool = False) -> str:
    """A value on one line; groups stand in brackets."""
    if isinstance(node, Scalar):
        return "" if node.empty and not flow else written(node.value, flow=flow, textual=node.textual)
    inner = [
        f"{written(part.name, flow=True, key=True)}: {one_line(part.node, flow=True)}"
        if part.key
        else one_line(part.node, flow=True)
        for part in node.parts
    ]
    return f"{{{', '.join(inner)}}}" if node.mapping else f"[{', '.join(inner)}]"


def _with_value(head: str, part: Part, pad: str) -> list[str]:
    node = part.node
    beside = f" {part.beside}" if part.beside else ""
    if isinstance(node, Scalar):
        if (found := _block(node)) is not None:
            first, rest = found
            return [f"{head} {first}{beside}", *(_padded(line, pad + _STEP) for line in rest)]
        return [f"{head} {one_line(node)}".rstrip(" ") + beside]
    if not node.parts or (node.short and _is_bare(node)):
        line = f"{head} {one_line(node)}"
        if not node.parts or len(line) <= WIDTH:
            return [line + beside]
    below = of_group(node, pad + _STEP)
    if part.key:
        return [head + beside, *below]
    return [f"{head} {below[0][len(pad + _STEP) :]}", *below[1:]]


def _block(scalar: Scalar) -> tuple[str, list[str]] | None:
    """The first line and the lines below it of a text that stands in a block."""
    if scalar.style in ("|", ">"):
        return kept_block(scalar.source, scalar.value)
    below = block(scalar.value)
    return None if below is None else ("|-", below)


def _is_bare(group: Group) -> bool:
    """Whether no comment stands in a list."""
    return not group.foot and not any(part.above or part.beside for part in group.parts)


def _padded(line: str, pad: str) -> str:
    return pad + line if line else ""


def _comments(found: list[str], pad: str) -> list[str]:
    """Comments with their blank lines, of which no two are in a row."""
    return [_padded(line, pad) for number, line in enumerate(found) if line or not number or found[number - 1]]
