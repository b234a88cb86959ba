"""What the commands share: exit codes, the paths that people name, and how a report is printed."""

from __future__ import annotations

import os
import re
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from ..collection import Collection
from ..files.source_text import lines_of
from ..model import is_id
from ..problems import Report, nearest, printable
from ..reports import FORMATS, Telling, text
from ..settings import Settings, SettingsError

CLEAN, PROBLEMS, USAGE = 0, 1, 2
"""Exit codes: clean or warnings only; problems in the record or in a copy; wrong usage, or a disk that refuses."""

SITE, SETTINGS = f"{__name__}.site", f"{__name__}.settings"
"""Where a command's context keeps the folder with ``mkdocs.yml``, and the settings or what is wrong with them."""

_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "cyan", "bold": True},
    "caret": {"fg": "red", "bold": True},
    "hint": {"fg": "green"},
    "off": {"dim": True},
}


def tell(
    report: Report,
    root: Path,
    form: str = "text",
    drafts: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """Print a report: in a format that programs read, or for people, in colour where somebody looks.

    Files in ``drafts`` are shown as they stand there, not on the disk.
    """
    telling = Telling(report, lines_of(root, drafts), settings().site_url, _folder(root))
    if form != "text":
        for line in FORMATS[form](telling):
            click.echo(line)
        return
    with _quoted():
        say(text.lines(telling, paint()))


def say(lines: Iterable[str]) -> None:
    """Print lines; where they are painted, the paint goes with them."""
    for line in lines:
        click.echo(line, color=True)


def site() -> Path:
    """The folder with ``mkdocs.yml``; the record lies in it, or where that file says."""
    folder: Path = click.get_current_context().meta[SITE]
    return folder


def settings() -> Settings:
    """The settings of the site; where they are wrong, end with a sentence for each fault."""
    found: Settings | SettingsError = click.get_current_context().meta[SETTINGS]
    if isinstance(found, SettingsError):
        for fault in str(found).splitlines():
            click.echo(printable(fault), err=True)
        sys.exit(USAGE)
    return found


def colourful() -> bool:
    """Whether to print in colour: on a terminal, or where FORCE_COLOR asks for it, and never where NO_COLOR is set.

    Both count when they are not empty, as https://no-color.org and https://force-color.org have it.
    """
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def paint() -> text.Paint:
    """What gives words their colours, or leaves them as they are."""
    return _painted if colourful() else text.plain


def _painted(words: str, role: str) -> str:
    return click.style(words, **_STYLES[role])


@contextmanager
def _quoted() -> Iterator[None]:
    """Keep GitHub Actions from obeying what a contributor's line says: it reads commands anywhere in a log."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        yield
        return
    token = secrets.token_hex(16)
    click.echo(f"::stop-commands::{token}")
    try:
        yield
    finally:
        click.echo(f"::{token}::")


def _folder(root: Path) -> str:
    """The way to the record from where other programs look for its files: the workspace in a workflow, or this folder."""
    base = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    if root == base or not root.is_relative_to(base):
        return ""
    return root.relative_to(base).as_posix() + "/"


def inside(root: Path, path: Path) -> str:
    """A path relative to the record's root; one with backslashes is taken on every system."""
    full = Path(os.path.normpath(Path.cwd() / path))
    if not full.exists() and "\\" in str(path):
        full = Path(os.path.normpath(Path.cwd() / str(path).replace("\\", "/")))
    if not full.exists():
        raise click.UsageError(f"there is no {path}")
    if not full.is_relative_to(root):
        raise click.UsageError(f"{path} lies outside the record in {root}")
    return full.relative_to(root).as_posix()


def named(collection: Collection, root: Path, words: Iterable[str]) -> set[str]:
    """The files of events and seeds that people name by ids, files or folders."""
    known = {entry.id: entry.path for entry in (*collection.seeds.values(), *collection.events.values())}
    chosen: set[str] = set()
    for word in words:
        name = word.removesuffix(".md")  # of a file, without its folder
        if name in known and not (Path.cwd() / word).exists():
            chosen.add(known[name])
            continue
        if is_id(name) and not (Path.cwd() / word).exists():
            hint = nearest(name, known)
            raise click.UsageError(f"there is no event or seed {word}" + (f"; {hint}" if hint else ""))
        path = inside(root, Path(word))
        below = {file for file in known.values() if path in (".", file) or file.startswith(path + "/")}
        if not below:
            raise click.UsageError(f"{word} holds no event or seed that can be read; try: check {word}")
        chosen |= below
    return chosen


class Age(click.ParamType[float]):
    """A time span in words such as ``7d``, ``12h``, ``30m`` or ``90s``; gives seconds."""

    name = "age"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Give the seconds."""
        if isinstance(value, float):
            return value
        found = re.fullmatch(r"([0-9]{1,6})([dhms])", str(value).strip())
        if not found:
            self.fail(f"{value} is no time span; write a number and d, h, m or s: 7d", param, ctx)
        return float(found[1]) * {"d": 86_400, "h": 3_600, "m": 60, "s": 1}[found[2]]


def shown(path: Path) -> str:
    """A path as short as it can be told from here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
