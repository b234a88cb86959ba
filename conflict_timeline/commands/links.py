"""``links``: visit the addresses of sources and tell what has become of them."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from .. import __version__
from ..reports import FORMATS
from .reading import read
from .shared import CLEAN, PROBLEMS, USAGE, Age, named, settings, tell


@click.command()
@click.argument("what", nargs=-1, metavar="[EVENT|PATH]…")
@click.option(
    "--max-age", type=Age(), default="7d", help="How old an earlier visit may be: 7d, 12h, 30m; 0s asks all anew."
)
@click.option("--pause", type=Age(), default="1s", help="The pause between two questions to one host.")
@click.option("--at-once", type=click.IntRange(1, 64), default=8, help="How many hosts are asked at once.")
@click.option("--time-out", type=Age(), default="30s", help="How long an answer may take in all.")
@click.option("--allow-private", is_flag=True, help="Visit hosts of private networks and of this machine too.")
@click.option("--strict", is_flag=True, help="Let warnings fail.")
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMATS, "markdown"]),
    default="text",
    help="How to print them: as for check, or as Markdown for an issue, which is empty where nothing is to do.",
)
@click.pass_obj
def links(
    root: Path,
    what: tuple[str, ...],
    max_age: float,
    pause: float,
    at_once: int,
    time_out: float,
    allow_private: bool,
    strict: bool,
    form: str,
) -> None:
    """Visit the addresses of sources and of their copies, and tell which are dead, moved or changed.

    Each address is visited once, whatever events cite it; all of the record, or those of the events, seeds, files and
    folders named. What was visited lately is not visited again, so a tour that was stopped goes on where it was.

    \b
    Examples:
      python build_timeline.py links
      python build_timeline.py links events/example/2013 --max-age 1d
      python build_timeline.py links market-strike
    """
    from ..visits.asking import Limits
    from ..visits.hosts import Hosts, any_host, kind
    from ..visits.letter import letter
    from ..visits.report import Manners, agent, look
    from ..visits.tour import NoNetworkError
    from .progress import progress

    collection = read(root)
    paths = named(collection, root, what) if what else None
    limits = Limits(min(10.0, time_out), min(15.0, time_out), time_out)
    hosts = Hosts(judge=any_host if allow_private else kind)
    manners = Manners(agent(__version__, settings().site_url), max_age, pause, at_once, limits, hosts)
    try:
        with progress("Visiting") as step:
            looked = look(collection, manners, settings(), paths=paths, tell=partial(click.echo, err=True), each=step)
    except NoNetworkError as error:
        click.echo(f"Nothing is told: {error}", err=True)
        sys.exit(USAGE)
    if form == "markdown":
        click.echo(letter(looked.report, looked.summary()), nl=False)
    else:
        tell(looked.report, root, form)
    click.echo(looked.summary(), err=True)
    sys.exit(PROBLEMS if looked.report.fails(strict=strict) else CLEAN)
