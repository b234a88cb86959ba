"""Fuzzing in small: the same inputs in every run, and each input that once failed. ``make fuzz`` looks for more."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from conflict_timeline.text import personal_data
from conflict_timeline.text.characters import refused

from .fuzz import Fuzzer
from .fuzz_targets import Target, targets
from .mutations import MOST, STEPS, Step, mutated

TARGETS = targets()
SHARES = {"front-matter": 150, "formatting": 100, "dates": 500, "bodies": 150, "citations": 200, "record": 120}
"""How many mutated inputs each target is fed."""

FAILED = [
    # target, input, what was wrong
    ("formatting", b"---\na: |\n\n  b \n    \n---\n", "blanks at the end of a block were taken for the space below it"),
    ("formatting", b"---\na: #b\n  c\n---\n", "a comment behind a text was taken for the rest of that"),
    ("formatting", b"---\na: >+\n\n  b\n\n---\n", "a block lost the line ends that it keeps"),
    ("record", b"seeds/article.md\n---\n" + b"publu" * 200 + b": x\n---\n", "a name of any length stood in a message"),
    ("record", b"registry/wording.yml\nregime:\n in" + b"`" * 800 + b": x\n", "a name of any length stood in a message"),
    ("record", b"registry/wording.yml\nregime:\n" + b" gime:\n" * 9_000, "every second line was a problem"),
    ("front-matter", b"---\na: &" + b"x" * 2_000 + b" b\n---\n", "an anchor of any length stood in a message"),
    ("front-matter", b"---\na: {" + b"x" * 900 + b", b: c}\n---\n", "a name of any length stood in a message"),
    ("front-matter", b'---\n"a\\tb": #c\n---\n', "the place of a cut text was reckoned from what the key means"),
]  # fmt: skip


def test_every_target_has_its_share() -> None:
    assert set(SHARES) == set(TARGETS)


@pytest.mark.parametrize("name", SHARES)
def test_no_input_of_a_fixed_run_fails(name: str, tmp_path: Path) -> None:
    fuzzer = Fuzzer(TARGETS[name], 1, tmp_path, timed=False)
    fuzzer.mutations(SHARES[name])
    fuzzer.texts(20)
    assert fuzzer.inputs >= SHARES[name] + 20
    assert fuzzer.failures == []


@pytest.mark.parametrize("name", SHARES)
def test_valid_inputs_pass(name: str) -> None:
    for data in TARGETS[name].valid[:20]:
        TARGETS[name].run(data)


@pytest.mark.parametrize(("name", "data", "why"), FAILED, ids=[f"{case[0]}-{n}" for n, case in enumerate(FAILED)])
def test_what_once_failed_passes(name: str, data: bytes, why: str) -> None:
    assert why
    TARGETS[name].run(data)


def test_an_arabic_mark_among_latin_letters_does_not_vouch_for_itself() -> None:
    assert refused("a\u061cb") == 1
    assert refused("a\u061c\u200db") == 1


@pytest.mark.parametrize("digits", ["9" * 400, "1-" * 300, "9 " * 300, "(" + "1" * 300], ids=lambda text: text[:3])
def test_no_endless_number_reaches_the_finder_of_telephone_numbers(
    digits: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def matcher(text: str, *_: object, **__: object) -> list[object]:
        seen.append(text)
        return []

    monkeypatch.setattr("phonenumbers.PhoneNumberMatcher", matcher)
    list(personal_data.found(f"Call {digits} or +963 11 2234567.", ["SY"]))
    assert len(seen) == 2
    assert {len(text) for text in seen} == {len(f"Call {digits} or +963 11 2234567.")}
    assert all("+963 11 2234567" in text for text in seen)
    assert all(len(text.replace(" ", "")) < 130 for text in seen)


def test_a_failing_input_is_kept_and_can_be_fed_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(data: bytes) -> None:
        if b"3" in data:
            raise ValueError("a three")

    fuzzer = Fuzzer(Target("threes", [b"12"], run), 1, tmp_path, timed=False)
    for data in (b"12", b"123", b"3"):
        fuzzer.feed(data)
    (file,) = fuzzer.failures  # the second is of the same kind
    assert file.read_bytes() == b"123"
    assert "ValueError: a three" in (shown := capsys.readouterr().out)
    assert f"--target threes --replay {file}" in shown


def test_a_slow_input_fails_by_the_processors_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr("tests.fuzz.time.process_time", lambda: next(clock))
    fuzzer = Fuzzer(Target("slow", [b""], lambda _: None, seconds=0.5), 1, tmp_path)
    fuzzer.feed(b"x")
    assert len(fuzzer.failures) == 1


def test_mutations_are_many_bounded_and_the_same_for_one_seed() -> None:
    valid = TARGETS["front-matter"].valid
    one, other = ([mutated(chance, valid[0], valid) for _ in range(200)] for chance in map(random.Random, (7, 7)))
    assert one == other
    assert len(set(one)) > 150
    assert max(map(len, one)) <= MOST


@pytest.mark.parametrize("step", list(dict.fromkeys(STEPS)), ids=lambda step: getattr(step, "__name__", None))
@pytest.mark.parametrize("data", [b"", b"\n", b"---\ntitle: A\n---\nText.\n"])
def test_every_step_takes_any_input(step: Step, data: bytes) -> None:
    for number in range(20):
        assert isinstance(step(random.Random(number), data, [b"", data]), bytes)
