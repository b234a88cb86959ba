"""The record as it would be with a draft in it, held to every rule before anything is written."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from .. import checks
from ..collection import GONE, Collection
from ..collection.entries import event_of, validated
from ..collection.outlines import outline
from ..dates import parse
from ..front_matter import read_yaml
from ..likeness import Sketch, similar
from ..model import REGISTRY
from ..problems import Problem
from ..rules import Severity
from ..settings import DEFAULTS, Settings
from .drafting import Answers, Change, Draft


def problems_with(
    collection: Collection, draft: Draft, settings: Settings = DEFAULTS, *, today: dt.date | None = None
) -> list[Problem]:
    """Find what a draft would add to the problems of a record, whatever is wrong with the record already.

    Args:
        collection: the record without the draft.
        draft: what would be written.
        settings: the site's, which say how grave breaches are.
        today: the day after which nothing can have happened yet; the system's date unless given.
    """
    day = today or dt.date.today()
    new = event_of(draft.event.new, draft.path, draft.id)
    after = replace(collection, problems=[*collection.problems, *new.problems], files=collection.files + 1)
    for change in draft.registry:
        _add(after, change)
    alone: list[Problem] = []
    if new.entry:
        after.events = dict(sorted([*collection.events.items(), (draft.id, new.entry)]))
        # Those of the other events are known: to gather them again takes a second for 10,000.
        after.outlines = dict(sorted([*collection.outlines.items(), (draft.id, outline(new.entry))]))
        alone = list(checks.of_event(new.entry, after.registry))
    before = Counter(checks.together(collection, [], day, settings).problems)
    return sorted((Counter(checks.together(after, alone, day, settings).problems) - before).elements())


def stops(problems: Iterable[Problem]) -> bool:
    """Whether problems keep a draft from being written: a new event has neither errors nor warnings."""
    return any(problem.severity is not Severity.INFO for problem in problems)


def _add(after: Collection, change: Change) -> None:
    """Add the entries of a file of the registry that are new."""
    document, problems = read_yaml(change.new, change.path)
    name = change.path.removeprefix("registry/").removesuffix(".yml")
    after.problems += problems
    entries = dict(getattr(after, name))
    assert document, "what was written can be read"
    for key, data in document.data.items():
        if key not in entries:
            entry, faults = validated(REGISTRY[name], key, data, document, (key,))
            after.problems += faults
            if entry:
                entries[key] = entry
    setattr(after, name, entries)
    # The file is there then; what else it held, if it was there before, nobody knows still.
    after.faulty = defaultdict(set, {**after.faulty, name: after.faulty.get(name, set()) - {GONE}})


def alike(collection: Collection, answers: Answers) -> list[str]:
    """The ids of the events that the answers so far may describe once more, the most alike first."""
    kind, place = answers.get("type", ""), answers.get("place")
    sketch = Sketch.drafted(answers["title"], parse(answers["date"]), answers["conflict"], kind, place)
    return [name for name, _ in similar(collection, sketch)]
