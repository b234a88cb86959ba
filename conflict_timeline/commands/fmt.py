"""``fmt``: write the files of the record in the house's style."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..files.source_text import lines_of
from ..problems import printable
from ..reports import text
from .differences import tell_diff
from .shared import CLEAN, PROBLEMS, inside, paint, say


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--check", is_flag=True, help="Write nothing; name the files that would change, and fail if there are any."
)
@click.option("--diff", is_flag=True, help="Write nothing; print what would change, and fail if anything would.")
@click.pass_obj
def fmt(root: Path, paths: tuple[Path, ...], check: bool, diff: bool) -> None:
    """Write events, seeds and the registry in the house's style, or only those in PATHS.

    The order of fields, quotes, dates, indentation and line ends change; what the files say and their comments stay.
    A file that cannot be read stays as it is and is told. Names of files that change go to the output, a line each.

    \b
    Examples:
      python build_timeline.py fmt
      python build_timeline.py fmt --check --diff events/2021
    """
    from ..formatting.record import Formatting
    from ..system.file_system import ChangedError
    from .progress import progress

    formatting = Formatting(root, {inside(root, path) for path in paths})
    for path in formatting.wanted:
        if (root / path).is_file() and path not in formatting.files and not formatting.problems:
            raise click.UsageError(f"{printable(path)} is no event, seed or file of the registry")
    changed = 0
    with progress("Formatting") as step:
        for draft in formatting.drafts():
            step(draft.path, len(formatting.files))
            if not draft.changes:
                continue
            changed += 1
            if diff:
                tell_diff(draft)
            else:
                click.echo(printable(draft.path))
            if not (check or diff):
                try:
                    draft.write(root)
                except ChangedError as error:
                    formatting.faults.append(f"{draft.path} was left as it is: {error.strerror}")
    for problem in sorted(set(formatting.problems)):
        say(text.told(problem, lines_of(root)(problem.path, problem.line), paint()))
    for fault in formatting.faults:
        click.echo(printable(fault), err=True)
    click.echo(_summary(len(formatting.files), changed, would=check or diff), err=True)
    left = formatting.problems or formatting.faults
    sys.exit(PROBLEMS if left or (changed and (check or diff)) else CLEAN)


def _summary(files: int, changed: int, *, would: bool) -> str:
    """The closing line."""
    count = "1 file" if files == 1 else f"{files:,} files"
    if not changed:
        return f"{count} looked at, all in the house's style" if files else "there is nothing to format"
    verb = ("would be" if would else "was" if changed == 1 else "were") + " written anew"
    return f"{count} looked at, {changed:,} {verb}"
