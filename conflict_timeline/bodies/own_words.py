"""The texts of a record that are in our own words, and not in those of a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..front_matter.strict_yaml import Loc
from ..model import Event, Seed
from ..text.quotations import blanked
from .citations import Body, Citation, Reference

_ADDRESS = re.compile(r"\]\([^()\s]*\)|https?://\S+")
"""Where a link or an image leads, and bare addresses."""


def of_event(event: Event) -> Iterator[tuple[Loc, str]]:
    """Give the fields of an event that hold sentences of ours, each with the way to it."""
    for name in ("title", "summary", "placeless", "status_note"):
        if text := getattr(event, name):
            yield (name,), text
    for name, field in (("figures", "note"), ("positions", "says"), ("links", "basis"), ("corrections", "note")):
        for index, row in enumerate(getattr(event, name)):
            if text := getattr(row, field):
                yield (name, index, field), text
    if event.withdrawn:
        yield ("withdrawn", "reason"), event.withdrawn.reason


def of_seed(seed: Seed) -> Iterator[tuple[Loc, str]]:
    """Give the claims of a seed and the notes on them, each with the way to it."""
    for index, claim in enumerate(seed.claims):
        yield ("claims", index, "says"), claim.says
        if claim.note:
            yield ("claims", index, "note"), claim.note


def of_body(body: Body) -> str:
    """Give a body of the same length with spaces where ids, citation keys, addresses and HTML stand."""
    spans = [*body.html, *(match.span() for match in _ADDRESS.finditer(body.text))]
    for mark in body.marks:
        start, end = mark.span
        if isinstance(mark, Citation):
            spans.append((start, end))
        elif isinstance(mark, Reference):
            bar = body.text.find("|", start, end)
            spans += [(start, end)] if bar < 0 else [(start, bar + 1), (end - 2, end)]
    return blanked(body.text, spans)
