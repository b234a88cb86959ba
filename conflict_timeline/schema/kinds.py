"""Of what there are schemas: every kind of file of a record, and every answer as JSON."""

from __future__ import annotations

import json
from typing import Any

from .. import strings
from ..lookup.connections import EventGraph, RecordGraph
from ..lookup.counts import Counts
from ..lookup.dossier import Dossier
from ..lookup.shapes import Answer
from ..model import REGISTRY, Event, Record, Removal, Seed
from ..model.base import ID_FORM
from .completing import Ids, completed
from .generating import DIALECT, of_model, shared

FILES: dict[str, str] = {
    "event": "events/**/*.md",
    "seed": "seeds/**/*.md",
    **{name: f"registry/{name}.yml" for name in REGISTRY},
}
"""The kinds of files of a record, each with the pattern of its paths; of Markdown, the front matter is meant."""
ANSWERS: dict[str, type[Answer]] = {
    "show": Dossier,
    "graph": EventGraph,
    "graph-of-the-record": RecordGraph,
    "stats": Counts,
}
"""The answers that commands give as JSON."""
KINDS = (*FILES, *ANSWERS)
"""All kinds."""


def schema(kind: str, known: Ids) -> dict[str, Any]:
    """Give the schema of a kind.

    Args:
        kind: one of ``KINDS``.
        known: ids that are offered.

    Raises:
        KeyError: there is no such kind.
    """
    if kind in ANSWERS:
        return _answer(ANSWERS[kind])
    if kind in REGISTRY:
        whole = _mapping(kind, REGISTRY[kind])
    elif kind == "seed":
        whole = of_model(Seed)
    else:
        whole = _event()
    head = {"$schema": DIALECT, "title": strings.text(f"schema.{kind}")}
    return head | {key: value for key, value in completed(shared(whole), known).items() if key not in head}


def text(kind: str, known: Ids) -> str:
    """Give the schema of a kind as JSON."""
    return json.dumps(schema(kind, known), ensure_ascii=False, indent=2) + "\n"


def _answer(answer: type[Answer]) -> dict[str, Any]:
    found = of_model(answer, loose=False)
    head = {"format": {"const": answer.format()}, "version": {"const": answer.version}}
    return found | {
        "properties": head | found["properties"],
        "required": [*head, *found["required"]],
    }


def _mapping(kind: str, model: type[Record]) -> dict[str, Any]:
    """The schema of a file that maps ids to records; `wording` maps words."""
    inner = of_model(model)
    definitions = inner.pop("$defs", {})
    del inner["$schema"]
    names: dict[str, Any] = {} if kind == "wording" else {"pattern": ID_FORM, "maxLength": 80}
    return {
        "type": "object",
        "propertyNames": names,
        "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
        "$defs": definitions | {model.__name__: inner},
    }


def _event() -> dict[str, Any]:
    """The schema of an event, or of what stays of one that was removed for safety."""
    definitions: dict[str, Any] = {}
    for model in (Event, Removal):
        inner = of_model(model)
        definitions |= inner.pop("$defs", {})
        del inner["$schema"]
        definitions[model.__name__] = inner
    return {
        "type": "object",
        "if": {"required": list(Removal.model_fields)},
        "then": {"$ref": f"#/$defs/{Removal.__name__}"},
        "else": {"$ref": f"#/$defs/{Event.__name__}"},
        "$defs": definitions,
    }
