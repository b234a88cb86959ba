"""The parts of the preview without a server: reading again, what can be shown, what is new, watching, who may ask."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_timeline.checks import check
from conflict_timeline.files.source_text import lines_of
from conflict_timeline.preview import hosts
from conflict_timeline.preview.edition import Edition
from conflict_timeline.preview.panel import html, panel
from conflict_timeline.preview.reading import Reader
from conflict_timeline.preview.setting import Setting, default_watch
from conflict_timeline.preview.standing import standing
from conflict_timeline.preview.troubles import Pages, Trouble, compared, counted, troubles
from conflict_timeline.preview.watch import Watch, Watched
from conflict_timeline.settings import Settings
from conflict_timeline.site import pages
from conflict_timeline.theme.articles import Articles
from conflict_timeline.theme.slots import Frame, slot
from conflict_timeline.views.library import Library

from .conftest import RECORDS, TinyRecord

INVALID = sorted(path for path in (RECORDS / "invalid").iterdir() if path.is_dir())
FRAME = Frame(f"<html><head></head><body>{slot('content')}</body></html>")


@pytest.fixture
def setting() -> Setting:
    """A setting of bare frames."""
    return Setting({}, {}, dict.fromkeys(range(5), FRAME), "http://localhost/", {}, default_watch(Path("/nowhere")), ())


@pytest.mark.parametrize("folder", INVALID, ids=lambda folder: folder.name)
def test_a_record_read_again_is_as_one_read_for_the_first_time(record: TinyRecord, folder: Path) -> None:
    reader = Reader()
    assert reader.read(Settings(record=record.root))[1].problems == check(record.collect()).problems
    record.lay(folder)
    for _ in range(2):
        collection, report = reader.read(Settings(record=record.root))
        fresh = record.collect()
        assert report.problems == check(fresh).problems
        assert (collection.events.keys(), collection.broken) == (fresh.events.keys(), fresh.broken)
        assert collection.outlines == fresh.outlines


def test_only_what_changed_is_read_and_judged_again(record: TinyRecord) -> None:
    reader = Reader()
    first, _ = reader.read(Settings(record=record.root))
    record.edit("events/strike.md", "Air strike", "Air raid")
    second, _ = reader.read(Settings(record=record.root))
    assert second.events["strike"] is not first.events["strike"]
    assert second.events["report"] is first.events["report"]
    record.edit("registry/places.yml", "aleppo:", "aleppo-city:")
    _, report = reader.read(Settings(record=record.root))
    assert "unknown-place" in {problem.rule for problem in report.problems}


@pytest.mark.parametrize("start", ["fresh", "running"])
@pytest.mark.parametrize("folder", INVALID, ids=lambda folder: folder.name)
def test_every_page_of_a_record_that_breaks_a_rule_can_be_shown(
    record: TinyRecord, folder: Path, start: str, setting: Setting
) -> None:
    reader = Reader()
    before = reader.read(Settings(record=record.root))[0] if start == "running" else None
    record.lay(folder)
    collection, report = reader.read(Settings(record=record.root))
    shown = standing(collection, report, before)
    library = Library(shown.collection)
    told: list[Trouble] = []
    found = troubles(report.problems, lines_of(record.root), Pages(collection))
    edition = Edition(1, setting, shown, library, list(pages(library)), found, Articles(), told.append)
    assert (edition.data, told) == (edition.data, [])
    for page in pages(library):
        answer = edition.answer(page.url)
        assert answer
        assert (answer.status, told) == (200, []), page.url
    for url in shown.missing:
        answer = edition.answer(url)
        assert answer
        assert b"pv-trouble" in answer.content
    for trouble in found:
        if trouble.url is not None and (answer := edition.answer(trouble.url)) and answer.status == 200:
            assert b"on this page" in answer.content


def test_a_file_that_cannot_be_shown_is_shown_as_it_was(record: TinyRecord) -> None:
    reader = Reader()
    before, _ = reader.read(Settings(record=record.root))
    record.write("events/strike.md", "nothing of an event")
    record.write("seeds/article.md", "nothing of a seed")
    record.write("registry/tags.yml", "- no mapping\n")
    shown = standing(*reader.read(Settings(record=record.root)), before)
    assert shown.collection.events["strike"] is before.events["strike"]
    assert shown.collection.seeds["article"] is before.seeds["article"]
    assert shown.collection.tags == before.tags
    assert {"events/strike.md", "seeds/article.md"} <= shown.former
    assert shown.missing == {}
    fresh = standing(*reader.read(Settings(record=record.root)), None)
    assert "strike" not in fresh.collection.events
    assert fresh.missing == {"events/strike/": "events/strike.md", "seeds/article/": "seeds/article.md"}


def test_a_text_that_takes_a_minute_to_render_is_not_rendered(record: TinyRecord) -> None:
    record.write("events/strike.md", record.read("events/strike.md") + "\n" + "> " * 3000 + "x\n")
    collection, report = Reader().read(Settings(record=record.root))
    assert "costly-markdown" in {problem.rule for problem in report.problems}
    assert "strike" not in standing(collection, report, None).collection.events


def test_an_event_that_was_removed_for_safety_comes_back_by_no_mistake(record: TinyRecord) -> None:
    reader = Reader()
    before, _ = reader.read(Settings(record=record.root))
    record.write("events/strike.md", "---\nremoved_for_safety: 2026-01-01\ntitle: left over\n---\nwords\n")
    shown = standing(*reader.read(Settings(record=record.root)), before)
    assert "strike" not in shown.collection.events
    assert "events/strike/" not in shown.missing


def trouble(path: str, line: int, message: str, severity: str = "error") -> Trouble:
    return Trouble(path, f"{path}:{line}:1", severity, "a-rule", message, url=f"{path}/")


def test_a_trouble_that_moved_is_neither_new_nor_gone() -> None:
    before = [trouble("a", 1, "one"), trouble("a", 2, "two"), trouble("b", 1, "one")]
    now = [trouble("a", 9, "two"), trouble("b", 1, "one"), trouble("b", 2, "one")]
    assert compared(before, now) == ([now[2]], [before[0]])


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_what_was_and_what_is_new_without_what_is_gone_is_what_is(before: list[int], now: list[int]) -> None:
    def all_of(numbers: list[int]) -> list[Trouble]:
        return [trouble("a", line, str(number)) for line, number in enumerate(numbers)]

    new, gone = compared(all_of(before), all_of(now))
    left = [each.message for each in all_of(before)]
    for each in gone:
        left.remove(each.message)
    assert sorted(left + [each.message for each in new]) == sorted(map(str, now))


def test_counts_are_told_in_words() -> None:
    found = [trouble("a", 1, "x"), trouble("a", 2, "y"), trouble("a", 3, "z", "warning"), trouble("a", 4, "n", "info")]
    assert counted(found) == "2 errors, 1 warning, 1 note"
    assert counted([]) == ""


@pytest.mark.parametrize(
    ("path", "line", "url"),
    [
        ("events/syria/2012/a-b.md", 3, "events/a-b/"),
        ("seeds/article.md", 1, "seeds/article/"),
        ("docs/about.md", 1, "about/"),
        ("docs/index.md", 1, ""),
        ("docs/a/README.md", 1, "a/"),
        ("docs/a/b.md", 1, "a/b/"),
        ("registry/conflicts.yml", 4, "conflicts/syria/"),
        ("registry/wording.yml", 1, None),
        ("events/picture.png", 1, None),
        ("mkdocs.yml", 1, None),
    ],
)
def test_a_place_in_a_file_belongs_to_a_page(record: TinyRecord, path: str, line: int, url: str | None) -> None:
    assert Pages(record.collect()).made_by(path, line) == url


def test_each_line_of_the_registry_belongs_to_the_entry_above_it(record: TinyRecord) -> None:
    collection = record.collect()
    made = Pages(collection)
    lines = record.read("registry/actors.yml").split("\n")
    here = None
    for number, line in enumerate(lines, 1):
        if line and not line.startswith((" ", "#")):
            here = f"actors/{line.rstrip(':')}/"
        if here:
            assert made.made_by("registry/actors.yml", number) == here


def test_the_panel_shows_its_pages_problems_and_counts_the_rest() -> None:
    found = [trouble("a", 1, "mine"), *(trouble("b", line, f"other {line}", "warning") for line in range(250))]
    shown = panel(found[:1], found[1:])
    text = html(shown)
    assert "1 error on this page" in text
    assert "250 warnings elsewhere" in text
    assert "… and 240 more" in text
    assert not panel([], [])
    assert not panel([], [trouble("b", 1, "a note", "info")]), "a note is for the page that it is about"
    assert panel([trouble("a", 1, "a note", "info")], [])
    assert "hidden" in html(panel([], []))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one file in a folder inside."""
    (tmp_path / "watched" / "inner").mkdir(parents=True)
    (tmp_path / "watched" / "inner" / "a.md").write_text("one")
    return tmp_path / "watched"


@pytest.fixture
def watch(folder: Path) -> Iterator[Watch]:
    """A watch of that folder and of a single file beside it."""
    watch = Watch(Watched(frozenset({folder}), frozenset({folder.parent / "single.yml"})))
    yield watch
    watch.close()


LONG = 30.0
"""Seconds after which a change counts as missed; a watch that has to be told takes so long, and one that hears does not."""


def names(found: set[Path]) -> set[str]:
    return {path.name for path in found}


def test_each_way_of_saving_is_noticed(folder: Path, watch: Watch) -> None:
    file = folder / "inner" / "a.md"
    file.write_text("two")
    assert names(watch.wait(LONG)) == {"a.md"}
    beside = folder / "inner" / ".a.md.swp"
    beside.write_text("three")
    beside.rename(file)
    assert names(watch.wait(LONG)) == {"a.md"}
    file.rename(folder / "inner" / "b.md")
    assert names(watch.wait(LONG)) == {"a.md", "b.md"}
    (folder / "new" / "newer").mkdir(parents=True)
    (folder / "new" / "newer" / "c.md").write_text("c")
    assert names(watch.wait(LONG)) == {"c.md"}
    (folder.parent / "single.yml").write_text("x: 1")
    assert names(watch.wait(LONG)) == {"single.yml"}
    (folder.parent / "single.yml").unlink()
    assert names(watch.wait(LONG)) == {"single.yml"}


def test_a_file_that_came_and_went_while_another_was_saved_is_no_change(
    folder: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = folder / "inner" / "4913"
    monkeypatch.setattr(time, "sleep", lambda _: beside.unlink(missing_ok=True))
    beside.write_text("an editor tries whether it may write here")
    (folder / "inner" / "a.md").write_text("two")
    assert names(watch.wait(LONG)) == {"a.md"}


def test_a_folder_that_goes_and_comes_again_is_watched_again(folder: Path, watch: Watch) -> None:
    shutil.rmtree(folder)
    assert names(watch.wait(LONG)) == {"a.md"}
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "a.md").write_text("again")
    found: set[Path] = set()
    while not found:
        found = watch.wait()
    (folder / "inner" / "a.md").write_text("and again")
    assert names(watch.wait(LONG)) == {"a.md"}


def test_reading_wakes_nobody(folder: Path, watch: Watch) -> None:
    for _ in range(20):
        (folder / "inner" / "a.md").read_bytes()
        list(os.scandir(folder / "inner"))
    (folder / "inner" / ".hidden").write_text("a lock of an editor")
    assert watch.wait(0.2) == set()


def test_what_was_there_when_watching_began_is_no_change(folder: Path, watch: Watch) -> None:
    other = folder.parent / "other"
    other.mkdir()
    (other / "b.md").write_text("b")
    (folder / "inner" / "a.md").write_text("two")
    watch.turn_to(Watched(frozenset({folder, other}), frozenset()))
    assert names(watch.wait(LONG)) == {"a.md"}
    (other / "b.md").write_text("bb")
    assert names(watch.wait(LONG)) == {"b.md"}


@pytest.mark.parametrize(
    ("host", "loopback", "address"),
    [
        ("127.0.0.1", True, "http://127.0.0.1:8000/"),
        ("localhost", True, "http://localhost:8000/"),
        ("::1", True, "http://[::1]:8000/"),
        ("0.0.0.0", False, "http://localhost:8000/"),
        ("192.168.1.4", False, "http://192.168.1.4:8000/"),
    ],
)
def test_where_the_preview_is(host: str, loopback: bool, address: str) -> None:
    assert hosts.is_loopback(host) is loopback
    assert hosts.address(host, 8000) == address


def test_a_name_that_the_user_gave_may_ask() -> None:
    assert hosts.may_ask("laptop.lan:8000", "laptop.lan")
    assert not hosts.may_ask("laptop.lan:8000", "127.0.0.1")
    assert not hosts.may_ask(None, "127.0.0.1")


def test_a_port_in_use_is_told_with_the_next_free_one() -> None:
    with hosts.listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(hosts.TakenError) as told:
            hosts.listening("127.0.0.1", port)
        assert told.value.free
        assert told.value.free > port
        hosts.listening("127.0.0.1", told.value.free).close()


@pytest.mark.parametrize(
    ("host", "words"), [("203.0.113.7", "no address of this machine"), ("a b", "there is no host")]
)
def test_a_host_that_is_none_is_told(host: str, words: str) -> None:
    with pytest.raises(hosts.ListenError, match=words):
        hosts.listening(host, 0)


def test_the_port_of_an_ended_preview_can_be_taken_at_once() -> None:
    with hosts.listening("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            first.accept()[0].close()
    hosts.listening("127.0.0.1", port).close()
