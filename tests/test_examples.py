"""The examples of the rules: each wrong one breaks its rule and no other, each right one none."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from conflict_timeline import examples
from conflict_timeline.examples import Example, Excerpt
from conflict_timeline.reports.explanation import explained, listed
from conflict_timeline.rules import RULES
from conflict_timeline.settings import Settings

from .built import Built, run
from .conftest import TinyRecord

CHECKED = [rule.name for rule in RULES.values() if rule.by == "check"]
"""What ``check`` finds; the examples of the others are tried beside the command that finds them."""
NEW = """---
title: A new event
date: 2014-01-01
summary: Something happened.
type: explosions/air-strike
conflicts: [example-conflict]
place: example-town
status: confirmed
sources:
  new:
    title: Something new
    publisher: A newspaper
    url: https://news.example.org/new
    kind: news
---
It happened [@new].
"""


@pytest.fixture
def record(record: TinyRecord) -> TinyRecord:
    """The tiny record in a land that does not exist: the package knows of no conflict, and neither do its examples."""
    names = {"[syria]": "[example-conflict]", "aleppo": "example-town", "Aleppo": "Example Town", "russia": "example-state",
             "Russia": "Example State", "SY": "FR", "36.20": "48.86", "37.16": "2.35", "lat: 35": "lat: 46", "lon: 38": "lon: 2"}  # fmt: skip
    for file in [path for path in record.root.rglob("*") if path.is_file()]:
        text = file.read_text(encoding="utf-8")
        for old, new in {**names, "syria": "example-conflict" if file.stem == "conflicts" else "example-land"}.items():
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
    return record


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "grey").save(file, "PNG")
    return file.getvalue()


def lay(record: TinyRecord, rule: str, excerpts: tuple[Excerpt, ...]) -> None:
    """Lay an example over the record."""
    for excerpt in excerpts:
        path, _, target = excerpt.path.partition(" -> ")
        text = re.sub(r"\[… ([\d,]+) characters\]", lambda found: "x" * int(found[1].replace(",", "")), excerpt.text)
        if path.endswith(" (deleted)"):
            (record.root / path.removesuffix(" (deleted)")).unlink()
        elif target:
            (record.root / path).symlink_to(target)
        elif path.endswith(".png"):
            record.write(path, text or picture())
        elif path.startswith("docs/") or (rule == "missing-front-matter" and not text.startswith("---\n")):
            record.write(path, text)  # a file as it is, not the lines that are changed
        else:
            record.write(path, merged(record.read(path) if (record.root / path).exists() else NEW, text))


def merged(text: str, excerpt: str) -> str:
    """A file with the fields and the text of an excerpt in the place of its own."""
    excerpt = excerpt.replace("…\n", "")
    if excerpt.count("---\n") == 2:
        excerpt = excerpt.removeprefix("---\n")
    fields, line, body = excerpt.partition("---\n")
    marked = text.startswith("---\n")
    head, _, rest = text.removeprefix("---\n").partition("---\n") if marked else (text, "", "")
    names = set(re.findall(r"^([\w-]+):", fields, re.MULTILINE))
    blocks = re.findall(r"^[\w-]+:.*\n(?:[ ].*\n)*", head, re.MULTILINE)
    kept = [block for block in blocks if block.partition(":")[0] not in names]
    if not marked:
        return "".join([*kept, fields])
    return "".join(["---\n", *kept, fields, "---\n", body if line else rest])


def test_an_excerpt_is_merged_field_by_field() -> None:
    text = "---\na: 1\nb:\n  - 2\nc: 3\n---\nText.\n"
    assert merged(text, "b: 4\nb: 5\n…\n") == "---\na: 1\nc: 3\nb: 4\nb: 5\n---\nText.\n"
    assert merged(text, "---\nMore.\n") == "---\na: 1\nb:\n  - 2\nc: 3\n---\nMore.\n"
    assert merged("a:\n  x: 1\nb:\n  y: 2\n", "a:\n  z: 3\n") == "b:\n  y: 2\na:\n  z: 3\n"


def broken(record: TinyRecord, rule: str) -> set[str]:
    """The rules that are broken; that nothing refers to an entry is no matter where another rule is shown."""
    unimportant = {"empty-registry-entry"} - {rule}
    return set(record.rules()) - unimportant


@pytest.mark.parametrize("rule", CHECKED)
def test_the_wrong_example_breaks_its_rule_alone(rule: str, record: TinyRecord) -> None:
    lay(record, rule, examples.of(rule).wrong)
    assert broken(record, rule) == {rule}, record.problems()


@pytest.mark.parametrize("rule", RULES)
def test_the_right_example_breaks_none(rule: str, record: TinyRecord) -> None:
    lay(record, rule, examples.of(rule).right)
    assert broken(record, rule) == set(), record.problems()


def test_every_example_belongs_to_a_rule_and_is_short() -> None:
    folder = Path(examples.__file__).parent
    assert {file.stem for file in folder.glob("*.yml")} == set(RULES)
    for rule in RULES:
        example = examples.of(rule)
        assert example.wrong != example.right
        assert all(excerpt.text.count("\n") <= 16 for excerpt in (*example.wrong, *example.right)), rule


def test_an_explanation() -> None:
    assert list(explained(RULES["invalid-date"], Settings(site_url="https://example.org/"))) == [
        "invalid-date: error",
        "",
        "A date is written in EDTF (ISO 8601-2) and exists in the calendar.",
        "Order, spans and uncertainty are all computed from it.",
        "",
        "Wrong:",
        "  events/strike.md",
        "    date: 28 September 2016",
        "",
        "Right:",
        "  events/strike.md",
        "    date: 2016-09-28",
        "",
        "https://example.org/reference/rules/#invalid-date",
    ]


def test_an_example_of_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    example = Example((Excerpt("a.md", "x\n\ny\n"), Excerpt("b.png", "")), (Excerpt("a.md", "x\n"),))
    monkeypatch.setattr(examples, "of", lambda _: example)
    assert list(explained(RULES["no-text"]))[4:] == ["", "Wrong:", "  a.md", "    x", "", "    y", "  b.png", "", "Right:", "  a.md", "    x"]  # fmt: skip


def test_the_list_has_a_line_for_each_rule() -> None:
    lines = list(listed())
    assert [line.split()[:2] for line in lines] == [[rule.severity, name] for name, rule in RULES.items()]
    assert len({line.index(rule.wants) for line, rule in zip(lines, RULES.values(), strict=True)}) == 1


def test_the_command_explains_and_lists(record: TinyRecord) -> None:
    record.write("mkdocs.yml", "site_url: https://example.org\n")
    record.write("events/broken.md", "no front matter")
    done = run("check", "--explain", "unknown-actor", root=record.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "by: rusia" in done.stdout
    assert done.stdout.endswith("https://example.org/reference/rules/#unknown-actor\n")
    done = run("check", "--list", root=record.root)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, len(RULES))


def test_an_unknown_rule_gives_the_nearest(record: TinyRecord) -> None:
    done = run("check", "--explain", "unknown-actors", root=record.root)
    assert done.returncode == 2
    assert "there is no rule unknown-actors; did you mean unknown-actor?" in done.stderr
    assert "check --list names them all" in run("check", "--explain", "xyz", root=record.root).stderr


def test_the_reference_shows_every_example(built: Built) -> None:
    tree = built.tree("reference/rules/")
    for rule in RULES:
        shown = [node.text() for node in tree.css(f"#{rule} pre")]
        example = examples.of(rule)
        assert shown == [excerpt.text for excerpt in (*example.wrong, *example.right) if excerpt.text], rule
