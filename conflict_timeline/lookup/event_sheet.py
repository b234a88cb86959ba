"""An event's dossier as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.table import Table as Grid
from rich.text import Text

from .. import strings
from .claims import Row, Statement, Table
from .dossier import Cited, Dossier
from .shapes import Linked, Named, Told
from .sheet import Sheet, joined, tree, words


def lay(sheet: Sheet, dossier: Dossier) -> None:
    """Put a dossier on a sheet; a part of which the record says nothing is left out."""
    sheet.title(dossier.event.title, joined([dossier.event.id, dossier.path]))
    if gone := dossier.withdrawn:
        sheet.space()
        sheet.text(joined([strings.text("lookup.withdrawn_on", date=gone.date.phrase), gone.note], ": "))
    sheet.space()
    sheet.text(dossier.summary)
    sheet.space()
    sheet.pairs(_facts(dossier))
    sheet.heading(strings.text("event.supports"))
    sheet.pairs(_support(dossier))
    for table in dossier.figures:
        _figures(sheet, table)
    sheet.section(strings.text("event.positions"), map(_statement, dossier.positions))
    if dossier.links:
        sheet.heading(strings.text("event.links"))
        lay_links(sheet, dossier.links)
    sheet.section(strings.text("lookup.text"), _paragraphs(dossier.text), apart=True)
    if dossier.sources:
        sheet.heading(strings.text("event.sources"))
        _sources(sheet, dossier.sources)
    corrections = (joined([change.date.phrase, change.note], ": ") for change in dossier.corrections)
    sheet.section(strings.text("event.corrections"), corrections)
    problems = [_problem(problem) for problem in dossier.problems]
    sheet.section(strings.text("lookup.problems"), problems or [words(strings.text("lookup.no_problems"))])


def _facts(dossier: Dossier) -> Iterator[tuple[str, Text]]:
    """The facts about an event, each with its name; empty where the record says nothing."""
    yield from _when(dossier)
    yield from _where(dossier)
    yield strings.text("event.type"), _name(dossier.type)
    yield strings.text("event.conflicts"), joined(map(_name, dossier.conflicts))
    status = strings.text(f"status.{dossier.status}")
    yield strings.text("event.status"), joined([status, dossier.status_note or ""], ": ")
    people = (
        joined([strings.text(f"role.{row.role}"), _name(row.actor)], " ") + _keys(row.sources)
        for row in dossier.participants
    )
    yield strings.text("lookup.participants"), joined(people, "\n")
    yield strings.text("event.tags"), joined(tag.name for tag in dossier.tags)
    yield strings.text("lookup.warnings"), joined(strings.text(f"warning.{word}") for word in dossier.warnings)
    yield strings.text("lookup.aliases"), joined(dossier.aliases)
    for dataset, name in dossier.external_ids.items():
        yield strings.text(f"external.{dataset}"), words(name)


def _when(dossier: Dossier) -> Iterator[tuple[str, Text]]:
    date = dossier.event.date
    precision = strings.catalogue().get(f"precision.{date.precision}", "")
    told = joined([date.phrase, date.edtf if date.edtf != date.phrase else "", precision])
    yield strings.text("event.date"), joined([told, dossier.time_note or ""], "\n")
    yield strings.text("event.reported"), words(dossier.reported.phrase if dossier.reported else "")


def _where(dossier: Dossier) -> Iterator[tuple[str, Text]]:
    if place := dossier.place:
        others = (name for found in place.names.values() for name in found if name != place.name)
        yield strings.text("event.place"), joined([_known(place.name, place.id), place.country_name, place.precision])
        yield strings.text("fact.names"), joined(others)
    yield strings.text("event.online"), words(dossier.online or "")
    yield strings.text("event.placeless"), words(dossier.placeless or "")


def _paragraphs(text: str) -> Iterator[Text]:
    """The paragraphs of a text in Markdown, as it is written."""
    for paragraph in text.split("\n\n"):
        yield joined(paragraph.strip("\n").splitlines(), "\n")


def _support(dossier: Dossier) -> Iterator[tuple[str, Text]]:
    """What the record supports: who reported it first, and who says who is responsible, denials always beside."""
    origins = strings.counted("event.origins", len(dossier.origins)) if dossier.origins else ""
    told = joined([origins or strings.text("event.no_origin"), joined(dossier.origins, ", ")], ": ")
    yield strings.text("event.occurrence"), told
    if not dossier.responsibility and not dossier.denials:
        yield strings.text("event.responsibility"), words(strings.text("event.responsibility_none"))
    for level, statements in groupby(dossier.responsibility, lambda statement: statement.level):
        yield strings.text(f"level.{level}"), joined([_held(statement) for statement in statements], "\n")
    for stance, statements in groupby(dossier.denials, lambda statement: statement.stance):
        yield strings.text(f"denied.{stance}"), joined([_held(statement) for statement in statements], "\n")


def _held(statement: Statement) -> Text:
    return joined([_name(statement.by), *_about(statement)])


def _about(statement: Statement) -> Iterator[Text]:
    """Whom a position concerns, and by which standard of proof."""
    if statement.about:
        yield joined([strings.text("position.about"), _name(statement.about)], " ")
    if statement.standard:
        yield words(strings.text(f"standard.{statement.standard}"))


def _statement(statement: Statement) -> Text:
    stance = words(strings.text(f"stance.{statement.stance}"), "bold")
    date = statement.date.phrase if statement.date else ""
    head = joined([_name(statement.by), stance, *_about(statement), date])
    return joined([head, statement.says or ""], "\n") + _keys(statement.sources)


def _figures(sheet: Sheet, table: Table) -> None:
    """One kind of number: the claims below each other, so that their numbers stand in a column."""
    scope = strings.text("figure.scope", scope=table.scope) if table.scope else ""
    sheet.heading(": ".join([strings.text("event.figures"), table.heading]))
    if scope:
        sheet.text(scope)
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(justify="right", min_width=min(12, sheet.width // 4), overflow="fold")
    grid.add_column(overflow="fold", ratio=1)
    for row in table.rows:
        grid.add_row(words(row.number, "strike" if row.superseded else ""), _row(row))
    sheet.add(grid)
    if table.range:
        sheet.text(table.range)


def _row(row: Row) -> Text:
    as_of = f"{strings.text('figure.as_of')} {row.as_of.phrase}" if row.as_of else ""
    basis = strings.text(f"basis.{row.basis}")
    superseded = strings.text("figure.superseded") if row.superseded else ""
    return joined([joined([_name(row.by), as_of, basis, superseded], ", "), row.note or ""], ": ") + _keys(row.sources)


def lay_links(sheet: Sheet, links: Iterable[Linked]) -> None:
    """Put links on a sheet as a tree: below each relation its events, below each event what the link rests on."""
    for rel, run in groupby(links, lambda link: link.rel):
        branch = tree(words(strings.text(f"rel.{rel}")))
        for link in run:
            branch.add(joined([label(link), basis(link)], "\n"))
        sheet.add(branch)


def label(link: Linked) -> Text:
    """The other event of a link in a line: its id, date and title."""
    gone = strings.text("list.withdrawn") if link.event.withdrawn else ""
    return joined([words(link.event.id, "bold"), link.event.date.phrase, link.event.title, gone])


def basis(link: Linked) -> Text:
    """What a link rests on, and where it is written."""
    return words(link.basis) + _keys(link.sources, link.written_in)


def _keys(keys: list[str], event: str = "") -> Text:
    """Citation keys in brackets; of another event where one is named."""
    if not keys:
        return Text("")
    return words(f" [{', '.join(keys)}{' · ' + event if event else ''}]", "dim")


def _sources(sheet: Sheet, sources: list[Cited]) -> None:
    for number, source in enumerate(sources):
        if number:
            sheet.space()
        published = source.published.phrase if source.published else ""
        kind = strings.text(f"source_kind.{source.kind}") if source.kind else ""
        seed = strings.text("lookup.seed", seed=source.seed) if source.seed else ""
        head = joined([words(source.key, "bold"), source.publisher, published, kind, source.lang or "", seed])
        sheet.text(joined([head, source.title, source.locator or ""], "\n"))
        sheet.address(source.address)
        if source.archived:
            sheet.address(source.archived)


def _name(named: Named) -> Text:
    return _known(named.name, named.id)


def _known(name: str, known: str | None) -> Text:
    """A name, and behind it the id by which the record knows it."""
    return words(name) + (words(f" ({known})", "dim") if known else Text(""))


def _problem(problem: Told) -> Text:
    where = f"{problem.path}:{problem.line}:{problem.column}"
    told = f"{where}: {problem.severity} {problem.rule}: {problem.message}"
    hint = f"{strings.text('lookup.hint')} {problem.hint}" if problem.hint else ""
    return joined([told, hint], "\n")
