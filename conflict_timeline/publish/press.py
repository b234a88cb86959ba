"""Renders pages into their frames and writes them, on as many processors as there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from markupsafe import escape

from ..system.processes import processors, spread
from ..theme.articles import Articles
from ..theme.slots import Frame
from ..views.common import Page
from .staging import Writer

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
        self._site_url = site_url
        self._articles, self._writer = Articles(), Writer(folder)

    def run(self, pages: Sequence[Page], jobs: int | None = None) -> None:
        """Render and write pages. What is written does not depend on the number of processes.

        Args:
            pages: what to print.
            jobs: how many processes; by default one for each processor that this process may use.

        Raises:
            OSError: the disk refuses.
        """
        spread(self._print, pages, min(jobs or processors(), max(1, len(pages) // WORTH)))

    def _print(self, page: Page) -> None:
        values = {
            "title": escape(page.title),
            "description": escape(page.description),
            "canonical": escape(self._site_url + page.url),
            "content": self._articles.render(page),
        }
        self._writer.write(page.url + "index.html", self._frames[depth(page)].fill(values))


def depth(page: Page) -> int:
    """How deep a page's address lies below the site's root."""
    return page.url.count("/")
