"""What earlier visits saw, so that nobody is asked more often than needed and a tour that was stopped goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .notebook import Notebook
from .visit import Visit

_UNSETTLED = 3600.0
"""Seconds for which trouble that may pass is remembered."""


class Memory:
    """Remembers visits; takes and raises what ``Notebook`` does."""

    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        self._notes = Notebook(path, Visit, tell)

    def get(self, address: str, *, read: bool, since: float, now: float) -> Visit | None:
        """Give what was seen at an address.

        Args:
            address: the address.
            read: whether its title is wanted, so that a visit which did not look for one is no use.
            since: the time from which on a visit counts, in seconds since 1970.
            now: the time.
        """
        at, visit = self._notes.get(address) or (0.0, None)
        if visit is None or at < since or at > now or (read and not visit.read and not visit.says):
            return None
        return visit if visit.settled or now - at < _UNSETTLED else None

    def put(self, visit: Visit, now: float) -> None:
        """Remember a visit."""
        self._notes.put(visit.address, visit, now)

    def close(self) -> None:
        """Close the file."""
        self._notes.close()
