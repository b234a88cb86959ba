"""Counts as tables and bars in a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from rich.table import Table as Grid
from rich.text import Text

from .. import strings
from .counts import MANY_ORIGINS, Counts
from .sheet import NARROW, Sheet, bar, words

BAR = 24
"""Columns of the longest bar."""


def lay(sheet: Sheet, counts: Counts) -> None:
    """Put the counts on a sheet."""
    sheet.title(strings.text("lookup.stats"))
    sheet.space()
    withdrawn = strings.text("lookup.withdrawn", number=f"{counts.withdrawn:,}") if counts.withdrawn else ""
    sheet.text(", ".join(filter(None, [strings.counted("events", counts.events), withdrawn])))
    sheet.heading(strings.text("lookup.by_conflict"))
    _conflicts(sheet, counts)
    sheet.heading(strings.text("lookup.by_year"))
    _years(sheet, counts)
    sheet.heading(strings.text("lookup.by_status"))
    _shares(sheet, {strings.text(f"status.{word}"): number for word, number in counts.status.items()}, counts.events)
    sheet.heading(strings.text("lookup.by_origins"))
    _shares(sheet, {_origins(number): found for number, found in counts.origins.items()}, counts.events)
    sheet.heading(strings.text("lookup.by_place"))
    _shares(sheet, _places(counts), counts.events)
    captures = counts.captures
    sheet.heading(strings.text("lookup.captures", sources=strings.counted("sources", captures.sources)))
    kept = {name: getattr(captures, name) for name in ("archived", "captured", "hashed")}
    _shares(sheet, {strings.text(f"lookup.{name}"): number for name, number in kept.items()}, captures.sources)
    sheet.heading(strings.text("lookup.by_kind"))
    kinds = {strings.catalogue().get(f"source_kind.{kind}", "?"): number for kind, number in captures.kinds.items()}
    _shares(sheet, kinds, captures.sources)
    sheet.heading(strings.text("lookup.violence"))
    answered = counts.violence - counts.unanswered
    names = {strings.text("lookup.with_answer"): answered, strings.text("lookup.without_answer"): counts.unanswered}
    _shares(sheet, names, counts.violence)
    sheet.text(strings.text("lookup.none_text"))


def _conflicts(sheet: Sheet, counts: Counts) -> None:
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column(strings.text("kind.conflict"), overflow="fold")
    wide = sheet.width >= NARROW
    if wide:
        grid.add_column(strings.text("lookup.years"))
    for key in ("lookup.events", "fact.violence", "lookup.unanswered"):
        grid.add_column(strings.text(key), justify="right")
    for row in counts.conflicts:
        years = dict.fromkeys(str(year) for year in (row.first_year, row.last_year) if year is not None)
        numbers = (f"{number:,}" for number in (row.events, row.violence, row.unanswered))
        grid.add_row(words(row.conflict.name), *(["–".join(years)] if wide else []), *numbers)
    sheet.add(grid)


def _years(sheet: Sheet, counts: Counts) -> None:
    """Events a year, by conflict where the columns have room, with a bar where that has room too."""
    names = [(row.conflict.id or "", row.conflict.name) for row in counts.conflicts]
    needed = 4 + 2 + 8 + sum(max(cell_len(name), 6) + 2 for _, name in names)
    each = len(names) > 1 and needed <= sheet.width
    drawn = sheet.bars and needed + BAR <= sheet.width if each else sheet.bars and sheet.width >= 2 * BAR
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column(strings.text("lookup.year"))
    grid.add_column(strings.text("lookup.events"), justify="right")
    for _, name in names if each else ():
        grid.add_column(words(name), justify="right")
    if drawn:
        grid.add_column("")
    most = max((row.events for row in counts.years), default=1)
    for row in counts.years:
        cells: list[Text | str] = [f"{row.year:04}", f"{row.events:,}"]
        cells += [f"{row.conflicts.get(name, 0) or '·'}" for name, _ in names if each]
        grid.add_row(*cells, *([bar(row.events / most, BAR)] if drawn else []))
    sheet.add(grid)


def _shares(sheet: Sheet, numbers: Mapping[str, int], total: int) -> None:
    """Numbers with their names, and their shares of a total; what is zero is shown, since that says something too."""
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(overflow="fold", max_width=max(20, sheet.width - 30))
    grid.add_column(justify="right")
    grid.add_column(justify="right", style="dim")
    for name, number in numbers.items():
        share = number / total if total else 0
        cells: list[Text | str] = [words(name), f"{number:,}", f"{share:.0%}"]
        grid.add_row(*cells, *([bar(share, BAR)] if sheet.bars and sheet.width >= 3 * BAR else []))
    sheet.add(grid)


def _origins(number: str) -> str:
    key = "lookup.origins_many" if int(number) == MANY_ORIGINS else "lookup.origins"
    return strings.text(key, number=number)


def _places(counts: Counts) -> dict[str, int]:
    places = counts.places
    named = {strings.text(f"lookup.precision.{word}"): number for word, number in places.precision.items()}
    other = {name: getattr(places, name) for name in ("withheld", "online", "placeless")}
    return named | {strings.text(f"lookup.{name}"): number for name, number in other.items()}
