"""What a contributor meant to link, to cite or to name, and what would be lost of it; files that are gone or doubled."""

from __future__ import annotations

import subprocess

import pytest

from conflict_timeline.problems import Problem
from conflict_timeline.survey import survey

from .conftest import TODAY, TinyRecord

STRIKE, REPORT = "events/strike.md", "events/report.md"


def hints(record: TinyRecord) -> list[tuple[str, str]]:
    return [(problem.rule, problem.hint) for problem in record.problems()]


def mended(record: TinyRecord, problem: Problem) -> str:
    """The line of a problem after its fix."""
    assert problem.fix
    (edit,) = problem.fix.edits
    line = record.read(problem.path).split("\n")[edit.line - 1]
    assert line[edit.column - 1 :].startswith(edit.old)
    return line[: edit.column - 1] + edit.new + line[edit.column - 1 + len(edit.old) :]


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ("strike.md", "write [[strike]], or [[strike|words]]"),
        ("../2016/strike.md#text", "write [[strike]], or [[strike|words]]"),
        ("/events/strike/", "write [[strike]], or [[strike|words]]"),
        ("events/strike/index.html", "write [[strike]], or [[strike|words]]"),
        ("../places/aleppo/", "write [[place:aleppo]]"),
        ("/actors/russia", "write [[actor:russia]]"),
        ("www.example.org/page", "write [[page]], or [[page|words]]"),
        ("//example.org/strike", "write the whole address, beginning with https://, or [[id]] for an event"),
        ("#top", "write the whole address, beginning with https://, or [[id]] for an event"),
        ("", "write the whole address, beginning with https://, or [[id]] for an event"),
        ("javascript:ran()", "write the whole address, beginning with https://, or [[id]] for an event"),
        ("ftp://example.org/x", "write the whole address, beginning with https://, or [[id]] for an event"),
        ("https://example.org/x", None),
        ("HTTP://EXAMPLE.ORG", None),
    ],
)
def test_a_link_that_would_be_lost(link: str, hint: str | None, record: TinyRecord) -> None:
    record.edit(REPORT, "[[strike]]", f"[the strike]({link}) and [[strike]]")
    assert hints(record) == ([] if hint is None else [("lost-link", hint)])


def test_lost_links_of_every_form_stand_at_their_place(record: TinyRecord) -> None:
    record.edit(REPORT, "on [[strike]]", "on ü [[strike]] [a][1] ![x [no](q.md)](x.png) `[c](d.md)` <b.md>")
    record.write(REPORT, record.read(REPORT) + "\n[1]: other.md\n")
    record.edit("seeds/article.md", "events: [strike]\n---\n", "events: [strike]\n---\nSee [this](events/strike.md).\n")
    found = [problem for problem in record.problems() if problem.rule == "lost-link"]
    assert [(p.path, p.line, p.column) for p in found] == [(REPORT, 26, 38), ("seeds/article.md", 13, 5)]


@pytest.mark.parametrize(
    ("cited", "hint", "instead"),
    [
        ("[@agency, @article]", "[@agency; @article]", "[@agency; @article]"),
        ("[@agency,@article , @other]", "[@agency; @article; @other]", "[@agency; @article; @other]"),
        ("[@agency and @article]", "[@agency; @article]", "[@agency; @article]"),
        ("[@agency @article; @agency]", "[@agency; @article]", "[@agency; @article; @agency]"),
        ("[@agency; @article, @agency]", "[@article; @agency]", "[@agency; @article; @agency]"),
        ("[@agency, p. 4, @article]", "[@agency; @article]", None),
        ("[@agency; @article]", None, None),
        ("[@agency, p. 4; @article]", None, None),
    ],
)
def test_sources_that_are_read_as_one(cited: str, hint: str | None, instead: str | None, record: TinyRecord) -> None:
    record.edit(STRIKE, "[@agency]", cited)
    found = record.problems()
    if hint is None:
        assert found == []
        return
    (problem,) = found
    assert problem.rule == "misread-citation"
    assert problem.hint == f"separate sources by semicolons: {hint}"
    if instead is None:
        assert problem.fix is None
    else:
        assert mended(record, problem) == f"The hospital was hit at night {instead}."


@pytest.mark.parametrize("words", ["Russia", "RUSSIA", "russia federation"])
def test_an_actor_that_is_named_in_words(words: str, record: TinyRecord) -> None:
    record.edit("registry/actors.yml", "  name: Russia\n", "  name: Russia\n  names:\n    en: Russia Federation\n")
    record.edit(STRIKE, "by: Hospital staff", f"by: {words}")
    (problem,) = record.problems()
    assert (problem.rule, problem.line, problem.column) == ("named-actor", 13, 9)
    assert problem.hint == "write its id: russia"
    assert mended(record, problem) == "    by: russia"


def test_a_name_that_two_actors_have_is_nobodys(record: TinyRecord) -> None:
    record.write("registry/actors.yml", record.read("registry/actors.yml") + "soviet:\n  name: Russia\n  kind: state\n")
    record.edit(STRIKE, "by: Hospital staff", "by: Russia")
    assert "named-actor" not in record.rules()


def test_who_held_a_place_is_named_by_its_id(record: TinyRecord) -> None:
    control = "  control:\n    - date: 2016\n      by: Russia\n      basis: A map.\n"
    record.edit("registry/places.yml", "  part_of: syria\n", f"  part_of: syria\n{control}")
    assert record.found() == ["registry/places.yml:18:11 named-actor"]


@pytest.mark.parametrize(("stance", "found"), [("finds", []), ("convicts", []), ("accuses", ["misplaced-field"])])
def test_a_standard_goes_with_some_stances_alone(stance: str, found: list[str], record: TinyRecord) -> None:
    record.edit(STRIKE, "stance: denies", f"stance: {stance}\n    standard: probable")
    assert record.rules() == found


def test_a_unit_goes_with_measure_other_alone(record: TinyRecord) -> None:
    record.edit(STRIKE, "measure: killed", "measure: killed\n    unit: people")
    assert record.found() == ["events/strike.md:11:5 misplaced-field"]
    record.edit(STRIKE, "measure: killed", "measure: other")
    assert record.found() == []


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("actors", "registry/actors.yml is not there, and 2 events name actors that stood in it"),
        ("event-types", "registry/event-types.yml is not there, and 3 events name types that stood in it"),
        ("tags", "registry/tags.yml is not there, and 1 event names tags that stood in it"),
    ],
)
def test_a_file_of_the_registry_that_is_gone_is_one_problem(file: str, message: str, record: TinyRecord) -> None:
    (record.root / f"registry/{file}.yml").unlink()
    (problem,) = record.problems()
    assert (problem.path, problem.line, problem.rule) == (f"registry/{file}.yml", 1, "missing-registry-file")
    assert problem.message == message
    assert f"git checkout -- registry/{file}.yml" in problem.hint


def test_a_file_of_the_registry_that_nothing_needs_may_be_gone(record: TinyRecord) -> None:
    (record.root / "registry/tags.yml").unlink()
    (record.root / "registry/wording.yml").unlink()
    record.edit(STRIKE, "tags: [hospitals]\n", "")
    assert record.found() == []


def test_of_two_files_with_one_id_the_one_that_git_knows_keeps_it(record: TinyRecord) -> None:
    def git(*arguments: str) -> None:
        options = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *options, *arguments], cwd=record.root, check=True, capture_output=True)

    def hint() -> str:
        (problem,) = [problem for problem in record.problems() if problem.rule == "id-collision"]
        assert problem.message == "strike is already the id of events/strike.md"
        assert problem.path == "events/a/strike.md"
        return problem.hint

    record.write("events/a/strike.md", record.read(STRIKE))
    neither = "rename events/strike.md or events/a/strike.md, whichever came later"
    assert hint() == neither
    git("init", "-q")
    git("add", STRIKE)
    git("commit", "-q", "-m", "One")
    assert hint() == "rename events/a/strike.md: git knows events/strike.md, so the address is that one's"
    git("rm", "-q", "--cached", STRIKE)
    git("add", "events/a/strike.md")
    git("commit", "-q", "-m", "The other")
    assert hint() == "rename events/strike.md: git knows events/a/strike.md, so the address is that one's"
    git("add", ".")
    git("commit", "-q", "-m", "Both")
    assert hint() == neither


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("6.2.2012", "write 2012-02-06"),
        ("Feb 2012", "write 2012-02"),
        ("2012/02/06", "write 2012-02-06"),
        ("circa 2013", "write 2013~"),
        ("late 2014", "write '[2014-09..2014-12]'"),
        ("13/2/2012", "write 2012-02-13"),
    ],
)
def test_odd_dates_get_the_edtf_to_write(written: str, hint: str, record: TinyRecord) -> None:
    record.edit(STRIKE, "date: 2016-09-28", f"date: {written}")
    (problem,) = [problem for problem in record.problems() if problem.rule == "invalid-date"]
    assert problem.message.endswith(f"{written} is not a date")
    assert problem.hint == hint


BROKEN = [
    ("place: aleppo", "place: alepo"),
    ("by: russia", "by: rusia"),
    ("[@agency].", "[@agenzy]. [[place:nowhere]]"),
]
"""Three mistakes in other fields."""


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("title: Air strike on a hospital in Aleppo\n", "", "events/strike.md:1:1 missing-field"),
        ("date: 2016-09-28", "date: 2016-02-30", "events/strike.md:3:7 invalid-date"),
        ("type: explosions/air-strike\n", "", "events/strike.md:1:1 missing-field"),
        ("status: confirmed", "status: sure", "events/strike.md:8:9 wrong-type"),
        ("conflicts: [syria]\n", "", "events/strike.md:1:1 missing-field"),
    ],
)
def test_a_field_that_is_missing_hides_no_other_problem(old: str, new: str, place: str, record: TinyRecord) -> None:
    record.edit(STRIKE, old, new)
    assert record.found() == [place]
    for wrong in BROKEN:
        record.edit(STRIKE, *wrong)
    found = record.found()
    assert place in found
    assert [line.split()[1] for line in found if line != place] == [
        "unknown-place", "unknown-actor", "unknown-source", "unknown-place",
    ]  # fmt: skip
    assert survey(record.root, today=TODAY).problems == record.problems()


def test_a_source_that_falls_with_its_address_hides_nothing_either(record: TinyRecord) -> None:
    record.edit(STRIKE, "date: 2016-09-28", "date: 2016-02-30")
    record.edit(STRIKE, "url: https://agency", "url: agency")
    record.edit(STRIKE, "measure: killed", "measure: dead")
    for wrong in BROKEN:
        record.edit(STRIKE, *wrong)
    assert set(record.rules()) == {
        "invalid-date",
        "invalid-url",
        "wrong-type",
        "unknown-actor",
        "unknown-place",
        "unknown-source",
    }


def test_a_missing_place_hides_no_other_problem(record: TinyRecord) -> None:
    record.edit(STRIKE, "place: aleppo\n", "")
    assert record.found() == ["events/strike.md:1:1 missing-field"]
    record.edit(STRIKE, "tags: [hospitals]", "tags: [hospital]")
    assert record.rules() == ["missing-field", "unknown-tag"]
