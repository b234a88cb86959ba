"""``stats``: how much the record holds and how well it is supported."""

from __future__ import annotations

from pathlib import Path

import click

from .asking import FORMAT, answer
from .reading import read


@click.command()
@FORMAT
@click.pass_obj
def stats(root: Path, form: str) -> None:
    """Count the record: events a year and a conflict, origins, places by precision, copies kept, what is unanswered.

    \b
    Examples:
      python build_timeline.py stats
      python build_timeline.py stats --format json > stats.json
    """
    from ..lookup import counts, counts_sheet
    from ..views.library import Library

    found = counts.of_record(Library(read(root), pictures=False))
    answer(found, form, lambda sheet: counts_sheet.lay(sheet, found))
