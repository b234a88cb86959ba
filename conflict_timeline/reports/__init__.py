"""How a report is told: as text for people, or in a format that another program reads; a module each.

Every format is a function from a ``Telling`` to lines of output, without their line ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from . import github, own, rdjson, sarif, text
from .telling import Telling

__all__ = ["FORMATS", "Telling", "text"]

FORMATS: Mapping[str, Callable[[Telling], Iterator[str]]] = {
    "text": text.lines,
    "json": own.lines,
    "github": github.lines,
    "sarif": sarif.lines,
    "rdjson": rdjson.lines,
}
"""The formats by the names that ``check --format`` takes."""
