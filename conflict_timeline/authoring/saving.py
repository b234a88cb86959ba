"""A draft is put on the disk: all of its files or none, and never in the place of another."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from ..system import file_system
from ..system.interrupts import uninterrupted
from .drafting import Change, Draft


class UnsavedError(Exception):
    """A draft was not saved, and nothing is different from before; the message is a sentence."""


def save(root: Path, draft: Draft) -> None:
    """Write the files of a draft.

    Args:
        root: the record's folder.
        draft: what is written.

    Raises:
        UnsavedError: a file or folder is in the way, somebody changed a file meanwhile, or the disk refuses.
    """
    done: list[Change] = []
    made: list[Path] = []
    with uninterrupted():
        try:
            for change in draft.changes:
                _make_folders(root, change.path, made)
                file_system.replace(root / change.path, change.old, change.new)
                done.append(change)
        except OSError as error:
            for change in reversed(done):
                _undo(root / change.path, change)
            for folder in reversed(made):
                with suppress(OSError):  # somebody has put something into it meanwhile
                    folder.rmdir()
            name = error.filename or draft.path
            raise UnsavedError(f"Nothing was written: {name}: {error.strerror or error}") from None


def _make_folders(root: Path, path: str, made: list[Path]) -> None:
    """Make the folders of a file that are missing, and note them in ``made``. A link is no folder."""
    folder = root
    for name in Path(path).parts[:-1]:
        folder /= name
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise NotADirectoryError(errno.ENOTDIR, "this is not an ordinary folder", os.fspath(folder))
        if not folder.exists():
            folder.mkdir()
            made.append(folder)


def _undo(path: Path, change: Change) -> None:
    if change.old is None:
        path.unlink(missing_ok=True)
    else:
        file_system.replace(path, change.new, change.old)
