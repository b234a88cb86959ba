"""What was seen, told as problems of the record, each at the line and column of the address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urldefrag

from pydantic import TypeAdapter, ValidationError

from ..model import Source
from ..model.base import Url
from ..problems import Problem
from .mentions import Mention
from .titles import alike
from .visit import State, Visit

_URL = TypeAdapter(Url)
_SHOWN = 120
"""Characters of a page's title that are shown."""


def wanted(found: Iterable[Mention]) -> dict[str, bool]:
    """Give what is to be visited for these sources: each address, and whether its title is to be read."""
    addresses: dict[str, bool] = {}
    for mention in found:
        if url := mention.address("url"):
            addresses[url] = addresses.get(url, False) or _has_title(mention.source)
        if copy := mention.address("archived"):
            addresses.setdefault(copy, False)
    return addresses


def _has_title(source: Source) -> bool:
    """Whether the record gives the title as it was printed, so that it can be compared."""
    return source.title is not None and source.title_kind == "printed"


def findings(found: Iterable[Mention], visits: Mapping[str, Visit]) -> Iterator[Problem]:
    """Give the problems of sources.

    Args:
        found: the sources.
        visits: what was seen, by address; what was not visited is not judged.
    """
    for mention in found:
        visit, copy = visits.get(mention.address("url")), visits.get(mention.address("archived"))
        copy_stands = mention.source.archived is not None and (copy is None or copy.state is not State.DEAD)
        if visit is not None:
            yield from _of_source(mention, visit, copy_stands=copy_stands)
        if copy is not None and copy.state is State.DEAD:
            hint = "write the address of another copy, or make one: python build_timeline.py archive"
            message = f"the copy of {mention.name} is dead: {copy.says}"
            yield mention.problem("dead-source", message, hint, "archived")


def _of_source(mention: Mention, visit: Visit, *, copy_stands: bool) -> Iterator[Problem]:
    name, source = mention.name, mention.source
    if visit.state is State.DEAD:
        message = f"{name} is dead: {visit.says}"
        if copy_stands:
            hint = "look whether the source has a new address; readers have the copy"
            yield mention.problem("dead-but-archived", message, hint, "url")
        else:
            hint = "look for its new address, or for a copy in an archive and write archived: …; or cite another source"
            yield mention.problem("dead-source", message, hint, "url")
        return
    if source.archived is None:
        hint = f"make one: python build_timeline.py archive {mention.entry.id}"
        yield mention.problem("unarchived-source", f"{name} has no copy in an archive", hint, "url")
    if visit.state is State.UNSEEN:
        hint = "open it in a browser"
        yield mention.problem("unseen-source", f"{name} could not be looked at: {visit.says}", hint, "url")
        return
    if visit.moved_to:
        yield mention.problem("moved-source", f"{name} has moved for good", _new_address(mention, visit), "url")
    if visit.titles and _has_title(source) and not alike(source.title or "", visit.titles):
        shown = visit.titles[0] if len(visit.titles[0]) <= _SHOWN else f"{visit.titles[0][:_SHOWN]}…"
        hint = "look whether the page still says what is cited; correct title:, or say title_kind: described"
        yield mention.problem("changed-title", f"the page of {name} is now called «{shown}»", hint, "url")


def _new_address(mention: Mention, visit: Visit) -> str:
    """What to write instead; a server may name what no record takes."""
    fragment = urldefrag(mention.source.url or "").fragment
    address = visit.moved_to + (f"#{fragment}" if fragment else "")
    try:
        if address.isprintable():
            return f"write url: {_URL.validate_python(address)}"
    except ValidationError:
        pass
    return "open it in a browser, and write the address to which it leads"
