"""The smallest pieces of a page as HTML: a link, a date, a badge, an event in a list.

They stand on pages by the hundred thousand, so they are functions and not templates, and what comes back often
is kept. Every text is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from markupsafe import Markup, escape

from .. import strings
from ..views.common import Anchor, Item, When
from ..views.figures import Bar
from .still import still

KEPT = 1 << 18
"""How many results of each piece are kept."""


@lru_cache(KEPT)
def link(anchor: Anchor, root: str) -> Markup:
    """A link where the anchor leads somewhere, else its words; marked with their language where that is known."""
    text = escape(anchor.text)
    lang = f' lang="{escape(anchor.lang)}" dir="auto"' if anchor.lang else ""
    if anchor.url:
        return Markup(f'<a href="{root}{escape(anchor.url)}"{lang}>{text}</a>')
    return Markup(f"<span{lang}>{text}</span>") if lang else text


@lru_cache(KEPT)
def date(when: When, *, short: bool = False) -> Markup:
    """A date, for machines too where HTML has a form for it."""
    words = escape(when.short if short else when.phrase)
    if when.iso:
        return Markup(f'<time datetime="{when.iso}">{words}</time>')
    return Markup(f'<span class="ct-time">{words}</span>')


@cache
def status(word: str) -> Markup:
    """The badge of a status."""
    return Markup(f'<span class="ct-badge ct-status-{word}">{escape(strings.text(f"status.{word}"))}</span>')


@lru_cache(KEPT)
def lanes(conflicts: tuple[str, ...]) -> Markup:
    """A square in the colour of each conflict."""
    return Markup("".join(f'<span class="ct-dot ct-lane-{name}" aria-hidden="true"></span>' for name in conflicts))


@lru_cache(KEPT)
def title(item: Item, root: str) -> Markup:
    """An event's title as a link, with a badge where it was withdrawn or is not confirmed."""
    html = f'<a class="ct-title" href="{root}{item.url}">{escape(item.title)}</a>'
    if item.withdrawn:
        html += f' <span class="ct-badge">{escape(strings.text("list.withdrawn"))}</span>'
    elif item.status != "confirmed":
        html += f" {status(item.status)}"
    return Markup(html)


@lru_cache(KEPT)
def event(item: Item, root: str) -> Markup:
    """An event as a line of a list."""
    facts = escape(" · ".join(word for word in (*item.lanes, item.place, item.type) if word))
    summary = f'<span class="ct-summary">{escape(item.summary)}</span>' if item.summary else ""
    return Markup(
        f'<li class="ct-event"><span class="ct-when">{date(item.when, short=True)}</span>'
        f'<span class="ct-what">{lanes(item.conflicts)}{title(item, root)}'
        f'<span class="ct-meta">{facts}</span>{summary}</span></li>\n'
    )


def events(items: Iterable[Item], root: str) -> Markup:
    """A list of events."""
    lines = "".join(event(item, root) for item in items)
    return Markup(f'<ol class="ct-events">\n{lines}</ol>\n')


def cites(rows: Iterable[tuple[str, int]]) -> Markup:
    """The numbers of sources, each leading to its place in the page's list."""
    numbers = "".join(_cite(key, number) for key, number in rows)
    return Markup(f'<sup class="ct-cites">{numbers}</sup>') if numbers else Markup("")


@lru_cache(KEPT)
def _cite(key: str, number: int) -> str:
    label = escape(strings.text("cite.label", number=number))
    return f'<a class="ct-cite" href="#source-{escape(key)}" aria-label="{label}">{number}</a>'


def bar(view: Bar) -> Markup:
    """The small chart of one claim of a number: a point, a span, or an arrow for a minimum."""
    parts = ['<path class="ct-axis" d="M0 8H160"/>']
    if view.open:
        parts.append(f'<path class="ct-span" d="M{view.start} 8H{view.end + 14}m-5 -4l5 4l-5 4"/>')
    elif view.end > view.start:
        parts.append(f'<path class="ct-span" d="M{view.start} 8H{view.end}M{view.start} 4v8M{view.end} 4v8"/>')
    if view.point is not None:
        parts.append(f'<circle class="ct-point" cx="{view.point}" cy="8" r="4"/>')
    size = 'viewBox="0 0 160 16" width="160" height="16"'
    return Markup(f'<svg class="ct-svg" {size} aria-hidden="true" focusable="false">{"".join(parts)}</svg>')


PIECES = {
    "bar": bar,
    "still": still,
    "link": link,
    "time": date,
    "status": status,
    "lanes": lanes,
    "title": title,
    "events": events,
    "cites": cites,
}
"""What templates call the pieces."""


def forget() -> None:
    """Let go of the events whose lines are kept, so that a record of which a newer one was read can go."""
    title.cache_clear()
    event.cache_clear()
