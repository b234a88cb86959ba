"""The reader's benchmark: its sums, tables and pages. Nothing is timed here, and nothing needs Node."""

from __future__ import annotations

import gzip
import shutil
from types import SimpleNamespace
from urllib.request import Request, urlopen

import pytest

from bench.reader import peers
from bench.reader.contestants import LIST, OURS, PEERS, Contestant
from bench.reader.record import ROWS, make
from bench.reader.report import report
from bench.reader.results import Series, aimed, ratios, split, table, targets
from bench.reader.serving import Shelf, packed, serving
from bench.reader.visit import STEPS, Loaded, StillError, Visit, sorted_out, steps, visit

from .browser import ARGUMENTS, find

ROW = {
    "id": "one", "title": "Shots <at> & near", "summary": "Two were hurt.", "when": "3 May 2012", "date": "2012-05-03",
    "end": "2012-05-04", "conflict": "North", "lane": "north", "type": "Shooting", "place": "Town",
}  # fmt: skip
FRAME = 1000 / 60


def visited(**changes):
    usual = {
        "loaded": Loaded(2_000_000, 30_000, 5_000, 100_000, 60_000, 1_000_000), "seen": 100.0, "glance": 80.0, "blocked": 10.0, "before": 60.0,
        "after": 0.0, "nodes": 2000, "zoom": (FRAME,) * 40, "filters": (20.0, 30.0, 40.0),
    }  # fmt: skip
    return Visit(**usual | changes)


def series(events, who, *visits):
    return Series(events, who, list(visits) or [visited()])


def test_a_table_has_medians_and_the_worst_frame_of_any_run():
    runs = [visited(seen=seen, zoom=(FRAME, FRAME, worst)) for seen, worst in ((90, 17), (120, 40), (300, 200))]
    text = table([series(1000, OURS, *runs), series(1000, "Still", visited(zoom=(), after=70.0))])
    assert "| 1,000 | ours | 2,000 | 120 | 10 | 2,000 | 17 | 40 (200) | none over 50 |" in text
    assert "| 1,000 | Still | 2,000 | 100 | 10 | 2,000 | – | – | 70 |" in text


def test_ratios_name_the_best_peer_of_each_measure():
    fast, small = visited(seen=50.0, nodes=4000, zoom=()), visited(seen=400.0, nodes=500, blocked=0.0)
    found = [series(1000, OURS), series(1000, LIST), series(1000, "Fast", fast), series(1000, "Small", small)]
    plain, best = ratios(found).splitlines()[2:]
    assert plain == "| 1,000 | static list | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 |"
    assert "2.00 (Fast)" in best
    assert "4.00 (Small)" in best
    assert best.count("1.00 (Small)") == 2, "one that does not zoom is no rival in zooming"
    assert "– (Small)" in best, "nothing divides by nothing"
    assert ratios([series(1000, LIST)]) == ""


def test_all_that_is_aimed_at_is_met_or_missed():
    good = [series(10_000, OURS), series(10_000, LIST), series(50_000, OURS)]
    assert [one.met for one in targets(good)] == [True] * 8
    late = visited(
        loaded=Loaded(10**6, 100_000, 1_000, 50_000), seen=200.0, glance=151.0, after=51.0, nodes=3000,
        zoom=(2 * FRAME,) * 30 + (3 * FRAME,), filters=(10.0, 51.0),
    )  # fmt: skip
    bad = [series(10_000, OURS, late), series(10_000, LIST), series(50_000, OURS, late)]
    assert [one.met for one in targets(bad)] == [False] * 8
    assert "| 10,000 | a filter within 50 ms | 51 ms, the slowest of each run | **missed** |" in aimed(targets(bad))
    assert targets([series(1000, OURS)]) == []
    assert aimed([]) == ""


def test_what_ours_loads_is_told_apart():
    served = [
        ("timeline/index.html", 1),
        ("assets/stylesheets/timeline.css", 2),
        ("assets/javascripts/timeline/element.js", 10),
        ("assets/javascripts/timeline/draw.js", 20),
        ("assets/stylesheets/element.css", 100),
        ("timeline/data/columns.json", 1000),
        ("timeline/data/block-0.json", 10_000),
        ("search/search_index.json", 100_000),
    ]
    loaded = sorted_out(served)
    assert loaded == Loaded(111_133, 30, 100, 1000, 10_000, 100_000)
    assert (loaded.own, loaded.rest) == (1130, 3)
    assert "| 10,000 | 30 | 5 | 100 | 135 | 60 | 1,000 | 805 | 80 | 60 | 30 | 40 |" in split([series(10_000, OURS)])


def test_late_frames_after_the_last_step_count():
    one = [FRAME] * STEPS + [FRAME] * 9 + [90.0]
    assert steps([*one, *one]) == [FRAME] * STEPS + [90.0] + [FRAME] * STEPS + [90.0]


def test_files_are_sent_compressed_and_counted(tmp_path):
    (tmp_path / "page").mkdir()
    text = "<p>" + "word " * 1000
    (tmp_path / "page" / "index.html").write_text(text)
    (tmp_path.parent / "secret").write_text("x")
    with serving(tmp_path) as (base, shelf):
        with urlopen(Request(f"{base}/page/?x#y")) as answer:
            body = answer.read()
            assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(body).decode() == text
        assert shelf.served == [("page/index.html", len(gzip.compress(text.encode(), 9)))]
    assert packed("a.png", b"as it is") == b"as it is"
    assert Shelf(tmp_path).take("/../secret") is None
    assert Shelf(tmp_path).take("/nothing") is None


def test_the_plain_list_is_lean_and_escapes_its_texts():
    text = peers.plain([ROW, ROW | {"id": "two", "date": "2013-01-01", "place": ""}])
    assert '<li><time>3 May 2012</time> <a href="../events/one/">Shots &lt;at&gt; &amp; near</a> North · Town\n' in text
    assert text.count("<h2>") == 2
    assert "<script" not in text


def test_markwhen_gets_sections_with_dates():
    text = peers.document([ROW, ROW | {"end": ROW["date"], "title": "Other"}])
    assert "section North\n2012-05-03/2012-05-04: Shots <at> & near\nTwo were hurt.\n" in text
    assert "\n2012-05-03: Other\n" in text


def test_without_node_one_sentence_says_so(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "npm" else "/usr/bin/node")
    assert peers.missing() == "The peers are skipped: npm cannot be found."
    monkeypatch.setattr(shutil, "which", lambda name: name)
    assert peers.missing() == ""


def test_a_peer_that_cannot_be_installed_does_not_hinder_the_others(tmp_path, monkeypatch):
    installed = Contestant("Good", "good/", "p", "p", ("good@1.0.0",), ("good/a.js",))
    lacking = Contestant("Bad", "bad/", "p", "p", ("bad@1.0.0",), ("bad/b.js",))
    (tmp_path / "node_modules" / "good").mkdir(parents=True)
    (tmp_path / "node_modules" / "good" / "a.js").write_text("")
    done = SimpleNamespace(returncode=0, stderr="")
    monkeypatch.setattr(peers.subprocess, "run", lambda *_, **__: done)
    assert list(peers.install(tmp_path, [installed, lacking])) == ["Bad"]


def test_every_peer_has_a_page_of_ours_and_a_fixed_version():
    for peer in PEERS:
        assert all(package.rsplit("@", 1)[1][0].isdigit() for package in peer.packages)
        assert (peers.PAGES / f"{peer.page.rstrip('/')}.{'js' if peer.name == peers.MARKWHEN else 'html'}").is_file()


def test_the_report_has_what_is_there_and_who_is_not():
    text = report([series(1000, OURS), series(1000, LIST)], ["X is skipped: no."], ["A machine."], runs=5, seed=1)
    assert "- X is skipped: no." in text
    assert "- static list: has no zoom" in text
    assert "medians of 5 visits" in text
    assert "## What was aimed at" not in text
    assert text.endswith("A machine.\n")


@pytest.mark.browser
def test_a_visit_measures_what_a_page_does(tmp_path):
    from playwright.sync_api import sync_playwright

    (tmp_path / "index.html").write_text(
        "<!doctype html><body><p>…</p><script>setTimeout(() => {"
        "const end = performance.now() + 90; while (performance.now() < end);"
        "document.body.insertAdjacentHTML('beforeend', '<b>An event</b>');"
        "window.turned = 0; addEventListener('wheel', (event) => { turned += 1; document.body.append(turned) })"
        "}, 200)</script>"
    )
    (tmp_path / "still.html").write_text("<!doctype html><b>An event</b>")
    with sync_playwright() as playwright, serving(tmp_path) as (base, shelf):
        browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        found = visit(browser, base, shelf, Contestant("Page", "", "b", "body"), [], None)
        assert found.loaded.total == sum(size for path, size in shelf.served)
        with pytest.raises(StillError):
            visit(browser, base, shelf, Contestant("Page", "still.html#", "b", "body"), [], None)
        browser.close()
    assert found.seen > 290
    assert found.blocked >= 39
    assert found.before >= 89
    assert found.nodes == 6
    assert len(found.zoom) >= 2 * STEPS
    assert found.filters == ()


def test_a_small_record_gives_rows_with_the_words_of_our_lists(tmp_path):
    frame = tmp_path / "frame"
    (frame / "timeline").mkdir(parents=True)
    (frame / "timeline" / "index.html").write_text("<conflict-timeline>")
    (frame / "assets").mkdir()
    make(tmp_path / "small", 20, 1, frame)
    rows = peers.read(tmp_path / "small" / ROWS)
    assert len(rows) >= 19
    assert all(row["title"] and row["date"] <= row["end"] and row["when"] and row["conflict"] for row in rows)
    assert (tmp_path / "small" / "site" / "timeline" / "data" / "columns.json").is_file()
