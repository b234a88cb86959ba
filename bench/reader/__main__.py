"""``make bench-reader``: lets a browser visit our timeline and others, in turn, and compares what a reader waits for."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from bench.measure import run
from tests.browser import ARGUMENTS, find

from . import peers
from .contestants import OURS, OWN, PEERS, PLAIN, Contestant
from .record import ROWS, WHOLE
from .report import facts, report
from .results import Series
from .serving import serving
from .visit import StillError, Visit, visit

HERE = Path(__file__).parent
FILTERS = 5
"""Conflicts by which ours is filtered, one after the other."""


@dataclass(slots=True)
class Field:
    """A record and the contestants that show it.

    Attributes:
        events: how many events the record has.
        folder: where the record, our site and the peers' pages are.
        contestants: who takes part.
    """

    events: int
    folder: Path
    contestants: list[Contestant]

    def hold(self, browser: Browser, runs: int) -> Iterator[Series | str]:
        """Let the browser visit all contestants in turn, so many times; gives series, and why one was given up."""
        conflicts = list(dict.fromkeys(row["lane"] for row in peers.read(self.folder / ROWS)))
        series = {one.name: Series(self.events, one.name) for one in self.contestants}
        with ExitStack() as stack:
            servers = {
                name: stack.enter_context(serving(self.folder / name))
                for name in ("site", "peers")
                if (self.folder / name).is_dir()
            }
            for number in range(1, runs + 1):
                for one in [one for one in self.contestants if one.name in series]:
                    base, shelf = servers["site" if one is OWN else "peers"]
                    picture = self.folder / f"{one.page.rstrip('/')}.png" if number == runs else None
                    try:
                        found = visit(browser, base, shelf, one, conflicts[:FILTERS], picture)
                    except (Error, StillError) as error:
                        del series[one.name]
                        yield f"{one.name} is left out at {self.events:,} events: {str(error).splitlines()[0]}."
                        continue
                    series[one.name].visits.append(found)
                    self._tell(one, number, found)
        yield from series.values()

    def _tell(self, one: Contestant, number: int, found: Visit) -> None:
        times = f"first event {found.seen:,.0f} ms, blocked {found.blocked:,.0f} ms, worst frame {found.worst:.0f} ms"
        print(f"  {self.events:,} events, {one.name}, run {number}: {times}", flush=True)


def prepare(work: Path, sizes: Sequence[int], seed: int, *, keep: bool) -> None:
    """Make the records and our sites of them, in processes of their own; where wanted, only those that are missing."""
    for events in sizes:
        folder = work / str(events)
        if keep and (folder / "site").is_dir():
            continue
        print(f"Making a record of {events:,} events and our site of it", flush=True)
        command = [sys.executable, "-m", "bench.reader.record", str(folder), f"--events={events}", f"--seed={seed}"]
        if events > WHOLE:
            frame = max((size for size in sizes if size <= WHOLE), default=0)
            if not frame:
                sys.exit(f"A size of at most {WHOLE:,} is needed too: its site lends its page to the larger ones.")
            command.append(f"--frame={work / str(frame) / 'site'}")
        run(command)


def field(work: Path, events: int, taking_part: Sequence[Contestant]) -> tuple[Field, list[str]]:
    """Give who shows a record of so many events, with a sentence for each one that cannot."""
    folder, told = work / str(events), []
    contestants: list[Contestant] = []
    page = folder / "site" / OWN.page / "index.html"
    if "<conflict-timeline" in page.read_text(encoding="utf-8"):
        contestants.append(OWN)
    else:
        told.append(f"{OURS}: there is no timeline in the page of {events:,} events.")
    if events <= WHOLE:
        peers.write(folder / "peers", work / "packages", folder, taking_part)
        contestants += [PLAIN, *taking_part]
    return Field(events, folder, contestants), told


def installed(work: Path, wanted: str) -> tuple[list[Contestant], list[str]]:
    """Install the peers that are asked for; gives those that are there, and a sentence for each that is not."""
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    chosen = [peer for peer in PEERS if wanted == "all" or any(peer.name.startswith(name) for name in names)]
    if not chosen:
        return [], []
    lacking = peers.missing()
    if lacking:
        return [], [lacking]
    print("Installing the peers from the npm registry", flush=True)
    failed = peers.install(work / "packages", chosen)
    return [peer for peer in chosen if peer.name not in failed], list(failed.values())


def main() -> None:
    """Measure what the command line asks for, print the tables and write the file of results."""
    options = _options()
    sizes = sorted(int(part) for part in options.sizes.split(","))
    work = options.work.resolve()
    path = find()
    if path is None:
        sys.exit("No browser found. Install one (on Debian: apt install chromium) or set BROWSER_PATH.")
    taking_part, told = installed(work, options.peers)
    print("\n".join(told), end="\n" if told else "")
    prepare(work, sizes, options.seed, keep=options.keep)
    series: list[Series] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*ARGUMENTS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        )
        known = facts(browser.version, _node() if taking_part else "", taking_part)
        for events in sizes:
            contest, lacking = field(work, events, taking_part)
            told += lacking
            for found in contest.hold(browser, options.runs):
                (series if isinstance(found, Series) else told).append(found)  # type: ignore[arg-type]
        browser.close()
    text = report(series, told, known, options.runs, options.seed)
    print(f"\n{text}")
    options.results.write_text(text, encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.reader", description="Compare timelines in a browser.")
    parser.add_argument("--sizes", default="1000,10000,50000", help="sizes of the records (1000,10000,50000)")
    parser.add_argument("--runs", type=int, default=5, help="visits to each contestant with each record (5)")
    parser.add_argument("--peers", default="all", help="names of peers or their beginnings, with commas; «none» (all)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the records (1)")
    parser.add_argument("--keep", action="store_true", help="take records and sites that are there already")
    parser.add_argument("--work", type=Path, default=HERE.parent / "work" / "reader", help="where they go")
    parser.add_argument("--results", type=Path, default=HERE.parent / "READER.md", help="the file of results")
    return parser.parse_args()


def _node() -> str:
    return subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip().lstrip("v")


if __name__ == "__main__":
    main()
