"""``verify``: compare a copy of a site with its manifest."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..problems import printable
from .shared import PROBLEMS, USAGE

_SHOWN = 1_000
"""Lines that are printed, and characters of each: names in a copy may be as many and as long as they like."""


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--manifest-hash", metavar="HEX", default=None, help="What the build printed, from somebody you trust.")
def verify(site: Path, manifest_hash: str | None) -> None:
    """Check a copy of a site: every file against SITE/manifest.json, which is checked against the hash.

    Exit codes: 0 whole, 1 something is changed, missing or extra, 2 there is nothing to check.

    \b
    Examples:
      python build_timeline.py verify site
      python build_timeline.py verify ~/mirror --manifest-hash 5f0c…
    """
    from ..publish import restore
    from ..publish.manifest import UnverifiableError
    from ..publish.manifest import verify as compared

    restore(site)
    try:
        problems = compared(site, manifest_hash)
    except UnverifiableError as error:
        click.echo(printable(f"Nothing was checked: {error}"), err=True)
        sys.exit(USAGE)
    for problem in problems[:_SHOWN]:
        click.echo(printable(problem if len(problem) <= _SHOWN else f"{problem[:_SHOWN]}…"))
    if len(problems) > _SHOWN:
        click.echo(f"… and {len(problems) - _SHOWN:,} more")
    if problems:
        sys.exit(PROBLEMS)
    against = "its manifest, and that is the one you named" if manifest_hash else "its own manifest"
    click.echo(printable(f"{site} is whole: every file is as in {against}."))
