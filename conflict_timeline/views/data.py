"""The page of the record as data: the whole site as one file, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from .. import strings
from .common import Anchor, Page
from .library import Library

ARCHIVE = "conflict-timeline.zip"
"""The name of the zip of the whole site, beside this page."""
COLUMNS = "timeline/data/columns.json"
"""The path of the record as columns, from the site's root."""
FORMAT = "data-format/"
"""The page, written by hand, that says what the columns hold."""


@dataclass(frozen=True, slots=True)
class DataView:
    """What the page shows: the name of the zip, the columns and the page about them, and counts in words."""

    archive: str
    columns: Anchor
    format: Anchor
    events: str
    sources: str


def page(library: Library) -> Page:
    """Give the page."""
    view = DataView(
        ARCHIVE,
        Anchor("columns.json", COLUMNS),
        Anchor(strings.text("data.columns_format"), FORMAT),
        strings.counted("events", len(library.events)),
        strings.counted("sources", len(library.works)),
    )
    return Page("data/", "data.html", strings.text("data.title"), strings.text("data.text"), lambda: view, listed=True)
