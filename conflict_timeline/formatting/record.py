"""The files of a record, all or some, as they are in the house's style."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..files.drafts import Draft
from ..files.record_files import RecordFiles
from ..front_matter import FILE_LIMIT, REGISTRY_LIMIT
from ..model import REGISTRY
from ..problems import Problem, is_within
from .files import UnlikeError, formatted


@dataclass
class Formatting:
    """Brings the files of a record into the house's style, one after the other; nothing is written.

    Attributes:
        root: the record's folder.
        wanted: the files and folders to look at, relative to it, with forward slashes; all of them where it is empty.
        problems: what kept files from being read; those stay as they are.
        faults: sentences about files of which this program cannot make the same in the house's style.
        files: the files that are looked at by their path in the record, each with its place on the disk.
    """

    root: Path
    wanted: Collection[str] = ()
    problems: list[Problem] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    files: dict[str, str | Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        met: list[Problem] = []
        record = RecordFiles(self.root, met)
        found: dict[str, str | Path] = {}
        if record.registry(tuple(REGISTRY)):
            paths = {f"registry/{name}.yml": self.root / "registry" / f"{name}.yml" for name in REGISTRY}
            found |= {name: path for name, path in paths.items() if path.exists() or path.is_symlink()}
        for folder in ("events", "seeds"):
            found |= {file.relative: file.path for file in record.texts(folder)}
        self.files = {path: found[path] for path in sorted(found) if self._is_wanted(path)}
        self.problems += [problem for problem in met if problem.rule == "not-a-file" and self._is_wanted(problem.path)]

    def drafts(self) -> Iterator[Draft]:
        """Each file that can be read, changed or not."""
        record = RecordFiles(self.root, self.problems)
        for path, file in self.files.items():
            old = record.read(file, REGISTRY_LIMIT if path.startswith("registry/") else FILE_LIMIT)
            if old is None:
                continue
            try:
                new, problems = formatted(old, path)
            except UnlikeError as error:
                self.faults.append(str(error))
                continue
            self.problems += problems
            if new is not None:
                yield Draft(path, old, new.encode())

    def _is_wanted(self, path: str) -> bool:
        return not self.wanted or is_within(path, self.wanted)
