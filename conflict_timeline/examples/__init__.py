"""A short wrong and a short right example of every rule: what ``check --explain`` and the reference of rules show.

A file each, ``<rule>.yml``: under ``wrong`` and under ``right`` files of a record by their paths, each with the lines
that matter. Lines above ``---`` are fields, those below it the text; ``…`` stands for the rest. A path with `` -> `` is
a link, one with ``(deleted)`` is gone, an empty picture any picture. A test lays each of them over a tiny record and runs the checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The lines of a file that matter, and its path relative to the record's root."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """What breaks a rule, and the same as it should be; each one file or several."""

    wrong: tuple[Excerpt, ...]
    right: tuple[Excerpt, ...]


def of(rule: str) -> Example:
    """Give the example of a rule.

    Raises:
        FileNotFoundError: the rule has none; that is a programmer's mistake, which a test finds.
    """
    text = files(__package__).joinpath(f"{rule}.yml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - builds only texts
    return Example(*(tuple(Excerpt(*pair) for pair in data[part].items()) for part in ("wrong", "right")))
