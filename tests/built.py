"""A built site, opened for tests: every page parsed, every address resolved as a browser would."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

ROOT = Path(__file__).resolve().parent.parent
"""The project."""


def run(*arguments: str, root: Path = ROOT, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the script as a person would, on the record in ``root``."""
    command = [sys.executable, str(ROOT / "build_timeline.py"), "--root", str(root), *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=cwd or root, env=environment, capture_output=True, text=True, check=False)


@dataclass
class Built:
    """A built site.

    Attributes:
        root: its folder.
    """

    root: Path
    _trees: dict[str, LexborHTMLParser] = field(default_factory=dict)

    @cached_property
    def urls(self) -> list[str]:
        """The addresses of all pages, relative to the root: ``""``, ``events/x/``, ``404.html``."""
        paths = sorted(path.relative_to(self.root).as_posix() for path in self.root.rglob("*.html"))
        return [path.removesuffix("index.html") for path in paths]

    def tree(self, url: str) -> LexborHTMLParser:
        """The parsed page at an address."""
        if url not in self._trees:
            self._trees[url] = LexborHTMLParser(self.text(url))
        return self._trees[url]

    def text(self, url: str) -> str:
        """The HTML of the page at an address."""
        return (self.root / (url + "index.html" if url.endswith("/") or not url else url)).read_text(encoding="utf-8")

    def article(self, url: str) -> LexborNode:
        """The article of the page at an address, without the frame around it."""
        node = self.tree(url).css_first("article")
        assert node is not None, f"{url} has no article"
        return node

    def ids(self, url: str) -> list[str]:
        """All ids of a page in order."""
        return [node.attributes["id"] or "" for node in self.tree(url).css("[id]")]

    def resolve(self, base: str, href: str) -> tuple[str, str] | None:
        """Where an address on a page leads: a path in the site and an anchor; None where it leads outside."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return None
        if not parts.path:
            return base, unquote(parts.fragment)
        joined = normpath("/" + base + ("" if base.endswith("/") or not base else "/../") + unquote(parts.path))
        path = joined.lstrip("/") + ("/" if parts.path.endswith(("/", "..", ".")) and joined != "/" else "")
        return path, unquote(parts.fragment)

    def broken_links(self) -> list[str]:
        """Every address on a page that leads to nothing in the site, or to an anchor that is not there."""
        wrong = []
        ids = {url: set(self.ids(url)) for url in self.urls}
        for url in self.urls:
            for node in self.tree(url).css("[href], [src]"):
                href = node.attributes.get("href") or node.attributes.get("src") or ""
                target = self.resolve(url, href)
                if target is None:
                    continue
                path, anchor = target
                if path in ids:
                    if anchor and anchor not in ids[path]:
                        wrong.append(f"{url}: no anchor {href}")
                elif path.removesuffix("/") and not (self.root / path).is_file():
                    wrong.append(f"{url}: nothing at {href}")
        return wrong
