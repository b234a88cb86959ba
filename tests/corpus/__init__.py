"""The corpus of hostile inputs: files in ``tests/hostile/<group>/``, and tables of what no file there can hold."""

from __future__ import annotations

from collections.abc import Iterator

from . import paths, pictures, texts
from .idea import Idea

__all__ = ["Idea", "ideas"]


def ideas() -> Iterator[Idea]:
    """Give every idea, in the order of groups and names within each kind."""
    yield from texts.ideas()
    yield from paths.ideas()
    yield from pictures.ideas()
