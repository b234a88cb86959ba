"""The fixes of a report → files as they are to be; what is certain is corrected, everything else stays."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from .collection import Collection
from .collection.entries import Entry
from .files.drafts import Draft, like, unix
from .files.record_files import RecordFiles
from .formatting import UnlikeError, formatted, is_ordered
from .front_matter import FILE_LIMIT, REGISTRY_LIMIT
from .model import Record
from .problems import Edit, Fix, Report, is_within


def drafts(collection: Collection, report: Report, wanted: Sequence[str]) -> list[Draft]:
    """Give each file in which something can be corrected with certainty.

    Args:
        collection: the record. A file of it whose fields are out of order is written in the house's style.
        report: problems of the record; those without a fix are passed over.
        wanted: the files and folders that may change; all of them where there are none.
    """
    fixes: dict[str, list[Fix]] = defaultdict(list)
    for problem in report.problems:
        if problem.fix:
            fixes[problem.path].append(problem.fix)
    documents = {entry.path: entry.document for entry in _entries(collection)}
    untidy = {path for path, document in documents.items() if not is_ordered(document)}
    found = []
    for path in sorted({*fixes, *untidy}):
        data = _read(collection.root, path)
        if data is not None and (not wanted or is_within(path, wanted)):
            new = mended(data, fixes[path])
            found.append(Draft(path, data, _in_order(new, path) if path in untidy else new))
    return [draft for draft in found if draft.changes]


def _entries(collection: Collection) -> Iterator[Entry[Record]]:
    """Everything that a file says."""
    yield from collection.events.values()
    yield from collection.seeds.values()
    for entries in (collection.conflicts, collection.actors, collection.places, collection.families):
        yield from entries.values()
    yield from collection.tags.values()
    yield from collection.wording.values()


def _in_order(data: bytes, path: str) -> bytes:
    """A file in the house's style; as it is where it cannot be read, or not be written so."""
    try:
        text, _ = formatted(data, path)
    except UnlikeError:
        return data
    return data if text is None else text.encode()


def _read(root: Path, path: str) -> bytes | None:
    limit = REGISTRY_LIMIT if path.startswith("registry/") else FILE_LIMIT
    data = RecordFiles(root, []).read(root / path, limit)
    return None if data is None or len(data) > limit else data


def mended(data: bytes, fixes: Iterable[Fix]) -> bytes:
    """Do to a file what fixes ask for.

    One of which something else stands at its place than when it was made, or that touches what an earlier one has
    changed, is passed over whole.
    """
    text = unix(data)
    begins = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    taken: list[tuple[int, int, str]] = []
    for fix in fixes:
        wanted = [_placed(edit, begins) for edit in fix.edits]
        if all(text.startswith(edit.old, start) for edit, (start, _, _) in zip(fix.edits, wanted, strict=True)) and all(
            _is_free(taken, start, end) for start, end, _ in wanted
        ):
            taken = sorted([*taken, *wanted])
    for start, end, new in reversed(taken):
        text = text[:start] + new + text[end:]
    return like(text, data)


def _placed(edit: Edit, begins: list[int]) -> tuple[int, int, str]:
    """Where an edit begins and ends in the text, and what it puts there."""
    start = begins[min(edit.line, len(begins)) - 1] + edit.column - 1
    return start, start + len(edit.old), edit.new


def _is_free(taken: list[tuple[int, int, str]], start: int, end: int) -> bool:
    """Whether a stretch of a text touches none of those that are taken, which are in order."""
    place = bisect(taken, (start, end, ""))
    before, behind = taken[:place][-1:], taken[place : place + 1]
    return all(edit[1] < start for edit in before) and all(end < edit[0] for edit in behind)
