"""A model of pydantic's → a schema as editors need it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from .. import strings
from ..model import vocabulary
from ..model.base import VALUES
from ..model.hints import TAKES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The version of JSON Schema."""

_MEANINGS: dict[tuple[str, ...], str] = {
    get_args(words): key
    for key, words in {
        "status_text": vocabulary.Status,
        "role": vocabulary.Role,
        "stance": vocabulary.Stance,
        "standard": vocabulary.Standard,
        "measure": vocabulary.Measure,
        "group": vocabulary.Group,
        "basis": vocabulary.FigureBasis,
        "source_kind": vocabulary.SourceKind,
        "title_kind": vocabulary.TitleKind,
        "warning": vocabulary.Warning_,
        "actor_kind": vocabulary.ActorKind,
        "public_role": vocabulary.PublicRole,
        "place_precision": vocabulary.PlacePrecision,
        "sensitivity": vocabulary.Sensitivity,
        "external": vocabulary.ExternalId,
        "rel": vocabulary.Relation,
    }.items()
}
"""Where the catalogue of strings says what the words of each closed list mean."""


def of_model(model: type[BaseModel], *, loose: bool = True) -> JsonSchemaValue:
    """Give the schema of a model.

    Args:
        model: the model.
        loose: whether people write it, in YAML, rather than this program, in JSON: then what YAML reads as another
            type than text is taken too, such as a title that is all digits, and no other fields.
    """
    generator = _Loose if loose else _Open
    schema = model.model_json_schema(schema_generator=generator)
    return {"$schema": DIALECT, **schema}


class _Untitled(GenerateJsonSchema):
    """Generates schemas in which a field's name does not stand above its description once more."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Whether a field has a title."""
        return False


class _Open(_Untitled):
    """Generates schemas of what programs read, who skip the keys that they do not know."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A part of an answer; new keys may come."""
        found = super().model_schema(schema)
        return {key: value for key, value in found.items() if key != "additionalProperties"}


class _Loose(_Untitled):
    """Generates schemas for what people write in YAML, where the model has texts alone."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A field that may be left out; written without a value it is refused."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A field with a default, which is told where it is a word."""
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        if isinstance(default, bool):
            return inner | {"default": "yes" if default else "no"}
        return inner | {"default": default} if isinstance(default, str) else inner

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """A text; a number in YAML is a text to us."""
        return super().str_schema(schema) | {"type": ["string", "number"]}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        """A closed list, with what its words mean."""
        words = tuple(schema["expected"])
        return {"type": "string", "enum": list(words), "enumDescriptions": list(_meanings(words))}

    def list_schema(self, schema: core_schema.ListSchema) -> JsonSchemaValue:
        """A list; one of ids or of words names each once."""
        found = super().list_schema(schema)
        names = found["items"]
        return found | {"uniqueItems": True} if "enum" in names or names.get(TAKES) == "id" else found

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """A mapping; keys of a closed list become fields, which an editor offers."""
        values = self.generate_inner(schema["values_schema"])
        keys = self.generate_inner(schema["keys_schema"])
        if "enum" in keys:
            fields = zip(keys["enum"], keys["enumDescriptions"], strict=True)
            properties = {word: values | {"description": meaning} for word, meaning in fields}
            return {"type": "object", "properties": properties, "additionalProperties": False}
        kept = ("pattern", "minLength", "maxLength", "x-names")
        named = {keyword: keys[keyword] for keyword in kept if keyword in keys}
        return {"type": "object", "propertyNames": named, "additionalProperties": values}


def _meanings(words: tuple[str, ...]) -> Iterator[str]:
    key = _MEANINGS.get(words, "")
    for word in words:
        yield strings.catalogue().get(f"{key}.{word}", "")


def shared(schema: dict[str, Any]) -> dict[str, Any]:
    """Give a schema in which each kind of single value (a date, an id …) is defined once, under its name."""
    found: dict[str, Any] = {}
    body: dict[str, Any] = _shared(schema, found)
    return body | {"$defs": body.get("$defs", {}) | dict(sorted(found.items()))}


def _shared(part: Any, found: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_shared(item, found) for item in part]
    if not isinstance(part, dict):
        return part
    if (takes := part.get(TAKES)) is None:
        return {key: _shared(value, found) for key, value in part.items()}
    base = VALUES[takes]
    wrong = strings.catalogue().get(f"wrong.{takes}")
    found[takes] = {key: value for key, value in base.items() if key != TAKES}
    found[takes] |= {"patternErrorMessage": wrong} if wrong else {}
    own = {key: _shared(value, found) for key, value in part.items() if base.get(key) != value}
    return own | {"$ref": f"#/$defs/{takes}"}
