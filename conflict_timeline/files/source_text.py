"""The line of a file that a problem points at, to be shown under its message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType


def lines_of(root: Path, drafts: Mapping[str, bytes] = MappingProxyType({})) -> Callable[[str, int], str]:
    """Give a function from a path relative to ``root`` and a line's number to that line's text.

    Files in ``drafts`` are shown as they stand there, whatever is on the disk. The function gives an empty text where there is no such line, and never raises on a file's content.
    """

    @lru_cache(maxsize=16)
    def lines(path: str) -> list[str]:
        if (draft := drafts.get(path)) is not None:
            return draft.decode().split("\n")
        file = root / path
        if file.is_symlink() or not file.is_file():
            return []  # what a link leads to is nobody's to show, and a device never ends
        try:
            text = file.read_bytes().decode("utf-8-sig", "replace")
        except OSError:
            return []
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line(path: str, number: int) -> str:
        found = lines(path)
        return found[number - 1] if 0 < number <= len(found) else ""

    return line
