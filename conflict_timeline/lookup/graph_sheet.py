"""Links and chains as trees in a terminal."""

from __future__ import annotations

from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from .. import strings
from .connections import Chain, EventGraph, Followed, RecordGraph
from .event_sheet import label, lay_links
from .shapes import Brief
from .sheet import Sheet, joined, tree, words


def lay_event(sheet: Sheet, graph: EventGraph) -> None:
    """Put an event's links and chains on a sheet."""
    sheet.title(graph.event.title, joined([graph.event.id, graph.event.date.phrase]))
    if not graph.links:
        sheet.space()
        sheet.text(strings.text("lookup.no_links"))
        return
    sheet.heading(strings.text("event.links"))
    lay_links(sheet, graph.links)
    # What only repeats the links above says nothing new.
    if any(step.start != graph.event.id for step in graph.answered_by):
        sheet.heading(strings.text("lookup.answered_by"))
        sheet.add(_chain(graph.event.id, _line(graph.event), graph.answered_by))
    if any(step.start != graph.event.id for step in graph.answers):
        sheet.heading(strings.text("lookup.answers"))
        sheet.add(_chain(graph.event.id, _line(graph.event), graph.answers))


def lay_record(sheet: Sheet, graph: RecordGraph, chains: int) -> None:
    """Put the record's counts and its longest chains on a sheet; ``chains`` of them, or all where it is 0."""
    linked, unlinked = f"{graph.linked:,}", f"{graph.events - graph.linked:,}"
    sheet.title(strings.text("lookup.graph"))
    sheet.space()
    sheet.pairs([
        (strings.text("lookup.events"), words(strings.text("lookup.linked", linked=linked, unlinked=unlinked))),
        (strings.text("lookup.links"), words(strings.text("lookup.across", links=f"{graph.links:,}", across=f"{graph.across:,}"))),
        (strings.text("lookup.violence"), words(strings.text("lookup.answered", answered=f"{len(graph.chains):,}", unanswered=f"{graph.unanswered:,}"))),
    ])  # fmt: skip
    if graph.relations:
        sheet.heading(strings.text("lookup.relations"))
        _numbers(sheet, [(counted.links, _relation(counted.rel, counted.inverse)) for counted in graph.relations])
    if graph.hubs:
        sheet.heading(strings.text("lookup.hubs"))
        _numbers(sheet, [(hub.links, _line(hub.event)) for hub in graph.hubs])
    shown = _longest(graph.chains, chains)
    if shown:
        sheet.heading(strings.text("lookup.chains"))
    for chain in shown:
        sheet.add(_chain(chain.event.id, _line(chain.event), chain.answered_by))
    if left := len(graph.chains) - len(shown):
        sheet.text(strings.text("lookup.chains_left", number=f"{left:,}"))


def _longest(chains: list[Chain], number: int) -> list[Chain]:
    """So many of the longest chains, in order of time."""
    if not number:
        return chains
    longest = sorted(range(len(chains)), key=lambda place: -len(chains[place].answered_by))[:number]
    return [chains[place] for place in sorted(longest)]


def _chain(root: str, line: Text, steps: list[Followed]) -> Tree:
    """A chain as a tree; steps come nearest first, so what one starts from is always there."""
    trunk = tree(line)
    branches = {root: trunk}
    for step in steps:
        rel = words(strings.text(f"rel.{step.link.rel}").lower() + " ", "dim")
        branches[step.link.event.id] = branches[step.start].add(rel + label(step.link))
    return trunk


def _line(event: Brief) -> Text:
    return joined([words(event.id, "bold"), event.date.phrase, event.title])


def _relation(rel: str, inverse: str) -> Text:
    names = dict.fromkeys(strings.text(f"rel.{name}") for name in (rel, inverse))
    return joined(names, " / ")


def _numbers(sheet: Sheet, rows: list[tuple[int, Text]]) -> None:
    """Numbers in a column with what they count."""
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(justify="right")
    grid.add_column(overflow="fold", ratio=1)
    for number, what in rows:
        grid.add_row(f"{number:,}", what)
    sheet.add(grid)
