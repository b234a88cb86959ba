"""A field of the model from words: dates as people write them, names of countries and languages, words of closed lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from babel import Locale
from pydantic import ValidationError

from .. import strings
from ..collection.faults import problems_of
from ..dates import Date, DateError, Phraser, parse, understand
from ..front_matter import Document
from ..model import Record
from ..problems import nearest
from ..text.spelling import folded

_PHRASER = Phraser(strings.text)
_CODES = {"country": ("territories", 2), "lang": ("languages", 3)}
"""Fields that hold a code, with Unicode's table of their names and how long such a code is at most."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that may have been meant: the answer that says it plainly, and what it is."""

    answer: str
    meaning: str


class UnclearError(Exception):
    """An answer that cannot be taken as it is.

    Attributes:
        message: what is unclear, one sentence without a full stop.
        hint: what to answer instead.
        choices: what may have been meant.
        unknown: whether the answer names nothing in the registry, to which it could be added.
    """

    def __init__(
        self, message: str, hint: str = "", choices: tuple[Choice, ...] = (), *, unknown: bool = False
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.choices = choices
        self.unknown = unknown

    def sentence(self) -> str:
        """The message with what to do about it."""
        meant = [f"{choice.answer} ({choice.meaning})" for choice in self.choices]
        advice = (
            self.hint
            if not meant
            else f"did you mean {meant[0]}?"
            if len(meant) == 1
            else f"write {' or '.join(meant)}"
        )
        return f"{self.message}; {advice}" if advice else self.message


def field_value(model: type[Record], field: str, text: str) -> str:
    """Give a field's value as its file holds it.

    Raises:
        UnclearError: the text can be no value of the field, or several.
    """
    if Date in _types(model, field):
        return _date(text)
    if field in _CODES:
        text = _code(text, field)
    elif words := closed_list(model, field):
        plain = folded(text).replace(" ", "-").replace("_", "-")
        if plain not in words:
            hint = nearest(plain, words) or "write one of these words"
            raise UnclearError(f"«{text}» is none of {', '.join(words)}", hint)
        text = plain
    try:
        model.model_validate({field: text})
    except ValidationError as error:
        own = [each for each in error.errors(include_url=False) if each["loc"][:1] == (field,)]
        for problem in problems_of(own, model, Document("", {}), ()):
            raise UnclearError(problem.message, problem.hint) from None
    return text


def closed_list(model: type[Record], field: str) -> tuple[str, ...]:
    """The words that a field takes; none where it takes others too."""
    return next((get_args(each) for each in _types(model, field) if get_origin(each) is Literal), ())


def is_date(model: type[Record], field: str) -> bool:
    """Whether a field holds a date."""
    return Date in _types(model, field)


def meaning(text: str) -> str:
    """A date in words; with its first and last possible day where the words do not tell them."""
    date = parse(text)
    words = _PHRASER.phrase(date)
    if date.precision == "season" and date.earliest and date.latest:
        return f"{words}, which is {_PHRASER.phrase(parse(f'{date.earliest:%Y-%m}/{date.latest:%Y-%m}'))}"
    return words


@cache
def codes_of(field: str) -> dict[str, str]:
    """The codes that a field holds, with what they stand for in English; none where it holds no codes."""
    if field not in _CODES:
        return {}
    table, longest = _CODES[field]
    names = getattr(Locale("en"), table)
    return {code: name for code, name in names.items() if len(code) <= longest and code.isalpha()}


def _date(text: str) -> str:
    try:
        found = [date.text for date in understand(text)]
    except DateError as error:
        raise UnclearError(error.message, error.hint) from None
    if len(found) > 1:
        choices = tuple(Choice(edtf, meaning(edtf)) for edtf in found)
        raise UnclearError(f"«{text}» can be read in several ways", choices=choices)
    return found[0]


def _code(text: str, field: str) -> str:
    """A code, from itself or from the English name of what it stands for."""
    code = text.upper() if field == "country" else text
    if code in codes_of(field) or "-" in text:
        return code
    by_name = {folded(name): code for code, name in codes_of(field).items()}
    if folded(text) not in by_name:
        hint = nearest(folded(text), by_name) or "write its code, DE or en for example, or its English name"
        raise UnclearError(f"«{text}» is no {'country' if field == 'country' else 'language'}", hint)
    return by_name[folded(text)]


def _types(model: type[Record], field: str) -> set[Any]:
    """What an annotation is made of: ``Edtf | None`` gives the class of dates and that of None."""
    return set(_unwrapped(model.model_fields[field].annotation))


def _unwrapped(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _unwrapped(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for each in get_args(annotation):
            yield from _unwrapped(each)
    else:
        yield annotation
