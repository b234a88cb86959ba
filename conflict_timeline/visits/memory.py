"""What earlier visits saw, so that nobody is asked more often than needed and a visit that was stopped goes on.

A text file with a line of JSON for each visit, the later ones last: a line that was being written when the power went,
or that is damaged otherwise, is left out, and whatever else stands in the file runs nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter, ValidationError

from .visit import Visit

LARGEST = 64 * 1024 * 1024
"""Bytes that are read; a file that has grown larger is begun anew."""
_UNSETTLED = 3600.0
"""Seconds for which trouble that may pass is remembered."""
_VISIT = TypeAdapter(Visit)
_OPENING = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)


class Memory:
    """Remembers visits.

    Args:
        path: the file; it and its folder are made where they are missing.
        tell: called with a sentence where something of the file is lost.

    Raises:
        OSError: the disk refuses.
    """

    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._visits: dict[str, tuple[float, Visit]] = {}
        lines, damaged = self._read(path)
        if damaged:
            tell(f"{path} was damaged in {damaged:,} of {lines:,} lines; what they held is visited anew")
        if lines > 2 * len(self._visits) or damaged:
            self._write(path)
        self._file: IO[bytes] = os.fdopen(os.open(path, _OPENING, 0o644), "ab", buffering=0)

    def get(self, address: str, *, read: bool, since: float, now: float) -> Visit | None:
        """Give what was seen at an address.

        Args:
            address: the address.
            read: whether its title is wanted, so that a visit which did not look for one is no use.
            since: the time from which on a visit counts, in seconds since 1970.
            now: the time.
        """
        at, visit = self._visits.get(address, (0.0, None))
        if visit is None or at < since or at > now or (read and not visit.read and not visit.says):
            return None
        return visit if visit.settled or now - at < _UNSETTLED else None

    def put(self, visit: Visit, now: float) -> None:
        """Remember a visit; it is on the disk before this returns, as far as the system knows."""
        self._visits[visit.address] = (now, visit)
        self._file.write(_line(now, visit))

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
                at, visit = float(data["at"]), _VISIT.validate_python(data["visit"])
            except (ValueError, TypeError, KeyError, RecursionError, ValidationError):
                damaged += 1
                continue
            self._visits[visit.address] = (at, visit)
        return len(lines), damaged

    def _write(self, path: Path) -> None:
        """Write the file anew, each address once."""
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            with beside.open("wb") as file:
                file.writelines(_line(at, visit) for at, visit in self._visits.values())
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)


def _line(at: float, visit: Visit) -> bytes:
    return (json.dumps({"at": at, "visit": asdict(visit)}, ensure_ascii=False) + "\n").encode("utf-8", "replace")
