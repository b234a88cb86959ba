"""``check``: read the whole record and print its problems, or say what a rule wants."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from ..collection import collect
from ..problems import Report, nearest
from ..reports import FORMATS
from ..reports.explanation import explained, listed
from ..rules import RULES
from ..survey import survey
from .completing import rules
from .mend import mend
from .progress import progress
from .shared import CLEAN, PROBLEMS, inside, paint, say, settings, site, tell


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    help="How to print them: for people, or for programs that read JSON, GitHub's annotations, SARIF or rdjson.",
)
@click.option("--no-cache", "forgetful", is_flag=True, help="Read every file, and remember nothing in .cache/.")
@click.option("--fix", is_flag=True, help="Correct what is certain; show the changes first and ask.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
@click.option(
    "--explain",
    "rule",
    metavar="RULE",
    shell_complete=rules,
    help="Say what a rule wants and why, with examples; check nothing.",
)
@click.option("--list", "listing", is_flag=True, help="List all rules and how grave each is; check nothing.")
@click.pass_obj
def check(
    root: Path,
    paths: tuple[Path, ...],
    strict: bool,
    form: str,
    forgetful: bool,
    fix: bool,
    yes: bool,
    rule: str | None,
    listing: bool,
) -> None:
    """Check the whole record and print every problem, or only those in PATHS.

    \b
    Examples:
      python build_timeline.py check
      python build_timeline.py check events/example/2013
      python build_timeline.py check --format sarif > check.sarif
      python build_timeline.py check --explain source-before-event
      python build_timeline.py check --fix events/2021
    """
    if yes and not fix:
        raise click.UsageError("--yes goes with --fix")
    if fix and form != "text":
        raise click.UsageError("--fix talks to people; leave --format out, and check again after it")
    if rule is not None:
        if rule not in RULES:
            raise click.UsageError(f"there is no rule {rule}; {nearest(rule, RULES) or 'check --list names them all'}")
        say(explained(RULES[rule], settings(), paint()))
        sys.exit(CLEAN)
    if listing:
        say(listed(settings(), paint()))
        sys.exit(CLEAN)
    wanted = [inside(root, path) for path in paths]
    cache = None if forgetful else site() / ".cache"
    report = _surveyed(root, cache, wanted)
    if fix and mend(collect(root), report, wanted, yes=yes):
        report = _surveyed(root, cache, wanted)
    tell(report, root, form)
    certain = sum(problem.fix is not None for problem in report.problems)
    if certain and form == "text" and not fix and sys.stdout.isatty():
        click.echo(f"{certain:,} of these can be corrected with certainty: check --fix")
    sys.exit(PROBLEMS if report.fails(strict=strict) else CLEAN)


def _surveyed(root: Path, cache: Path | None, wanted: list[str]) -> Report:
    with progress("Checking events") as bar:
        report = survey(root, settings(), cache=cache, done=bar.reach, tell=partial(click.echo, err=True))
    return report.only(wanted) if wanted else report
