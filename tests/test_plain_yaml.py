"""The quick way through YAML agrees with the strict one, or leaves the text to it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conflict_timeline.front_matter.plain_yaml import plain
from conflict_timeline.front_matter.strict_yaml import Reader, Refused
from conflict_timeline.problems import Problem
from conflict_timeline.text.characters import refused

from .built import ROOT
from .mutations import mutated


def strictly(text: str) -> dict[str, object] | None:
    """What the strict reader gives; None where it has anything to tell."""
    problems: list[Problem] = []
    try:
        data = Reader("x", text, 1, problems=problems).read()
    except Refused:
        return None
    return None if problems else data


def agrees(text: str) -> None:
    """Assert that the quick way gives what the strict one does, keys in the same order, or nothing."""
    found = plain(text)
    if found is not None:
        assert repr(found) == repr(strictly(text)), text


def files() -> list[str]:
    """The YAML of every file of the project's record and of the tests' records."""
    found = []
    for folder in ("events", "seeds", "registry", "tests/records", "docs"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".md", ".yml") and path.is_file():
                text = path.read_text(encoding="utf-8", errors="replace")
                found += [text, text.split("\n---")[0].removeprefix("---\n") + "\n"]
    return found


FILES = files()

WORDS = st.sampled_from([
    "a", "key", "b-c", "d_1", "Word", "two words", "a: b", "a:b", "a #b", "a#b", "#a", "a:", ":", "-", "- a", "-1", "--- a",
    "...", "? a", "?", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">-", "<<", "~", "null", "'", "''", "'a'", "'a''b'", "'a'b'",
    "'a' b", "'a: b'", '"a"', '"a: b"', '"a\\n"', '"a"b', "[]", "[a]", "[a, b]", "[a,b]", "[a, b: c]", "[a, ]", "[[a]]", "{}",
    "{a: b}", "[a", "a]", "é", "(a)", " a", "a ", "", "\ta", "a\tb", "2012-02-06", "3.5", "=", "a 'b' c", "\u00a0", "a\u3000",
])  # fmt: skip
LINES = st.builds(
    lambda spaces, hyphens, key, value: " " * spaces + "- " * hyphens + key + value,
    st.integers(0, 7),
    st.integers(0, 2),
    st.one_of(st.just(""), WORDS.map(lambda word: f"{word}:"), WORDS.map(lambda word: f"{word}: ")),
    WORDS,
)


@given(st.lists(LINES, max_size=8).map("\n".join), st.sampled_from(["", "\n", "\n\n"]))
@settings(max_examples=600)
@example("a:\n- b", "\n")
@example("a:\n- b: c\n  d:\n  - e\nf: g", "")
@example("a:\n  - b\n - c", "\n")
@example("a:\n  b: c\n d: e", "\n")
@example("a: b\n  c", "\n")
@example("a:\n- 'b'\n- ''\nc: ''", "\n")
@example("a:\nb: c", "\n")
@example("a: b\na: c", "\n")
def test_lines_of_any_kind(text: str, end: str) -> None:
    agrees(text + end)


@given(st.text("ab: -'\"[],#\n{}&*!|>%?\\é\t0", max_size=40))
@settings(max_examples=600)
def test_signs_of_any_kind(text: str) -> None:
    agrees(text)


@pytest.mark.parametrize("seed", range(4))
def test_mutations_of_real_files(seed: int) -> None:
    rng = Random(seed)
    for text in FILES:
        data = mutated(rng, text.encode(), [other.encode() for other in FILES])
        changed = data.decode("utf-8", "ignore").replace("\r\n", "\n").replace("\r", "\n")
        if refused(changed) is None:
            agrees(changed)


@pytest.mark.parametrize("depth", range(1, 9))
def test_as_deep_as_the_strict_one_and_no_deeper(depth: int) -> None:
    text = "".join(f"{'  ' * level}a:\n" for level in range(depth - 1)) + "  " * (depth - 1)
    for last in ("a: b\n", "a: [b]\n", "- a: b\n"):
        agrees(text + last)
    assert (plain(f"{text}a: b\n") is None) == (depth > 6)


def test_the_houses_style_is_read_the_quick_way() -> None:
    texts = [path.read_text(encoding="utf-8") for path in Path(ROOT / "events").rglob("*.md")]
    fields = [text.split("\n---\n")[0].removeprefix("---\n") + "\n" for text in texts]
    assert all(plain(text) == strictly(text) for text in fields if plain(text) is not None)
    assert sum(plain(text) is not None for text in fields) > 0.9 * len(fields)


@pytest.mark.parametrize("line", ["- a: b\n", "- ''\n", "a: 'b''c'\n", "- [a, b]\n", "a:\n"])
def test_a_long_text_takes_a_time_that_grows_with_its_length(line: str) -> None:
    agrees("a:\n" + line * 2000)
    agrees(line.strip() + " " * 20_000 + "\n")
    agrees("a: " + "'" * 20_001 + "\n")
