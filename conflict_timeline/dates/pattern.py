"""The form of a date as one regular expression, for schemas: editors refuse by it what is no date at all.

It takes everything that ``parse`` takes, and of the rest what only the calendar refuses, such as 2012-02-30. It is
written in what the dialects of Python and of ECMA-262 share.
"""

from __future__ import annotations

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ZONE = "(?:Z|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)"
_TIMED = f"{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?{_ZONE}?"
_UNTIMED = "(?:[0-9]{4}(?:-(?:[0-9]{2}|XX)){0,2}|[0-9]{2}[0-9X]X)[?~%]?"
_SINGLE = f"(?:{_TIMED}|{_UNTIMED})"
_END = rf"(?:{_SINGLE}|\.\.)?"
_ELEMENT = rf"(?:{_SINGLE}|(?:{_SINGLE})?\.\.(?:{_SINGLE})?)"
_ELEMENTS = f"{_ELEMENT}(?:,{_ELEMENT})*"

PATTERN = rf"^(?:{_SINGLE}|{_END}/{_END}|\{{{_ELEMENTS}\}}|\[{_ELEMENTS}\])$"
"""The form of a date."""
EXAMPLES = ("2012-02-06", "2012-02", "2012", "2013-08-21~", "2011-03-06?", "2011-04-25/2011-05-16", "2014/..")
"""A day, a month, a year, about a day, a day that is uncertain, a stretch, a stretch that goes on."""
