"""How a staged site takes the place of the old one, and how a swap that was cut off is mended.

1. **Exchange**, in one step, where the file system can; a plain rename where there is no old site. A crash at any
   moment leaves the old site or the new one.
2. **Two renames** where it cannot (NFS, FAT, some FUSE): the old site aside, the new one in. A crash between the two
   leaves the old site under its other name, whole; the next build or ``verify`` puts it back.
3. **Entry by entry** where the folder itself cannot be renamed, since it is a mount or its parent is not ours to
   write. This is the one way that is not atomic: for some milliseconds a reader may meet pages of both sites, and a
   crash then leaves a mixture. A journal is written before the first entry moves, so that the next build completes
   the new site before it begins its own.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..system import file_system

MARKER = ".conflict-timeline"
"""The file by which a folder is known to be a site of ours, so that it may be replaced."""
FOREIGN = "lost+found"
"""What some file systems keep at their root; it is never touched."""


@dataclass(frozen=True)
class Place:
    """Where a site goes, and where its build keeps what it needs meanwhile.

    Attributes:
        target: the site's folder, without links in its path.
        inside: whether staging lies within it, since it cannot be renamed; otherwise it lies beside it.
    """

    target: Path
    inside: bool

    @classmethod
    def of(cls, target: Path) -> Place:
        """Look how a folder can be replaced."""
        fixed = target.is_dir() and (file_system.is_mount(target) or not os.access(target.parent, os.W_OK | os.X_OK))
        return cls(target, fixed)

    @property
    def stage(self) -> Path:
        """The folder to build into."""
        return self._named("staged")

    @property
    def old(self) -> Path:
        """Where the old site, or entries of it, wait for their removal."""
        return self._named("old")

    @property
    def lock(self) -> Path:
        """The file that keeps two builds apart."""
        return self._named("lock")

    @property
    def journal(self) -> Path:
        """The list of what moves in entry by entry; while it stands, such a swap is under way or was cut off."""
        return self.target / f"{MARKER}.journal"

    def entries(self) -> list[str]:
        """The names at the top of the site's folder, without those of its building."""
        ours = {self.journal.name, *((self.stage.name, self.old.name, self.lock.name) if self.inside else ())}
        return sorted(name for name in os.listdir(self.target) if name not in ours and name != FOREIGN)

    def _named(self, what: str) -> Path:
        return self.target / f"{MARKER}.{what}" if self.inside else self.target.parent / f".{self.target.name}.{what}"


def swap(place: Place) -> None:
    """Put the staged site into its place and bring that onto the disk; what was there waits beside it.

    Raises:
        OSError: the system refuses; the old site stands.
    """
    if place.inside:
        _enter(place)
        return
    if not place.target.exists():
        place.stage.rename(place.target)
    elif not file_system.exchange(place.stage, place.target):
        _rename_both(place)
    file_system.flush_one(place.target.parent)


def recover(place: Place) -> None:
    """Mend what a swap that was cut off has left; nothing happens where there is nothing to mend.

    Raises:
        OSError: the system refuses.
    """
    if place.journal.is_file() and not place.journal.is_symlink():
        _move_in(place, _read(place.journal))
    elif not place.inside and not os.path.lexists(place.target) and (place.old / MARKER).is_file():
        place.old.rename(place.target)


def _rename_both(place: Place) -> None:
    try:
        place.target.rename(place.old)
    except OSError as error:
        # An overlay moves no folder that comes from below; its entries can be replaced nevertheless.
        if error.errno != errno.EXDEV:
            raise
        _enter(place)
        return
    try:
        place.stage.rename(place.target)
    except OSError:
        place.old.rename(place.target)
        raise


def _enter(place: Place) -> None:
    """Replace the folder's entries: journal first, so that from then on the new site is completed whatever happens."""
    for name in place.entries():
        if file_system.is_mount(place.target / name):
            raise OSError(errno.EBUSY, "is a mount inside the site and cannot be replaced", str(place.target / name))
    names = sorted(os.listdir(place.stage))
    draft = place.stage / place.journal.name
    draft.write_text(json.dumps(names), encoding="ascii")
    file_system.flush_one(draft)
    draft.rename(place.journal)
    file_system.flush_one(place.target)
    _move_in(place, names)


def _read(journal: Path) -> list[str]:
    """The names in a journal; one that cannot be read, or leads elsewhere, is no journal."""
    with suppress(ValueError, RecursionError):
        names = json.loads(journal.read_bytes())
        if isinstance(names, list) and all(isinstance(name, str) and os.path.basename(name) == name for name in names):
            return [name for name in names if name not in ("", ".", "..")]
    raise OSError(errno.EINVAL, "is no journal of a build; remove it", str(journal))


def _move_in(place: Place, names: list[str]) -> None:
    """Move the new entries in and all others out. Each step can be told from its traces, so it can go on anywhere."""
    place.old.mkdir(exist_ok=True)
    (place.old / MARKER).touch()
    for name in names:
        if os.path.lexists(place.stage / name):
            _move_out(place, name)
            os.rename(place.stage / name, place.target / name)
    for name in set(place.entries()) - set(names):
        _move_out(place, name)
    file_system.flush(place.target)
    place.journal.unlink()
    file_system.flush_one(place.target)


def _move_out(place: Place, name: str) -> None:
    path = place.target / name
    try:
        os.rename(path, place.old / name)
    except FileNotFoundError:
        return
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.rmtree(path)
