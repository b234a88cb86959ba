"""Asks for the verdicts on all files, remembered or new, then holds the record as a whole to the rules.

``checks.check`` judges a record that was read into memory; this judges one on the disk and comes to the same report.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from ..checks import check, of_record, together
from ..collection import Collection, collect, listed, read_registry
from ..collection.entries import Entry, EventFile, event_of
from ..collection.outlines import Outline
from ..files.record_files import RecordFile, RecordFiles
from ..front_matter import FILE_LIMIT
from ..model import Event
from ..problems import Problem, Report
from ..settings import DEFAULTS, Settings
from ..system.processes import processors, spread
from .cache import Cache, ground
from .verdicts import RECORD, REGISTRY, Verdict, digest, on_record, on_registry, problems, verdict

WORTH = 300
"""Files from which a second process is worth its start."""


class ChangedError(Exception):
    """A file has changed while the record was being checked."""


def survey(
    root: Path,
    settings: Settings = DEFAULTS,
    *,
    cache: Path | None = None,
    today: dt.date | None = None,
    jobs: int | None = None,
    done: Callable[[int, int], None] = lambda *_: None,
    tell: Callable[[str], None] = lambda _: None,
) -> Report:
    """Check a record.

    Args:
        root: the folder that holds ``events/``, ``registry/`` and ``seeds/``.
        settings: the site's: where its pages are that are written by hand, and how grave breaches are.
        cache: the folder for what is remembered; None to remember nothing.
        today: the day after which nothing can have happened yet; the system's date unless given.
        jobs: how many processes read events; by default one for each processor that this process may use.
        done: called now and then with how many events are judged and how many there are to judge, the registry with them.
        tell: called with a sentence where the cache could not be used.

    Returns:
        The same report as that of ``checks.check`` on what ``collect`` reads.
    """
    try:
        return _Survey(root, cache, jobs, done, tell).report(today or dt.date.today(), settings)
    except ChangedError:
        return check(collect(root), settings, today=today)


class _Survey:
    """One check."""

    def __init__(
        self,
        root: Path,
        cache: Path | None,
        jobs: int | None,
        done: Callable[[int, int], None],
        tell: Callable[[str], None],
    ) -> None:
        self._collection = Collection(root)
        self._jobs = jobs
        self._done = done
        files = _Files(root, self._collection.problems)
        self._collection.images = files.images
        read_registry(self._collection, files)
        self._registry = self._collection.registry
        self._known = files.digest.hexdigest()
        self._cache = Cache(cache, ground(self._known)) if cache else None
        self._verdicts = self._found(list(listed(self._collection, files, "events")))
        self._tell = tell

    def report(self, today: dt.date, settings: Settings) -> Report:
        """Hold the record as a whole to the rules.

        Raises:
            ChangedError: a file is no longer what its verdict was about.
        """
        collection = self._collection
        on_registry, *on_events = self._verdicts
        events, rests, outlines = {}, {}, {}
        for judged in sorted(on_events, key=lambda judged: judged.name):
            if judged.verdict.outline is not None:
                events[judged.name] = judged
                outlines[judged.name] = Outline(*judged.verdict.outline)
            else:
                (collection.removed if judged.verdict.removed else collection.broken).add(judged.name)
                if judged.verdict.names:
                    rests[judged.name] = judged
        collection.events = whole = _Entries(collection.root, events, attrgetter("entry"))
        collection.rests = partly = _Entries(collection.root, rests, attrgetter("rest"))
        collection.outlines = outlines
        collection.problems += (problem for judged in on_events for problem in problems(judged.verdict.met))
        alone = (problem for judged in on_events for problem in problems(judged.verdict.alone))
        known = self._ground_of_record(today)
        record = self._cache.recognise(RECORD, known) if self._cache else None
        if record is None or not _are(record.outline or [], {**events, **rests}):
            found = list(of_record(collection, today))
            record = on_record(known, found, [*whole.read(), *partly.read()])
        self._keep([record, *(judged.verdict for judged in self._verdicts)])
        told = problems(on_registry.verdict.alone), problems(record.alone)
        return together(collection, alone, today, settings, *told)

    def _ground_of_record(self, today: dt.date) -> str:
        """A digest of what the rules about the whole record look at, but for the events that they ask for."""
        marks = sorted(f"{judged.name}:{judged.verdict.mark}" for judged in self._verdicts)
        met = sorted(repr(problem) for problem in self._collection.problems)
        return digest("\n".join([today.isoformat(), self._known, *met, "", *marks]).encode())

    def _keep(self, verdicts: list[Verdict]) -> None:
        if self._cache and len(self._verdicts) > 1:
            self._cache.keep(verdicts)
        if self._cache and self._cache.note:
            self._tell(self._cache.note)

    def _found(self, listed: list[tuple[RecordFile, str]]) -> list[_Judged]:
        """The verdict on the registry, then those on all files: remembered ones where they hold, else new ones."""
        cache = self._cache
        recalled = {file.relative: cache.recall(file) for file, _ in listed} if cache else {}
        unread: list[_Task] = [task for task in listed if not recalled.get(task[0].relative)]
        kept = cache.recognise(REGISTRY, self._known) if cache else None
        if kept is None:
            unread.insert(0, None)
        jobs = min(self._jobs or processors(), max(1, len(unread) // WORTH))
        found = iter(spread(self._judged, unread, jobs, lambda number: self._done(number, len(unread))))
        judged = [_Judged("", None, kept or next(found))]
        for file, name in listed:
            judged.append(_Judged(name, file, recalled.get(file.relative) or next(found)))
        return judged

    def _judged(self, task: _Task) -> Verdict:
        """Judge the registry, or read and judge a file, unless its content was judged before."""
        if task is None:
            return on_registry(self._registry, self._known)
        file, name = task
        files = RecordFiles(self._collection.root, [])
        data = files.read(file.path, FILE_LIMIT)
        if data is not None and self._cache and (kept := self._cache.recognise(file.relative, digest(data))):
            return kept
        return verdict(data, file.relative, name, self._registry, files.problems)


_Task = tuple[RecordFile, str] | None
"""A file and its event's id; None stands for the registry."""


class _Judged(NamedTuple):
    """A verdict with the file that it is about and its event's id; the registry has neither."""

    name: str
    file: RecordFile | None
    verdict: Verdict


def _are(asked: Iterable[Sequence[str]], judged: Mapping[str, _Judged]) -> bool:
    """Whether files have the digests that they had when their events were asked for; pairs of an id and a digest."""
    return all(name in judged and judged[name].verdict.digest == digest for name, digest in asked)


class _Files(RecordFiles):
    """Files of a record, with a digest of everything that was read."""

    def __init__(self, root: Path, problems: list[Problem]) -> None:
        super().__init__(root, problems)
        self.digest = hashlib.blake2b(digest_size=16)

    def read(self, path: str | Path, limit: int) -> bytes | None:
        """Read a file."""
        data = super().read(path, limit)
        self.digest.update(f"{self.relative(Path(path))}\n{None if data is None else len(data)}\n".encode())
        self.digest.update(data or b"")
        return data


class _Entries(Mapping[str, Entry[Event]]):
    """Events of a record, or what stands of some; one is read when it is asked for, and ``part`` of its file taken."""

    def __init__(
        self, root: Path, found: Mapping[str, _Judged], part: Callable[[EventFile], Entry[Event] | None]
    ) -> None:
        self._files = RecordFiles(root, [])
        self._found = found
        self._part = part
        self._entries: dict[str, Entry[Event]] = {}

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __contains__(self, name: object) -> bool:
        return name in self._found

    def read(self) -> list[list[str]]:
        """The ids and digests of the events that have been asked for."""
        return [[name, self._found[name].verdict.digest] for name in self._entries]

    def __getitem__(self, name: str) -> Entry[Event]:
        if name not in self._entries:
            _, file, found = self._found[name]
            assert file, "an event has a file"
            data = self._files.read(file.path, FILE_LIMIT)
            if data is None or digest(data) != found.digest:
                raise ChangedError(file.relative)
            entry = self._part(event_of(data, file.relative, name))
            assert entry, "what could be read once can be read again"
            self._entries[name] = entry
        return self._entries[name]
