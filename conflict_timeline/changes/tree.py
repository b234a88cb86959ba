"""The files of a record as a commit holds them, told and refused as those on the disk are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ..files.record_files import RecordFile, RecordFiles, is_left_alone
from ..front_matter import FILE_LIMIT, REGISTRY_LIMIT
from ..images import FORMATS
from ..problems import Problem
from .git import Blob, Repository

FOLDERS = ("events/", "seeds/", "registry/")
"""Where a record is."""
_ORDINARY = {"100644", "100755"}


class TreeFiles(RecordFiles):
    """Finds and reads the files of a record in a commit.

    Args:
        repository: where the commit is.
        files: the files of the commit, by path.
        wanted: which of the files there are to be; by default all. Their bytes are read at once.
    """

    def __init__(
        self, repository: Repository, files: dict[str, Blob], wanted: Callable[[str], bool] = lambda _: True
    ) -> None:
        super().__init__(repository.root, [])
        self._files = {path: blob for path, blob in sorted(files.items()) if path.startswith(FOLDERS) and wanted(path)}
        texts = {
            path: blob.id
            for path, blob in self._files.items()
            if path.endswith((".md", ".yml")) and blob.mode in _ORDINARY and blob.size <= REGISTRY_LIMIT
        }
        contents = repository.contents(texts.values())
        self._bytes = {path: contents[blob] for path, blob in texts.items()}

    def registry(self, names: tuple[str, ...]) -> bool:
        """Whether there is a registry; what else lies there is told."""
        folder = [path for path in self._files if path.startswith("registry/")]
        for path in folder:
            name = path.removeprefix("registry/")
            if name.removesuffix(".yml") not in names and not is_left_alone(name):
                self.problems.append(
                    Problem(
                        path, 1, 1, "stray-file", f"{path.rpartition('/')[2]} is no file of the registry", "delete it"
                    )
                )
        return bool(folder)

    def texts(self, folder: str) -> Iterator[RecordFile]:
        """The Markdown files below a folder in the order of their paths."""
        for path, blob in self._files.items():
            inside, _, name = path.rpartition("/")
            if not f"{inside}/".startswith(f"{folder}/") or any(map(is_left_alone, path.split("/"))):
                continue
            if blob.mode not in _ORDINARY:
                self._not_ordinary(self.root / path)
            elif name.endswith(".md"):
                # Only what looks at a disk again asks for the entry of a folder.
                yield RecordFile(path, path)
            elif folder == "events" and Path(name).suffix.lower() in FORMATS:
                self.images[path] = self.root / path
            else:
                self._stray(self.root / path)

    def read(self, path: str | Path, limit: int) -> bytes | None:
        """Give a file's bytes, at most one more than ``limit``."""
        name = path if isinstance(path, str) else self.relative(path)
        if name in self._bytes:
            return self._bytes[name][: limit + 1]
        blob = self._files.get(name)
        if blob is None:
            return None
        if blob.mode not in _ORDINARY:
            self._not_ordinary(self.root / name)
            return None
        return b" " * (max(limit, FILE_LIMIT) + 1)  # too large to be fetched; what reads it says so
