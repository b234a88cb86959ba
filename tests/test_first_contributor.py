"""The path of somebody who contributes an event for the first time, from the clone to the page."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from .built import Built
from .cloned import Clone

TITLE = "Hearing on a strike is announced in a first contribution"
ANSWERS = (
    "--title", TITLE, "--summary", "A court announces a hearing.", "--type", "legal/trial", "--conflict", "Syria",
    "--place", "Dimashq", "--status", "confirmed", "--actor", "International Court of Justice:court",
    "--source-title", "A hearing is announced", "--publisher", "A daily", "--source-url", "https://daily.example.org/hearing",
    "--kind", "news", "--lang", "en", "--id", "first-contribution",
)  # fmt: skip

MISTAKES = [
    # what is replaced, by what, the rule, and what the caret stands under
    ("status: confirmed", "status: sure", "wrong-type", "sure"),
    ("title: ", "titel: ", "unknown-field", "titel"),
    ("place: damascus", "place: damascsu", "unknown-place", "damascsu"),
    ("type: legal/trial", "type: legal/trail", "unknown-type", "legal/trail"),
    ("conflicts: [syria]", "conflicts: [siria]", "unknown-conflict", "siria"),
    ("https://daily.example.org/hearing", "www.daily.example.org/hearing", "invalid-url", "www."),
    ("summary: A court", "summary: Said under #court", "cut-text", "#court"),
    ("role: court", "role: judge", "wrong-type", "judge"),
    ("[@daily", "[@weekly", "unknown-source", "weekly"),
    ("date: ", "date: 2026-02-30 # ", "invalid-date", "2026-02-30"),
]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    return Clone(tmp_path_factory.mktemp("contributor"))


@pytest.fixture(scope="module")
def file(clone: Clone) -> Path:
    """The event that ``new`` made; each test leaves it as it was."""
    done = clone.timeline("new", *ANSWERS, "--date", f"{dt.date.today():%d %b %Y}")
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = clone.root.glob("events/**/first-contribution.md")
    return found


def test_what_new_writes_is_clean_and_in_style(clone: Clone, file: Path) -> None:
    assert clone.call("make", "check").returncode == 0
    assert clone.timeline("fmt", "--check").returncode == 0
    status = clone.call("git", "status", "--porcelain", "--untracked-files=all", "--", ":!.venv").stdout
    assert status == f"?? {file.relative_to(clone.root).as_posix()}\n", "one file came, and nothing else changed"


@pytest.mark.parametrize(
    ("old", "new", "rule", "word"), MISTAKES, ids=[f"{rule}-{word}" for _, _, rule, word in MISTAKES]
)
def test_a_mistake_is_named_at_its_place(clone: Clone, file: Path, old: str, new: str, rule: str, word: str) -> None:
    clean = file.read_text(encoding="utf-8")
    assert old in clean
    broken = clean.replace(old, new, 1)
    line = next(
        number
        for number, text in enumerate(broken.splitlines(), 1)
        if word in text and new.split("#", maxsplit=1)[0].strip() in text
    )
    column = broken.splitlines()[line - 1].index(word) + 1
    path = file.relative_to(clone.root).as_posix()
    try:
        file.write_text(broken, encoding="utf-8")
        done = clone.timeline("check", path)
    finally:
        file.write_text(clean, encoding="utf-8")
    assert done.returncode == 1
    assert f"{path}:{line}:{column}: error {rule}: " in done.stdout, done.stdout
    assert "    hint: " in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_all_ten_mistakes_at_once_are_all_told(clone: Clone, file: Path) -> None:
    clean = broken = file.read_text(encoding="utf-8")
    for old, new, _, _ in MISTAKES:
        assert old in broken
        broken = broken.replace(old, new, 1)
    try:
        file.write_text(broken, encoding="utf-8")
        done = clone.timeline("check", file.relative_to(clone.root).as_posix())
    finally:
        file.write_text(clean, encoding="utf-8")
    told = set(re.findall(r": error ([a-z-]+): ", done.stdout))
    assert told >= {rule for _, _, rule, _ in MISTAKES}, done.stdout


def test_fmt_puts_a_careless_file_in_order(clone: Clone, file: Path) -> None:
    clean = file.read_text(encoding="utf-8")
    fields, body = clean.split("---\n", 2)[1:]
    careless = fields.replace("status: confirmed\n", "").replace("title: ", "status:   'confirmed'\ntitle:   ", 1)
    try:
        file.write_bytes(f"---\n{careless}---\n\n\n{body}".replace("\n", "\r\n").encode())
        assert clone.timeline("fmt", "--check").returncode == 1
        assert clone.timeline("fmt").returncode == 0
        assert file.read_bytes().decode() == clean
    finally:
        file.write_bytes(clean.encode())


def test_the_event_is_on_home_timeline_and_the_pages_of_its_actor_and_place(clone: Clone, file: Path) -> None:
    done = clone.call("make", "site")
    assert done.returncode == 0, done.stdout + done.stderr
    site = Built(clone.root / "site")
    pages = [
        "",
        "timeline/",
        "actors/international-court-of-justice/",
        "places/damascus/",
        "conflicts/syria/",
        "types/legal/trial/",
    ]
    for url in [*pages, f"timeline/{dt.date.today().year}/"]:
        leading = [site.resolve(url, node.attributes["href"] or "") for node in site.article(url).css("a.ct-title")]
        assert ("events/first-contribution/", "") in leading, url
    assert TITLE in site.article("events/first-contribution/").text()
    assert site.broken_links() == []
