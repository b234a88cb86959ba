"""The same work on many things, on as many processors as there are."""

from __future__ import annotations

import errno
import gc
import os
import signal
import traceback
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from .interrupts import uninterrupted

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
R = TypeVar("R")

_BATCH = 100
"""Things that a process takes at once, and results that travel together."""
_MOST = 4_000
"""Batches of which there are at most so many: their numbers have to fit into a pipe."""


def processors() -> int:
    """How many processors this process may use; 1 where processes cannot be forked."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[T], R], items: Sequence[T], jobs: int, done: Callable[[int], None] = lambda _: None
) -> list[R]:
    """Do the same with each of some things; what comes of it does not depend on the number of processes.

    Args:
        work: what is done; forked processes share what it refers to, and only results travel between them.
        items: the things.
        jobs: how many processes; with 1 no other is started.
        done: called now and then with how many things are done.

    Returns:
        The results, in the order of the things.

    Raises:
        Exception: what ``work`` raises; the other processes are stopped.
        OSError: the system stopped a process.
    """
    if jobs == 1:
        results = []
        for number, item in enumerate(items, 1):
            results.append(work(item))
            if number % _BATCH == 0:
                done(number)
        return results
    if gc.isenabled():  # a collection in each process would copy what they share
        gc.collect()
        gc.freeze()
    size = max(1, min(_BATCH, len(items) // (4 * jobs)), -(-len(items) // _MOST))
    started: list[tuple[BaseProcess, Connection]] = []
    tasks = _tasks(range(0, len(items), size))
    try:
        with uninterrupted():  # until a process has its own answers to signals, it would answer as its parent does
            for _ in range(jobs):
                started.append(_start(work, items, tasks, size))  # noqa: PERF401 - those started are stopped below
        batches: dict[int, list[R]] = _heard([answer for _, answer in started], done)
        return [result for start in sorted(batches) for result in batches[start]]
    finally:
        os.close(tasks)
        for process, answer in started:
            process.kill()  # those that are done have ended already
            process.join()
            answer.close()
        gc.unfreeze()


def _tasks(starts: Iterable[int]) -> int:
    """Give a pipe from which each process takes the number of its next batch, four bytes: who is quick takes more."""
    taken, put = os.pipe()
    os.write(put, b"".join(start.to_bytes(4) for start in starts))
    os.close(put)
    return taken


def _start(work: Callable[[T], R], items: Sequence[T], tasks: int, size: int) -> tuple[BaseProcess, Connection]:
    """Start a process; it answers with batches of results, at last with None, or with the error that stopped it."""
    # Imported here, since nobody waits for it where one process is enough.
    import multiprocessing

    context = multiprocessing.get_context("fork")
    answer, mouth = context.Pipe(duplex=False)
    process = context.Process(target=_share, args=(work, items, tasks, size, answer, mouth, os.getpid()))
    process.start()
    mouth.close()  # so that the pipe ends with the process
    return process, answer


def _share(
    work: Callable[[T], R],
    items: Sequence[T],
    tasks: int,
    size: int,
    answer: Connection,
    mouth: Connection,
    parent: int,
) -> None:
    """Be one process of several: stop when told, silently, and when the first one has died."""
    answer.close()  # so that the pipe breaks when the first process dies, however full it is
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the first one sees to the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        while taken := os.read(tasks, 4):
            start = int.from_bytes(taken)
            results = []
            for item in items[start : start + size]:
                if os.getppid() != parent:
                    os._exit(1)
                results.append(work(item))
            mouth.send((start, results))
        mouth.send(None)
    except Exception as error:  # noqa: BLE001 - the first process raises it
        error.add_note(traceback.format_exc())
        mouth.send(error)


def _heard(answers: Sequence[Connection], done: Callable[[int], None]) -> dict[int, list[R]]:
    """Listen to processes until each has ended; give the results by the place of the first of each batch.

    Raises:
        Exception: what stopped one of them.
    """
    from multiprocessing.connection import wait

    batches: dict[int, list[R]] = {}
    waiting = list(answers)
    number = 0
    while waiting:
        ready = wait(waiting)
        for answer in [each for each in waiting if each in ready]:
            try:
                heard = answer.recv()
            except EOFError:
                message = "a process was stopped by the system, perhaps for want of memory"
                raise OSError(errno.ENOMEM, message) from None
            if isinstance(heard, Exception):
                raise heard
            if heard is None:
                waiting.remove(answer)
                continue
            start, results = heard
            batches[start] = results
            number += len(results)
            done(number)
    return batches
