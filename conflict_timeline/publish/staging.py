"""Writing a site: staged beside its place, flushed, then swapped in whole, one build at a time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..system import file_system
from ..system.interrupts import uninterrupted
from .lock import HeldError, held
from .swap import MARKER, Place, recover, swap

WAIT = 60.0
"""For how many seconds a build waits until another one has ended."""
_MARK = "A site built by conflict-timeline; it is replaced whole at each build.\n"
_UMASK = 0o022
"""Files of a site are for everybody to read, whoever builds it: modes 0644 and 0755."""


class UnpublishableError(Exception):
    """The site cannot be put where it is wanted; the message is a sentence for the user."""


@contextmanager
def staged(target: Path, wait: float = WAIT, tell: Callable[[str], None] = print) -> Iterator[Path]:
    """Give an empty folder to build into; when the block ends well, it takes the target's place.

    When the block raises, the target stays as it was and the staged folder goes. After a crash, a power cut or
    ``kill -9`` the old site stands or the new one, whole; what a dead build left is removed by the next. The
    exceptions, for file systems and mounts that leave no choice, are told in ``swap``.

    Args:
        target: the folder of the site; it is replaced only where it is absent, empty or a site of ours. A link is
            followed: the folder it leads to is replaced, and the link stays.
        wait: for how many seconds to wait while another build is writing the target.
        tell: called with a line for the user when there is something to wait for.

    Raises:
        UnpublishableError: the target holds something else, or another build did not end.
        OSError: the disk refuses.
    """
    place = _placed(target)
    _replaceable(place)
    place.target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(place, wait, tell), _umask():
        recover(place)
        _replaceable(place)
        _clear(place)
        try:
            place.stage.mkdir()
            mark(place.stage)  # first, so that whatever is left of it can be told to be ours
            yield place.stage
            file_system.flush(place.stage)
            _replaceable(place)  # somebody may have put files there meanwhile
            with uninterrupted():
                swap(place)
        finally:
            with suppress(OSError, UnpublishableError):
                _clear(place)


def restore(target: Path) -> None:
    """Put back a site that a build killed between two renames has left under another name; see ``swap``.

    Nothing happens where there is a site, or a build is under way. What lies in a site is not obeyed: it may be
    somebody else's copy.
    """
    with suppress(OSError, HeldError, UnpublishableError):
        place = _placed(target)
        if not os.path.lexists(place.target) and place.old.is_dir():
            with held(place.lock, 0, print):
                recover(place)


def mark(folder: Path) -> None:
    """Leave in a folder the file that says that it is a site of ours."""
    (folder / MARKER).write_text(_MARK, encoding="utf-8")


def _placed(target: Path) -> Place:
    try:
        return Place.of(target.resolve())
    except RuntimeError:  # what Python before 3.13 says of a circle of links
        raise UnpublishableError(f"{target} is a link that leads in a circle") from None


def _replaceable(place: Place) -> None:
    if not place.target.exists():
        return
    if not place.target.is_dir():
        raise UnpublishableError(f"{place.target} is a file; name a folder for the site")
    if place.entries() and not _is_ours(place.target) and not place.journal.is_file():
        raise UnpublishableError(
            f"{place.target} holds files that are no site of this program, and a build replaces the whole folder; "
            "name another folder with --site-dir, or empty this one"
        )


def _is_ours(folder: Path) -> bool:
    return (folder / MARKER).is_file()


@contextmanager
def _alone(place: Place, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
    """Keep other builds of the same target out."""

    def waiting(holder: str) -> None:
        tell(f"Another build is writing {place.target} ({holder}); waiting up to {wait:.0f} seconds for it …")

    try:
        with held(place.lock, wait, waiting):
            yield
    except HeldError as error:
        raise UnpublishableError(f"another build is writing {place.target} ({error}); wait until it ends") from None


@contextmanager
def _umask() -> Iterator[None]:
    before = os.umask(_UMASK)
    try:
        yield
    finally:
        os.umask(before)


def _clear(place: Place) -> None:
    """Remove what builds have left beside the site; not what is still needed to mend or to complete it.

    Raises:
        UnpublishableError: a folder of that name is somebody else's.
    """
    if place.journal.is_file():
        return
    for folder in (place.stage, place.old) if place.target.is_dir() else (place.stage,):
        if not os.path.lexists(folder):
            continue
        if folder.is_symlink() or not folder.is_dir() or (os.listdir(folder) and not _is_ours(folder)):
            raise UnpublishableError(f"{folder} is in the way and is not of this program; move it elsewhere")
        _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a folder, its marker last: what is left after a crash can still be told to be ours."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != MARKER:
            path.unlink()
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()


class Writer:
    """Writes files below a folder; each folder is made once.

    Args:
        root: an existing folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._made: set[str] = {""}

    def write(self, path: str, content: str | bytes) -> None:
        """Write bytes, or a text as UTF-8, to a path relative to the root, with forward slashes."""
        self._make(path.rpartition("/")[0])
        with open(f"{self._root}/{path}", "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)

    def _make(self, folder: str) -> None:
        """Make a folder; os.makedirs would look at every folder above it each time, which adds up."""
        if folder in self._made:
            return
        self._make(folder.rpartition("/")[0])
        with suppress(FileExistsError):
            os.mkdir(f"{self._root}/{folder}")
        self._made.add(folder)
