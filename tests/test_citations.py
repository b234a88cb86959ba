"""Citations, links and paragraphs of a body, each with its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_timeline.bodies.citations import _CITATION, Body, Citation, Reference


def keys(text: str) -> list[tuple[str, str]]:
    """The keys that a text cites, with their locators."""
    return [(cite.key, cite.locator) for citation in Body(text).citations for cite in citation.cites]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A [@one].", [("one", "")]),
        ("A [@one, p. 4].", [("one", "p. 4")]),
        ("A [@one, pp. 4, 6; @two].", [("one", "pp. 4, 6"), ("two", "")]),
        ("A [ @one ].", []),
        ("A [@one; two].", [("one", ""), ("two", "")]),
        ("A [@].", [("@", "")]),
        ("A `[@one]`.", []),
        ("A \\[@one].", []),
        ("```\n[@one]\n```", []),
        ("    [@one]", []),
        ("- A [@one]", [("one", "")]),
        ("| a |\n|---|\n| [@one] |", [("one", "")]),
        ("> A [@one]", [("one", "")]),
        ("## A [@one]", [("one", "")]),
        ("![x [@one]](y.png)", []),
        ("A [@one\n].", []),
    ],
)
def test_citations(text: str, expected: list[tuple[str, str]]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "name", "words"),
    [
        ("[[strike]]", "event", "strike", ""),
        ("[[strike|the strike]]", "event", "strike", "the strike"),
        ("[[ strike | the strike ]]", "event", "strike", "the strike"),
        ("[[actor:russia]]", "actor", "russia", ""),
        ("[[place:aleppo|there]]", "place", "aleppo", "there"),
        ("[[conflict:syria]]", "conflict", "syria", ""),
        ("[[]]", "event", "", ""),
    ],
)
def test_references(text: str, kind: str, name: str, words: str) -> None:
    (reference,) = Body(f"See {text}.").references
    assert (reference.kind, reference.id, reference.words) == (kind, name, words)
    assert reference.span == (4, 4 + len(text))


@pytest.mark.parametrize("before", ["", "é ", "«القاهرة» 🙂 ", "`é`\n\nпосле ", "<b>ü</b> "])
def test_places_count_characters(before: str) -> None:
    text = f"{before}A [@one; @two] b."
    body = Body(text)
    (citation,) = body.citations
    assert text[slice(*citation.span)] == "[@one; @two]"
    assert [text[cite.offset : cite.offset + 3] for cite in citation.cites] == ["one", "two"]


def test_marks_keep_the_order_of_the_text() -> None:
    kinds = [type(mark) for mark in Body("[[a]] [@b] [[c]] [@d]").marks]
    assert kinds == [Reference, Citation, Reference, Citation]


@pytest.mark.parametrize(
    ("text", "uncited"),
    [
        ("", []),
        ("Cited [@one].", []),
        ("Not.", ["Not."]),
        ("Cited [@one].\n\nNót.\n\nCited [@two].\n\nNot either.", ["Nót.", "Not either."]),
        ("# Heading\n\n- a\n- b\n\n```\ncode\n```\n", []),
        ("> Quoted.", ["Quoted."]),
        ("Code `[@one]`.", ["Code `[@one]`."]),
        ("A [[link]].", ["A [[link]]."]),
        ("- a\n\n- b [@one]\n", ["a"]),
    ],
)
def test_uncited_paragraphs(text: str, uncited: list[str]) -> None:
    assert [text[start:end].strip() for start, end in Body(text).uncited()] == uncited


def test_raw_html_is_known_so_that_it_can_be_shown_as_text() -> None:
    text = "é <b>x</b>\n\n<script>\ny\n</script>\n"
    assert "".join(text[slice(*span)] for span in Body(text).html).split() == ["<b></b><script>", "y", "</script>"]


@given(st.text("[]@|;,:a1é `\\<>*#-\n\t", max_size=120))
def test_arbitrary_bodies_never_raise_and_places_are_true(text: str) -> None:
    body = Body(text)
    last = 0
    for mark in body.marks:
        assert last <= mark.span[0] < mark.span[1] <= len(text)
        last = mark.span[1]
        if isinstance(mark, Citation):
            assert text[mark.span[0] : mark.span[0] + 2] == "[@"
            for cite in mark.cites:
                assert text[cite.offset :].lstrip().startswith(cite.key)
        else:
            assert text[slice(*mark.span)].startswith("[[")
    assert set(body.uncited()) <= set(body.paragraphs)


@given(st.text("[]@|\\\n a;:", max_size=30))
def test_a_citation_begins_with_a_bracket_without_a_backslash(text: str) -> None:
    plain = r"(?<!\\)\[(?P<cites>@[^\[\]\n]*)\]|(?<!\\)\[\[(?P<target>[^\[\]\n|]*)(?:\|(?P<words>[^\[\]\n]*))?\]\]"
    expected = [(found.span(), found.groupdict()) for found in re.finditer(plain, text)]
    assert [(found.span(), found.groupdict()) for found in _CITATION.finditer(text)] == expected
