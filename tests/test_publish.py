"""A site is replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflict_timeline.publish import MARKER, UnpublishableError, Writer, staged


def publish(target: Path, text: str) -> None:
    with staged(target) as stage:
        Writer(stage).write("a/index.html", text)


def fail(target: Path) -> None:
    with staged(target) as stage:
        Writer(stage).write("a/index.html", "half")
        message = "the disk is full"
        raise OSError(message)


def test_a_site_takes_its_place_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    publish(tmp_path / "site", "one")
    publish(tmp_path / "site", "two")
    assert (tmp_path / "site" / "a" / "index.html").read_text() == "two"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_that_fails_leaves_the_last_site(tmp_path: Path) -> None:
    publish(tmp_path / "site", "one")
    with pytest.raises(OSError, match="disk"):
        fail(tmp_path / "site")
    assert (tmp_path / "site" / "a" / "index.html").read_text() == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_pages_that_are_gone_are_gone(tmp_path: Path) -> None:
    publish(tmp_path / "site", "one")
    with staged(tmp_path / "site") as stage:
        Writer(stage).write("b.html", "two")
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == sorted([MARKER, "b.html"])


def test_somebody_elses_folder_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(UnpublishableError, match="holds files that are no site"), staged(tmp_path):
        pass
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("")
    with pytest.raises(UnpublishableError, match="is a file"), staged(tmp_path / "site"):
        pass


def test_two_builds_do_not_meet(tmp_path: Path) -> None:
    with staged(tmp_path / "site"), pytest.raises(UnpublishableError, match="another build"), staged(tmp_path / "site"):
        pass
    publish(tmp_path / "site", "later")


def test_leftovers_of_dead_builds_go(tmp_path: Path) -> None:
    (tmp_path / ".site.999999.staged").mkdir()
    (tmp_path / ".site.999999.old").mkdir()
    publish(tmp_path / "site", "one")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
