"""Reading files: what survives, what is refused, and that every place is the right one."""

from __future__ import annotations

import string
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from conflict_timeline.front_matter import FILE_LIMIT, FRONT_MATTER_LIMIT, Document, read, read_yaml
from conflict_timeline.problems import Problem


def fields(text: str) -> Document:
    """Read fields that are in order."""
    document, problems = read_yaml(text.encode(), "f.yml")
    assert problems == []
    assert document is not None
    return document


def faults(text: str | bytes) -> list[Problem]:
    """Read fields that are not."""
    return read_yaml(text if isinstance(text, bytes) else text.encode(), "f.yml")[1]


def event(text: str | bytes) -> tuple[Document | None, list[Problem]]:
    """Read an event."""
    return read(text if isinstance(text, bytes) else text.encode(), "events/e.md")


def test_fields_and_body_are_split_and_know_their_places() -> None:
    document, problems = event("---\ntitle: A\nlist:\n  - one: 1\n---\n\n\n  Body.\n\nMore.\n\n")
    assert problems == []
    assert document is not None
    assert document.data == {"title": "A", "list": [{"one": "1"}]}
    assert document.body == "  Body.\n\nMore."
    assert document.body_line == 8
    assert document.body_mark(document.body.index("Body")) == (8, 3)
    assert document.body_mark(document.body.index("More")) == (10, 1)
    assert document.mark(("title",)) == (2, 8)
    assert document.mark(("title",), key=True) == (2, 1)
    assert document.mark(("list", 0, "one")) == (4, 10)
    assert document.mark(("list", 0)) == (4, 5)


@pytest.mark.parametrize(
    ("loc", "mark"),
    [
        ((), (1, 1)),
        (("nothing",), (1, 1)),
        (("list", 0, "two"), (3, 5)),
        (("list", 7), (2, 1)),
        (("list", 0, "one", "deeper"), (3, 5)),
    ],
)
def test_what_is_not_there_stands_at_what_is_around_it(loc: tuple[str | int, ...], mark: tuple[int, int]) -> None:
    assert fields("a: b\nlist:\n  - one: 1\n").mark(loc) == mark


@pytest.mark.parametrize(
    "text",
    ["NO", "no", "yes", "true", "null", "~", "12:30", "010", "0x1F", "1_000", "1e3", ".inf", "2012-02", "2012-02-06",
     "2012-02-06T12:00:00Z", "=", "+1", "1.50", "a#b", "it's", "C:\\x", "a, b", "e]", "«words»", "القاهرة", "$1", "a:b"],
)  # fmt: skip
def test_every_plain_scalar_stays_the_text_it_is(text: str) -> None:
    assert fields(f"key: {text}\n").data == {"key": text}
    assert fields(f"{text}: value\n").data == {text: "value"}


def test_a_field_may_bear_any_name() -> None:
    assert fields("1: a\ncontent: b\nhandler: c\n").data == {"1": "a", "content": "b", "handler": "c"}
    document, _ = event("---\ncontent: a\n1: b\n---\n")
    assert document is not None
    assert document.data == {"content": "a", "1": "b"}


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_change_nothing(line_end: str, mark: bytes) -> None:
    text = "---\ntitle: A\ntext: |\n  one\n  two\n---\nBody\nmore\n"
    assert event(mark + text.replace("\n", line_end).encode()) == event(text)


@pytest.mark.parametrize(
    ("text", "message", "line", "hint"),
    [
        ("", "does not begin with ---", 1, "write --- on the first line"),
        ("title: A\n", "does not begin with ---", 1, "write --- on the first line"),
        ("\n\n---\ntitle: A\n---\n", "does not begin with ---", 1, "delete the empty lines"),
        ("---\ntitle: A\n", "never closed", 1, "write --- on a line of its own"),
        ("----\ntitle: A\n----\n", "does not begin with ---", 1, "delete the empty lines"),
    ],
)
def test_missing_front_matter(text: str, message: str, line: int, hint: str) -> None:
    document, problems = event(text)
    assert document is None
    assert [problem.rule for problem in problems] == ["missing-front-matter"]
    assert message in problems[0].message
    assert problems[0].line == line
    if not text.startswith("----"):
        assert problems[0].hint.startswith(hint)


def test_front_matter_may_be_empty() -> None:
    document, problems = event("---\n---\nBody.")
    assert problems == []
    assert document is not None
    assert (document.data, document.body, document.body_line) == ({}, "Body.", 3)


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "---", "---\n", "--- # nothing yet\n"])
def test_a_file_of_the_registry_may_be_empty(text: str) -> None:
    assert fields(text).data == {}


REFUSED = [
    # text, rule, line, column, a part of the message, a part of the hint
    ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1, "a is given twice", "keep one"),
    ("a:\n  - b: 1\n    b: 2\n", "duplicate-key", 3, 5, "b is given twice", "keep one"),
    ("a: !!str x\n", "invalid-yaml", 1, 4, "is a tag", "begins with !"),
    ("a: ! x\n", "invalid-yaml", 1, 4, "is a tag", "begins with !"),
    ("a: !!python/object:os.system x\n", "invalid-yaml", 1, 4, "is a tag", "begins with !"),
    ("!x a: b\n", "invalid-yaml", 1, 1, "is a tag", "begins with !"),
    ("a: !x {b: c}\n", "invalid-yaml", 1, 4, "is a tag", "begins with !"),
    ("a: !x [b]\n", "invalid-yaml", 1, 4, "is a tag", "begins with !"),
    ("a: &x y\n", "invalid-yaml", 1, 4, "is an anchor", "begins with &"),
    ("a: &x [y]\n", "invalid-yaml", 1, 4, "is an anchor", "begins with &"),
    ("a: *x\n", "invalid-yaml", 1, 4, "is an alias", "begins with *"),
    ("*x : a\n", "invalid-yaml", 1, 1, "a list or a mapping stands", "in quotes"),
    ("<<: {a: b}\n", "invalid-yaml", 1, 1, "merge key", "write the fields out"),
    ("a:\n  <<: {a: b}\n", "invalid-yaml", 2, 3, "merge key", "write the fields out"),
    ("? [a]\n: b\n", "invalid-yaml", 1, 3, "a list or a mapping stands", "in quotes"),
    ("- a\n", "invalid-yaml", 1, 1, "name: value", "title: …"),
    ("a\n", "invalid-yaml", 1, 1, "name: value", "title: …"),
    ("%YAML 1.1\n---\na: b\n", "invalid-yaml", 1, 1, "directive", "delete"),
    ("a: b\n---\nc: d\n", "invalid-yaml", 2, 1, "second document", "delete"),
    ("title: #MarchToAccountability\n", "cut-text", 1, 8, "begins with #", "title: '#MarchToAccountability'"),
    ("a: b\nsummary: launches #March\nc: d\n", "cut-text", 2, 19, "cut before #March", "in quotes"),
    ("a: [x #y\n ]\n", "cut-text", 1, 7, "cut before #y", "in quotes"),
    ("a: {says: one, two}\n", "cut-text", 1, 16, "two is taken for a field", "in quotes"),
    ("a: [\n", "invalid-yaml", 1, 4, "node content", "close the bracket"),
    ("a: 1\nb: 'x\nc: d\n", "invalid-yaml", 2, 4, "end of stream", "close the quotation mark"),
    ("a: b: c\n", "invalid-yaml", 1, 5, "mapping values", "«: » in quotes"),
    ("a:\n\t- b\n", "invalid-yaml", 2, 1, "cannot start", "spaces"),
    ("a: @x\n", "invalid-yaml", 1, 4, "cannot start", "begins with @"),
    ("a: b\nc\n", "invalid-yaml", 2, 1, "could not find expected", "name: value"),
]


@pytest.mark.parametrize(("text", "rule", "line", "column", "message", "hint"), REFUSED)
def test_refused(text: str, rule: str, line: int, column: int, message: str, hint: str) -> None:
    (problem,) = faults(text)
    assert (problem.rule, problem.line, problem.column) == (rule, line, column)
    assert message in problem.message
    assert hint in problem.hint
    _, below = event(f"---\n{text}---\n") if "---" not in text else (None, [problem])
    assert below[0].line == problem.line + ("---" not in text)


@pytest.mark.parametrize("text", ["a: 'b' #c\n", "a: b # c\n", "a: # c\n", "a: |\n  b #c\n", "a: b#c\n", "#a\nb: c\n"])
def test_a_comment_is_no_cut_text(text: str) -> None:
    assert faults(text) == []


def test_the_first_of_two_values_is_kept_and_its_place() -> None:
    document, _ = read_yaml(b"a: [x, y]\na: [z]\n", "f")
    assert document is not None
    assert document.data == {"a": ["x", "y"]}
    assert document.mark(("a", 0)) == (1, 5)


@pytest.mark.parametrize(
    ("data", "line", "column", "told"),
    [
        (b"a: b\nc: \xff", 2, 4, "0xFF"),
        (b"\xef\xbb\xbfa: \xe9\n", 1, 4, "0xE9"),
        (b"\xc3\xa9: b\r\nc: \xe9", 2, 4, "0xE9"),
        (b"a: \x00", 1, 4, "U+0000"),
        (b"a: b\r\nc: \x1b[31m", 2, 4, "U+001B"),
        ("a: x\u202ey".encode(), 1, 5, "U+202E"),
        ("a: x\u200by".encode(), 1, 5, "U+200B"),
        ("a: x\ue000y".encode(), 1, 5, "U+E000"),
        ("a: x\u2028y".encode(), 1, 5, "U+2028"),
    ],
)
def test_invalid_text(data: bytes, line: int, column: int, told: str) -> None:
    (problem,) = faults(data)
    assert (problem.rule, problem.line, problem.column) == ("invalid-text", line, column)
    assert told in problem.message


def test_joiners_and_marks_that_scripts_need_are_allowed() -> None:
    assert fields("a: 'می\u200cخواهم \u200f'\n").data == {"a": "می\u200cخواهم \u200f"}


def test_limits_hold_before_anything_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "parse", lambda *_, **__: pytest.fail("parsed"))
    for text in ("---\na: b\n---\n" + "x" * FILE_LIMIT, f"---\na: {'x' * FRONT_MATTER_LIMIT}\n---\n"):
        document, (problem,) = event(text)
        assert document is None
        assert problem.rule == "too-large"


def test_what_fits_the_limits_is_read() -> None:
    head = f"---\na: {'x' * (FRONT_MATTER_LIMIT - 4)}\n---\n"
    document, problems = event(head + "y" * (FILE_LIMIT - len(head)))
    assert document is not None
    assert problems == []
    assert event(head + "y" * (FILE_LIMIT - len(head) + 1))[1][0].rule == "too-large"


def nested(depth: int, opening: str = "[", closing: str = "]") -> str:
    """Fields that are so many levels deep."""
    return "a: " + opening * (depth - 1) + "x" + closing * (depth - 1) + "\n"


def test_depth_is_limited() -> None:
    assert faults(nested(6)) == []
    for text in (
        nested(7),
        nested(7, "{a: ", "}"),
        nested(60_000),
        nested(60_000, "[", ""),
        nested(60_000, "{a: ", ""),
    ):
        (problem,) = faults(text)
        assert problem.rule == "invalid-yaml"
        # libyaml looks ahead as far as a key may reach, and refuses what is a thousand deep there itself.
        assert "more than 6 deep" in problem.message or "nesting depth" in problem.message
        assert "fewer levels" in problem.hint
    assert event(f"---\n{nested(10_000, '[', '')}---\n")[1][0].rule == "invalid-yaml"


TEXT = st.text(st.characters(codec="utf-8"), max_size=200)
YAMLISH = st.text("ab:-#'\"[]{},&*!|>%@?~ \n\t\r\\0é", max_size=80)


@example(b"---")
@given(st.one_of(st.binary(max_size=300), TEXT.map(str.encode), YAMLISH.map(str.encode)))
def test_arbitrary_bytes_never_raise(data: bytes) -> None:
    for content in (data, b"---\n" + data + b"\n---\n" + data):
        for reading in (read, read_yaml):
            document, problems = reading(content, "f")
            assert document is not None or problems
            lines = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
            for problem in problems:
                assert 1 <= problem.line <= len(lines)
                assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
            if document is not None:
                document.mark(("a", 0))


KEYS = st.text(string.ascii_lowercase, min_size=1, max_size=6)
SCALARS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=30).filter(
    lambda text: not any(c in text for c in "\u00ad\u0085\u180e") and all(c < "\ue000" for c in text)
)
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS, lambda deeper: st.lists(deeper, max_size=3) | st.dictionaries(KEYS, deeper, max_size=3), max_leaves=6
    ),
    max_size=4,
)


def depth(data: Any) -> int:
    """How many lists and mappings stand inside each other."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return bool(isinstance(data, (dict, list))) + max(map(depth, inner), default=0)


@given(DATA.filter(lambda data: depth(data) <= 6), st.sampled_from([True, False, None]), st.integers(20, 200))
def test_plain_data_is_read_as_by_any_yaml_reader(data: dict[str, Any], flow: bool | None, width: int) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=width)
    document, problems = read_yaml(text.encode(), "f")
    assert problems == []
    assert document is not None
    assert document.data == data == yaml.load(text, Loader=yaml.BaseLoader)


@given(SCALARS)
def test_every_text_survives_in_quotes(text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    assert fields(f"key: {quoted}\n").data == {"key": text}
    document, problems = event(f"---\nlist: [{quoted}]\n---\n")
    assert problems == []
    assert document is not None
    assert document.data == {"list": [text]}


def leaves(data: Any, loc: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    """Every text in nested data with the way to it."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else None
    if pairs is None:
        return [(loc, data)]
    return [leaf for step, value in pairs for leaf in leaves(value, (*loc, step))]


@given(
    st.dictionaries(
        KEYS,
        st.recursive(
            st.from_regex(r"[a-zé]{1,8}", fullmatch=True),
            lambda deeper: (
                st.lists(deeper, min_size=1, max_size=3) | st.dictionaries(KEYS, deeper, min_size=1, max_size=3)
            ),
            max_leaves=5,
        ),
        max_size=4,
    ).filter(lambda data: depth(data) <= 6),
    st.booleans(),
)
def test_marks_point_at_the_very_characters(data: dict[str, Any], flow: bool) -> None:
    text = "---\n" + yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow) + "---\n"
    document, problems = event(text)
    assert problems == []
    assert document is not None
    lines = text.split("\n")
    for loc, value in leaves(data):
        line, column = document.mark(loc)
        assert lines[line - 1][column - 1 :].lstrip("'\"").startswith(value)
        if isinstance(loc[-1], str):
            line, column = document.mark(loc, key=True)
            assert lines[line - 1][column - 1 :].lstrip("'\"").startswith(loc[-1])
