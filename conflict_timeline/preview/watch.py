"""Which files changed since the last look: the system's messages say when to look, the looking says what there is.

A message can be lost, doubled, or come of somebody who only read; editors save by writing a new file and renaming it;
a checkout changes hundreds. So a message only wakes, and what counts is a comparison of all files with the last time.
Where a file system sends no messages (some network folders and containers), the look every few seconds is enough.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

LOOK = 2.0
"""Seconds after which to look without a message."""
CALM = 0.04
"""Seconds for which nothing may change before a change counts as complete."""
PATIENCE = 1.0
"""Seconds after which a change counts as complete although more keeps coming."""

logging.getLogger("watchdog").addHandler(logging.NullHandler())  # it complains of messages that come after its end

_CHANGES = frozenset({"modified", "created", "deleted", "moved", "closed", "attrib"})
"""The messages that wake; watchdog also tells of files that were opened, which reading them does."""

Print = tuple[int, int, int, int]
"""What differs when a file was written: time of its content and of its entry in ns, size, number in the file system."""
Prints = Mapping[Path, Print]


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched.

    Attributes:
        folders: folders, with everything below them but hidden files and folders.
        files: single files.
    """

    folders: frozenset[Path]
    files: frozenset[Path]


class Watch:
    """Waits for changes of files; they may be missing, come, go and come again.

    Args:
        watched: what to watch at first.
    """

    def __init__(self, watched: Watched) -> None:
        self._woken = Event()
        self._watched = watched
        self._observer: BaseObserver | None = None
        self._heard: dict[Path, tuple[int, ObservedWatch]] = {}
        self._listen()
        self._seen = look(watched)

    def turn_to(self, watched: Watched) -> None:
        """Watch something else from now on; what is new in it counts as seen."""
        if watched == self._watched:
            return
        known = self._seen
        self._watched = watched
        self._listen()
        self._seen = {path: known.get(path, found) for path, found in look(watched).items()}

    def wait(self, seconds: float = LOOK) -> set[Path]:
        """Give the files that changed, came or went, as soon as there are any; none after ``seconds``."""
        self._woken.wait(seconds)
        self._woken.clear()
        first = self._seen
        if not self._changed():
            return set()
        patience = time.monotonic() + PATIENCE
        while time.monotonic() < patience:
            time.sleep(CALM)
            if not self._changed():
                break
        self._listen()  # folders may have gone and come again
        return _differing(first, self._seen)  # without what came and went meanwhile

    def wake(self) -> None:
        """Let ``wait`` look at once."""
        self._woken.set()

    def close(self) -> None:
        """Stop listening, and let ``wait`` return."""
        self.wake()
        if self._observer is not None:
            self._observer.stop()

    def _changed(self) -> bool:
        """Look again; whether anything is otherwise than at the last look."""
        before, self._seen = self._seen, look(self._watched)
        return before != self._seen

    def _listen(self) -> None:
        """Ask the system for messages about the folders that are there; where it refuses, looking has to do."""
        wanted = {*self._watched.folders, *(path.parent for path in self._watched.files)}
        there = {folder: number for folder in wanted if (number := _number(folder))}
        with suppress(OSError, RuntimeError):
            if self._observer is None:
                self._observer = Observer()
                self._observer.daemon = True
                self._observer.start()
            for folder, (number, watch) in list(self._heard.items()):
                if there.get(folder) != number:
                    del self._heard[folder]
                    with suppress(KeyError):
                        self._observer.unschedule(watch)
            for folder, number in there.items():
                if folder not in self._heard:
                    recursive = folder in self._watched.folders
                    watch = self._observer.schedule(_Waker(self._woken), str(folder), recursive=recursive)
                    self._heard[folder] = number, watch


class _Waker(FileSystemEventHandler):
    """Sets an event on each message of a change."""

    def __init__(self, woken: Event) -> None:
        self._woken = woken

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Hear a message."""
        if event.event_type in _CHANGES:
            self._woken.set()


def look(watched: Watched) -> Prints:
    """Give every watched file that is there, with its print. Links are files here, and are not followed."""
    found: dict[Path, Print] = {}
    for file in watched.files:
        with suppress(OSError):
            found[file] = _print(file.lstat())
    for folder in watched.folders:
        for entry in _entries(folder):
            with suppress(OSError):
                found[Path(entry.path)] = _print(entry.stat(follow_symlinks=False))
    return found


def _differing(before: Prints, now: Prints) -> set[Path]:
    """The files that differ between two looks."""
    return {path for path, _ in before.items() ^ now.items()}


def _entries(folder: Path) -> Iterable[os.DirEntry[str]]:
    """Everything below a folder that is no folder itself, without what is hidden."""
    folders = [str(folder)]
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name == "__pycache__":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    yield entry


def _print(found: os.stat_result) -> Print:
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _number(folder: Path) -> int:
    """A folder's number in its file system; 0 where it is missing."""
    try:
        return folder.stat().st_ino or 1
    except OSError:
        return 0
