"""Rules about sources: that there are some, that they agree, that they are cited, and that they can know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..collection import Collection, Registry
from ..collection.entries import Entry
from ..front_matter.strict_yaml import Loc
from ..model import Event, Record, Source, is_id
from ..problems import Problem, nearest
from ..text.slips import meant
from .bodies import several


def check(collection: Collection) -> Iterator[Problem]:
    """Find sources that contradict each other, beginnings that cite what is not there, and captures without a hash."""
    for seed in collection.seeds.values():
        yield from _without_hash(seed, seed.value, ())
    yield from _unknown_beginnings(collection)
    yield from _conflicts(collection)


def of_event(entry: Entry[Event], registry: Registry) -> Iterator[Problem]:
    """Find what has no source, and sources that are not there, come too early or are not cited."""
    rows = list(_rows(entry.value))
    yield from _without_source(entry, rows)
    yield from _unknown(entry, rows)
    for key, source in entry.value.sources.items():
        yield from _without_hash(entry, source, ("sources", key))
    yield from _too_early(registry, entry)
    # A beginning of a conflict that could not be read may cite any source.
    if not registry.faulty.get("conflicts"):
        yield from _uncited(entry, rows, registry.cited.get(entry.id, set()))


_Row = tuple[Loc, list[str], bool]


def _rows(event: Event) -> Iterator[_Row]:
    """The rows that cite sources: where each stands, its keys, and whether it has to have one."""
    for index, figure in enumerate(event.figures):
        yield ("figures", index), figure.sources, True
    for index, position in enumerate(event.positions):
        yield ("positions", index), position.sources, True
    for index, link in enumerate(event.links):
        yield ("links", index), link.sources, False
    for index, participant in enumerate(event.actors):
        yield ("actors", index), participant.sources, False


def _without_source(entry: Entry[Event], rows: Sequence[_Row]) -> Iterator[Problem]:
    if not entry.value.sources and not entry.written(("sources",)):
        message, hint = (
            "the event has no source",
            "add sources: with a key, and under it title, publisher, url and kind",
        )
        yield entry.problem("no-source", message, hint, at=("sources",), key=True)
    for loc, keys, required in rows:
        if required and not keys and not entry.written((*loc, "sources")):
            row = str(loc[0]).removesuffix("s")
            message = f"the {row} of {entry.written((*loc, 'measure')) or entry.written((*loc, 'by'))} has no source"
            hint = "add sources: [key], with a key from sources: below"
            at = (*loc, "sources") if entry.written((*loc, "sources")) == [] else loc
            yield entry.problem("no-source", message, hint, at=at, key=True)


def _unknown(entry: Entry[Event], rows: Sequence[_Row]) -> Iterator[Problem]:
    """Keys in rows and citations under which the event has no source."""
    known = _keys(entry)
    for loc, keys, _ in rows:
        for index, key in enumerate(keys):
            if key not in known:
                message, hint = _no_such(key, known)
                at, instead = (*loc, "sources", index), _meant(key, known)
                yield entry.problem("unknown-source", message, hint, at=at, instead=instead)
    for citation in entry.body.citations:
        for cite in citation.cites:
            if cite.key not in known and not several(cite):
                message, hint = _no_such(cite.key, known)
                instead = _meant(cite.key, known)
                yield entry.body_problem("unknown-source", cite.offset, message, hint, old=cite.key, instead=instead)


def _keys(entry: Entry[Event]) -> set[str]:
    """The keys of an event's sources, those of faulty ones among them."""
    if not entry.faulty:
        return set(entry.value.sources)
    written = entry.written(("sources",))
    return set(written) if isinstance(written, dict) else set()


def _no_such(key: str, known: set[str]) -> tuple[str, str]:
    listed = ", ".join(sorted(known)[:8])
    hint = nearest(key, known) or (f"write one of {listed}, or add it to sources:" if known else "add it to sources:")
    return f"there is no source {key[:80] or 'without a name'} in this event", hint


def _meant(key: str, known: set[str]) -> str:
    """The key that was certainly meant; none that has to be corrected itself."""
    return meant(key, [other for other in known if is_id(other)])


def _unknown_beginnings(collection: Collection) -> Iterator[Problem]:
    """Keys at a conflict's beginnings that the event of that day does not have."""
    for entry in collection.conflicts.values():
        for place, start in enumerate(entry.value.starts):
            event = collection.outlines.get(start.event) if start.event else None
            if start.event and event is None:
                continue
            known = {source[0] for source in event.sources} if event else set()
            for index, key in enumerate(start.sources):
                if key not in known:
                    message = f"there is no source {key} in {start.event}" if event else f"{key} is the key of no event"
                    hint = nearest(key, known) or "add the source to an event, and name that event here"
                    at = ("starts", place, "sources", index)
                    yield entry.problem("unknown-source", message, hint, at=at, instead=_meant(key, known))


def _too_early(registry: Registry, entry: Entry[Event]) -> Iterator[Problem]:
    first = entry.value.date.earliest
    if first is None:
        return
    for key, cited in entry.value.sources.items():
        source = registry.source(cited)
        published = source.published if source else None
        if published is None or published.latest is None or published.latest >= first:
            continue
        if published.possible()[1] < entry.value.date.begins()[0]:
            message = f"{key} appeared ({published.text}) before the event ({entry.value.date.text})"
            hint = "check both dates; say in ignore: what the source is there for, where it is about earlier things"
            at = ("sources", key, "published" if cited.seed is None else "seed")
            yield entry.problem("source-before-event", message, hint, at=at)


def _without_hash(entry: Entry[Record], source: Source, loc: Loc) -> Iterator[Problem]:
    """A copy of which nobody can tell later whether it is still the same."""
    if source.captured and source.sha256 is None and entry.written((*loc, "sha256")) is None:
        message, hint = "the hash of this copy is not given", "add sha256: of the file or text that was captured"
        yield entry.problem("capture-without-hash", message, hint, at=(*loc, "captured"))


def _uncited(entry: Entry[Event], rows: Sequence[_Row], elsewhere: set[str]) -> Iterator[Problem]:
    if entry.body.costly is not None:  # nobody knows what it cites
        return
    cited = {cite.key for citation in entry.body.citations for cite in citation.cites} | elsewhere
    for _, keys, _ in rows:
        cited.update(keys)
    for key in entry.value.sources:
        if key not in cited:
            hint = f"cite it where it is needed, [@{key}], or delete it"
            yield entry.problem("uncited-source", f"{key} is cited nowhere", hint, at=("sources", key), key=True)


def _conflicts(collection: Collection) -> Iterator[Problem]:
    """Sources of one address whose title or publisher differs from the first one's; seeds come first."""
    first: dict[str, tuple[str, str, str]] = {}
    for seed in collection.seeds.values():
        source = seed.value
        first.setdefault(source.address, (source.title or "", source.publisher or "", seed.path))
    for id_, outline in collection.outlines.items():
        for key, address, title, publisher in outline.sources:
            if not address:
                continue
            *given, path = first.setdefault(address, (title, publisher, outline.path))
            if given == [title, publisher]:
                continue
            entry = collection.events[id_]
            for name, own, others in zip(("title", "publisher"), (title, publisher), given, strict=True):
                if own != others:
                    message = f"the {name} of this address is «{others}» in {path}"
                    hint = f"write {name}: {others}; or correct it there, or the address here"
                    yield entry.problem("source-conflict", message, hint, at=("sources", key, name))
