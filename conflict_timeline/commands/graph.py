"""``graph``: an event's links and chains, or the record's."""

from __future__ import annotations

from pathlib import Path

import click

from .asking import FORMAT, answer, asked_for, event_argument
from .reading import read


@click.command()
@event_argument(required=False)
@click.option(
    "--chains",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    metavar="N",
    help="Without EVENT: how many of the longest chains the text shows; 0 shows all.",
)
@FORMAT
@click.pass_obj
def graph(root: Path, event: str | None, chains: int, form: str) -> None:
    """Print the links of EVENT both ways with their basis, and its chains; without EVENT the record's.

    A chain is what answers, investigates or judges an event, and what answers that. EVENT is an id, a former id, or the
    path of the event's file.

    \b
    Examples:
      python build_timeline.py graph
      python build_timeline.py graph example-strike --format json
    """
    from ..lookup import connections, graph_sheet
    from ..views.library import Library

    collection = read(root)
    library = Library(collection, pictures=False)
    if event is None:
        whole = connections.of_record(library)
        answer(whole, form, lambda sheet: graph_sheet.lay_record(sheet, whole, chains))
    else:
        found = connections.of_event(library, asked_for(collection, event))
        answer(found, form, lambda sheet: graph_sheet.lay_event(sheet, found))
