"""Sheets of text for a terminal of any width: headings, paragraphs, pairs of a name and what it says, trees, tables.

Texts of the record are set here and nowhere else: without characters that steer a terminal, and those that run from
right to left isolated (Unicode TR9), so that the words around them keep their order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from ..problems import printable

MEASURE = 100
"""Columns that a line of prose has at most: longer lines are hard to read."""
NARROW = 60
"""Columns below which a name stands above what it says, not beside it."""

_ISOLATE, _POP = "\u2068", "\u2069"


def words(text: str, style: str = "") -> Text:
    """Give a text of the record as it may be shown."""
    shown = printable(text)
    return Text(f"{_ISOLATE}{shown}{_POP}" if _runs_left(shown) else shown, style)


def joined(parts: Iterable[Text | str], between: str = " · ") -> Text:
    """Join what is not empty."""
    return Text(between).join([part if isinstance(part, Text) else words(part) for part in parts if part])


def _runs_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


@dataclass(slots=True)
class Sheet:
    """A text that is put together piece by piece and then printed.

    Attributes:
        width: columns that it may take.
        bars: whether lines and blocks may be drawn: the output takes such characters.
    """

    width: int
    bars: bool = True
    _pieces: list[RenderableType] = field(default_factory=list)

    @classmethod
    def of(cls, console: Console) -> Sheet:
        """Give an empty sheet for an output."""
        return cls(min(console.width, MEASURE), not console.options.ascii_only)

    def title(self, title: str, *below: Text) -> None:
        """Add the title of the whole, and lines below it."""
        self._pieces.append(Group(words(title, "bold"), *below))

    def heading(self, heading: str) -> None:
        """Add a heading, with an empty line before it."""
        self._pieces += [Text(""), Text(heading, "bold")]

    def text(self, text: Text | str, indent: int = 2) -> None:
        """Add a paragraph."""
        self.add(words(text) if isinstance(text, str) else text, indent)

    def address(self, text: str, indent: int = 2) -> None:
        """Add a web address, which is never broken into lines: a terminal opens it, and other programs find it."""
        self._pieces.append(Text(" " * indent + printable(text), no_wrap=True, overflow="ignore"))

    def section(self, heading: str, paragraphs: Iterable[Text], *, apart: bool = False) -> None:
        """Add a heading with paragraphs, ``apart`` from each other by empty lines; nothing where there are none."""
        for number, paragraph in enumerate(filter(None, paragraphs)):
            if number == 0:
                self.heading(heading)
            elif apart:
                self.space()
            self.text(paragraph)

    def space(self) -> None:
        """Add an empty line."""
        self._pieces.append(Text(""))

    def pairs(self, pairs: Iterable[tuple[str, Text]], indent: int = 2) -> None:
        """Add names with what they say, side by side; on a narrow sheet one above the other. Empty ones are left out."""
        given = [(words(name, "dim"), said) for name, said in pairs if said]
        if self.width < NARROW:
            for name, said in given:
                self.text(name, indent)
                self.text(said, indent + 2)
            return
        grid = Table.grid(padding=(0, 2))
        grid.add_column(min_width=12, max_width=self.width // 3, overflow="fold")
        grid.add_column(overflow="fold", ratio=1)
        for name, said in given:
            grid.add_row(name, said)
        self.add(grid, indent)

    def add(self, piece: RenderableType, indent: int = 2) -> None:
        """Add a text, a tree or a table."""
        self._pieces.append(Padding.indent(piece, indent))

    def print(self, console: Console) -> None:
        """Print it all; where no terminal is, without the spaces that fill the columns."""
        with console.capture() as captured:
            console.print(Group(*self._pieces), width=self.width, crop=False)
        text = captured.get()
        if not console.is_terminal:
            text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
        console.file.write(text)


def tree(label: Text) -> Tree:
    """Begin a tree."""
    return Tree(label, guide_style="dim", highlight=False)


def bar(share: float, width: int) -> Text:
    """A bar of blocks, ``width`` long where ``share`` is 1; at least a sliver where there is anything."""
    eighths = round(share * width * 8)
    full, rest = divmod(max(eighths, 1 if share > 0 else 0), 8)
    return Text("█" * full + (" ▏▎▍▌▋▊▉"[rest].strip()))
