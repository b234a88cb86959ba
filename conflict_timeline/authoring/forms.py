"""The issue form «Report an event»: made for a record, and read back from the text that GitHub makes of its answers.

GitHub writes each answer below a line ``### Label``, ``_No response_`` where there is none, and ``- [x]`` before what
was ticked (https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests). What
people wrote into the form is text and nothing else: no Markdown, no YAML, no headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from .. import strings
from ..collection import Collection
from ..text.characters import cleaned
from .questions import QUESTIONS

PATH = ".github/ISSUE_TEMPLATE/report-an-event.yml"
"""Where GitHub looks for the form, relative to the record's root."""
LIMIT = 128 * 1024
"""Bytes that the text of a form may have; GitHub takes 65,536 characters."""


class UnreadableFormError(Exception):
    """A text that is not what the form makes; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question of the form.

    Attributes:
        name: the question's name in ``questions``.
        kind: what GitHub calls its kind.
        required: whether GitHub insists on an answer.
    """

    name: str
    kind: str = "input"
    required: bool = False

    @property
    def label(self) -> str:
        """What stands above it in the form and in the issue."""
        return strings.text(f"form.{self.name}")


_ASKED = (
    _Asked("title", required=True),
    _Asked("date", required=True),
    _Asked("conflict", "checkboxes"),
    _Asked("type", "dropdown", required=True),
    _Asked("place"),
    _Asked("online"),
    _Asked("placeless"),
    _Asked("summary", required=True),
    _Asked("text", "textarea"),
    _Asked("status", "dropdown", required=True),
    _Asked("status-note"),
    _Asked("source-url", required=True),
    _Asked("source-title", required=True),
    _Asked("publisher", required=True),
    _Asked("kind", "dropdown", required=True),
    _Asked("published"),
    _Asked("lang"),
)
_PROMISES = ("form.promise.words", "form.promise.persons")
"""What whoever sends the form has to tick."""
_NOTHING = {"", "_No response_", "None"}
_TICK = re.compile(r"- \[([ xX])\] (.*)")
_IN_PARENTHESES = re.compile(r"\(([^()]+)\)\Z")
_MARKUP = re.compile(r"[\\`*_\[\]<>|!~]|&(?=[#A-Za-z])|^(?:[#+=-]|\d{1,9}(?=[.)]))", re.MULTILINE)
_HEAD = "# Made by: new --print-form. Make it anew when the registry has other conflicts or types.\n"


class _Dumper(yaml.SafeDumper):
    """Writes YAML as people do: items below their list's name are indented, several lines stand in a block."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of a list."""
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def form(collection: Collection) -> str:
    """Make the form for a record, as the text of its file."""
    promises = [{"label": strings.text(key), "required": True} for key in _PROMISES]
    data = {
        "name": strings.text("form.name"),
        "description": strings.text("form.description"),
        "title": strings.text("form.heading"),
        "labels": ["event"],
        "body": [
            {"type": "markdown", "attributes": {"value": strings.text("form.intro")}},
            *(_element(asked, collection) for asked in _ASKED),
            {"type": "checkboxes", "attributes": {"label": strings.text("form.promises"), "options": promises}},
        ],
    }
    return _HEAD + yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)


def answers(data: bytes) -> dict[str, list[str]]:
    """Read the answers from the text of an issue, by the names of the questions.

    Raises:
        UnreadableFormError: the text is too long, not UTF-8, or not what the form makes.
    """
    if len(data) > LIMIT:
        raise UnreadableFormError(f"the text of the form has more than {LIMIT:,} bytes; GitHub makes none so long")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFormError("the text of the form is not UTF-8; save it as GitHub gives it") from None
    said = _said(cleaned("\n".join(text.splitlines())))
    promised = said.get(strings.text("form.promises"), "")
    if any(f"[x] {strings.text(key)}" not in promised.replace("[X]", "[x]") for key in _PROMISES):
        raise UnreadableFormError(
            f"not everything under «{strings.text('form.promises')}» is ticked; tick it in the issue"
        )
    found = {asked.name: list(_answer(asked, said.get(asked.label, "").strip())) for asked in _ASKED}
    return {name: texts for name, texts in found.items() if texts}


def _said(text: str) -> dict[str, str]:
    """What stands below each label. Other headings are part of an answer, as everything is that people write."""
    labels = {asked.label for asked in _ASKED} | {strings.text("form.promises")}
    parts: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.split("\n"):
        label = line.removeprefix("### ").strip() if line.startswith("### ") else ""
        if label not in labels:
            lines.append(line)
        elif label in parts:
            raise UnreadableFormError(f"«### {label}» stands twice; take it out of the answer that holds it")
        else:
            lines = parts[label] = []
    if not parts:
        raise UnreadableFormError("the text holds no answer of the form «Report an event»; give it as GitHub made it")
    return {label: "\n".join(lines) for label, lines in parts.items()}


def _answer(asked: _Asked, text: str) -> Iterator[str]:
    if asked.kind == "checkboxes":
        for line in text.split("\n"):
            if (tick := _TICK.fullmatch(line.strip())) is not None and tick[1] != " ":
                yield tick[2]
    elif text in _NOTHING:
        return
    elif asked.kind == "dropdown":
        found = _IN_PARENTHESES.search(text)
        yield found[1] if found else text
    else:
        yield _unmarked(text) if asked.kind == "textarea" else text


def _unmarked(text: str) -> str:
    """A text as Markdown that says just these letters, in paragraphs."""
    paragraphs = re.split(r"\n\s*\n", "\n".join(line.strip() for line in text.split("\n")))
    return "\n\n".join(_MARKUP.sub(_escaped, paragraph) for paragraph in paragraphs)


def _escaped(sign: re.Match[str]) -> str:
    """A sign of Markdown as the letters that mean it; of a number that would begin a list the sign behind it."""
    if sign[0] == "&":
        return "&amp;"
    return f"{sign[0]}\\" if sign[0].isdigit() else f"\\{sign[0]}"


def _element(asked: _Asked, collection: Collection) -> dict[str, Any]:
    question = QUESTIONS[asked.name]
    hint = strings.catalogue().get(f"form.{asked.name}.hint", question.help)
    attributes: dict[str, Any] = {"label": asked.label, "description": hint}
    if asked.kind == "checkboxes":
        attributes["options"] = [{"label": entry.value.name} for entry in collection.conflicts.values()]
        return {"type": asked.kind, "id": asked.name, "attributes": attributes}
    if asked.kind == "dropdown":
        attributes["options"] = list(_options(asked, collection))
    return {"type": asked.kind, "id": asked.name, "attributes": attributes, "validations": {"required": asked.required}}


def _options(asked: _Asked, collection: Collection) -> Iterator[str]:
    """What a list offers: words for people, and in parentheses the word of the record."""
    if asked.name == "type":
        for family, entry in collection.families.items():
            for name, subtype in entry.value.subtypes.items():
                yield f"{entry.value.label}: {subtype.label} ({family}/{name})"
        return
    words = "status" if asked.name == "status" else "source_kind"
    for word in QUESTIONS[asked.name].words:
        yield f"{strings.text(f'{words}.{word}')} ({word})"
