"""A page's data → the HTML of its article, in an autoescaping Jinja environment of our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from .. import strings
from ..views.common import Page
from .pieces import PIECES


def environment() -> Environment:
    """The environment of all articles: everything is escaped, and a name that is missing is an error."""
    env = Environment(
        loader=PackageLoader("conflict_timeline.theme", "articles"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    # Filters, not functions: Jinja calls them directly, and works out those of constants when it compiles.
    env.globals |= {"READER_WORDS": reader_words(), "READER_MODULES": reader_modules()}
    env.filters |= {**PIECES, "t": strings.text, "counted": counted, "inline": inline_code}
    return env


def reader_words() -> str:
    """The strings of the reader's timeline as JSON, without the first part of their keys."""
    prefix = "reader."
    words = {key.removeprefix(prefix): text for key, text in strings.catalogue().items() if key.startswith(prefix)}
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


def reader_modules() -> list[str]:
    """The modules of the reader's timeline, which a page asks for all at once instead of one after another."""
    folder = "assets/javascripts/timeline"
    names = sorted(file.name for file in files(__package__).joinpath("frame", folder).iterdir())
    return [f"{folder}/{name}" for name in names if name.endswith(".js") and name != "element.js"]


def counted(number: int, key: str) -> str:
    """A number with its noun: ``3|counted("events")`` gives "3 events"."""
    return strings.counted(key, number)


def inline_code(text: str) -> Markup:
    """Our own reference texts mark names with backquotes; show those as code. The text is escaped first."""
    pieces = str(text).split("`")
    marked = (Markup("<code>{}</code>").format(p) if n % 2 else Markup("{}").format(p) for n, p in enumerate(pieces))
    return Markup("").join(marked)


class Articles:
    """Renders the articles of pages; templates are compiled once."""

    def __init__(self) -> None:
        self._env = environment()
        self._renderers: dict[str, Callable[..., str]] = {}

    def render(self, page: Page) -> str:
        """Give the HTML of a page's article."""
        renderer = self._renderers.get(page.template)
        if renderer is None:
            template: Template = self._env.get_template(page.template)
            renderer = self._renderers[page.template] = template.render
        return renderer(page=page, view=page.view(), root=page.root)
