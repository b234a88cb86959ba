"""The rule that protects people."""

from __future__ import annotations

from collections.abc import Iterator

from ..collection import Collection
from ..problems import Problem


def check(collection: Collection) -> Iterator[Problem]:
    """Find persons without a public role."""
    for entry in collection.actors.values():
        actor = entry.value
        if actor.kind == "person" and actor.public_role is None and entry.written(("public_role",)) is None:
            message = f"{entry.id} is a person without a public role"
            hint = "add public_role: office-holder, convicted or publicly-charged; without such a role delete the entry"
            yield entry.problem("private-person", message, hint, key=True)
