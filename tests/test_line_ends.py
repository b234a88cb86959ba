"""Windows: line ends of both kinds and paths with backslashes give the same problems and the same site."""

from __future__ import annotations

from pathlib import Path

import pytest

from .built import run
from .conftest import RECORDS, TinyRecord

STRIKE = "events/strike.md"
BINARY = {".png", ".jpg", ".jpeg", ".webp"}


def with_carriage_returns(record: TinyRecord) -> None:
    """Give every text of a record the line ends of Windows."""
    for path in record.root.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.suffix not in BINARY:
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


@pytest.mark.parametrize("rule", sorted(path.name for path in (RECORDS / "invalid").iterdir()))
def test_the_same_problems_at_the_same_places(rule: str, tmp_path: Path) -> None:
    unix, windows = TinyRecord(tmp_path / "unix"), TinyRecord(tmp_path / "windows")
    for each in (unix, windows):
        each.lay(RECORDS / "invalid" / rule)
    with_carriage_returns(windows)
    assert windows.problems() == unix.problems()
    assert unix.problems()


def test_the_same_site(tmp_path: Path) -> None:
    sites = []
    for name in ("unix", "windows"):
        project = TinyRecord(tmp_path / name / "record")
        project.add_site()
        if name == "windows":
            with_carriage_returns(project)
        done = run("build", "--site-dir", str(tmp_path / name / "site"), root=project.root)
        assert done.returncode == 0, done.stdout + done.stderr
        site = tmp_path / name / "site"
        sites.append(
            {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        )
    unix, windows = sites
    assert set(unix) == set(windows)
    assert [path for path in unix if unix[path] != windows[path]] == []


def test_paths_with_backslashes_name_the_same_files(record: TinyRecord) -> None:
    record.edit(STRIKE, "place: aleppo", "place: alepo")
    record.write("events/broken.md", "no front matter")
    for form in (r"events\strike.md", r".\events\strike.md", r"events\\strike.md"):
        done = run("check", form, root=record.root)
        assert done.returncode == 1, done.stderr
        assert "events/strike.md:7:8: error unknown-place" in done.stdout
        assert "broken" not in done.stdout
    assert run("check", "events\\", root=record.root).stdout == run("check", "events", root=record.root).stdout
    assert run("fmt", r"events\report.md", root=record.root).returncode == 0
    assert run("fmt", "--check", r"events\report.md", root=record.root).returncode == 0
    assert run("show", r"events\report.md", root=record.root).returncode == 0
    done = run("check", r"events\nowhere.md", root=record.root)
    assert done.returncode == 2
    assert r"there is no events\nowhere.md" in done.stderr


@pytest.mark.skipif(Path("a\\b").name == "b", reason="on Windows no name holds a backslash")
def test_a_name_that_holds_a_backslash_means_itself_first(record: TinyRecord) -> None:
    record.write("events\\strike.md", "")
    done = run("check", r"events\strike.md", root=record.root)
    assert done.returncode == 0
    assert "unknown" not in done.stdout
