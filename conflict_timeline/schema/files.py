"""The schemas as files of a folder: written, and compared with what the model generates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..system import file_system
from .completing import LIST, Ids
from .kinds import FILES, schema, text

FOLDER = "schema"
"""The folder of a project that holds them, one for each kind of file of a record, ready for an editor."""


def write(folder: Path, known: Ids) -> list[str]:
    """Write the schemas of all files of a record into a folder, which is made where it is missing.

    Returns:
        The kinds that were not as they are now.

    Raises:
        OSError: the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for kind in FILES:
        path = folder / f"{kind}.json"
        old = path.read_bytes() if path.is_file() else None
        new = text(kind, known).encode()
        if old != new:
            file_system.replace(path, old, new)
            changed.append(kind)
    return changed


def stale(folder: Path, known: Ids) -> Iterator[tuple[str, bool]]:
    """Give the kinds whose file is not what would be written now, and whether more than its ids is.

    Where only ids are behind, an editor offers fewer of them and underlines nothing that is right.
    """
    for kind in FILES:
        path = folder / f"{kind}.json"
        held = path.read_text(encoding="utf-8") if path.is_file() else ""
        if held.replace("\r\n", "\n") != text(kind, known):
            yield kind, shape(_loaded(held)) != shape(schema(kind, known))


def shape(part: Any) -> Any:
    """A schema without the ids that it offers."""
    if isinstance(part, list):
        return [shape(item) for item in part]
    if not isinstance(part, dict):
        return part
    match part.get("anyOf"):
        case [{"$ref": str(offered)}, rest] if offered.startswith(f"#/$defs/{LIST}"):
            part = {key: value for key, value in part.items() if key != "anyOf"} | rest
    return {key: shape(value) for key, value in part.items() if not key.startswith(LIST)}


def _loaded(held: str) -> Any:
    try:
        return json.loads(held)
    except json.JSONDecodeError:
        return None
