"""``check``: read the whole record and print its problems."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..checks import check as check_record
from ..collection import collect
from ..reports import FORMATS
from .shared import CLEAN, PROBLEMS, inside, settings_of, tell


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
@click.pass_obj
def check(root: Path, paths: tuple[Path, ...], strict: bool, form: str) -> None:
    """Check the whole record and print every problem, or only those in PATHS.

    \b
    Examples:
      python build_timeline.py check
      python build_timeline.py check events/syria/2013
      python build_timeline.py check --format sarif > check.sarif
    """
    wanted = [inside(root, path) for path in paths]
    settings = settings_of(root)
    report = check_record(collect(root))
    if wanted:
        report = report.only(wanted)
    tell(report, root, form, settings)
    sys.exit(PROBLEMS if report.fails(strict=strict) else CLEAN)
