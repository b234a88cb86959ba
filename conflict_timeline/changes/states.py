"""A range such as ``main..HEAD`` → the two states of the record that it names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from ..collection import collect
from ..files.record_files import RecordFiles
from ..problems import Problem
from .compare import State
from .git import Blob, Repository
from .tree import FOLDERS, TreeFiles

WORK_TREE = "the files here"
"""What the state on the disk is called."""


def states(root: Path, wanted: str, done: Callable[[int, int], None] = lambda *_: None) -> tuple[State, State]:
    """Give the earlier and the later state.

    Args:
        root: the record's folder.
        wanted: ``A..B`` for two commits; ``A...B`` for what B has since it left A; ``A`` for what the files here have that
            A has not; empty for what they have that the last commit has not.
        done: called now and then with how many events of the later state are read and how many there are.

    Raises:
        GitError: there is no repository, or no such commit.
    """
    repository = Repository.around(root)
    base, dots, head = wanted.partition("..")
    common, head = head.startswith("."), head.removeprefix(".")
    base_commit = repository.commit(base or "HEAD")
    if not dots:
        later = _here(root, done)
        found = {path: blob for path, blob in repository.files(base_commit).items() if path.startswith(FOLDERS)}
        return _earlier(repository, base or "HEAD", found, later), later
    head_commit = repository.commit(head or "HEAD")
    if common:
        base_commit = repository.common(base_commit, head_commit)
    found = repository.files(head_commit)
    later = State(head or "HEAD", collect(root, TreeFiles(repository, found), done=done), _ids(found))
    return _earlier(repository, base or "HEAD", repository.files(base_commit), later), later


def _earlier(repository: Repository, name: str, found: dict[str, Blob], later: State) -> State:
    """The earlier state: the registry, the seeds, and of the events those whose files differ."""

    def wanted(path: str) -> bool:
        return not path.startswith("events/") or later.files.get(path) != found[path].id

    return State(name, collect(repository.root, TreeFiles(repository, found, wanted)), _ids(found))


def _here(root: Path, done: Callable[[int, int], None]) -> State:
    """The state on the disk, of the record alone; its files have the names that git gives their contents."""
    reading = _Named(root, [])
    record = collect(root, reading, done=done)
    files = {}
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                name = path.relative_to(root).as_posix()
                files[name] = reading.names.get(name) or _name_of_file(path)
    return State(WORK_TREE, record, files)


class _Named(RecordFiles):
    """Files of a record, with git's names of the contents that were read whole."""

    def __init__(self, root: Path, problems: list[Problem]) -> None:
        super().__init__(root, problems)
        self.names: dict[str, str] = {}

    def read(self, path: str | Path, limit: int) -> bytes | None:
        """Read a file."""
        data = super().read(path, limit)
        if data is not None and len(data) <= limit:
            self.names[self.relative(Path(path))] = _named(len(data), [data])
        return data


def _name_of_file(path: Path) -> str:
    """Git's name of the content of a file that is no text of the record, however large it is."""
    with path.open("rb") as file:
        return _named(path.stat().st_size, iter(lambda: file.read(1 << 20), b""))


def _named(size: int, pieces: Iterable[bytes]) -> str:
    """Git's name of a content (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects)."""
    found = hashlib.sha1(b"blob %d\0" % size)  # noqa: S324 - it is a name here, and guards nothing
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()


def _ids(files: dict[str, Blob]) -> dict[str, str]:
    return {path: blob.id for path, blob in files.items()}
