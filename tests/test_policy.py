"""The policy on every page, and its hashes against the theme that is installed."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import material
from jinja2 import Environment, FileSystemLoader

from conflict_timeline import policy

from .built import Built

TEMPLATES = Path(material.__file__).parent / "templates"
EXPECTED = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' HASHES; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)


def hashed(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def of_the_theme() -> list[str]:
    """The hashes of the theme's inline scripts, rendered from the theme's own templates with the scope set to ``/``."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=False)
    environment.filters["url"] = lambda path: path
    found = []
    for name in ("base", "palette", "content"):
        html = environment.get_template(f"partials/javascripts/{name}.html").render(
            config={"extra": {"scope": "/"}, "theme": {"palette": {}}}, features=[]
        )
        found += re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    return [hashed(script) for script in found]


def test_the_hashes_are_those_of_the_pinned_theme() -> None:
    assert list(policy.SCRIPTS) == of_the_theme()


def test_the_policy_is_the_one_that_is_promised() -> None:
    hashes = " ".join(f"'{script}'" for script in policy.SCRIPTS)
    assert EXPECTED.replace("HASHES", hashes) == policy.CONTENT


def test_every_page_begins_with_the_policy(built: Built) -> None:
    for url in built.urls:
        head = built.tree(url).css_first("head")
        assert head is not None
        first = next(node for node in head.iter() if node.tag != "-text")
        assert first.attributes == {"http-equiv": "Content-Security-Policy", "content": policy.CONTENT}, url
        assert built.text(url).encode()[:1024].count(b'charset="utf-8"') == 1, f"{url}: too late for some browsers"


def test_every_inline_script_is_one_of_the_theme(built: Built) -> None:
    for url in built.urls:
        for node in built.tree(url).css("script:not([src])"):
            if node.attributes.get("type") != "application/json":
                assert hashed(node.text(deep=True)) in policy.SCRIPTS, url
        assert not built.tree(url).css("style, [style]:not(svg *), base, form[action], object, embed, iframe"), url
        assert not [name for node in built.tree(url).css("*") for name in node.attributes if name.startswith("on")], url


def test_pages_tell_nothing_to_where_they_lead(built: Built) -> None:
    for url in built.urls:
        tree = built.tree(url)
        assert [node.attributes["content"] for node in tree.css("meta[name=referrer]")] == ["no-referrer"], url
        for node in tree.css("a[href]"):
            href = node.attributes["href"] or ""
            assert not href.startswith(("//", "\\")), f"{url}: {href}"
            if re.match(r"[a-z][a-z0-9+.-]*:", href, re.IGNORECASE):
                assert href.startswith(("https://", "http://", "mailto:")), f"{url}: {href}"
                assert {"noopener", "noreferrer"} <= set((node.attributes.get("rel") or "").split()), f"{url}: {href}"
