"""``archive`` against an archive of this machine: what is asked of it, when, and what is written where."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conflict_timeline.captures.account import ACCESS, SECRET, Keys, WrongAccountError, base_of, keys_of
from conflict_timeline.captures.calling import ATTEMPTS
from conflict_timeline.captures.keeping import NOTEBOOK, Kept, Terms, due, keep
from conflict_timeline.visits.hosts import Hosts, any_host

from .archive_service import CAPTURED, PENDING, TIME, Archive, failed, reply, says
from .built import ROOT, run
from .conftest import TinyRecord
from .misbehaving import Server, answer, breaks_off, hangs, header_bomb, leads, misbehaving, status
from .visitors import JumpingClock

HOSPITAL, SECOND, ARTICLE = (
    "https://agency.example.org/hospital",
    "https://agency.example.org/second",
    "https://news.example.org/article",
)
STRIKE, RETRACTED, SEED = "events/strike.md", "events/retracted.md", "seeds/article.md"
HASH = hashlib.sha256(CAPTURED).hexdigest()
RECENT = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y%m%d%H%M%S")


@pytest.fixture
def archive() -> Archive:
    return Archive()


@pytest.fixture
def server(archive: Archive) -> Iterator[Server]:
    with misbehaving() as server:
        server.otherwise = archive
        yield server


def kept(
    record: TinyRecord, server: Server, *paths: str, clock: JumpingClock | None = None, keys: Keys | None = None
) -> Kept:
    """Archive the sources of some files, by default those of the strike, which rests on the seed too."""
    collection = record.collect()
    clock = clock or JumpingClock()
    terms = Terms("tests/1", server.url(""), keys, pause=0.0, hosts=Hosts(judge=any_host), clock=clock)
    return keep(collection, terms, due(collection, set(paths or (STRIKE,))), tell=pytest.fail)


def copy(server: Server, address: str, time: str = TIME) -> str:
    return f"{server.url('')}/web/{time}/{address}"


# What is written.


def test_what_is_written_is_where_the_copy_is_when_it_was_made_and_its_hash(
    record: TinyRecord, server: Server, archive: Archive
) -> None:
    before = record.read(STRIKE)
    found = kept(record, server)
    wanted = before.replace(
        "    kind: agency\n",
        f"    kind: agency\n    archived: {copy(server, HOSPITAL)}\n    captured: 2025-06-01\n    sha256: {HASH}\n",
    )
    assert record.read(STRIKE) == wanted, "and nothing else"
    assert found.files == {STRIKE: ["agency"], SEED: ["article"]}
    assert (found.problems, found.stopped) == ([], "")
    assert f"archived: {copy(server, ARTICLE)}\ncaptured: 2025-06-01\nsha256: {HASH}\n" in record.read(SEED)
    assert record.found() == []
    assert [address for address, _ in archive.orders] == [HOSPITAL, ARTICLE]


def test_nothing_is_due_any_more(record: TinyRecord, server: Server) -> None:
    kept(record, server, STRIKE, RETRACTED)
    assert due(record.collect()) == {}
    assert due(record.collect(), {STRIKE, RETRACTED, SEED}) == {}


def test_events_that_were_withdrawn_or_switch_the_rule_off_are_asked_for_only_by_name(record: TinyRecord) -> None:
    record.edit(STRIKE, "tags:", "ignore:\n  unarchived-source: The publisher forbids it.\ntags:")
    assert list(due(record.collect())) == [SEED]
    assert list(due(record.collect(), {STRIKE, RETRACTED})) == [RETRACTED, STRIKE, SEED]


def test_a_young_copy_is_taken_and_none_is_asked_for(record: TinyRecord, server: Server, archive: Archive) -> None:
    archive.copies[HOSPITAL] = "20250520000000"
    archive.copies[ARTICLE] = "20250501000000"
    kept(record, server)
    assert copy(server, HOSPITAL, "20250520000000") in record.read(STRIKE)
    assert [address for address, _ in archive.orders] == [ARTICLE], "the other one is older than thirty days"
    assert archive.orders[0][1]["if_not_archived_within"] == str(30 * 86_400)


def test_a_hash_that_is_there_stays_and_so_does_a_date(record: TinyRecord, server: Server) -> None:
    own = "a" * 64
    record.edit(STRIKE, "    kind: agency", f"    kind: agency\n    captured: 2016-10-01\n    sha256: {own}")
    kept(record, server)
    assert f"sha256: {own}" in record.read(STRIKE)
    assert "captured: 2016-10-01" in record.read(STRIKE)
    assert copy(server, HOSPITAL) in record.read(STRIKE)


def test_a_copy_without_a_hash_gets_it(record: TinyRecord, server: Server, archive: Archive) -> None:
    record.edit(
        STRIKE, "    kind: agency", f"    kind: agency\n    archived: {copy(server, HOSPITAL, '20200101000000')}"
    )
    found = kept(record, server)
    assert found.files[STRIKE] == ["agency"]
    assert f"sha256: {HASH}" in record.read(STRIKE)
    assert [address for address, _ in archive.orders] == [ARTICLE]
    record.edit(STRIKE, f"    sha256: {HASH}\n", "")
    record.edit(STRIKE, copy(server, HOSPITAL, "20200101000000"), "https://archive.example.org/abc")
    assert STRIKE not in due(record.collect()), "only web archives say what was captured"


def test_one_address_is_asked_for_once_and_written_wherever_it_stands(
    record: TinyRecord, server: Server, archive: Archive
) -> None:
    for name in ("again", "and-again"):
        record.write(f"events/{name}.md", record.read(STRIKE).replace(HOSPITAL, f"{HOSPITAL}#{name}"))
    found = kept(record, server, STRIKE, "events/again.md", "events/and-again.md")
    assert len(found.files) == 4
    assert sorted(address for address, _ in archive.orders) == [HOSPITAL, ARTICLE]


def test_a_file_that_has_been_broken_meanwhile_is_left_as_it_is(
    record: TinyRecord, server: Server, archive: Archive
) -> None:
    broken = record.read(STRIKE).replace("status: confirmed", "status: [")
    archive.at_save = [lambda s, r: (record.write(STRIKE, broken), archive(s, r))]
    clock = JumpingClock()
    found = kept(record, server, clock=clock)
    assert record.read(STRIKE) == broken
    assert list(found.files) == [SEED]
    [problem] = found.problems
    assert problem.message.startswith("events/strike.md was left as it is: ")
    record.write(STRIKE, broken.replace("status: [", "status: confirmed"))
    assert list(kept(record, server, clock=clock).files) == [STRIKE]
    assert len(archive.orders) == 2, "the copies are remembered"


# A service that is busy.


def test_the_queue_is_waited_for_in_growing_steps(record: TinyRecord, server: Server, archive: Archive) -> None:
    archive.jobs["spn2-1"] = [PENDING] * 5 + [{}]
    clock = JumpingClock()
    found = kept(record, server, RETRACTED, clock=clock)
    assert found.files == {RETRACTED: ["agency"]}
    assert archive.looks == ["spn2-1"] * 6
    assert [wait for wait in clock.slept if wait >= 6] == pytest.approx([6, 9, 13.5, 20.25, 30, 30])


def test_a_job_that_takes_too_long_is_waited_for_in_the_next_run(
    record: TinyRecord, server: Server, archive: Archive
) -> None:
    archive.jobs["spn2-1"] = [PENDING]
    clock = JumpingClock()
    [problem] = kept(record, server, RETRACTED, clock=clock).problems
    assert problem.message == "agency has no copy: the service is still at it after 15 minutes; run this again later"
    assert clock.now < 1000
    archive.jobs["spn2-1"] = [{}]
    assert kept(record, server, RETRACTED, clock=clock).files == {RETRACTED: ["agency"]}
    assert len(archive.orders) == 1


def test_a_job_that_was_forgotten_is_ordered_anew(record: TinyRecord, server: Server, archive: Archive) -> None:
    archive.jobs["spn2-1"] = [PENDING]
    kept(record, server, RETRACTED)
    archive.jobs["spn2-1"] = [failed("not-found", "No such job")]
    assert kept(record, server, RETRACTED).files == {RETRACTED: ["agency"]}
    assert len(archive.orders) == 2


@pytest.mark.parametrize(
    ("busy", "least"),
    [
        (status("429 Too Many Requests", "Retry-After: 77"), 77),
        (status("429 Too Many Requests"), 5),
        (status("503 Service Unavailable"), 5),
        (lambda *_: None, 5),
        (says("user-session-limit", "You have already reached the limit of active sessions."), 60),
        (says("no-browsers-available", "Try later."), 60),
    ],
)
def test_a_busy_service_is_asked_again_later(
    busy: object, least: float, record: TinyRecord, server: Server, archive: Archive
) -> None:
    archive.at_save = [busy, busy]  # type: ignore[list-item]
    clock = JumpingClock()
    found = kept(record, server, RETRACTED, clock=clock)
    assert found.files == {RETRACTED: ["agency"]}
    assert sum(clock.slept) >= 2 * least


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (status("429 Too Many Requests"), "127.0.0.1 answers 429, 6 times"),
        (status("429 Too Many Requests", "Retry-After: 86400"), "127.0.0.1 answers 429 and asks to come back in 86,400 s"),
        (status("502 Bad Gateway"), "127.0.0.1 answers 502, 6 times"),
        (lambda *_: None, "127.0.0.1 gives an answer that is no HTTP, 6 times"),
        (header_bomb, "127.0.0.1 gives an answer that is no HTTP, 6 times"),
        (says("x", "You cannot make more than 4,000 captures per day."), "You cannot make more than 4,000 captures per day"),
        (lambda _, r: reply(r, {"message": "You need to be logged in to use Save Page Now."}, "401 Unauthorized"),
         "127.0.0.1 wants the keys of an account; set CAPTURE_ACCESS_KEY and CAPTURE_SECRET_KEY"),
    ],
)  # fmt: skip
def test_a_service_that_will_do_no_more_ends_the_run_and_what_was_done_is_written(
    refusal: object, words: str, record: TinyRecord, server: Server, archive: Archive
) -> None:
    refusals = [refusal] * (ATTEMPTS * 3)
    archive.at_save = [archive, *refusals]  # type: ignore[list-item]
    archive.at_save[0] = lambda s, r: (archive.at_save.clear(), archive(s, r), archive.at_save.extend(refusals))  # type: ignore[arg-type, func-returns-value]
    record.edit(RETRACTED, "    kind: agency", "    kind: agency\n  more:\n    title: More\n    publisher: An agency\n"
                "    url: https://agency.example.org/more\n    kind: agency")  # fmt: skip
    found = kept(record, server, RETRACTED)
    assert words in found.stopped
    assert found.files == {RETRACTED: ["agency"]}
    assert copy(server, SECOND) in record.read(RETRACTED)
    archive.at_save.clear()
    assert kept(record, server, RETRACTED).files == {RETRACTED: ["more"]}


def test_what_the_service_says_of_a_page_is_told_at_its_address_with_the_older_copy(
    record: TinyRecord, server: Server, archive: Archive
) -> None:
    archive.copies[SECOND] = "20200101000000"
    archive.jobs["spn2-1"] = [failed("not-found", "The server cannot find the requested resource (HTTP status=404).")]
    [problem] = kept(record, server, RETRACTED).problems
    assert (problem.path, problem.line, problem.column, problem.rule) == (RETRACTED, 13, 10, "unarchived-source")
    assert problem.message == (
        "agency has no copy: the service says: The server cannot find the requested resource (HTTP status=404)"
    )
    assert copy(server, SECOND, "20200101000000") in problem.hint
    assert "archived:" not in record.read(RETRACTED)


def test_a_service_that_cannot_be_reached_is_given_up_soon(record: TinyRecord) -> None:
    server, clock = Server(port=9), JumpingClock()  # where nobody listens
    found = kept(record, server, RETRACTED, clock=clock)
    assert found.stopped == "127.0.0.1 refuses connections, 3 times; is the network there?"
    assert clock.now < 60


# A service that tells nonsense.


@pytest.mark.parametrize(
    "step",
    [
        {"timestamp": "20250601"},
        {"timestamp": "20251399999999"},
        {"timestamp": None},
        {"timestamp": "20991231000000"},
        {"timestamp": ["20250601120000"]},
        {"timestamp": "２０２５０６０１１２００００"},
        {"status": "eaten"},
        {"status": ["success"]},
    ],
)
def test_an_answer_that_names_no_copy_is_not_believed(
    step: dict[str, object], record: TinyRecord, server: Server, archive: Archive
) -> None:
    before = record.read(RETRACTED)
    archive.jobs["spn2-1"] = [step]
    assert len(kept(record, server, RETRACTED).problems) == 1
    assert record.read(RETRACTED) == before


@pytest.mark.parametrize(
    "original",
    [
        "javascript:alert(1)",
        "https://x.example/\n  evil: yes",
        "https://x.example/ a",
        "https://x.example/\u202e",
        "",
        7,
        "x" * 3000,
    ],
)
def test_an_address_that_no_record_takes_gives_way_to_ours(
    original: object, record: TinyRecord, server: Server, archive: Archive
) -> None:
    archive.jobs["spn2-1"] = [{"original_url": original}]
    found = kept(record, server, RETRACTED)
    written = [line for line in record.read(RETRACTED).splitlines() if "archived:" in line]
    if original == "javascript:alert(1)":
        # Behind the archive's own address it is part of a path, and the archive's business.
        assert len(written) == 1
    else:
        assert written == [f"    archived: {copy(server, SECOND)}"]
    assert found.stopped == ""


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda _, r: answer(r, body=b"<html>Saved</html>"),
        lambda _, r: answer(r, body=b"[1]"),
        lambda _, r: answer(r, body=b'{"job_id": {"a": 1}}'),
        lambda _, r: answer(r, body=b"[" * 1_000_000),
        lambda _, r: reply(r, {"a": "x" * 6_000_000, "job_id": "spn2-1"}),
        lambda _, r: reply(r, {"status": "error", "message": "\x1b[2J\u202e" + "x" * 5000}),
        leads("http://127.0.0.1:{port}/elsewhere"),
        breaks_off,
    ],
)
def test_nonsense_is_told_as_that(nonsense: object, record: TinyRecord, server: Server, archive: Archive) -> None:
    archive.at_save = [nonsense] * ATTEMPTS  # type: ignore[list-item]
    found = kept(record, server, RETRACTED, keys=Keys("me", "secret"))
    assert found.problems or found.stopped
    told = " ".join([found.stopped, *(problem.message for problem in found.problems)])
    assert told.isprintable()
    assert len(told) < 400
    assert "/elsewhere" not in [path for _, _, path in server.log], "what holds keys follows nobody"


# The hash.


@pytest.mark.parametrize(
    "raw",
    [
        [lambda _, r: answer(r, "200 OK", "Content-Encoding: gzip", body=gzip.compress(CAPTURED))],
        [leads("/web/20250601120001id_/https://agency.example.org/second")],
        [status("404 Not Found"), status("404 Not Found")],
        [status("429 Too Many Requests", "Retry-After: 5")],
    ],
)
def test_the_hash_is_of_the_bytes_that_were_captured(
    raw: list[object], record: TinyRecord, server: Server, archive: Archive
) -> None:
    archive.raw = raw  # type: ignore[assignment]
    assert kept(record, server, RETRACTED).problems == []
    assert f"sha256: {HASH}" in record.read(RETRACTED)
    assert server.paths()[-1].split("/https://")[0].endswith("id_")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (status("404 Not Found"), "the archive answers 404"),
        (leads("http://elsewhere.example/"), "the archive leads on to another host"),
        (leads("/web/20250601120000id_/https://agency.example.org/second"), "the archive leads on more than 5 times"),
        (leads("http://[::bad"), "the archive leads on to something that is no address"),
        (
            lambda _, r: answer(r, "200 OK", "Content-Encoding: gzip", body=gzip.compress(CAPTURED)[:-4]),
            "it is cut short",
        ),
        (lambda _, r: answer(r, "200 OK", "Content-Encoding: br", body=b"x"), "packed in a way"),
    ],
)
def test_a_copy_whose_bytes_are_not_to_be_had_has_no_hash_and_is_asked_again_next_time(
    raw: object, words: str, record: TinyRecord, server: Server, archive: Archive
) -> None:
    archive.raw = [raw] * 20  # type: ignore[list-item]
    [problem] = kept(record, server, RETRACTED).problems
    assert problem.message.startswith("the copy of agency has no hash: ")
    assert words in problem.message
    assert copy(server, SECOND) in record.read(RETRACTED)
    assert "sha256" not in record.read(RETRACTED)
    archive.raw = []
    kept(record, server, RETRACTED)
    assert f"sha256: {HASH}" in record.read(RETRACTED)
    assert len(archive.orders) == 1


# Keys and addresses.


def test_keys_go_to_the_service_alone(record: TinyRecord, server: Server, archive: Archive) -> None:
    kept(record, server, RETRACTED, keys=Keys("me", "secret"))
    with_keys = {request.path.split("?")[0] for request in server.requests if "authorization" in request.headers}
    assert with_keys == {"/save", "/save/status/spn2-1"}
    assert archive.keys == {"LOW me:secret"}
    assert "secret" not in repr(Keys("me", "secret"))


@pytest.mark.parametrize(
    ("environment", "base", "words"),
    [
        ({ACCESS: "me"}, "https://a.example", "CAPTURE_SECRET_KEY is not set"),
        ({ACCESS: "me", SECRET: "sec ret"}, "https://a.example", "CAPTURE_SECRET_KEY is no key"),
        ({ACCESS: "m\r\ne", SECRET: "secret"}, "https://a.example", "CAPTURE_ACCESS_KEY is no key"),
        ({ACCESS: "me", SECRET: "secret"}, "http://a.example", "write https://"),
    ],
)
def test_keys_that_cannot_be_used_are_not_shown(environment: dict[str, str], base: str, words: str) -> None:
    with pytest.raises(WrongAccountError, match=words) as caught:
        keys_of(environment, base, allow_private=False)
    assert "sec" not in str(caught.value)


def test_keys_that_can_be_used() -> None:
    assert keys_of({}, "http://a.example", allow_private=False) is None
    assert keys_of({ACCESS: " me\n", SECRET: "secret"}, "https://a.example", allow_private=False) == Keys(
        "me", "secret"
    )


@pytest.mark.parametrize(
    "address",
    ["web.archive.org", "ftp://a.example", "https://", "https://me:x@a.example", "https://[", "https://a.example/?q"],
)
def test_an_address_that_is_no_archive(address: str) -> None:
    with pytest.raises(WrongAccountError, match="is no archive"):
        base_of(address)


# The command.


def archived(record: TinyRecord, server: Server, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build_timeline.py"), "--root", str(record.root), "archive"]
    options = ["--allow-private", "--pause", "0s", *arguments]
    environment = {**os.environ, "CAPTURE_SERVICE": server.url(""), ACCESS: "me", SECRET: "swordfish", **variables}
    return subprocess.run(
        [*command, *options], cwd=record.root, env=environment, capture_output=True, text=True, check=False
    )


def test_the_command_tells_what_was_written(record: TinyRecord, server: Server, archive: Archive) -> None:
    archive.copies[HOSPITAL] = archive.copies[ARTICLE] = RECENT
    done = archived(record, server, "strike")
    assert (done.returncode, done.stdout) == (0, f"{STRIKE}: agency\n{SEED}: article\n")
    assert done.stderr == "Archived: 2 of 2.\n"
    again = archived(record, server)
    assert (again.returncode, again.stderr) == (0, "Archived: 0 of 0.\n")


def test_the_command_tells_what_could_not_be_archived_and_never_the_keys(
    record: TinyRecord, server: Server, archive: Archive
) -> None:
    archive.at_save = [
        says("blocked-url", "This URL is blocked: swordfish is not told here.".replace("swordfish", "x"))
    ]
    done = archived(record, server, "retracted")
    assert done.returncode == 1
    assert (
        f"{RETRACTED}:13:10: info unarchived-source: agency has no copy: the service says: This URL is blocked"
        in done.stdout
    )
    assert "swordfish" not in done.stdout + done.stderr
    archive.at_save = [status("401 Unauthorized")]
    done = archived(record, server, "retracted")
    assert done.returncode == 2
    assert done.stderr.startswith("Archived: 0 of 1.\nStopped: 127.0.0.1 does not take these keys")
    assert "swordfish" not in done.stdout + done.stderr + (record.root / NOTEBOOK).read_text()


def test_a_dry_run_asks_nobody_and_writes_nothing(record: TinyRecord, server: Server) -> None:
    before = {path: path.read_bytes() for path in record.root.rglob("*") if path.is_file()}
    done = archived(record, server, "--dry-run")
    assert (done.returncode, done.stdout) == (0, f"{STRIKE}: agency\n{SEED}: article\n")
    assert server.log == []
    assert {path: path.read_bytes() for path in record.root.rglob("*") if path.is_file()} == before


def test_where_the_archive_is_can_be_set_in_three_ways(record: TinyRecord, server: Server, archive: Archive) -> None:
    archive.copies = dict.fromkeys((HOSPITAL, SECOND, ARTICLE), RECENT)  # a job would be waited for in earnest
    record.write("mkdocs.yml", f"extra:\n  capture_service: {server.url('')}\n")
    assert archived(record, server, "retracted", CAPTURE_SERVICE="").returncode == 0
    assert archived(record, server, "seeds", CAPTURE_SERVICE=server.url("/")).returncode == 0
    service = ["--service", server.url("")]
    assert archived(record, server, *service, CAPTURE_SERVICE="https://nowhere.example").returncode == 0
    assert due(record.collect(), {STRIKE, RETRACTED}) == {}


def test_an_archive_on_a_private_host_is_refused_unless_allowed(record: TinyRecord, server: Server) -> None:
    done = run("archive", "retracted", "--service", server.url(""), root=record.root)
    assert done.returncode == 2
    assert "127.0.0.1 is a loopback address; --allow-private lets it pass" in done.stderr
    assert server.log == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["stirke"], "did you mean strike?"),
        (["--service", "archive.org"], "archive.org is no archive; write its address"),
        (["--within", "a month"], "is no time span"),
    ],
)
def test_what_a_person_gets_wrong(arguments: list[str], words: str, record: TinyRecord) -> None:
    done = run("archive", *arguments, root=record.root)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_run_that_is_stopped_goes_on_where_it_was(record: TinyRecord, server: Server, archive: Archive) -> None:
    before = record.read(STRIKE)
    archive.raw = [hangs]
    command = [sys.executable, str(ROOT / "build_timeline.py"), "--root", str(record.root), "archive", "strike"]
    environment = {**os.environ, "CAPTURE_SERVICE": server.url("")}
    archive.copies[HOSPITAL] = RECENT
    with subprocess.Popen(
        [*command, "--allow-private", "--pause", "0s", "--at-once", "1"], env=environment, cwd=record.root,
        stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        while not any("/web/" in path for _, _, path in server.log):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 128 + signal.SIGINT
    assert b"Traceback" not in errors
    assert record.read(STRIKE) == before
    note = json.loads((record.root / NOTEBOOK).read_text().splitlines()[-1])["note"]
    assert note["archived"] == copy(server, HOSPITAL, RECENT)
    server.log.clear()
    archive.copies[ARTICLE] = RECENT
    assert archived(record, server, "strike").returncode == 0
    assert [path.split("?")[0] for path in server.paths()].count("GET /wayback/available") == 1, (
        "only for the other one"
    )
    assert copy(server, HOSPITAL, RECENT) in record.read(STRIKE)


def test_every_file_is_one_change_of_whole_files(record: TinyRecord, server: Server) -> None:
    kept(record, server, STRIKE, RETRACTED)
    names = {path.name for path in (record.root / "events").iterdir()}
    assert names == {Path(path).name for path in (STRIKE, RETRACTED, "events/report.md")}
