"""The catalogue of interface strings: every word of the site that is not the record's own.

One folder a language, flat keys in YAML; ``text("date.about", date="2013")`` gives "about 2013".
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

LANGUAGE = "en"
"""The language of the interface."""


@cache
def catalogue(language: str = LANGUAGE) -> dict[str, str]:
    """All strings of a language by key.

    Raises:
        FileNotFoundError: there is no catalogue of that language.
    """
    entries: dict[str, str] = {}
    folder = files(__package__).joinpath(language)
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        entries.update(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader))  # noqa: S506 - builds only texts
    return entries


def text(key: str, /, **values: object) -> str:
    """Give one string with its values filled in.

    Raises:
        KeyError: the catalogue lacks the key, or the string a value; both are programmers' mistakes.
    """
    entry = catalogue()[key]
    return entry.format(**values) if values else entry


def counted(key: str, number: int) -> str:
    """Give ``key.one`` or ``key.other`` for a number, written with thousands apart: "1,024 events"."""
    return text(f"{key}.one" if number == 1 else f"{key}.other", number=f"{number:,}")
