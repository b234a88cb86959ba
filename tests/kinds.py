"""One page of each kind, for whatever looks at pages with a browser."""

from __future__ import annotations

from pathlib import Path

NAMED = (
    "",
    "timeline/",
    "timeline/2022/",
    "events/mariupol-hospital/",
    "events/us-embassy-tweet-2022-03-13/",
    "conflicts/",
    "conflicts/syria/",
    "accountability/",
    "actors/",
    "actors/russia/",
    "places/",
    "types/",
    "types/explosions/",
    "tags/",
    "sources/",
    "seeds/",
    "seeds/us-warns-syria-russia-accountability/",
    "corrections/",
    "data/",
    "data-format/",
    "about/",
    "methodology/",
    "glossary/",
    "using-the-timeline/",
    "contribute/",
    "commands/",
    "reference/fields/",
    "reference/rules/",
    "404.html",
)
"""Pages with a name of their own."""


def kinds(site: Path) -> list[str]:
    """The addresses of one page of each kind: those that have names, and the first place, type, tag and source."""
    found = [_first(site, folder) for folder in ("places", "types/explosions", "tags", "sources")]
    return [*NAMED, *found]


def _first(site: Path, folder: str) -> str:
    return min(f"{path.relative_to(site).as_posix()}/" for path in (site / folder).iterdir() if path.is_dir())
