"""Feeds the package what nobody would write: ``python -m tests.fuzz --minutes 10``.

Valid files are mutated, hypothesis adds texts, and where atheris is installed (``pip install atheris``; it has no
wheel for every Python, so the locks do not name it) ``--engine atheris`` lets coverage lead the way. An input
that raises, takes too long, or is told wrongly is written down, and the command that replays it is printed.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import sys
import time
import traceback
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from .fuzz_targets import Target, targets
from .mutations import MOST, mutated

FOLDER = Path("build") / "fuzz"
"""Where inputs that failed are written."""
HANGS = 30
"""Seconds of the processor's time after which an input is given up."""
ROUND = 300
"""Mutations between two runs of hypothesis, which costs more an input."""


class HangError(Exception):
    """An input that takes for ever."""


class Fuzzer:
    """Feeds one target.

    Attributes:
        inputs: how many were fed.
        failures: where the inputs that failed are written.
    """

    def __init__(self, target: Target, number: int, folder: Path = FOLDER, *, timed: bool = True) -> None:
        self.target = target
        self.chance = random.Random(f"{target.name} {number}")
        self.folder = folder
        self.timed = timed
        self.inputs = 0
        self.failures: list[Path] = []
        self._seen: set[str] = set()

    def mutations(self, number: int, until: float = float("inf")) -> None:
        """Feed so many mutated inputs, or until a moment of the monotonic clock."""
        for _ in range(number):
            if time.monotonic() > until:
                return
            self.feed(mutated(self.chance, self.chance.choice(self.target.valid), self.target.valid))

    def texts(self, number: int) -> None:
        """Feed texts of hypothesis, alone and put into a valid input."""

        @seed(self.chance.randrange(1 << 32))
        @settings(max_examples=number, database=None, deadline=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(self.target.texts)
        def run(text: str) -> None:
            data = text.encode("utf-8", "surrogatepass")
            self.feed(data)
            valid = self.chance.choice(self.target.valid)
            place = self.chance.randrange(len(valid) + 1)
            self.feed((valid[:place] + data + valid[place:])[:MOST])

        run()

    def feed(self, data: bytes) -> None:
        """Feed one input; note it where it fails."""
        self.inputs += 1
        try:
            taken = self._timed(data)
            if self.timed and taken > self.target.seconds and (taken := self._timed(data)) > self.target.seconds:
                self._note(data, f"took {taken:.2f} s", "slow")
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            told = traceback.format_exc()
            self._note(data, told, told.splitlines()[-1][:60] + told.splitlines()[-3])

    def _timed(self, data: bytes) -> float:
        _limit(HANGS)
        began = time.process_time()
        self.target.run(data)
        taken = time.process_time() - began
        _limit(0)
        return taken

    def _note(self, data: bytes, told: str, kind: str) -> None:
        _limit(0)
        if kind in self._seen:  # once a kind is enough
            return
        self._seen.add(kind)
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{self.target.name}-{hashlib.sha256(data).hexdigest()[:12]}"
        file.write_bytes(data)
        self.failures.append(file)
        print(f"{told.rstrip()}\n{file}\nreplay: python -m tests.fuzz --target {self.target.name} --replay {file}\n")


def by_coverage(target: Target, minutes: float) -> None:
    """Let atheris look for inputs that reach new code; ends the program."""
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    atheris.instrument_all()
    corpus = FOLDER / "corpus" / target.name
    corpus.mkdir(parents=True, exist_ok=True)
    for data in target.valid:
        (corpus / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)
    options = [f"-max_total_time={int(minutes * 60)}", f"-artifact_prefix={FOLDER}/", f"-max_len={MOST}", "-timeout=5"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], target.run)
    atheris.Fuzz()


def main() -> int:
    """Run the command line; give 1 where an input failed."""
    known = targets()
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=1, help="for how long, over all targets together")
    parser.add_argument("--seed", type=int, default=None, help="repeats a run; by default another one each time")
    parser.add_argument("--target", choices=known, action="append", help="one of them; by default all")
    parser.add_argument("--engine", choices=["mutations", "atheris"], default="mutations", help="what finds the inputs")
    parser.add_argument("--replay", type=Path, help="feed one file to one target")
    options = parser.parse_args()
    chosen = [known[name] for name in options.target or known]
    if options.replay:
        chosen[0].run(options.replay.read_bytes())
        return 0
    if options.engine == "atheris":
        by_coverage(chosen[0], options.minutes)
    number = random.SystemRandom().randrange(1 << 32) if options.seed is None else options.seed
    print(f"seed {number}")
    failures = [file for target in chosen for file in run(target, number, options.minutes * 60 / len(chosen))]
    return 1 if failures else 0


def run(target: Target, number: int, seconds: float) -> list[Path]:
    """Feed a target for some time; give the inputs that failed."""
    signal.signal(signal.SIGPROF, _hangs)
    fuzzer, until = Fuzzer(target, number), time.monotonic() + seconds
    while time.monotonic() < until:
        fuzzer.mutations(ROUND, until)
        fuzzer.texts(30)
    print(f"{target.name}: {fuzzer.inputs:,} inputs, {len(fuzzer.failures)} failures", flush=True)
    return fuzzer.failures


def _limit(seconds: float) -> None:
    """Have an input given up after so many seconds of the processor; 0 for never."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _hangs(*_: object) -> None:
    raise HangError(f"more than {HANGS} s")


if __name__ == "__main__":
    sys.exit(main())
