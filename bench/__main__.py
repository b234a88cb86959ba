"""``make bench``: builds records of several sizes with ours and with plain Material, in turn, and compares."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from . import plain
from .measure import Run, pages, run, size
from .results import AGAIN, CHANGED, CHECK, CHECKS, OURS, PLAIN, Series, report, sentences, table
from .world import PROJECT

HERE = Path(__file__).parent
_TIMELINE = str(PROJECT / "build_timeline.py")


class Contest:
    """One record, built by ours and as a plain site, in turn.

    Args:
        work: a folder for the record and the sites.
        events: how many events the record has.
        seed: the seed of the record.
    """

    def __init__(self, work: Path, events: int, seed: int) -> None:
        self._events = events
        self._folder = work / str(events)
        self._record, self._plain = self._folder / "record", self._folder / "plain"
        shutil.rmtree(self._folder, ignore_errors=True)
        # In a process of its own: see measure.run.
        run([sys.executable, "-m", "bench.records", str(self._record), f"--events={events}", f"--seed={seed}"])
        plain.write(self._plain, self._record)

    def hold(self, runs: int) -> list[Series]:
        """Let the programs run in turn, so many times each."""
        # A check leaves what the next one remembers.
        series = [Series(self._events, who) for who in (OURS, PLAIN, CHECK, AGAIN, CHANGED)]
        for number in range(1, runs + 1):
            for one in series:
                one.runs.append(self._run(one))
                print(f"  {one.events:,} events, {one.who}, run {number}: {one.runs[-1].seconds:.2f} s", flush=True)
        return series

    def clear(self) -> None:
        """Delete the record and the sites."""
        shutil.rmtree(self._folder)

    def _run(self, one: Series) -> Run:
        """Run a program once, where it builds into a folder that is not there yet, and count what it wrote."""
        site = self._folder / "site"
        shutil.rmtree(site, ignore_errors=True)
        commands = {
            OURS: [sys.executable, _TIMELINE, "--root", str(self._record), "build", "--site-dir", str(site)],
            PLAIN: [
                sys.executable,
                "-m",
                "mkdocs",
                "build",
                "-q",
                "-f",
                str(self._plain / "mkdocs.yml"),
                "-d",
                str(site),
            ],
            **{who: [sys.executable, _TIMELINE, "--root", str(self._record), "check"] for who in CHECKS},
        }
        if one.who == CHECK:
            shutil.rmtree(self._record / ".cache", ignore_errors=True)
        if one.who == CHANGED:
            with min((self._record / "events").rglob("*.md")).open("a", encoding="utf-8") as file:
                file.write(" A sentence more.")
        result = run(commands[one.who])
        if one.who not in CHECKS:
            one.pages, one.size = pages(site), size(site)
        return result


def main() -> None:
    """Measure what the command line asks for, print the table and write the file of results."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Compare builds with plain Material for MkDocs."
    )
    parser.add_argument("--events", default="1000,10000", help="sizes of the records, with commas (1000,10000)")
    parser.add_argument("--runs", type=int, default=3, help="how often each program builds each record (3)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the records (1)")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="where records and sites go (bench/work)")
    parser.add_argument(
        "--results", type=Path, default=HERE / "RESULTS.md", help="the file of results (bench/RESULTS.md)"
    )
    options = parser.parse_args()
    series: list[Series] = []
    for number, events in enumerate(sorted(int(part) for part in options.events.split(","))):
        contest = Contest(options.work.resolve(), events, options.seed)
        if number == 0:
            print("Warming up", flush=True)
            contest.hold(1)
        series += contest.hold(options.runs)
        contest.clear()
    print(f"\n{table(series)}\n\n" + "\n".join(sentences(series)))
    options.results.write_text(report(series, options.seed), encoding="utf-8")


if __name__ == "__main__":
    main()
