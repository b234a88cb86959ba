"""From a record to its copies: what ``archive`` does. A file is written once, in one step, when all is known for it."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Collection as Chosen
from contextlib import closing
from dataclasses import dataclass, field

from ..collection import Collection
from ..formatting import Plain, UnlikeError, UnreadableError, edit
from ..front_matter.strict_yaml import Loc
from ..problems import Problem
from ..visits.hosts import Hosts
from ..visits.mentions import Mention, mentions
from ..visits.notebook import Notebook
from ..visits.pacing import Clock, SystemClock, Turns
from ..visits.transport import CheckedTransport
from .account import Keys
from .calling import Caller, StoppedError
from .ordering import Note, Orders
from .service import WAYBACK, Copy, Service

NOTEBOOK = ".cache/captures.jsonl"
"""Where jobs and copies are written down, below the record's root."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms an archive is asked.

    Attributes:
        agent: what to say about who asks.
        base: the archive's address.
        keys: the account with it, where there is one.
        within: seconds; a copy that is not older is taken instead of a new one.
        pause: seconds between two calls.
        at_once: how many copies are waited for at once.
        hosts: which machines may be called.
        clock: the time.
    """

    agent: str
    base: str = WAYBACK
    keys: Keys | None = None
    within: float = 30 * 86_400.0
    pause: float = 2.0
    at_once: int = 2
    hosts: Hosts = field(default_factory=Hosts)
    clock: Clock = field(default_factory=SystemClock)


@dataclass(slots=True)
class Kept:
    """What came of it.

    Attributes:
        files: the files that were written, each with the names of the sources that gained something.
        problems: the sources for which there is no copy, or no hash.
        stopped: why the service did nothing more, or an empty text.
    """

    files: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stopped: str = ""


def due(collection: Collection, paths: Chosen[str] | None = None) -> dict[str, list[Mention]]:
    """Give the sources that lack a copy or its hash, by file in the order of paths.

    Args:
        collection: the record.
        paths: the files that are wanted; unless given, all but those of events that were withdrawn or that switch
            ``unarchived-source`` off.
    """
    left_out = set()
    if paths is None:
        events = collection.events.values()
        left_out = {e.path for e in events if e.value.withdrawn or "unarchived-source" in e.value.ignore}
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions(collection, paths):
        source, path = mention.source, mention.entry.path
        if path not in left_out and (not source.archived or (not source.sha256 and _time(source.archived))):
            found[path].append(mention)
    return dict(sorted(found.items()))


def keep(
    collection: Collection,
    terms: Terms,
    wanted: dict[str, list[Mention]],
    *,
    tell: Callable[[str], None],
    each: Callable[[str, int], None] = lambda *_: None,
) -> Kept:
    """Let sources be captured, and write where the copies are into the record.

    Args:
        collection: the record.
        terms: on which terms the archive is asked.
        wanted: the sources, by file.
        tell: called with a sentence about anything unusual that is no problem of the record.
        each: called after each source, with its address and with the number of all.

    Raises:
        OSError: the disk refuses.
    """
    with closing(Notebook(collection.root / NOTEBOOK, Note, tell)) as notebook:
        return asyncio.run(_kept(collection, terms, wanted, notebook, each))


async def _kept(
    collection: Collection,
    terms: Terms,
    wanted: dict[str, list[Mention]],
    notebook: Notebook[Note],
    each: Callable[[str, int], None],
) -> Kept:
    kept, waiting = Kept(), iter(wanted.items())
    number = sum(map(len, wanted.values()))
    async with CheckedTransport(terms.hosts) as transport:
        caller = Caller(transport, Turns(terms.clock, terms.pause, terms.at_once), terms.clock, terms.agent)
        orders = Orders(Service(caller, terms.base, terms.keys), notebook, terms.within)

        async def work() -> None:
            # Workers share what is waiting: each takes a file, and the next one when that is written.
            for path, found in waiting:
                changes: dict[Loc, Plain | None] = {}
                names = []
                for mention in found:
                    if kept.stopped:
                        break
                    try:
                        note = await _note_of(mention, orders)
                    except StoppedError as error:
                        kept.stopped = str(error)
                        break
                    if gained := _changes(mention, note):
                        changes |= gained
                        names.append(mention.name)
                    kept.problems += _problems(mention, note)
                    each(mention.source.url or "", number)
                if changes and _wrote(collection, path, changes, kept, found[0]):
                    kept.files[path] = names
                if kept.stopped:
                    return

        await asyncio.gather(*(work() for _ in range(terms.at_once)))
    kept.problems.sort()
    return kept


async def _note_of(mention: Mention, orders: Orders) -> Note:
    archived = mention.source.archived
    if archived:
        return await orders.hashed(mention.address("url"), archived, _time(archived))
    return await orders.copy(mention.address("url"))


def _time(archived: str) -> str:
    """The time in the address of a copy, as web archives write it; an empty text where there is none."""
    found = re.search(r"/web/([0-9]{14})/", archived)
    return found[1] if found else ""


def _changes(mention: Mention, note: Note) -> dict[Loc, Plain | None]:
    """What is written for a source. A hash that it has already is of something else, so it stays."""
    source, changes = mention.source, dict[Loc, Plain | None]()
    if note.archived and not source.archived:
        changes[*mention.at, "archived"] = note.archived
        if not source.captured:
            changes[*mention.at, "captured"] = Copy(note.archived, note.time).moment.date().isoformat()
    if note.sha256 and not source.sha256:
        changes[*mention.at, "sha256"] = note.sha256
    return changes


def _problems(mention: Mention, note: Note) -> list[Problem]:
    if not note.archived:
        hint = "archive it by hand, or switch unarchived-source off with the reason"
        if note.earlier:
            hint = f"look at the older copy {note.earlier}; if it says what is cited, write archived: and captured:"
        return [mention.problem("unarchived-source", f"{mention.name} has no copy: {note.says}", hint, "url")]
    if note.says:
        message, hint = f"the copy of {mention.name} has no hash: {note.says}", "run this again later"
        return [mention.problem("unarchived-source", message, hint, "url")]
    return []


def _wrote(collection: Collection, path: str, changes: dict[Loc, Plain | None], kept: Kept, first: Mention) -> bool:
    """Write into one file, in one step; where it cannot be read as it is by now, it is left alone."""
    try:
        edit(collection.root, path, changes)
    except (UnreadableError, UnlikeError, LookupError) as error:
        hint = "correct what check tells of it, and run this again: the copies are remembered"
        kept.problems.append(first.problem("unarchived-source", f"{path} was left as it is: {error}", hint, "url"))
        return False
    return True
