"""The files of a record on the disk: which there are, and their bytes.

Links, devices and what has no place in a record are told as problems and never followed or opened. A file is
opened once, looked at through that handle, and read no further than its limit.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..images import FORMATS
from ..problems import Problem, nearest

_NO_FOLLOWING: int = getattr(os, "O_NOFOLLOW", 0)  # Windows knows none
_OPENING = os.O_RDONLY | _NO_FOLLOWING | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_TEXTS = {"", ".markdown", ".md", ".mdown", ".mdx", ".mkd", ".text", ".txt"}
"""Endings of texts that were perhaps meant to be events; ``.md`` in capitals among them."""
_PICTURES = {".avif", ".bmp", ".gif", ".heic", ".svg", ".tif", ".tiff"}
"""Endings of images in formats that are not published."""
_NOTES = {"README", "README.md", "README.txt"}
"""Files for people who look into the folders; capital letters keep them from being ids."""


class RecordFile(NamedTuple):
    """A Markdown file of a record.

    Attributes:
        path: where it is on the disk.
        relative: where it is in the record, as ``RecordFiles.relative`` tells it.
        entry: what its folder's list says of it; None where it is on no disk.
    """

    path: str
    relative: str
    entry: os.DirEntry[str] | None = None


class RecordFiles:
    """Finds and reads the files of a record.

    Attributes:
        root: the folder with ``events/``, ``registry/`` and ``seeds/``.
        problems: what was met.
        images: the image files below ``events/`` by their path, relative to the root.
    """

    def __init__(self, root: Path, problems: list[Problem]) -> None:
        self.root = root
        self.problems = problems
        self.images: dict[str, Path] = {}

    def registry(self, names: tuple[str, ...]) -> bool:
        """Tell what lies in ``registry/`` and is none of its files: a misnamed one would be missing unnoticed.

        Returns:
            Whether ``registry/`` is an ordinary folder.
        """
        for entry in self._entries(self.root / "registry"):
            if entry.name.removesuffix(".yml") not in names and not is_left_alone(entry.name):
                known = [f"{name}.yml" for name in names]
                hint = nearest(entry.name, known) or f"delete it; the registry is {', '.join(known)}"
                self._problem(
                    Path(entry.path), "stray-file", f"{_readable(entry.name)} is no file of the registry", hint
                )
        folder = self.root / "registry"
        return folder.is_dir() and not folder.is_symlink()

    def texts(self, folder: str) -> Iterator[RecordFile]:
        """The Markdown files below a folder in a fixed order; what else lies there is told, or noted as an image."""
        folders = [(self.root / folder, folder)]
        while folders:
            below = []
            directory, within = folders.pop()
            for entry in self._entries(directory):
                if is_left_alone(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if entry.name.endswith(".md"):
                        hint = "make it a file, or take .md out of the folder's name"
                        self._problem(Path(entry.path), "not-a-file", "a folder is named like an event", hint)
                    below.append((Path(entry.path), f"{within}/{_readable(entry.name)}"))
                elif not entry.is_file(follow_symlinks=False):
                    self._not_ordinary(Path(entry.path))
                elif entry.name.endswith(".md"):
                    yield RecordFile(entry.path, f"{within}/{_readable(entry.name)}", entry)
                elif folder == "events" and Path(entry.name).suffix.lower() in FORMATS:
                    self.images[f"{within}/{_readable(entry.name)}"] = Path(entry.path)
                else:
                    self._stray(Path(entry.path))
            folders += reversed(below)

    def read(self, path: str | Path, limit: int) -> bytes | None:
        """Give a file's bytes, at most one more than ``limit``; None where it is missing or cannot be read."""
        try:
            handle = os.open(path, _OPENING)
        except FileNotFoundError:
            return None
        except OSError as error:
            if os.path.islink(path):
                self._not_ordinary(Path(path))
            else:
                self._unreadable(Path(path), error)
            return None
        try:
            if (not _NO_FOLLOWING and os.path.islink(path)) or not stat.S_ISREG(os.fstat(handle).st_mode):
                self._not_ordinary(Path(path))
                return None
            return _all(handle, limit)
        except OSError as error:
            self._unreadable(Path(path), error)
            return None
        finally:
            os.close(handle)

    def relative(self, path: Path) -> str:
        """A path relative to the root, with forward slashes; bytes that are no UTF-8 become question marks."""
        # Pages written by hand need not lie in the record's folder.
        way = path.relative_to(self.root) if path.is_relative_to(self.root) else Path(os.path.relpath(path, self.root))
        return _readable(way.as_posix())

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """What lies in a folder, by name; nothing where it is missing, a link or no folder, which is told."""
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            self._not_ordinary(folder)
            return []
        try:
            with os.scandir(folder) as found:
                return sorted(found, key=lambda entry: entry.name)
        except FileNotFoundError:
            return []
        except OSError as error:
            self._unreadable(folder, error)
            return []

    def _stray(self, path: Path) -> None:
        name = _readable(path.name)
        hint = "delete it, or move it elsewhere; an event or seed is a file whose name ends in .md"
        if path.suffix.lower() in _TEXTS:
            hint = f"rename it to {_readable(path.stem).lower()}.md, if it is an event or seed; otherwise move it elsewhere"
        elif path.suffix.lower() in _PICTURES:
            hint = "save it as PNG, JPEG or WebP"
        self._problem(path, "stray-file", f"{name} is no Markdown file", hint)

    def _not_ordinary(self, path: Path) -> None:
        message = f"{_readable(path.name)} is not an ordinary file or folder"
        self._problem(path, "not-a-file", message, "put the thing itself here, without links or devices")

    def _unreadable(self, path: Path, error: OSError) -> None:
        message = f"{_readable(path.name)} cannot be opened: {error.strerror or 'the disk refuses'}"
        self._problem(path, "not-a-file", message, "let yourself read it: chmod u+r; folders need u+rx")

    def _problem(self, path: Path, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.relative(path), 1, 1, rule, message, hint))


def _all(handle: int, limit: int) -> bytes:
    """What stands in a file, at most one byte more than ``limit``."""
    pieces, left = [], limit + 1
    while left and (piece := os.read(handle, left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _readable(name: str) -> str:
    """A name without bytes that are no UTF-8, which become question marks."""
    return name if name.isascii() else name.encode("utf-8", "replace").decode()


def is_left_alone(name: str) -> bool:
    """Whether a file or folder is none of the record's: hidden, or a note to those who look into the folder."""
    return name.startswith(".") or name in _NOTES
