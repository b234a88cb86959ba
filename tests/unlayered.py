"""Builds a site with its first layer switched off: texts of contributors reach pages as they are written.

A script, for tests alone: ``python -m tests.unlayered ROOT``. The policy, the second layer, stays.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config

from conflict_timeline import markup, mkdocs_plugin, site
from conflict_timeline.bodies.citations import MARKDOWN, Body
from conflict_timeline.publish import press
from conflict_timeline.theme import articles, pieces
from conflict_timeline.views import bodies


def without_cleaning() -> None:
    """Let Markdown and pages written by hand pass as they are, raw HTML with them."""

    def render(body: Body, inline: Any, *, top: int = 3) -> str:
        return MARKDOWN.html(body.text)

    vars(markup)["render"] = render
    vars(markup)["clean_page"] = str


def without_escaping() -> None:
    """Let every other text pass as it is."""
    for module in (pieces, press, site, mkdocs_plugin, bodies):
        vars(module)["escape"] = Markup
    escaping = articles.environment

    def environment() -> Environment:
        env = escaping()
        env.autoescape = False
        return env

    vars(articles)["environment"] = environment


def main(root: Path) -> None:
    """Build the record in a folder."""
    without_cleaning()
    without_escaping()
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
