"""The sentence of every problem: it names the thing and says what was expected, and its hint is an action.

Sentences are met in two ways: by breaking records in every way that the tests know, and by reading the source, where
those stand that no record of a test brings out.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import conflict_timeline
from conflict_timeline import examples
from conflict_timeline.problems import Problem
from conflict_timeline.rules import RULES
from conflict_timeline.views.reference import sections

from .conftest import RECORDS, TinyRecord
from .corpus import ideas
from .test_checks import VARIANTS
from .test_examples import lay

ACTIONS = frozenset(
    """
    add archive check cite close compare correct delete give indent keep leave let look make move name open put refer
    rename run save say separate show split swap tell turn write
    """.split()  # noqa: SIM905 - words, not a list
)
"""The verbs with which a hint begins."""
THINGS = frozenset(
    """
    actor alias address byte caption character claim conflict copy disk event events fields file figure folder front
    image item key link links list lists page paragraph place place's point position quotation record row seed source sources
    status subtype tag tags text texts title type types value
    """.split()  # noqa: SIM905 - words, not a list
)
"""What a message may name, where it does not name it by what the file says there."""
FIELDS = frozenset(field.name for section in sections() for field in section.fields)
"""The fields of the model, which a message may name, also where they are missing."""
ABBREVIATIONS = ("EDTF", "GitHub", "MkDocs", "U+", "YAML")
LONGEST = 220


def faults(message: str, hint: str) -> Iterator[str]:
    """What is wrong with the sentences of a problem, whatever they are about."""
    first, *_ = hint.split() or [""]
    if first.rstrip(",:") not in ACTIONS and not re.fullmatch(r"did you mean .+\?", hint):
        yield "the hint is no action"
    for text in (message, hint):
        if text != text.strip() or "  " in text or "..." in text or re.search(r"\w!(?:\s|$)", text):
            yield "there is more than words and single spaces between them"
    if message.endswith((".", "?", ",", ":")):
        yield "the message ends in a stop"
    if hint.endswith((".", ",")) and not hint.endswith("…") and not re.search(r"\d/?\.\.$", hint):
        yield "the hint ends in a stop"
    if re.match(r"(?:error|invalid|illegal|missing|bad|wrong|unexpected|expected|this|it)\b", message, re.IGNORECASE):
        yield "the message names nothing"


def unnamed(problem: Problem, line: str) -> bool:
    """Whether a message names neither a thing, nor a field, nor what stands in its line or in its file's name."""
    said = set(re.findall(r"[\w']+", problem.message.casefold()))
    there = set(re.findall(r"[\w']{2,}|\d", f"{line} {problem.path}".casefold()))
    return problem.message.split()[0].rstrip(":,") not in line and not said & (there | THINGS | FIELDS)


def lines(root: Path, problem: Problem) -> str:
    file = root / problem.path
    text = file.read_bytes().decode("utf-8", "replace") if file.is_file() and not file.is_symlink() else ""
    return (text.splitlines() or [""])[min(problem.line, len(text.splitlines()) or 1) - 1]


def told(problems: list[Problem], root: Path) -> list[str]:
    """What is wrong with the sentences of a record's problems."""
    found = []
    for problem in problems:
        shown = f"{problem.rule}: {problem.message} | {problem.hint}"
        found += [f"{fault}: {shown}" for fault in faults(problem.message.casefold(), problem.hint)]
        if len(problem.message) > LONGEST + 200 or (problem.rule != "wrong-type" and len(problem.message) > LONGEST):
            found.append(f"the message is long: {shown}")
        if unnamed(problem, lines(root, problem)):
            found.append(f"the message names nothing: {shown}")
    return found


@pytest.mark.parametrize("rule", [name for name, rule in RULES.items() if rule.by == "check"])
def test_the_sentences_of_a_rule(rule: str, record: TinyRecord, tmp_path: Path) -> None:
    record.lay(RECORDS / "invalid" / rule)
    other = TinyRecord(tmp_path / "other")
    lay(other, rule, examples.of(rule).wrong)
    problems = [*record.problems(), *other.problems()]
    assert rule in {problem.rule for problem in problems}
    assert told(record.problems(), record.root) + told(other.problems(), other.root) == []


@pytest.mark.parametrize(("path", "old", "new"), [variant[:3] for variant in VARIANTS if variant[3]])
def test_the_sentences_of_a_variant(path: str, old: str, new: str, record: TinyRecord) -> None:
    record.edit(path, old, new)
    assert record.problems()
    assert told(record.problems(), record.root) == []


def test_the_sentences_about_hostile_files(tmp_path: Path) -> None:
    found = []
    for number, idea in enumerate(ideas()):
        if idea.rule is not None:
            record = TinyRecord(tmp_path / str(number))
            idea.lay(record.root)
            # What they are called themselves is no sentence of ours.
            found += [fault for fault in told(record.problems(), record.root) if not fault.startswith("there is more")]
    assert number > 100
    assert found == []


# What the source says


CALLS = {
    "Problem": (4, 5), "fault": (1, 2), "DateError": (0, 1), "problem": (1, 2), "body_problem": (2, 3),
    "Costly": (1, 2), "ImageError": (0, 1), "_refused": (1, 2),
}  # fmt: skip
"""What makes problems: the places of message and hint among the arguments of each."""
SKIPPED = {"preview", "authoring", "captures", "changes"}
"""Parts whose hints are no problem's, or go to somebody else."""


def literals(node: ast.expr | None) -> Iterator[str]:
    """The texts that an expression may be, with an x for what is put in."""
    match node:
        case ast.Constant(str(text)):
            yield text
        case ast.JoinedStr(values):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in values)
        case ast.IfExp(_, body, orelse):
            yield from (*literals(body), *literals(orelse))
        case ast.BoolOp(_, values):
            yield from (text for value in values for text in literals(value))


def written() -> Iterator[tuple[str, str, str]]:
    """Every message and hint that stands in the source: where, which of the two, and the text."""
    package = Path(conflict_timeline.__file__).parent
    for file in sorted(package.rglob("*.py")):
        if file.relative_to(package).parts[0] in SKIPPED:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            where = f"{file.relative_to(package)}:{getattr(node, 'lineno', 0)}"
            for name, value in named(node):
                yield from ((where, name, text) for text in literals(value))


def named(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """The expressions in a node that are a message or a hint."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for kind, place in zip(("message", "hint"), CALLS.get(name, ()), strict=False):
            if place < len(node.args):
                yield kind, node.args[place]
        yield from ((word.arg, word.value) for word in node.keywords if word.arg in ("message", "hint"))
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Name) and target.id in ("message", "hint"):
                yield target.id, node.value
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                for one, value in zip(target.elts, node.value.elts, strict=False):
                    if isinstance(one, ast.Name) and one.id in ("message", "hint"):
                        yield one.id, value


def test_every_sentence_in_the_source() -> None:
    sentences = list(written())
    assert sum(kind == "hint" for _, kind, _ in sentences) > 100
    assert sum(kind == "message" for _, kind, _ in sentences) > 100
    wrong = []
    for where, kind, text in sentences:
        message, hint = (text, "add it") if kind == "message" else ("the event", text)
        if text and not text.startswith("x"):  # whatever is put in first decides
            wrong += [f"{where}: {fault}: {text}" for fault in faults(message, hint)]
        if kind == "message" and text[:1].isupper() and not text.startswith(ABBREVIATIONS):
            wrong.append(f"{where}: the message begins with a capital letter: {text}")
    assert wrong == []


@pytest.mark.parametrize(
    ("message", "hint"),
    [
        ("invalid value", "write another"),
        ("the event is wrong.", "write another"),
        ("the event is wrong", ""),
        ("the event is wrong", "the date should be another"),
        ("the event is wrong!", "write another"),
        ("this is wrong", "write another"),
        ("the event is  wrong", "write another"),
    ],
)
def test_bad_sentences_are_noticed(message: str, hint: str) -> None:
    assert list(faults(message, hint))


def test_a_message_that_names_nothing_is_noticed() -> None:
    problem = Problem("a.md", 1, 1, "wrong-type", "no good at all", "write another")
    assert unnamed(problem, "date: 2013")
    assert not unnamed(Problem("a.md", 1, 1, "wrong-type", "2013 is no good", "write another"), "date: 2013")
