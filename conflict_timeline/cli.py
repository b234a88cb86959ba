"""The command line: words in, exit codes out; everything else is done by the modules it calls."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import time
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click
from rich.console import Console
from rich.text import Text

from . import __version__
from .checks import check as check_record
from .collection import Collection, collect
from .problems import Report, printable
from .source_text import lines_of

if TYPE_CHECKING:
    from .mkdocs_plugin import TimelinePlugin

CLEAN, PROBLEMS, USAGE = 0, 1, 2
"""Exit codes: clean or warnings only; problems in the record or in a copy; wrong usage, or a disk that refuses."""
_SHOWN = 1_000
"""Lines that `verify` prints, and characters of each: names in a copy may be as many and as long as they like."""

_COLOURS = {" error ": "bold red", " warning ": "bold yellow", "    hint:": "green"}


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="conflict-timeline")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The folder with mkdocs.yml and events/; by default this folder or the nearest one above it.",
)
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    """Check a record of events and build its site. Without a command: build.

    Exit codes: 0 clean or warnings only, 1 problems in the record or in a copy, 2 wrong usage.
    """
    # A record is read, used and gone: looking for circles of garbage in it costs a fifth of the time and frees nothing.
    gc.disable()
    context.obj = (root or _nearest(Path.cwd())).resolve()
    if context.invoked_subcommand is None:
        context.invoke(build)


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.pass_obj
def check(root: Path, paths: tuple[Path, ...], strict: bool) -> None:
    """Check the whole record and print every problem, or only those in PATHS.

    \b
    Examples:
      python build_timeline.py check
      python build_timeline.py check events/syria/2013
    """
    wanted = [_inside(root, path) for path in paths]
    report = check_record(collect(root))
    if wanted:
        report = report.only(wanted)
    _tell(report, root)
    sys.exit(PROBLEMS if report.fails(strict=strict) else CLEAN)


@cli.command()
@click.option("--strict", is_flag=True, help="Let warnings stop the build too.")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    default=None,
    help="Where the site goes; by default as mkdocs.yml says.",
)
@click.pass_obj
def build(root: Path, strict: bool = False, site_dir: Path | None = None) -> None:
    """Check the record and build the site. On errors nothing is built and the last site stays.

    \b
    Examples:
      python build_timeline.py
      python build_timeline.py build --site-dir /tmp/preview
    """
    began = time.monotonic()
    if not (root / "mkdocs.yml").is_file():
        raise click.UsageError(f"{root} has no mkdocs.yml; run this in the project's folder, or name it with --root")
    collection = collect(root)
    report = check_record(collection)
    if report.problems:
        _tell(report, root)
    if report.fails(strict=strict):
        click.echo("Nothing was built; the last site is as it was.", err=True)
        sys.exit(PROBLEMS)
    target, plugin = _build(root, collection, site_dir)
    seconds = time.monotonic() - began
    counts = f"{len(collection.events):,} events, {plugin.pages:,} pages in {seconds:.1f} s."
    click.echo(f"{counts} {_look(target, site_dir)}")
    click.echo(f"SHA-256 of its manifest: {plugin.manifest}")


@cli.command()
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
    from .manifest import UnverifiableError
    from .manifest import verify as compared
    from .publish import restore

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


def _build(root: Path, collection: Collection, site_dir: Path | None) -> tuple[Path, TimelinePlugin]:
    """Let MkDocs build beside the site's place, then swap; give that place and the plugin, which knows the counts."""
    # Imported here, since `check` has no use for them and they take most of a second.
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    from .publish import UnpublishableError, staged

    _show_warnings()
    try:
        config = load_config(str(root / "mkdocs.yml"))
        plugin = config.plugins.get("timeline")
        if plugin is None:
            raise click.UsageError("mkdocs.yml does not name the plugin; add «timeline» under plugins:")
        plugin.collection = collection
        target = site_dir.resolve() if site_dir else Path(config.site_dir)
        _keep_events(collection, target)
        with staged(target, tell=partial(click.echo, err=True)) as stage:
            config.site_dir = str(stage)
            mkdocs_build(config)
    except (MkDocsException, UnpublishableError, OSError) as error:
        click.echo(f"Nothing was built: {error}", err=True)
        sys.exit(USAGE)
    return target, plugin


def _keep_events(collection: Collection, target: Path) -> None:
    """Refuse to put an empty site in the place of one with events: the record is elsewhere, more likely than gone."""
    from .swap import MARKER

    if not collection.events and (target / MARKER).is_file() and any(target.glob("events/*/index.html")):
        click.echo(
            f"Nothing was built: the record has no events, and the site in {target} has some; "
            "look whether --root names the right folder, or remove the site first",
            err=True,
        )
        sys.exit(USAGE)


def _tell(report: Report, root: Path) -> None:
    """Print a report; in colour where somebody looks."""
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in report.lines(lines_of(root)):
        text = Text(line)
        for words, style in _COLOURS.items():
            text.highlight_words([words], style)
        console.print(text)


def _show_warnings() -> None:
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logging.getLogger("mkdocs").addHandler(handler)


def _nearest(folder: Path) -> Path:
    """The nearest folder at or above this one that holds a record, or this one."""
    for candidate in (folder, *folder.parents):
        if (candidate / "mkdocs.yml").is_file() or (candidate / "events").is_dir():
            return candidate
    return folder


def _inside(root: Path, path: Path) -> str:
    """A path relative to the record's root."""
    full = (Path.cwd() / path).absolute()
    if not full.exists():
        raise click.UsageError(f"there is no {path}")
    if not full.is_relative_to(root):
        raise click.UsageError(f"{path} lies outside the record in {root}")
    return full.relative_to(root).as_posix()


def _look(target: Path, site_dir: Path | None) -> str:
    """What to do to see the site; its links lead to folders, so a browser needs a server for it."""
    if site_dir is None:
        return f"The site is in {_shown(target)}/; look at it with: make serve"
    return f"Look at it with: python -m http.server --directory {_shown(target)}"


def _shown(path: Path) -> str:
    """A path as short as it can be told from here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def main() -> None:
    """Run the command line; a disk that refuses ends in a sentence, like everything else."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no reason to end
    try:
        cli(prog_name="build_timeline.py" if sys.argv[0].endswith(".py") else None)
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
    """End in order on Ctrl-C or SIGTERM: what is staged goes, the last site stays. A second signal changes nothing."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    os.write(2, b"Stopped.\n")  # a stream that is writing just now could not be written to
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
