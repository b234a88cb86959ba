"""A site is replaced whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from conflict_timeline.publish import UnpublishableError, Writer, staged
from conflict_timeline.publish.swap import MARKER
from conflict_timeline.system import file_system


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
    with (
        staged(tmp_path / "site"),
        pytest.raises(UnpublishableError, match=f"another build is writing .*process {os.getpid()} on "),
        staged(tmp_path / "site", wait=0),
    ):
        pass
    publish(tmp_path / "site", "later")


def test_who_waits_says_for_whom(tmp_path: Path) -> None:
    told: list[str] = []
    with (
        staged(tmp_path / "site"),
        pytest.raises(UnpublishableError),
        staged(tmp_path / "site", wait=0.2, tell=told.append),
    ):
        pass
    assert len(told) == 1
    assert told[0].startswith(f"Another build is writing {tmp_path / 'site'} (process {os.getpid()} on ")


def test_leftovers_of_dead_builds_go(tmp_path: Path) -> None:
    publish(tmp_path / "site", "one")
    for name in (".site.staged", ".site.old"):
        publish(tmp_path / name, "dead")
    (tmp_path / ".site.lock").write_text("process 1 on nowhere")
    publish(tmp_path / "site", "two")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_leftover_that_was_half_removed_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(path: Path) -> None:
        raise KeyboardInterrupt

    publish(tmp_path / ".site.staged", "dead")
    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            publish(tmp_path / "site", "one")
    assert (tmp_path / ".site.staged" / MARKER).exists()
    publish(tmp_path / "site", "two")
    assert os.listdir(tmp_path) == ["site"]


@pytest.mark.parametrize("name", [".site.staged", ".site.old"])
def test_a_folder_of_somebody_else_beside_the_site_is_not_touched(tmp_path: Path, name: str) -> None:
    publish(tmp_path / "site", "one")
    (tmp_path / name).mkdir()
    (tmp_path / name / "thesis.txt").write_text("years of work")
    with pytest.raises(UnpublishableError, match="is in the way"):
        publish(tmp_path / "site", "two")
    assert (tmp_path / name / "thesis.txt").read_text() == "years of work"
    assert (tmp_path / "site" / "a" / "index.html").read_text() == "one"


def publish_over(target: Path, work: Path) -> None:
    """Build while somebody puts work of their own into the target."""
    with staged(target):
        work.parent.mkdir()
        work.write_text("years of work")


def test_files_that_somebody_puts_there_meanwhile_are_not_touched(tmp_path: Path) -> None:
    work = tmp_path / "site" / "thesis.txt"
    with pytest.raises(UnpublishableError, match="holds files"):
        publish_over(tmp_path / "site", work)
    assert work.read_text() == "years of work"
    assert os.listdir(tmp_path) == ["site"]


def test_a_link_stays_and_leads_to_the_new_site(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    publish(tmp_path / "www" / "real", "one")
    (tmp_path / "site").symlink_to("www/real")
    publish(tmp_path / "site", "two")
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "www" / "real" / "a" / "index.html").read_text() == "two"
    assert not (tmp_path / "www" / "real").is_symlink()


def test_a_link_to_somebody_elses_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").touch()
    (tmp_path / "site").symlink_to("home")
    with pytest.raises(UnpublishableError, match="holds files"):
        publish(tmp_path / "site", "one")


def test_a_circle_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to("site")
    with pytest.raises((UnpublishableError, OSError)) as error:
        publish(tmp_path / "site", "one")
    assert "circle" in str(error.value) or "links" in str(error.value)


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_a_site_is_for_everybody_to_read_whoever_builds_it(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        publish(tmp_path / "site", "one")
        assert os.umask(umask) == umask
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert modes == {0o644}
    assert {stat.S_IMODE((tmp_path / "site" / name).stat().st_mode) for name in (".", "a")} == {0o755}


def test_a_site_is_on_the_disk_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = []
    monkeypatch.setattr(file_system, "flush", lambda folder: order.append((folder.name, (tmp_path / "site").exists())))
    monkeypatch.setattr(file_system, "flush_one", lambda path: order.append((path.name, (tmp_path / "site").exists())))
    publish(tmp_path / "site", "one")
    assert order == [(".site.staged", False), (tmp_path.name, True)]


def test_each_file_is_flushed_where_the_system_cannot_flush_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed = []
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())
    monkeypatch.setattr(file_system, "flush_one", lambda path: flushed.append(os.path.basename(path)))
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").touch()
    file_system.flush(tmp_path)
    assert flushed == [tmp_path.name, "a", "b"]
