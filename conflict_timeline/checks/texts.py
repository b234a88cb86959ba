"""Rules about an event's words and numbers."""

from __future__ import annotations

from collections.abc import Iterator

from ..collection import Collection, Registry
from ..collection.entries import Entry
from ..model import Event, Record
from ..problems import Problem


def check(collection: Collection) -> Iterator[Problem]:
    """Find texts of seeds that are too costly."""
    for seed in collection.seeds.values():
        yield from _costly(seed)


def of_event(entry: Entry[Event], _registry: Registry) -> Iterator[Problem]:
    """Find texts that are missing, uncited or too costly, doubts without a reason, and figures that cannot be."""
    yield from _costly(entry)
    yield from _without_text(entry)
    yield from _uncited_paragraphs(entry)
    yield from _status(entry)
    yield from _figures(entry)


def _costly(entry: Entry[Record]) -> Iterator[Problem]:
    if (costly := entry.body.costly) is not None:
        offset = costly.offset(entry.document.body)
        yield entry.body_problem("costly-markdown", offset, costly.message, costly.hint)


def _without_text(entry: Entry[Event]) -> Iterator[Problem]:
    if not entry.document.body and entry.value.withdrawn is None:
        message, hint = "the event has no text", "tell below the fields what happened, with [@key] after each statement"
        yield entry.body_problem("no-text", 0, message, hint)


def _uncited_paragraphs(entry: Entry[Event]) -> Iterator[Problem]:
    for start, end in entry.body.uncited():
        words = " ".join(entry.body.text[start:end].split()[:5])
        message, hint = f"the paragraph «{words[:60]} …» cites no source", "add [@key] after what the source says"
        yield entry.body_problem("uncited-paragraph", start, message, hint)


def _status(entry: Entry[Event]) -> Iterator[Problem]:
    event = entry.value
    if event.status != "confirmed" and event.status_note is None and entry.written(("status_note",)) is None:
        message, hint = f"the status is {event.status}, and nothing says why", "add status_note: one sentence"
        yield entry.problem("status-without-note", message, hint, at=("status",))


def _figures(entry: Entry[Event]) -> Iterator[Problem]:
    """Figures without a number, and those whose numbers are out of order."""
    for index, figure in enumerate(entry.value.figures):
        names = [name for name in ("low", "best", "high") if getattr(figure, name) is not None]
        numbers = [getattr(figure, name) for name in names]
        loc = ("figures", index)
        if not names and not any(entry.written((*loc, name)) for name in ("low", "best", "high")):
            message, hint = f"the figure of {figure.measure} has no number", "add low:, best: or high:"
            yield entry.problem("empty-figure", message, hint, at=loc)
        for less, more in zip(range(len(names)), range(1, len(names)), strict=False):
            if numbers[less] > numbers[more]:
                message = f"{names[less]} is {numbers[less]:,}, more than {names[more]}, {numbers[more]:,}"
                yield entry.problem("reversed-range", message, "swap the two, or correct one", at=(*loc, names[less]))
