"""What changed, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem, printable
from .data import Changes, Field

SHOWN = 40
"""How many pages and files of a kind are named; the rest are counted."""


def lines(found: Changes) -> Iterator[str]:
    """Give the lines; nothing in them steers a terminal."""
    yield from map(printable, _lines(found))


def _lines(found: Changes) -> Iterator[str]:
    yield summary(found)
    for event in found.new:
        yield f"+ {event.id}: {event.title}"
        yield f"    {event.when}, {event.where}, {event.type}"
        yield f"    {event.summary}"
        yield from (f"    {paragraph}" for paragraph in event.text)
        yield from _problems(event.problems)
    for changed in found.changed:
        yield f"~ {changed.id}: {changed.title}"
        yield from (f"    {told(field)}" for field in changed.fields)
        yield from (f"    - {paragraph}" for paragraph in changed.gone)
        yield from (f"    + {paragraph}" for paragraph in changed.come)
        yield from _problems(changed.problems)
    for gone in found.gone:
        yield f"- {gone.id}: {': '.join(filter(None, (gone.how, gone.reason or gone.title)))}"
    for broken in found.broken:
        yield f"! {broken.path} cannot be read"
        yield from _problems(broken.problems)
    yield from (f"+ link: {link.tail} {link.words} {link.head}" for link in found.gained)
    yield from (f"- link: {link.tail} {link.words} {link.head}" for link in found.lost)
    yield from (f"+ claim: {claim.seed}, {claim.claim}: {', '.join(claim.events)}" for claim in found.claims)
    yield from (f"+ source: {source.publisher}, {source.title}, {source.address}" for source in found.sources)
    for entry in found.entries:
        yield f"{entry.kind} {entry.id} {entry.how}: {entry.name}"
        yield from (f"    {told(field)}" for field in entry.fields)
    yield from _some("written otherwise, saying the same", found.form)
    yield from _some("outside the record", found.outside)
    yield from _some("page", found.pages)


def summary(found: Changes) -> str:
    """The counts in one line."""
    counts = [
        (len(found.new), "new event", "new events"), (len(found.changed), "changed", "changed"),
        (len(found.gone), "gone", "gone"), (len(found.broken), "unreadable", "unreadable"),
        (len(found.gained), "link gained", "links gained"), (len(found.lost), "link lost", "links lost"),
        (len(found.claims), "claim covered", "claims covered"), (len(found.sources), "new source", "new sources"),
        (len(found.entries), "entry of registry and seeds", "entries of registry and seeds"),
        (len(found.outside), "file outside the record", "files outside the record"),
        (len(found.pages), "page", "pages"),
    ]  # fmt: skip
    words = ", ".join(f"{number:,} {one if number == 1 else other}" for number, one, other in counts if number)
    return f"{found.base} to {found.head}: {words or 'nothing of the record changed'}"


def told(field: Field) -> str:
    """A change of one value in words."""
    if not field.before:
        return f"{field.name}: + {field.after}"
    return f"{field.name}: {field.before} → {field.after}" if field.after else f"{field.name}: - {field.before}"


def _problems(problems: tuple[Problem, ...]) -> Iterator[str]:
    for problem in problems:
        yield f"    {problem.path}:{problem.line}:{problem.column}: {problem.severity} {problem.rule}: {problem.message}"


def _some(what: str, names: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{what}: {name}" for name in names[:SHOWN])
    if len(names) > SHOWN:
        yield f"{what}: and {len(names) - SHOWN:,} more"
