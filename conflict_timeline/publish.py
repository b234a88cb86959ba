"""Writing a site: staged beside its place, then swapped in whole, one build at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MARKER = ".conflict-timeline"
"""The file by which a folder is known to be a site of ours, so that it may be replaced."""


class UnpublishableError(Exception):
    """The site cannot be put where it is wanted; the message is a sentence for the user."""


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give an empty folder to build into; when the block ends well, it takes the target's place.

    When the block raises, the target stays as it was and the staged folder goes.

    Args:
        target: the folder of the site; it is replaced only where it is absent, empty or a site of ours.

    Raises:
        UnpublishableError: the target holds something else, or another build is under way.
        OSError: the disk refuses.
    """
    target = target.resolve()
    _replaceable(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _lock(target):
        for leftover in target.parent.glob(f".{target.name}.*"):
            if leftover.suffix in (".staged", ".old"):
                shutil.rmtree(leftover, ignore_errors=True)
        stage = target.parent / f".{target.name}.{os.getpid()}.staged"
        try:
            stage.mkdir()
            yield stage
            mark(stage)
            _swap(stage, target)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def mark(folder: Path) -> None:
    """Leave in a folder the file that says that it is a site of ours."""
    (folder / MARKER).write_text("A site built by conflict-timeline; it is replaced whole at each build.\n")


def _replaceable(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise UnpublishableError(f"{target} is a file; name a folder for the site")
    if any(target.iterdir()) and not (target / MARKER).is_file():
        raise UnpublishableError(
            f"{target} holds files that are no site of this program, and a build replaces the whole folder; "
            "name another folder with --site-dir, or empty this one"
        )


@contextmanager
def _lock(target: Path) -> Iterator[None]:
    path = target.parent / f".{target.name}.lock"
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UnpublishableError(f"another build is writing {target}; wait until it ends") from None
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def _swap(stage: Path, target: Path) -> None:
    old = target.parent / f".{target.name}.{os.getpid()}.old"
    if target.exists():
        target.rename(old)
    try:
        stage.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


class Writer:
    """Writes files below a folder; each folder is made once.

    Args:
        root: an existing folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._made: set[str] = {""}

    def write(self, path: str, text: str) -> None:
        """Write a text as UTF-8 to a path relative to the root, with forward slashes."""
        self._make(path.rpartition("/")[0])
        with open(f"{self._root}/{path}", "wb") as file:
            file.write(text.encode())

    def _make(self, folder: str) -> None:
        """Make a folder; os.makedirs would look at every folder above it each time, which adds up."""
        if folder in self._made:
            return
        self._make(folder.rpartition("/")[0])
        with suppress(FileExistsError):
            os.mkdir(f"{self._root}/{folder}")
        self._made.add(folder)
