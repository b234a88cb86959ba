"""A file that remembers what has been done, so that something long can be stopped and gone on with.

A line of JSON for each note, the later ones last: a line that was being written when the power went, or that is damaged
otherwise, is left out, and whatever else stands in the file runs nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")

LARGEST = 64 * 1024 * 1024
"""Bytes that are read; a file that has grown larger is begun anew."""
_OPENING = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)


class Notebook(Generic[T]):
    """Keeps notes, the last one for each address.

    Args:
        path: the file; it and its folder are made where they are missing.
        kind: what a note is, a dataclass with an ``address``.
        tell: called with a sentence where something of the file is lost.

    Raises:
        OSError: the disk refuses, or a link stands in the file's place.
    """

    def __init__(self, path: Path, kind: type[T], tell: Callable[[str], None]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._adapter = TypeAdapter(kind)
        self._notes: dict[str, tuple[float, T]] = {}
        lines, damaged = self._read(path)
        if damaged:
            tell(f"{path} was damaged in {damaged:,} of {lines:,} lines; what they held is asked for anew")
        if lines > 2 * len(self._notes) or damaged:
            self._write(path)
        self._file: IO[bytes] = os.fdopen(os.open(path, _OPENING, 0o644), "ab", buffering=0)

    def get(self, address: str) -> tuple[float, T] | None:
        """Give the last note of an address with its time, in seconds since 1970."""
        return self._notes.get(address)

    def put(self, address: str, note: T, now: float) -> None:
        """Write a note down; it is with the system before this returns."""
        self._notes[address] = (now, note)
        self._file.write(self._line(now, note))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _read(self, path: Path) -> tuple[int, int]:
        """Read the file; give the number of its lines and of those that were damaged."""
        descriptor = os.open(path, _OPENING, 0o644)
        with os.fdopen(descriptor, "rb") as file:
            if os.fstat(descriptor).st_size > LARGEST:
                return 1, 1
            lines = file.read(LARGEST).splitlines()
        damaged = 0
        for line in lines:
            try:
                data = json.loads(line)
                at, note = float(data["at"]), self._adapter.validate_python(data["note"])
                self._notes[str(data["note"]["address"])] = (at, note)
            except (ValueError, TypeError, KeyError, RecursionError, ValidationError):
                damaged += 1
        return len(lines), damaged

    def _write(self, path: Path) -> None:
        """Write the file anew, each address once."""
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            with beside.open("wb") as file:
                file.writelines(self._line(at, note) for at, note in self._notes.values())
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)

    def _line(self, at: float, note: T) -> bytes:
        plain: dict[str, Any] = {"at": at, "note": self._adapter.dump_python(note, mode="json")}
        return (json.dumps(plain, ensure_ascii=False) + "\n").encode("utf-8", "replace")
