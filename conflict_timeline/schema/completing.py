"""The ids of a record as completions of a schema: offered, each with what it is, and never demanded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..collection import Collection
from ..model.hints import NAMES
from ..rules import RULES, Severity
from ..views.common import country

Ids = Mapping[str, Mapping[str, str]]
"""By what they name, ids with what each of them is."""

LIST = "known-"
"""How the name of a list of ids begins, under ``$defs``."""


def ids(collection: Collection) -> Ids:
    """Give the ids that a record has for completion.

    Events have none here: there are too many, and with each new one the schema would be another. A place that is
    withheld is not offered either.
    """
    shown = {name: entry.value for name, entry in collection.places.items() if entry.value.sensitivity != "withhold"}
    return {
        "actors": {name: entry.value.description or entry.value.name for name, entry in collection.actors.items()},
        "conflicts": {name: entry.value.name for name, entry in collection.conflicts.items()},
        "event-types": dict(_types(collection)),
        "places": {name: f"{place.name}, {country(place.country)}" for name, place in shown.items()},
        "seeds": {name: entry.value.title or "" for name, entry in collection.seeds.items()},
        "tags": {name: entry.value.description for name, entry in collection.tags.items()},
    }


def _types(collection: Collection) -> Iterator[tuple[str, str]]:
    for family, entry in collection.families.items():
        for name, subtype in entry.value.subtypes.items():
            yield f"{family}/{name}", f"{subtype.label}: {subtype.description}"


def completed(schema: dict[str, Any], known: Ids) -> dict[str, Any]:
    """Give a schema in which every id that names something is completed from what is known.

    The lists stand under ``$defs``, each once; a value is one of the list, or whatever else its field takes.
    """
    used: set[str] = set()
    body: dict[str, Any] = _walked(schema, known, used)
    lists = {_name(kind): _rules() if kind == "rules" else _list(known[kind]) for kind in sorted(used)}
    return body | {"$defs": body.get("$defs", {}) | lists} if lists else body


def _walked(part: Any, known: Ids, used: set[str]) -> Any:
    if isinstance(part, list):
        return [_walked(item, known, used) for item in part]
    if not isinstance(part, dict):
        return part
    if (names := part.get("propertyNames")) and names.get(NAMES) == "rules":
        used.add("rules")
        return part | {"propertyNames": _without(names), "$ref": f"#/$defs/{_name('rules')}"}
    kind = part.get(NAMES)
    rest = {key: _walked(value, known, used) for key, value in part.items() if key != NAMES}
    if not known.get(kind or ""):
        return rest
    used.add(str(kind))
    described = {key: rest.pop(key) for key in ("description",) if key in rest}
    return described | {"anyOf": [{"$ref": f"#/$defs/{_name(str(kind))}"}, rest]}


def _without(names: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in names.items() if key != NAMES}


def _rules() -> dict[str, Any]:
    """The rules that a file can switch off, as fields."""
    rules = [rule for rule in RULES.values() if rule.severity != Severity.ERROR]
    return {"properties": {rule.name: {"description": f"{rule.wants} {rule.why}"} for rule in rules}}


def _name(kind: str) -> str:
    return LIST + kind


def _list(entries: Mapping[str, str]) -> dict[str, Any]:
    return {"enum": list(entries), "enumDescriptions": list(entries.values())}
