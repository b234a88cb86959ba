"""What the last check found, kept from one check to the next in ``.cache/``: a line of JSON for each file of ``events/``.

A verdict is used again while its file is the same: of the same size, times and inode, or, where those say nothing,
of the same content. All of them are given up when the ground on which they rest has changed: the registry, the seeds,
this package, what it is built upon, or Python. The file is read as data and nothing in it is ever run.

Nobody can slip in verdicts of his own, for instance by committing such a file with a contribution: the times of a
file, to the nanosecond, are known only where it lies. A cache of which no line has such times of a file that is there
was written elsewhere, and says nothing.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Iterable
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

from pydantic_core import from_json, to_json

from ..files.record_files import RecordFile
from .verdicts import Verdict

NAME = "check.jsonl"
"""The file in the cache's folder."""
_UNSURE = 2_000_000_000
"""Nanoseconds after a change in which a file may change again under the same time, on file systems that count coarsely."""
_LARGEST = 1 << 30
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

Stamp = list[int]
"""Size, times of change of content and of anything (nanoseconds since 1970), and inode of a file."""


def ground(record: str) -> str:
    """A digest of everything besides an event's file on which a verdict rests.

    Args:
        record: a digest of the registry and the seeds.
    """
    package = Path(__file__).parents[1]
    seen = blake2b(f"{sys.version}\n{record}\n".encode(), digest_size=16)
    for file in sorted([*package.rglob("*.py"), *package.rglob("*.geojson")]):
        seen.update(f"{file.relative_to(package)}\n".encode() + file.read_bytes())
    # The names of these folders hold the version of everything that is installed.
    spec = find_spec("pydantic")
    beside = Path(spec.origin).parents[1] if spec and spec.origin else package
    seen.update("\n".join(sorted(name for name in os.listdir(beside) if name.endswith(".dist-info"))).encode())
    return seen.hexdigest()


class Cache:
    """The verdicts of the last check.

    Args:
        folder: where they are kept; it need not be there yet.
        ground: the digest of what verdicts rest on.

    Attributes:
        note: a sentence where the cache could not be used or written; else an empty text.
    """

    def __init__(self, folder: Path, ground: str) -> None:
        self.note = ""
        self._folder = folder
        self._ground = ground
        self._began = time.time_ns()
        self._kept: dict[str, tuple[Stamp | None, Verdict, bytes]] = {}
        self._stamps: dict[str, Stamp | None] = {}
        self._ours = False
        try:
            self._read()
        except FileNotFoundError:
            pass
        except OSError as error:
            self._note(f"cannot be read ({error.strerror})")
        except (ValueError, TypeError, LookupError, RecursionError):
            self._note("was damaged and is made anew")

    def recall(self, file: RecordFile) -> Verdict | None:
        """Give the verdict on a file that is the same by its size, times and inode."""
        if (stamp := _stamp(file)) is None:
            return None
        changed = max(stamp[1], stamp[2])
        self._stamps[file.relative] = None if self._began - changed < _UNSURE else stamp
        kept = self._kept.get(file.relative)
        if kept is None or kept[0] != stamp:
            return None
        self._ours = True
        return kept[1]

    def recognise(self, path: str, digest: str) -> Verdict | None:
        """Give the verdict on a file of this content, once ``recall`` has shown that the cache was written here."""
        kept = self._kept.get(path) if self._ours else None
        return kept[1] if kept is not None and kept[1].digest == digest else None

    def keep(self, verdicts: Iterable[Verdict]) -> None:
        """Keep the verdicts on all files; where nothing has changed, nothing is written."""
        lines = []
        same = True
        for found in verdicts:
            if not found.digest:  # it could not be read this time
                continue
            stamp = self._stamps.get(found.path)
            old_stamp, old, line = self._kept.get(found.path, (None, None, b""))
            if old is not found or old_stamp != stamp:
                line, same = to_json([stamp, found]), False
            lines.append(line)
        if lines and not (same and len(lines) == len(self._kept)):
            try:
                self._write(b"\n".join(lines))
            except OSError as error:
                self._note(f"cannot be written ({error.strerror})")

    def _note(self, what: str) -> None:
        self.note = self.note or f"{self._folder.name}/{NAME} {what}; this check is whole all the same"

    def _read(self) -> None:
        """Take over what the file holds.

        Raises:
            OSError: it is not there or cannot be read.
            ValueError, TypeError, LookupError, RecursionError: it is no such file, or damaged.
        """
        if self._folder.is_symlink():
            raise ValueError
        with os.fdopen(os.open(self._folder / NAME, _READING), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
                raise ValueError
            head, _, rest = file.read().partition(b"\n")
        told = from_json(head)
        if told["checksum"] != checksum(rest):
            raise ValueError
        if told["ground"] != self._ground:
            return
        lines = rest.split(b"\n")
        for line, (stamp, fields) in zip(lines, from_json(b"[%b]" % b",".join(lines)), strict=True):
            found = Verdict(*fields)
            self._kept[found.path] = (stamp, found, line)

    def _write(self, rest: bytes) -> None:
        """Put a new file in the old one's place; checks that do this at once leave the file of one of them.

        Nothing waits for the disk: a file that a power cut halves has another checksum, and is made anew.

        Raises:
            OSError: the disk refuses.
        """
        if self._folder.is_symlink():
            raise NotADirectoryError(errno.ENOTDIR, "it is a link", self._folder)
        if not self._folder.exists():
            self._folder.mkdir()
            (self._folder / ".gitignore").write_text("*\n", encoding="ascii")
        head = {"ground": self._ground, "checksum": checksum(rest)}
        beside = self._folder / f".{NAME}.{secrets.token_hex(8)}"
        try:
            with os.fdopen(os.open(beside, _WRITING, 0o644), "wb") as file:
                file.write(to_json(head) + b"\n" + rest)
            beside.replace(self._folder / NAME)
        finally:
            beside.unlink(missing_ok=True)


def _stamp(file: RecordFile) -> Stamp | None:
    if file.entry is None:
        return None
    try:
        status = file.entry.stat(follow_symlinks=False)
    except OSError:  # it went just now; whoever reads it will tell
        return None
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def checksum(data: bytes) -> int:
    """What the first line of the file says of those below it: enough to notice damage, and it takes no time."""
    return crc32(data)
