"""A file of the record as it is to be: what would change in it, and the writing, which is done in one step."""

from __future__ import annotations

import codecs
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..system import file_system


@dataclass(frozen=True, slots=True)
class Draft:
    """A file and what it is to hold.

    Attributes:
        path: the file, relative to the record's root, with forward slashes.
        old: what it held when it was read.
        new: what it is to hold.
    """

    path: str
    old: bytes
    new: bytes

    @property
    def changes(self) -> bool:
        """Whether anything is to change."""
        return self.old != self.new

    def diff(self) -> Iterator[str]:
        """What is to change, as the lines of a unified diff that ``git apply`` and ``patch -p1`` take.

        Lines have no line feed at their end; one that ends as on Windows keeps its carriage return.
        """
        old, new = _lines(self.old), _lines(self.new)
        for line in difflib.unified_diff(old, new, f"a/{self.path}", f"b/{self.path}"):
            yield line.removesuffix("\n")
            if not line.endswith("\n"):
                yield "\\ No newline at end of file"

    def write(self, root: Path) -> None:
        """Put the new file into the place of the old one.

        Raises:
            ChangedError: somebody changed the file meanwhile; nothing was done.
            OSError: the disk refuses; nothing was done.
        """
        file_system.replace(root / self.path, self.old, self.new)


def unix(data: bytes) -> str:
    """The text of a file with a line feed as its one line end, without a byte order mark."""
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")


def like(text: str, data: bytes) -> bytes:
    """The bytes of a text that takes the place of ``data``: where all its lines end as on Windows, they still do."""
    if 0 < data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r"):
        text = text.replace("\n", "\r\n")
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode()


def _lines(data: bytes) -> list[str]:
    """The lines of a file with their ends; a line feed ends one, and nothing else."""
    text = data.decode("utf-8", "replace")
    return [f"{line}\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])
