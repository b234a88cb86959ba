"""The shapes of the model: which fields a record has, in which order, and what each of them holds.

They are read off the model's own classes, so that there is no second list of fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from ..dates import Date
from ..front_matter.strict_yaml import Loc
from ..model import REGISTRY, Event, Record, Removal, Seed
from ..model.base import Id


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand at a place of a record.

    Attributes:
        kind: a record with ``fields``, a mapping or list of ``item``, a text, a date, or data: numbers and flags.
        fields: a record's fields in order.
        item: what each value of a mapping, or each item of a list, is.
        places: the place in the order of each key that is known: of a record's fields, or of a closed list.
        words: whether a text is an id or one of a closed list of words.
    """

    kind: Literal["record", "mapping", "list", "text", "date", "data", "unknown"]
    fields: Mapping[str, Shape] = field(default_factory=dict)
    item: Shape | None = None
    places: Mapping[str, int] = field(default_factory=dict)
    words: bool = False

    def inside(self, step: str | int) -> Shape:
        """The shape of a value or an item of this one."""
        return self.fields.get(str(step)) or self.item or UNKNOWN

    def at(self, loc: Loc) -> Shape:
        """The shape at a place inside this one."""
        shape = self
        for step in loc:
            shape = shape.inside(step)
        return shape


UNKNOWN = Shape("unknown")
_IS_ID = get_args(Id)[1]
"""The annotation by which a text is an id, whatever the id names."""


def of_file(path: str, data: Mapping[str, Any]) -> Shape:
    """The shape of a file of the record.

    Args:
        path: relative to the record's root, with forward slashes.
        data: what the file holds: an event that was removed for safety has a shape of its own.
    """
    folder, _, name = path.partition("/")
    if folder == "registry":
        model = REGISTRY.get(name.removesuffix(".yml"))
        return Shape("mapping", item=of(model)) if model else UNKNOWN
    if folder == "seeds":
        return of(Seed)
    return of(Removal if "removed_for_safety" in data else Event)


def knows(shape: Shape, data: Any) -> bool:
    """Whether the model knows the place of everything in data."""
    if isinstance(data, dict):
        return all(knows(shape.inside(key), value) for key, value in data.items())
    if isinstance(data, list):
        return all(knows(shape.inside(0), value) for value in data)
    return shape.kind != "unknown"


@cache
def of(model: type[Record]) -> Shape:
    """The shape of a record of the model."""
    fields = {name: _of(info.annotation) for name, info in model.model_fields.items()}
    return Shape("record", fields, places=_places(fields))


def _of(annotation: Any) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return Shape("text", words=True) if _IS_ID in arguments else _of(arguments[0])
    if origin in (Union, UnionType):
        return _of(next(argument for argument in arguments if argument is not NoneType))
    if origin is list:
        return Shape("list", item=_of(arguments[0]))
    if origin is dict:
        keys = get_args(arguments[0]) if get_origin(arguments[0]) is Literal else ()
        return Shape("mapping", item=_of(arguments[1]), places=_places(keys))
    if origin is Literal:
        return Shape("text", words=True)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = {name: _of(info.annotation) for name, info in annotation.model_fields.items()}
        return Shape("record", fields, places=_places(fields))
    return Shape("text" if annotation is str else "date" if annotation is Date else "data")


def _places(keys: Iterable[str]) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys)}
