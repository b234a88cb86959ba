"""The title of a page, out of the first bytes of its HTML, and whether it is still the title that was recorded."""

from __future__ import annotations

import codecs
import re
from html import unescape

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

LONGEST = 300
"""Characters of a title that are kept."""
_SAME = 75.0
"""How alike two titles are at least that are taken for the same, of 100: a word may be another one."""
_INSIDE = 90.0
"""How alike a title and a part of another one are at least: an outlet's name may stand before or behind it."""

_CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE
)
_HEADER = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TITLE = re.compile(r"<title(?:\s[^<>]{0,200})?>([^<]{0,2000})</title", re.IGNORECASE)
_META = re.compile(r"<meta\s[^<>]{1,1000}>", re.IGNORECASE)
_SHARED_AS = re.compile(
    r"""(?:property|name)\s*=\s*["']?(?:og:title|twitter:title|citation_title)["'\s/>]""", re.IGNORECASE
)
_CONTENT = re.compile(r"""content\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def titles(page: bytes, content_type: str = "") -> tuple[str, ...]:
    """Give the titles that a page gives itself: in its head, and for those who share it.

    Args:
        page: the beginning of its HTML; whatever it holds, nothing is raised.
        content_type: the header, which may name the encoding.

    Returns:
        Each once, as plain text; nothing where it has none.
    """
    text = _text(page, content_type)
    found = [match[1] for match in _TITLE.finditer(text)][:1]
    for match in _META.finditer(text):
        if _SHARED_AS.search(match[0]) and (content := _CONTENT.search(match[0])):
            found.append(content[1] or content[2] or "")
    plain = (_plain(title) for title in found)
    return tuple(dict.fromkeys(title for title in plain if title))


def _plain(title: str) -> str:
    words = " ".join(unescape(title).split())
    return "".join(character for character in words if character.isprintable())[:LONGEST].strip()


def _text(page: bytes, content_type: str) -> str:
    """Decode a page: by its byte order mark, the header, its meta element, else as UTF-8 or Windows-1252.

    That is the order of the HTML standard (section 13.2.3.2).
    """
    for mark, name in _MARKS:
        if page.startswith(mark):
            return page[len(mark) :].decode(name, "replace")
    header, meta = _HEADER.search(content_type), _CHARSET.search(page[:4096])
    for name in (header[1] if header else "", meta[1].decode("ascii") if meta else ""):
        try:
            if name:
                return str(page.decode(_web_name(name), "replace"))
        except (LookupError, UnicodeError):  # no such encoding, or one that is none of text
            continue
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character that the limit has cut in two at the very end says nothing against UTF-8.
        whole = error.start >= len(page) - 3
        return page.decode("utf-8" if whole else "windows-1252", "replace")


def _web_name(name: str) -> str:
    """An encoding by the name under which the web knows it: there Latin 1 means Windows-1252."""
    return "windows-1252" if name.lower().replace("_", "-") in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name


def alike(recorded: str, found: tuple[str, ...]) -> bool:
    """Whether one of the titles that were found is the recorded one: words in another order or before a name count."""
    wanted = default_process(recorded)
    return any(_is(wanted, default_process(title)) for title in found)


def _is(wanted: str, found: str) -> bool:
    if fuzz.token_sort_ratio(wanted, found) >= _SAME:
        return True
    # «Headline | Outlet» holds the headline; that an outlet's bare name is in a headline says nothing.
    return len(found) >= len(wanted) and fuzz.partial_ratio(wanted, found) >= _INSIDE
