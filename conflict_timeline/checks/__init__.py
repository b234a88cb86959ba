"""The rules that need the whole record, one small function each, a file per family."""

from __future__ import annotations

import datetime as dt

from ..collection import Collection
from ..problems import Report
from . import dates, docs, ignores, images, links, lists, people, places, references, seeds, sources, texts

FAMILIES = (references, lists, links, sources, texts, images, places, people, seeds, docs)
"""The families of rules that need nothing but the record."""


def check(collection: Collection, *, today: dt.date | None = None) -> Report:
    """Hold a record to every rule.

    Args:
        collection: the record; what reading it met becomes part of the report.
        today: the day after which nothing can have happened yet; the system's date unless given.

    Returns:
        All problems, without the warnings that events switch off.
    """
    problems = [*collection.problems, *dates.check(collection, today or dt.date.today())]
    for family in FAMILIES:
        problems += family.check(collection)
    return Report(list(ignores.applied(collection, problems)), collection.files)
