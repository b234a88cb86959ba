"""``new``: make an event from answers, asked, given as options, or read from an issue form."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from ..authoring.questions import QUESTIONS, Question
from ..problems import Problem, Report, printable
from .completing import Completer, entries, words
from .shared import PROBLEMS, USAGE, settings, tell

if TYPE_CHECKING:
    from ..authoring.drafting import Draft
    from ..authoring.interview import Interview

F = TypeVar("F", bound=Callable[..., Any])
_STOPPED = 130
_REGISTRY = {
    "conflict": "conflicts",
    "place": "places",
    "place-part-of": "places",
    "tag": "tags",
    "type": "event-types",
}
"""Questions whose answers stand in a file of the registry."""


def _offered(question: Question) -> Completer | None:
    """What a shell offers as the answer."""
    if question.name in _REGISTRY:
        return entries(_REGISTRY[question.name])
    return words(question.words) if question.words else None


def _answers(function: F) -> F:
    """An option for each question, explained by the model."""
    for each in reversed(QUESTIONS.values()):
        listed = f" One of {', '.join(each.words)}." if each.words else ""
        option = click.option(
            each.option, metavar=each.form, multiple=each.many, default=None, help=each.help + listed,
            shell_complete=_offered(each),
        )  # fmt: skip
        function = option(function)
    return function


@click.command()
@_answers
@click.option(
    "--from-form",
    metavar="FILE",
    type=click.File("rb"),
    default=None,
    help="Read answers from the text of an issue that the form «Report an event» made; - is the standard input.",
)
@click.option("--print-form", is_flag=True, help="Print that form, made for this record, and do nothing else.")
@click.option("--dry-run", is_flag=True, help="Print the file instead of writing it.")
@click.pass_obj
def new(root: Path, /, from_form: IO[bytes] | None, print_form: bool, dry_run: bool, **options: Any) -> None:
    """Make a new event. What is required and not given is asked for on a terminal, and named elsewhere.

    Dates are taken as people write them, names of the registry in any language; what can be read in several ways is
    never guessed. Nothing is written that check would complain about.

    \b
    Examples:
      python build_timeline.py new
      python build_timeline.py new --title "Market shelled in Example Town" --date "around 7 March 2021" --dry-run
    """
    from ..authoring import forms
    from ..authoring.interview import Interview
    from ..authoring.judging import stops
    from .reading import read

    collection = read(root)
    if print_form:
        click.echo(forms.form(collection), nl=False)
        return
    interview = Interview(collection)
    given = _given(options)
    if from_form:
        try:
            interview.take(forms.answers(from_form.read(forms.LIMIT + 1)) | given)
        except forms.UnreadableFormError as error:
            _refuse([printable(str(error))])
    else:
        interview.take(given)
    draft, problems = _draft(interview, dry_run=dry_run)
    if problems:
        _tell(interview, draft, problems)
    if stops(problems):
        click.echo("Nothing was written.", err=True)
        sys.exit(PROBLEMS)
    if dry_run:
        click.echo(draft.event.new.decode(), nl=False)
    else:
        _save(root, draft)


def _given(options: dict[str, Any]) -> dict[str, list[str]]:
    """The answers among the options, by the name of the question."""
    names = {name.replace("-", "_"): name for name in QUESTIONS}
    given = {names[key]: value for key, value in options.items() if value}
    return {name: list(value) if QUESTIONS[name].many else [value] for name, value in given.items()}


def _draft(interview: Interview, *, dry_run: bool) -> tuple[Draft, list[Problem]]:
    """The files of the answers and what is wrong with them, after everything was asked that may be asked."""
    from ..authoring.judging import problems_with
    from ..formatting.editing import UnreadableError

    judge = partial(problems_with, interview.collection, settings=settings())
    try:
        if interview.unclear or any(interview.wanted()):
            return _asked(interview, judge, dry_run=dry_run)
        draft = interview.draft()
    except UnreadableError as error:  # a file of the registry, to which an entry was to be added
        _refuse([f"{error}; correct it first"])
    return draft, judge(draft)


def _asked(
    interview: Interview, judge: Callable[[Draft], list[Problem]], *, dry_run: bool
) -> tuple[Draft, list[Problem]]:
    """The same after everything was asked for; without a terminal an end with what is missing."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _refuse(interview.lacking())
    from ..authoring.dialogue import LeftError, asked

    try:
        return asked(interview, judge, partial(_tell, interview), writes=not dry_run)
    except (KeyboardInterrupt, EOFError, LeftError):
        click.echo("Stopped; nothing was written.", err=True)
        sys.exit(_STOPPED)


def _tell(interview: Interview, draft: Draft, problems: list[Problem]) -> None:
    """Print what is wrong with a draft, with the lines that it would have."""
    drafts = {change.path: change.new for change in draft.changes}
    tell(Report(problems, len(drafts)), interview.collection.root, drafts=drafts)


def _save(root: Path, draft: Draft) -> None:
    from ..authoring.saving import UnsavedError, save

    try:
        save(root, draft)
    except UnsavedError as error:
        click.echo(printable(str(error)), err=True)
        sys.exit(USAGE)
    for added in draft.added:
        click.echo(f"{added} is added to the registry.")
    click.echo(f"{draft.path} is written.")
    if draft.provisional:
        click.echo("Its text is the summary so far: tell there what happened.")


def _refuse(sentences: Iterable[str]) -> NoReturn:
    """End with everything that is unclear or missing."""
    for sentence in sentences:
        click.echo(printable(sentence), err=True)
    click.echo("Nothing was written.", err=True)
    sys.exit(USAGE)
