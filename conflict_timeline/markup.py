"""A body → safe HTML: the one CommonMark renderer, citations and links to pages, nh3 over what comes out.

Contributors' Markdown passes here and nowhere else. Raw HTML is shown as it was written; citations and
links are put in after cleaning, so nothing of a contributor's can stand where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import nh3

from .bodies.citations import MARKDOWN, Body, Citation, Illustration, Mark, Reference, Span

ALLOWED: dict[str, set[str]] = {
    "*": set(),  # otherwise nh3 lets title and lang pass everywhere
    "a": {"href"},
    "th": {"align"},
    "td": {"align"},
    "ol": {"start"},
}
"""Attributes that may stay, by element."""
ELEMENTS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
"""Elements that may stay; the text inside others stays without them."""
SCHEMES = {"http", "https", "mailto"}
"""Schemes of links that may stay."""

_CLEANER = nh3.Cleaner(
    tags=ELEMENTS,
    attributes=ALLOWED,
    url_schemes=SCHEMES,
    url_relative="deny",
    link_rel="noopener noreferrer",
    strip_comments=True,
    clean_content_tags={"script", "style"},
)


_UNSEEN = re.compile("[\x00-\x20]+")
_MASKED = re.compile(r'https?:/*[^"/?#]*@')
"""The beginning of an address with a name before its host, which makes it look like another."""


def _harmless(_: str, attribute: str, value: str) -> str | None:
    """Keep an attribute of a page written by hand only where it can do no harm.

    No id is one of the theme's, no link leaves without saying so, and no image is of another server: its request
    would tell who reads.
    """
    if attribute == "id":
        return None if value.startswith("__") else value
    if attribute in ("href", "src"):
        address = _UNSEEN.sub("", value).replace("\\", "/")  # as browsers read it
        away = address.startswith("//") or _MASKED.match(address)
        return None if away or (attribute == "src" and ":" in value) else value
    return value


_PAGE_CLEANER = nh3.Cleaner(
    tags=ELEMENTS | {"abbr", "dd", "del", "details", "div", "dl", "dt", "figure", "figcaption", "h1", "img", "ins",
                     "kbd", "mark", "span", "sub", "summary", "sup"},
    attributes={
        **{name: {"class", "id"} for name in ("div", "span", "p", "pre", "code", "table", "ul", "ol", "li", "details")},
        **{f"h{level}": {"class", "id"} for level in range(1, 7)},
        "a": {"class", "href", "id", "title"},
        "abbr": {"title"},
        "img": {"alt", "src", "title", "width", "height"},
        "th": {"align"},
        "td": {"align"},
        "ol": {"start"},
    },
    attribute_filter=_harmless,
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer",
    strip_comments=True,
    clean_content_tags={"script", "style"},
)  # fmt: skip
_TOKEN = re.compile("<[^>]*>|\ue000([0-9]+)\ue001")
_TOKEN_IN_TAG = re.compile("\ue000[0-9]+\ue001|%EE%80%80[0-9]+%EE%80%81")
_FORGED = re.compile("\ue000|&#(?:0*57344|[xX]0*[eE]000);")
_MASKED_LINK = re.compile(rf'<a href="{_MASKED.pattern}[^"]*"')
_EMPTY_LINK = re.compile(r"<a(?: rel=\"[^\"]*\")?>(.*?)</a>", re.DOTALL)
_HEADING = re.compile(r"<(/?)h([1-6])>")


def render(body: Body, inline: Callable[[Mark], str], *, top: int = 3) -> str:
    """Render a body.

    Args:
        body: the Markdown, with its citations and references.
        inline: gives the HTML of a citation, reference or image; it must escape what it puts in.
        top: the level that the body's highest headings get, so that a page's headings stay in order.

    Returns:
        HTML that holds only ``ELEMENTS``, and what ``inline`` gave.
    """
    if _FORGED.search(body.text):  # no file that was checked holds it, and no text may pose as a token
        body = Body(_FORGED.sub("\ufffd", body.text))
    return _inserted(_cleaned(MARKDOWN.html(_prepared(body)), top), lambda number: inline(body.marks[number]))


def clean_page(html: str) -> str:
    """Clean what MkDocs made of a page written by hand in ``docs/``: nothing that runs, nothing that loads."""
    return _EMPTY_LINK.sub(r"\1", _PAGE_CLEANER.clean(html))


def _prepared(body: Body) -> str:
    """The Markdown with a token for each mark, and with raw HTML made text."""
    changes = [(_attached(body.text, mark), f"\ue000{number}\ue001") for number, mark in enumerate(body.marks)]
    changes += [((start, end), body.text[start:end].replace("<", "&lt;")) for start, end in body.html]
    pieces, last = [], 0
    for (start, end), replacement in sorted(changes):
        if start < last:  # a citation inside a tag of raw HTML goes with the tag
            continue
        pieces += [body.text[last:start], replacement]
        last = end
    pieces.append(body.text[last:])
    return "".join(pieces)


def _attached(text: str, mark: Mark) -> Span:
    """A mark's span; a citation's takes in the space before it, so that its number stands at the word."""
    start, end = mark.span
    after_word = start > 1 and text[start - 1] == " " and not text[start - 2].isspace()
    return (start - 1, end) if isinstance(mark, Citation) and after_word else (start, end)


def _cleaned(html: str, top: int) -> str:
    """Clean rendered Markdown, and shift its headings so that the highest is of level ``top``."""
    levels = sorted({int(level) for slash, level in _HEADING.findall(html) if not slash})
    if levels:  # the highest level used becomes top, the next one top + 1, without gaps
        level_of = {str(level): min(6, top + rank) for rank, level in enumerate(levels)}
        html = _HEADING.sub(lambda found: f"<{found[1]}h{level_of[found[2]]}>", html)
    html = _CLEANER.clean(html)
    if "@" in html:
        html = _MASKED_LINK.sub("<a", html)
    return _EMPTY_LINK.sub(r"\1", html) if "<a" in html else html


def _inserted(html: str, replacement: Callable[[int], str]) -> str:
    """Put the HTML of marks where their tokens stand in text; inside a tag a token is dropped."""

    def replace(found: re.Match[str]) -> str:
        if found[1] is None:
            return _TOKEN_IN_TAG.sub("", found[0])
        return replacement(int(found[1]))

    return _TOKEN.sub(replace, html)


def plain(body: Body, name: Callable[[Reference], str]) -> str:
    """The words of a body without marks, for search; ``name`` gives the words of a reference that has none."""
    parts, last = [], 0
    for mark in body.marks:
        parts.append(body.text[last : mark.span[0]])
        if isinstance(mark, Reference):
            parts.append(mark.words or name(mark))
        elif isinstance(mark, Illustration):
            parts.append(mark.words)
        last = mark.span[1]
    parts.append(body.text[last:])
    words = " ".join(re.sub(r"[*_`#>|\\]+", " ", "".join(parts)).split())
    return re.sub(r" (?=[.,;:!?])", "", words)  # where a citation stood before the stop


def numbered(body: Body, keys: Iterable[str]) -> dict[str, int]:
    """Number an event's sources: those that the body cites in that order, then the rest in the file's."""
    known = list(keys)
    cited = [cite.key for citation in body.citations for cite in citation.cites if cite.key in known]
    return {key: number for number, key in enumerate(dict.fromkeys([*cited, *known]), 1)}
