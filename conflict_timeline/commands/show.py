"""``show``: everything that the record holds about one event."""

from __future__ import annotations

from pathlib import Path

import click

from ..survey import survey
from .asking import FORMAT, answer, asked_for, event_argument
from .reading import read
from .shared import settings, site


@click.command()
@event_argument()
@FORMAT
@click.pass_obj
def show(root: Path, event: str, form: str) -> None:
    """Print everything about EVENT: facts, figures side by side, positions, links both ways, sources, problems.

    EVENT is an id, a former id, or the path of the event's file.

    \b
    Examples:
      python build_timeline.py show example-strike
      python build_timeline.py show events/2021/example-strike.md --format json
    """
    from ..lookup import dossier, event_sheet
    from ..views.library import Library

    collection = read(root)
    entry = asked_for(collection, event)
    problems = survey(root, settings(), cache=site() / ".cache").only([entry.path]).problems
    found = dossier.of_event(Library(collection, pictures=False), entry, problems)
    answer(found, form, lambda sheet: event_sheet.lay(sheet, found))
