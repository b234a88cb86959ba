"""The command `serve` as a person runs it: ports, the end, and that nothing stays behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from .built import ROOT
from .conftest import TinyRecord


@contextmanager
def running(root: Path, *arguments: str, stdin: int = subprocess.DEVNULL) -> Iterator[subprocess.Popen[str]]:
    """Run `serve` in a process of its own; its temporary files go beside the record."""
    temporary = root.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    command = [sys.executable, "-u", str(ROOT / "build_timeline.py"), "--root", str(root), "serve", *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1", "TMPDIR": str(temporary), "NO_COLOR": "1"}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=stdin, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


def line_with(process: subprocess.Popen[str], words: str) -> str:
    """Read what a process prints up to a line with these words, and give that line."""
    assert process.stdout
    for line in process.stdout:
        if words in line:
            return line
    raise AssertionError(f"the process ended without «{words}»")


def address(process: subprocess.Popen[str]) -> str:
    found = re.search(r"http://\S+", line_with(process, "The preview is at"))
    assert found
    return found[0]


def left(root: Path) -> list[str]:
    """What is left of a preview: files in the folder for temporary ones, and new ones in the record's."""
    known = {"docs", "events", "mkdocs.yml", "registry", "seeds"}
    return [path.name for path in (root.parent / "temporary").iterdir()] + [
        path.name for path in root.iterdir() if path.name not in known
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_leaves_nothing(project: TinyRecord, number: signal.Signals) -> None:
    with running(project.root, "--port", "0") as process:
        url = address(process)
        with httpx.stream("GET", f"{url}_preview/events", params={"page": "/"}) as answer:
            assert next(answer.iter_lines())
            process.send_signal(number)
            line_with(process, "Stopped.")
            assert process.wait(60) == 128 + number
    assert left(project.root) == []


def test_it_ends_at_once_while_it_still_reads(project: TinyRecord) -> None:
    with running(project.root, "--port", "0") as process:
        line_with(process, "Reading the record …")
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stdout
        assert process.stdout.read() == "Stopped.\n"
    assert left(project.root) == []


def test_it_ends_at_once_while_mkdocs_builds_and_takes_its_folder_away(project: TinyRecord) -> None:
    with running(project.root, "--port", "0") as process:
        line_with(process, "Reading the record …")
        while not any((project.root.parent / "temporary").iterdir()):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
    assert left(project.root) == []


def test_two_at_once_take_a_port_each(project: TinyRecord) -> None:
    with running(project.root) as one, running(project.root) as other:
        first, second = address(one), address(other)
        assert first != second
        for url in (first, second):
            assert "Conflict Timeline" in httpx.get(url).text


def test_a_port_that_is_named_and_in_use_is_not_taken(project: TinyRecord) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running(project.root, "--port", str(port)) as process:
            line = line_with(process, "There is no preview")
            assert process.wait(60) == 2
    assert f"port {port} is in use" in line
    assert re.search(r"--port \d+$", line.strip())


def test_somebody_at_a_terminal_is_offered_the_next_port(project: TinyRecord) -> None:
    keys, terminal = os.openpty()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running(project.root, "--port", str(port), stdin=terminal) as process:
            os.write(keys, b"y\n")
            offered = re.search(rf"Port {port} is in use. Take (\d+)\?.*", line_with(process, "Reading the record"))
            assert offered
            assert f":{offered[1]}/" in address(process)
    for end in (keys, terminal):
        os.close(end)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--host", "203.0.113.7"], "203.0.113.7 is no address of this machine"),
        (["--host", "no such host"], "there is no host no such host"),
        (["--port", "70000"], "70000 is not in the range"),
    ],
)
def test_wrong_usage_exits_with_2(project: TinyRecord, arguments: list[str], words: str) -> None:
    with running(project.root, *arguments) as process:
        line_with(process, words)
        assert process.wait(60) == 2


def test_a_folder_without_settings_is_told(record: TinyRecord) -> None:
    with running(record.root) as process:
        line_with(process, "has no mkdocs.yml")
        assert process.wait(60) == 2


def test_others_are_let_in_only_when_told_and_that_is_said(project: TinyRecord) -> None:
    with running(project.root, "--port", "0", "--host", "0.0.0.0") as process:
        line_with(process, "Whoever reaches 0.0.0.0 can read the preview")
        port = httpx.URL(address(process)).port
        assert httpx.get(f"http://127.0.0.1:{port}/").status_code == 200
        assert httpx.get(f"http://127.0.0.1:{port}/", headers={"Host": "evil.example"}).status_code == 421
