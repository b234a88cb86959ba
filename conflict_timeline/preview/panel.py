"""Problems on a page: a panel at its foot with those of the page in full, and those of other files folded up.

Only a preview's pages have it. It is HTML from the server, so that it is read without JavaScript too; the script of the
preview puts a newer one in its place without loading the page again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from .troubles import Trouble, counted

MOST_HERE = 100
"""How many problems of its page a panel shows."""
MOST_FILES = 40
"""How many other files a panel names."""
MOST_ELSEWHERE = 10
"""How many problems of each of them it shows."""


@dataclass(frozen=True, slots=True)
class FileTroubles:
    """What is wrong with one file: how much in words, the first of it, how much more, and the address of its page."""

    path: str
    url: str | None
    counts: str
    shown: Sequence[Trouble]
    more: int


@dataclass(frozen=True, slots=True)
class Panel:
    """What a page's panel shows.

    Attributes:
        here: the first of what is wrong with what the page shows.
        more_here: how much more is.
        elsewhere: what is wrong with other files.
        here_counts: how much is wrong here, in words.
        elsewhere_counts: how much is wrong elsewhere, in words.
        more_files: how many more files something is wrong with.
        grave: whether there is an error here.
        former: whether the page shows its file as it last could be shown.
        whole: whether the problems stand in place of the page's text, so that the panel need not repeat them.
    """

    here: Sequence[Trouble]
    more_here: int
    elsewhere: Sequence[FileTroubles]
    here_counts: str
    elsewhere_counts: str
    more_files: int
    grave: bool
    former: bool = False
    whole: bool = False

    def __bool__(self) -> bool:
        return bool(self.here or self.elsewhere)


def panel(here: Sequence[Trouble], rest: Sequence[Trouble], *, former: bool = False, whole: bool = False) -> Panel:
    """Give the panel of a page.

    Args:
        here: what is wrong with what the page shows.
        rest: everything else that is wrong; notes among it are left to the pages that they are about.
        former: see ``Panel``.
        whole: see ``Panel``.
    """
    elsewhere: dict[str, list[Trouble]] = {}
    rest = [trouble for trouble in rest if trouble.severity != "info"]
    for trouble in rest:
        elsewhere.setdefault(trouble.path, []).append(trouble)
    ordered = sorted(elsewhere.items(), key=lambda pair: (not _is_grave(pair[1]), pair[0]))
    files = [_file(path, found) for path, found in ordered[:MOST_FILES]]
    more = len(ordered) - len(files)
    shown, more_here = here[:MOST_HERE], max(0, len(here) - MOST_HERE)
    return Panel(shown, more_here, files, counted(here), counted(rest), more, _is_grave(here), former, whole)


def _is_grave(found: Iterable[Trouble]) -> bool:
    return any(trouble.severity == "error" for trouble in found)


def _file(path: str, found: Sequence[Trouble]) -> FileTroubles:
    urls = {trouble.url for trouble in found}
    url = urls.pop() if len(urls) == 1 else None
    return FileTroubles(path, url, counted(found), found[:MOST_ELSEWHERE], max(0, len(found) - MOST_ELSEWHERE))


@cache
def environment() -> Environment:
    """The templates of the preview."""
    return Environment(
        loader=PackageLoader("conflict_timeline.preview", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: object) -> str:
    """Render a template of the preview."""
    return environment().get_template(template).render(values)


def html(shown: Panel) -> str:
    """The panel as HTML: an empty place where nothing is wrong."""
    return render("panel.html", panel=shown)


def mark(text: str) -> str:
    """A short hash of a text, by which two are told apart."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
