"""Who is measured: ours, a plain list, and timelines from the npm registry."""

from __future__ import annotations

from dataclasses import dataclass

OURS, LIST = "ours", "static list"


@dataclass(frozen=True, slots=True)
class Contestant:
    """A page that shows the events.

    Attributes:
        name: as the table has it.
        page: its address, relative to the folder of its site; with a slash at the end.
        mark: a selector of what shows an event.
        wheel: a selector of what a wheel turns over to zoom; of the whole document: it scrolls; empty where nothing
            zooms by frames.
        packages: what is installed for it, each as npm takes it.
        files: for each file that the page needs from there, its path in ``node_modules``.
        note: what is to be known of its numbers.
        picture: a selector of a picture of the events that stands in the page before, or empty.
    """

    name: str
    page: str
    mark: str
    wheel: str
    packages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    note: str = ""
    picture: str = ""


OWN = Contestant(OURS, "timeline/", "conflict-timeline[data-ready]", "conflict-timeline canvas", picture=".ct-still")
PLAIN = Contestant(LIST, "list/", "li", "html", note="has no zoom: a step scrolls by half a screen instead")
PEERS = (
    Contestant(
        "TimelineJS",
        "timelinejs/",
        ".tl-timemarker, .tl-slide h2",
        "",
        ("@knight-lab/timelinejs@3.9.11",),
        (
            "@knight-lab/timelinejs/dist/js/timeline.js",
            "@knight-lab/timelinejs/dist/css/timeline.css",
            "@knight-lab/timelinejs/dist/css/icons/tl-icons.woff2",
        ),
        "zooms by buttons, with an animation: no frame to compare",
    ),
    Contestant(
        "vis-timeline, clustered",
        "vis/",
        ".vis-item",
        ".vis-center",
        ("vis-timeline@8.5.4",),
        (
            "vis-timeline/standalone/umd/vis-timeline-graph2d.min.js",
            "vis-timeline/styles/vis-timeline-graph2d.min.css",
        ),
    ),
    Contestant("d3, plain SVG", "d3/", "circle", "svg", ("d3@7.9.2",), ("d3/dist/d3.min.js",), "our own 30 lines"),
    Contestant(
        "timelines-chart",
        "timelines-chart/",
        ".series-segment",
        "svg",
        ("timelines-chart@2.14.3",),
        ("timelines-chart/dist/timelines-chart.min.js",),
        "has no wheel: a step sets its range",
    ),
    Contestant(
        "markwhen",
        "markwhen/",
        ".eventBar",
        "body",
        ("@markwhen/timeline@1.4.5", "@markwhen/parser@0.15.1"),
        ("@markwhen/timeline/dist/index.html",),
        "begins at today, so the page presses its button for the whole at once; a wheel zooms with Ctrl",
    ),
)
