"""A folder for a new record: the files it begins with, filled in, all of them or none."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from .. import __version__
from ..authoring import forms
from ..authoring.addresses import slug
from ..collection import collect
from ..model import is_id
from ..system.interrupts import temporary_folder, uninterrupted


class UnlayableError(Exception):
    """The folder cannot be made; the text is a sentence for people."""


def lay(folder: Path, name: str, conflict: str, *, today: dt.date | None = None) -> str:
    """Lay the files of a new record into a folder that is empty or missing.

    Args:
        folder: where they go.
        name: what the record is called.
        conflict: the name of its first conflict.
        today: the day on which it begins; the system's date unless given.

    Returns:
        The id of the conflict.

    Raises:
        UnlayableError: something is in the folder, or the names cannot be used; nothing was written then.
    """
    name, conflict = _line("name", name), _line("conflict", conflict)
    found = slug(conflict, whole=True)
    if not is_id(found):
        message = f"the conflict's name gives no id: {conflict!r}; write it in Latin letters, other names go into the registry"
        raise UnlayableError(message)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UnlayableError(f"{folder} is not empty; name a folder that is empty or does not exist yet")
    values = {
        "name": name, "conflict": conflict, "id": found, "version": __version__,
        "today": (today or dt.date.today()).isoformat(), "description": f"A checked and cross-linked record: {conflict}.",
    }  # fmt: skip
    folder.parent.mkdir(parents=True, exist_ok=True)
    with temporary_folder(f".{folder.name}.", folder.parent) as stage:
        for path, text in _filled(values):
            (stage / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).write_text(text, encoding="utf-8", newline="\n")
        form = forms.form(collect(stage))
        (stage / forms.PATH).write_text(form, encoding="utf-8", newline="\n")
        stage.chmod(0o755)
        with uninterrupted():
            if folder.is_dir():
                folder.rmdir()  # it is empty, and no rename takes the place of a folder everywhere
            stage.rename(folder)
    return found


def _line(what: str, text: str) -> str:
    """A name in one line, of characters that are seen."""
    line = " ".join(text.split())
    if not line or not line.isprintable() or len(line) > 120:
        raise UnlayableError(f"the {what} is empty, longer than 120 characters, or holds characters that are not seen")
    return line


def _filled(values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Every file's path and text. Names that begin with ``dot-`` begin with a dot: package data leaves such files out."""
    env = Environment(
        variable_start_string="<<", variable_end_string=">>", block_start_string="<%", block_end_string="%>",
        comment_start_string="<#", comment_end_string="#>", undefined=StrictUndefined, keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - these are no pages; what stands in YAML is quoted
    )  # fmt: skip
    env.filters["quoted"] = lambda text: json.dumps(text, ensure_ascii=False)  # JSON's texts are YAML's too
    for path, file in _walk(files(__package__) / "files", ""):
        yield path, env.from_string(file.read_text(encoding="utf-8")).render(values)


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = path + re.sub("^dot-", ".", entry.name)
        if entry.is_dir():
            yield from _walk(entry, f"{name}/")
        else:
            yield name, entry
