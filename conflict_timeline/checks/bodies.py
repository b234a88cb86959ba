"""Rules about what a text means to link and to cite, and does not: it would be shown, and lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, normpath
from urllib.parse import unquote, urlsplit

from ..bodies.citations import PAGES, Cite
from ..collection import Collection, Registry
from ..collection.entries import Entry
from ..model import Event, Record, is_id
from ..problems import Problem

_KEPT = ("http", "https", "mailto")
"""Schemes of links that stay."""
_FOLDERS = {f"{kind}s": kind for kind in PAGES if kind != "event"}
"""Folders of the site's pages that a text can link with the kind before the id."""
_KEYS = re.compile(r"@([^\s,;@]+)")
_JOINED = re.compile(r"@?[^\s,;@]+(?:\s*(?:,|&|\band\b|\s)\s*@[^\s,;@]+)+\s*")


def check(collection: Collection) -> Iterator[Problem]:
    """Find lost links and citations in seeds."""
    for seed in collection.seeds.values():
        yield from _lost_links(seed)


def of_event(entry: Entry[Event], _registry: Registry) -> Iterator[Problem]:
    """Find links that lead nowhere from a page of the site, and citations of several sources that are read as one."""
    yield from _lost_links(entry)
    for citation in entry.body.citations:
        for cite in citation.cites:
            if several(cite):
                yield _misread(entry, cite, citation.span[1] - 1)


def several(cite: Cite) -> bool:
    """Whether a citation of one source was meant to be one of several: ``[@one, @two]``."""
    return "@" in cite.locator or "@" in cite.key[1:]


def _misread(entry: Entry[Event], cite: Cite, end: int) -> Problem:
    text = entry.body.text
    part = text[cite.offset : end].partition(";")[0]
    keys = _KEYS.findall(part if part.startswith("@") else f"@{part}")
    joined = "; ".join(f"@{key}" for key in keys)
    instead = joined if part.startswith("@") else joined[1:]
    return entry.body_problem(
        "misread-citation",
        cite.offset,
        f"«{part.strip()[:80]}» is read as one source and a place in it",
        f"separate sources by semicolons: [{joined[:200]}]",
        old=part,
        instead=instead if _JOINED.fullmatch(part) else "",
    )


def _lost_links(entry: Entry[Record]) -> Iterator[Problem]:
    for link in entry.body.hyperlinks:
        try:
            parts = urlsplit(link.to)
        except ValueError:
            continue  # the address is no address, and the page shows it as text
        if parts.scheme in _KEPT:
            continue
        message = f"the link to {link.to[:80] or 'nothing'} will be lost, and only its words shown"
        yield entry.body_problem("lost-link", link.span[0], message, _instead(unquote(parts.path), parts.netloc))


def _instead(path: str, host: str) -> str:
    """What to write instead of a link to a path."""
    if not host and path:
        *folders, name = normpath(path.removesuffix("index.html") or ".").rsplit("/", 2)[-2:]
        name = basename(name).removesuffix(".md").removesuffix(".html")
        kind = _FOLDERS.get(folders[-1] if folders else "")
        if is_id(name):
            return f"write [[{kind}:{name}]]" if kind else f"write [[{name}]], or [[{name}|words]]"
    return "write the whole address, beginning with https://, or [[id]] for an event"
