"""Renders pages into their frames and writes them, on as many processors as there are."""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import signal
import traceback
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from markupsafe import escape

from .file_system import uninterrupted
from .publish import Writer
from .theme.articles import Articles
from .theme.slots import Frame
from .views.common import Page

WORTH = 400
"""Pages from which a second process is worth its start."""


class Press:
    """Prints the pages of a site.

    Args:
        frames: for each depth of address, the frame of pages that lie so deep.
        folder: the site's folder.
        site_url: the address of the site's root for canonical links, or an empty text.
    """

    def __init__(self, frames: Mapping[int, Frame], folder: Path, site_url: str) -> None:
        self._frames = frames
        self._folder = folder
        self._site_url = site_url

    def run(self, pages: Sequence[Page], jobs: int | None = None) -> None:
        """Render and write pages. What is written does not depend on the number of processes.

        Args:
            pages: what to print.
            jobs: how many processes; by default one for each processor that this process may use.

        Raises:
            OSError: the disk refuses.
        """
        jobs = min(jobs or _processors(), max(1, len(pages) // WORTH))
        if jobs == 1:
            self._print(pages)
            return
        # Forked processes share what was read; nothing but an error travels between them.
        gc.collect()
        gc.freeze()
        started: list[tuple[BaseProcess, Connection]] = []
        try:
            with uninterrupted():  # until a process has its own answers to signals, it would answer as its parent does
                for number in range(jobs):
                    started.append(self._start(pages[number::jobs]))  # noqa: PERF401 - those started are stopped below
            for _, answer in started:
                _heard(answer)
        finally:
            for process, answer in started:
                process.kill()  # those that are done have ended already
                process.join()
                answer.close()
            gc.unfreeze()

    def _start(self, pages: Sequence[Page]) -> tuple[BaseProcess, Connection]:
        """Start a process that prints pages; its answer is None or the error that stopped it."""
        context = multiprocessing.get_context("fork")
        answer, mouth = context.Pipe(duplex=False)
        process = context.Process(target=self._work, args=(pages, mouth, os.getpid()))
        process.start()
        mouth.close()  # so that the pipe ends with the process
        return process, answer

    def _work(self, pages: Sequence[Page], mouth: Connection, parent: int) -> None:
        """Be one process of several: stop when told, silently, and when the build has died."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the first one sees to the others
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
        try:
            self._print(pages, parent)
        except Exception as error:  # noqa: BLE001 - the parent raises it
            error.add_note(traceback.format_exc())
            mouth.send(error)
        else:
            mouth.send(None)

    def _print(self, pages: Sequence[Page], parent: int | None = None) -> None:
        articles, writer = Articles(), Writer(self._folder)
        for page in pages:
            if parent is not None and os.getppid() != parent:
                os._exit(1)
            values = {
                "title": escape(page.title),
                "description": escape(page.description),
                "canonical": escape(self._site_url + page.url),
                "content": articles.render(page),
            }
            writer.write(page.url + "index.html", self._frames[depth(page)].fill(values))


def depth(page: Page) -> int:
    """How deep a page's address lies below the site's root."""
    return page.url.count("/")


def _processors() -> int:
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _heard(answer: Connection) -> None:
    """Wait for a process to say that it is done.

    Raises:
        Exception: what stopped it.
    """
    try:
        error = answer.recv()
    except EOFError:
        raise OSError(errno.ENOMEM, "a process of the build was stopped, perhaps for want of memory") from None
    if error is not None:
        raise error
