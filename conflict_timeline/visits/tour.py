"""A tour: all addresses, host by host, several hosts at once, without those that were visited lately."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field, replace

import httpx

from .memory import Memory
from .pacing import Clock
from .visit import Visit, Visitor

_TELLING = 3
"""Hosts of which none could be reached before it is our own network that is in doubt."""


class NoNetworkError(Exception):
    """Not one host could be reached; the message says so."""


@dataclass(slots=True)
class Tour:
    """What a tour saw.

    Attributes:
        visits: by address.
        remembered: how many of them an earlier tour made.
    """

    visits: dict[str, Visit] = field(default_factory=dict)
    remembered: int = 0


async def tour(
    addresses: Mapping[str, bool],
    visitor: Visitor,
    memory: Memory,
    clock: Clock,
    *,
    max_age: float,
    each: Callable[[str], None] = lambda _: None,
) -> Tour:
    """Visit addresses.

    Args:
        addresses: from each address, without fragment, to whether its title is wanted.
        visitor: visits one.
        memory: what earlier tours saw; each visit is put there when it is done, so that a tour can be stopped.
        clock: the time.
        max_age: seconds for which an earlier visit counts.
        each: called with each address that has been dealt with.

    Raises:
        NoNetworkError: several hosts were tried and none could be reached.
    """
    now, found = clock.time(), Tour()
    waiting: dict[str, list[str]] = defaultdict(list)
    for address, read in addresses.items():
        seen = memory.get(address, read=read, since=now - max_age, now=now)
        if seen is None:
            waiting[_host(address)].append(address)
        else:
            found.visits[address] = seen
            found.remembered += 1
            each(address)

    async def stay(hosted: list[str]) -> None:
        async for seen in _visited(hosted, addresses, visitor):
            found.visits[seen.address] = seen
            if not seen.unreachable:  # else it may be our own network, which is seen at the end
                memory.put(seen, clock.time())
            each(seen.address)

    await asyncio.gather(*map(stay, waiting.values()))
    _in_doubt([found.visits[hosted[0]] for hosted in waiting.values()])
    made = [found.visits[address] for hosted in waiting.values() for address in hosted]
    if any(not seen.unreachable for seen in made):  # so the network is there
        for seen in made:
            if seen.unreachable:
                memory.put(seen, clock.time())
    return found


async def _visited(hosted: list[str], wanted: Mapping[str, bool], visitor: Visitor) -> AsyncIterator[Visit]:
    """Visit the addresses of one host; when it cannot be reached, the rest is told to fare the same."""
    lost: dict[str, Visit] = {}
    for address in hosted:
        scheme = address.partition(":")[0]
        if scheme in lost:
            yield replace(lost[scheme], address=address)
            continue
        seen = await visitor.visit(address, read=wanted[address])
        if seen.unreachable:
            lost[scheme] = seen
        yield seen


def _in_doubt(made: list[Visit]) -> None:
    """Say nothing of the record where the network seems to be gone: then every source would be called dead."""
    if len(made) >= _TELLING and all(visit.unreachable for visit in made):
        raise NoNetworkError(f"none of {len(made):,} hosts could be reached, so the network here seems to be down")


def _host(address: str) -> str:
    """Host and port of an address."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        return ""
    return url.netloc.decode("ascii", "replace")
