"""The files of a site of hostile inputs, each parsed as what it is: nothing in them is an attacker's but words."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from conflict_timeline import markup
from conflict_timeline.collection import Collection, collect

from .built import Built
from .corpus import ideas

Shape = tuple[str, str]
"""An element with one of its attributes, or with none."""

IMAGE = {("img", name) for name in ("", "src", "alt", "width", "height", "loading", "decoding")}
BODY = {(tag, "") for tag in markup.ELEMENTS} | {
    (tag, name) for tag, names in markup.ALLOWED.items() for name in (*names, "rel", "class", "id")
}
LOADS = ("src", "srcset", "data", "poster", "action", "formaction", "background", "xlink:href", "ping")
"""Attributes whose value a browser loads, or sends something to."""


def shapes(tree: LexborHTMLParser) -> set[Shape]:
    return {(str(node.tag), name) for node in tree.css("*") for name in ("", *node.attributes)}


def scripts(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("script"):
        yield (
            "json"
            if node.attributes.get("type") == "application/json"
            else node.text() + str(Path(node.attributes.get("src") or "").name)
        )


@pytest.fixture(scope="module")
def known(built: Built) -> set[Shape]:
    """What pages of the project's own record are made of."""
    return set().union(*(shapes(built.tree(url)) for url in built.urls)) | BODY | IMAGE


@pytest.fixture(scope="module")
def record(hostile: Built) -> Collection:
    return collect(hostile.root.parent)


def test_every_idea_that_is_accepted_has_its_page(hostile: Built) -> None:
    assert [idea.name for idea in ideas() if idea.url and not (hostile.root / idea.url / "index.html").is_file()] == []


def test_no_page_holds_an_element_or_attribute_that_our_own_pages_do_not(hostile: Built, known: set[Shape]) -> None:
    assert {url: found for url in hostile.urls if (found := shapes(hostile.tree(url)) - known)} == {}


def test_no_page_holds_a_script_that_our_own_pages_do_not(hostile: Built, built: Built) -> None:
    own = {script for url in built.urls for script in scripts(built.tree(url))}
    for url in hostile.urls:
        assert set(scripts(hostile.tree(url))) <= own, url
        for node in hostile.tree(url).css("script[type='application/json']"):
            assert set(json.loads(node.text())) <= {"annotate", "base", "features", "search", "tags", "translations",
                                                    "version"}, url  # fmt: skip


def test_addresses_lead_into_the_site_or_are_links_of_the_web(hostile: Built) -> None:
    for url in hostile.urls:
        for node in hostile.tree(url).css("*"):
            for name, value in node.attributes.items():
                if name in LOADS:
                    assert hostile.resolve(url, value or ""), f"{url}: {node.html}"
                if name == "href":
                    _check_link(hostile, url, node, value or "")
                assert name not in ("id", "class", "name") or not re.search(r"[()<>\"']", value or ""), node.html


def _check_link(hostile: Built, url: str, node: LexborNode, href: str) -> None:
    assert not re.match(r"[\s\\/]*[\\/]{2}|\s|[\x00-\x20]", href), f"{url}: {node.html}"
    if hostile.resolve(url, href) is not None:
        assert ":" not in href.partition("#")[0], f"{url}: {node.html}"
        return
    assert re.match(r"(https?|mailto):", href, re.IGNORECASE), f"{url}: {node.html}"
    assert "@" not in href.partition("//")[2].partition("/")[0], f"{url}: {node.html}"
    if node.tag == "link":
        assert href.startswith("https://example.org/"), f"{url}: {node.html}"
    else:
        assert (node.attributes.get("rel") or "").split() == ["noopener", "noreferrer"], f"{url}: {node.html}"


def test_no_link_is_broken(hostile: Built) -> None:
    assert hostile.broken_links() == []


def test_what_was_written_is_what_is_read(hostile: Built, record: Collection) -> None:
    found = {entry["location"]: entry for entry in _entries(hostile)}
    for entry in record.events.values():
        event, url = entry.value, f"events/{entry.id}/"
        tree = hostile.tree(url)
        heading, title, summary = (tree.css_first(each) for each in ("h1", "title", "meta[name=description]"))
        assert heading
        assert title
        assert summary
        assert _words(heading.text()) == _words(event.title), url
        assert _words(title.text()) == f"{_words(event.title)} – Conflict Timeline", url
        if event.withdrawn is None:
            assert _words(summary.attributes["content"] or "") == _words(event.summary), url
            assert _words(unescape(found[url]["title"])) == _words(event.title), url


def _words(text: str) -> str:
    return " ".join(text.split())


def _entries(hostile: Built) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = json.loads((hostile.root / "search/search_index.json").read_text("utf-8"))["docs"]
    return entries


def test_search_results_are_shown_as_html_and_hold_none(hostile: Built) -> None:
    by_hand = tuple(f"{file.stem}/" for file in (hostile.root.parent / "docs").glob("*.md"))
    for entry in _entries(hostile):
        if not entry["location"].startswith(by_hand):  # Material's own entries keep some of a page's elements
            assert "<" not in entry["title"] + entry["text"], entry["location"]
        shown = LexborHTMLParser(f"<div>{entry['title']} {entry['text']}</div>")
        allowed = {"html", "head", "body", "div", "p", "ul", "ol", "li", "code", "pre"}
        assert {node.tag for node in shown.css("*")} <= allowed, entry["location"]
        assert not [node for node in shown.css("*") if node.attributes], entry["location"]


def test_no_text_was_taken_for_a_template(hostile: Built, record: Collection) -> None:
    event = record.events["templates-jinja-expression"].value
    assert event.title == "{{ 7*7 }} {{ config.plugins }}"
    assert "{{ 7*7 }} {{ config }} {{ ran() }}" in hostile.article("events/templates-jinja-expression/").text()
    assert "{number}" in hostile.article("events/templates-brace-format/").text()
    for url in hostile.urls:
        assert "ctslot-" not in hostile.text(url) or "ctslot-" in hostile.tree(url).root.text(), url


def test_the_sitemap_is_xml_of_addresses_of_the_site(hostile: Built) -> None:
    root = ET.parse(hostile.root / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert {node.tag for node in root.iter()} == {f"{space}urlset", f"{space}url", f"{space}loc"}
    for node in root.iter(f"{space}loc"):
        assert re.fullmatch(r"https://example\.org/[a-z0-9/-]*", node.text or "")


def test_the_style_sheet_of_colours_holds_rules_of_one_form(hostile: Built) -> None:
    mixed = r"color-mix\(in srgb,#[0-9a-f]{6} 55%,#fff\)"
    form = rf"(\[data-md-color-scheme=slate\] )?\.ct-lane-[a-z0-9-]+\{{--ct-lane:(#[0-9a-f]{{6}}|{mixed})\}}"
    for line in (hostile.root / "assets/stylesheets/lanes.css").read_text().splitlines():
        assert re.fullmatch(form, line), line


def test_nothing_of_the_machine_and_nothing_withheld_is_published(hostile: Built) -> None:
    for file in hostile.root.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert b"root:x:0:0" not in data, file
            assert b"never-shown" not in data, file
            assert file.suffix not in (".svg", ".md", ".yml", ".gif") or "assets" in file.parts, file


def test_no_image_holds_more_than_its_pixels(hostile: Built) -> None:
    pictures = list((hostile.root / "pictures").iterdir())
    assert len(pictures) >= 10
    for file in pictures:
        data = file.read_bytes()
        assert not [word for word in (b"ran()", b"evil", b"Exif", b"GPS", b"xmp", b"PK\x03\x04", b"ICCP", b"iCCP")
                    if word in data], file  # fmt: skip
        assert re.fullmatch(r"[0-9a-f]{20}\.(png|jpg|webp)", file.name)


def test_the_zip_holds_the_same_words_under_plain_names(hostile: Built) -> None:
    (file,) = (hostile.root / "data").glob("*.zip")
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        for name in names:
            assert re.fullmatch(r"conflict-timeline/[A-Za-z0-9_./-]+", name), name
            assert ".." not in name.split("/")
        for url in [url for url in hostile.urls if url.startswith("events/exports-")]:
            offline = LexborHTMLParser(archive.read(f"conflict-timeline/{url}index.html"))
            article = offline.css_first("article")
            if not offline.css_first("meta[http-equiv=refresh]"):
                assert article
                assert article.text() == hostile.article(url).text(), url
                assert shapes(offline) == shapes(hostile.tree(url)), url
