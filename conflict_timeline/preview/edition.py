"""One state of the preview: a record in its setting, from which every address is answered.

An edition never changes. Its pages and data are made when they are first asked for, all from the same record, so what
comes of one edition fits together; a page names the edition of its data, which stay at hand while the next is read.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import RLock
from typing import Any

from markupsafe import Markup, escape

from .. import policy, site
from ..exports import columns
from ..problems import printable
from ..theme.articles import Articles
from ..views.common import Page
from ..views.data import COLUMNS
from ..views.library import Library
from . import panel
from .panel import Panel
from .setting import SEARCH, Setting
from .standing import Standing
from .troubles import Trouble

OWN = "_preview/"
"""Where the preview's own files are, from the site's root; no page of a record or of docs has such an address."""
_DATA = re.compile(rf'((?:<link rel="preload" href|<conflict-timeline data)="(?:\.\./|\./)*){re.escape(COLUMNS)}"')
_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "xml": "application/xml",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is at an address: a status of HTTP, the type of the content, and the content."""

    status: int
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page before the preview's own parts: its HTML, and what its panel shows."""

    html: str
    panel: Panel
    status: int = 200


class Edition:
    """Answers addresses.

    Args:
        number: from 1, rising.
        setting: what the record is set in; None where MkDocs could not make it yet.
        standing: what can be shown of the record.
        library: the same, arranged for pages.
        pages: its pages.
        troubles: everything that is wrong.
        articles: renders the articles.
        tell: called with what is wrong with a page that cannot be rendered.

    Attributes:
        number: as given.
        setting: as given.
        standing: as given.
        library: as given.
        troubles: as given, and the pages that could not be rendered.
    """

    def __init__(
        self,
        number: int,
        setting: Setting | None,
        standing: Standing,
        library: Library,
        pages: Iterable[Page],
        troubles: Sequence[Trouble],
        articles: Articles,
        tell: Callable[[Trouble], None],
    ) -> None:
        self.number = number
        self.setting = setting
        self.standing = standing
        self.library = library
        self.troubles = list(troubles)
        self._articles = articles
        self._tell = tell
        self._pages: dict[str, Page] = {page.url: page for page in pages}
        self._sheets: dict[str, Sheet] = {}
        self._former = {trouble.url for trouble in troubles if trouble.path in standing.former}
        self._alone = RLock()

    def answer(self, path: str) -> Answer | None:
        """What is at a path from the site's root; None where nothing is and a slash at its end would help."""
        if path.startswith(OWN):
            content = self.data.get(path.removeprefix(f"{OWN}{self.number}/"))
            return _file(path, content) if content else self._missed(path)
        if (sheet := self._sheet(path)) is not None:
            return self._bound(path, sheet)
        if (content := self._plain(path)) is not None:
            return _file(_name(path), content)
        if not path.endswith("/") and self._is_page(f"{path}/"):
            return None
        return self._missed(path)

    def state(self, path: str) -> dict[str, str]:
        """Hashes of what the page at a path shows and of its panel; they change when the page would look otherwise."""
        sheet = self._sheet(path) or self._lost(path)
        return {"page": self._mark(sheet), "panel": panel.mark(panel.html(sheet.panel))}

    def panel(self, path: str) -> str:
        """The panel of the page at a path."""
        return panel.html((self._sheet(path) or self._lost(path)).panel)

    @cached_property
    def data(self) -> Mapping[str, bytes]:
        """The record as data, by path."""
        with self._alone:
            return {path: text.encode() for path, text in columns.files(self.library)}

    @cached_property
    def _data_mark(self) -> str:
        return hashlib.sha256(b"\0".join(self.data.values())).hexdigest()

    @cached_property
    def _files(self) -> Mapping[str, bytes]:
        """The files of the record that are no data."""
        found = site.plain_files(self.library.collection, self.library)
        return {file.path: file.content.encode() if isinstance(file.content, str) else file.content for file in found}

    @cached_property
    def _search(self) -> bytes:
        index: dict[str, Any] = {**self.setting.search} if self.setting else {}
        index["docs"] = [*index.get("docs", ()), *site.search_entries(self._pages.values())]
        return json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()

    def _plain(self, path: str) -> bytes | None:
        """A file that is no page; of a folder the file that stands for it."""
        name = _name(path)
        if name == SEARCH and self.setting and self.setting.search:
            return self._search
        if name in self._files:
            return self._files[name]
        if name in self.data:
            return self.data[name]
        return self.setting.files.get(name) if self.setting else None

    def _is_page(self, path: str) -> bool:
        return path in self._pages or path in self.standing.missing or self._plain(path) is not None

    def _sheet(self, path: str) -> Sheet | None:
        """A page of the record, or one written by hand; None where there is none."""
        path = path.removesuffix("index.html") if path.endswith("/index.html") or path == "index.html" else path
        with self._alone:
            if path not in self._sheets and (made := self._made(path)) is not None:
                self._sheets[path] = made
            return self._sheets.get(path)

    def _made(self, path: str) -> Sheet | None:
        if path in self._pages:
            return self._printed(self._pages[path])
        if path in self.standing.missing:
            return self._unshown(path)
        name = _name(path)
        if self.setting and name.endswith(".html") and name != "404.html" and name in self.setting.files:
            return Sheet(self.setting.files[name].decode(), self._panel(path))
        return None

    def _printed(self, page: Page) -> Sheet:
        """A page of the record; where a template or a view fails, what it says instead."""
        if self.setting is None:
            return self._bare("The site cannot be shown yet", page.url)
        try:
            content = self._articles.render(page)
        except Exception as error:  # noqa: BLE001 - whatever a template or a view does, the server goes on
            trouble = _failed(page, error)
            self.troubles.append(trouble)
            self._tell(trouble)
            return self._bare("This page cannot be shown", page.url)
        return Sheet(self._framed(page, content), self._panel(page.url))

    def _unshown(self, path: str) -> Sheet:
        """The page of a file of which nothing can be shown: its problems in place of its text."""
        name = path.rstrip("/").rpartition("/")[2]
        text = "Nothing of this file can be shown yet. Here is what is wrong; its page comes by itself once that is mended."
        here = self._here(path)
        words = {"path": self.standing.missing[path], "title": name, "text": text, "troubles": here}
        content = panel.render("missing.html", **words)
        page = Page(path, "", name, text, lambda: None)
        html = self._framed(page, content) if self.setting else _bare(name, content)
        return Sheet(html, self._panel(path, whole=True))

    def _bare(self, title: str, path: str) -> Sheet:
        """A page without the site's frame, which says what is wrong everywhere."""
        words = {"path": "", "title": title, "text": "Here is why; it comes by itself once that is mended."}
        why = [each for each in self.troubles if not each.rule and each.severity == "error"]
        content = panel.render("missing.html", **words, troubles=why)
        rest = [each for each in self.troubles if each not in why]
        return Sheet(_bare(title, content), panel.panel(why, rest, whole=True), 503)

    def _lost(self, path: str) -> Sheet:
        """What stands at an address that is no page."""
        found = self.setting.files.get("404.html") if self.setting else None
        if found is None:
            sheet = self._bare("There is nothing here yet", path)
            return Sheet(sheet.html, sheet.panel, 404)
        return Sheet(found.decode(), self._panel(path), 404)

    def _missed(self, path: str) -> Answer:
        return self._bound(path, self._lost(path))

    def _here(self, path: str) -> list[Trouble]:
        """What is wrong with the file that makes a page."""
        return [trouble for trouble in self.troubles if trouble.url == path]

    def _panel(self, path: str, *, whole: bool = False) -> Panel:
        rest = [trouble for trouble in self.troubles if trouble.url != path]
        return panel.panel(self._here(path), rest, former=path in self._former, whole=whole)

    def _framed(self, page: Page, content: str) -> str:
        assert self.setting
        values = {
            "title": escape(page.title),
            "description": escape(page.description),
            "canonical": escape(self.setting.address + page.url),
            "content": content,
        }
        return self.setting.frame(page).fill(values)

    def _mark(self, sheet: Sheet) -> str:
        """A hash of everything that decides how a page looks, but for its panel."""
        parts = [sheet.html, str(sheet.status), self.setting.mark if self.setting else ""]
        parts.append(hashlib.sha256(self._files["assets/stylesheets/lanes.css"]).hexdigest())
        if _DATA.search(sheet.html):
            parts.append(self._data_mark)
        return panel.mark("\0".join(parts))

    def _bound(self, path: str, sheet: Sheet) -> Answer:
        """A page with the preview's own parts: the panel, style sheet and script, and data of this edition only."""
        shown = panel.html(sheet.panel)
        script = Markup('<script src="/_preview/preview.js" data-page="{}" data-panel="{}" defer></script>').format(
            self._mark(sheet), panel.mark(shown)
        )
        head = f'<link rel="stylesheet" href="/_preview/preview.css">{script}</head>'
        html = _DATA.sub(rf'\g<1>{OWN}{self.number}/{COLUMNS}"', sheet.html).replace("</head>", head, 1)
        before, end, after = html.rpartition("</body>")
        return Answer(sheet.status, "text/html; charset=utf-8", f"{before}{shown}{end}{after}".encode())


def _name(path: str) -> str:
    """The file at a path: of a folder the page that stands for it."""
    return f"{path}index.html" if path.endswith("/") or not path else path


def _bare(title: str, content: str) -> str:
    return panel.render("bare.html", title=title, policy=Markup(policy.META), content=Markup(content))  # noqa: S704 - ours


def _failed(page: Page, error: Exception) -> Trouble:
    """What a page says that could not be rendered: the error and the line of the program where it came up."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else page.template
    message = printable(f"the page {page.url or '/'} cannot be rendered: {type(error).__name__}: {error}")
    return Trouble(page.source or page.template, where, "error", "", message, "", "", page.url)


def _file(path: str, content: bytes) -> Answer:
    kind = _TYPES.get(path.rpartition(".")[2].lower()) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind in ("application/json", "image/svg+xml"):
        kind += "; charset=utf-8"
    return Answer(200, kind, content)
