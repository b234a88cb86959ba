"""The command line: finds the command that is asked for and the record it is for."""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from . import __version__
from .commands.shared import CLEAN, SETTINGS, SITE, USAGE
from .settings import located
from .shells import VARIABLE

COMMANDS = (
    "archive",
    "build",
    "check",
    "completion",
    "diff",
    "fmt",
    "graph",
    "init",
    "links",
    "new",
    "schema",
    "serve",
    "show",
    "stats",
    "verify",
)
"""Each is a function of the same name in a module of the same name in ``commands``; hyphens are underscores there."""


class _Lazy(click.Group):
    """Imports a command's module when it is called, so that ``check`` does not wait for what ``build`` needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        found = getattr(import_module(f".commands.{name}", __package__), name)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=_Lazy, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="conflict-timeline")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The folder with mkdocs.yml, or with events/; by default this folder or the nearest one above it.",
)
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    """Check a record of events and build its site. Without a command: build.

    Exit codes: 0 clean or warnings only, 1 problems in the record or in a copy, 2 wrong usage.
    """
    # A record is read, used and gone: looking for circles of garbage in it costs a fifth of the time and frees nothing.
    gc.disable()
    context.meta[SITE], context.meta[SETTINGS], context.obj = located(root)
    if context.invoked_subcommand is None:
        build = cli.get_command(context, "build")
        assert build
        context.invoke(build)


def main() -> None:
    """Run the command line; a disk that refuses ends in a sentence, like everything else."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no reason to end
    try:
        cli(prog_name="build_timeline.py" if sys.argv[0].endswith(".py") else None, complete_var=VARIABLE)
    except OSError as error:
        click.echo(f"{error.filename or 'a file'}: {error.strerror or error}", err=True)
        code = USAGE
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else CLEAN
    # Leave at once: taking a large record apart object by object takes seconds and serves nobody.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    """End in order on Ctrl-C or SIGTERM: what is staged goes, the last site stays. A second signal changes nothing.

    What has to be done whole is done first: a site that was being put in its place is there then, and so is a new event.
    """
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    os.write(2, b"Stopped.\n")  # a stream that is writing just now could not be written to
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
