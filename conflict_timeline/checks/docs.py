"""Rules about ``docs/``, whose pages are written by hand and rendered by MkDocs.

Its Markdown parser takes seconds or gives up on texts of a few thousand signs in a row, and it reads settings from a
page's first lines; so a page begins with its title and stays within limits that no page written for readers meets.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from ..collection import Collection
from ..files.record_files import RecordFiles
from ..front_matter import read_text
from ..images import FORMATS, ImageError, read
from ..problems import Problem

LIMIT = 32 * 1024
"""Bytes that a page written by hand may have."""
DEEPEST = 8
"""How many lists and quotations may stand inside each other."""
MOST_LINES = 600
"""How many lines such a page may have."""
MOST = {"[": 400, "<": 100, "`": 400, "*": 600, "_": 600, "|": 1500, "#": 200, "\\": 400, "~": 100, "&": 400}
"""How often a page may hold a sign whose number costs the parser more than its share."""
MOST_RULES = 40
"""How many lines of hyphens or equals signs alone a page may have."""
MOST_IN_BLOCK = 100
"""How many brackets may stand in one block of lines without an empty one."""

_NESTED = re.compile(rf"(?:[ \t]*(?:[-*+>]|\d{{1,9}}[.)])(?=[ \t>]|$)){{{DEEPEST + 1}}}")
_INDENTED = re.compile(rf"[ \t]{{{4 * DEEPEST + 1}}}")
_RULES = re.compile(r"^[ \t]*[-=]+[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")


def check(collection: Collection, folder: Path | None = None) -> Iterator[Problem]:
    """Find files among the pages that are no pages and no images, and pages that a parser may choke on.

    Args:
        collection: the record beside them.
        folder: where they are; ``docs`` beside the record unless given.
    """
    met: list[Problem] = []
    files = RecordFiles(collection.root, met)
    folder = folder or collection.root / "docs"
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        yield _not_a_file(files.relative(folder))
        return
    for directory, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted([*names, *(each for each in folders if (Path(directory) / each).is_symlink())]):
            yield from _file(files, Path(directory) / name)
    yield from met


def _file(files: RecordFiles, file: Path) -> Iterator[Problem]:
    path = files.relative(file)
    if file.is_symlink() or not file.is_file():
        yield _not_a_file(path)
    elif file.suffix.lower() in FORMATS:
        try:
            read(file)
        except ImageError as error:
            yield Problem(path, 1, 1, "invalid-image", error.message, error.hint)
    elif file.suffix == ".md":
        data = files.read(file, LIMIT)
        text, problems = (None, []) if data is None else read_text(data, path, LIMIT)
        yield from problems
        if text is not None:
            yield from _page(text, path)
    elif not file.name.startswith("."):
        message, hint = (
            f"{file.name} is no Markdown page and no image",
            "delete it; only .md, .png, .jpg and .webp are published",
        )
        yield Problem(path, 1, 1, "stray-file", message, hint)


def _page(text: str, path: str) -> Iterator[Problem]:
    if not text.startswith("# "):
        message = "a page written by hand begins with its title"
        yield Problem(
            path, 1, 1, "untitled-page", message, "write # and the title into the first line, and no fields above it"
        )
    for number, line in enumerate(text.split("\n"), 1):
        if _NESTED.match(line) or _INDENTED.match(line):
            message = f"lists and quotations stand more than {DEEPEST} deep"
            yield Problem(path, number, 1, "costly-markdown", message, "write it flatter")
            break
    if (lines := text.count("\n")) > MOST_LINES:
        message = f"the page has {lines:,} lines, more than {MOST_LINES}"
        yield Problem(path, MOST_LINES, 1, "costly-markdown", message, "split it into several pages")
    if (rules := len(_RULES.findall(text))) > MOST_RULES:
        message = f"the page holds {rules:,} lines of hyphens or equals signs alone, more than {MOST_RULES}"
        yield Problem(path, 1, 1, "costly-markdown", message, "write headings with #")
    for sign, most in MOST.items():
        if text.count(sign) > most:
            message = f"the page holds {sign} more than {most} times"
            yield Problem(path, 1, 1, "costly-markdown", message, "split it into several pages")
    start = 0
    for block in _BLANK.split(text):
        if block.count("[") + block.count("<") > MOST_IN_BLOCK:
            first = text.count("\n", 0, text.index(block, start)) + 1
            message = f"one block holds more than {MOST_IN_BLOCK} brackets"
            yield Problem(path, first, 1, "costly-markdown", message, "separate its parts by empty lines")
        start += len(block)


def _not_a_file(path: str) -> Problem:
    message = f"{path.rpartition('/')[2]} is not an ordinary file or folder"
    hint = "put the thing itself here, without links or devices"
    return Problem(path, 1, 1, "not-a-file", message, hint)
