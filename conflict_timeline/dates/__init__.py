"""EDTF text → earliest day, latest day, precision, a phrase for people, a sort key.

Follows the Extended Date/Time Format of ISO 8601-2:2019 (https://www.loc.gov/standards/datetime/): levels 0
and 1 and the sets of level 2, for the years 0001 to 9999; also times of day without seconds
(``2022-03-09T17:00+02:00``). Seasons are those of the northern hemisphere; winter runs into the next year.
``understand`` reads dates as people write them.
"""

from .informal import certainly, instead, understand
from .pattern import EXAMPLES, PATTERN
from .phrases import Phraser, Text
from .reading import DateError, normal, parse
from .values import Date, Kind, Part, Precision, Stretch, Window

__all__ = [
    "EXAMPLES",
    "PATTERN",
    "Date",
    "DateError",
    "Kind",
    "Part",
    "Phraser",
    "Precision",
    "Stretch",
    "Text",
    "Window",
    "certainly",
    "instead",
    "normal",
    "parse",
    "understand",
]
