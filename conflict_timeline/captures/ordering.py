"""From one address to its copy: an earlier one that is young enough, or a new one that is asked and waited for."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from ..visits.notebook import Notebook
from ..visits.pacing import Clock
from .calling import UnhashedError
from .service import Copy, NotArchivedError, Service

_FIRST_LOOK = 6.0
"""Seconds before a job is looked at for the first time, and between two looks at first."""
_LOOKS_SLOWER = 1.5
_SLOWEST = 30.0
_PATIENCE = 900.0
"""Seconds for which a job is waited for; the next run goes on waiting."""
_JOB_LIVES = 86_400.0
"""Seconds after which the service may have forgotten a job."""
_TRIES = 5
"""How often a copy is ordered where the service stumbles, or we have too many jobs with it."""
_PAUSE = 60.0
"""Seconds for which the service is left alone after it stumbled."""
_HASHINGS = 3
"""How often a new copy is looked for: it can take the archive some moments to find it."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is known of the copy of an address; written down so that a run that was stopped goes on.

    Attributes:
        address: the address.
        job: the job that makes a copy, while it is at it.
        archived: where the copy is.
        time: when it was made.
        sha256: the hash of what was captured.
        says: why there is no copy, or no hash.
        earlier: an older copy, where none is to be had now.
    """

    address: str
    job: str = ""
    archived: str = ""
    time: str = ""
    sha256: str = ""
    says: str = ""
    earlier: str = ""


class Orders:
    """Brings addresses to copies, each once.

    Args:
        service: the archive.
        notebook: what earlier runs came to.
        within: seconds; a copy that is not older is taken instead of a new one.
    """

    def __init__(self, service: Service, notebook: Notebook[Note], within: float) -> None:
        self._service = service
        self._clock: Clock = service.clock
        self._notebook = notebook
        self._within = within
        self._running: dict[str, asyncio.Task[Note]] = {}

    async def copy(self, address: str) -> Note:
        """Give the copy of an address, with the hash of what was captured, or the reason why there is none.

        Raises:
            StoppedError: the service will do nothing more for now.
        """
        if address not in self._running:
            self._running[address] = asyncio.create_task(self._copied(address))
        return await self._running[address]

    async def _copied(self, address: str) -> Note:
        note = self._noted(address)
        if not note.archived:
            earlier = await self._service.latest(address)
            try:
                young = earlier is not None and self._age(earlier) <= self._within
                copy = earlier if earlier and young else await self._made(address, note.job)
            except NotArchivedError as error:
                return Note(address, says=str(error), earlier=earlier.archived if earlier else "")
            note = self._written(Note(address, archived=copy.archived, time=copy.time))
        return note if note.sha256 else await self._hashed(note)

    async def hashed(self, address: str, archived: str, time: str) -> Note:
        """Give the hash of a copy that the record names already.

        Raises:
            StoppedError: the service will do nothing more for now.
        """
        return await self._hashed(Note(address, archived=archived, time=time))

    def _noted(self, address: str) -> Note:
        """What an earlier run wrote down, as far as it still counts."""
        at, note = self._notebook.get(address) or (0.0, Note(address))
        age = self._clock.time() - at
        return note if 0 <= age <= (self._within if note.archived else _JOB_LIVES) else Note(address)

    def _written(self, note: Note) -> Note:
        self._notebook.put(note.address, note, self._clock.time())
        return note

    def _age(self, copy: Copy) -> float:
        return self._clock.time() - copy.moment.timestamp()

    async def _made(self, address: str, job: str) -> Copy:
        """Let a copy be made; wait on for a job that an earlier run has ordered."""
        until = self._clock.monotonic() + _PATIENCE
        for tries in range(_TRIES):
            resumed = bool(job)
            try:
                if not job:
                    job = await self._service.order(address, int(self._within))
                    self._written(Note(address, job=job))
                return await self._awaited(job, address, until)
            except _PendingError:
                raise
            except NotArchivedError as error:
                job = ""
                self._written(Note(address))
                if resumed:  # it may have been forgotten, or have failed long ago
                    continue
                if not error.later or tries == _TRIES - 1:
                    raise
                self._service.rest(_PAUSE)
        raise AssertionError  # the last try returns or raises

    async def _awaited(self, job: str, address: str, until: float) -> Copy:
        wait = _FIRST_LOOK
        while True:
            await self._clock.sleep(wait)
            if (copy := await self._service.result(job, address)) is not None:
                return copy
            if self._clock.monotonic() > until:
                minutes = _PATIENCE / 60
                raise _PendingError(f"the service is still at it after {minutes:.0f} minutes; run this again later")
            wait = min(wait * _LOOKS_SLOWER, _SLOWEST)

    async def _hashed(self, note: Note) -> Note:
        copy, says = Copy(note.archived, note.time), ""
        for _ in range(_HASHINGS):
            try:
                return self._written(replace(note, sha256=await self._service.fingerprint(copy), says=""))
            except UnhashedError as error:
                says = str(error)
                self._service.rest(_PAUSE / 3)
        return replace(note, says=says)


class _PendingError(NotArchivedError):
    """A job that is not done yet, and stays written down."""
