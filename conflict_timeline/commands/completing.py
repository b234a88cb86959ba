"""What arguments and options offer to a shell that completes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from .. import shells
from ..settings import located

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def events(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer ids of events."""
    return _items(dict.fromkeys(shells.events(_record(context)), ""), begun)


def rules(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer names of rules."""
    return _items(shells.rules(), begun)


def entries(name: str) -> Completer:
    """Offer ids of a file of the registry."""

    def offered(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        return _items(shells.entries(_record(context), name), begun)

    return offered


def words(known: Iterable[str]) -> Completer:
    """Offer words of a list."""
    return lambda _context, _parameter, begun: _items(dict.fromkeys(known, ""), begun)


def _items(known: Mapping[str, str], begun: str) -> list[CompletionItem]:
    return [CompletionItem(word, help=told or None) for word, told in known.items() if word.startswith(begun)]


def _record(context: click.Context) -> Path:
    """The folder of the record; a shell that completes runs no command, which would have found it."""
    return located(context.find_root().params.get("root"))[2]
