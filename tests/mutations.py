"""Valid inputs made faulty: what a slip, a merge, a broken editor or somebody who means harm makes of a file."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

MOST = 70_000
"""Bytes that an input grows to; a little more than a file may have."""

TOKENS = [
    # YAML
    "<<: *a", "&a ", "*a", "!!timestamp x", "!!python/object:os.system x", "%YAML 1.1", "---", "...", "? ", ": ", "- ",
    "[", "]", "{", "}", "|", ">", "|+9", "'", '"', "\t", "#", " #", "\\", "content: x", "1: x", "handler: x", "[key]: x",
    "null", "~", "NO", "9" * 4301, "-0", "1e999", "0x1F", "1_000", "''", '""', "[]", "{}", '"\\u202e"', '"\\x00"', "= ",
    # dates
    "2012-02-30", "0000", "9999-12-31", "2012-XX", "XXXX", "Y17e7", "2012-24", "../..", "2012/2011", "{2012,2013..}", "[..]",
    "2022-03-09T17:00+02:00", "-0001", "２０１２", "2012-02-06~", "2013-08%", "201X?", "1670..1672",
    # Markdown and HTML
    "[@", "[@a; @b, p. 4]", "[[", "]]", "[[actor:", "|words]]", "](", "![", "[^1]", "`", "```\n", "    ", "> ", "* ", "+ ",
    "1. ", "*a ", "__", "~~", "<b", "<!--", "<script>", "</title>", "javascript:x", "&#x202e;", "&#0;", "&amp;", "&",
    "|a|b|\n|-|-|\n", "# ", "===\n", "\n\n", "<a href='javascript:x'>", "<img src=x onerror=x>", "\ue0000\ue001",
    "\\[", "[a]: /x\n", "<https://a.b>", "{{ 7*7 }}", "{% raw %}", "${x}",
    # characters
    "\u202e", "\u2066", "\u200b", "\u200d", "\u200f", "\ufeff", "\x00", "\x1b[31m", "\ufffe", "\U000e0041", "\u3164", "é",
    "e\u0301", "القاهرة", "\u2028", "\x85", "\r", "\r\n", "𝒳", "🙂", "\ufffd", "ß", "İ",
    # fields
    "title: ", "date: ", "sources: ", "removed_for_safety: 2025", "withdrawn: ", "ignore: ", "seed: ", "links: ", "lang: ar",
    "translations: ", "aliases: ", "lat: 91", "url: http://[::1", "url: https://a..b", "low: -1", "event: ",
]  # fmt: skip
BROKEN = [
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xc0\xaf",
    b"\xef\xbb\xbf",
    b"\xfe\xff",
    b"\xe2\x80\xae",
]
"""Bytes that are no UTF-8, and some that only look so."""
PROSE = re.compile(
    rb"^[ -]*(?:title|summary|placeless|by|about|says|note|scope|unit|basis|reason|publisher|origin|via|symbol|locator|name"
    rb"|description|label|short|time_note|status_note|account|platform|wikidata|spellings): (?=[^\n]*\n)",
    re.MULTILINE,
)
"""Fields of which any text is one."""

Step = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def _slice(chance: random.Random, data: bytes, most: int = 400) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randrange(1, most))


def _token(chance: random.Random) -> bytes:
    return chance.choice(BROKEN) if chance.random() < 0.05 else chance.choice(TOKENS).encode("utf-8", "surrogatepass")


def flipped(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _count in range(chance.randrange(1, 4)):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def shortened(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _slice(chance, data)
    return data[:start] + data[end:]


def spliced(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    start, end = _slice(chance, data)
    other = chance.choice(others)
    from_, to = _slice(chance, other, 2000)
    return data[:start] + other[from_:to] + data[end:]


def repeated(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _slice(chance, data, chance.choice((3, 20, 400)))
    times = chance.choice((2, 3, 10, 300, 20_000))
    return data[:start] + data[start:end] * min(times, 1 + MOST // max(1, end - start)) + data[end:]


def inserted(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _slice(chance, data)
    return data[:start] + _token(chance) + data[end if chance.random() < 0.2 else start :]


def nested(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, _end = _slice(chance, data)
    times = chance.choice((5, 7, 30, 1_000, 30_000))
    opening = chance.choice(
        (b"[", b"{a: ", b"- ", b"> ", b"* ", b"1. ", b"*a ", b"**", b"![", b"[a](", b"|", b"<b>", b"`", b"1", b"1-")
    )
    closing = chance.choice((b"", b"]", b"}", b"](b)", b" b*", b"\n", b"|"))
    return data[:start] + opening * times + b"x" + closing * times + data[start:]


def lined(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Lines moved, doubled, dropped, or indented otherwise: what merges and editors do."""
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(one, lines[other])
        case 2:
            del lines[one]
        case _:
            lines[one] = chance.choice((b" ", b"  ", b"\t", b"- ")) + lines[one]
    return b"\n".join(lines)


def valued(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """One field's value replaced: the fault that a model has to catch."""
    lines = data.split(b"\n")
    places = [number for number, line in enumerate(lines) if b": " in line]
    if places:
        number = chance.choice(places)
        lines[number] = lines[number].split(b": ", 1)[0] + b": " + _token(chance)
    return b"\n".join(lines)


def worded(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """One text replaced by another that is read without a fault: what reaches pages is looked at there."""
    places = list(PROSE.finditer(data))
    if not places:
        return data
    place = chance.choice(places)
    return (
        data[: place.end()] + b"'" + _words(chance).replace(b"'", b"''") + b"'" + data[_line_end(data, place.end()) :]
    )


def told(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """A paragraph added at the end."""
    cite = chance.choice((b" [@agency]", b" [@report, p. 4]", b" [[strike]]", b""))
    return data.rstrip() + b"\n\n" + _words(chance) + cite + b"\n"


def _words(chance: random.Random) -> bytes:
    words = "".join(chance.choice(TOKENS) for _ in range(chance.randrange(1, 5)))
    return "".join(c for c in words if c.isprintable() and c < "\ue000").encode()


def _line_end(data: bytes, start: int) -> int:
    end = data.find(b"\n", start)
    return len(data) if end < 0 else end


STEPS: list[Step] = [
    worded,
    worded,
    told,
    told,
    flipped,
    shortened,
    spliced,
    repeated,
    inserted,
    inserted,
    nested,
    lined,
    lined,
    valued,
    valued,
]


def mutated(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Give an input that one to four steps have changed."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        data = chance.choice(STEPS)(chance, data, others)[:MOST]
    return data
