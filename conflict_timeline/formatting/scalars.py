"""A text → how it is written in YAML: without quotes where every reader gives it back, else with the fewest signs.

The judge is the record's own reader; only for the plainest of texts it need not be asked. Words that another
reader of YAML takes for a number, a date, a yes or a nothing (``NO``, ``2012``, ``null``) are quoted, so that
whoever loads a file with a common library gets the words: for YAML 1.1 (PyYAML's resolver) and 1.2 (its core schema).
"""

from __future__ import annotations

import re
from functools import lru_cache

import yaml
from yaml.resolver import Resolver

from ..front_matter.strict_yaml import Reader, Refused
from ..problems import Problem

_TEXT = "tag:yaml.org,2002:str"
_RESOLVER = Resolver()
_NUMBER_1_2 = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+")
_SAFE_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,79}")


def written(text: str, *, flow: bool = False, key: bool = False, textual: bool = True) -> str:
    """How a text is written on one line.

    Args:
        text: the text.
        flow: whether it stands in brackets.
        key: whether it is a key.
        textual: whether it has to stay a text for readers that know numbers, dates and flags.
    """
    if (not textual or _is_words(text)) and _reads_plain(text, flow=flow, key=key):
        return text
    if "\n" in text or "\t" in text:
        return _escaped(text)
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def block(text: str) -> list[str] | None:
    """The lines of a text of several lines below ``|-``; None where a block cannot hold it."""
    lines = text.split("\n")
    holds = (
        len(lines) > 1 and text == text.strip() and "\t" not in text and all(line == line.rstrip() for line in lines)
    )
    return lines if holds else None


def kept_block(source: str, text: str) -> tuple[str, list[str]] | None:
    """A block as it was written, its lines without their indentation.

    Args:
        source: the block, from its sign on.
        text: what it says, or what it is to say: the same with fewer line ends.

    Returns:
        The first line and the lines below it; None where it has to be written anew.
    """
    first, *below = source.split("\n")
    indented = next((line for line in below if line.strip()), "")
    width = len(indented) - len(indented.lstrip(" "))
    head, lines = first[0] + ("" if text.endswith("\n") else "-"), [line[width:] for line in below]
    sample = "".join(f"{line}\n" for line in (f"x: {head}", *(f"  {line}" if line else "" for line in lines)))
    return (head, lines) if _read(sample) == {"x": text} else None


def _escaped(text: str) -> str:
    for character, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(character, escape)
    return f'"{text}"'


@lru_cache(maxsize=65_536)
def _is_words(text: str) -> bool:
    """Whether no reader of YAML takes a plain text for anything else."""
    resolved = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return resolved == _TEXT and not _NUMBER_1_2.fullmatch(text)


@lru_cache(maxsize=65_536)
def _reads_plain(text: str, *, flow: bool, key: bool) -> bool:
    """Whether the record's reader gives a text back that is written without quotes."""
    if not text or "\n" in text:
        return False
    if _SAFE_KEY.fullmatch(text):
        return True
    if not (flow or key) and _is_harmless(text):
        return True
    if key:
        return _read(f"{text}: x\ny: {{{text}: x}}\n") == {text: "x", "y": {text: "x"}}
    if flow:
        return _read(f"x: [{text}, {text} ]\ny: {{z: {text} }}\n") == {"x": [text, text], "y": {"z": text}}
    return _read(f"x: {text}\ny:\n  - {text}\n") == {"x": text, "y": [text]}


def _is_harmless(text: str) -> bool:
    """Whether a text begins with a letter or digit, and holds nothing that ends a plain text outside brackets."""
    begins, ends = text[0].isalnum(), text[-1].isalnum() or text[-1] in ".)/"
    return begins and ends and ": " not in text and " #" not in text and "\t" not in text


def _read(yaml_text: str) -> object:
    problems: list[Problem] = []
    try:
        data = Reader("", yaml_text, 1, problems=problems).read()
    except Refused:
        return None
    return None if problems else data
