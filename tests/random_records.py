"""Random records built from the model's own classes, and their YAML in random styles with comments."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml
from hypothesis import strategies as st

from conflict_timeline.dates import Date
from conflict_timeline.model import Conflict, Event, Figure, Place, Record, Seed, Source, base
from conflict_timeline.model.registry import Names

_TEXTS = st.one_of(
    st.sampled_from(
        ["NO", "no", "2012", "1.5", "null", "~", "2012-02-06", "12:30", "a: b", "a #b", "#a", "- a", "'", '"', "a's", "[x]",
         "{x}", "x, y", "@x", "%x", "a:", "*a", "&a", "!a", "? a", "| a", "> a", "x\\y", "---", "...", "0o17", "1e3", "=", "<<",
         "yes", "`x`", "x:y", "Один: два", "الخبر", "https://x.example/#a", "a\nb", "a\n\n b", "two\tthree", '"a" \'b\'', "-"]
    ),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60).filter(
        lambda text: text.strip() == text and text.isprintable() and text.isascii()
    ),
    st.lists(st.sampled_from(["a", "the", "town's", "strike", "on", "–", "1,000", "x:y"]), min_size=5, max_size=30).map(" ".join),
)  # fmt: skip
_IDS = st.sampled_from(["a", "b-2", "syria", "no", "2012", "strike-2016-09-28", "null", "1e3", "true"])
_DATES = st.sampled_from(
    ["2012", "2012-02-06", "2012-02~", "2013-08-21?", "2011-04-25/2011-05-16", "2014/..", "{2016-09-28,2016-10-01}",
     "[2016-09-28,2016-10-01]", "2022-03-09T17:00+02:00", "2022-03-09T17:00:00+0200", "2022-03-09T17:00:30Z",
     "2022-03-09T17:00-05", "2022-03-09T17:00:00+00:00", "201X", "2012-XX"]
)  # fmt: skip


def _leaves() -> list[tuple[Any, st.SearchStrategy[str]]]:
    """The model's kinds of text, and what they may be."""
    return [
        (base.Id, _IDS),
        (base.Text, _TEXTS),
        (base.Line, _TEXTS),
        (base.Edtf, _DATES),
        (base.Count, st.sampled_from(["0", "12", "100000"])),
        (base.Degrees, st.sampled_from(["0", "-33.5", "35"])),
        (base.Flag, st.sampled_from(["yes", "no", "true", "false"])),
        (base.Url, st.sampled_from(["https://news.example/1", "https://a.example/?x=1&y=2#z"])),
        (base.Language, st.sampled_from(["en", "no", "ar", "zh-Hans"])),
        (base.Country, st.sampled_from(["SY", "NO", "UA"])),
        (base.Sha256, st.sampled_from(["0" * 64, "1" * 30 + "e" + "3" * 33, "ab" * 32])),
        (base.Colour, st.just("#9a4d00")),
    ]


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """Data that a field of this type takes."""
    if annotation == get_args(Names)[1]:
        return _TEXTS | st.lists(_TEXTS, min_size=1, max_size=3)
    for kind, strategy in _leaves():
        if get_args(annotation)[: len(get_args(kind))] == get_args(kind):  # it may say besides what it names
            return strategy
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return values(arguments[0])
    if origin in (Union, UnionType):
        return values(next(argument for argument in arguments if argument is not NoneType))
    if origin is list:
        return st.lists(values(arguments[0]), min_size=1, max_size=3)
    if origin is dict:
        return st.dictionaries(values(arguments[0]), values(arguments[1]), min_size=1, max_size=3)
    if origin is Literal:
        return st.sampled_from(arguments)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return records(annotation)
    raise AssertionError(f"the model has a type that this does not know: {annotation}")


@cache
def records(model: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """Data of a record that the model takes."""
    hints = get_type_hints(model, include_extras=True)
    required = {name: values(hints[name]) for name, info in model.model_fields.items() if info.is_required()}
    optional = {name: values(hints[name]) for name, info in model.model_fields.items() if not info.is_required()}
    made = st.fixed_dictionaries(required, optional=optional)
    return made.map(_MENDED[model]) if model in _MENDED else made


def _source(data: dict[str, Any]) -> dict[str, Any]:
    if "seed" in data and len(data) % 2:
        return {name: text for name, text in data.items() if name in ("seed", "locator")}
    data.pop("seed", None)
    return {"title": "T", "publisher": "P", "kind": "news", "url": "https://x.example/", **data}


def _seed(data: dict[str, Any]) -> dict[str, Any]:
    data.pop("seed", None)
    return {**_source({**data, "locator": "x"}), "claims": data["claims"]}


def _event(data: dict[str, Any]) -> dict[str, Any]:
    data.pop("placeless", None)
    return data if "place" in data or "online" in data else {**data, "place": "x"}


_MENDED: dict[type[Record], Callable[[dict[str, Any]], dict[str, Any]]] = {
    Source: _source,
    Seed: _seed,
    Event: _event,
    Figure: lambda data: {"unit": "x", **data},
    Place: lambda data: {**data, "lat": "1", "lon": "2"} if "lat" in data or "lon" in data else data,
    Conflict: lambda data: data,
}
"""What makes the data of a record whole, whose fields depend on each other."""
assert Date


@dataclass
class Styled:
    """Writes data as YAML in random styles.

    Attributes:
        random: where the styles come from.
        comments: every comment that was written, with the key that it stands above or beside; None for others.
    """

    random: random.Random
    comments: dict[str, tuple[str, str] | None] = field(default_factory=dict)

    def text(self, data: dict[str, Any]) -> str:
        """The YAML."""
        lines = self._mapping(data, 0, 1)
        if self.random.random() < 0.2:
            lines = [*self._alone(0), "", *lines]
        return "\n".join([*lines, *self._alone(0), *([""] * self.random.randint(0, 2))]) + "\n"

    def _comment(self, belongs: tuple[str, str] | None = None) -> str:
        words = self.random.choice(["why", "see: x", "- a", "'quoted", "[a]", "# twice", "ü"])
        comment = f"# {len(self.comments)} {words}"
        self.comments[comment] = belongs
        return comment

    def _alone(self, indent: int, belongs: tuple[str, str] | None = None) -> list[str]:
        """No, one or more comments on lines of their own, with blank lines among them."""
        lines = []
        while self.random.random() < 0.15:
            lines += [""] * self.random.choice([0, 0, 1, 3]) + [" " * indent + self._comment(belongs)]
        return lines + [""] * self.random.choice([0, 0, 0, 0, 1, 2])

    def _beside(self, belongs: tuple[str, str] | None = None) -> str:
        space = " " * self.random.randint(1, 4)
        return space + self._comment(belongs) if self.random.random() < 0.15 else self.random.choice(["", "", " "])

    def _mapping(self, data: dict[str, Any], indent: int, depth: int) -> list[str]:
        pairs = list(data.items())
        if self.random.random() < 0.5:
            self.random.shuffle(pairs)
        lines = []
        for key, value in pairs:
            above = self._alone(indent, ("above", key))
            # Above the first field, comments that are set off by a blank line are about the whole file.
            lines += above if lines or indent else [line for line in above if line]
            lines += self._value(" " * indent + self._key(key) + ":", value, indent, depth, key)
        return [*lines, *(self._foot(indent) if indent else [])]

    def _foot(self, indent: int) -> list[str]:
        return [" " * indent + self._comment()] if self.random.random() < 0.1 else []

    def _list(self, data: list[Any], indent: int, depth: int) -> list[str]:
        lines = []
        for item in data:
            lines += self._alone(indent)
            inner = indent + self.random.choice([2, 2, 2, 4])
            head = " " * indent + "-" + " " * (inner - indent - 1)
            if isinstance(item, dict) and item and self.random.random() < 0.8:
                below = self._mapping(item, inner, depth + 1)
                while below and not below[0]:
                    below.pop(0)
                if below[0].lstrip().startswith("#"):
                    lines += [head.rstrip(), *below]
                else:
                    lines += [head + below[0].lstrip(), *below[1:]]
            else:
                lines += self._value(head.rstrip(), item, indent, depth, None)
        return lines

    def _value(self, head: str, value: Any, indent: int, depth: int, key: str | None) -> list[str]:
        belongs = ("beside", key) if key else None
        chance = self.random.random()
        if isinstance(value, (dict, list)) and (not value or chance < 0.3):
            return [f"{head} {self._flow(value, depth)}{self._beside(belongs)}"]
        if isinstance(value, dict):
            return [
                head + self._beside(belongs),
                *self._mapping(value, indent + self.random.choice([1, 2, 4]), depth + 1),
            ]
        if isinstance(value, list):
            step = self.random.choice([0, 2, 2, 3] if key else [1, 2, 3])
            short = all(isinstance(item, str) for item in value)
            if short and chance < 0.5:
                pad = " " * (indent + 2)
                items = [
                    line
                    for item in value
                    for line in [*self._alone(indent + 2), f"{pad}{self._one(item, flow=True)},{self._beside()}"]
                ]
                return [
                    f"{head} [{self._beside(belongs)}",
                    *items,
                    *self._alone(indent + 1),
                    f"{pad}]{self._beside(belongs)}",
                ]
            return [head + self._beside(belongs), *self._list(value, indent + step, depth + 1)]
        if chance < 0.15 and (lines := self._block(value, indent)):
            return [f"{head} {lines[0]}{self._beside(belongs)}", *lines[1:]]
        if chance < 0.25 and key:
            return [
                head + self._beside(belongs),
                *self._alone(indent + 2, ("above", key)),
                " " * (indent + 2) + self._one(value) + self._beside(belongs),
            ]
        return [f"{head} {self._one(value)}{self._beside(belongs)}"]

    def _key(self, key: str) -> str:
        return self._one(key, key=True)

    def _flow(self, value: Any, depth: int) -> str:
        if isinstance(value, dict):
            space = self.random.choice(["", " "])
            inner = ", ".join(
                f"{self._one(key, flow=True, key=True)}: {self._flow(item, depth)}" for key, item in value.items()
            )
            return f"{{{space}{inner}{space}}}"
        if isinstance(value, list):
            return f"[{', '.join(self._flow(item, depth) for item in value)}]"
        return self._one(value, flow=True)

    def _one(self, text: str, *, flow: bool = False, key: bool = False) -> str:
        """A text on one line, plain where PyYAML reads it back."""
        ways = [json.dumps(text, ensure_ascii=self.random.random() < 0.2)]
        if "\n" not in text:
            ways.append("'" + text.replace("'", "''") + "'")
            ways += [text] * 3 if _is_plain(text, flow=flow, key=key) else []
        return self.random.choice(ways)

    def _block(self, text: str, indent: int) -> list[str] | None:
        """A text in a block; None where this writer does not try."""
        pad = " " * (indent + self.random.choice([1, 2, 4]))
        if not text or text != text.strip() or "\t" in text or "  " in text:
            return None
        if "\n" in text:
            return ["|-", *(pad + line if line else "" for line in text.split("\n"))]
        words = text.split(" ")
        cut = self.random.randint(1, len(words))
        lines = [" ".join(words[:cut]), *([" ".join(words[cut:])] if words[cut:] else [])]
        return [self.random.choice([">-", ">"] if " " in text else [">-"]), *(pad + line for line in lines)]


@cache
def _is_plain(text: str, *, flow: bool, key: bool) -> bool:
    samples: dict[str, Any] = {f"x: {text}\ny:\n- {text}\n": {"x": text, "y": [text]}}
    if flow:
        samples = {f"x: [{text}, y]": {"x": [text, "y"]}, f"x: {{z: {text} }}": {"x": {"z": text}}}
    if key:
        samples = {f"{text}: x": {text: "x"}, f"x: {{{text}: y}}": {"x": {text: "y"}}}
    try:
        read = {sample: yaml.load(sample, Loader=yaml.CBaseLoader) for sample in samples}
    except yaml.YAMLError:
        return False
    return read == samples and " #" not in text
