"""The questions on a terminal: completed while somebody types, each answer shown as it was understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from ..problems import Problem, printable
from .completing import choices, source_named
from .drafting import Draft
from .fields import Choice, UnclearError, field_value, meaning
from .interview import Interview
from .judging import stops
from .questions import QUESTIONS, WHERE, Question

_FEW = 40
"""So many answers are listed where nothing is answered."""
_YES = {"", "y", "yes"}
_Choices = Callable[[str], Iterable[Choice]]


class LeftError(Exception):
    """Whoever was asked wants no event to be made."""


def asked(
    interview: Interview,
    judge: Callable[[Draft], list[Problem]],
    tell: Callable[[Draft, list[Problem]], None],
    *,
    writes: bool,
) -> tuple[Draft, list[Problem]]:
    """Ask on this process's terminal for everything that an event needs, until it is as somebody wants it.

    Args:
        interview: what is known already.
        judge: finds what is wrong with a draft.
        tell: prints it.
        writes: whether the event is about to be written, so that somebody has to agree.

    Returns:
        The event, and what is still to be said about it.

    Raises:
        LeftError: it is not wanted.
        KeyboardInterrupt: Ctrl-C.
        EOFError: the input ended.
    """
    dialogue = Dialogue(interview, PromptSession())
    dialogue.run()
    dialogue.more()
    while True:
        draft = interview.draft()
        problems = judge(draft)
        click.echo("".join(f"\n{printable(line)}" for line in ["", *draft.event.new.decode().split("\n")]))
        if problems:
            tell(draft, problems)
        if not stops(problems) and (not writes or dialogue.confirmed(f"Write {draft.path}?")):
            return draft, problems
        dialogue.change()


class Dialogue:
    """Asks on a terminal for what an interview wants.

    Args:
        interview: what is known already, and where answers go.
        session: the terminal.
    """

    def __init__(self, interview: Interview, session: PromptSession[str]) -> None:
        self._interview = interview
        self._session = session

    def run(self) -> None:
        """Ask until nothing is wanted any more.

        Raises:
            LeftError: the event is in the record already.
            KeyboardInterrupt: Ctrl-C.
            EOFError: the input ended.
        """
        for name, error in self._interview.unclear.items():
            click.echo(printable(f"{QUESTIONS[name].option}: {error.sentence()}"))
        self._interview.unclear.clear()
        while (wanted := next(self._interview.wanted(), None)) is not None:
            self._ask(wanted)

    def more(self) -> None:
        """Ask for what is not required: who took part as a matter of record."""
        label = "Who took part, and as what: actor: role (Enter for nobody)"
        while self._one(QUESTIONS["actor"], label, optional=True):
            self.run()
            label = "Who else (Enter for nobody)"

    def confirmed(self, question: str) -> bool:
        """Whether somebody says yes."""
        return self._line(f"{question} [Y/n] ").casefold() in _YES

    def change(self) -> None:
        """Let somebody give another answer, or one more.

        Raises:
            LeftError: nothing is to be changed.
        """
        known = [Choice(name, question.help) for name, question in QUESTIONS.items()]
        name = self._line("Which answer is to be another (Enter to leave)? ", lambda text: _like(text, known))
        if name not in QUESTIONS:
            raise LeftError
        self._interview.forget(name)
        if not any(name in group for group in self._interview.wanted()):
            self._one(QUESTIONS[name])
        self.run()

    def _ask(self, wanted: tuple[str, ...]) -> None:
        if wanted == WHERE:
            self._one(QUESTIONS["place"], "Place (or «online», or «none»)", elsewhere=self._nowhere)
        elif "source-url" in wanted:
            self._one(QUESTIONS["source-url"], "Source: its address, or a known one", elsewhere=self._source)
        elif wanted == ("differs",):
            self._differs()
        else:
            self._one(QUESTIONS[wanted[0]])

    def _one(
        self,
        question: Question,
        label: str = "",
        *,
        optional: bool = False,
        elsewhere: Callable[[str], bool] | None = None,
    ) -> bool:
        """Ask one question until there is an answer.

        Args:
            question: what is asked.
            label: how, where it is not as usual.
            optional: whether nothing is an answer too.
            elsewhere: takes an answer that is one to another question, and says so.

        Returns:
            Whether something was answered.
        """
        error, before = UnclearError(""), ""
        while True:
            text = self._line(f"{label or question.label}: ", partial(choices, self._interview, question), question)
            if not text and optional:
                return False
            if not text and 0 < len(every := tuple(choices(self._interview, question, ""))) <= _FEW:
                error = UnclearError("These are the answers:", choices=every)
                self._show(error)
                continue
            if text.isdecimal() and 0 < int(text) <= len(error.choices):
                text = error.choices[int(text) - 1].answer
            if text == "+" and error.unknown:
                self._interview.add(question.name, before)
                return True
            try:
                if (elsewhere and elsewhere(text)) or self._taken(question, text):
                    return True
            except UnclearError as unclear:
                error, before = unclear, text
                self._show(error)

    def _taken(self, question: Question, text: str) -> bool:
        """Take an answer; a date in words only if it was understood."""
        meant = text
        if question.model and question.is_date:
            meant = field_value(question.model, question.field, text)
            if meant != text and not self.confirmed(f"  That is {meant}: {meaning(meant)}. Right?"):
                return False
        self._interview.answer(question.name, meant)
        said = self._interview.reading.said(question, self._interview.answers[question.name])
        if said and meant == text:
            click.echo(f"  = {printable(said)}")
        return True

    def _nowhere(self, text: str) -> bool:
        """An event on the internet, or without a place."""
        if text.casefold() == "online":
            return self._one(QUESTIONS["online"], "Platform and account, with a colon between")
        return text.casefold() == "none" and self._one(QUESTIONS["placeless"], "Why it has no place")

    def _source(self, text: str) -> bool:
        """A source that the record has, by its title, or a document by its symbol."""
        name, answer = source_named(self._interview, text)
        return self._taken(QUESTIONS[name], answer)

    def _differs(self) -> None:
        click.echo("The record may have it already:")
        for name in self._interview.alike():
            entry = self._interview.collection.events[name]
            click.echo(printable(f"  {name}: {entry.value.title} ({meaning(entry.value.date.text)})"))
        if not self._one(QUESTIONS["differs"], "How does yours differ (Enter to leave)", optional=True):
            raise LeftError

    def _show(self, error: UnclearError) -> None:
        """Say what is unclear, and number what may have been meant."""
        click.echo(printable(f"  {error.message}{'' if error.choices else f'; {error.hint}'}"))
        for number, choice in enumerate(error.choices, 1):
            click.echo(printable(f"  {number}  {choice.answer}: {choice.meaning}"))
        if error.unknown:
            click.echo("  +  adds it to the registry")

    def _line(self, label: str, completions: _Choices | None = None, question: Question | None = None) -> str:
        """One line from the terminal, without the spaces around it."""
        toolbar = (lambda: below(self._session.default_buffer.text, question)) if question else None
        completer = _Completer(completions) if completions else None
        return self._session.prompt(label, completer=completer, bottom_toolbar=toolbar).strip()


def below(text: str, question: Question) -> str:
    """What stands below a line that is being written: what is asked, and how a date is understood so far."""
    if text.strip() and question.model and question.is_date:
        try:
            edtf = field_value(question.model, question.field, text)
        except UnclearError as error:
            return error.message if error.choices else question.help
        return f"{edtf}: {meaning(edtf)}"
    return question.help


def _like(text: str, known: list[Choice]) -> Iterable[Choice]:
    return (choice for choice in known if text.casefold() in choice.answer)


class _Completer(Completer):
    """Completes a whole line.

    Args:
        completions: gives what a text may become.
    """

    def __init__(self, completions: _Choices) -> None:
        self._completions = completions

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Give what the line may become."""
        text = document.text_before_cursor
        for choice in self._completions(text):
            meant = printable(choice.meaning)
            yield Completion(choice.answer, start_position=-len(text), display=choice.answer, display_meta=meant)
