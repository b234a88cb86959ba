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
_PERHAPS = {
    "BU": "MM, Myanmar",
    "EL": "GR, Greece",
    "SU": "the code of the country that lies there now",
    "TP": "TL, Timor-Leste",
    "UK": "GB where the United Kingdom is meant",
    "YU": "the code of the country that lies there now",
    "ZR": "CD, the Democratic Republic of the Congo",
}
"""What codes of other lists, of languages and of countries that are gone may stand for; never certain enough for a fix."""


def of_registry(registry: Registry) -> Iterator[Problem]:
    """Find places and actors whose country is the code of none."""
    entries: list[Entry[Place] | Entry[Actor]] = [*registry.places.values(), *registry.actors.values()]
    if not any(entry.value.country for entry in entries):
        return
    known = borders.codes()
    for entry in entries:
        code = entry.value.country
        if code and code not in known and not _OWN.fullmatch(code):
            perhaps = _PERHAPS.get(code)
            hint = f"write {perhaps}" if perhaps else "look the code up at https://www.iso.org/obp/ui/"
            yield entry.problem("unknown-country", f"{code} is the code of no country", hint, at=("country",))
