"""What a body may cost: each limit holds at its very number and not before, and says where."""

from __future__ import annotations

import pytest

from conflict_timeline import markup
from conflict_timeline.bodies.citations import MARKDOWN, Body
from conflict_timeline.bodies.markdown_limits import DEEPEST, LONGEST, MOST_CITES, MOST_PIECES, of_pieces


def costly(text: str) -> tuple[int, str] | None:
    """Where a body is refused, and a word of the message."""
    found = Body(text).costly
    return None if found is None else (found.offset(text), found.message)


def test_length() -> None:
    text = "é" * LONGEST
    assert costly(text) is None
    assert costly(text + "é") == (LONGEST, "the text has 32,769 characters, more than 32,768")


@pytest.mark.parametrize("opening", ["> ", ">", "- ", "* ", "+ ", "1. ", "12) ", "> - "])
def test_depth_in_one_line(opening: str) -> None:
    levels = 2 if opening[0] in "-*+1" else 1  # a list and its item
    fits = DEEPEST // (3 if opening == "> - " else levels) - 1  # a paragraph's own level
    assert costly(opening * fits + "a") is None
    place, message = costly(opening * (fits + 2) + "a") or (-1, "")
    assert place >= 0
    assert "more than 16 deep" in message


@pytest.mark.parametrize("opening", ["> ", ">\t", ">", "- ", "1. "])
@pytest.mark.parametrize("before", ["", "é\n\n", "   "])
def test_a_line_that_opens_thousands_is_refused_before_it_is_parsed(
    opening: str, before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conflict_timeline.bodies.citations._spans", lambda _: pytest.fail("parsed"))
    text = before + opening * 64
    assert costly(text) == (
        len(before.rstrip(" ")),
        "lists, quotations and emphasis stand more than 16 deep in each other",
    )


@pytest.mark.parametrize("text", ["-" * 70, "*" * 64, ">" * 15, "a > b " * 100, "> " * 10, "1. 2. 3."])
def test_what_only_looks_deep_is_parsed(text: str) -> None:
    assert costly(text) is None


def test_depth_over_many_lines() -> None:
    text = "".join(f"{'  ' * level}- é\n" for level in range(20))
    place, message = costly(text) or (-1, "")
    assert text[place:].startswith("- é")
    assert "deep" in message
    assert costly("".join(f"{'  ' * level}- é\n" for level in range(7))) is None


def test_depth_of_emphasis_and_links() -> None:
    assert costly("*a **b " * 6 + "c" + "** *" * 6) is None
    assert "deep" in (costly("*a **b " * 20 + "c" + "** a*" * 20) or (0, ""))[1]


def test_number_of_pieces() -> None:
    fits = "a\n" * (MOST_PIECES // 2 - 1)  # a text and a break each, between the two ends of the paragraph
    assert len(list(MARKDOWN.events_with_range(fits))) <= MOST_PIECES
    assert costly(fits) is None
    place, message = costly("é\n" * MOST_PIECES) or (-1, "")
    assert 0 < place < 2 * MOST_PIECES
    assert message == "the text consists of more than 5,000 pieces of Markdown"


def test_number_of_ampersands() -> None:
    assert costly("&" * MOST_PIECES) is None
    assert costly("é" + "&" * (MOST_PIECES + 1)) == (1, "the text holds & more than 5,000 times")


def test_number_of_citations() -> None:
    text = "é [" + ";".join(["@a"] * (MOST_CITES + 1)) + "]"
    assert costly(text) == (text.rindex("a"), "the text cites sources 1,001 times, more than 1,000")
    text = "é [" + ";".join(["@a"] * MOST_CITES) + "]"
    assert costly(text) is None


def test_a_costly_body_is_empty_to_all_who_ask() -> None:
    body = Body("Words [@a] and <b>.\n\n![x](y.png)\n\n" + "> " * 100)
    assert body.costly is not None
    assert (body.text, body.marks, body.paragraphs, body.html, body.illustrations) == ("", [], [], [], [])
    assert list(body.uncited()) == []
    assert markup.render(body, lambda _: "x").strip() == ""


def test_pieces_are_passed_on_as_they_are() -> None:
    pieces = list(MARKDOWN.events_with_range("# A\n\n- *b* [c](d)\n"))
    assert list(of_pieces(pieces)) == pieces
