"""What the model refuses, told as problems; and what of a faulty record can be kept for further checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from itertools import islice
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..front_matter import Document
from ..front_matter.strict_yaml import MOST_PROBLEMS, Loc
from ..model import Event, Record, Removal
from ..model.vocabulary import SYNONYMS
from ..problems import Fix, Problem, nearest
from ..rules import RULES
from ..text.slips import meant

M = TypeVar("M", bound=Record)


def salvage(model: type[M], data: Any) -> tuple[M | None, list[ErrorDetails]]:
    """Validate ``data``; where it is faulty, try once more without the faulty parts.

    Returns:
        The record, or None where nothing of it stands, and the errors of the first try. Checks of other
        rules go on with what was kept, so that a contributor sees all problems at once.
    """
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
    try:
        return model.model_validate(without(data, errors)), errors
    except ValidationError:
        return None, errors


def without(data: Any, errors: Iterable[ErrorDetails]) -> Any:
    """Give a copy of some data without its faulty parts."""
    rest = deepcopy(data)
    for loc in sorted(faulty_parts(errors), key=lambda loc: [str(step).zfill(6) for step in loc], reverse=True):
        _remove(rest, loc)
    return rest


def faulty_parts(errors: Iterable[ErrorDetails]) -> set[Loc]:
    """The ways to the parts that ``salvage`` leaves out: faulty values, and parts that lack a field."""
    parts = set()
    for error in errors:
        loc = _steps(error)
        parts.add(loc[:-1] if error["type"] == "missing" else loc)
    return parts - {()}


def _steps(error: ErrorDetails) -> Loc:
    """The way to what an error is about; pydantic marks the key of a mapping by a step of its own."""
    return tuple(step for step in error["loc"] if step != "[key]")


def _remove(data: Any, loc: tuple[int | str, ...]) -> None:
    """Take the value at ``loc`` out of nested mappings and lists."""
    data = written(data, loc[:-1])
    if isinstance(data, dict) and loc:
        data.pop(loc[-1], None)
    elif isinstance(data, list) and loc and isinstance(loc[-1], int) and loc[-1] < len(data):
        data.pop(loc[-1])


def _inside(data: Any, step: int | str) -> Any:
    """One step into nested mappings and lists; None where it leads nowhere."""
    if isinstance(data, dict):
        return data.get(step)
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None


def written(data: Any, loc: Loc) -> Any:
    """What stands at ``loc`` in nested mappings and lists, or None."""
    for step in loc:
        data = _inside(data, step)
    return data


def problems_of(errors: Iterable[ErrorDetails], model: type[Record], document: Document, loc: Loc) -> Iterable[Problem]:
    """Tell pydantic's errors as problems of a document.

    Args:
        errors: as ``ValidationError.errors()`` gives them.
        model: the model that was validated against.
        document: the file.
        loc: the way to the record inside the file.
    """
    for error in islice(errors, MOST_PROBLEMS):
        steps = _steps(error)
        rule, message, hint, key = _told(error, model, steps)
        key = key or "[key]" in error["loc"]
        line, column = document.mark((*loc, *steps), key=key)
        # What was cut short is faulty for no other reason than that.
        if line not in document.cut:
            there = written(document.data, (*loc, *steps[:-1]))
            instead = _instead(error, model, steps, there if isinstance(there, dict) else {})
            edit = document.edit((*loc, *steps), instead, key=key) if instead else None
            yield Problem(document.path, line, column, rule, message, hint, Fix((edit,)) if edit else None)


def _told(error: ErrorDetails, model: type[Record], loc: Loc) -> tuple[str, str, str, bool]:
    """Give rule, message, hint, and whether the problem stands at the key."""
    kind, context = error["type"], error.get("ctx", {})
    name = next((step for step in reversed(loc) if isinstance(step, str)), "the value")[:80]
    value = error["input"]
    if kind in RULES:
        message = context.get("message") or error["msg"]
        prefix = "" if loc == () or name in message else f"{name}: "
        return kind, f"{prefix}{message}", context.get("hint", ""), isinstance(value, dict) and kind != "wrong-type"
    if kind == "extra_forbidden":
        known = nearest(name, _fields(model, loc[:-1]))
        return (
            "unknown-field",
            f"{name} is not a field here",
            known or "delete it; the field reference lists all fields",
            True,
        )
    if kind == "missing":
        return "missing-field", f"{name} is missing", f"add {name}: …", True
    if kind == "string_too_short":
        return "missing-field", f"{name} has no value", f"write one after {name}:, in quotes if it begins with #", False
    if kind == "string_too_long":
        return (
            "wrong-type",
            f"{name} is longer than {context['max_length']:,} characters",
            "move prose into the text",
            False,
        )
    if kind == "literal_error":
        return "wrong-type", *_closed_list(name, value, context), False
    return "wrong-type", *_form(kind, name, value), False


def _instead(error: ErrorDetails, model: type[Record], loc: Loc, beside: Mapping[str, Any]) -> str:
    """What certainly belongs in the place of a faulty value or key, or an empty text.

    ``beside`` holds the fields among which it stands: none of their names is meant by a misspelt one.
    """
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    if kind == "extra_forbidden":
        return meant(str(loc[-1]), [name for name in _fields(model, loc[:-1]) if name not in beside])
    if kind == "literal_error" and isinstance(value, str):
        words = _words(context)
        synonym = SYNONYMS.get(value.casefold(), "") if loc[-1] == "rel" else ""
        return synonym or meant(value, words)
    # A key of a source is a name in this file alone: changed in one place, it would no longer be the same in others.
    if kind == "invalid-id" and ("[key]" in error["loc"] or "sources" in loc):
        return ""
    return str(context.get("instead", ""))


def _words(context: dict[str, Any]) -> list[str]:
    """The words of a closed list, out of pydantic's sentence."""
    return [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]


def _closed_list(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:
    words = _words(context)
    hint = f"write {SYNONYMS[value]}" if name == "rel" and value in SYNONYMS else nearest(str(value), words)
    shown = str(value)[:40] or "an empty value"
    said = "" if value == name else f"{name}: "  # a key of a mapping is its own name
    return f"{said}{shown} is none of {', '.join(words)}", hint or "write one of these words"


def _form(kind: str, name: str, value: Any) -> tuple[str, str]:
    if kind in ("list_type", "tuple_type"):
        return f"{name} is not a list", f"write {name}: [ … ], or each item on a line of its own after a hyphen"
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return f"{name} is not a group of fields", f"write {name}: and its fields below it, indented by two spaces"
    if isinstance(value, (dict, list)):
        return f"{name} is a {'list' if isinstance(value, list) else 'group of fields'}, not text", (
            "write plain text; put it in quotes if it begins with [ or {"
        )
    return f"{name} does not have the form that the field reference gives", "compare with the field reference"


def _fields(model: type[BaseModel], loc: Loc) -> Iterable[str]:
    """The names of the fields of the part of a model that ``loc`` leads to."""
    current: Any = model
    for step in loc:
        if isinstance(current, type) and issubclass(current, BaseModel) and step in current.model_fields:
            current = _part(current.model_fields[str(step)].annotation)
    names = list(current.model_fields) if isinstance(current, type) and issubclass(current, BaseModel) else []
    # A misspelt removal must never be told to be deleted: the event would be published.
    return [*names, *Removal.model_fields] if current is Event else names


def _part(annotation: Any) -> Any:
    """The model inside an annotation such as ``list[Figure]`` or ``dict[Id, Source]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((part for argument in get_args(annotation) if (part := _part(argument)) is not None), None)
