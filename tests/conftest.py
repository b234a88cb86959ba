"""What tests of several modules share."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from conflict_timeline.checks import check
from conflict_timeline.collection import Collection, collect
from conflict_timeline.problems import Problem

from .browser import ARGUMENTS, find
from .built import ROOT, Built, run
from .corpus import ideas
from .server import serving

# How long an example takes depends on the machine and on what else it does; no test asserts a time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

RECORDS = Path(__file__).parent / "records"
"""``base``, a tiny record without a problem, and ``invalid``, one folder a rule that is laid over it."""
TODAY = dt.date(2026, 1, 1)
"""The day on which the tests' records are checked."""


class TinyRecord:
    """A copy of the base record that a test may spoil.

    Attributes:
        root: the folder with ``events/``, ``registry/`` and ``seeds/``.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(RECORDS / "base", root, dirs_exist_ok=True)

    def add_site(self) -> None:
        """Add what a site needs beside the record: mkdocs.yml and docs/."""
        shutil.copy(ROOT / "mkdocs.yml", self.root)
        shutil.copytree(ROOT / "docs", self.root / "docs")

    def lay(self, folder: Path) -> None:
        """Lay the files of a folder over the record; links stay links, and ``x.deleted`` takes ``x`` away."""
        shutil.copytree(folder, self.root, dirs_exist_ok=True, symlinks=True)
        for mark in self.root.rglob("*.deleted"):
            mark.unlink()
            mark.with_suffix("").unlink()

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def read(self, path: str) -> str:
        """Give a file's text."""
        return (self.root / path).read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the first ``old`` in a file, which must be there."""
        text = self.read(path)
        assert old in text, f"{path} does not contain {old!r}"
        self.write(path, text.replace(old, new, 1))

    def collect(self) -> Collection:
        """Read the record."""
        return collect(self.root)

    def problems(self, today: dt.date = TODAY) -> list[Problem]:
        """Everything that is wrong with the record."""
        return check(self.collect(), today=today).problems

    def found(self) -> list[str]:
        """Everything that is wrong, each as ``path:line:column rule``."""
        return [f"{p.path}:{p.line}:{p.column} {p.rule}" for p in self.problems()]

    def rules(self) -> list[str]:
        """The rules that are broken."""
        return [problem.rule for problem in self.problems()]


@pytest.fixture
def record(tmp_path: Path) -> TinyRecord:
    """A tiny record of three events that breaks no rule."""
    return TinyRecord(tmp_path / "record")


@pytest.fixture
def project(record: TinyRecord) -> TinyRecord:
    """The tiny record with what a site needs beside it: mkdocs.yml and docs/."""
    record.add_site()
    return record


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the project's own record, built once."""
    folder = tmp_path_factory.mktemp("built") / "site"
    done = run("build", "--site-dir", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(folder)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One site of the tiny record and every hostile input that is accepted, built once by the real command."""
    record = TinyRecord(tmp_path_factory.mktemp("hostile") / "record")
    record.add_site()
    for idea in ideas():
        if idea.rule is None:
            idea.lay(record.root)
    done = run("build", root=record.root)
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]  # before it stand hundreds of warnings
    return Built(record.root / "site")


@pytest.fixture(scope="session")
def collection() -> Collection:
    """The project's own record."""
    return collect(ROOT)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser, for one module: Playwright can be started only once at a time."""
    path = find()
    assert path, "no browser: make test installs one where it may; otherwise set BROWSER_PATH"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    """The address at which the built site of the project's own record is served."""
    with serving(built.root) as address:
        yield address
