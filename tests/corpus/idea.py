"""One hostile input: what it tries, what has to happen, and the files that it puts into a record."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

FIELDS = {
    "title": "title: A hostile event",
    "date": "date: 2020-01-02",
    "summary": "summary: What it tries stands in its file.",
    "type": "type: explosions/air-strike",
    "conflicts": "conflicts: [syria]",
    "placeless": "placeless: It never happened.",
    "status": "status: confirmed",
    "sources": """sources:
  a:
    title: A source
    publisher: A publisher
    kind: news
    url: https://source.example.org/""",
}
"""What an event needs, by field."""


def event(body: str = "The text [@a].") -> bytes:
    """Give the file of an event in which only the body is of interest."""
    return ("---\n" + "\n".join(FIELDS.values()) + f"\n---\n{body}\n").encode()


@dataclass(frozen=True)
class Idea:
    """One hostile input.

    Attributes:
        name: ``group/idea``.
        tries: what it tries, in words.
        rule: the rule that refuses it; None where it is accepted, and then has to be harmless.
        files: what it puts into a record, by path; what goes to a file that is there already is added at its end.
        links: symbolic links, each with its target; one takes the place of a file that is there already.
        pipe: the path of a named pipe, which never ends.
        page: the address of its page; by default that of the first event or seed among the files.
    """

    name: str
    tries: str
    rule: str | None
    files: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    pipe: str | None = None
    page: str | None = None

    @property
    def group(self) -> str:
        return self.name.partition("/")[0]

    @property
    def url(self) -> str:
        """The address of its page where it has one of its own, else an empty text."""
        if self.rule or self.page is not None:
            return self.page or ""
        for path in map(PurePosixPath, self.files):
            if path.parts[0] in ("events", "seeds") and path.suffix == ".md":
                return f"{path.parts[0]}/{path.stem}/"
        return ""

    def lay(self, root: Path) -> None:
        """Put it into a record."""
        for path, content in self.files.items():
            file = _made(root / path)
            file.write_bytes(file.read_bytes().rstrip(b"\n") + b"\n\n" + content if file.exists() else content)
        for path, target in self.links.items():
            link = _made(root / path)
            link.unlink(missing_ok=True)
            link.symlink_to(target)
        if self.pipe:
            os.mkfifo(_made(root / self.pipe))


def _made(file: Path) -> Path:
    """A path whose folder exists."""
    file.parent.mkdir(parents=True, exist_ok=True)
    return file
