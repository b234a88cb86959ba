"""What would stop, crash or fool a reader: each ends in a named problem with its place, and nothing raises."""

from __future__ import annotations

import os
from typing import Any

import pytest
import yaml

from .conftest import TinyRecord

STRIKE, SEED, TAGS = "events/strike.md", "seeds/article.md", "registry/tags.yml"

MERGES = "# 469 bytes\na0: &a0 {k: v}\n"
MERGES += "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 8)}]}}\n" for n in range(1, 9))
MERGES = MERGES.ljust(468, "#") + "\n"
ALIASES = "b0: &b0 [x]\n" + "".join(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 9)}]\n" for n in range(1, 10))
NUMBER = "9" * 4301

FIELDS = [
    # what is put above the first field: the YAML, and the rule, line below the first and column
    ("merge keys", MERGES, "invalid-yaml", 1, 5),
    ("merge keys alone", "a: {<<: {<<: {b: c}}}\n", "invalid-yaml", 0, 5),
    ("alias bomb", ALIASES, "invalid-yaml", 0, 5),
    ("alias of nothing", "a: [*b, *b]\n", "invalid-yaml", 0, 5),
    ("an anchor inside itself", "a: &a [*a]\n", "invalid-yaml", 0, 4),
    ("a number as a key", f"{NUMBER}: x\n", "invalid-yaml", 0, None),
    ("timestamp", "a: !!timestamp x\n", "invalid-yaml", 0, 4),
    ("a key that is a timestamp", "!!timestamp x: a\n", "invalid-yaml", 0, 1),
    ("int", "a: !!int x\n", "invalid-yaml", 0, 4),
    ("python", "a: !!python/object/apply:os.system [id]\n", "invalid-yaml", 0, 4),
    ("a tag of a mile", f"a: !{'x' * 9000} b\n", "invalid-yaml", 0, 4),
    ("an anchor of a mile", f"a: &{'x' * 9000} b\n", "invalid-yaml", 0, 4),
    ("a tag directive", "a: b\n%TAG ! x\n...\n", "invalid-yaml", None, None),
]
PLACES = [(STRIKE, "title:", 2), (SEED, "title:", 2), (TAGS, "hospitals:", 1)]


@pytest.mark.parametrize(("path", "first", "line"), PLACES, ids=[path for path, *_ in PLACES])
@pytest.mark.parametrize(
    ("extra", "rule", "below", "column"), [case[1:] for case in FIELDS], ids=[case[0] for case in FIELDS]
)
def test_hostile_yaml(
    path: str, first: str, line: int, extra: str, rule: str, below: int | None, column: int | None, record: TinyRecord
) -> None:
    record.edit(path, first, extra + first)
    problems = record.problems()
    assert [(p.rule, p.path) for p in problems] == [(rule, path)]
    assert below is None or problems[0].line == line + below
    assert column is None or problems[0].column == column
    assert len(problems[0].message) < 200


def test_the_merge_keys_are_those_of_the_issue() -> None:
    assert len(MERGES) == 469


@pytest.mark.parametrize("path", [STRIKE, SEED])
@pytest.mark.parametrize("sign", ["[", "{a: ", "- ", "? ", "&a ", "!a ", "'", "\t", "a: "])
def test_sixty_kilobytes_of_one_sign(path: str, sign: str, record: TinyRecord) -> None:
    record.edit(path, "title:", f"a: {sign * (60_000 // len(sign))}\ntitle:")
    assert record.found() == [f"{path}:1:1 too-large"]


@pytest.mark.parametrize("sign", ["[", "{a: ", "? ", "&a ", "!a ", "a: "])
def test_sixty_kilobytes_of_one_sign_in_the_registry(sign: str, record: TinyRecord) -> None:
    record.edit(TAGS, "hospitals:", f"a: {sign * (60_000 // len(sign))}\nhospitals:")
    (problem,) = record.problems()
    assert (problem.rule, problem.path, problem.line) == ("invalid-yaml", TAGS, 1)


VALUES = [
    # file, old, new; and what is found
    (STRIKE, "low: 2", f"low: {NUMBER}", "11:10 wrong-type"),
    (STRIKE, "low: 2", f"low: -{NUMBER}", "11:10 negative-figure"),
    (STRIKE, "low: 2", "low: ２", "11:10 wrong-type"),
    (STRIKE, "date: 2016-09-28", f"date: {NUMBER}", "3:7 invalid-date"),
    (STRIKE, "date: 2016-09-28", "date: 2012-02-30", "3:7 invalid-date"),
    (STRIKE, "date: 2016-09-28", "date: 2013-02-29", "3:7 invalid-date"),
    (STRIKE, "date: 2016-09-28", "date: 2012-13", "3:7 invalid-date"),
    (STRIKE, "date: 2016-09-28", "date: !!timestamp x", "3:7 invalid-yaml"),
    (STRIKE, "date: 2016-09-28", "date: [2012]", "3:7 wrong-type"),
    (STRIKE, "title:", "content: x\ntitle:", "2:1 unknown-field"),
    (STRIKE, "title:", "handler: x\ntitle:", "2:1 unknown-field"),
    (STRIKE, "title:", "metadata: x\ntitle:", "2:1 unknown-field"),
    (STRIKE, "title:", "1: x\ntitle:", "2:1 unknown-field"),
    (STRIKE, "title:", "~: x\ntitle:", "2:1 unknown-field"),
    (STRIKE, "title:", "__class__: x\ntitle:", "2:1 unknown-field"),
    (SEED, "title:", "content: x\ntitle:", "2:1 unknown-field"),
    (SEED, "title:", "1: x\ntitle:", "2:1 unknown-field"),
    (TAGS, "hospitals:", "content: x\nhospitals:", "1:10 wrong-type"),
    (STRIKE, "Bombs hit a hospital.", '"\\uD800"', "4:13 invalid-yaml"),
    (STRIKE, "summary: Bombs hit a hospital.", 'summary: "\\uFFFE"', "4:11 invalid-text"),
    (STRIKE, "summary: Bombs hit a hospital.", 'summary: "Bombs \\u202Ehit"', "4:17 invalid-text"),
    (STRIKE, "summary: Bombs hit a hospital.", 'summary: "Bombs \\u2066hit"', "4:17 invalid-text"),
    (STRIKE, "Bombs hit", "Bombs\u202ehit", "4:15 invalid-text"),
    (STRIKE, "was hit at", "was\u2066hit at", "30:17 invalid-text"),
    (STRIKE, "was hit at", "was &#x202E; hit at", "30:18 invalid-text"),
    # names that lead elsewhere
    (STRIKE, "place: aleppo", "place: ../../etc/passwd", "7:8 invalid-id"),
    (STRIKE, "seed: article", "seed: ../seeds/article", "27:11 invalid-id"),
    (STRIKE, "seed: article", "seed: /etc/passwd", "27:11 invalid-id"),
    (STRIKE, "tags: [hospitals]", "tags: [..]", "28:8 invalid-id"),
    (STRIKE, "tags: [hospitals]", "tags: [hospitals]\naliases: [../../index]", "29:11 invalid-id"),
    (STRIKE, "tags: [hospitals]", "tags: [hospitals]\naliases: [con]", "29:11 invalid-id"),
    (STRIKE, "tags: [hospitals]", f"tags: [hospitals]\naliases: [{'a' * 81}]", "29:11 invalid-id"),
    (STRIKE, "night [@agency].", "night [@agency] [[../report]].", "30:43 unknown-event"),
    (STRIKE, "night [@agency].", "night [@agency; @../agency].", "30:42 unknown-source"),
    (STRIKE, "night [@agency].", "night [@agency] ![A wall](../../../etc/passwd).", "30:41 unknown-image"),
    (STRIKE, "night [@agency].", "night [@agency] ![A wall](/etc/passwd).", "30:41 unknown-image"),
    (STRIKE, "night [@agency].", "night [@agency] ![A wall](file:///etc/passwd).", "30:41 unknown-image"),
    (STRIKE, "night [@agency].", "night [@agency] ![A wall](..%2f..%2fx.png).", "30:41 unknown-image"),
    (STRIKE, "night [@agency].", "night [@agency] ![A wall](strike.md).", "30:41 unknown-image"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "expected"), VALUES)
def test_a_hostile_value(path: str, old: str, new: str, expected: str, record: TinyRecord) -> None:
    record.edit(path, old, new)
    assert record.found() == [f"{path}:{expected}"]


@pytest.mark.parametrize(
    ("data", "column", "byte"),
    [(b"\xff", 11, "0xFF"), (b"\xc3", 11, "0xC3"), (b"\xed\xa0\x80", 11, "0xED"), (b"\xc0\xaf", 11, "0xC0"),
     (b"\xf4\x90\x80\x80", 11, "0xF4")],
)  # fmt: skip
def test_broken_utf_8(data: bytes, column: int, byte: str, record: TinyRecord) -> None:
    text = record.read(STRIKE).encode()
    record.write(STRIKE, text.replace(b"Bombs", b"B" + data + b"mbs"))
    (problem,) = record.problems()
    assert (problem.path, problem.line, problem.column, problem.rule) == (STRIKE, 4, column, "invalid-text")
    assert byte in problem.message
    record.write(STRIKE, text.rstrip() + data)
    assert record.found() == [f"{STRIKE}:30:41 invalid-text"]
    record.write(TAGS, record.read(TAGS).encode() + b"a:\n  name: " + data)
    assert f"{TAGS}:5:9 invalid-text" in record.found()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1251"])
def test_other_encodings(encoding: str, record: TinyRecord) -> None:
    record.write(STRIKE, record.read(STRIKE).replace("Bombs", "Бомбы").encode(encoding))
    assert record.rules() == ["invalid-text"]


def table(columns: int, rows: int) -> str:
    """A table of Markdown."""
    return "\n".join(["|a" * columns + "|", "|-" * columns + "|", *["|a" * columns + "|"] * rows])


BODIES = [
    ("16,000 [", "[" * 16_000, 30),
    ("5,000 [^1]", "[^1]" * 5_000, 30),
    ("10,000 - ", "- " * 10_000, 30),
    ("10,000 - and a word", "- " * 10_000 + "x", 30),
    ("10,000 >", ">" * 10_000, 30),
    ("10,000 > ", "> " * 10_000, 30),
    ("10,000 *a ", "*a " * 10_000, 30),
    ("10,000 **a ", "**a " * 10_000, 30),
    ("10,000 _a_ ", "_a_ " * 8_000, 30),
    ("nested links", "[a" * 2_000 + "](b)" * 2_000, 30),
    ("nested images", "![a" * 2_000 + "](b)" * 2_000, 30),
    ("16,000 ![", "![" * 16_000, 30),
    ("16,000 <", "<" * 16_000, 30),
    ("1,000 columns", table(1_000, 3), 32),
    ("16,000 &", "&" * 16_000, 30),
    ("60 KB of [", "[" * 60_000, 30),
    ("a staircase of >", "".join(">" * n + " a\n" for n in range(1, 40)), 45),
    ("a staircase of -", "".join("  " * n + "- a\n" for n in range(40)), 38),
    ("5,000 citations", "[" + ";".join(["@agency"] * 4_000) + "]", 30),
]


@pytest.mark.parametrize("kind", ["event", "seed"])
@pytest.mark.parametrize(("text", "line"), [case[1:] for case in BODIES], ids=[case[0] for case in BODIES])
def test_hostile_markdown(text: str, line: int, kind: str, record: TinyRecord) -> None:
    path = {"event": STRIKE, "seed": SEED}[kind]
    lines = record.read(path).split("\n---\n")[0] + "\n---\n"
    record.write(path, lines + text + "\n")
    (problem,) = record.problems()
    shift = lines.count("\n") + 1 - 30
    assert (problem.rule, problem.path, problem.line) == ("costly-markdown", path, line + shift)
    assert problem.hint


CHEAP = ["`" * 16_000, "#" * 16_000, "~" * 16_000, "=" * 16_000, "-" * 16_000, "|" * 16_000, "[](" * 300,
         "a](b)" * 1_000, "".join("`" * n + " " for n in range(150)), "[a]: b\n" * 1_000, table(30, 30)]  # fmt: skip


@pytest.mark.parametrize("text", CHEAP, ids=lambda text: text[:4])
def test_long_runs_of_what_costs_nothing_are_no_problem_of_cost(text: str, record: TinyRecord) -> None:
    record.write(STRIKE, record.read(STRIKE) + "\n" + text + "\n")
    assert set(record.rules()) <= {"uncited-paragraph"}


def test_nothing_is_constructed_before_the_events_are_seen(record: TinyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise AssertionError

    for name in ("load", "load_all", "compose", "compose_all", "safe_load", "full_load"):
        monkeypatch.setattr(yaml, name, fail)
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        monkeypatch.setattr(loader, "construct_document", fail)
        monkeypatch.setattr(loader, "compose_node", fail, raising=False)
    assert record.found() == []
    record.edit(STRIKE, "title:", MERGES + "title:")
    assert record.found() == [f"{STRIKE}:3:5 invalid-yaml"]


def test_a_million_faults_are_a_hundred_problems(record: TinyRecord) -> None:
    text = record.read(TAGS)
    for faulty in ("  nam: x\n" * 20_000, "".join(f"  x{n}: y\n" for n in range(20_000))):
        record.write(TAGS, text.rstrip() + "\n" + faulty)
        assert len(record.problems()) == 100
    record.write(TAGS, text)
    record.edit(STRIKE, "title:", "".join(f"x{n}: y\n" for n in range(1_500)) + "title:")
    assert len(record.problems()) == 100


def test_names_in_messages_are_cut(record: TinyRecord) -> None:
    long = "x" * 900
    record.edit(STRIKE, "title:", f"{long}: a\n{long}: b\ntitle:")
    record.edit(SEED, "title:", f"a: {{{long}, b: c}}\ntitle:")
    problems = record.problems()
    assert {p.rule for p in problems} == {"duplicate-key", "unknown-field", "cut-text"}
    assert all(len(p.message) < 200 and len(p.hint) < 200 for p in problems)


def test_a_link_for_a_file_of_the_record(record: TinyRecord) -> None:
    os.replace(record.root / STRIKE, record.root / "outside")
    (record.root / STRIKE).symlink_to(record.root / "outside")
    assert f"{STRIKE}:1:1 not-a-file" in record.found()
    assert "strike" not in record.collect().events
