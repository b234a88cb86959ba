"""``check --fix``: what is certain is shown, asked for and written."""

from __future__ import annotations

import sys

import click

from ..collection import Collection
from ..problems import Report, printable
from ..system.file_system import ChangedError
from .differences import tell_diff


def mend(collection: Collection, report: Report, wanted: list[str], *, yes: bool) -> bool:
    """Correct what is certain.

    Args:
        collection: the record.
        report: what was found in it.
        wanted: the files and folders that may change; all of them where there are none.
        yes: whether not to ask.

    Returns:
        Whether anything was written.
    """
    from ..mending import drafts

    found = drafts(collection, report, wanted)
    if not found:
        click.echo("Nothing can be corrected with certainty.", err=True)
        return False
    for draft in found:
        tell_diff(draft)
    count = "1 file" if len(found) == 1 else f"{len(found):,} files"
    if not yes and not _agreed(f"Write this to {count}?"):
        return False
    written = 0
    for draft in found:
        try:
            draft.write(collection.root)
            written += 1
        except ChangedError as error:
            click.echo(printable(f"{draft.path} was left as it is: {error.strerror}"), err=True)
    click.echo(f"{written:,} of {count} corrected; this is left:" if written else "Nothing was written.", err=True)
    return written > 0


def _agreed(question: str) -> bool:
    """Whether somebody at a terminal says yes; the end of the input is a no."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo("Nothing was written: nobody can be asked here; --yes writes it without asking.", err=True)
        return False
    try:
        agreed = click.confirm(question, err=True)
    except click.Abort:  # the end of the input; Ctrl-C ends the program before it comes here
        click.echo(err=True)
        agreed = False
    if not agreed:
        click.echo("Nothing was written.", err=True)
    return agreed
