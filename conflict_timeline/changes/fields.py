"""Two mappings of fields → what changed between them, value by value, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .data import Field

_KNOWN_BY = {
    "figures": ("measure", "unit", "group", "scope", "by"),
    "positions": ("by", "stance", "about"),
    "links": ("rel", "to"),
    "actors": ("actor", "role"),
    "corrections": ("date",),
    "starts": ("date", "event"),
    "control": ("date", "by"),
    "claims": ("id",),
}
"""By which fields a row of a list is known again when others of its fields change."""
_ROW = {
    "figures": "figure", "positions": "position", "links": "link", "actors": "actor", "corrections": "correction",
    "starts": "beginning", "control": "control", "claims": "claim", "sources": "source",
}  # fmt: skip
"""What one row of a list is called."""

Data = Mapping[str, Any]


def compared(before: Data, after: Data) -> Iterator[Field]:
    """Give what changed, in the order of the later fields, then what went.

    Args:
        before: the fields as they were: mappings, lists and texts.
        after: the fields as they are.
    """
    for name in [*after, *(name for name in before if name not in after)]:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if name in _KNOWN_BY:
            yield from _rows(name, _listed(old), _listed(new))
        elif isinstance(old or {}, Mapping) and isinstance(new or {}, Mapping) and (old or new) not in ("", None):
            yield from _mapping(name, old or {}, new or {})
        elif isinstance(old or [], list) and isinstance(new or [], list):
            yield from _items(name, _listed(old), _listed(new))
        else:
            yield Field(_words(name), said(old), said(new))


def said(value: Any) -> str:
    """A value in one line: rows as «low 4, by The mayor», lists with commas."""
    match value:
        case None:
            return ""
        case Mapping():
            return ", ".join(f"{_words(name)} {said(part)}" for name, part in value.items())
        case list():
            return ", ".join(said(part) for part in value)
        case _:
            return " ".join(str(value).split())


def _rows(name: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Field]:
    """Compare rows that are known by some of their fields; rows alike in these are told apart by their order."""
    old, new = _keyed(name, before), _keyed(name, after)
    alike = Counter(key[0] for key in {**old, **new})
    for key, row in new.items():
        label = _label(key, alike)
        if key not in old:
            yield Field(_ROW[name], "", said(row))
        elif isinstance(row, Mapping) and isinstance(old[key], Mapping):
            for change in compared(old[key], row):
                yield Field(f"{label}, {change.name}", change.before, change.after)
    for key, row in old.items():
        if key not in new:
            yield Field(_ROW[name], said(row), "")


def _keyed(name: str, rows: Sequence[Any]) -> dict[tuple[str, ...], Any]:
    found: dict[tuple[str, ...], Any] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        known = tuple(said(row.get(part)) for part in _KNOWN_BY[name]) if isinstance(row, Mapping) else (said(row),)
        seen[known] += 1
        found[*known, str(seen[known])] = row
    return found


def _label(key: tuple[str, ...], alike: Counter[str]) -> str:
    """What a row is called: by its first field, and where others have the same by all that it is known by."""
    if alike[key[0]] == 1:
        return key[0]
    rest = [*filter(None, key[1:-1]), *(key[-1:] if key[-1] != "1" else ())]
    return f"{key[0]} ({', '.join(rest)})" if rest else key[0]


def _mapping(name: str, before: Data, after: Data) -> Iterator[Field]:
    one = _ROW.get(name)
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            for change in compared(old, new):
                yield Field(f"{one or _words(name)} {key}, {change.name}", change.before, change.after)
        else:
            yield Field(f"{one} {key}" if one else f"{_words(name)}, {key}", said(old), said(new))


def _items(name: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Field]:
    """Compare lists of words: what went and what came; a change of order alone is said as such."""
    old, new = [said(part) for part in before], [said(part) for part in after]
    gone, come = [part for part in old if part not in new], [part for part in new if part not in old]
    if gone or come:
        yield Field(_words(name), ", ".join(gone), ", ".join(come))
    else:
        yield Field(f"{_words(name)}, order", ", ".join(old), ", ".join(new))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _words(name: str) -> str:
    return str(name).replace("_", " ")
