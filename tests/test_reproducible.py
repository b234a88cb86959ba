"""Same record, same bytes: whatever the path, day, time zone, language, hash seed, umask or number of processes."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from conflict_timeline.publish import manifest

from .built import ROOT
from .torture import PRELUDE, START

LATER = """
import datetime, time
SHIFT = 400 * 86400 + 12345
real, local, gm, ns = time.time, time.localtime, time.gmtime, time.time_ns
time.time = lambda: real() + SHIFT
time.time_ns = lambda: ns() + SHIFT * 10**9
time.localtime = lambda *when: local(*when or [time.time()])
time.gmtime = lambda *when: gm(*when or [time.time()])
class Shifted(type):
    def __instancecheck__(cls, value):
        return isinstance(value, datetime.datetime.__base__)
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(time.time())
    today = now
datetime.datetime = Later

import os
listdir, scandir = os.listdir, os.scandir
class Backwards:
    def __init__(self, *where):
        self.entries = iter(list(scandir(*where))[::-1])
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *error):
        self.close()
    def close(self):
        pass
os.listdir = lambda *where: listdir(*where)[::-1]
os.scandir = Backwards
"""
"""A sitecustomize that moves a process 400 days ahead (date.today() asks time.time() and follows) and lists every
folder backwards, as another file system may."""

ONE = {"TZ": "EAST-14", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "0"}
OTHER = {"TZ": "WEST+11", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}


def record(folder: Path, changed: int) -> Path:
    """A copy of the project's record with what a site needs beside it, all changed at one time of the clock."""
    for name in ("events", "registry", "seeds", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for path in folder.rglob("*"):
        os.utime(path, (changed, changed))
    return folder


def build(root: Path, settings: dict[str, str], umask: int, processors: set[int], jobs: int) -> Path:
    """Build a record under circumstances and give the site."""
    prelude = PRELUDE + f"\npress.processors = lambda: {jobs}"

    def circumstances() -> None:
        os.umask(umask)
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, processors)

    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON", "SOURCE"))
    }
    done = subprocess.run(
        [sys.executable, "-c", prelude + START, "build"],
        cwd=root,
        env={**kept, **settings},
        preexec_fn=circumstances,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def tree(site: Path) -> dict[str, tuple[int, str]]:
    """Every path of a site with its mode and the hash of its bytes."""
    found = {}
    for path in sorted(site.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        found[path.relative_to(site).as_posix()] = (stat.S_IMODE(path.stat().st_mode), hashlib.sha256(data).hexdigest())
    return found


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site of one record, built twice under circumstances as different as can be."""
    processors = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else {0}
    one = record(tmp_path_factory.mktemp("one"), 10**9)
    other = record(tmp_path_factory.mktemp("other") / "Ein längerer Weg" / "zum selben", 2 * 10**9)
    custom = tmp_path_factory.mktemp("custom")
    (custom / "sitecustomize.py").write_text(LATER)
    return (
        build(one, ONE, 0o077, {min(processors)}, jobs=1),
        build(other, {**OTHER, "PYTHONPATH": str(custom)}, 0o002, processors, jobs=3),
    )


def test_the_other_build_is_on_another_day(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(LATER)
    program = "import datetime as dt; print(dt.date.today().toordinal(), dt.datetime.now().toordinal())"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    import datetime as dt

    assert all(int(day) - dt.date.today().toordinal() in (399, 400, 401) for day in done.stdout.split())


def test_two_builds_are_the_same_tree(sites: tuple[Path, Path]) -> None:
    one, other = tree(sites[0]), tree(sites[1])
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


def test_they_have_one_manifest(sites: tuple[Path, Path]) -> None:
    expected = hashlib.sha256((sites[0] / manifest.NAME).read_bytes()).hexdigest()
    assert manifest.verify(sites[1], expected) == []


def test_every_file_is_for_everybody_to_read(sites: tuple[Path, Path]) -> None:
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for site in sites for path in (site, *site.rglob("*"))}
    assert modes == {(True, 0o755), (False, 0o644)}


def test_no_day_of_a_build_is_in_the_sitemap(sites: tuple[Path, Path]) -> None:
    assert "<lastmod>" not in (sites[0] / "sitemap.xml").read_text()


def test_no_page_tells_where_or_when_it_was_built(sites: tuple[Path, Path]) -> None:
    for site in sites:
        for path in site.rglob("*.html"):
            assert str(site.parent) not in path.read_text(encoding="utf-8")
