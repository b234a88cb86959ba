"""``archive``: let sources be captured by an archive, and write into the record where the copies are."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import click

from .. import __version__
from ..problems import Report
from .reading import read
from .shared import CLEAN, PROBLEMS, USAGE, Age, named, settings, tell


@click.command()
@click.argument("what", nargs=-1, metavar="[EVENT|PATH]…")
@click.option("--within", type=Age(), default="30d", help="A copy that is not older is taken instead of a new one.")
@click.option("--service", metavar="URL", envvar="CAPTURE_SERVICE", default=None, help="The archive that is asked.")
@click.option("--pause", type=Age(), default="2s", help="The pause between two calls.")
@click.option("--at-once", type=click.IntRange(1, 12), default=2, help="How many copies are waited for at once.")
@click.option("--allow-private", is_flag=True, help="Let the archive be on a private network or on this machine.")
@click.option("--dry-run", is_flag=True, help="Say which sources lack a copy; ask nobody, write nothing.")
@click.pass_obj
def archive(
    root: Path,
    what: tuple[str, ...],
    within: float,
    service: str | None,
    pause: float,
    at_once: int,
    allow_private: bool,
    dry_run: bool,
) -> None:
    """Let sources be captured by an archive, and write archived, captured and sha256 into the record.

    All sources without a copy, or those of the events, seeds, files and folders named. A file is written once, in one
    step, when all is known for it. What was stopped goes on where it was. The keys of an account with the archive are
    taken from CAPTURE_ACCESS_KEY and CAPTURE_SECRET_KEY.

    \b
    Examples:
      python build_timeline.py archive market-strike
      python build_timeline.py archive events/example/2013 --dry-run
    """
    from ..captures.account import WrongAccountError, base_of, keys_of
    from ..captures.keeping import Terms, due, keep
    from ..captures.service import WAYBACK
    from ..visits.hosts import Hosts, any_host, kind
    from ..visits.report import agent
    from .progress import progress

    collection = read(root)
    wanted = due(collection, named(collection, root, what) if what else None)
    number = sum(map(len, wanted.values()))
    if dry_run:
        for path, found in wanted.items():
            click.echo(f"{path}: {', '.join(mention.name for mention in found)}")
        click.echo(f"Without a copy, or without its hash: {number:,}.", err=True)
        return
    try:
        base = base_of(service or settings().capture_service or WAYBACK)
        keys = keys_of(os.environ, base, allow_private=allow_private)
    except WrongAccountError as error:
        raise click.UsageError(str(error)) from None
    hosts = Hosts(judge=any_host if allow_private else kind)
    terms = Terms(agent(__version__, settings().site_url), base, keys, within, pause, at_once, hosts)
    with progress("Archiving") as step:
        kept = keep(collection, terms, wanted, tell=partial(click.echo, err=True), each=step)
    for path, names in sorted(kept.files.items()):
        click.echo(f"{path}: {', '.join(names)}")
    if kept.problems:
        tell(Report(kept.problems, len(wanted)), root)
    click.echo(f"Archived: {sum(map(len, kept.files.values())):,} of {number:,}.", err=True)
    if kept.stopped:
        click.echo(f"Stopped: {kept.stopped}. What is done is written down; run this again to go on.", err=True)
        sys.exit(USAGE)
    sys.exit(PROBLEMS if kept.problems else CLEAN)
