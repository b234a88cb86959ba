"""The objects of a git repository: which commits there are, which files they hold, and the bytes of these.

Only objects are read. No work tree is touched, no hook, filter or text conversion runs, and nothing that a revision or a
path is called can be taken for an option.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class GitError(Exception):
    """What was asked of git cannot be had; the text is a sentence for people."""


class Blob(NamedTuple):
    """A file as a commit holds it.

    Attributes:
        mode: its kind: ``100644`` and ``100755`` are ordinary files, ``120000`` is a link.
        id: the name of its content.
        size: its bytes.
    """

    mode: str
    id: str
    size: int


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with a record in it.

    Attributes:
        root: the record's folder.
        prefix: the way to it from the top of the work tree, empty or ending in a slash.
    """

    root: Path
    prefix: str

    @classmethod
    def around(cls, root: Path) -> Repository:
        """Give the repository that holds a folder.

        Raises:
            GitError: there is none, or no git.
        """
        prefix = _run(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")
        return cls(root, prefix)

    def commit(self, revision: str) -> str:
        """Give the commit that a revision names.

        Raises:
            GitError: it names none.
        """
        try:
            found = _run(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except GitError:
            message = f"{revision!r} names no commit here; git log --oneline shows which there are"
            raise GitError(message) from None
        return found.decode().strip()

    def common(self, one: str, other: str) -> str:
        """Give the commit from which two went their ways.

        Raises:
            GitError: there is none, or it was not fetched.
        """
        try:
            return _run(self.root, "merge-base", "--end-of-options", one, other).decode().split()[0]
        except (GitError, IndexError):
            message = "the two have no commit in common here; a shallow clone may lack it: git fetch --unshallow"
            raise GitError(message) from None

    def files(self, commit: str) -> dict[str, Blob]:
        """Give every file of a commit by its path from the record's root; what lies outside of it begins with ``../``."""
        listed = _run(self.root, "ls-tree", "-r", "-z", "-l", "--full-tree", commit)
        found = {}
        for line in listed.split(b"\0")[:-1]:
            facts, _, name = line.partition(b"\t")
            mode, kind, blob, size = facts.decode("ascii").split()
            path = name.decode("utf-8", "replace")
            path = path.removeprefix(self.prefix) if path.startswith(self.prefix) else f"../{path}"
            if kind == "blob":
                found[path] = Blob(mode, blob, int(size))
        return found

    def contents(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        """Give the bytes of files by the names of their contents, all in one go.

        Raises:
            GitError: one is missing, as in a partial clone without its remote.
        """
        wanted = sorted(set(ids))
        answer = _run(self.root, "cat-file", "--batch", feed="".join(f"{name}\n" for name in wanted).encode())
        return dict(_batch(answer, wanted))


def _batch(answer: bytes, wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Take the output of ``git cat-file --batch`` apart: a line of facts, the bytes, a line feed, and so on."""
    at = 0
    for name in wanted:
        end = answer.find(b"\n", at)
        facts = answer[at:end].split()
        if len(facts) != 3:
            raise GitError(f"the repository lacks the object {name}; fetch it whole, without a filter")
        size = int(facts[2])
        yield name, answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def _run(folder: Path, *arguments: str, feed: bytes = b"") -> bytes:
    # A pager, a prompt or a lock would wait for somebody; replacements and grafts would show what is not there.
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - options end before anything that somebody named
            ["git", "--no-pager", *arguments],  # noqa: S607 - the git of whoever runs this
            cwd=folder, env={**os.environ, **quiet}, input=feed, capture_output=True, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        raise GitError("git is not installed; it is what knows the earlier states of the record") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(f"git says: {said[0].removeprefix('fatal: ')}" if said else "git found nothing")
    return done.stdout
