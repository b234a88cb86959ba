"""Kills builds, fills their disk and lets them race: `python -m tests.torture` (or `make torture`).

Whatever happens to a build, its target must hold the old site or the new one, whole.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from conflict_timeline.publish import manifest

from .built import ROOT
from .conftest import TinyRecord

PRELUDE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from conflict_timeline.publish import press
press.WORTH = 10
"""
"""What runs before a build: from 10 pages on a second process helps, so that small records have some to kill."""
START = "\nfrom conflict_timeline.cli import main; main()"


@dataclass
class Torture:
    """Two versions of a small record, and a target where now one and now the other is built.

    Attributes:
        folder: an empty folder to work in.
        random: decides when and whom to kill.
        prelude: Python that is run before each build.
        lag: up to how many seconds after the staged site is complete a build is killed, in every second case.
        counts: how often each thing happened.
        failures: what must not happen, a sentence each.
    """

    folder: Path
    random: random.Random
    prelude: str = PRELUDE
    lag: float = 0.05
    counts: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.versions: dict[str, str] = {}
        for name in ("old", "new"):
            self._record(name)
            began = time.monotonic()
            done = self.start(name, self.site).wait()
            self.seconds = time.monotonic() - began
            assert done == 0, f"a build that nobody disturbed ended with {done}"
            self.versions[_hash(self.site)] = name
        assert len(self.versions) == 2, "both versions give the same site"

    @property
    def site(self) -> Path:
        """Where the versions are built; nothing else belongs beside it."""
        return self.folder / "www" / "site"

    def start(self, version: str, target: Path) -> subprocess.Popen[str]:
        """Start a build of a version, as the leader of a group of processes."""
        command = [sys.executable, "-c", self.prelude + START, "--root", str(self.folder / version)]
        with (self.folder / "said").open("a") as said:
            return subprocess.Popen(
                [*command, "build", "--site-dir", str(target)],
                stdout=said,
                stderr=said,
                text=True,
                start_new_session=True,
            )

    def standing(self, target: Path, after: str) -> str:
        """Which version stands, whole; anything else is noted as a failure."""
        try:
            problems = manifest.verify(target)
            version = "no site" if problems else self.versions.get(_hash(target), "another site")
        except (manifest.UnverifiableError, OSError) as error:
            problems, version = [str(error)], "no site"
        if version not in self.versions.values():
            self.failures.append(f"{after}: {version} stands whole: {'; '.join(problems[:3])}")
        return version

    def tidy(self, target: Path | None = None) -> None:
        """Build the old version as nobody disturbs it; afterwards nothing is left of the dead."""
        target = target or self.site
        if (code := self.start("old", target).wait()) != 0:
            self.failures.append(f"a build that nobody disturbed ended with {code}")
        self.standing(target, "a build that nobody disturbed")
        beside = sorted(path.name for path in target.parent.iterdir())
        if beside != [target.name]:
            self.failures.append(f"left over after a good build: {beside}")

    def kill(self, times: int) -> None:
        """Kill so many builds at random moments, with their workers or without."""
        stands, killed = self.standing(self.site, "before all"), 0
        while killed < times:
            build = self.start("new" if stands == "old" else "old", self.site)
            if killed % 2:
                self._wait_until_complete(build)
                time.sleep(self.random.uniform(0, self.lag))
            else:
                time.sleep(self.random.uniform(0, self.seconds))
            late = build.poll() is not None
            alone = self.random.random() < 0.5
            if not late:
                (os.kill if alone else os.killpg)(build.pid, signal.SIGKILL)
            build.wait()
            before, stands = stands, self.standing(self.site, f"kill {killed + 1}")
            if late:
                self._count("builds that ended before they could be killed")
                continue
            killed += 1
            self._count("builds killed")
            self._count("  the site before it stood" if stands == before else "  its own site stood already")

    def fill(self, times: int) -> str:
        """Build on a disk that is too small; give why it cannot be done, or an empty text."""
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = _run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk))
        if mounted.returncode:
            return f"no small disk may be mounted here: {mounted.stderr.strip()}"
        try:
            shutil.copytree(self.site, disk / "site")
            used = sum(path.stat().st_blocks * 512 for path in disk.rglob("*"))
            for number in range(times):
                self._fill_once(disk, int(used * self.random.uniform(1.01, 1.9)), f"full disk {number + 1}")
        finally:
            _run("umount", "-l", str(disk))
        return ""

    def _fill_once(self, disk: Path, size: int, what: str) -> None:
        _run("mount", "-o", f"remount,size={size}", str(disk))
        (self.folder / "said").write_text("")
        code = self.start("new", disk / "site").wait()
        said = (self.folder / "said").read_text()
        stands = self.standing(disk / "site", what)
        if (code, stands) not in {(0, "new"), (2, "old")} or "Traceback" in said:
            self.failures.append(f"{what}: exit {code}, {stands} stands: {said[-300:]}")
        if len(list(disk.iterdir())) > 1:
            self.failures.append(f"{what}: something is left over")
        self._count("disks that filled up" if code else "disks that were large enough")
        _run("mount", "-o", "remount,size=64m", str(disk))
        self.tidy(disk / "site")

    def race(self, times: int) -> None:
        """Start two builds of the same target at nearly the same time."""
        for number in range(times):
            (self.folder / "said").write_text("")
            pair = [self.start("old", self.site)]
            time.sleep(self.random.uniform(0, 0.3))
            pair.append(self.start("new", self.site))
            codes = [build.wait() for build in pair]
            stands = self.standing(self.site, f"pair {number + 1}")
            if codes != [0, 0]:
                self.failures.append(f"pair {number + 1}: exits {codes}: {(self.folder / 'said').read_text()[-300:]}")
            self._count("pairs")
            if "Another build is writing" in (self.folder / "said").read_text():
                self._count("  one waited and said for whom")
            self._count(f"  the {stands} version stood at the end")

    def _record(self, name: str) -> None:
        record = TinyRecord(self.folder / name)
        shutil.copy(ROOT / "mkdocs.yml", record.root)
        shutil.copytree(ROOT / "docs", record.root / "docs")
        event = min((record.root / "events").rglob("*.md")).relative_to(record.root).as_posix()
        record.edit(event, "summary: ", f"summary: In the {name} version, ")

    def _wait_until_complete(self, build: subprocess.Popen[str]) -> None:
        """Wait until the manifest is staged, the last file; what follows is the swap."""
        staged = self.site.with_name(f".{self.site.name}.staged") / manifest.NAME
        while build.poll() is None and not staged.exists():
            time.sleep(0.001)

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1


def _hash(site: Path) -> str:
    return hashlib.sha256((site / manifest.NAME).read_bytes()).hexdigest()


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))


def main() -> int:
    """Run everything and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="builds to kill (default: 100)")
    parser.add_argument("--disks", type=int, default=10, help="disks to fill (default: 10)")
    parser.add_argument("--pairs", type=int, default=20, help="pairs of builds to let race (default: 20)")
    parser.add_argument(
        "--seed", type=int, default=None, help="repeats the same moments (default: another one each time)"
    )
    options = parser.parse_args()
    seed = random.randrange(10**6) if options.seed is None else options.seed
    print(f"Seed {seed}; {options.kills} kills, {options.pairs} pairs, {options.disks} full disks …", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        torture = Torture(Path(folder), random.Random(seed))
        torture.kill(options.kills)
        torture.race(options.pairs)
        torture.tidy()
        skipped = torture.fill(options.disks)
    for what, count in torture.counts.items():
        print(f"{count:>5} {what}")
    if skipped:
        print(f"Full disks were skipped: {skipped}")
    for failure in torture.failures:
        print(f"FAILED {failure}")
    print("The site was not whole every time." if torture.failures else "The site was whole each time.")
    return 1 if torture.failures else 0


if __name__ == "__main__":
    sys.exit(main())
