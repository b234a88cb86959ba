"""The file of results: tables, what is to be known of them, and on what they were measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from pathlib import Path

from .contestants import PEERS, PLAIN, Contestant
from .record import WHOLE
from .results import Series, aimed, ratios, split, table, targets
from .visit import SCREEN, STEPS

_METHOD = """\
Every visit has a fresh browser context with the cache off; the contestants take turns, and the tables give medians of \
{runs} visits. All show the same events of a record of `bench.records`, seed {seed}, from a server on this machine, which \
sends everything compressed by `gzip -9`; no time passes on a network.

- **KB gzipped**: all that the page asked for until nothing happened any more for two seconds, the document included.
- **First event**: from the start of the navigation until the end of the first frame in which an event's mark is in \
view; for all by the same look at every frame. Ours counts once it says that its marks are painted and answer a hand; \
its picture of the same events, which stands in the page, is seen before that and has a column of its own below.
- **Blocked**: of every task on the main thread what is beyond 50 ms, together, until then.
- **Zoom**: {steps} steps inwards by a wheel over the middle, one a frame, and {steps} back; frames by the browser's clock \
of frames. A frame that comes late within ten frames after the last step counts too.
- **Longest task after load**: until the end of the visit, through zooms and, with ours, filters.
- **Filters**, ours only: five, from the call until the next frame is painted.

The peers get titles and summaries of all events at once, since they have no other way; ours loads them in blocks when \
they come near. The plain list has date, title, conflict and place of each event, in lists, one a year, and no script. \
«Rest of the page» is the document with the events as a list in it, and what every page of the site has (Material's \
style and script).

With more than {whole:,} events only our timeline is measured, in the page of the largest whole site, whose HTML holds \
that site's list.
"""


def report(series: Sequence[Series], told: Sequence[str], facts: Sequence[str], runs: int, seed: int) -> str:
    """Give the file of results.

    Args:
        series: what was measured.
        told: a sentence for each contestant that was not.
        facts: on what it was measured, in sentences.
        runs: visits to each contestant.
        seed: the seed of the records.
    """
    parts = [
        "# Results of `make bench-reader`",
        "Written by `make bench-reader`; run it again to renew.",
        table(series),
    ]
    measured = {one.who for one in series}
    notes = [f"- {one.name}: {one.note}." for one in (PLAIN, *PEERS) if one.note and one.name in measured]
    parts.append("\n".join([*notes, *(f"- {sentence}" for sentence in told)]))
    for title, text in (
        ("What was aimed at", aimed(targets(series))),
        ("Ours beside the others", ratios(series)),
        ("What ours loads, and its filters", split(series)),
    ):
        parts += [f"## {title}", text] if text else []
    parts += ["## How it is measured", _METHOD.format(runs=runs, seed=seed, steps=STEPS, whole=WHOLE).strip()]
    parts.append(" ".join(facts))
    return "\n\n".join(filter(None, parts)) + "\n"


def facts(browser: str, node: str, peers: Sequence[Contestant]) -> list[str]:
    """Give on what is measured: the machine, and versions of all that takes part."""
    packages = ", ".join(package for peer in peers for package in peer.packages)
    found = [
        f"Chromium {browser}, headless, without a graphics processor, {SCREEN['width']} × {SCREEN['height']} pixels;",
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}; Python {platform.python_version()}.",
    ]
    if packages:
        found.append(f"Peers, installed with Node {node}: {packages}.")
    if hasattr(os, "getloadavg"):
        found.append(f"Load of the machine before the first visit: {os.getloadavg()[0]:.1f}.")
    return found


def _processor() -> str:
    """The processor's name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
