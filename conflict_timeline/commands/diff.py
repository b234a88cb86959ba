"""``diff``: what one state of the record has that another has not."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..changes import markdown, own, told
from ..changes.compare import changes
from ..changes.git import GitError
from ..changes.states import states
from ..settings import Settings
from .progress import progress
from .shared import USAGE, settings

FORMATS = {"text": told.lines, "markdown": markdown.lines, "json": own.lines}


@click.command()
@click.argument("wanted", metavar="[BASE..HEAD]", default="")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="How it is told."
)
@click.pass_obj
def diff(root: Path, wanted: str, form: str) -> None:
    """Say what changed in the record: events, fields, links, sources, claims, and the pages that are others now.

    BASE..HEAD compares two commits, BASE...HEAD what HEAD has since it left BASE, BASE the files here with a commit, and
    nothing the files here with the last commit.

    \b
    Examples:
      python build_timeline.py diff
      python build_timeline.py diff main...HEAD --format markdown
    """
    severities = settings().severities
    try:
        with progress("Reading events") as bar:
            base, head = states(root, wanted, bar.reach)
    except GitError as error:
        click.echo(f"Nothing was compared: {error}", err=True)
        sys.exit(USAGE)
    # The pages written by hand are those of the record, as it was, not those that the site names today.
    for line in FORMATS[form](changes(base, head, Settings(severities=severities))):
        click.echo(line)
