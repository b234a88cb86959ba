"""Every way in which a site takes its place, cut off after every step, ends with a whole site."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from conflict_timeline.publish import UnpublishableError, Writer, restore, staged, swap
from conflict_timeline.publish.swap import MARKER, Place
from conflict_timeline.system import file_system

STEPS = [
    (os, "rename"),
    (os, "replace"),
    (file_system, "exchange"),
    (Path, "rename"),
    (Path, "unlink"),
    (Path, "mkdir"),
]


class CutError(BaseException):
    """Stands for a power cut: nothing that follows in the code is run."""


def publish(target: Path, text: str) -> None:
    with staged(target, wait=0) as stage:
        for name in ("a/index.html", f"{text}/index.html", "index.html"):
            Writer(stage).write(name, text)


def tree(target: Path) -> dict[str, str]:
    """All files of a site but those of our own."""
    files = (path for path in target.rglob("*") if path.is_file())
    return {path.relative_to(target).as_posix(): path.read_text() for path in files if path.name != MARKER}


def whole(text: str) -> dict[str, str]:
    return dict.fromkeys(("a/index.html", f"{text}/index.html", "index.html"), text)


def cut(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Let the power fail before the step of that number; what would tidy up then is not run either."""
    left = after

    def wrapped(real: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **keywords: object) -> object:
            nonlocal left
            if left == 0:
                raise CutError
            left -= 1
            return real(*arguments, **keywords)

        return step

    for owner, name in STEPS:
        monkeypatch.setattr(owner, name, wrapped(getattr(owner, name)))


def cannot_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_system, "exchange", lambda *_: False)


def is_mounted(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    monkeypatch.setattr(file_system, "is_mount", lambda folder: folder == target)


def test_two_folders_are_exchanged_in_one_step(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "1").touch()
    (tmp_path / "two").mkdir()
    if not file_system.exchange(tmp_path / "one", tmp_path / "two"):
        pytest.skip("this file system exchanges no folders")
    assert (tmp_path / "two" / "1").exists()
    assert not list((tmp_path / "one").iterdir())


def test_what_is_not_there_cannot_be_exchanged(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        file_system.exchange(tmp_path / "one", tmp_path / "two")


def test_a_mount_is_told_from_a_folder(tmp_path: Path) -> None:
    assert file_system.is_mount(Path("/"))
    assert not file_system.is_mount(tmp_path)


def test_the_old_site_stands_until_the_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path / "site", "one")
    seen = []
    real = file_system.exchange

    def exchange(one: Path, other: Path) -> bool:
        seen.append(tree(other))
        done = real(one, other)
        seen.append(tree(other))
        return done

    monkeypatch.setattr(file_system, "exchange", exchange)
    publish(tmp_path / "site", "two")
    assert seen == [whole("one"), whole("two")]


def test_without_an_exchange_two_renames_do_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cannot_exchange(monkeypatch)
    publish(tmp_path / "site", "one")
    publish(tmp_path / "site", "two")
    assert tree(tmp_path / "site") == whole("two")
    assert os.listdir(tmp_path) == ["site"]


def test_a_second_rename_that_fails_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cannot_exchange(monkeypatch)
    publish(tmp_path / "site", "one")
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name.endswith(".staged"):
            raise OSError(errno.EIO, "the disk is ill")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OSError, match="ill"):
        publish(tmp_path / "site", "two")
    assert tree(tmp_path / "site") == whole("one")
    assert os.listdir(tmp_path) == ["site"]


@pytest.mark.parametrize("step", range(6))
def test_two_renames_cut_off_anywhere_are_mended(tmp_path: Path, step: int) -> None:
    place = Place(tmp_path / "site", inside=False)
    publish(place.target, "one")
    with pytest.MonkeyPatch.context() as patch:
        cannot_exchange(patch)
        _stage(place, "two")
        cut(patch, step)
        _swap_until_cut(place)
    restore(place.target)
    assert tree(place.target) in (whole("one"), whole("two"))
    publish(place.target, "three")
    assert tree(place.target) == whole("three")
    assert os.listdir(tmp_path) == ["site"]


def test_verifying_puts_nothing_in_the_place_of_a_site(tmp_path: Path) -> None:
    publish(tmp_path / "site", "one")
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.old" / MARKER).touch()
    restore(tmp_path / "site")
    assert tree(tmp_path / "site") == whole("one")


def test_a_copy_of_somebody_elses_with_a_journal_is_not_obeyed(tmp_path: Path) -> None:
    publish(tmp_path / "site", "one")
    (tmp_path / "site" / f"{MARKER}.journal").write_text("[]")
    restore(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").exists()


def test_a_mount_is_filled_entry_by_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    (site / "lost+found").mkdir(parents=True)
    is_mounted(monkeypatch, site)
    publish(site, "one")
    publish(site, "two")
    assert tree(site) == whole("two")
    assert sorted(os.listdir(site)) == [MARKER, "a", "index.html", "lost+found", "two"]
    assert os.listdir(tmp_path) == ["site"]


@pytest.mark.parametrize("step", range(16))
@pytest.mark.parametrize("first", [True, False])
def test_a_mount_cut_off_anywhere_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, first: bool
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    is_mounted(monkeypatch, site)
    if not first:
        publish(site, "one")
    place = Place.of(site)
    assert place.inside
    _stage(place, "two")
    with pytest.MonkeyPatch.context() as patch:
        cut(patch, step)
        _swap_until_cut(place)
    journal = place.journal.exists()
    with pytest.raises(CutError), staged(site, wait=0):
        raise CutError
    assert tree(site) in ([whole("two")] if journal else [whole("one"), whole("two"), {}])
    publish(site, "three")
    assert tree(site) == whole("three")
    assert sorted(os.listdir(site)) == [MARKER, "a", "index.html", "three"]


def test_folders_from_below_an_overlay_are_replaced_entry_by_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    publish(site, "one")
    cannot_exchange(monkeypatch)
    real, below = os.rename, {os.fspath(site), os.fspath(site / "a"), os.fspath(site / "one")}

    def rename(one: Path, other: Path) -> None:
        if os.fspath(one) in below:
            below.discard(os.fspath(one))
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        real(one, other)

    monkeypatch.setattr(os, "rename", rename)
    publish(site, "two")
    assert not below
    assert tree(site) == whole("two")
    assert os.listdir(tmp_path) == ["site"]


def test_a_mount_inside_the_site_is_in_the_way_before_anything_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    is_mounted(monkeypatch, site)
    publish(site, "one")
    monkeypatch.setattr(file_system, "is_mount", lambda folder: folder in (site, site / "a"))
    with pytest.raises(OSError, match="is a mount inside the site"):
        publish(site, "two")
    assert tree(site) == whole("one")


@pytest.mark.parametrize("text", ["", "{}", '["../thesis.txt"]', "[" * 10_000, "[1]"])
def test_a_journal_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    publish(tmp_path / "site", "one")
    journal = tmp_path / "site" / f"{MARKER}.journal"
    journal.write_text(text)
    with pytest.raises(OSError, match="is no journal"):
        publish(tmp_path / "site", "two")
    journal.unlink()
    assert tree(tmp_path / "site") == whole("one")


def test_a_mount_of_the_system_is_filled(tmp_path: Path) -> None:
    import subprocess

    site = tmp_path / "site"
    site.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(site)]
    try:
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("mounting is not permitted here")
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    try:
        publish(site, "one")
        publish(site, "two")
        assert tree(site) == whole("two")
        assert file_system.is_mount(site)
    finally:
        subprocess.run(["umount", "-l", str(site)], check=True)


def _stage(place: Place, text: str) -> None:
    place.stage.mkdir()
    (place.stage / MARKER).touch()
    for name in whole(text):
        Writer(place.stage).write(name, text)


def _swap_until_cut(place: Place) -> None:
    try:
        swap.swap(place)
    except CutError:
        return
    except UnpublishableError as error:
        raise AssertionError from error
