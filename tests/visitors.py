"""Visitors for tests: with a clock that jumps instead of waiting, and names that lead to a server of this machine."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import ip_address

from conflict_timeline.visits.asking import Asker, Limits
from conflict_timeline.visits.hosts import Address, Hosts, kind
from conflict_timeline.visits.pacing import Turns
from conflict_timeline.visits.transport import CheckedTransport
from conflict_timeline.visits.visit import Visit, Visitor

HERE = ip_address("127.0.0.1")
NAMES = {
    "site.example": ["127.0.0.1"],
    "other.example": ["127.0.0.1"],
    "inner.example": ["10.0.0.1"],
    "half.example": ["127.0.0.1", "192.168.1.1"],
    "mapped.example": ["::ffff:169.254.169.254"],
    "router.example": ["127.0.0.2"],
    "twice.example": ["127.0.0.3", "127.0.0.1"],
}
"""The names that tests know."""


@dataclass
class JumpingClock:
    """A clock that jumps ahead when somebody sleeps.

    Attributes:
        now: seconds that have passed.
        slept: the sleeps, in order.
    """

    now: float = 0.0
    slept: list[float] = field(default_factory=list)
    start: float = 1_750_000_000.0

    def time(self) -> float:
        return self.start + self.now

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


@dataclass
class Names:
    """Looks names up in a table; notes what was looked up."""

    table: dict[str, list[str]] = field(default_factory=lambda: dict(NAMES))
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        if host == "away.example":
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        if host not in self.table:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return self.table[host]


def here_or_public(address: Address) -> str:
    """This machine's first address passes, so that a server can be reached; all else is judged as ever."""
    return "" if address in (HERE, ip_address("127.0.0.3")) else kind(address)


PATIENT = Limits(connect=20, read=20, whole=20, body=256 * 1024)
"""For servers that answer: no busy machine makes a test fail."""
HASTY = Limits(connect=20, read=0.2, whole=0.4)
"""For servers that never end: whatever the machine does, the time is up some day."""


def visit(
    addresses: str | Iterable[str],
    *,
    read: bool = True,
    clock: JumpingClock | None = None,
    limits: Limits = PATIENT,
    names: Names | None = None,
    context: ssl.SSLContext | None = None,
) -> list[Visit]:
    """Visit addresses one after another."""
    clock = clock or JumpingClock()

    async def visits() -> list[Visit]:
        async with CheckedTransport(Hosts(names or Names(), here_or_public), context) as transport:
            visitor = Visitor(Asker(transport, Turns(clock, 1.0, 8), "tests/1", limits), clock, chance=lambda: 1.0)
            wanted = [addresses] if isinstance(addresses, str) else addresses
            return [await visitor.visit(address, read=read) for address in wanted]

    return asyncio.run(visits())
