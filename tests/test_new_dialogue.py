"""``new`` on a terminal: what is asked, completed and shown, and that leaving at any question leaves nothing behind."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from conflict_timeline.authoring.completing import choices
from conflict_timeline.authoring.dialogue import LeftError, asked, below
from conflict_timeline.authoring.drafting import Draft
from conflict_timeline.authoring.interview import Interview
from conflict_timeline.authoring.judging import problems_with
from conflict_timeline.authoring.questions import QUESTIONS
from conflict_timeline.problems import Problem

from .built import ROOT
from .conftest import TinyRecord

PLAIN = [
    "Shelling of a market in Aleppo",
    "2021-03-07",
    "syria",
    "explosions/air-strike",
    "aleppo",
    "Shells hit a market.",
    "confirmed",
    "article",
    "",
    "y",
]
"""Answers that need no second look: up to the source, then nobody who took part, then yes."""


@pytest.fixture
def typed() -> Iterator[PipeInput]:
    """What is typed on the terminal of a test."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


class Asked:
    """A dialogue about the tiny record.

    Attributes:
        interview: its answers.
        told: the problems that it was told.
    """

    def __init__(self, record: TinyRecord, typed: PipeInput) -> None:
        self.interview = Interview(record.collect())
        self.told: list[str] = []
        self._typed = typed

    def __call__(self, answers: list[str], *, writes: bool = True) -> Draft:
        """Type answers, each ended by Enter, and give the draft that comes of them."""
        self._typed.send_text("".join(f"{answer}\r" for answer in answers))
        judge = partial(problems_with, self.interview.collection)
        return asked(self.interview, judge, self._tell, writes=writes)[0]

    def _tell(self, draft: Draft, problems: list[Problem]) -> None:
        self.told += [problem.rule for problem in problems]


@pytest.fixture
def ask(record: TinyRecord, typed: PipeInput) -> Asked:
    """Ask on a terminal on which a test types."""
    return Asked(record, typed)


def test_what_is_required_is_asked_and_nothing_else(ask: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    draft = ask(PLAIN)
    assert draft.path == "events/syria/2021/shelling-market-aleppo.md"
    assert ask.interview.answers.keys() == {
        "title",
        "date",
        "conflict",
        "type",
        "place",
        "summary",
        "status",
        "source-seed",
    }
    shown = capsys.readouterr().out
    assert "  = aleppo, Aleppo\n" in shown
    assert "  = explosions/air-strike, Air strike\n" in shown
    assert "\nplace: aleppo\n" in shown, "the file is shown before it is written"


def test_what_is_given_already_is_not_asked(ask: Asked) -> None:
    ask.interview.take({"title": [PLAIN[0]], "place": ["Aleppo"]})
    assert ask([*PLAIN[1:4], *PLAIN[5:]]).event.new


def test_what_was_unclear_is_told_and_asked(ask: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    ask.interview.take({"status": ["sure"]})
    assert ask(PLAIN)
    assert "--status: «sure» is none of confirmed" in capsys.readouterr().out


def test_a_date_in_words_is_shown_before_it_is_taken(ask: Asked) -> None:
    draft = ask([PLAIN[0], "late 2014", "n", "winter 2013", "2", *PLAIN[2:]])
    assert b"\ndate: 2012-24\n" in draft.event.new


def test_a_single_reading_is_asked_about(ask: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    prompts: list[str] = []
    real = ask.interview.answer
    monkeypatch.setattr(
        ask.interview, "answer", lambda name, text: (prompts.append(f"{name}={text}"), real(name, text))
    )
    draft = ask([PLAIN[0], "around August 2013", "", *PLAIN[2:]])
    assert b"\ndate: 2013-08~\n" in draft.event.new
    assert "date=2013-08~" in prompts


def test_the_reading_of_a_date_stands_below_the_line_while_it_is_written() -> None:
    date = QUESTIONS["date"]
    assert below("6 Feb 2012", date) == "2012-02-06: 6 February 2012"
    assert below("winter 2012/13", date) == "2012-24: winter 2012, which is December 2012 to February 2013"
    assert below("3/4/2012", date) == "«3/4/2012» can be read in several ways"
    assert below("6 Fe", date) == below("", date) == date.help
    assert below("anything", QUESTIONS["title"]) == QUESTIONS["title"].help


def test_what_may_have_been_meant_is_numbered(ask: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    draft = ask([*PLAIN[:4], "Alepo", "1", *PLAIN[5:]])
    assert b"\nplace: aleppo\n" in draft.event.new
    shown = capsys.readouterr().out
    assert "  there is no place «Alepo» in the registry\n  1  aleppo: Aleppo\n  +  adds it to the registry\n" in shown


def test_a_missing_place_is_added(ask: Asked) -> None:
    draft = ask([*PLAIN[:4], "Idlib", "+", "city", "Syria", "locality", *PLAIN[5:]])
    assert draft.added == ["places:idlib"]
    assert (
        draft.registry[0]
        .new.decode()
        .endswith("idlib:\n  name: Idlib\n  kind: city\n  country: SY\n  precision: locality\n")
    )
    assert b"\nplace: idlib\n" in draft.event.new


def test_missing_actors_are_added_one_after_the_other(ask: Asked) -> None:
    answers = [
        *PLAIN[:8],
        "Somebody: party",
        "+",
        "movement",
        "An Official: speaker",
        "+",
        "person",
        "convicted",
        "",
        "y",
    ]
    draft = ask(answers)
    assert draft.added == ["actors:somebody", "actors:an-official"]
    assert b"  - actor: somebody\n    role: party\n" in draft.event.new
    assert b"  - actor: an-official\n    role: speaker\n" in draft.event.new


def test_an_event_may_be_online_or_nowhere(ask: Asked) -> None:
    assert (
        b"\nonline:\n  platform: Twitter\n  account: '@x'\n"
        in ask([*PLAIN[:4], "online", "Twitter: @x", *PLAIN[5:]]).event.new
    )


def test_an_event_may_have_no_place(ask: Asked) -> None:
    assert (
        b"\nplaceless: Published on paper.\n" in ask([*PLAIN[:4], "none", "Published on paper.", *PLAIN[5:]]).event.new
    )


def test_a_status_other_than_confirmed_asks_why(ask: Asked) -> None:
    assert b"status_note: One source.\n" in ask([*PLAIN[:6], "likely", "One source.", *PLAIN[7:]]).event.new


@pytest.mark.parametrize(
    ("answers", "source"),
    [
        (["An Article"], b"    seed: article\n"),
        (["Report of the inquiry"], b"    symbol: A/HRC/34/64\n"),
        (["https://agency.example.org/second"], b"    title: Second hospital hit in Aleppo\n"),
        (["S/RES/2118", "A text", "United Nations", "un"], b"    symbol: S/RES/2118\n"),
        (["some newspaper", "https://news.example.org/x", "Title", "Paper", "news"], b"    publisher: Paper\n"),
    ],
)
def test_a_source_is_known_described_or_refused(ask: Asked, answers: list[str], source: bytes) -> None:
    assert source in ask([PLAIN[0], "2016-09-01", *PLAIN[2:7], *answers, *PLAIN[8:]]).event.new


def test_a_possible_duplicate_is_told_at_once_and_may_end_it(ask: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LeftError):
        ask(["Air strike on a hospital in Aleppo", "2016-09-28", *PLAIN[2:5], ""])
    assert "  strike: Air strike on a hospital in Aleppo (28 September 2016)\n" in capsys.readouterr().out
    assert "summary" not in ask.interview.answers


def test_another_event_much_like_one_says_how_it_differs(ask: Asked) -> None:
    draft = ask(["Air strike on a hospital in Aleppo", "2016-09-28", *PLAIN[2:5], "Another one.", *PLAIN[5:]])
    assert draft.id == "air-strike-hospital-aleppo"
    assert b"ignore:\n  possible-duplicate: Another one.\n" in draft.event.new


def test_what_check_would_say_is_told_and_can_be_changed(ask: Asked) -> None:
    draft = ask([PLAIN[0], "2022-06", *PLAIN[2:9], "date", "2021-03-07", "y"])
    assert ask.told == ["source-before-event"]
    assert b"\ndate: 2021-03-07\n" in draft.event.new


def test_somebody_who_says_no_may_change_or_leave(ask: Asked) -> None:
    draft = ask([*PLAIN[:9], "n", "place", "syria", "y"])
    assert b"\nplace: syria\n" in draft.event.new
    with pytest.raises(LeftError):
        ask(["", "n", ""])


def test_a_source_is_changed_as_a_whole(ask: Asked) -> None:
    described = ["https://news.example.org/x", "A title", "A paper", "news"]
    draft = ask([*PLAIN[:7], *described, "", "n", "source-url", "https://news.example.org/article", "y"])
    assert b"sources:\n  article:\n    seed: article\n" in draft.event.new


def test_what_is_not_asked_can_be_said_all_the_same(ask: Asked) -> None:
    draft = ask([*PLAIN[:9], "n", "id", "another-id", "n", "tag", "", "1", "y"])
    assert draft.path == "events/syria/2021/another-id.md"
    assert b"\ntags: [hospitals]\n" in draft.event.new


def test_no_answer_lists_the_answers_where_they_are_few(ask: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    draft = ask([*PLAIN[:3], "", "2", *PLAIN[4:]])
    assert b"\ntype: legal/report\n" in draft.event.new
    assert "  1  explosions/air-strike: Air strike\n  2  legal/report: Report\n" in capsys.readouterr().out


def test_completions_are_names_in_any_language(record: TinyRecord) -> None:
    record.edit("registry/places.yml", "  name: Aleppo\n", "  name: Aleppo\n  names:\n    ar: حلب\n")
    interview = Interview(record.collect())

    def offered(name: str, text: str) -> list[tuple[str, str]]:
        return [(choice.answer, choice.meaning) for choice in choices(interview, QUESTIONS[name], text)]

    assert offered("place", "ale") == [("aleppo", "Aleppo")]
    assert offered("place", "حل") == [("aleppo", "Aleppo (حلب)")]
    assert [answer for answer, _ in offered("place", "")] == ["syria", "aleppo"]
    assert offered("type", "strike") == [("explosions/air-strike", "Air strike")]
    assert offered("actor", "nations") == [("united-nations: ", "United Nations")]
    assert offered("actor", "inquiry: in")[0][0] == "inquiry: investigator"
    assert offered("status", "conf") == [("confirmed", "confirmed")]
    assert offered("kind", "ngo") == [("ngo", "non-governmental organisation")]
    assert offered("place-country", "syri") == [("SY", "Syria")]
    assert offered("place-part-of", "alep") == [("aleppo", "Aleppo")]
    assert ("article", "An article") in offered("source-url", "article")
    assert ("A/HRC/34/64", "Report of the inquiry") in offered("source-url", "report of")
    assert offered("title", "any") == offered("id", "any") == []


@pytest.mark.parametrize("answered", range(len(PLAIN)))
def test_ctrl_c_at_any_question_leaves_nothing_behind(
    ask: Asked, record: TinyRecord, typed: PipeInput, answered: int
) -> None:
    before = sorted(record.root.rglob("*"))
    typed.send_text("".join(f"{answer}\r" for answer in PLAIN[:answered]) + "half an answer\x03")
    with pytest.raises(KeyboardInterrupt):
        ask([])
    assert sorted(record.root.rglob("*")) == before


class Terminal:
    """The real command on a real terminal."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            os.environ |= {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "COLUMNS": "100", "LINES": "40"}
            os.chdir(root)
            os.execv(sys.executable, [sys.executable, str(ROOT / "build_timeline.py"), "new", *arguments])
        self.shown = ""

    def expect(self, words: str) -> None:
        """Read until the terminal shows something."""
        while words not in self.shown:
            ready, _, _ = select.select([self._handle], [], [], 60)
            assert ready, f"{words!r} never came: {self.shown[-500:]!r}"
            try:
                read = os.read(self._handle, 65536)
            except OSError:
                read = b""
            assert read, f"{words!r} never came: {self.shown[-500:]!r}"
            self.shown += read.decode("utf-8", "replace")
        self.shown = self.shown[self.shown.index(words) + len(words) :]

    def type(self, text: str) -> None:
        """Type something."""
        os.write(self._handle, text.encode())

    def end(self) -> int:
        """Wait for the command's end, and give its exit status."""
        while select.select([self._handle], [], [], 60)[0]:
            try:
                read = os.read(self._handle, 65536)
            except OSError:
                break
            if not read:
                break
            self.shown += read.decode("utf-8", "replace")
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


GIVEN = ["--title", PLAIN[0], "--conflict", "syria", "--type", "air strike", "--summary", "Shells hit a market.",
         "--status", "confirmed", "--source-seed", "article"]  # fmt: skip


def test_the_command_asks_for_what_is_missing_and_writes_it(record: TinyRecord) -> None:
    terminal = Terminal(record.root, *GIVEN)
    terminal.expect("Date:")
    terminal.type("7 March 2021\r")
    terminal.expect("That is 2021-03-07")
    terminal.type("\r")
    terminal.expect("Place")
    terminal.type("alep")
    terminal.expect("Aleppo")  # in the list of what it may become
    terminal.type("\t")
    terminal.expect("aleppo")
    terminal.type("\r")
    terminal.expect("Who took part")
    terminal.type("\r")
    terminal.expect("Write events/syria/2021/shelling-market-aleppo.md?")
    terminal.type("\r")
    terminal.expect("is written.")
    assert terminal.end() == 0
    assert record.problems() == []
    assert "place: aleppo\n" in record.read("events/syria/2021/shelling-market-aleppo.md")


@pytest.mark.parametrize("stop", ["\x03", "\x04", "signal"])
def test_the_command_can_be_stopped(record: TinyRecord, stop: str) -> None:
    before = sorted(record.root.rglob("*"))
    terminal = Terminal(record.root, *GIVEN)
    terminal.expect("Date:")
    if stop == "signal":
        os.kill(terminal.pid, signal.SIGTERM)
    else:
        terminal.type(stop)
    code = terminal.end()
    assert code == (143 if stop == "signal" else 130)
    assert "topped" in terminal.shown
    assert sorted(record.root.rglob("*")) == before


def test_prompt_toolkit_is_not_imported_without_a_terminal(record: TinyRecord) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from conflict_timeline.cli import cli; "
        f"CliRunner().invoke(cli, ['--root', {str(record.root)!r}, 'new']); assert 'prompt_toolkit' not in sys.modules"
    )
    assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", code]) == 0
