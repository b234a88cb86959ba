"""One edition after another: reads what changed, makes the next edition, and tells who waits for it.

The thread that calls ``renew`` is the only one that makes editions, so there is one at a time, and what changes
meanwhile goes into the next. Until an edition is whole the one before it answers.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Condition

from .. import site
from ..collection import Collection
from ..files.source_text import lines_of
from ..problems import Problem, Report, printable
from ..reports.text import Paint, plain
from ..rules import Severity
from ..settings import Settings, SettingsError, read
from ..theme import pieces
from ..theme.articles import Articles
from ..views.common import Page
from ..views.library import Library
from . import panel
from .edition import Edition
from .reading import Reader, Step
from .setting import PROGRAM, SETTINGS, Setting, SettingError, default_watch, make
from .standing import Standing, standing
from .troubles import Pages, Trouble, compared, counted, troubles, written
from .watch import Watch

Tell = Callable[[Iterable[str]], None]
"""Prints lines for the user."""
MOST = 50
"""How many new troubles are told at once."""
SINGLY = 3
"""Up to how many troubles of one file are told one by one when they are gone."""
_RECORD = ("events", "registry", "seeds")


class Session:
    """Keeps the latest edition.

    Args:
        root: the folder with ``mkdocs.yml``.
        address: where the preview is served, ending in a slash.
        tell: prints lines for the user.
        paint: colours parts of them.

    Attributes:
        tell: as given.
    """

    def __init__(self, root: Path, address: str, tell: Tell, paint: Paint = plain) -> None:
        self._root = root
        self._address = address
        self.tell = tell
        self._paint = paint
        self._watch = Watch(default_watch(root))
        self._reader = Reader()
        self._articles = Articles()
        self._settings = Settings(record=root)
        self._setting: Setting | None = None
        self._unset: list[Trouble] = []
        self._odd: list[Trouble] = []
        self._edition: Edition | None = None
        self._before: Edition | None = None
        self._told: Sequence[Trouble] = ()
        self._ready = Condition()
        self._closed = False

    @property
    def edition(self) -> Edition:
        """The latest edition; there is one once ``renew`` has returned for the first time."""
        assert self._edition
        return self._edition

    def data(self, number: int) -> Edition | None:
        """The edition of a number, while its pages may still ask for its data."""
        return next((one for one in (self._edition, self._before) if one and one.number == number), None)

    def after(self, number: int, seconds: float) -> Edition:
        """Wait for an edition later than ``number``, for so long; give the latest."""
        with self._ready:
            self._ready.wait_for(lambda: self.edition.number > number, seconds)
            return self.edition

    def run(self) -> None:
        """Make a new edition whenever files change, until ``close``."""
        litter = True
        while not self._closed:
            if changed := self._watch.wait():
                self._follow(changed)
                litter = True
            elif litter:  # nobody is waiting now
                gc.collect()
                litter = False

    def _follow(self, changed: set[Path]) -> None:
        """Make the next edition and say so; whatever goes wrong, the last one stays."""
        began = time.monotonic()
        try:
            self.renew(changed)
        except Exception as error:  # noqa: BLE001 - a mistake of the program's must not end what its user is doing
            self.tell([f"The preview stays as it was: {printable(f'{type(error).__name__}: {error}')}"])
            return
        self._say(changed, time.monotonic() - began)
        self.tell_news()

    def close(self) -> None:
        """Stop watching, and let ``run`` return."""
        self._closed = True
        self._watch.close()

    def renew(self, changed: Iterable[Path] | None = None, step: Step | None = None) -> None:
        """Make the next edition.

        Args:
            changed: the files that changed; everything unless given.
            step: called for each event that is read, with its id and the number of all.
        """
        paths = None if changed is None else list(changed)
        if paths is None or any(path.is_relative_to(folder) for path in paths for folder in PROGRAM):
            panel.environment.cache_clear()
            self._articles = Articles()
        self._read()
        collection, report = self._reader.read(self._settings, step)
        shown, library, pages = self._arranged(collection, report)
        if paths is None or self._setting is None or any(map(self._sets, paths)):
            self._set(library, report.problems)
        found = troubles(report.problems, lines_of(self._settings.record), Pages(collection))
        found = [
            *self._unset,
            *(self._setting.troubles if self._setting and not self._unset else ()),
            *self._odd,
            *found,
        ]
        number = self._edition.number + 1 if self._edition else 1
        self._put(Edition(number, self._setting, shown, library, pages, found, self._articles, self._tell_one))

    def _read(self) -> None:
        """Read what the site sets; where that is wrong, MkDocs will say so, and what was set last stays."""
        with suppress(SettingsError):
            self._settings = read(self._root / SETTINGS)

    def _arranged(self, collection: Collection, report: Report) -> tuple[Standing, Library, list[Page]]:
        """What can be shown, and its pages; where an error that no rule knows is in the way, those of the last edition."""
        self._odd = []
        before = self._edition.standing.collection if self._edition else None
        try:
            shown = standing(collection, report, before)
            library = Library(shown.collection)
            return shown, library, list(site.pages(library))
        except Exception as error:  # noqa: BLE001 - whatever it is, the server goes on
            message = f"the record cannot be arranged into pages: {type(error).__name__}: {error}"
            self._odd = [Trouble("events", "events", "error", "", printable(message), "", "undo the last change")]
        shown = Standing(before or Collection(collection.root))
        library = Library(shown.collection)
        return shown, library, list(site.pages(library))

    def _sets(self, path: Path) -> bool:
        """Whether a file is one of those that MkDocs makes something of."""
        return not any(path.is_relative_to(self._settings.record / name) for name in _RECORD)

    def _set(self, library: Library, problems: Sequence[Problem]) -> None:
        """Let MkDocs make the setting; where it cannot, the last one stays."""
        faulty = {problem.path for problem in problems if problem.severity is Severity.ERROR}
        left_out = frozenset(self._written_by_hand(faulty))
        try:
            setting = make(self._root, library, self._address, left_out)
        except SettingError as error:
            self._unset = error.troubles
            self._watch.turn_to(error.watched)
            return
        self._unset = []
        if self._setting:
            kept = {path: data for path, data in self._setting.files.items() if path in _pages_of(left_out)}
            setting = replace(setting, files={**kept, **setting.files})
        self._setting = setting
        self._watch.turn_to(setting.watched)

    def _written_by_hand(self, paths: Iterable[str]) -> Iterator[str]:
        """Those of the record's paths that lead to pages written by hand, from the folder of these."""
        docs = self._settings.docs or self._settings.record / "docs"
        for path in paths:
            file = Path(os.path.normpath(self._settings.record / path))
            if file.is_relative_to(docs):
                yield file.relative_to(docs).as_posix()

    def _put(self, edition: Edition) -> None:
        with self._ready:
            self._before, self._edition = self._edition, edition
            self._ready.notify_all()
        pieces.forget()

    def tell_news(self) -> None:
        """Print what is new and what is gone among the problems since the last time, then how many there are."""
        found = self.edition.troubles
        new, gone = compared(self._told, found)
        self._told = list(found)
        for trouble in new[:MOST]:
            self.tell(trouble.lines(self._paint))
        if len(new) > MOST:
            self.tell([f"… and {len(new) - MOST:,} more; the command check tells them all."])
        self.tell(_farewell(gone))
        if new or gone:
            self.tell([counted(found) or "Nothing is wrong."])

    def _tell_one(self, trouble: Trouble) -> None:
        self._told = [*self._told, trouble]
        self.tell(trouble.lines(self._paint))

    def _say(self, changed: set[Path], seconds: float) -> None:
        """Print what changed, how long the next edition took, and where to see it."""
        root = self._settings.record
        names = sorted(path.relative_to(root).as_posix() for path in changed if path.is_relative_to(root))
        names = names or sorted(map(str, changed))
        what = printable(names[0]) if len(names) == 1 else f"{len(names):,} files"
        made = Pages(self.edition.library.collection)
        urls = {url for name in names if (url := made.made_by(name, 1)) is not None}
        where = f" · {self._address}{urls.pop()}" if len(names) == len(urls) == 1 else ""
        self.tell([f"{time.strftime('%H:%M:%S')} {what} · {seconds:.2f} s{where}"])
        if any(
            path.suffix in (".py", ".yml") and path.is_relative_to(folder) for path in changed for folder in PROGRAM
        ):
            self.tell(["The program itself changed: start the preview again to use that."])


def _farewell(gone: Iterable[Trouble]) -> Iterator[str]:
    """Lines for troubles that are gone; of a file with many only how many."""
    files: dict[str, list[Trouble]] = {}
    for trouble in gone:
        files.setdefault(trouble.path, []).append(trouble)
    for path, found in files.items():
        if len(found) > SINGLY:
            yield f"gone: {path}: {counted(found)}"
        else:
            yield from (f"gone: {path}: {trouble.message}" for trouble in found)


def _pages_of(docs: Iterable[str]) -> set[str]:
    """The files that MkDocs makes of pages written by hand."""
    return {f"{written(path)}index.html" for path in docs}
