"""``check``: read the whole record and print its problems, or say what a rule wants."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..checks import check as check_record
from ..collection import collect
from ..problems import nearest
from ..reports import FORMATS
from ..reports.explanation import explained, listed
from ..rules import RULES
from .mend import mend
from .shared import CLEAN, PROBLEMS, inside, paint, say, settings, tell


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
@click.option("--fix", is_flag=True, help="Correct what is certain; show the changes first and ask.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
@click.option("--explain", "rule", metavar="RULE", help="Say what a rule wants and why, with examples; check nothing.")
@click.option("--list", "listing", is_flag=True, help="List all rules and how grave each is; check nothing.")
@click.pass_obj
def check(
    root: Path, paths: tuple[Path, ...], strict: bool, form: str, fix: bool, yes: bool, rule: str | None, listing: bool
) -> None:
    """Check the whole record and print every problem, or only those in PATHS.

    \b
    Examples:
      python build_timeline.py check
      python build_timeline.py check events/syria/2013
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
    collection = collect(root)
    report = check_record(collection, settings())
    if wanted:
        report = report.only(wanted)
    if fix and mend(collection, report, wanted, yes=yes):
        report = check_record(collect(root), settings())
        report = report.only(wanted) if wanted else report
    tell(report, root, form)
    sys.exit(PROBLEMS if report.fails(strict=strict) else CLEAN)
