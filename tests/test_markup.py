"""Bodies become HTML that holds only what the allow-list names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from conflict_timeline import markup
from conflict_timeline.bodies.citations import Body


def render(text: str) -> str:
    return markup.render(Body(text), lambda mark: f"<i>{type(mark).__name__}</i>")


def test_plain_markdown() -> None:
    assert (
        render("One *two* **three** `four`.") == "<p>One <em>two</em> <strong>three</strong> <code>four</code>.</p>\n"
    )


def test_raw_html_is_shown_as_it_is_written() -> None:
    assert "&lt;b onclick=x&gt;bold&lt;/b&gt;" in render("a <b onclick=x>bold</b>")
    assert "&lt;script&gt;" in render("<script>alert(1)</script>")


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert(1))",
        "[a](//evil.example/x)",
        "[a](data:text/html,x)",
        "![a](https://evil.example/x.png)",
        "<https://ok.example/>\n\n<javascript:alert(1)>",
        "[a]: javascript:alert(1)\n\n[a]",
        '[a](https://ok.example "onmouseover=alert(1)")',
        "<svg onload=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "[[event|<img src=x onerror=alert(1)>]]",
        "[@key, <script>alert(1)</script>]",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
    ],
)
def test_nothing_runs_and_nothing_loads(text: str) -> None:
    tree = LexborHTMLParser(render(text))
    for node in tree.css("*"):
        assert node.tag in markup.ELEMENTS | {"html", "head", "body", "i", "-text"}, node.tag
        for name, value in node.attributes.items():
            assert name in ("href", "rel", "align", "start"), name
            if name == "href":
                assert (value or "").startswith(("http://", "https://", "mailto:"))


@given(st.text(alphabet=st.sampled_from("<>\"'=()[]!*_`~#-+|\\&;:/ \n\tabscriptonxjv@^{}.:1%"), max_size=120))
def test_no_text_leaves_the_allow_list(text: str) -> None:
    for node in LexborHTMLParser(render(text)).css("*"):
        assert node.tag in markup.ELEMENTS | {"html", "head", "body", "i", "-text"}
        assert set(node.attributes) <= {"href", "rel", "align", "start"}


def test_outside_links_tell_nothing() -> None:
    assert 'rel="noopener noreferrer"' in render("[a](https://ok.example/)")


def test_headings_begin_below_the_page_and_have_no_gaps() -> None:
    assert render("# One\n\n### Two\n\n# Three") == "<h3>One</h3>\n<h4>Two</h4>\n<h3>Three</h3>\n"


def test_citations_and_references_are_put_in_where_they_stand() -> None:
    assert render("Said [@a] of [[b]].") == "<p>Said<i>Citation</i> of <i>Reference</i>.</p>\n"


def test_marks_inside_code_stay_text() -> None:
    assert "[@a]" in render("`[@a]` and\n\n    [[b]]\n")


def test_a_private_use_character_cannot_pose_as_a_mark() -> None:
    assert "<i>" not in render("no mark \ue0000\ue001 here")


def test_plain_gives_the_words_alone() -> None:
    assert markup.plain(Body("*One* [@a] and [[b|two]], [[c]]."), lambda mark: mark.id.upper()) == "One and two, C."


def test_sources_are_numbered_in_the_order_of_the_text() -> None:
    assert markup.numbered(Body("x [@b] y [@a; @b]"), ["a", "b", "c"]) == {"b": 1, "a": 2, "c": 3}


def test_pages_of_docs_load_no_image_from_elsewhere() -> None:
    assert "evil" not in markup.clean_page('<img src="https://evil.example/q.png" alt="x"><img src="//evil.example/q">')
    assert 'src="../images/a.png"' in markup.clean_page('<img src="../images/a.png" alt="x">')


def test_pages_of_docs_lose_what_runs() -> None:
    html = markup.clean_page('<h2 id="x">A</h2><script>1</script><p onclick="y">b <a href="../c/">c</a></p>')
    assert html == '<h2 id="x">A</h2><p>b <a href="../c/" rel="noopener noreferrer">c</a></p>'
