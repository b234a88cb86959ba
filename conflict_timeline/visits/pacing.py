"""When to ask: one question at a time for a host, a pause after each, and longer pauses where a server is in trouble."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Protocol

LONGEST_WAIT = 120.0
"""Seconds that are waited at most because a server asks for it with Retry-After."""
FIRST_WAIT = 2.0
"""Seconds around which the first repetition waits; each further one waits twice as long."""


class Clock(Protocol):
    """What the time is, and how it passes; tests have one of their own."""

    def time(self) -> float:
        """Seconds since 1970."""

    def monotonic(self) -> float:
        """Seconds since some moment, which nobody sets back."""

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass."""


class SystemClock:
    """The time of this machine."""

    def time(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds since the machine was started."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        await asyncio.sleep(seconds)


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0


class Turns:
    """Gives turns: to each host one question at a time, to several hosts at once.

    Args:
        clock: the time.
        pause: seconds between two questions to one host.
        at_once: how many questions may be open in all.
    """

    def __init__(self, clock: Clock, pause: float, at_once: int) -> None:
        self._clock = clock
        self._pause = pause
        self._places = asyncio.Semaphore(at_once)
        self._hosts: dict[str, _Host] = defaultdict(_Host)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until the host may be asked; it is busy while the block runs."""
        state = self._hosts[host]
        async with state.lock:
            while (wait := state.free_at - self._clock.monotonic()) > 0:
                await self._clock.sleep(wait)
            async with self._places:
                try:
                    yield
                finally:
                    state.free_at = max(state.free_at, self._clock.monotonic() + self._pause)

    def rest(self, host: str, seconds: float) -> None:
        """Ask a host nothing for so long."""
        state = self._hosts[host]
        state.free_at = max(state.free_at, self._clock.monotonic() + seconds)


def backoff(repetition: int, chance: Callable[[], float]) -> float:
    """Seconds to wait before a repetition, from 0: twice as long each time, and not the same for everybody.

    Args:
        repetition: how many there were before.
        chance: gives a number from 0 to 1.
    """
    return float(FIRST_WAIT * 2**repetition * (0.5 + chance() / 2))


def retry_after(value: str | None, clock: Clock) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, section 10.2.3): a number, or a date.

    Returns:
        None where there is no such header or nobody can read it; at least 0.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:10])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - clock.time())
    except (ValueError, OverflowError):
        return None
