"""The quick way through plain prose agrees with the parser of Markdown, or leaves the text to it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conflict_timeline.bodies import plain_prose
from conflict_timeline.bodies.citations import Body
from conflict_timeline.bodies.markdown_limits import DEEPEST, LONGEST, MOST_PIECES
from conflict_timeline.bodies.plain_prose import paragraphs

from .built import ROOT

PIECES = st.sampled_from([
    "a", "Word ", "é", "Ж", "漢", "1", "1. ", "2) ", "-", "- ", "* ", "+ ", "*", "**", "_", "~~~", "```", "`", "#", "# ", "=", "===",
    "---", "> ", "|", "| a |", "|---|", ":-", "[", "]", "[a]", "[a]: /b", "[@a]", "[@a]: /b", "[@a; @b, p. 1]", "[[a|b]]", "[[a]](b)",
    "![a](b)", "![", "(b)", "<", "<b>", "<http://a.b>", "</b>", "<!--", "&amp;", "&", "\\", "\\[", "\n- a", "\n\n- ", "\n", "\n\n", " ", "  ", "    ", "\t",
    "\r", "'", '"', "“", "(", ")", "«", ".", ":", "$", "^", "[^1]", "[^1]: a", "\u00a0", "\u2028", "\x0c", "\u3000", "\u200e",
])  # fmt: skip


def told(text: str) -> list[object]:
    """What a body tells of itself."""
    body = Body(text)
    costly = body.costly and (body.costly.place, str(body.costly))
    return [body.text, body.html, body.paragraphs, body.illustrations, body.hyperlinks, body.marks, costly]


def slowly(text: str) -> list[object]:
    """What the parser alone tells."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_prose, "paragraphs", lambda _: None)
        return told(text)


def agrees(text: str) -> None:
    assert told(text) == slowly(text), text


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=1_500)
@example("A\n===\n")
@example("A | b\n--- | ---\n")
@example("A  \n\nb")
@example("A\n \nb")
@example("(a)\n1. b")
@example("[@a]: /b\n\n[@a]")
@example("[@a\nb]: /c\n\n[@a b]")
@example("[[a]]:/b")
@example("A \\\nb [@a]")
@example("A `[@a]` b")
@example("A <b>b</b>")
@example("A " + "*a " * 16 + "b" + " a*" * 16)
@example("A " + "*a _a " * 8 + "b" + "_*" * 8)
@example("A [b](c)")
@example("A ![b](c)")
@example("A:\n\n- b\n- c [@a]\n\nD")
@example("A:\n- b\n- c\n\n\nD\n\n- e\n\n")
@example("- a\n\n- b\n")
@example("- a\n\n\n- b\n")
@example("- a\nb\n\n- c\n")
@example("- a\n## b\n\nc")
@example("- [a]: /b\n\n[a]\n")
@example("- a\n\n    b\n")
@example("- a\n- \n- b\n\nc")
@example("A\n## B\nC\n#D\n\n# \n####### E")
@example("A\n[@a]: /b\n\n[@a]")
@example("## A\n[@a]: /b\n\n[@a] [@a][@a] ![@a]")
@example("[@a]\n[@a]: /b\n\n[@a]")
@example("\n\nA\n\n\nb\n\n")
def test_texts_of_any_kind(text: str) -> None:
    agrees(text)


@given(st.lists(st.one_of(PIECES, st.sampled_from(["Prose goes on ", "and on.\n", "\n\nNext "])), max_size=30))
@settings(max_examples=500)
def test_prose_with_something_in_it(pieces: list[str]) -> None:
    agrees("".join(pieces))


@pytest.mark.parametrize(
    "sign",
    [
        *"*_[]!&|~$^'(-#",
        "a\n\n",
        "# a\n",
        "[[a]]",
        "[@a]",
        "a\n",
        "A [@a].",
        "a *b*",
        "a&amp;",
        "|a\n",
        "- a\n",
        "- a\n\nb\n\n",
    ],
)
def test_limits_hold(sign: str) -> None:
    for limit in (DEEPEST, MOST_PIECES, MOST_PIECES // 2, MOST_PIECES // 3, MOST_PIECES // 4, LONGEST // len(sign)):
        for number in range(limit - 2, limit + 3):
            agrees("a " + sign * number)


def test_it_reads_the_record() -> None:
    """The quick way is taken by what people write, and agrees there."""
    paths = [path for folder in ("events", "tests/records") for path in sorted((ROOT / folder).rglob("*.md"))]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file()]
    bodies = [text.split("\n---\n", 1)[1] for text in texts if "\n---\n" in text]
    for body in bodies:
        agrees(body)
    assert sum(paragraphs(body) is not None for body in bodies) > 0.9 * len(bodies)
