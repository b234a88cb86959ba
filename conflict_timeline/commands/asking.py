"""What the commands that answer questions share: the event that is named, the format, how an answer is printed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console

from ..collection import Collection
from ..collection.entries import Entry
from ..model import Event
from ..problems import printable
from .completing import events
from .shared import PROBLEMS, colourful

if TYPE_CHECKING:
    from ..lookup.shapes import Answer
    from ..lookup.sheet import Sheet

C = TypeVar("C", bound=Callable[..., Any])

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON for programs.",
)
"""The option that chooses the format."""


def event_argument(*, required: bool = True) -> Callable[[C], C]:
    """The argument that names an event."""
    return click.argument("event", required=required, shell_complete=events)


def asked_for(collection: Collection, text: str) -> Entry[Event]:
    """Give the event that somebody names; where there is none, say so, offer the nearest, and leave."""
    from ..lookup.finding import UnknownEventError, UnreadableEventError, find

    try:
        return find(collection, text)
    except UnknownEventError as error:
        raise click.UsageError(printable(str(error))) from None
    except UnreadableEventError as error:
        click.echo(printable(str(error)), err=True)
        sys.exit(PROBLEMS)


def answer(found: Answer, form: str, lay: Callable[[Sheet], None]) -> None:
    """Print an answer, as JSON or as text that fits the terminal; ``lay`` puts it on a sheet."""
    if form == "json":
        utf_8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        click.echo(found.as_json(ascii_only=not utf_8))
        return
    from ..lookup.sheet import Sheet

    console = Console(color_system="auto" if colourful() else None, highlight=False, markup=False, emoji=False)
    sheet = Sheet.of(console)
    lay(sheet)
    sheet.print(console)
