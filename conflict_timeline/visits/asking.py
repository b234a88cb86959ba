"""One question to a server and what comes back, within limits of time and of size that no server can stretch."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, replace

import httpx

from .bodies import UnpackableError, unpacked
from .pacing import Turns

_ACCEPTED = {
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language": "en;q=0.5,*;q=0.1",
    "Accept-Encoding": "gzip",  # what we can unpack without unpacking a bomb
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question may cost.

    Attributes:
        connect: seconds to connect in.
        read: seconds that a server may be silent.
        whole: seconds from the first byte to the last; a server that trickles ends here.
        body: bytes of a body that are read, also after unpacking.
    """

    connect: float = 10.0
    read: float = 15.0
    whole: float = 30.0
    body: int = 256 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Attributes:
        url: what was asked.
        status: the status code.
        headers: the headers.
        body: the first bytes of the body, unpacked; empty after HEAD, or where nobody wants it.
    """

    url: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes = b""

    @property
    def fine(self) -> bool:
        """Whether the server has what was asked for."""
        return 200 <= self.status < 300

    @property
    def leads_on(self) -> bool:
        """Whether it names another address instead."""
        return self.status in (301, 302, 303, 307, 308) and "location" in self.headers

    @property
    def is_page(self) -> bool:
        """Whether it is HTML, which has a title."""
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return kind in ("text/html", "application/xhtml+xml")


class Asker:
    """Asks servers, each in its turn.

    Args:
        transport: how servers are reached.
        turns: when.
        agent: what to say about who asks.
        limits: what a question may cost.
    """

    def __init__(self, transport: httpx.AsyncBaseTransport, turns: Turns, agent: str, limits: Limits) -> None:
        self.turns = turns
        self.limits = limits
        self._transport = transport  # and no client, which would build the next request from what a server names
        self._headers = {**_ACCEPTED, "User-Agent": agent}
        self._time = {"timeout": httpx.Timeout(limits.read, connect=limits.connect).as_dict()}

    async def ask(self, method: str, url: httpx.URL, cookies: httpx.Cookies | None = None) -> Answer:
        """Ask once. A body that breaks off, never ends or cannot be unpacked is cut: only its beginning is wanted.

        Raises:
            httpx.TransportError: there was no answer: no such host, no connection, no time.
        """
        request = httpx.Request(method, url, headers=self._headers, extensions=self._time)
        if cookies is not None:
            cookies.set_cookie_header(request)
        async with self.turns.turn(url.host):
            until = asyncio.get_running_loop().time() + self.limits.whole
            try:
                async with asyncio.timeout_at(until):
                    response = await self._transport.handle_async_request(request)
            except TimeoutError:
                raise httpx.ReadTimeout("", request=request) from None
            response.request = request
            try:
                if cookies is not None:
                    cookies.extract_cookies(response)
                answer = Answer(url, response.status_code, response.headers)
                if method == "HEAD" or not (answer.fine and answer.is_page):
                    return answer
                return replace(answer, body=await self._beginning(response, until))
            finally:
                await response.aclose()

    async def _beginning(self, response: httpx.Response, until: float) -> bytes:
        """The first bytes of a body, unpacked."""
        found, most = bytearray(), self.limits.body
        try:
            async with asyncio.timeout_at(until), aclosing(unpacked(response)) as pieces:
                async for piece in pieces:
                    found += piece[: most - len(found)]
                    if len(found) >= most or response.num_bytes_downloaded >= most:
                        break
        except (httpx.TransportError, TimeoutError, UnpackableError):
            pass
        return bytes(found)
