"""Renders pages into their frames and writes them, on as many processors as there are."""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from markupsafe import escape

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
        # Forked processes share what was read; nothing but a slice's number and an error travels between them.
        gc.collect()
        gc.freeze()
        context = multiprocessing.get_context("fork")
        try:
            with ProcessPoolExecutor(jobs, context, initializer=_take, initargs=(self, pages, jobs)) as pool:
                list(pool.map(_slice, range(jobs)))
        except BrokenProcessPool:
            raise OSError(errno.ENOMEM, "a process of the build was stopped, perhaps for want of memory") from None
        finally:
            gc.unfreeze()

    def _print(self, pages: Sequence[Page]) -> None:
        articles, writer = Articles(), Writer(self._folder)
        for page in pages:
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


_taken: tuple[Press, Sequence[Page], int]


def _take(press: Press, pages: Sequence[Page], jobs: int) -> None:
    global _taken  # noqa: PLW0603 - a process of the pool is told its work once, when it is forked
    _taken = press, pages, jobs


def _slice(number: int) -> None:
    press, pages, jobs = _taken
    press._print(pages[number::jobs])  # noqa: SLF001 - the other half of this class
