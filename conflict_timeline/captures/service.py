"""The interface of the archive: Save Page Now 2 (SPN2) for captures, and the Wayback Machine's availability API.

After «Save Page Now 2 Public API Docs» by V. Banos and https://archive.org/help/wayback_api.php. Answers come from
elsewhere: whatever of them reaches the record is checked as any other value there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from pydantic import TypeAdapter, ValidationError

from ..model.base import Url
from ..problems import printable
from .account import Keys
from .calling import Caller, Reply, StoppedError, UnhashedError

WAYBACK = "https://web.archive.org"
"""The archive that is asked unless another one is named."""
_AVAILABLE = {WAYBACK: "https://archive.org/wayback/available"}
_URL = TypeAdapter(Url)
_HOPS = 5
_SLACK = 86_400.0
"""Seconds by which the archive's clock may be ahead of ours; a copy of next year is nonsense."""
_LATER = frozenset(
    f"error:{name}"
    for name in (
        "browsing-timeout", "capture-location-error", "celery", "gateway-timeout", "job-failed", "no-browsers-available",
        "proxy-error", "read-timeout", "service-unavailable", "soft-time-limit-exceeded", "too-many-requests",
        "user-session-limit",
    )
)  # fmt: skip
"""What says that the service is busy or stumbled, and nothing of the page."""


class NotArchivedError(Exception):
    """The service has no copy of an address and makes none; the message gives its reason.

    Attributes:
        later: whether it is worth asking again in a while.
    """

    def __init__(self, message: str, *, later: bool = False) -> None:
        super().__init__(message)
        self.later = later


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of an address.

    Attributes:
        archived: where it is.
        time: when it was made: 14 digits, UTC.
    """

    archived: str
    time: str

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return datetime.strptime(self.time, "%Y%m%d%H%M%S").replace(tzinfo=UTC)

    @property
    def raw(self) -> str:
        """Where what was captured is to be had as it was, without the archive's frame around it."""
        return self.archived.replace(f"/web/{self.time}/", f"/web/{self.time}id_/", 1)


class Service:
    """Speaks with an archive.

    Args:
        caller: makes the calls.
        base: the archive's address.
        keys: the account, where there is one.
    """

    def __init__(self, caller: Caller, base: str = WAYBACK, keys: Keys | None = None) -> None:
        self.clock = caller.clock
        self._caller = caller
        self.base = base.rstrip("/")
        self.host = httpx.URL(self.base).host
        self._headers = {"Authorization": f"LOW {keys.access}:{keys.secret}"} if keys else {}

    def rest(self, seconds: float) -> None:
        """Ask the service nothing for so long."""
        self._caller.turns.rest(self.host, seconds)

    async def latest(self, address: str) -> Copy | None:
        """Give the latest copy of an address that is whole, where there is one.

        Raises:
            StoppedError: the service stays busy.
        """
        now = datetime.fromtimestamp(self.clock.time(), UTC).strftime("%Y%m%d%H%M%S")
        where = _AVAILABLE.get(self.base, f"{self.base}/wayback/available")
        reply = await self._caller.call(f"{where}?url={quote(address, safe='')}&timestamp={now}", {})
        closest: Any = reply.data.get("archived_snapshots")
        closest = closest.get("closest") if isinstance(closest, dict) else None
        if not isinstance(closest, dict) or closest.get("available") is not True or str(closest.get("status")) != "200":
            return None
        return self._copy(closest, address)

    async def order(self, address: str, within: int) -> str:
        """Ask for a copy and give the number of the job that makes it.

        Args:
            address: what is to be captured.
            within: seconds; a copy that is not older is taken instead.

        Raises:
            NotArchivedError: the service refuses this address.
            StoppedError: it stays busy, or refuses us.
        """
        form = {"url": address, "if_not_archived_within": str(within), "skip_first_archive": "1"}
        reply = await self._caller.call(f"{self.base}/save", self._headers, form)
        if reply.status in (401, 403):
            need = "does not take these keys" if self._headers else "wants the keys of an account"
            raise StoppedError(f"{self.host} {need}; set CAPTURE_ACCESS_KEY and CAPTURE_SECRET_KEY")
        if reply.text("status") == "error" or reply.status >= 300 or not reply.text("job_id"):
            raise _refusal(reply)
        return reply.text("job_id")

    async def result(self, job: str, address: str) -> Copy | None:
        """Give the copy that a job has made, or None while it is at it.

        Raises:
            NotArchivedError: it made none.
            StoppedError: the service stays busy.
        """
        reply = await self._caller.call(f"{self.base}/save/status/{quote(job, safe='')}", self._headers)
        status = reply.text("status")
        if status == "pending":
            return None
        if status != "success":
            raise _refusal(reply)
        copy = self._copy(reply.data, reply.text("original_url") or address) or self._copy(reply.data, address)
        if copy is None:
            raise NotArchivedError("the service says that there is a copy, and not where")
        return copy

    def _copy(self, data: Mapping[str, Any], address: str) -> Copy | None:
        """A copy as the record may name it; None where the answer gives no such thing."""
        time = str(data.get("timestamp"))
        archived = f"{self.base}/web/{time}/{address}"
        if not re.fullmatch("[0-9]{14}", time) or not archived.isprintable() or not urlsplit(address).scheme:
            return None
        try:
            copy = Copy(_URL.validate_python(archived), time)
            return copy if copy.moment.timestamp() < self.clock.time() + _SLACK else None
        except (ValueError, ValidationError):  # no such day; no such address
            return None

    async def fingerprint(self, copy: Copy) -> str:
        """Give the SHA-256 of what was captured, to which the archive leads from ``Copy.raw``.

        Raises:
            UnhashedError: it could not be read whole; the message says why.
            StoppedError: the service stays busy.
        """
        url = copy.raw
        for _ in range(_HOPS + 1):
            reply = await self._caller.hashed(url)
            if reply.sha256:
                return reply.sha256
            if not reply.location:
                raise UnhashedError(f"the archive answers {reply.status}")
            try:
                target = httpx.URL(url).join(reply.location)
            except (httpx.InvalidURL, ValueError):
                raise UnhashedError("the archive leads on to something that is no address") from None
            if target.host != self.host or target.scheme not in ("http", "https"):
                raise UnhashedError("the archive leads on to another host")
            url = str(target)
        raise UnhashedError(f"the archive leads on more than {_HOPS} times")


def _refusal(reply: Reply) -> Exception:
    """What the service says instead of doing it."""
    kind, words = reply.text("status_ext"), printable(" ".join(reply.text("message").split()))[:200].rstrip(".")
    if "captures per day" in words:
        return StoppedError(f"the service says: {words}")
    told = words or printable(kind)[:80] or f"it answers {reply.status} without a reason"
    return NotArchivedError(f"the service says: {told}", later=kind in _LATER)
