"""Every page of the built site is parsed and held against the record."""

from __future__ import annotations

import html
import json
from collections import Counter
from itertools import pairwise

import pytest

from conflict_timeline import strings
from conflict_timeline.collection import Collection
from conflict_timeline.links import Graph, inverse
from conflict_timeline.views import addresses
from conflict_timeline.views.library import Library

from .built import ROOT, Built


@pytest.fixture(scope="module")
def library(collection: Collection) -> Library:
    return Library(collection)


def test_every_kind_of_page_is_there(built: Built, library: Library) -> None:
    collection = library.collection
    expected = {addresses.event(name) for name in collection.events}
    expected |= {addresses.conflict(name) for name in collection.conflicts}
    expected |= {addresses.actor(name) for name in collection.actors}
    expected |= {addresses.place(name) for name in collection.places}
    expected |= {addresses.event_type(name) for name in collection.types}
    expected |= {addresses.family(name) for name in collection.families}
    expected |= {addresses.tag(name) for name in collection.tags}
    expected |= {addresses.source(work.id) for work in library.works.values()}
    expected |= {addresses.seed(name) for name in collection.seeds}
    expected |= {addresses.year(year) for year in library.by_year}
    expected |= {f"{kind}/" for kind in ("conflicts", "actors", "places", "types", "tags", "sources", "seeds")}
    expected |= {f"{path.stem}/" for path in (ROOT / "docs").glob("*.md")}
    expected |= {"", "404.html", "corrections/", "timeline/", "accountability/", "data/"}
    expected |= {"reference/fields/", "reference/rules/"}
    assert set(built.urls) == expected


def test_every_internal_link_and_anchor_resolves(built: Built) -> None:
    assert built.broken_links() == []


def test_ids_are_unique(built: Built) -> None:
    twice = {url: [name for name, n in Counter(built.ids(url)).items() if n > 1] for url in built.urls}
    assert {url: names for url, names in twice.items() if names} == {}


def test_headings_are_in_order(built: Built) -> None:
    wrong = []
    for url in built.urls:
        levels = [int(node.tag[1]) for node in built.article(url).css("h1, h2, h3, h4, h5, h6")]
        if levels[:1] != [1] or levels.count(1) != 1:
            wrong.append(f"{url}: begins with {levels[:3]}")
        wrong += [f"{url}: h{a} is followed by h{b}" for a, b in pairwise(levels) if b > a + 1]
    assert wrong == []


def test_nothing_comes_from_elsewhere(built: Built) -> None:
    loading = "script[src], link[rel=stylesheet], link[rel=icon], link[rel=preload], img, iframe, source, video, object"
    for url in built.urls:
        for node in built.tree(url).css(loading):
            address = node.attributes.get("src") or node.attributes.get("href") or ""
            assert built.resolve(url, address) is not None, f"{url} loads {address}"


def test_style_sheets_load_nothing_from_elsewhere(built: Built) -> None:
    for sheet in built.root.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "url(http" not in text.replace(" ", ""), sheet
        assert "@import" not in text, sheet


def _links(built: Built, event: str) -> set[tuple[str, str]]:
    """The links that an event's page shows: pairs of a relation's label and the other event's id."""
    found = set()
    heading = ""
    section = built.article(addresses.event(event)).css_first("#links")
    node = section.next if section is not None else None
    while node is not None:
        if node.tag == "h3":
            heading = node.text(strip=True)
        if node.tag == "ul":
            for anchor in node.css("a.ct-title"):
                target = built.resolve(addresses.event(event), anchor.attributes["href"] or "")
                assert target is not None
                found.add((heading, target[0].split("/")[1]))
        node = node.next
    return found


def test_every_link_has_its_back_link_on_the_other_page(built: Built, collection: Collection) -> None:
    written = [(entry.id, link.rel, link.to) for entry in collection.events.values() for link in entry.value.links]
    assert written
    for here, rel, there in written:
        assert (strings.text(f"rel.{rel}"), there) in _links(built, here)
        assert (strings.text(f"rel.{inverse(rel)}"), here) in _links(built, there)


def test_pages_show_no_link_that_the_record_does_not_have(built: Built, collection: Collection) -> None:
    graph = Graph(collection)
    for event in collection.events:
        expected = {(strings.text(f"rel.{tie.rel}"), tie.other) for tie in graph.ties(event)}
        assert _links(built, event) == expected, event


def test_every_citation_leads_to_its_source_and_back(built: Built, collection: Collection) -> None:
    for entry in collection.events.values():
        article = built.article(addresses.event(entry.id))
        listed = [node.attributes["id"] for node in article.css(".ct-sources > li")]
        assert sorted(listed) == sorted(f"source-{key}" for key in entry.value.sources)  # type: ignore[type-var]
        keys = [cite.key for citation in entry.body.citations for cite in citation.cites]
        shown = article.css(".ct-text a.ct-cite")
        assert [node.attributes["href"] for node in shown] == [f"#source-{key}" for key in keys]
        backs = {node.attributes["href"] for node in article.css("a.ct-back")}
        assert backs == {f"#{node.attributes['id']}" for node in shown}


def test_every_claim_of_a_seed_leads_to_its_events(built: Built, collection: Collection) -> None:
    assert collection.seeds
    for seed in collection.seeds.values():
        url = addresses.seed(seed.id)
        for claim in seed.value.claims:
            row = built.article(url).css_first(f"#claim-{claim.id}")
            assert row is not None
            assert claim.says in row.text()
            targets = [built.resolve(url, node.attributes["href"] or "") for node in row.css("a.ct-title")]
            assert [target[0] for target in targets if target] == [addresses.event(name) for name in claim.events]


def test_every_event_stands_in_every_list_that_it_belongs_to(built: Built, collection: Collection) -> None:
    for entry in collection.events.values():
        event = entry.value
        lists = ["timeline/", addresses.event_type(event.type), addresses.family(event.type.split("/")[0])]
        lists += [addresses.conflict(name) for name in event.conflicts]
        lists += [addresses.tag(name) for name in event.tags]
        lists += [addresses.year(year) for year in event.date.years()]
        lists += [addresses.place(event.place)] if event.place else []
        lists += [addresses.actor(row.by) for row in event.positions if row.by in collection.actors]
        for url in lists:
            hrefs = [node.attributes["href"] or "" for node in built.article(url).css("a.ct-title")]
            assert (addresses.event(entry.id), "") in {built.resolve(url, href) for href in hrefs}, (url, entry.id)


def test_events_stay_out_of_the_navigation(built: Built) -> None:
    for url in ("", "timeline/", "events/mariupol-hospital/"):
        for nav in built.tree(url).css("nav.md-nav, .md-tabs"):
            targets = [built.resolve(url, node.attributes["href"] or "") for node in nav.css("a[href]")]
            assert not [target for target in targets if target and target[0].startswith("events/")]


def test_search_knows_every_event_and_its_other_spellings(built: Built, collection: Collection) -> None:
    index = json.loads((built.root / "search" / "search_index.json").read_text(encoding="utf-8"))
    entries = {entry["location"]: entry for entry in index["docs"]}
    for entry in collection.events.values():
        found = entries[addresses.event(entry.id)]
        assert html.escape(entry.value.summary).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in found["text"]
        place = collection.places.get(entry.value.place or "")
        for spelling in place.value.spellings if place and place.value.sensitivity != "withhold" else []:
            assert spelling.replace("'", "&#39;") in found["text"]


def test_the_sitemap_lists_every_page_and_no_day(built: Built) -> None:
    text = (built.root / "sitemap.xml").read_text(encoding="utf-8")
    for url in built.urls:
        if url != "404.html":
            assert f"<loc>https://example.org/{url}</loc>" in text
    assert "lastmod" not in text


def test_pages_say_what_the_design_asks_of_an_event(built: Built) -> None:
    article = built.article("events/mariupol-hospital/")
    text = " ".join(article.text(separator=" ").split())
    for words in (
        "9 March 2022", "known to the day", "about 17:00", "confirmed", "3 independent origins", "3 or more",
        "2 claims, all of them minimums: 3 or more", "gives another explanation", "Compared with", "Before and after",
    ):  # fmt: skip
        assert words in text or words in article.html, words  # type: ignore[operator]
    assert article.css("svg.ct-svg")
