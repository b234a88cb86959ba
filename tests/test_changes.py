"""What changed between two states of a record: read from git's objects, told in words, harmless in Markdown."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from pathlib import Path

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_timeline.changes import markdown, told
from conflict_timeline.changes.compare import changes
from conflict_timeline.changes.data import Changes, Field
from conflict_timeline.changes.fields import compared
from conflict_timeline.changes.git import GitError, Repository
from conflict_timeline.changes.inert import inert
from conflict_timeline.changes.states import states

from .built import run
from .conftest import TinyRecord

NEW = """\
---
title: A second strike on the hospital
date: 2016-10-03
summary: Bombs hit the hospital again.
type: explosions/air-strike
conflicts: [syria]
place: aleppo
status: confirmed
links:
  - rel: follows
    to: strike
    basis: Both hit one building.
    sources: [daily]
sources:
  daily:
    title: Hospital hit again
    publisher: A daily
    url: https://daily.example.org/again
    published: 2016-10-03
    kind: news
---
It was hit again [@daily]. See [[strike]] [@daily].
"""


class Versioned:
    """The tiny record in a repository; ``commit`` gives the name of a commit of everything."""

    def __init__(self, record: TinyRecord) -> None:
        self.record = record
        self.git("init", "-q", "-b", "main")
        self.first = self.commit()

    def git(self, *arguments: str) -> str:
        names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", "-c", "commit.gpgsign=false", *arguments],
            cwd=self.record.root, env={**clean, **names, "GIT_CONFIG_GLOBAL": os.devnull}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def commit(self) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")
        return self.git("rev-parse", "HEAD")

    def changes(self, wanted: str = "") -> Changes:
        return changes(*states(self.record.root, wanted))


@pytest.fixture
def versioned(record: TinyRecord) -> Versioned:
    return Versioned(record)


def test_nothing_changed(versioned: Versioned) -> None:
    assert told.summary(versioned.changes()) == "HEAD to the files here: nothing of the record changed"
    assert list(told.lines(versioned.changes("HEAD..HEAD"))) == ["HEAD to HEAD: nothing of the record changed"]


def test_a_new_event_is_told_with_its_links_sources_pages_and_problems(versioned: Versioned) -> None:
    versioned.record.write("events/again.md", NEW)
    second = versioned.commit()
    for found in (versioned.changes(f"{versioned.first}..{second}"), versioned.changes(versioned.first)):
        (event,) = found.new
        assert (event.id, event.when, event.where, event.type) == (
            "again",
            "3 October 2016",
            "Aleppo",
            "explosions/air-strike",
        )
        assert event.text == ("It was hit again. See strike.",)
        assert event.problems == ()
        assert [(link.tail, link.words, link.head) for link in found.gained] == [("again", "follows", "strike")]
        assert [(source.address, source.event) for source in found.sources] == [
            ("https://daily.example.org/again", "again")
        ]
        assert {"events/again/", "events/strike/", "places/aleppo/", "timeline/2016/", "types/explosions/"} <= set(
            found.pages
        )
        assert "events/report/" not in found.pages
        assert (found.changed, found.lost, found.gone, found.entries) == ((), (), (), ())


def test_a_value_is_told_in_words(versioned: Versioned) -> None:
    versioned.record.edit("events/strike.md", "low: 2", "low: 3")
    versioned.record.edit("events/strike.md", "tags: [hospitals]", "tags: []")
    versioned.record.edit("events/strike.md", "at night", "before dawn")
    found = versioned.changes()
    (event,) = found.changed
    assert list(event.fields) == [Field("killed, low", "2", "3"), Field("tags", "hospitals", "")]
    assert (event.gone, event.come) == (("The hospital was hit at night.",), ("The hospital was hit before dawn.",))
    assert "    killed, low: 2 → 3" in list(told.lines(found))
    assert "tags/hospitals/" in found.pages, "the page that it left changes too"


def test_figures_of_one_measure_are_told_apart() -> None:
    rows = [{"measure": "killed", "by": "A", "low": "1"}, {"measure": "killed", "by": "B", "low": "2"}]
    after = [{**rows[1], "low": "5"}, rows[0]]
    assert list(compared({"figures": rows}, {"figures": after})) == [Field("killed (B), low", "2", "5")]
    assert list(compared({"figures": rows}, {"figures": rows[:1]})) == [
        Field("figure", "measure killed, by B, low 2", "")
    ]
    twins = [rows[0], rows[0]]
    assert list(compared({"figures": twins}, {"figures": rows[:1]})) == [
        Field("figure", "measure killed, by A, low 1", "")
    ]


@given(st.data())
def test_equal_fields_have_no_changes_and_others_have_some(data: st.DataObject) -> None:
    words = st.sampled_from(["a", "b", ""])
    values = st.one_of(words, st.lists(words, max_size=3), st.dictionaries(words, words, max_size=3),
                       st.lists(st.dictionaries(st.sampled_from(["measure", "by", "low"]), words, max_size=3), max_size=3))  # fmt: skip
    fields = st.dictionaries(st.sampled_from(["title", "figures", "links", "sources", "tags"]), values, max_size=4)
    before, after = data.draw(fields), data.draw(fields)
    assert list(compared(before, before)) == []
    found = list(compared(before, after))
    assert all(isinstance(part, str) for field in found for part in (field.name, field.before, field.after))
    empty = ("", [], {})
    if {k: v for k, v in before.items() if v not in empty} == {k: v for k, v in after.items() if v not in empty}:
        assert all(field.before == field.after == "" for field in found)


def test_withdrawn_deleted_and_removed(versioned: Versioned) -> None:
    record = versioned.record
    record.edit(
        "events/strike.md", "---\nThe", "withdrawn:\n  date: 2020-01-01\n  reason: It was another house.\n---\nThe"
    )
    record.write("events/retracted.md", "---\nremoved_for_safety: 2020-01-01\n---\n")
    (record.root / "events" / "report.md").unlink()
    found = versioned.changes()
    assert [(gone.id, gone.how, gone.reason) for gone in found.gone] == [
        ("report", "deleted", ""), ("retracted", "removed for safety", ""), ("strike", "withdrawn", "It was another house."),
    ]  # fmt: skip
    assert [(link.tail, link.head) for link in found.lost] == [("report", "strike")]
    for form in (told.lines, markdown.lines):
        text = "\n".join(form(found))
        assert "did not happen" not in text, "of what was removed for safety nothing is told"
        assert "withdrew" not in text


def test_a_link_that_is_written_at_its_other_end_did_not_change(versioned: Versioned) -> None:
    record = versioned.record
    row = "links:\n  - rel: investigates\n    to: strike\n    basis: Its second chapter is about this strike.\n    sources: [report]\n"
    record.edit("events/report.md", row, "")
    record.edit(
        "events/strike.md",
        "sources:\n  agency",
        row.replace("investigates", "investigated-by")
        .replace("to: strike", "to: report")
        .replace("[report]", "[agency]")
        + "sources:\n  agency",
    )
    found = versioned.changes()
    assert (found.gained, found.lost) == ((), ())
    assert len(found.changed) == 2


def test_what_is_only_written_otherwise_is_said_so(versioned: Versioned) -> None:
    versioned.record.write("events/strike.md", versioned.record.read("events/strike.md").replace("\n", "\r\n"))
    found = versioned.changes()
    assert (found.changed, found.form) == ((), ("events/strike.md",))


def test_a_moved_file_is_a_change_of_its_file(versioned: Versioned) -> None:
    (versioned.record.root / "events" / "syria").mkdir()
    (versioned.record.root / "events" / "strike.md").rename(versioned.record.root / "events" / "syria" / "strike.md")
    (event,) = versioned.changes().changed
    assert event.fields == (Field("file", "events/strike.md", "events/syria/strike.md"),)


def test_what_cannot_be_read_is_told_with_its_problems(versioned: Versioned) -> None:
    versioned.record.write("events/strike.md", "no fields\n")
    versioned.commit()
    found = versioned.changes("HEAD~1..HEAD")
    assert [(broken.path, broken.problems[0].rule) for broken in found.broken] == [
        ("events/strike.md", "missing-front-matter")
    ]
    assert found.gone == ()
    assert found.elsewhere == 0


def test_registry_and_seeds(versioned: Versioned) -> None:
    record = versioned.record
    record.edit(
        "registry/tags.yml", "hospitals:", "schools:\n  name: Schools\n  description: About schools.\nhospitals:"
    )
    record.edit("registry/places.yml", "name: Aleppo", "name: Halab")
    found = versioned.changes()
    assert {(entry.kind, entry.id, entry.how) for entry in found.entries} == {
        ("tag", "schools", "added"),
        ("place", "aleppo", "changed"),
    }
    assert next(entry for entry in found.entries if entry.kind == "place").fields == (Field("name", "Aleppo", "Halab"),)


def test_a_claim_that_an_event_carries_now_is_newly_covered(versioned: Versioned) -> None:
    record = versioned.record
    before = record.read("seeds/article.md")
    record.write(
        "seeds/article.md",
        before.replace("claims:", "claims:\n  - id: again\n    says: It was hit again.\n    events: [strike]"),
    )
    (claim,) = versioned.changes().claims
    assert (claim.seed, claim.claim, claim.events) == ("article", "again", ("strike",))


def test_files_outside_the_record_are_named(versioned: Versioned) -> None:
    versioned.record.write("conflict_timeline/cli.py", "print()")
    versioned.record.write("docs/about.md", "# About\n")
    versioned.commit()
    found = versioned.changes("HEAD~1..HEAD")
    assert found.outside == ("conflict_timeline/cli.py", "docs/about.md")
    assert "files outside the record" in "\n".join(markdown.lines(found))


def test_three_dots_compare_with_where_the_two_parted(versioned: Versioned) -> None:
    versioned.git("switch", "-q", "-c", "mine")
    versioned.record.write("events/again.md", NEW)
    versioned.commit()
    versioned.git("switch", "-q", "main")
    versioned.record.edit("events/strike.md", "low: 2", "low: 3")
    versioned.commit()
    assert [event.id for event in versioned.changes("main...mine").new] == ["again"]
    assert versioned.changes("main...mine").changed == ()
    assert [event.id for event in versioned.changes("main..mine").changed] == ["strike"]


def test_a_record_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    record = TinyRecord(tmp_path / "top" / "record")
    outer = Versioned(record)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path / "top", check=True)
    (record.root / ".git").rename(tmp_path / "gone")
    outer.record.root = tmp_path / "top"
    outer.commit()
    (tmp_path / "top" / "record" / "events" / "again.md").write_text(NEW)
    (tmp_path / "top" / "other.txt").write_text("x")
    outer.commit()
    found = changes(*states(tmp_path / "top" / "record", "HEAD~1..HEAD"))
    assert [event.id for event in found.new] == ["again"]
    assert found.outside == ("../other.txt",)


def test_links_and_huge_files_in_a_commit_are_told_and_not_followed(versioned: Versioned) -> None:
    (versioned.record.root / "events" / "link.md").symlink_to("/etc/passwd")
    versioned.record.write("events/huge.md", b"x" * 3_000_000)
    versioned.record.write("events/script.js", "x")
    versioned.commit()
    found = versioned.changes("HEAD~1..HEAD")
    rules = {broken.path: [problem.rule for problem in broken.problems] for broken in found.broken}
    assert rules["events/link.md"] == ["not-a-file"]
    assert rules["events/huge.md"] == ["too-large"]
    assert "root:" not in "\n".join(markdown.lines(found))


@pytest.mark.parametrize(
    "wanted", ["nothing..HEAD", "HEAD..nothing", "--output=x..HEAD", "-x", "a b", "HEAD^{tree}", ":/..", "\x00"]
)
def test_what_names_no_commit_is_a_sentence(versioned: Versioned, wanted: str) -> None:
    if "\x00" in wanted:
        return  # no shell can pass it
    done = (
        run("diff", wanted, root=versioned.record.root)
        if not wanted.startswith("-")
        else run("diff", "--", wanted, root=versioned.record.root)
    )
    assert done.returncode == 2, done.stdout
    assert done.stderr.startswith("Nothing was compared: ")
    assert "Traceback" not in done.stderr
    assert not (versioned.record.root / "x").exists()


def test_without_a_repository(record: TinyRecord) -> None:
    with pytest.raises(GitError, match="not a git repository"):
        Repository.around(record.root)


def test_the_command_prints_each_format(versioned: Versioned) -> None:
    versioned.record.write("events/again.md", NEW)
    text, mark, own = (
        run("diff", "--format", form, root=versioned.record.root) for form in ("text", "markdown", "json")
    )
    assert "+ again: A second strike on the hospital" in text.stdout
    assert "### New events" in mark.stdout
    assert json.loads(own.stdout)["new"][0]["id"] == "again"
    assert [done.returncode for done in (text, mark, own)] == [0, 0, 0]


# Markdown

HOSTILE = [
    "@octocat and @org/team", "see #1 and GH-1", "<img src=x onerror=alert(1)>", "[x](https://evil.example)", "https://evil.example/x",
    "www.evil.example", "![](https://evil.example/p.png)", "</details><h1>x", "a | b\n| c", "```\ncode", "someone@example.org",
    "# heading", "* * *", "<!-- x -->", "&lt;b&gt;", "\\<b>", "a\n\n> b", "~~x~~", "| - |", "[^1]: x", "xmpp:a@b.example", "ftp://evil.example",
]  # fmt: skip


def rendered(text: str) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(text))


def shown(page: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", page)).replace("\u200b", "").strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_words_stay_words(text: str) -> None:
    page = rendered(f"{inert(text)}\n")
    assert set(re.findall(r"<(/?\w+)", page)) <= {"p", "/p"}, page
    assert shown(page) == " ".join(text.split())
    assert not re.search("@[A-Za-z]|#[0-9]", html.unescape(page))


@given(st.text(max_size=80))
def test_any_words_stay_words(text: str) -> None:
    page = rendered(f"x {inert(text)}\n")
    assert set(re.findall(r"<(/?\w+)", page)) <= {"p", "/p"}, page


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_event_changes_nothing_around_it(versioned: Versioned, text: str) -> None:
    line = json.dumps(" ".join(text.split()))
    versioned.record.write(
        "events/again.md",
        NEW.replace("A second strike on the hospital", line).replace("It was hit again", f"Hit. {text} it was"),
    )
    page = rendered("\n".join(markdown.lines(versioned.changes())))
    assert "<img" not in page
    assert "href" not in page
    assert page.count("<details>") == page.count("</details>")
    assert page.count("<h2>") == 1


def test_a_summary_is_cut_before_it_is_refused(versioned: Versioned, monkeypatch: pytest.MonkeyPatch) -> None:
    versioned.record.write("events/again.md", NEW)
    monkeypatch.setattr(markdown, "LIMIT", 600)
    lines = list(markdown.lines(versioned.changes()))
    assert lines[-1].startswith("**Cut here")
    assert len("\n".join(lines[:-2]).encode()) <= 600
