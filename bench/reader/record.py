"""The record that all contestants show: ``python -m bench.reader.record FOLDER --events 1000`` makes it and our site.

Of records beyond ``WHOLE`` events no pages of events are made: our timeline needs only its page and its data.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

from bench import records
from bench.measure import run
from bench.world import PROJECT
from conflict_timeline import site
from conflict_timeline.collection import collect
from conflict_timeline.collection.entries import Entry
from conflict_timeline.dates import Date
from conflict_timeline.model import Event
from conflict_timeline.views.common import item
from conflict_timeline.views.library import Library

WHOLE = 10_000
"""The most events of which the whole site is built."""
ROWS = "events.json"
"""The file with the events as the other contestants show them."""
DATA = "timeline/data/"
"""Where the site has the data of our timeline."""


def make(folder: Path, events: int, seed: int, frame: Path | None) -> None:
    """Write a record, our site of it and the rows for the other contestants.

    Args:
        folder: where to; what it holds is replaced.
        events: how many events.
        seed: the seed of the record.
        frame: the site whose page our timeline stands in, for a record of which the whole site is not built.
    """
    shutil.rmtree(folder, ignore_errors=True)
    records.write(folder / "record", events, seed)
    library = Library(collect(folder / "record"))
    rows = [_row(library, entry) for entry in library.events]
    (folder / ROWS).write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    if frame is None:
        _build(folder / "record", folder / "site")
    else:
        _borrow(frame, folder / "site", library)


def _row(library: Library, entry: Entry[Event]) -> dict[str, str]:
    """An event in the words that our own lists use, with its first and last possible day."""
    shown = item(library, entry, summary=True)
    first, last = _days(entry.value.date)
    return {
        "id": entry.id,
        "title": shown.title,
        "summary": shown.summary,
        "when": shown.when.short,
        "date": first,
        "end": last,
        "conflict": shown.lanes[0],
        "lane": shown.conflicts[0],
        "type": shown.type,
        "place": shown.place,
    }


def _days(date: Date) -> tuple[str, str]:
    """The first and the last possible day; where one is open, the other stands for both."""
    first = date.earliest or date.latest
    last = date.latest or date.earliest
    if first is None or last is None:
        raise ValueError(f"{date.text} has no day")
    return first.isoformat(), last.isoformat()


def _build(record: Path, target: Path) -> None:
    """Build the whole site."""
    run([sys.executable, str(PROJECT / "build_timeline.py"), "--root", str(record), "build", "--site-dir", str(target)])


def _borrow(frame: Path, target: Path, library: Library) -> None:
    """Take the timeline's page and the assets of another site, and put this record's data beside them."""
    (target / "timeline").mkdir(parents=True)
    shutil.copyfile(frame / "timeline" / "index.html", target / "timeline" / "index.html")
    shutil.copytree(frame / "assets", target / "assets")
    for file in site.files(library.collection, library):
        if file.path.startswith(DATA):
            content = file.content.encode() if isinstance(file.content, str) else file.content
            (target / file.path).parent.mkdir(parents=True, exist_ok=True)
            (target / file.path).write_bytes(content)


def main() -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.reader.record", description="Write a record and our site.")
    parser.add_argument("folder", type=Path, help="where to; what it holds is replaced")
    parser.add_argument("--events", type=int, default=1000, help="how many events (1000)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the record (1)")
    parser.add_argument("--frame", type=Path, help="a site whose page the timeline stands in; then no other is built")
    options = parser.parse_args()
    make(options.folder, options.events, options.seed, options.frame)


if __name__ == "__main__":
    main()
