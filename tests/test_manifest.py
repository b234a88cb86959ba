"""A copy of a site is whole, or every file is told that is not."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest

from conflict_timeline.publish import manifest, mark
from conflict_timeline.publish.swap import MARKER
from conflict_timeline.views.data import ARCHIVE

from .built import Built, run

HASH = hashlib.sha256(b"one").hexdigest()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site with a manifest."""
    folder = tmp_path / "site"
    (folder / "a" / "é").mkdir(parents=True)
    for path in ("index.html", "a/index.html", "a/é/index.html"):
        (folder / path).write_text("one")
    mark(folder)
    manifest.write(folder)
    return folder


def test_it_lists_every_file_but_itself_sorted_with_its_hash(site: Path) -> None:
    content = json.loads((site / manifest.NAME).read_text())
    assert content["format"] == 1
    assert list(content["files"]) == sorted([MARKER, "a/index.html", "a/é/index.html", "index.html"])
    assert content["files"]["index.html"] == HASH


def test_it_gives_its_own_hash_and_the_same_bytes_each_time(site: Path) -> None:
    before = (site / manifest.NAME).read_bytes()
    assert manifest.write(site) == hashlib.sha256(before).hexdigest()
    assert (site / manifest.NAME).read_bytes() == before
    assert manifest.text({"b": HASH, "a": HASH}) == manifest.text({"a": HASH, "b": HASH})


def test_a_whole_copy_has_no_problem(site: Path) -> None:
    own = hashlib.sha256((site / manifest.NAME).read_bytes()).hexdigest()
    assert manifest.verify(site) == []
    assert manifest.verify(site, own.upper()) == []


def test_every_file_that_differs_is_told(site: Path) -> None:
    (site / "index.html").write_text("two")
    (site / "a" / "index.html").unlink()
    (site / "a" / "b").mkdir()
    (site / "a" / "b" / "new.html").touch()
    assert manifest.verify(site) == [
        "a/b/new.html: extra, not in the manifest",
        "a/index.html: missing",
        "index.html: changed",
    ]


def test_hosts_may_leave_out_the_marker_and_not_change_it(site: Path) -> None:
    (site / MARKER).write_text("other")
    assert manifest.verify(site) == [f"{MARKER}: changed"]
    (site / MARKER).unlink()
    assert manifest.verify(site) == []


def test_another_manifest_is_told(site: Path) -> None:
    assert manifest.verify(site, "0" * 64)[0].startswith("manifest.json: is another one: its SHA-256 is ")


def test_links_are_told_and_never_followed(site: Path, tmp_path: Path) -> None:
    (tmp_path / "same").write_text("one")
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(tmp_path / "same")
    (site / "loop").symlink_to(".")
    assert manifest.verify(site) == [
        "index.html: is a link, and a site has none",
        "loop: is a link, and a site has none",
    ]


def test_a_pipe_in_the_place_of_a_file_is_not_read(site: Path) -> None:
    (site / "index.html").unlink()
    os.mkfifo(site / "index.html")
    os.mkfifo(site / "new")
    assert manifest.verify(site) == ["index.html: is no plain file", "new: extra, not in the manifest"]


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_a_manifest_that_is_no_file_is_not_read(site: Path, kind: str) -> None:
    path = site / manifest.NAME
    path.rename(site.parent / "real.json")
    if kind == "link":
        path.symlink_to("../real.json")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    with pytest.raises(manifest.UnverifiableError, match="cannot be read"):
        manifest.verify(site)


def test_names_that_are_no_text_are_listed_and_found(site: Path) -> None:
    try:
        (site / os.fsdecode(b"\xff\n")).touch()
    except OSError:
        pytest.skip("this file system takes no such name")
    manifest.write(site)
    assert manifest.verify(site) == []


def test_a_copy_deeper_than_pythons_stack_is_read(site: Path) -> None:
    folder = os.open(site, os.O_RDONLY)
    for _ in range(3_000):
        os.mkdir("d", dir_fd=folder)
        inner = os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = inner
    os.close(folder)
    problems = manifest.verify(site)
    assert len(problems) == 1
    assert problems[0].endswith("cannot be read: File name too long")
    import subprocess

    subprocess.run(["rm", "-rf", str(site)], check=True)


@pytest.mark.parametrize(
    "path", ["../x", "/etc/passwd", "a/../../x", "", "a//b", "./a", "a/.", "\0", "\ud800", "manifest.json"]
)
def test_a_manifest_that_leads_elsewhere_is_refused(site: Path, path: str) -> None:
    (site / manifest.NAME).write_text(json.dumps({"format": 1, "files": {path: HASH}}))
    with pytest.raises(manifest.UnverifiableError, match="is no path inside a site"):
        manifest.verify(site)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"format": 2, "files": {}}',
        b'{"format": 1, "files": []}',
        b'{"format": 1, "files": {}, "more": 1}',
        b'{"format": 1, "files": {"a": 1}}',
        b'{"format": 1, "files": {"a": "0"}}',
        b'{"format": 1, "files": {"a": "%s", "a": "%s"}}' % (HASH.encode(), HASH.encode()),
        b'{"format": ' + b"9" * 10_000 + b"}",
        b"[" * 100_000,
    ],
)
def test_a_malformed_manifest_is_refused(site: Path, data: bytes) -> None:
    (site / manifest.NAME).write_bytes(data)
    with pytest.raises(manifest.UnverifiableError, match="malformed"):
        manifest.verify(site)


def test_a_manifest_without_end_is_not_read(site: Path) -> None:
    with (site / manifest.NAME).open("wb") as file:
        file.truncate(manifest.LARGEST + 1)
    with pytest.raises(manifest.UnverifiableError, match="longer than"):
        manifest.verify(site)


@pytest.mark.parametrize("expected", ["", "abc", "g" * 64, "0" * 65])
def test_a_hash_that_is_none_is_refused(site: Path, expected: str) -> None:
    with pytest.raises(manifest.UnverifiableError, match="64 hexadecimal"):
        manifest.verify(site, expected)


def test_the_site_of_the_record_is_whole(built: Built) -> None:
    assert manifest.verify(built.root) == []
    assert json.loads((built.root / manifest.NAME).read_text())["files"].keys() >= {"data/conflict-timeline.zip"}


def test_the_copy_for_reading_offline_is_whole_too(built: Built, tmp_path: Path) -> None:
    with zipfile.ZipFile(built.root / "data" / ARCHIVE) as file:
        file.extractall(tmp_path)
    assert manifest.verify(tmp_path / "conflict-timeline") == []
    (tmp_path / "conflict-timeline" / "index.html").write_text("")
    assert manifest.verify(tmp_path / "conflict-timeline") == ["index.html: changed"]


def test_verify_says_that_a_copy_is_whole(site: Path) -> None:
    own = hashlib.sha256((site / manifest.NAME).read_bytes()).hexdigest()
    done = run("verify", str(site))
    assert (done.returncode, done.stdout) == (0, f"{site} is whole: every file is as in its own manifest.\n")
    done = run("verify", str(site), "--manifest-hash", own)
    assert done.returncode == 0
    assert "that is the one you named" in done.stdout


def test_verify_prints_a_line_a_file_and_no_control_characters(site: Path) -> None:
    (site / "\x1b[2J\n").touch()
    done = run("verify", str(site), "--manifest-hash", "0" * 64)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "?[2J?: extra, not in the manifest"
    assert done.stdout.splitlines()[1].startswith("manifest.json: is another one")


def test_verify_of_a_hostile_manifest_prints_little(site: Path) -> None:
    files = {f"{number}/{'x' * 5_000}": HASH for number in range(3_000)}
    (site / manifest.NAME).write_text(json.dumps({"format": 1, "files": files}))
    done = run("verify", str(site))
    assert done.returncode == 1
    assert len(done.stdout) < 2_000_000
    assert done.stdout.splitlines()[-1] == "… and 2,004 more"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "nowhere is not a folder"),
        (["."], "has no manifest.json"),
        ([".", "--manifest-hash", "abc"], "64 hexadecimal digits"),
        ([], "Missing argument"),
    ],
)
def test_verify_of_nothing_is_wrong_usage(tmp_path: Path, arguments: list[str], words: str) -> None:
    done = run("verify", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_verify_ends_without_a_traceback_on_a_terminal_of_few_letters(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1:strict")
    (site / "new-☂").touch()
    done = run("verify", str(site))
    assert done.returncode == 1
    assert done.stdout == "new-\\u2602: extra, not in the manifest\n"
    assert not done.stderr
