"""What an annotation says beyond its type, for schemas and references: which entries an id names, what a text looks like.

Nothing here validates. ``schema`` turns ``NAMES`` into completions, ``views.reference`` words ``TAKES``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

NAMES = "x-names"
"""The keyword of a schema, until ids take its place, that tells which entries of the record are named."""
TAKES = "x-takes"
"""The keyword of a schema that tells what a field takes: a key of the catalogue of strings, ``takes.<key>``."""

Kind = Literal["actors", "conflicts", "event-types", "events", "places", "rules", "seeds", "tags"]
"""What can be named: entries of the registry's files, events, seeds, and rules."""


@dataclass(frozen=True, slots=True)
class Names:
    """Says of an id, or of a text that may be one, which entries of the record it names."""

    kind: Kind

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Add the keyword."""
        return handler(core) | {NAMES: self.kind}


def wanted(*fields: str, **keywords: Any) -> Callable[[dict[str, Any]], None]:
    """Say in a model's schema what its validators and the rules ask for beyond the fields' own types.

    Args:
        fields: fields that a rule requires though the model lets them go, so that the rest can be checked; lists and
            mappings among them hold something.
        keywords: keywords of JSON Schema.
    """

    def add(schema: dict[str, Any]) -> None:
        required = {*schema.get("required", ()), *fields}
        schema["required"] = [name for name in schema["properties"] if name in required]
        for field in map(schema["properties"].__getitem__, fields):
            if least := {"array": "minItems", "object": "minProperties"}.get(str(field.get("type"))):
                field[least] = 1
        schema.update(keywords)

    return add
