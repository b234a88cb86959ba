"""``init``: a new record of one's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..starter.laying import UnlayableError, lay
from .shared import USAGE, shown


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="What the record is called.")
@click.option("--conflict", required=True, help="The name of its first conflict.")
def init(folder: Path, name: str, conflict: str) -> None:
    """Begin a record of one's own in DIR: registry, an example of an event and of a seed, site, workflows, make targets.

    \b
    Examples:
      python build_timeline.py init ../my-record --name "My record" --conflict "Conflict in Example Land"
      python build_timeline.py init record --name "Another record" --conflict "Another conflict"
    """
    try:
        found = lay(folder.absolute(), name, conflict)
    except UnlayableError as error:
        click.echo(f"Nothing was written: {error}", err=True)
        sys.exit(USAGE)
    click.echo(f"A record is in {shown(folder.absolute())}; its conflict has the id {found}. Next:")
    click.echo(f"  cd {shown(folder.absolute())}")
    click.echo("  make site    # installs what it needs, checks the record, builds the site; make help lists the rest")
    click.echo("Then read its README.md, and replace the example by events of your own.")
