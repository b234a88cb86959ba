"""Runs of builds → a table in Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from statistics import median

from .measure import Run

OURS, PLAIN = "conflict-timeline", "plain Material for MkDocs"
CHECK, AGAIN, CHANGED = "`check`, nothing remembered", "`check` again", "`check`, one event changed"
CHECKS = (CHECK, AGAIN, CHANGED)


@dataclass(slots=True)
class Series:
    """Runs of one program over one record.

    Attributes:
        events: how many events the record has.
        who: the program.
        runs: what its runs took.
        pages: how many pages it wrote.
        size: how many bytes it wrote.
    """

    events: int
    who: str
    runs: list[Run] = field(default_factory=list)
    pages: int = 0
    size: int = 0

    @property
    def seconds(self) -> float:
        """The median time by the clock."""
        return median(run.seconds for run in self.runs)

    @property
    def cpu(self) -> float:
        """The median time of all processors."""
        return median(run.cpu for run in self.runs)


def table(series: Sequence[Series]) -> str:
    """Give the measurements as a table, a row for each program and record."""
    head = ("events", "program", "seconds", "(min–max)", "CPU seconds", "pages", "MB written", "peak MB")
    lines = [f"| {' | '.join(head)} |", "|--:|---|--:|--:|--:|--:|--:|--:|"]
    return "\n".join(lines + [f"| {' | '.join(_row(one))} |" for one in series])


def _row(one: Series) -> tuple[str, ...]:
    times = [run.seconds for run in one.runs]
    digits = 2 if one.who in CHECKS else 1
    return (
        f"{one.events:,}",
        one.who,
        f"{one.seconds:.{digits}f}",
        f"{min(times):.{digits}f}–{max(times):.{digits}f}",
        f"{one.cpu:.{digits}f}",
        f"{one.pages:,}" if one.pages else "–",
        f"{one.size / 1e6:,.0f}" if one.size else "–",
        f"{max(run.peak for run in one.runs) / 1e6:,.0f}",
    )


def sentences(series: Sequence[Series]) -> list[str]:
    """Give what the table means: the ratio for each size, and the growth of each program."""
    medians = {(one.events, one.who): one for one in series}
    sizes = sorted({one.events for one in series})
    found = []
    for size in sizes:
        ours, plain = medians[size, OURS], medians[size, PLAIN]
        times, work = ours.seconds / plain.seconds, ours.cpu / plain.cpu
        found.append(
            f"{size:,} events: ours takes {times:.2f} times as long as the plain build ({work:.2f} in CPU time)."
        )
    if len(sizes) > 1:
        first, last = sizes[0], sizes[-1]
        for who in (OURS, PLAIN, CHECK):
            growth = medians[last, who].seconds / medians[first, who].seconds
            found.append(f"From {first:,} to {last:,} events {who} takes {growth:.1f} times as long.")
    return found


def report(series: Sequence[Series], seed: int) -> str:
    """Give the file of results."""
    runs = len(series[0].runs)
    facts = [
        (
            f"Python {platform.python_version()}, {platform.system()} on {platform.machine()}, {os.cpu_count()} cores; "
            f"mkdocs {version('mkdocs')}, mkdocs-material {version('mkdocs-material')}."
        ),
        (
            f"Medians of {runs} run{'s' * (runs != 1)}, each a process of its own into an empty folder, the programs in turn; "
            f"memory is the largest of all runs, all processes of a program together. Records of `bench.records` with seed {seed}."
        ),
        (
            "A check reads everything where nothing is remembered from an earlier one; again, where nothing has changed since; "
            "and with one event changed, where a sentence was added to the text of one. The time is that of the whole process."
        ),
        (
            "The plain build gets the same event files, without the registry; it makes a page for each event and nothing "
            "else. Ours checks the record first, and makes the pages of actors, places, sources, years and so on too; it "
            "writes pages on all cores, where the plain build uses one: hence the CPU seconds beside those of the clock. The zip of the whole site is switched off."
        ),
    ]
    points = "\n".join(f"- {sentence}" for sentence in sentences(series))
    text = "\n\n".join(facts)
    return f"# Results of `make bench`\n\nWritten by `make bench`; run it again to renew.\n\n{table(series)}\n\n{points}\n\n{text}\n"
