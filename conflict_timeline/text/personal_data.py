"""Telephone numbers, e-mail addresses and national numbers in a text: what must not be published of a person.

Telephone numbers are recognised by phonenumbers, a port of Google's libphonenumber; national numbers by their check
digits with python-stdnum. The number of a Syrian identity card has no check digit, only a form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from .glance import glance

_AT = re.compile(r"@(?<=[\w.+-]@)[\w-]+\.")
_NUMBERED = glance(r"\+\(?\d(?:[ ().-]{0,2}\d){6}|\d(?:[ ().-]{0,2}\d){8}")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{0,15}:/*[^\s<>\"']+", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_RUN = re.compile(r"(?<![\w.,-])\d{10,15}(?![\w-]|[.,]\d)")
_IN_NUMBERS = r"[\dx()\[\]./~+ \u00a0\u3000\uff0b\uff08\uff09\uff3b\uff3d\uff0f\uff5e\u2010-\u2015\u2053\u2212\u223c\u30fc\uff0d-]"
_ENDLESS = re.compile(rf"({_IN_NUMBERS}{{100}}){_IN_NUMBERS}+")
"""Digits and what may stand among those of a telephone number: phonenumbers takes seconds for thousands in a row."""
_SYRIAN = re.compile(r"(?:0[1-9]|1[0-4])\d{9}")


def possible(text: str) -> bool:
    """Whether a text may hold something of the kind: a quick look that misses nothing and is often wrong."""
    return _NUMBERED(text) or _AT.search(text) is not None


def found(text: str, countries: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Find what must not be published.

    Args:
        text: a text; web addresses in it are passed over.
        countries: whose telephone numbers are recognised without a prefix, ISO 3166-1 alpha-2.

    Yields:
        The kind (``e-mail address``, ``telephone number``, ``national number``) and where it begins, in order.
    """
    plain = _ADDRESS.sub(lambda address: " " * len(address[0]), text)
    if not possible(plain):
        return
    places: dict[int, str] = {}
    for match in _EMAIL.finditer(plain):
        places[match.start()] = "e-mail address"
    for match in _RUN.finditer(plain):
        if _is_national(match[0]):
            places[match.start()] = "national number"
    for start in _telephones(plain, tuple(sorted(set(countries)))):
        places.setdefault(start, "telephone number")
    for start in sorted(places):
        yield places[start], start


def _telephones(text: str, countries: tuple[str, ...]) -> Iterator[int]:
    # Imported here, since its tables take a moment to read and most records hold no number.
    from phonenumbers import Leniency, PhoneNumberMatcher

    text = _ENDLESS.sub(lambda run: run[1].ljust(len(run[0])), text)
    for country in (None, *countries):
        for match in PhoneNumberMatcher(text, country, leniency=Leniency.STRICT_GROUPING):
            yield match.start


def _is_national(digits: str) -> bool:
    return _SYRIAN.fullmatch(digits) is not None or any(valid(digits) for valid in _validators(len(digits)))


@cache
def _validators(length: int) -> tuple[Callable[[str], bool], ...]:
    from stdnum.de import idnr
    from stdnum.fr import nir
    from stdnum.pl import pesel
    from stdnum.ru import inn
    from stdnum.tr import tckimlik
    from stdnum.ua import rntrc

    by_length = {10: (rntrc,), 11: (tckimlik, pesel, idnr), 12: (inn,), 15: (nir,)}
    return tuple(module.is_valid for module in by_length.get(length, ()))
