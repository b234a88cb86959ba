"""``make bench-preview``: how long a saved event takes to be seen in a preview, ours and that of plain Material for MkDocs.

Each is asked as its own pages ask: ours by its stream of events, MkDocs by the request that its script keeps open. The
time runs from before the file is written until the page with the new words has arrived whole.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import httpx

from . import plain
from .measure import run
from .world import PROJECT

HERE = Path(__file__).parent
OURS, PLAIN = "conflict-timeline", "plain Material for MkDocs"
PATIENCE = 300.0
"""Seconds after which a preview is given up."""
_EPOCH = re.compile(r"livereload\((\d+), (\d+)\)")


@dataclass(slots=True)
class Series:
    """Saves of one preview.

    Attributes:
        who: whose it is.
        events: how many events the record has.
        start: seconds from its start to its first page.
        seen: seconds from each save until it was seen.
    """

    who: str
    events: int
    start: float = 0.0
    seen: list[float] = field(default_factory=list)


class Ours:
    """Waits as our pages do.

    Args:
        client: asks the preview.
        url: the page.
    """

    def __init__(self, client: httpx.Client, url: str) -> None:
        self._client, self._url = client, url

    @contextmanager
    def waiting(self) -> Iterator[Callable[[], None]]:
        """Give a function that returns when the page is to be loaded again."""
        with self._client.stream("GET", "/_preview/events", params={"page": f"/{self._url}"}) as answer:
            states = (json.loads(line[6:])["page"] for line in answer.iter_lines() if line.startswith("data: "))
            first = next(states)
            yield lambda: next(state for state in states if state != first) and None


class Plain:
    """Waits as the pages of ``mkdocs serve`` do."""

    def __init__(self, client: httpx.Client, url: str) -> None:
        self._client, self._url = client, url

    @contextmanager
    def waiting(self) -> Iterator[Callable[[], None]]:
        """Give a function that returns when the page is to be loaded again."""
        found = _EPOCH.search(self._client.get(self._url).text)
        assert found, "the page has the script of mkdocs serve"
        epoch, name = found.groups()

        def wait() -> None:
            while int(self._client.get(f"/livereload/{epoch}/{name}").text) <= int(epoch):
                pass

        yield wait


def measure(series: Series, command: Sequence[str], way: type[Ours | Plain], file: Path, url: str, runs: int) -> None:
    """Start a preview, save a file so many times, and note what each took.

    Args:
        series: where to.
        command: starts the preview; ``{port}`` in it stands for the port.
        way: how its pages wait.
        file: an event.
        url: its page.
        runs: how often to save.
    """
    port = _free()
    began = time.perf_counter()
    process = subprocess.Popen(
        [part.format(port=port) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/", timeout=PATIENCE) as client:
            _first(client, url, process)
            series.start = time.perf_counter() - began
            text = file.read_text(encoding="utf-8")
            for number in range(runs):
                words = f"Saved for the {number}th time"
                with way(client, url).waiting() as wait:
                    time.sleep(2)  # as somebody who writes, and so that nothing is still going on
                    began = time.perf_counter()
                    file.write_text(f"{text}\n{words} [@{_key(text)}].\n", encoding="utf-8")
                    wait()
                    while words not in client.get(url).text:
                        wait()
                    series.seen.append(time.perf_counter() - began)
                print(
                    f"  {series.events:,} events, {series.who}, save {number + 1}: {series.seen[-1]:.2f} s", flush=True
                )
            file.write_text(text, encoding="utf-8")
    finally:
        process.terminate()
        process.wait()


def _key(text: str) -> str:
    """The first citation key of an event."""
    return text.split("\nsources:\n", 1)[1].split(":", 1)[0].strip()


def _first(client: httpx.Client, url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for the first page."""
    for _ in range(int(PATIENCE / 0.05)):
        if process.poll() is not None:
            raise RuntimeError(f"the preview ended with {process.returncode}")
        try:
            if client.get(url).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError("the preview gives no page")


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def row(series: Series) -> str:
    """A row of the table."""
    seen = f"{median(series.seen):.2f} | {min(series.seen):.2f}–{max(series.seen):.2f}"
    return f"| {series.events:,} | {series.who} | {seen} | {series.start:.1f} |"


def table(found: Sequence[Series]) -> str:
    """All measurements."""
    head = "| events | preview | saved → seen, s (median) | (min–max) | start → first page, s |\n|--:|---|--:|--:|--:|"
    return "\n".join([head, *map(row, found)])


def main() -> None:
    """Measure what the command line asks for, print the table and write the file of results."""
    parser = argparse.ArgumentParser(prog="python -m bench.preview", description="Compare previews.")
    parser.add_argument("--events", default="1000", help="sizes of the records, with commas (1000)")
    parser.add_argument("--runs", type=int, default=5, help="how often to save (5)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the records (1)")
    parser.add_argument("--only-ours", action="store_true", help="leave MkDocs out")
    parser.add_argument(
        "--work", type=Path, default=HERE / "work" / "preview", help="where records go (bench/work/preview)"
    )
    parser.add_argument(
        "--results", type=Path, default=HERE / "PREVIEW.md", help="the file of results (bench/PREVIEW.md)"
    )
    options = parser.parse_args()
    found = []
    for events in sorted(int(part) for part in options.events.split(",")):
        folder = options.work.resolve() / str(events)
        shutil.rmtree(folder, ignore_errors=True)
        record, other = folder / "record", folder / "plain"
        run([sys.executable, "-m", "bench.records", str(record), f"--events={events}", f"--seed={options.seed}"])
        plain.write(other, record)
        file = sorted((record / "events").rglob("*.md"))[events // 2]
        within = file.relative_to(record)
        found.append(Series(OURS, events))
        ours = [sys.executable, str(PROJECT / "build_timeline.py"), "--root", str(record), "serve", "--port", "{port}"]
        measure(found[-1], ours, Ours, file, f"events/{file.stem}/", options.runs)
        if not options.only_ours:
            found.append(Series(PLAIN, events))
            theirs = [
                sys.executable,
                "-m",
                "mkdocs",
                "serve",
                "-q",
                "-f",
                str(other / "mkdocs.yml"),
                "-a",
                "127.0.0.1:{port}",
            ]
            measure(
                found[-1], theirs, Plain, other / "docs" / within, f"{within.with_suffix('').as_posix()}/", options.runs
            )
        shutil.rmtree(folder)
    text = table(found)
    print(f"\n{text}")
    head = "# Results of `make bench-preview`\n\nWritten by `make bench-preview`; run it again to renew."
    load = f"{os.cpu_count()} processors; {os.getloadavg()[0]:.1f} programs ran on average in the last minute."
    options.results.write_text(f"{head}\n\n{text}\n\n{load}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
