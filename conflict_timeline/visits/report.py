"""From a record to a report about its addresses: what ``links`` does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from collections.abc import Collection as Chosen
from contextlib import closing
from dataclasses import dataclass, field

from ..checks import ignores
from ..collection import Collection
from ..problems import Report
from ..settings import DEFAULTS, Settings
from .asking import Asker, Limits
from .findings import findings, wanted
from .hosts import Hosts
from .memory import Memory
from .mentions import mentions
from .pacing import Clock, SystemClock, Turns
from .tour import Tour, tour
from .transport import CheckedTransport
from .visit import State, Visitor

MEMORY = ".cache/visits.jsonl"
"""Where visits are remembered, below the record's root."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How visits are made.

    Attributes:
        agent: what to say about who asks.
        max_age: seconds for which an earlier visit counts.
        pause: seconds between two questions to one host.
        at_once: how many hosts are asked at once.
        limits: what a question may cost.
        hosts: which machines may be called.
        clock: the time.
    """

    agent: str
    max_age: float = 7 * 86_400.0
    pause: float = 1.0
    at_once: int = 8
    limits: Limits = field(default_factory=Limits)
    hosts: Hosts = field(default_factory=Hosts)
    clock: Clock = field(default_factory=SystemClock)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a record's addresses gave.

    Attributes:
        report: the problems.
        tour: what was seen.
    """

    report: Report
    tour: Tour

    def summary(self) -> str:
        """The addresses, counted by what became of them."""
        states = [visit.state for visit in self.tour.visits.values()]
        noun = "address" if len(states) == 1 else "addresses"
        earlier = f", {self.tour.remembered:,} of them earlier" if self.tour.remembered else ""
        counts = (
            f"{states.count(State.ANSWERS):,} answer, {states.count(State.DEAD):,} do not, "
            f"{states.count(State.UNSEEN):,} let no program look"
        )
        return f"{len(states):,} {noun} visited{earlier}: {counts}"


def agent(version: str, site_url: str) -> str:
    """What to say about who asks: the project, and the site whose sources are visited."""
    site = "".join(character for character in site_url if character.isascii() and character.isprintable())
    return f"conflict-timeline/{version} (checks the sources of {site})" if site else f"conflict-timeline/{version}"


def look(
    collection: Collection,
    manners: Manners,
    settings: Settings = DEFAULTS,
    *,
    paths: Chosen[str] | None = None,
    tell: Callable[[str], None],
    each: Callable[[str, int], None] = lambda *_: None,
) -> Looked:
    """Visit the addresses of a record's sources and tell what is wrong with them.

    Args:
        collection: the record.
        manners: how visits are made.
        settings: the site's: how grave breaches are.
        paths: the files whose sources are wanted; all unless given.
        tell: called with a sentence about anything unusual that is no problem of the record.
        each: called after each address, with it and with the number of all.

    Raises:
        NoNetworkError: no host could be reached.
        OSError: the disk refuses.
    """
    found = list(mentions(collection, paths))
    addresses = wanted(found)
    with closing(Memory(collection.root / MEMORY, tell)) as memory:
        seen = asyncio.run(_toured(addresses, memory, manners, lambda address: each(address, len(addresses))))
    files = {mention.entry.path for mention in found}
    kept = ignores.applied(collection, findings(found, seen.visits), settings, by="links")
    return Looked(Report([problem for problem in kept if problem.path in files], len(files)), seen)


async def _toured(addresses: dict[str, bool], memory: Memory, manners: Manners, each: Callable[[str], None]) -> Tour:
    turns = Turns(manners.clock, manners.pause, manners.at_once)
    async with CheckedTransport(manners.hosts) as transport:
        visitor = Visitor(Asker(transport, turns, manners.agent, manners.limits), manners.clock)
        return await tour(addresses, visitor, memory, manners.clock, max_age=manners.max_age, each=each)
