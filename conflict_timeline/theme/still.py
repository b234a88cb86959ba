"""The timeline at a glance as SVG: widths in percent, heights in pixels, so that it fits any screen without a script."""

from __future__ import annotations

from math import sqrt

from markupsafe import Markup, escape

from .. import strings
from ..views.still import BARS, Still, StillLane

ROW, PADDING, HEAD, AXIS = 22, 8, 20, 28
"""Pixels, as ``layout.js`` and ``draw.js`` have them: a row, the room at both ends of a lane, its name, the years."""


def still(view: Still, rows: int) -> Markup:
    """The picture.

    Args:
        view: what it shows.
        rows: how many rows a lane of the timeline has that takes its place.
    """
    high = rows * ROW + 2 * PADDING + HEAD
    base = high * len(view.lanes)
    told = "; ".join(f"{lane.name}: {strings.counted('events', lane.total)}" for lane in view.lanes)
    label = escape(strings.text("still.label", lanes=told))
    parts = [
        f'<line class="ct-still-rule" x1="{x}%" x2="{x}%" y1="0" y2="{base + 5}"/>'
        f'<text x="{x}%" dx="3" y="{base + 20}">{year}</text>'
        for year, x in view.ticks
    ]
    parts += [_lane(lane, number * high, high, rows) for number, lane in enumerate(view.lanes)]
    parts.append(f'<line class="ct-still-axis" x1="0" x2="100%" y1="{base}" y2="{base}"/>')
    return Markup(
        f'<svg class="ct-still" width="100%" height="{base + AXIS}" role="img" aria-label="{label}">{"".join(parts)}</svg>'
    )


def _lane(lane: StillLane, top: int, high: int, rows: int) -> str:
    """A lane: its bars in one path, stretched to whatever width there is, and its name."""
    room = rows * ROW
    bars = "".join(f"M{bar} {room}v-{_tall(count, lane.most, room)}h.75V{room}z" for bar, count in lane.bars)
    rule = f'<line class="ct-still-rule" x1="0" x2="100%" y1="{top}" y2="{top}"/>' if top else ""
    return (
        f'{rule}<g class="ct-lane-{escape(lane.id)}">'
        f'<svg y="{top + high - PADDING - room}" width="100%" height="{room}" viewBox="0 0 {BARS} {room}"'
        f' preserveAspectRatio="none"><path d="{bars}"/></svg>'
        f'<rect x="4" y="{top + 7}" width="10" height="10"/></g>'
        f'<text class="ct-still-name" x="19" y="{top + 16}">{escape(lane.name)}  {lane.total:,}</text>'
    )


def _tall(count: int, most: int, room: int) -> int:
    """The height of a bar in pixels, by the square root, so that what is rare is seen beside what is frequent."""
    return max(2, round(sqrt(count / most) * room))
