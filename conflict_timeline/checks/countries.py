"""The rule that a country's code is one of ISO 3166-1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import borders
from ..collection import Registry
from ..collection.entries import Entry
from ..model import Actor, Place
from ..problems import Problem

_OWN = re.compile("AA|Q[M-Z]|X[A-Z]|ZZ")
"""Codes that the standard leaves to its users, such as XK for Kosovo."""
_OTHERWISE = {"EL": "GR", "FX": "FR", "UK": "GB"}
"""Codes that the standard keeps for countries that it lists under another one."""


def of_registry(registry: Registry) -> Iterator[Problem]:
    """Find places and actors whose country is the code of none."""
    entries: list[Entry[Place] | Entry[Actor]] = [*registry.places.values(), *registry.actors.values()]
    if not any(entry.value.country for entry in entries):
        return
    known = borders.codes()
    for entry in entries:
        code = entry.value.country
        if code and code not in known and not _OWN.fullmatch(code):
            meant = _OTHERWISE.get(code, "")
            hint = (
                f"write {meant}" if meant else "look the code up at https://www.iso.org/obp/ui/, or leave the field out"
            )
            message = f"{code} is the code of no country"
            yield entry.problem("unknown-country", message, hint, at=("country",), instead=meant)
