"""The ideas that are files: ``tests/hostile/<group>/<idea>``, one file an idea.

The first comment of a file says what has to happen and what is tried::

    # accepted: a script element in a paragraph
    # refused invalid-url: a script as a source's address
    # accepted in registry/actors.yml: markup in an actor's name

An event's file holds what is hostile and nothing else; the fields that an event needs besides are filled in. What is
meant for a file that every record has, of the registry or of docs/, is added to that. In the group ``cost`` each line
of the text is a number, ``×`` and what is written so many times, as a string of JSON, in which ``§`` stands for the
number of the time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from .idea import FIELDS, Idea

FOLDER = Path(__file__).parent.parent / "hostile"
HEAD = re.compile(
    r"^# (?:accepted|refused (?P<rule>[a-z-]+))(?: in (?P<where>[a-z./-]+))?: (?P<tries>\S.*)$", re.MULTILINE
)
_FIELD = re.compile(r"^([a-z_]+):", re.MULTILINE)


def ideas() -> Iterator[Idea]:
    """Give the ideas that are files."""
    for file in sorted(FOLDER.rglob("*.*")):
        yield _idea(file)


def _idea(file: Path) -> Idea:
    data = file.read_bytes()
    name = file.relative_to(FOLDER).with_suffix("").as_posix()
    head = HEAD.search(data.decode("utf-8", "replace"))
    assert head, f"{file} does not say what has to happen"
    where = head["where"] or "events/hostile/"
    path = f"{where}{name.replace('/', '-')}.md" if where.endswith("/") else where
    if path.startswith("events/"):
        data = _filled(data)
    if path.startswith("docs/"):
        data = data.partition(b"\n")[2]
    if name.startswith("cost/"):
        data = _multiplied(data)
    return Idea(name, head["tries"], head["rule"], {path: data})


def _filled(data: bytes) -> bytes:
    """An event's file with the fields that it needs and does not have, above its second line of hyphens."""
    head, line, body = data.partition(b"\n---\n")
    if not line or not head.removeprefix(b"\xef\xbb\xbf").startswith(b"---\n"):
        return data
    given = set(_FIELD.findall(head.decode("utf-8", "replace")))
    if "removed_for_safety" in given:
        return data
    if given & {"place", "online"}:
        given.add("placeless")
    fields = "\n".join(text for name, text in FIELDS.items() if name not in given)
    return b"\n".join([head, fields.encode()]) + line + body


def _multiplied(data: bytes) -> bytes:
    head, _, body = data.decode().partition("\n---\n")
    return f"{head}\n---\n{''.join(_times(line) for line in body.splitlines())}\n".encode()


def _times(line: str) -> str:
    number, _, piece = line.partition(" × ")
    text = str(json.loads(piece))
    if "§" in text:
        return "".join(text.replace("§", str(time)) for time in range(int(number)))
    return text * int(number)
