"""Plain data → YAML as contributors write it: block style, lists of ids in brackets, quotes only where needed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_BARE = re.compile(r"[a-z0-9-]+")
_QUOTED = re.compile(r"[\[\]{}&*!|>'\"%@`#?,-]|.*(: | #)|.*:$")


def dump(data: Mapping[str, Any]) -> str:
    """Give a mapping of texts, lists and mappings as YAML; keys without a value are left out."""
    return "\n".join(_mapping(data, 0)) + "\n"


def _mapping(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    pad = " " * indent
    for key, value in data.items():
        if value in (None, [], {}):
            continue
        if isinstance(value, Mapping):
            yield f"{pad}{key}:"
            yield from _mapping(value, indent + 2)
        elif isinstance(value, list):
            yield from _list(key, value, indent)
        else:
            yield f"{pad}{key}: {_scalar(value)}"


def _list(key: str, items: list[Any], indent: int) -> Iterator[str]:
    pad = " " * indent
    if all(isinstance(item, str) and _BARE.fullmatch(item) for item in items):
        yield f"{pad}{key}: [{', '.join(items)}]"
        return
    yield f"{pad}{key}:"
    for item in items:
        if isinstance(item, Mapping):
            first, *rest = _mapping(item, indent + 2)
            yield f"{pad}- {first.lstrip()}"
            yield from rest
        else:
            yield f"{pad}- {_scalar(item)}"


def _scalar(value: Any) -> str:
    text = str(value)
    return "'" + text.replace("'", "''") + "'" if _QUOTED.match(text) else text
