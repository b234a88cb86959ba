"""What MkDocs makes of everything but the record: frames, pages written by hand, style sheets, scripts, its search index."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from ..mkdocs_plugin import TimelinePlugin
from ..problems import printable
from ..settings import SettingsError, read
from ..system.interrupts import temporary_folder
from ..theme.slots import Frame, slot
from ..views.common import Page
from ..views.library import Library
from .troubles import Trouble
from .watch import Watched

SETTINGS = "mkdocs.yml"
SEARCH = "search/search_index.json"
_PACKAGE = Path(__file__).parent.parent
PROGRAM = (_PACKAGE / "theme", _PACKAGE / "strings", _PACKAGE / "views", _PACKAGE / "preview")
"""The folders of the package that pages are made from."""


class SettingError(Exception):
    """MkDocs cannot make it.

    Attributes:
        troubles: why.
        watched: what it would have been made from.
    """

    def __init__(self, troubles: list[Trouble], watched: Watched) -> None:
        super().__init__(troubles[0].message)
        self.troubles = troubles
        self.watched = watched


@dataclass(frozen=True, slots=True)
class Setting:
    """What the record is set in.

    Attributes:
        files: every other file of the site by its path.
        leaves: the frames of the pages that stand in the navigation, by their address.
        frames: for each depth of address the frame of pages that lie so deep.
        address: where the preview is served, ending in a slash.
        search: the search index of the pages written by hand, as Material keeps it; empty where search is off.
        watched: what it was made from.
        troubles: what MkDocs warns of; a strict build would end there.
        mark: a hash of all style sheets, scripts and images: pages look otherwise when it changes.
    """

    files: Mapping[str, bytes]
    leaves: Mapping[str, Frame]
    frames: Mapping[int, Frame]
    address: str
    search: Mapping[str, Any]
    watched: Watched
    troubles: tuple[Trouble, ...]
    mark: str = field(init=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256()
        for path in sorted(self.files):
            if path.startswith("assets/"):
                digest.update(path.encode() + b"\0" + hashlib.sha256(self.files[path]).digest())
        object.__setattr__(self, "mark", digest.hexdigest())

    def frame(self, page: Page) -> Frame:
        """The frame of a page."""
        return self.leaves.get(page.url) or self.frames[page.url.count("/")]


def default_watch(root: Path) -> Watched:
    """What to watch before the settings could be read."""
    folders = {root / name for name in ("docs", "events", "registry", "seeds")}
    return Watched(frozenset({*folders, *PROGRAM}), frozenset({root / SETTINGS}))


def make(root: Path, library: Library, address: str, left_out: frozenset[str]) -> Setting:
    """Let MkDocs make it, in a folder that is gone afterwards.

    Args:
        root: the folder with ``mkdocs.yml``.
        library: the record, for the addresses that are taken.
        address: where the preview is served, ending in a slash.
        left_out: files and folders of ``docs/``, relative to it, to do without.

    Raises:
        SettingError: MkDocs, a plugin or a template refuses.
    """
    watched = default_watch(root)
    with _heard() as warnings, temporary_folder() as folder:
        try:
            read(root / SETTINGS)  # first, since it says where what is wrong stands
            config = load_config(str(root / SETTINGS), strict=False, site_dir=str(folder))
            config.site_url = address
            plugin = _plugin(config)
            plugin.proof, plugin.left_out = library, left_out
            watched = _watched(root, config)
            build(config)
            watched = _watched(root, config)  # the plugin has named its folders
        except SettingsError as error:
            raise SettingError(list(_faults(str(error))), watched) from error
        except (SystemExit, Exception) as error:
            if isinstance(error, SystemExit) and not isinstance(error, MkDocsException):
                raise  # Ctrl-C
            raise SettingError(_told(root, error, warnings), watched) from error
        files = dict(_read(folder))
    leaves = {}
    for path in [path for path, data in files.items() if path.endswith(".html") and slot("content").encode() in data]:
        leaves[path.removesuffix("index.html")] = Frame(files.pop(path).decode())
    search = json.loads(files.pop(SEARCH, b"{}"))
    told = tuple(Trouble(SETTINGS, SETTINGS, "warning", "", _shown(root, text)) for text in warnings)
    return Setting(files, leaves, plugin.frames, address, search, watched, told)


def _plugin(config: MkDocsConfig) -> TimelinePlugin:
    plugin = config.plugins.get("timeline")
    if not isinstance(plugin, TimelinePlugin):
        raise MkDocsException(f"{SETTINGS} does not name the plugin; add «timeline» under plugins:")
    return plugin


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _watched(root: Path, config: MkDocsConfig) -> Watched:
    """What the settings name: docs, the theme's own folder, hooks, and what plugins add."""
    start = default_watch(root)
    named = [Path(config.docs_dir), *map(Path, config.watch)]
    if config.theme.custom_dir:
        named.append(Path(config.theme.custom_dir))
    hooks = {Path(config.config_file_path or root / SETTINGS).parent / name for name in config.hooks}
    files = {path for path in named if path.is_file()}
    return Watched(start.folders | (set(named) - files), start.files | files | hooks)


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Hear the warnings and errors that MkDocs logs while the block runs, instead of printing them."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    ear = Ear(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(ear)
    before, logger.propagate = logger.propagate, False
    try:
        yield heard
    finally:
        logger.propagate = before
        logger.removeHandler(ear)


def _faults(told: str) -> Iterator[Trouble]:
    """What is wrong with the settings, a line each."""
    for line in told.split("\n"):
        place, _, said = line.partition(": ")
        message, _, hint = said.rpartition("; ")
        yield Trouble(SETTINGS, printable(place), "error", "", printable(message), "", printable(hint))


def _told(root: Path, error: BaseException, heard: list[str]) -> list[Trouble]:
    """Say why it cannot be made: the line of the template, else in MkDocs' words."""
    if isinstance(error, TemplateSyntaxError):
        path = printable(_shown(root, error.filename or error.name or "a template"))
        return [
            Trouble(path, f"{path}:{error.lineno}", "error", "", printable(error.message or "the template is wrong"))
        ]
    if not (root / SETTINGS).is_file():
        return [Trouble(SETTINGS, SETTINGS, "error", "", f"there is no {SETTINGS}", "", "put it back")]
    said = [] if isinstance(error, Abort) and heard else [str(error)]
    if not isinstance(error, (MkDocsException, TemplateError, OSError)):
        said = [f"{type(error).__name__}: {error}"]
    texts = [*heard, *said] or ["MkDocs ended without a word"]
    return [Trouble(SETTINGS, SETTINGS, "error", "", _shown(root, text)) for text in dict.fromkeys(texts)]


def _shown(root: Path, text: str) -> str:
    """A message without the way to the root, on one line."""
    return printable(" ".join(text.replace(f"{root}/", "").split()))
