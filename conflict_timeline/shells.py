"""Completion in shells: what it offers, and the scripts by which bash, zsh and fish ask for it.

Click finds out what is being typed and answers; the scripts are our own, since Click's know programs alone, and people
also write `python build_timeline.py`. Each asks the program that is being typed, with the words from it on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from .files.record_files import RecordFiles
from .front_matter import REGISTRY_LIMIT, read_yaml
from .rules import RULES

VARIABLE = "_CONFLICT_TIMELINE_COMPLETE"
"""The variable of the environment by which a shell asks for completion."""
SHELLS = ("bash", "zsh", "fish")
"""The shells that there are scripts for."""


def script(shell: str) -> str:
    """Give the script that sets completion up in a shell."""
    return files(__package__).joinpath("shell_scripts", f"completion.{shell}").read_text(encoding="utf-8")


def events(record: Path) -> list[str]:
    """Give the ids of all events, by the names of their files; nothing is opened."""
    found = []
    for _, folders, names in os.walk(record / "events"):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [name.removesuffix(".md") for name in names if name.endswith(".md") and name[0] != "."]
    return sorted(set(found) - {"README"})


def rules() -> dict[str, str]:
    """Give the names of all rules with what each wants."""
    return {rule.name: rule.wants for rule in RULES.values()}


def entries(record: Path, name: str) -> dict[str, str]:
    """Give the ids of a file of the registry with what each stands for; types as ``family/subtype``."""
    data = RecordFiles(record, []).read(record / "registry" / f"{name}.yml", REGISTRY_LIMIT)
    document = read_yaml(data, name)[0] if data else None
    return dict(_entries(document.data)) if document else {}


def _entries(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, entry in data.items():
        if isinstance(entry, dict) and isinstance(inner := entry.get("subtypes"), dict):
            yield from ((f"{key}/{name}", told) for name, told in _entries(inner))
        else:
            told = (entry.get("name") or entry.get("label") or "") if isinstance(entry, dict) else ""
            yield key, told if isinstance(told, str) else ""
