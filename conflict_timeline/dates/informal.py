"""A date as people write it → EDTF: "around August 2013", "5–7 March 2022", "the 1990s".

Nothing is guessed: what can be read in two ways (03/04/2012, winter 2013) gives both, and what says more than EDTF can
hold is refused. An unknown day of a stretch of time is a set of which one holds: late 2014 is ``[2014-09..2014-12]``,
the last third of the year, after the convention of museums and archives for "early", "mid" and "late".

The edtf package has a reader of its own, which guesses: of the texts in this module's tests it reads a third as meant,
and 5–7 March 2022 as a day of 2005. dateparser knows single days only, and fills in what is not said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from .partial import Partial, completed, single
from .reading import DateError, parse
from .spans import after, before, third
from .tokens import Token, tokens
from .values import Date

_LONGEST = 100
"""Characters that a date in words may have."""
_HINT = "write it as 6 Feb 2012, around August 2013, 5 to 7 March 2022, late 2014, or as EDTF"
_OPEN: dict[str, Callable[[str], str]] = {
    "before": lambda edtf: f"[..{before(edtf)}]",
    "by": lambda edtf: f"[..{edtf}]",
    "after": lambda edtf: f"[{after(edtf)}..]",
    "since": lambda edtf: f"{edtf}/..",
    "until": lambda edtf: f"/{edtf}",
}


def understand(text: str) -> tuple[Date, ...]:
    """Give what a date may mean: one date where it is plain, several where it can be read in several ways.

    Raises:
        DateError: it cannot be read, or there is no such day.
    """
    text = text.strip()
    try:
        return (parse(text),)
    except DateError as refused:
        if refused.rule == "reversed-interval" or not text:
            raise
    if len(text) > _LONGEST:
        raise DateError(f"a date in words has at most {_LONGEST} characters", _HINT)
    words = tokens(text)
    found: dict[str, Date] = {}
    problems = []
    # Whether the day or the month comes first is one decision for the whole text.
    for day_first in (True, False):
        try:
            for edtf in _Reader(text, day_first).expression(words):
                found.setdefault(edtf, parse(edtf))
        except DateError as error:
            problems.append(error)
    if not found:
        raise problems[0] if problems else _refusal(text)
    return tuple(found.values())


def instead(text: str) -> str:
    """Give the hint that says how the record writes a date that is in words; nothing where that is not known."""
    try:
        found = [date.text for date in understand(text)]
    except DateError:
        return ""
    return "write " + " or ".join(f"'{edtf}'" if edtf[0] in "[{" else edtf for edtf in found)


def certainly(text: str) -> str:
    """Give the EDTF of a date in words that has one reading, without the help of a convention; else nothing."""
    try:
        found = understand(text)
    except DateError:
        return ""
    return found[0].text if len(found) == 1 and found[0].text[0] not in "[{" else ""


def _refusal(text: str) -> DateError:
    return DateError(f"«{text}» cannot be read as a date", _HINT)


class _Reader:
    """Reads the words of one date.

    Args:
        text: the date as written, for messages.
        day_first: whether 03/04/2012 is in April.
    """

    def __init__(self, text: str, day_first: bool) -> None:
        self._text = text
        self._day_first = day_first

    def expression(self, words: list[Token]) -> Iterator[str]:
        """Give every EDTF that the words may mean."""
        kinds = [word.kind for word in words]
        match kinds:
            case ["before" | "by" | "after" | "since" | "until" as head, _, *_]:
                yield from map(_OPEN[head], self._whole(words[1:]))
            case ["from", *_] | [*_, "now"]:
                yield from self._from(words)
            case ["between", *_] if "and" in kinds:
                place = kinds.index("and")
                for start, end in self._ends(words[1:place], words[place + 1 :]):
                    yield f"[{start}..{end}]"
                    yield f"{start}/{end}"
            case ["about" | "unsure", "early" | "mid" | "late", *_]:
                yield from self.expression([words[1], words[0], *words[2:]])
            case ["early" | "mid" | "late" as which, *_]:
                yield from (third(edtf, which) for edtf in self._whole(_without(words[1:], "dash")))
            case [*_, "half" | "quarter", "year"] | ["year", "quarter"]:
                yield self._share(words)
            case ["day", *_] | [*_, "day"]:
                whole = self._whole(_without(words, "day"))
                yield from (f"{edtf}-XX" for edtf in whole if parse(edtf).precision == "month")
            case _:
                yield from self._several(words)

    def _from(self, words: list[Token]) -> Iterator[str]:
        """What has a beginning, and an end that may be open."""
        rest = _without(words, "from")
        kinds = {word.kind for word in rest}
        if "now" in kinds:
            yield from (f"{edtf}/.." for edtf in self._whole(_without(rest, "dash", "until", "now")))
        elif kinds & {"dash", "until"}:
            yield from self._several(rest)
        else:
            yield from (edtf + end for edtf in self._whole(rest) for end in ("/..", "/"))

    def _share(self, words: list[Token]) -> str:
        """A half or a quarter of a year."""
        year = next(word.value for word in words if word.kind == "year")
        share = next(word for word in words if word.kind in ("half", "quarter"))
        number = share.value or (words[0].value if words[0].kind in ("ordinal", "number") else 0)
        months = 6 if share.kind == "half" else 3
        if len(words) != (2 if share.value else 3) or not 1 <= number <= 12 // months:
            raise _refusal(self._text)
        return f"[{year:04}-{(number - 1) * months + 1:02}..{year:04}-{number * months:02}]"

    def _several(self, words: list[Token]) -> Iterator[str]:
        """One date, a list of some, or a stretch from one to another."""
        kinds = [word.kind for word in words]
        if alone := [partial for partial in single(words, self._day_first) if partial.is_whole]:
            yield from (partial.edtf() for partial in alone)
        elif (kind := next((kind for kind in ("or", "and") if kind in kinds), None)) is not None:
            opening, closing = ("[", "]") if kind == "or" else ("{", "}")
            for each in product(*(self._possible(piece) for piece in _pieces(words, kind))):
                yield opening + ",".join(part.edtf() for part in completed(each, self._text)) + closing
        elif (place := next((n for n, kind in enumerate(kinds) if kind in ("dash", "until")), None)) is not None:
            everywhere = words[:1] if kinds[0] in ("about", "unsure") else []
            yield from map("/".join, self._ends(words[:place], [*everywhere, *words[place + 1 :]]))
        else:
            yield from self._whole(words)

    def _ends(self, left: list[Token], right: list[Token]) -> Iterator[tuple[str, str]]:
        """The ends of a stretch, each of which may lack what the other says."""
        for pair in product(self._possible(left), self._possible(right)):
            start, end = (part.edtf() for part in completed(pair, self._text))
            try:
                parse(f"{start}/{end}")
            except DateError as error:
                if error.rule == "reversed-interval":
                    hint = "write the year at both ends, for example 28 December 2021 to 3 January 2022"
                    raise DateError(f"{self._text} ends before it begins", hint, error.rule) from None
                raise
            yield start, end

    def _whole(self, words: list[Token]) -> Iterator[str]:
        """What a single date may be that lacks nothing."""
        return (completed((partial,), self._text)[0].edtf() for partial in self._possible(words))

    def _possible(self, words: list[Token]) -> list[Partial]:
        """What a single date may be, in whole or in part; at least one."""
        found = list(single(words, self._day_first))
        if not found:
            raise _refusal(self._text)
        return found


def _without(words: list[Token], *kinds: str) -> list[Token]:
    return [word for word in words if word.kind not in kinds]


def _pieces(words: list[Token], kind: str) -> list[list[Token]]:
    """Split a list at its commas and at its «and» or «or»; a comma before a year belongs to the date."""
    pieces: list[list[Token]] = [[]]
    for word, following in zip(words, [*words[1:], None], strict=True):
        if word.kind == kind or (word.kind == "comma" and following is not None and following.kind != "year"):
            pieces.append([])
        else:
            pieces[-1].append(word)
    # Behind the comma of "5, 6, and 9 March" stands nothing.
    return [piece for piece in pieces if piece]
