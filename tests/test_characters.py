"""Which characters texts may hold, as themselves, as YAML's escapes and as Markdown's references."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_timeline.front_matter import read
from conflict_timeline.text.characters import named, refused

TURNING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
UNSEEN = [
    0x00AD,
    0x034F,
    0x115F,
    0x180E,
    0x200B,
    0x2028,
    0x2029,
    0x2060,
    0x2062,
    0x206A,
    0x2800,
    0x3164,
    0xFE0F,
    0xFEFF,
]
FORBIDDEN = [
    0x00,
    0x07,
    0x0B,
    0x1B,
    0x7F,
    0x85,
    0x9F,
    0xD800,
    0xDFFF,
    0xE000,
    0xFDD0,
    0xFFFE,
    0xFFFF,
    0x1FFFE,
    0x10FFFF,
]
TAGS = [0xE0001, 0xE0041, 0xE007F, 0xE0100]

EVENT = "---\ntitle: {}\n---\n{}\n"


@pytest.mark.parametrize("code", [*TURNING, *UNSEEN, *FORBIDDEN, *TAGS], ids=lambda code: f"{code:04X}")
@pytest.mark.parametrize("around", ["ab", "شب"])
def test_never_allowed(code: int, around: str) -> None:
    assert refused(f"{around[0]}{chr(code)}{around[1]}") == 1


@pytest.mark.parametrize(
    "text",
    [
        "plain words, «quoted», naïve, e\u0301",
        "tab\tand\nline",
        "no-break\u00a0space, thin\u202fspace, fifth\u2009space",
        "می\u200cخواهم",  # Persian, a joiner between letters
        "ه\u200d",  # the letter in its joined form
        "क\u094d\u200dष",  # Devanagari
        "مرحبا! \u200f",  # Arabic, a mark after the stop
        "\u061cالقاهرة 2012",
        "שלום\u200e (IDF)",  # Hebrew
        "القاهرة، سوريا 🙂 𝒳",
    ],
)
def test_allowed(text: str) -> None:
    assert refused(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("pay\u200dpal", 3),
        ("pay\u200cpal", 3),
        ("a\u200fb", 1),
        ("a\u200eb", 1),
        ("شب" + " " + "x" * 200 + "\u200f", 203),
        ("می\u200c\u200cخواهم", 2),
        ("می\u200c\u200dخواهم", 2),
        ("\u200d", 0),
        ("ا \u200d b", 2),
    ],
)
def test_joiners_and_marks_stand_beside_a_script_that_needs_them(text: str, place: int) -> None:
    assert refused(text) == place


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_every_unseen_character_is_found(text: str) -> None:
    place = refused(text)
    categories = {unicodedata.category(c) for c in (text if place is None else text[:place])}
    assert not categories & {"Cs", "Co", "Zl", "Zp"}


def test_no_format_character_passes_between_latin_letters() -> None:
    passed = [chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) in ("Cc", "Cf", "Cs", "Co")
              and refused(f"a{chr(c)}b") is None]  # fmt: skip
    # What is left is seen: signs before a number in Arabic, Syriac and Kaithi, joiners of hieroglyphs.
    assert all(
        c in "\t\n" or unicodedata.name(c).split()[0] in ("ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN") for c in passed
    )
    assert refused("a\u061cb") == 1


def test_a_character_is_named() -> None:
    assert named("\u202e") == "U+202E (RIGHT-TO-LEFT OVERRIDE)"
    assert named("\x00") == "U+0000"
    assert named("\U000e0041") == "U+E0041 (TAG LATIN CAPITAL LETTER A)"


@pytest.mark.parametrize(
    ("title", "column"),
    [
        (r'"a\u202Eb"', 10),
        (r'"a\U0000202eb"', 10),
        (r'"\\ \x00"', 12),
        (r'"\0"', 9),
        (r'"a\e[31m"', 10),
        (r'"\uFEFF"', 9),
        (r'"a\_\u200Bb"', 12),
        (r'"\L"', 9),
        (r'"\uE000"', 9),
        (r'"\U000E0041"', 9),
        (r'"\uD83D\uDE00"', 11),  # a pair of surrogates, which YAML does not know
        (r'"\uD800"', 11),
        (r'"\U00110000"', 11),
    ],
)
def test_escapes_in_yaml_are_held_to_the_same(title: str, column: int) -> None:
    document, problems = read(EVENT.format(title, "").encode(), "e.md")
    (problem,) = problems
    assert (problem.line, problem.column) == (2, column)
    assert problem.rule == "invalid-text" if document else "invalid-yaml"


def test_an_escaped_key_is_held_to_it_too() -> None:
    (problem,) = read(b'---\na: b\n"x\\u202e": c\n---\n', "e.md")[1]
    assert (problem.rule, problem.line, problem.column) == ("invalid-text", 3, 3)


@pytest.mark.parametrize("title", [r'"\u00e9 \t \_ \" \\u202E \\0"', r"'\u202E'", r"\u202E", r'"م\u200Cن"', r'"\N{x}"'])
def test_other_escapes_are_no_matter(title: str) -> None:
    assert [p.rule for p in read(EVENT.format(title, "").encode(), "e.md")[1] if p.rule != "invalid-yaml"] in (
        [],
        ["invalid-text"] if r"\N" in title else [],
    )


@pytest.mark.parametrize(
    "body",
    [
        "a &#x202E; b",
        "a &#8238; b",
        "a &shy; b",
        "a &ZeroWidthSpace; b",
        "a &#0; b",
        "a &#xE000; b",
        "a &#9999999; b",
        "a &zwj; b",
    ],
)
def test_references_in_markdown_are_held_to_the_same(body: str) -> None:
    (problem,) = read(EVENT.format("x", f"one\n{body}").encode(), "e.md")[1]
    assert (problem.rule, problem.line, problem.column) == ("invalid-text", 5, 3)


@pytest.mark.parametrize(
    "body", ["&amp; &eacute; &#x41; &nbsp; &; &#; &#x; &nothing; &#10;", "می&zwnj;خواهم", "شب &rlm;"]
)
def test_other_references_are_no_matter(body: str) -> None:
    assert read(EVENT.format("x", body).encode(), "e.md")[1] == []
