"""What every record of the model shares: strict fields, texts, counts, dates and addresses.

Values arrive as text, lists and mappings only (see ``front_matter``). A value of the wrong form raises a
pydantic error whose type is the name of a rule, so that the collection can report it as a problem.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from inspect import cleandoc
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from .. import dates
from .hints import TAKES, Names

ID_FORM = "^(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)[a-z0-9]+(?:-[a-z0-9]+)*$"
"""The form of an id, but for its length, in what the dialects of Python and of ECMA-262 share."""
ID = re.compile(ID_FORM.replace("^", r"(?=.{1,80}\Z)", 1).replace("$", r"\Z"))
"""An id: lower-case words joined by single hyphens, 80 characters at most, and no name that Windows keeps for devices."""


_COUNT = re.compile("0|[1-9][0-9]{0,11}")
_GROUPED = re.compile(r"0*([1-9][0-9]{0,2}([, _\u00a0\u2009\u202f])[0-9]{3}(?:\2[0-9]{3})*|[0-9]+)")
_FLAGS = {"y": "yes", "n": "no", "on": "yes", "off": "no", "yes": "yes", "no": "no", "true": "yes", "false": "no"}


def is_id(text: str) -> bool:
    """Whether a text has the form of an id; ``by`` and ``about`` name an actor then, else plain words."""
    return ID.match(text) is not None


def fault(rule: str, message: str, hint: str = "", instead: str = "") -> PydanticCustomError:
    """Make the error that reports a value as a breach of ``rule``; ``instead`` is what was certainly meant."""
    # The message is a template for pydantic: pass ours as a value, so that braces in it stay braces.
    return PydanticCustomError(rule, "{message}", {"message": message, "hint": hint, "instead": instead})


NONE: Any = Field(default_factory=list)
"""The default of a list; one that is written down would be copied, deep, each time."""
NOTHING: Any = Field(default_factory=dict)
"""The default of a mapping, likewise."""


class Record(BaseModel):
    """A part of the record: immutable, and without fields that the model does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Give each field the text that stands below it as its description.

        Pydantic's own ``use_attribute_docstrings`` looks for the source anew for each class, which makes every command
        a tenth of a second slower.
        """
        for name, text in _field_texts(cls.__module__).get(cls.__name__, {}).items():
            cls.model_fields[name].description = text

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Put the fields' descriptions into the schema, which was made before they were known."""
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema)["properties"]
        for name, info in cls.model_fields.items():
            if info.description and name in properties:
                properties[name]["description"] = info.description
        return schema


@cache
def _field_texts(module: str) -> dict[str, dict[str, str]]:
    """The texts below the fields of each class of a module, read from its source; none where that is not there."""
    file = sys.modules[module].__file__
    if file is None or not (path := Path(file)).is_file():
        return {}
    classes = [node for node in ast.parse(path.read_bytes()).body if isinstance(node, ast.ClassDef)]
    return {node.name: dict(_texts_below(node.body)) for node in classes}


def _texts_below(body: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            match below:
                case ast.Expr(ast.Constant(str(text))):
                    yield field.target.id, cleandoc(text)


def _count(value: Any) -> int:
    if not isinstance(value, str):
        raise fault("wrong-type", "a whole number is wanted here", "write digits, for example 1429")
    if _COUNT.fullmatch(value):
        return int(value)
    if re.fullmatch("-[0-9]+", value):
        raise fault("negative-figure", f"{value} is below zero", "write zero or a larger number")
    hint = "write digits only, without dots, commas or leading zeros: 1429"
    raise fault("wrong-type", f"{value[:40]} is not a whole number of at most twelve digits", hint, _digits(value))


def _digits(text: str) -> str:
    """A number without leading zeros, and without what sets its thousands off; nothing where it is not certainly one."""
    found = _GROUPED.fullmatch(text)
    digits = re.sub("[^0-9]", "", found[1]) if found else ""
    return digits if len(digits) <= 12 else ""


def _degrees(value: Any) -> Decimal:
    if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,7})?", value):
        raise fault("wrong-type", "decimal degrees are wanted here", "write, for example, 48.8584")
    return Decimal(value)


def _date(value: Any) -> dates.Date:
    if not isinstance(value, str):
        raise fault("wrong-type", "a date is wanted here", "put a set of dates in quotes: '{2016-09-28,2016-10-01}'")
    try:
        return dates.parse(value)
    except dates.DateError as error:
        hint = dates.instead(value) or error.hint
        raise fault(error.rule, error.message, hint, dates.certainly(value)) from None


def _flag(value: Any) -> bool:
    if value not in ("yes", "no", "true", "false"):
        instead = _FLAGS.get(value.casefold(), "") if isinstance(value, str) else ""
        raise fault("wrong-type", "yes or no is wanted here", "write yes or no", instead)
    return value in ("yes", "true")


_LONGEST_URL = 2000
"""Characters that an address may have."""
_PLAIN_URL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#][^\s<>\"\\^`{|}]*)?")
"""Nearly every address: no port, no name and password, no letters beyond ASCII before the path."""


def _url(value: str) -> str:
    if _PLAIN_URL.fullmatch(value) and len(value) <= _LONGEST_URL:
        return value
    hint = "write the whole address, beginning with https://"
    if re.search(r"[\s<>\"\\^`{|}]", value) or len(value) > _LONGEST_URL:
        raise fault("invalid-url", "the address contains a space or a character that addresses do not have", hint)
    try:
        parts = urlsplit(value)
        host, port, password = parts.hostname, parts.port, parts.password or parts.username
    except ValueError:
        raise fault("invalid-url", f"{value[:80]} is not an address", hint) from None
    if parts.scheme not in ("http", "https") or not host or "." not in host or port == 0:
        raise fault("invalid-url", f"{value[:80]} is not a web address", hint)
    if password:
        raise fault("invalid-url", "the address contains a user's name or password", "write the address without it")
    return value


def _id(value: str) -> str:
    if not is_id(value):
        hint = "write lower-case letters and digits in words joined by single hyphens"
        joined = re.sub(r"[\s_]+", "-", value.strip().lower())
        raise fault("invalid-id", f"{value[:90]} is not an id", hint, joined if is_id(joined) else "")
    return value


def _pattern(
    pattern: str, message: str, hint: str, case: Callable[[str], str], schema: WithJsonSchema
) -> tuple[AfterValidator, WithJsonSchema]:
    """Make the annotations of a text that has to match a pattern: what checks it, and its schema.

    ``case`` gives a text the case that the pattern wants.
    """
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            cased = case(value.strip())
            raise fault(
                "wrong-type", f"{value[:40]} is not {message}", hint, cased if compiled.fullmatch(cased) else ""
            )
        return value

    return AfterValidator(check), WithJsonSchema((schema.json_schema or {}) | {"pattern": f"^{pattern}$"})


def _schema(takes: str, *examples: str | float, **keywords: Any) -> WithJsonSchema:
    """The schema of a text as an editor sees it: what is all digits is a number to YAML, and a text to us."""
    told = {"examples": list(examples)} if examples else {}
    return WithJsonSchema({"type": ["string", "integer"], **keywords, **told, TAKES: takes})


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Id = Annotated[str, AfterValidator(_id), _schema("id", pattern=ID_FORM, maxLength=80)]
Count = Annotated[
    int,
    PlainValidator(_count),
    _schema("count", 14, 1429, minimum=0, maximum=999_999_999_999, pattern="^(?:0|[1-9][0-9]{0,11})$"),
]
Degrees = Annotated[
    Decimal,
    PlainValidator(_degrees),
    _schema(
        "degrees", 33.5, 36.29, type=["number", "string"], minimum=-180, maximum=180,
        pattern=r"^-?[0-9]{1,3}(?:\.[0-9]{1,7})?$",
    ),
]  # fmt: skip
Flag = Annotated[bool, PlainValidator(_flag), WithJsonSchema({"enum": ["yes", "no", True, False], TAKES: "flag"})]
Url = Annotated[
    str,
    AfterValidator(_url),
    _schema(
        "url", "https://news.example/2021/market", type="string", format="uri", maxLength=2000,
        pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"\\^`{|}]+$",
    ),
]  # fmt: skip
Edtf = Annotated[
    dates.Date,
    PlainValidator(_date),
    PlainSerializer(lambda date: date.text, return_type=str),
    _schema("date", *dates.EXAMPLES, pattern=dates.PATTERN, maxLength=200, minimum=1, maximum=9999),
]
Language = Annotated[
    str,
    *_pattern(
        r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*",
        "a language tag",
        "write a tag of BCP 47, for example en, ar or uk",
        str.lower,
        _schema("language", "en", "ar", "uk", type="string"),
    ),
]
Country = Annotated[
    str,
    *_pattern(
        "[A-Z]{2}",
        "a country code",
        "write two capital letters of ISO 3166-1: KE, PE",
        str.upper,
        _schema("country", "KE", "PE", type="string"),
    ),
]
Sha256 = Annotated[
    str,
    *_pattern("[0-9a-f]{64}", "a SHA-256", "write 64 hexadecimal digits in lower case", str.lower, _schema("sha256")),
]
Colour = Annotated[
    str,
    *_pattern(
        "#[0-9a-f]{6}",
        "a colour",
        "write, in quotes, # and six hexadecimal digits",
        str.lower,
        _schema("colour", "#7a1f1f", type="string"),
    ),
]

VALUES: dict[str, dict[str, Any]] = {
    schema[TAKES]: schema
    for kind in (Id, Count, Degrees, Flag, Url, Edtf, Language, Country, Sha256, Colour)
    for extra in get_args(kind)
    if (schema := getattr(extra, "json_schema", None))
}
"""The schemas of all kinds of single values but plain text, by what they take."""

ActorId = Annotated[Id, Names("actors")]
ActorOrWords = Annotated[Line, Names("actors")]
ConflictId = Annotated[Id, Names("conflicts")]
EventId = Annotated[Id, Names("events")]
PlaceId = Annotated[Id, Names("places")]
SeedId = Annotated[Id, Names("seeds")]
TagId = Annotated[Id, Names("tags")]
TypeId = Annotated[Line, Names("event-types")]
RuleName = Annotated[Line, Names("rules")]
