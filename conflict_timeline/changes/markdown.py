"""What changed, as Markdown for the summary of a job or the comment on a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..problems import Problem
from .data import Changes, Field, NewEvent
from .inert import inert
from .told import summary

LIMIT = 900_000
"""Bytes; GitHub refuses a summary of more than 1 MiB."""
SHOWN = 100
"""How many rows of a table are shown."""


def lines(found: Changes) -> Iterator[str]:
    """Give the lines, cut with a word where they would be too many to be taken."""
    left = LIMIT
    for line in _lines(found):
        left -= len(line.encode()) + 1
        if left < 0:
            yield ""
            yield "**Cut here: there is more than a summary can hold.** Run `build_timeline.py diff` to see all of it."
            return
        yield line


def _lines(found: Changes) -> Iterator[str]:
    yield "## What this change does to the record"
    yield ""
    yield f"{inert(summary(found))}."
    yield ""
    if found.outside:
        yield f"**{len(found.outside):,} files outside the record** change what the program does or how the site looks, and need a reviewer who reads code: {_some(found.outside)}."
        yield ""
    yield from _new(found)
    yield from _changed(found)
    yield from _table(
        "Events that do not stand any more", ("event", "how", "reason or title"),
        ((event.id, event.how, event.reason or event.title) for event in found.gone),
    )  # fmt: skip
    for broken in found.broken:
        yield f"### {inert(broken.path)} cannot be read"
        yield ""
        yield from _problems(broken.problems)
    links = [("+", link) for link in found.gained] + [("−", link) for link in found.lost]
    yield from _table("Links", ("", "event", "", "other event"), ((s, x.tail, x.words, x.head) for s, x in links))
    yield from _table(
        "Claims of seeds newly covered", ("seed", "claim", "events"),
        ((claim.seed, claim.says, ", ".join(claim.events)) for claim in found.claims),
    )  # fmt: skip
    yield from _table(
        "New sources", ("publisher", "title", "address", "cited by"),
        ((source.publisher, source.title, source.address, source.event) for source in found.sources),
    )  # fmt: skip
    yield from _table(
        "Registry and seeds", ("", "id", "", "name", "values"),
        ((e.kind, e.id, e.how, e.name, "; ".join(f"{f.name}: {f.before or '–'} → {f.after or '–'}" for f in e.fields))
         for e in found.entries),
    )  # fmt: skip
    if found.form:
        yield f"Written otherwise and saying the same: {_some(found.form)}."
        yield ""
    yield from _pages(found.pages)
    if found.elsewhere:
        yield f"Files that did not change have {found.elsewhere:,} problems."
        yield ""


def _new(found: Changes) -> Iterator[str]:
    yield from _table(
        "New events", ("date", "event", "place", "type", "problems"),
        ((event.when, event.title, event.where, event.type, str(len(event.problems) or "none")) for event in found.new),
    )  # fmt: skip
    for event in found.new:
        yield from _event(event)


def _event(event: NewEvent) -> Iterator[str]:
    yield f"<details><summary>{inert(event.title)}</summary>"
    yield ""
    yield f"**{inert(event.title)}**"
    yield ""
    yield f"{inert(event.when)} · {inert(event.where)} · {inert(event.path)}"
    yield ""
    for paragraph in (event.summary, *event.text):
        yield f"> {inert(paragraph)}"
        yield ">"
    yield ""
    yield from _problems(event.problems)
    yield "</details>"
    yield ""


def _changed(found: Changes) -> Iterator[str]:
    if found.changed:
        yield "### Changed events"
        yield ""
    for event in found.changed:
        yield f"**{inert(event.title)}** ({inert(event.id)})"
        yield ""
        yield from (f"- {_value(field)}" for field in event.fields)
        yield from (f"- text, taken out: {inert(paragraph)}" for paragraph in event.gone)
        yield from (f"- text, put in: {inert(paragraph)}" for paragraph in event.come)
        yield ""
        yield from _problems(event.problems)


def _value(field: Field) -> str:
    return f"{inert(field.name)}: {inert(field.before) or '*none*'} → {inert(field.after) or '*none*'}"


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    for problem in problems:
        hint = f" *{inert(problem.hint)}*" if problem.hint else ""
        yield f"- **{problem.severity} {problem.rule}**, line {problem.line}: {inert(problem.message)}.{hint}"
    if problems:
        yield ""


def _pages(pages: Sequence[str]) -> Iterator[str]:
    if not pages:
        return
    kinds = Counter(page.partition("/")[0] for page in pages)
    counts = ", ".join(f"{number:,} of {kind}/" for kind, number in sorted(kinds.items()))
    yield f"<details><summary>{len(pages):,} pages change: {inert(counts)}</summary>"
    yield ""
    yield f"{_some(pages)}."
    yield ""
    yield "</details>"
    yield ""


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A heading and a table, or nothing where there are no rows."""
    cells = [[inert(cell) or " " for cell in row] for row in rows]
    if not cells:
        return
    yield f"### {title}"
    yield ""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in cells[:SHOWN])
    yield ""
    if len(cells) > SHOWN:
        yield f"… and {len(cells) - SHOWN:,} more."
        yield ""


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return ", ".join(inert(name) for name in names[:SHOWN]) + more
