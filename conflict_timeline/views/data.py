"""The page of the record as data: the whole site as one file, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from .. import strings
from .common import Page
from .library import Library

ARCHIVE = "conflict-timeline.zip"
"""The name of the zip of the whole site, beside this page."""


@dataclass(frozen=True, slots=True)
class DataView:
    """What the page shows: the name of the zip, and counts in words."""

    archive: str
    events: str
    sources: str


def page(library: Library) -> Page:
    """Give the page."""
    view = DataView(
        ARCHIVE, strings.counted("events", len(library.events)), strings.counted("sources", len(library.works))
    )
    return Page("data/", "data.html", strings.text("data.title"), strings.text("data.text"), lambda: view, listed=True)
