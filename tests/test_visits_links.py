"""``links``: titles, what is remembered, tours through many addresses, and what of it becomes a problem where."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conflict_timeline import examples
from conflict_timeline.checks import ignores
from conflict_timeline.problems import Problem, Report
from conflict_timeline.rules import RULES, Severity
from conflict_timeline.visits.asking import Asker
from conflict_timeline.visits.findings import findings, wanted
from conflict_timeline.visits.hosts import Hosts, any_host
from conflict_timeline.visits.letter import LONGEST as LONGEST_LETTER
from conflict_timeline.visits.letter import letter
from conflict_timeline.visits.memory import Memory
from conflict_timeline.visits.mentions import mentions
from conflict_timeline.visits.pacing import Turns
from conflict_timeline.visits.report import MEMORY, Manners, agent, look
from conflict_timeline.visits.titles import LONGEST, alike, titles
from conflict_timeline.visits.tour import NoNetworkError, Tour, tour
from conflict_timeline.visits.transport import CheckedTransport
from conflict_timeline.visits.visit import State, Visit, Visitor

from .built import ROOT, run
from .conftest import TinyRecord
from .misbehaving import Server, misbehaving
from .test_examples import lay
from .visitors import PATIENT, JumpingClock, Names, here_or_public

HOSPITAL, SECOND, ARTICLE = (
    "https://agency.example.org/hospital",
    "https://agency.example.org/second",
    "https://news.example.org/article",
)
COPY = "https://archive.example.org/copy"
STRIKE = "events/strike.md"


@pytest.fixture
def server() -> Iterator[Server]:
    with misbehaving() as server:
        yield server


# Titles.


@pytest.mark.parametrize(
    ("page", "kind", "expected"),
    [
        (b"<title>One</title><title>Two</title>", "", ("One",)),
        (b"<TITLE lang=en>\n One &amp;\xc2\xa0two </TITLE>", "", ("One & two",)),
        (b"<title>Site</title><meta property='og:title' content='Headline'>", "", ("Site", "Headline")),
        (b'<meta content="Headline" property="og:title" />', "", ("Headline",)),
        (b"<meta name=description content=No><p>No title</p>", "", ()),
        (b"<title></title>", "", ()),
        (b"<title>never closed", "", ()),
        ("<title>عنوان</title>".encode("cp1256"), "text/html; charset=windows-1256", ("عنوان",)),
        ('<meta charset="windows-1251"><title>Удар</title>'.encode("cp1251"), "", ("Удар",)),
        ("\ufeff<title>Удар</title>".encode("utf-16-le"), "text/html; charset=utf-8", ("Удар",)),
        (b"<title>caf\xe9</title>", "", ("café",)),
        (b"<title>caf\xe9</title>", "text/html; charset=nonsense", ("café",)),
        (b"<title>caf\xe9</title>", "text/html; charset=base64", ("café",)),
        ("<title>Ü</title>ü".encode()[:-1], "", ("Ü",)),
        (b"<title>" + b"a" * 1000 + b"</title>", "", ("a" * LONGEST,)),
        (b"<title>evil \xe2\x80\xae\x1b[31m</title>", "", ("evil [31m",)),
        (b"\x00\xff" * 1000, "", ()),
    ],
)
def test_the_titles_of_a_page(page: bytes, kind: str, expected: tuple[str, ...]) -> None:
    assert titles(page, kind) == expected


@pytest.mark.parametrize("start", [b"<title ", b"<meta ", b"<meta charset", b"<", b"<title><", b"<meta content='"])
def test_a_page_that_is_made_to_keep_us_busy(start: bytes) -> None:
    # Were any pattern quadratic, this would take minutes and not fail but never end.
    assert titles(start * (256 * 1024 // len(start))) == ()


@pytest.mark.parametrize(
    ("recorded", "found", "same"),
    [
        ("Three killed as Russia bombs children's hospital in Mariupol",
         "Three killed as Russia bombs children’s hospital in Mariupol | Al Bawaba", True),
        ("Hospital hit in Aleppo", "BBC News - HOSPITAL HIT IN ALEPPO", True),
        ("Hospital hit in Aleppo", "Hospital hit in Aleppo, 12 killed", True),
        ("Russia rejects UN war crime accusations", "Russia denies UN accusations of war crimes", True),
        ("Hospital hit in Aleppo", "Page not found", False),
        ("Hospital hit in Aleppo", "Aleppo", False),
        ("Hospital hit in Aleppo", "", False),
        ("Hospital hit in Aleppo", "Buy cheap watches online", False),
        ("Удар по больнице в Алеппо", "Удар по больнице в Алеппо — Агентство", True),
        ("Удар по больнице в Алеппо", "Страница не найдена", False),
    ],
)  # fmt: skip
def test_titles_that_are_the_same_and_titles_that_are_not(recorded: str, found: str, same: bool) -> None:
    assert alike(recorded, (found,)) is same


# What is remembered.


def remembering(path: Path, told: list[str] | None = None) -> Memory:
    return Memory(path, (told if told is not None else []).append)


def test_a_visit_is_remembered_until_it_is_too_old(tmp_path: Path) -> None:
    memory = remembering(tmp_path / "deep" / "visits.jsonl")
    seen = Visit("https://a.example/", titles=("Ü",), read=True)
    memory.put(seen, 1000.0)
    memory.close()
    memory = remembering(tmp_path / "deep" / "visits.jsonl")
    assert memory.get(seen.address, read=True, since=900, now=1100) == seen
    assert memory.get(seen.address, read=True, since=1001, now=1100) is None
    assert memory.get(seen.address, read=True, since=0, now=999) is None, "a clock that was set back is not believed"
    assert memory.get("https://b.example/", read=True, since=0, now=1100) is None


def test_a_visit_that_did_not_look_for_a_title_is_no_use_where_one_is_wanted(tmp_path: Path) -> None:
    memory = remembering(tmp_path / "visits.jsonl")
    memory.put(Visit("https://a.example/"), 1000.0)
    memory.put(Visit("https://b.example/", State.DEAD, "gone"), 1000.0)
    assert memory.get("https://a.example/", read=False, since=0, now=1001)
    assert memory.get("https://a.example/", read=True, since=0, now=1001) is None
    assert memory.get("https://b.example/", read=True, since=0, now=1001)


def test_trouble_that_may_pass_is_remembered_for_an_hour(tmp_path: Path) -> None:
    memory = remembering(tmp_path / "visits.jsonl")
    memory.put(Visit("https://a.example/", State.DEAD, "busy", settled=False), 1000.0)
    assert memory.get("https://a.example/", read=True, since=0, now=4000)
    assert memory.get("https://a.example/", read=True, since=0, now=5000) is None


GOOD = json.dumps({"at": 5.0, "note": {"address": "https://a.example/"}})


@pytest.mark.parametrize(
    ("content", "damaged"),
    [
        (b"\x00\xff\xfe not json\n", 1),
        (GOOD[:-9].encode(), 1),
        (f'{GOOD}\n{{"at": 6.0}}\n'.encode(), 1),
        (f'{GOOD}\n{{"at": 6.0, "note": {{"address": "x", "state": "eaten"}}}}\n'.encode(), 1),
        (f"{GOOD}\n[1, 2]\nnull\n".encode(), 2),
        (b"[" * 100_000, 1),
        (GOOD.encode() + b"\n", 0),
        (b"", 0),
    ],
)
def test_what_is_damaged_is_left_out_with_a_word(content: bytes, damaged: int, tmp_path: Path) -> None:
    path, told = tmp_path / "visits.jsonl", list[str]()
    path.write_bytes(content)
    memory = remembering(path, told)
    memory.put(Visit("https://b.example/"), 7.0)
    memory.close()
    assert len(told) == bool(damaged)
    assert all(f"damaged in {damaged} of" in line for line in told)
    again = remembering(path, told)
    assert len(told) == bool(damaged), "what was damaged is gone"
    assert again.get("https://b.example/", read=False, since=0, now=8)
    assert (again.get("https://a.example/", read=False, since=0, now=8) is not None) is (GOOD.encode() in content)
    assert [file.name for file in tmp_path.iterdir()] == ["visits.jsonl"]


def test_a_memory_does_not_grow_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "visits.jsonl"
    for time in range(1, 20):
        memory = remembering(path)
        memory.put(Visit("https://a.example/"), float(time))
        memory.close()
    assert len(path.read_text().splitlines()) <= 3


def test_a_link_in_the_place_of_the_memory_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "visits.jsonl").symlink_to(tmp_path / "precious")
    with pytest.raises(OSError):
        remembering(tmp_path / "visits.jsonl")
    assert (tmp_path / "precious").read_text() == "mine"


# Tours.


def toured(addresses: dict[str, bool], path: Path, *, max_age: float = 1e6, clock: JumpingClock | None = None) -> Tour:
    clock = clock or JumpingClock()

    async def whole() -> Tour:
        async with CheckedTransport(Hosts(Names(), here_or_public)) as transport:
            visitor = Visitor(Asker(transport, Turns(clock, 1.0, 8), "tests/1", PATIENT), clock, lambda: 1.0)
            memory = remembering(path)
            return await tour(addresses, visitor, memory, clock, max_age=max_age)

    return asyncio.run(whole())


def test_an_address_that_was_visited_lately_is_not_visited_again(server: Server, tmp_path: Path) -> None:
    addresses = {server.url("/page"): True, server.url("/404", "site.example"): True}
    clock = JumpingClock()
    first = toured(addresses, tmp_path / "m", clock=clock)
    asked = len(server.log)
    second = toured({**addresses, server.url("/pdf"): True}, tmp_path / "m", clock=clock)
    assert server.paths()[asked:] == ["HEAD /pdf"]
    assert (first.remembered, second.remembered) == (0, 2)
    assert {**second.visits, **first.visits} == second.visits
    clock.now += 1
    toured(addresses, tmp_path / "m", max_age=0, clock=clock)
    assert len(server.log) == 2 * asked + 1


def test_a_host_that_cannot_be_reached_is_not_tried_for_each_of_its_addresses(server: Server, tmp_path: Path) -> None:
    addresses = {f"http://gone.example/{number}": True for number in range(50)} | {server.url("/page"): True}
    clock = JumpingClock()
    found = toured(addresses, tmp_path / "m", clock=clock)
    gone = [visit for address, visit in found.visits.items() if "gone" in address]
    assert {visit.says for visit in gone} == {"there is no host gone.example"}
    assert len({visit.address for visit in gone}) == 50
    assert clock.now < 30


def test_where_no_host_can_be_reached_nothing_is_said_of_the_record(tmp_path: Path) -> None:
    addresses = {f"http://gone-{number}.example/": True for number in range(3)}
    with pytest.raises(NoNetworkError, match="none of 3 hosts"):
        toured(addresses, tmp_path / "m")
    assert (tmp_path / "m").read_bytes() == b"", "and nothing is remembered"
    assert len(toured(dict(list(addresses.items())[:2]), tmp_path / "m").visits) == 2
    assert (tmp_path / "m").read_bytes() == b"", "two hosts alone may be gone, or the network may"


# Problems.


def problems(record: TinyRecord, *visits: Visit) -> list[Problem]:
    collection = record.collect()
    seen = {address: Visit(address) for address in (HOSPITAL, SECOND, ARTICLE)}
    seen |= {visit.address: visit for visit in visits}
    return sorted(findings(mentions(collection), seen))


def told(record: TinyRecord, *visits: Visit) -> list[str]:
    return [f"{p.path}:{p.line}:{p.column} {p.rule}" for p in problems(record, *visits)]


UNARCHIVED = ["events/retracted.md:13:10 unarchived-source", "events/strike.md:23:10 unarchived-source",
              "seeds/article.md:4:6 unarchived-source"]  # fmt: skip


def archived(record: TinyRecord) -> None:
    for path, url in ((STRIKE, HOSPITAL), ("events/retracted.md", SECOND)):
        record.edit(path, f"    url: {url}", f"    url: {url}\n    archived: {COPY}")
    record.edit("seeds/article.md", f"url: {ARTICLE}", f"url: {ARTICLE}\narchived: {COPY}")


def test_each_source_without_a_copy_is_named_at_its_address(record: TinyRecord) -> None:
    assert told(record) == UNARCHIVED
    assert all("archive " in problem.hint for problem in problems(record))


CASES = [
    (Visit(HOSPITAL, State.DEAD, "x answers 404"), "events/strike.md:23:10 dead-but-archived", "agency is dead: x answers 404"),
    (Visit(COPY, State.DEAD, "x answers 404"), "events/strike.md:24:15 dead-source", "the copy of agency is dead: x answers 404"),
    (Visit(HOSPITAL, State.UNSEEN, "x answers 403"), "events/strike.md:23:10 unseen-source",
     "agency could not be looked at: x answers 403"),
    (Visit(HOSPITAL, moved_to="https://new.example.org/h"), "events/strike.md:23:10 moved-source", "agency has moved for good"),
    (Visit(HOSPITAL, read=True, titles=("Not found",)), "events/strike.md:23:10 changed-title",
     "the page of agency is now called «Not found»"),
    (Visit(HOSPITAL, read=True, titles=("Hospital hit in Aleppo | An agency",)), None, ""),
    (Visit(HOSPITAL, read=True, titles=("Not found", "Hospital hit in Aleppo")), None, ""),
    (Visit(COPY, State.UNSEEN, "x answers 403"), None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("visit", "where", "message"), CASES)
def test_what_is_seen_becomes_a_problem_at_its_line(
    visit: Visit, where: str | None, message: str, record: TinyRecord
) -> None:
    archived(record)
    at_strike = [p for p in problems(record, visit) if p.path == STRIKE]
    assert [f"{p.path}:{p.line}:{p.column} {p.rule}" for p in at_strike] == ([where] if where else [])
    assert [p.message for p in at_strike] == ([message] if where else [])
    assert all(p.hint for p in at_strike)


def test_every_rule_of_links_has_a_case() -> None:
    covered = {case[1].split()[1] for case in CASES if case[1]} | {line.split()[1] for line in UNARCHIVED}
    assert covered == {rule.name for rule in RULES.values() if rule.by == "links"}
    assert RULES["dead-source"].severity is Severity.WARNING


OF_EXAMPLES = {
    "gone": Visit("", State.DEAD, "agency.example.org answers 404 (not found)"),
    "moved": Visit("", moved_to="https://agency.example.org/new"),
    "corrected": Visit("", read=True, titles=("Two hurt as warehouse burns",)),
    "closed": Visit("", State.UNSEEN, "agency.example.org answers 403 (forbidden)"),
}
"""What would be seen at the addresses of the examples, by their last word; at others all is well."""


@pytest.mark.parametrize("rule", [rule.name for rule in RULES.values() if rule.by == "links"])
@pytest.mark.parametrize("part", ["wrong", "right"])
def test_the_examples_of_the_rules(part: str, rule: str, record: TinyRecord) -> None:
    lay(record, rule, getattr(examples.of(rule), part))
    collection = record.collect()
    found = [mention for mention in mentions(collection) if mention.entry.id == "new"]
    seen = {
        address: replace(OF_EXAMPLES.get(address.rpartition("/")[2], Visit("")), address=address)
        for address in wanted(found)
        if "archive.org" not in address
    }
    kept = ignores.applied(collection, findings(found, seen), by="links")
    assert [problem.rule for problem in kept] == ([rule] if part == "wrong" else [])


def test_a_dead_source_without_a_copy_is_graver_than_one_with_a_copy(record: TinyRecord) -> None:
    dead = Visit(HOSPITAL, State.DEAD, "x answers 404")
    assert "events/strike.md:23:10 dead-source" in told(record, dead)
    archived(record)
    assert [p.rule for p in problems(record, dead) if p.path == STRIKE] == ["dead-but-archived"]
    both = [p.rule for p in problems(record, dead, Visit(COPY, State.DEAD, "x")) if p.path == STRIKE]
    assert both == ["dead-source", "dead-source"]


def test_the_new_address_is_given_with_the_old_fragment(record: TinyRecord) -> None:
    archived(record)
    record.edit(STRIKE, HOSPITAL, HOSPITAL + "#second")
    [problem] = problems(record, Visit(HOSPITAL, moved_to="https://new.example.org/h"))
    assert problem.hint == "write url: https://new.example.org/h#second"


@pytest.mark.parametrize(
    "target", ["https://new.example.org/" + "a" * 3000, "https://localhost/", "https://x.org/\u202e"]
)
def test_a_new_address_that_no_record_takes_is_not_offered(target: str, record: TinyRecord) -> None:
    archived(record)
    [problem] = problems(record, Visit(HOSPITAL, moved_to=target))
    assert target not in problem.hint
    assert "open it in a browser" in problem.hint


@pytest.mark.parametrize("kind", ["described", "from-address"])
def test_a_title_that_is_not_the_printed_one_is_not_compared(kind: str, record: TinyRecord) -> None:
    archived(record)
    record.edit(STRIKE, "    publisher: An agency", f"    title_kind: {kind}\n    publisher: An agency")
    assert wanted(mentions(record.collect()))[HOSPITAL] is False
    assert problems(record, Visit(HOSPITAL, read=True, titles=("Not found",))) == []


def test_one_address_is_visited_once_and_told_wherever_it_stands(record: TinyRecord) -> None:
    record.write("events/again.md", record.read(STRIKE).replace("    seed: article", "    seed: article"))
    assert list(wanted(mentions(record.collect()))) == [HOSPITAL, SECOND, ARTICLE]
    dead = [p.path for p in problems(record, Visit(HOSPITAL, State.DEAD, "x")) if p.rule == "dead-source"]
    assert dead == ["events/again.md", STRIKE]


def test_a_seed_is_looked_at_with_the_events_that_rest_on_it(record: TinyRecord) -> None:
    collection = record.collect()
    assert {m.name for m in mentions(collection, {STRIKE})} == {"agency", "article"}
    assert {m.name for m in mentions(collection, {"events/retracted.md"})} == {"agency"}
    assert {m.name for m in mentions(collection, {"seeds/article.md"})} == {"article"}


# The command.


def served(record: TinyRecord, server: Server, **paths: str) -> None:
    """Let the record's sources lie on the server."""
    for file, url, path in (
        (STRIKE, HOSPITAL, paths.get("hospital", "/page")),
        ("events/retracted.md", SECOND, paths.get("second", "/page")),
        ("seeds/article.md", ARTICLE, paths.get("article", "/pdf")),
    ):
        record.edit(file, url, server.url(path))


def links(record: TinyRecord, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run("links", "--allow-private", "--pause", "0s", *arguments, root=record.root)


def test_the_command_tells_problems_as_check_does_and_counts_addresses(record: TinyRecord, server: Server) -> None:
    served(record, server, hospital="/404", second="/moved")
    done = links(record)
    assert done.returncode == 0, done.stderr
    number = record.read(STRIKE).split("\n").index(f"    url: {server.url('/404')}") + 1
    where = f"{STRIKE}:{number}:10: warning dead-source: agency is dead: 127.0.0.1 answers 404 (not found)"
    assert where in done.stdout
    assert f"hint: write url: {server.url('/page')}" in done.stdout
    assert done.stdout.splitlines()[-1] == "3 files checked: 0 errors, 1 warning, 4 notes"
    assert done.stderr.splitlines()[-1] == "3 addresses visited: 2 answer, 1 do not, 0 let no program look"
    assert done.stderr.count("\n") == 1, "no progress where nobody looks"
    again = links(record, "--strict")
    assert again.returncode == 1
    assert "3 addresses visited, 3 of them earlier" in again.stderr


def test_only_what_is_named_is_visited(record: TinyRecord, server: Server) -> None:
    served(record, server)
    assert links(record, "retracted").returncode == 0
    assert {path for _, _, path in server.log} == {"/page"}
    for words in (["strike"], ["strike.md"], [STRIKE], ["seeds"], ["article"]):
        server.log.clear()
        assert links(record, *words, "--max-age", "0s").returncode == 0, words
        assert "HEAD /pdf" in server.paths()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["stirke"], "there is no event or seed stirke; did you mean strike?"),
        (["stirke.md"], "there is no event or seed stirke.md; did you mean strike?"),
        (["events/nothing.md"], "there is no events/nothing.md"),
        (["registry"], "registry holds no event or seed that can be read"),
        (["--max-age", "week"], "week is no time span; write a number and d, h, m or s: 7d"),
        (["--at-once", "0"], "0 is not in the range"),
    ],
)
def test_what_a_person_gets_wrong(arguments: list[str], words: str, record: TinyRecord) -> None:
    done = run("links", *arguments, root=record.root)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_option_no_private_host_is_asked(record: TinyRecord, server: Server) -> None:
    served(record, server)
    done = run("links", root=record.root)
    assert "127.0.0.1 is a loopback address, which no reader reaches" in done.stdout
    assert server.log == []


def test_a_tour_that_is_stopped_goes_on_where_it_was(record: TinyRecord, server: Server) -> None:
    served(record, server, hospital="/page", second="/hangs", article="/pdf")
    command = [sys.executable, str(ROOT / "build_timeline.py"), "--root", str(record.root), "links", "--allow-private"]
    with subprocess.Popen(
        [*command, "--pause", "0s", "retracted", "seeds"], cwd=record.root, stderr=subprocess.PIPE
    ) as process:
        memory = record.root / MEMORY
        while server.asked["/hangs"] == 0:  # the seed comes after it, on the same host
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 128 + signal.SIGINT
    assert b"Traceback" not in errors
    assert memory.read_bytes() == b""
    server.behaviours["/hangs"] = lambda _, request: request.socket.sendall(b"HTTP/1.1 404 Gone\r\n\r\n")
    assert links(record).returncode == 0
    server.log.clear()
    assert links(record).returncode == 0
    assert server.log == []


def test_a_switch_of_a_rule_of_links_is_judged_by_links_alone(record: TinyRecord, server: Server) -> None:
    served(record, server, hospital="/404")
    record.edit(
        STRIKE, "tags:", "ignore:\n  dead-source: It was printed too.\n  unarchived-source: No archive takes it.\ntags:"
    )
    assert record.found() == []
    done = links(record, "strike")
    assert "dead-source" not in done.stdout
    assert "unarchived-source: agency" not in done.stdout
    record.edit(STRIKE, server.url("/404"), server.url("/page"))
    done = links(record, "strike")
    assert "unused-ignore: dead-source does not occur in this file" in done.stdout
    assert "unused-ignore" not in run("check", root=record.root).stdout


def test_hostile_titles_and_addresses_steer_no_terminal(record: TinyRecord, server: Server) -> None:
    served(record, server, hospital="/evil", second="/away")
    page = "<title>\x1b[2J\u202e evil\n::error::</title>".encode()
    server.behaviours["/evil"] = lambda _, request: request.socket.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)
    )
    server.behaviours["/away"] = lambda _, request: request.socket.sendall(
        b"HTTP/1.1 301 Moved\r\nLocation: http://x.example.org/\x1b[2J\xe2\x80\xae\r\nContent-Length: 0\r\n\r\n"
    )
    done = links(record)
    assert not any(character in done.stdout for character in "\x1b\u202e")
    assert "changed-title" in done.stdout


def test_who_asks_names_the_project_and_its_site() -> None:
    assert agent("1.2", "https://example.org/") == "conflict-timeline/1.2 (checks the sources of https://example.org/)"
    assert agent("1.2", "") == "conflict-timeline/1.2"
    assert "\n" not in agent("1.2", "https://a.example/\r\nX: y")


def test_a_letter_holds_what_is_to_do_and_nothing_that_does_anything(record: TinyRecord) -> None:
    record.edit(STRIKE, "    url:", "    archived: https://archive.example.org/copy\n    url:")
    evil = "<script>@somebody</script> [x](https://evil.example) #12 | `code`"
    found = problems(
        record,
        Visit(SECOND, State.DEAD, f"{evil} answers 404"),
        Visit(HOSPITAL, moved_to="https://new.example.org/h|1"),
        Visit(ARTICLE, read=True, titles=(evil,)),
    )
    text = letter(Report(found, 3), "3 addresses visited")
    assert "### Dead, and no copy stands (1)" in text
    assert "| events/retracted.md:13 |" in text.replace("\\", "")
    assert "1 without a copy in an archive" in text
    for live in ("<script>", "@somebody", "#12", "](https", "https://evil"):
        assert live not in text, live
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}, "no sign opens another column"


def test_the_new_address_in_a_letter_can_be_copied(record: TinyRecord) -> None:
    archived(record)
    found = problems(record, Visit(HOSPITAL, moved_to="https://new.example.org/h"))
    assert "| `write url: https://new.example.org/h` |" in letter(Report(found, 3), "3 addresses visited")


def test_a_letter_is_empty_where_nothing_is_to_do_and_never_too_long(record: TinyRecord) -> None:
    assert letter(Report(problems(record, Visit(HOSPITAL, State.UNSEEN, "x")), 3), "3 addresses visited") == ""
    found = [
        replace(problem, line=line)
        for line in range(3000)
        for problem in problems(record, Visit(HOSPITAL, State.DEAD, "x"))
    ]
    text = letter(Report(found, 3), "3 addresses visited")
    assert 50_000 < len(text) < LONGEST_LETTER
    assert text.endswith("tells all of it.\n")


def test_the_command_writes_the_letter(record: TinyRecord, server: Server) -> None:
    served(record, server, hospital="/404")
    done = links(record, "--format", "markdown")
    assert done.returncode == 0
    assert done.stdout.startswith("3 addresses visited")
    served_well = links(record, "--format", "markdown", "article")
    assert (served_well.returncode, served_well.stdout) == (0, "")
    assert '"dead-source"' in links(record, "--format", "json").stdout


def test_progress_is_told_after_each_address(record: TinyRecord, server: Server) -> None:
    served(record, server)
    steps: list[tuple[str, int]] = []
    manners = Manners("tests/1", pause=0.0, limits=PATIENT, hosts=Hosts(judge=any_host), clock=JumpingClock())
    looked = look(record.collect(), manners, tell=steps.append, each=lambda *step: steps.append(step))
    assert sorted(steps) == sorted((address, 2) for address in (server.url("/page"), server.url("/pdf")))
    assert len(looked.tour.visits) == 2
