"""A bar is shown on a terminal, after a second, and nowhere else."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conflict_timeline.collection import Collection, collect
from conflict_timeline.commands import progress as module
from conflict_timeline.commands import reading
from conflict_timeline.commands.progress import PATIENCE, progress

from .conftest import TinyRecord


class Terminal(io.StringIO):
    """Something that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the bar."""
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    monkeypatch.setenv("TERM", "xterm")
    return clock


def test_what_is_quick_shows_nothing(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    with progress("Checking") as bar:
        for number in range(100):
            clock.now += PATIENCE / 200
            bar.reach(number, 100)
    assert screen.getvalue() == ""


def test_what_takes_a_second_is_shown_and_taken_away(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    with progress("Checking") as bar:
        bar.reach(1, 100)
        clock.now += PATIENCE
        bar.reach(40, 100)
        bar("a [bold]name[/bold]\x1b", 100)
        bar._drawn[0].refresh()  # noqa: SLF001 - it is drawn some times a second
    shown = screen.getvalue()
    assert "Checking" in shown
    assert "41/100" in shown
    assert "a [bold]name[/bold]?" in shown
    assert shown.endswith("\x1b[2K")


@pytest.mark.parametrize(("screen", "term"), [(io.StringIO(), "xterm"), (Terminal(), "dumb")])
def test_where_nobody_looks_nothing_is_shown(
    screen: io.StringIO, term: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", term)
    with progress("Checking") as bar:
        clock.now += 10 * PATIENCE
        bar.reach(1, 2)
        bar("x", 2)
    assert screen.getvalue() == ""


def test_reading_a_record_is_shown(clock: Clock, monkeypatch: pytest.MonkeyPatch, record: TinyRecord) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Terminal())

    def slow(root: Path, done: Callable[[int, int], None]) -> Collection:
        for number in (1, 2):
            clock.now += PATIENCE
            done(number, 2)
        return collect(root)

    monkeypatch.setattr(reading, "collect", slow)
    assert len(reading.read(record.root).events) == 3
    assert "Reading events" in screen.getvalue()
