"""``check --fix``: what is certain is corrected, what is not stays, and nothing is written unasked."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from conflict_timeline import mending
from conflict_timeline.formatting.record import Formatting
from conflict_timeline.problems import Edit, Fix, Report

from .built import ROOT, run
from .conftest import TinyRecord

STRIKE, REPORT, SEED = "events/strike.md", "events/report.md", "seeds/article.md"
CONFLICTS, ACTORS, PLACES = "registry/conflicts.yml", "registry/actors.yml", "registry/places.yml"


@pytest.fixture
def record(record: TinyRecord) -> TinyRecord:
    """The tiny record in the house's style: its fields are in order."""
    for draft in Formatting(record.root).drafts():
        draft.write(record.root)
    return record


CORRECTED = [
    # file, what is right, what somebody wrote instead
    (STRIKE, "place: aleppo", "place: alepppo"),
    (STRIKE, "place: aleppo", "place: Aleppo"),
    (STRIKE, "conflicts: [syria]", "conflicts: [syra]"),
    (STRIKE, "tags: [hospitals]", "tags: [hospital]"),
    (STRIKE, "tags: [hospitals]", "tags: [hospitals, hospitals]"),
    (STRIKE, "tags: [hospitals]", "tags: [hospitals, hopsitals]"),
    (STRIKE, "by: russia", "by: rusia"),
    (STRIKE, "seed: article", "seed: artcile"),
    (STRIKE, "[@agency]", "[@agnecy]"),
    (STRIKE, "    sources: [agency]", "    sources: [agenc]"),
    (STRIKE, "type: explosions/air-strike", "type: explosion/air-strike"),
    (STRIKE, "status: confirmed", "stauts: confirmed"),
    (STRIKE, "status: confirmed", "status: Confirmed"),
    (STRIKE, "stance: denies", "stance: deniess"),
    (STRIKE, "date: 2016-09-28", "date: 28 September 2016"),
    (STRIKE, "date: 2016-09-28", "date: '2016/09/28'"),
    (STRIKE, "date: 2016-09-28T20:00Z", "date: Wed, 28 Sep 2016 20:00:00 GMT"),
    (STRIKE, "low: 2", "low: '002'"),
    (STRIKE, "high: 4000", "high: 4,000"),
    (STRIKE, "high: 4", "high: 4\n    superseded: Yes"),
    (STRIKE, "kind: agency", "kind: agency\n    lang: EN"),
    (STRIKE, "title: Air strike on a hospital in Aleppo", "title: Air strike #on a hospital in Aleppo"),
    (STRIKE, "summary: Bombs hit a hospital.", "summary: #Bombs hit a town's hospital."),
    (STRIKE, "---\ntitle: Air", "\n \n---\ntitle: Air"),
    (REPORT, "rel: investigates", "rel: investigate"),
    (REPORT, "rel: investigates", "rel: investigation-of"),
    (REPORT, "rel: contradicts", "rel: contradicted-by"),
    (REPORT, "rel: led-to", "rel: causes"),
    (REPORT, "to: strike", "to: strikke"),
    (REPORT, "[[strike]]", "[[strke]]"),
    (REPORT, "[[strike]]", "[[ event:strke|the strike]]"),
    (REPORT, "[[strike]]", "[[place:alepo]]"),
    (CONFLICTS, "event: strike", "event: stirke"),
    (CONFLICTS, "sources: [article]", "sources: [artcle]"),
    (ACTORS, "part_of: united-nations", "part_of: united-natoins"),
    (PLACES, "part_of: syria", "part-of: syria"),
    (PLACES, "country: SY", "country: sy"),
    (SEED, "events: [strike]", "events: [strike, strike]"),
]  # fmt: skip
"""Slips that have one reading; what becomes of each is what its first text says, in whatever quotes."""


@pytest.mark.parametrize(("path", "right", "wrong"), CORRECTED)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_slip_is_corrected(record: TinyRecord, path: str, right: str, wrong: str, end: str) -> None:
    known = next((line for line in right.split("\n") if line in record.read(path)), None)
    old = right if known else {"date: 2016-09-28T20:00Z": "date: 2016-09-28", "high: 4000": "high: 4"}.get(right)
    record.edit(path, old or "rel: investigates", wrong)
    record.write(path, record.read(path).replace("\n", end))
    before = record.problems()
    assert before, "it is a problem"
    collection = record.collect()
    (draft,) = mending.drafts(collection, Report(before), [])
    draft.write(record.root)
    assert [problem for problem in record.problems() if problem.rule in {p.rule for p in before}] == [] or (
        "rel:" in right and {p.rule for p in record.problems()} <= {"effect-before-cause"}
    )
    assert draft.new.count(b"\n") == draft.new.count(end.encode())


DOUBTFUL = [
    (STRIKE, "sources: [agency]", "sources: [Agency]"),
    (STRIKE, "  agency:\n", "  Agency:\n"),
    (STRIKE, "date: 2016-09-28", "date: 03/04/2016"),
    (STRIKE, "date: 2016-09-28", "date: late 2016"),
    (STRIKE, "place: aleppo", "place: damascus"),
    (STRIKE, "by: russia", "by: survivors"),
    (STRIKE, "low: 2", "low: 2.5"),
    (STRIKE, "low: 2", "low: 5"),
    (STRIKE, "low: 2", "low: 2\n    hihg: 4"),
    (STRIKE, "title: Air strike", "title: Air #strike # on"),
    (STRIKE, "tags: [hospitals]", "tags: [hospitals #and more\n  ]"),
    (STRIKE, "figures:\n", "figures:\n  - {measure: injured, low: 3, by: one, two, sources: [agency]}\n"),
    (STRIKE, "status: confirmed", "status: certain"),
    (REPORT, "rel: investigates", "rel: concerns"),
    (REPORT, "to: strike", "to: strike-2016"),
    (REPORT, "[[strike]]", "[[events:strike]]"),
    (PLACES, "lon: 37.16", "lon: 37.1612345"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "right", "wrong"), DOUBTFUL)
def test_what_has_more_than_one_reading_stays(record: TinyRecord, path: str, right: str, wrong: str) -> None:
    record.edit(path, right, wrong)
    problems = record.problems()
    assert problems
    assert mending.drafts(record.collect(), Report(problems), []) == []


def test_fields_out_of_order_are_put_in_order(record: TinyRecord) -> None:
    record.edit(STRIKE, "title: Air strike on a hospital in Aleppo\ndate", "# why\ndate")
    record.edit(STRIKE, "summary:", "title: Air strike on a hospital in Aleppo\nsummary:")
    record.edit(REPORT, "rel: investigates\n    to: strike", "to: strike\n    rel: investigates")
    record.edit(PLACES, "  name: Aleppo\n", "")
    record.edit(PLACES, "  precision: locality", "  precision: locality\n  name: Aleppo")
    found = mending.drafts(record.collect(), Report(record.problems()), [])
    assert [draft.path for draft in found] == [REPORT, STRIKE, PLACES]
    for draft in found:
        draft.write(record.root)
    assert record.read(STRIKE).startswith("---\ntitle: Air strike on a hospital in Aleppo\n# why\ndate: 2016-09-28\n")
    assert mending.drafts(record.collect(), Report(record.problems()), []) == []


def test_only_files_that_are_wanted(record: TinyRecord) -> None:
    record.edit(STRIKE, "title: Air strike on a hospital in Aleppo\ndate", "date")
    record.edit(STRIKE, "summary:", "title: Air strike on a hospital in Aleppo\nsummary:")
    record.edit(REPORT, "to: strike", "to: strikke")
    report = Report(record.problems())
    assert [draft.path for draft in mending.drafts(record.collect(), report, ["events/report.md"])] == [REPORT]
    assert [draft.path for draft in mending.drafts(record.collect(), report, ["events"])] == [REPORT, STRIKE]
    assert mending.drafts(record.collect(), report, ["seeds"]) == []


def test_edits_that_are_out_of_date_or_touch_each_other_are_passed_over_whole() -> None:
    data = b"one two\nthree\n"
    right = Fix((Edit(1, 5, "two", "TWO"),))
    touching = Fix((Edit(2, 1, "three", "3"), Edit(1, 4, " t", "_")))
    stale = Fix((Edit(2, 1, "three", "3"), Edit(1, 1, "two", "2")))
    beyond = Fix((Edit(9, 9, "x", "y"),))
    assert mending.mended(data, [right, touching, stale, beyond]) == b"one TWO\nthree\n"
    lines = Fix((Edit(1, 1, "one two\nthree\n", "four\n"),))
    assert mending.mended(data, [lines, right]) == b"four\n"
    assert (
        mending.mended(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), [right]) == b"\xef\xbb\xbfone TWO\r\nthree\r\n"
    )


def test_files_that_are_linked_or_gone_are_passed_over(record: TinyRecord, tmp_path: Path) -> None:
    record.edit(STRIKE, "place: aleppo", "place: alepppo")
    report, collection = Report(record.problems()), record.collect()
    (record.root / STRIKE).rename(tmp_path / "elsewhere.md")
    assert mending.drafts(collection, report, []) == []
    (record.root / STRIKE).symlink_to(tmp_path / "elsewhere.md")
    assert mending.drafts(collection, report, []) == []


@pytest.fixture
def slipped(record: TinyRecord) -> TinyRecord:
    """The tiny record with one slip that can be corrected and one that cannot."""
    record.edit(STRIKE, "place: aleppo", "place: alepppo")
    record.edit(REPORT, "placeless: Published on paper.\n", "")
    return record


def test_without_a_terminal_the_changes_are_only_shown(slipped: TinyRecord) -> None:
    before = slipped.read(STRIKE)
    done = run("check", "--fix", root=slipped.root)
    assert done.returncode == 1
    assert "-place: alepppo\n+place: aleppo\n" in done.stdout
    assert "--yes writes it without asking" in done.stderr
    assert "unknown-place" in done.stdout
    assert slipped.read(STRIKE) == before


def test_what_can_be_corrected_is_counted_only_for_somebody_who_can_be_asked(slipped: TinyRecord) -> None:
    assert "check --fix" not in run("check", root=slipped.root).stdout
    seen = at_a_terminal(slipped, "check")
    assert seen.rstrip().endswith("1 of these can be corrected with certainty: check --fix")


def at_a_terminal(record: TinyRecord, *arguments: str) -> str:
    """What a command that asks nothing shows at a terminal."""
    command = [sys.executable, str(ROOT / "build_timeline.py"), "--root", str(record.root), *arguments]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "dumb"})
    os.close(theirs)
    seen = b""
    while True:
        try:
            seen += os.read(ours, 1000)
        except OSError:  # the other end was closed
            break
    os.close(ours)
    process.wait()
    return seen.decode()


def test_yes_writes_and_what_remains_is_told(slipped: TinyRecord) -> None:
    done = run("check", "--fix", "--yes", root=slipped.root)
    assert done.returncode == 1
    assert "-place: alepppo\n+place: aleppo\n" in done.stdout
    assert "1 of 1 file corrected" in done.stderr
    assert "unknown-place" not in done.stdout
    assert "missing-field" in done.stdout
    slipped.edit(REPORT, "status:", "placeless: Published on paper.\nstatus:")
    again = run("check", "--fix", "--yes", root=slipped.root)
    assert (again.returncode, again.stderr) == (0, "Nothing can be corrected with certainty.\n")


@pytest.mark.parametrize("options", [["--yes"], ["--fix", "--format", "json"]])
def test_wrong_usage(slipped: TinyRecord, options: list[str]) -> None:
    assert run("check", *options, root=slipped.root).returncode == 2


def held(record: TinyRecord) -> dict[Path, bytes]:
    """What the files of a record hold; what a check remembers is none of them."""
    files = (path for path in record.root.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path: path.read_bytes() for path in files}


def asked(record: TinyRecord, answer: bytes | signal.Signals) -> tuple[int, str]:
    """Run the command at a terminal of its own and answer the question; the exit status and what was seen."""
    command = [sys.executable, str(ROOT / "build_timeline.py"), "--root", str(record.root), "check", "--fix"]
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "dumb"}
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    seen = b""
    while b"[y/N]" not in seen:
        seen += os.read(ours, 1000)
    while True:
        # A signal that comes between a program's look for signals and its wait for input wakes it only the next time.
        if isinstance(answer, bytes):
            os.write(ours, answer)
        elif process.poll() is None:
            process.send_signal(answer)
        while select.select([ours], [], [], 1)[0]:
            try:
                seen += os.read(ours, 1000)
            except OSError:  # the other end was closed
                os.close(ours)
                return process.wait(), seen.decode()


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        (b"n\n", 1, "Nothing was written."),
        (b"\n", 1, "Nothing was written."),
        (b"\x04", 1, "Nothing was written."),
        (signal.SIGINT, 130, "Stopped."),
        (signal.SIGTERM, 143, "Stopped."),
    ],
    ids=["no", "enter", "end of input", "Ctrl-C", "SIGTERM"],
)
def test_whoever_does_not_say_yes_finds_everything_as_it_was(
    slipped: TinyRecord, answer: bytes | signal.Signals, status: int, told: str
) -> None:
    files = held(slipped)
    done, seen = asked(slipped, answer)
    assert done == status
    assert told in seen
    assert "Traceback" not in seen
    assert held(slipped) == files


def test_yes_at_the_question_writes(slipped: TinyRecord) -> None:
    done, seen = asked(slipped, b"y\n")
    assert done == 1
    assert "+place: aleppo" in seen
    assert "missing-field" in seen
    assert "place: aleppo\n" in slipped.read(STRIKE)
