"""Ctrl-C and SIGTERM at the worst moment: what has to be done whole is, and no temporary folder stays behind."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import pytest

from conflict_timeline.system import interrupts
from conflict_timeline.system.interrupts import temporary_folder, uninterrupted


class Stopped(BaseException):
    """What the signals are answered with here."""


@contextmanager
def stopping() -> Iterator[list[int]]:
    """Answer Ctrl-C and SIGTERM by an exception that ends the block, as the program does; note which came."""
    came: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield came
    except Stopped as stopped:
        came.extend(stopped.args)
    finally:
        for number, answer in before.items():
            signal.signal(number, answer)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_waits_until_the_block_has_ended(number: signal.Signals) -> None:
    done = []
    with stopping() as came, uninterrupted():
        os.kill(os.getpid(), number)
        done.append("one")
        with uninterrupted():
            done.append("two")
        done.append("three")
    assert done == ["one", "two", "three"]
    assert came == [number]


def test_it_waits_where_other_threads_run_too() -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    done = []
    try:
        with stopping() as came, uninterrupted():
            signal.pthread_kill(thread.ident or 0, signal.SIGTERM)
            thread.join(0.05)
            done.append("whole")
    finally:
        over.set()
        thread.join()
    assert (done, came) == (["whole"], [signal.SIGTERM])


def test_signals_are_answered_as_before_afterwards() -> None:
    with stopping():
        before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
        with uninterrupted():
            pass
        assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_whoever_stops_ignores_a_second_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer of before is not put back over that, even when the signal comes before it could be made to wait."""
    set_answer = signal.signal
    come = [signal.SIGINT]

    def late(number: int, answer: Any) -> Any:
        monkeypatch.undo()
        signal.raise_signal(come.pop())
        return set_answer(number, answer)

    with stopping() as came:
        try:
            monkeypatch.setattr(signal, "signal", late)
            with uninterrupted():
                raise AssertionError("the signal came before")
        finally:
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
            assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    assert came == [signal.SIGINT]


def test_a_thread_that_hears_no_signals_may_ask_for_it() -> None:
    ran = []

    def work() -> None:
        with uninterrupted():
            ran.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ran


def test_a_temporary_folder_goes_when_its_block_ends_and_when_it_raises(tmp_path: Path) -> None:
    with temporary_folder(place=tmp_path) as folder:
        (folder / "file").touch()
    assert not folder.exists()
    with suppress(ValueError), temporary_folder(place=tmp_path) as folder:
        (folder / "file").touch()
        raise ValueError("on purpose")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_took_another_name_stays(tmp_path: Path) -> None:
    with temporary_folder(place=tmp_path) as folder:
        folder.rename(tmp_path / "kept")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_signal_just_after_the_folder_was_made_takes_it_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(**where: Any) -> str:
        folder = tempfile.mkdtemp(**where)
        signal.raise_signal(signal.SIGTERM)
        return folder

    monkeypatch.setattr(interrupts, "mkdtemp", made)
    with stopping() as came, temporary_folder(place=tmp_path):
        raise AssertionError("the signal came before")
    assert came == [signal.SIGTERM]
    assert not list(tmp_path.iterdir())


def test_a_signal_while_python_tries_the_place_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def open_and_stop(*arguments: Any, **named: Any) -> int:
        descriptor = opened(*arguments, **named)
        signal.raise_signal(signal.SIGINT)
        return descriptor

    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(os, "open", open_and_stop)
    with stopping() as came, temporary_folder():
        raise AssertionError("the signal came before")
    assert came == [signal.SIGINT]
    monkeypatch.undo()
    assert not list(tmp_path.iterdir())


def test_a_signal_at_any_moment_leaves_no_folder(tmp_path: Path) -> None:
    """Python answers signals where a function begins and after calls of what is not Python, in its own library too."""
    number, left = 0, 0

    def moment(_frame: FrameType, event: str, _: Any) -> None:
        nonlocal left
        if event in ("call", "c_return"):
            left -= 1
            if left == 0:
                signal.raise_signal(signal.SIGTERM)

    while left <= 0:
        number += 1
        left = number
        try:
            with stopping():
                sys.setprofile(moment)
                with temporary_folder(place=tmp_path) as folder:
                    (folder / "file").touch()
                sys.setprofile(None)
        finally:
            sys.setprofile(None)
        assert not list(tmp_path.iterdir()), f"a signal at moment {number}"
    assert number > 50


def test_a_signal_while_the_folder_goes_does_not_keep_half_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(folder: Path, **how: Any) -> None:
        signal.raise_signal(signal.SIGINT)
        remove(folder, **how)

    remove = shutil.rmtree
    monkeypatch.setattr(shutil, "rmtree", gone)
    with stopping() as came, temporary_folder(place=tmp_path) as folder:
        (folder / "file").touch()
    assert came == [signal.SIGINT]
    assert not list(tmp_path.iterdir())
