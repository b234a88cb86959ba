"""Calls to the interface of a service: again while it is busy, as late as it asks for, and never for ever."""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

import httpx

from ..visits.asking import Limits
from ..visits.bodies import UnpackableError, unpacked
from ..visits.failures import failed
from ..visits.hosts import RefusedHostError
from ..visits.pacing import Clock, Turns, backoff, retry_after

T = TypeVar("T")

ATTEMPTS = 6
"""How often a call is tried while the service is busy."""
_UNREACHABLE = 3
"""How often it is tried while it cannot be reached at all."""
LONGEST_WAIT = 900.0
"""Seconds that are waited at most because the service asks for it."""
_SLOWER = 5
"""How much longer waits are than between visits: 10, 20, 40, 80 and 160 seconds at most."""
_ANSWER = 4 * 1024 * 1024
"""Bytes of an answer that are read: it may list a thousand files that the page is made of."""
_CAPTURE = 200 * 1024 * 1024
"""Bytes of a capture that are read to be hashed."""


class StoppedError(Exception):
    """The service will do nothing more for now; the message says why."""


class UnhashedError(Exception):
    """A capture could not be read whole, so it has no hash; the message says why."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service answered: its status and, where it is a JSON object, that."""

    status: int
    data: Mapping[str, Any] = field(default_factory=dict)
    location: str = ""
    sha256: str = ""

    def text(self, name: str) -> str:
        """A text in the object, or an empty one."""
        value = self.data.get(name)
        return value if isinstance(value, str) else ""


class Caller:
    """Calls the service.

    Args:
        transport: how servers are reached.
        turns: when.
        clock: the time.
        agent: what to say about who asks.
        chance: gives a number from 0 to 1.
    """

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        turns: Turns,
        clock: Clock,
        agent: str,
        *,
        time_out: float = 60.0,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.clock = clock
        self.turns = turns
        self._transport = transport
        self._agent = agent
        self._time_out = time_out
        self._limits = Limits(connect=20.0, read=time_out, whole=time_out)
        self._chance = chance

    async def call(self, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None = None) -> Reply:
        """Ask for JSON; with a form, post it. Redirects are not followed: the headers may hold keys.

        Raises:
            StoppedError: the service stays busy, or cannot be reached.
        """
        body = urlencode(form).encode() if form is not None else b""
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
        asking = {"Accept": "application/json", **kind, **headers}
        return await self._patiently("POST" if form is not None else "GET", url, asking, body, _object)

    async def hashed(self, url: str) -> Reply:
        """Ask for a file and give its SHA-256, or where it leads.

        Raises:
            StoppedError: the service stays busy, or cannot be reached.
            UnhashedError: the file is too large, cut short or packed in an unknown way.
        """
        return await self._patiently("GET", url, {"Accept": "*/*"}, b"", _digest)

    async def _patiently(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        consume: Callable[[httpx.Response], Awaitable[Reply]],
    ) -> Reply:
        host, trouble = httpx.URL(url).host, ""
        for repetition in range(ATTEMPTS):
            wait, reply = backoff(repetition, self._chance) * _SLOWER, None
            try:
                reply, asked = await self._once(method, url, headers, body, consume)
            except RefusedHostError as error:
                raise StoppedError(f"{error}; --allow-private lets it pass") from None
            except httpx.TransportError as error:
                failure, asked = failed(error, host, self._limits), None
                trouble = failure.says
                if failure.unreachable and repetition == _UNREACHABLE - 1:
                    raise StoppedError(f"{trouble}, {_UNREACHABLE} times; is the network there?") from None
            if reply is not None:
                if reply.status != 429 and reply.status < 500:
                    return reply
                trouble = f"{host} answers {reply.status}"
            if asked is not None and asked > LONGEST_WAIT:
                raise StoppedError(f"{trouble} and asks to come back in {asked:,.0f} s")
            if repetition < ATTEMPTS - 1:
                self.turns.rest(host, max(wait, asked or 0.0))
        raise StoppedError(f"{trouble}, {ATTEMPTS} times")

    async def _once(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        consume: Callable[[httpx.Response], Awaitable[Reply]],
    ) -> tuple[Reply, float | None]:
        """Call once; give the reply, and the seconds that the service asks us to wait."""
        request = httpx.Request(
            method,
            url,
            headers={"User-Agent": self._agent, "Accept-Encoding": "gzip", **headers},
            content=body,
            extensions={"timeout": httpx.Timeout(self._limits.read, connect=self._limits.connect).as_dict()},
        )
        async with self.turns.turn(request.url.host):
            try:
                async with asyncio.timeout(self._time_out * 5 if consume is _digest else self._time_out):
                    response = await self._transport.handle_async_request(request)
                    try:
                        reply = await consume(response)
                    finally:
                        await response.aclose()
            except TimeoutError:
                raise httpx.ReadTimeout("", request=request) from None
        return reply, retry_after(response.headers.get("retry-after"), self.clock)


async def _object(response: httpx.Response) -> Reply:
    """Read a reply that may be a JSON object; a busy service may answer in HTML."""
    found = bytearray()
    try:
        async with aclosing(unpacked(response)) as pieces:
            async for piece in pieces:
                found += piece
                if len(found) > _ANSWER:
                    return Reply(response.status_code)
        data = json.loads(found)
    except (UnpackableError, ValueError, RecursionError):
        data = None
    return Reply(response.status_code, data if isinstance(data, dict) else {})


async def _digest(response: httpx.Response) -> Reply:
    """Hash a whole body, unpacked."""
    if response.status_code != 200:
        return Reply(response.status_code, location=response.headers.get("location", ""))
    digest, size = hashlib.sha256(), 0
    try:
        async with aclosing(unpacked(response)) as pieces:
            async for piece in pieces:
                digest.update(piece)
                size += len(piece)
                if size > _CAPTURE:
                    raise UnhashedError(f"it has more than {_CAPTURE // 1024**2} MB")
    except UnpackableError:
        raise UnhashedError("it is cut short, or packed in a way that is not understood here") from None
    return Reply(200, sha256=digest.hexdigest())
