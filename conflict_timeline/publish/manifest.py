"""The list of a site's files with their SHA-256, by which any copy of it can be checked.

``manifest.json`` at the top of a site is ``{"format": 1, "files": {path: sha256}}``: every file but itself, sorted by
path. Same site, same bytes, so its own SHA-256 stands for the whole site.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .swap import FOREIGN, MARKER

NAME = "manifest.json"
"""The manifest's place in a site."""
LARGEST = 64 << 20
"""Bytes up to which a manifest is read: ten times what a record of 50,000 events has."""
_FORMAT = 1
_PORTIONS = 64
_PART = 1 << 20
_HASH = re.compile(r"[0-9a-f]{64}")


class UnverifiableError(Exception):
    """There is nothing that could be checked; the message is a sentence for the user."""


def make(folder: Path) -> str:
    """Give the manifest of a site that holds no links.

    Raises:
        OSError: the disk refuses.
    """
    paths = [path for path, mode in _found(folder) if path != NAME and stat.S_ISREG(mode)]
    return text(dict(zip(paths, _side_by_side(lambda path: _hash(folder, path), paths), strict=True)))


def write(folder: Path) -> str:
    """Write the manifest of a site into it and give the manifest's own SHA-256.

    Raises:
        OSError: the disk refuses.
    """
    data = make(folder).encode()
    (folder / NAME).write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def text(hashes: Mapping[str, str]) -> str:
    """Give the manifest for files and their hashes, the same bytes whatever their order."""
    return json.dumps({"format": _FORMAT, "files": dict(sorted(hashes.items()))}, indent=0) + "\n"


def verify(folder: Path, expected_hash: str | None = None) -> list[str]:
    """Compare a site with its manifest. Links are reported and never followed.

    The marker of the builder may be missing: many hosts leave out what begins with a dot.

    Args:
        folder: the site.
        expected_hash: the SHA-256 of its manifest as somebody else gave it, in hexadecimal digits.

    Returns:
        What is wrong, one line a file, sorted; nothing where the site is whole. Names stand as they are in the
        file system and may hold anything.

    Raises:
        UnverifiableError: the folder is no site with a manifest, or the expected hash is none.
    """
    if expected_hash is not None and not _HASH.fullmatch(expected_hash.lower()):
        raise UnverifiableError("the hash of a manifest has 64 hexadecimal digits")
    if not folder.is_dir():
        raise UnverifiableError(f"{folder} is not a folder")
    data = _read(folder)
    listed = _parsed(data)
    problems = []
    own = hashlib.sha256(data).hexdigest()
    if expected_hash is not None and own != expected_hash.lower():
        problems.append(f"{NAME}: is another one: its SHA-256 is {own}")
    found = dict(_found(folder, problems))
    problems += filter(None, _side_by_side(lambda path: _compared(folder, listed, path, found[path]), list(found)))
    problems += [f"{path}: missing" for path in listed if path not in found and path != MARKER]
    return sorted(problems)


def _compared(folder: Path, listed: Mapping[str, str], path: str, mode: int) -> str:
    """What is wrong with a path that exists, or an empty text."""
    if stat.S_ISLNK(mode):
        return f"{path}: is a link, and a site has none"
    if path == NAME:
        return ""
    if path not in listed:
        return f"{path}: extra, not in the manifest"
    if not stat.S_ISREG(mode):
        return f"{path}: is no plain file"
    try:
        return "" if _hash(folder, path) == listed[path] else f"{path}: changed"
    except OSError as error:
        return f"{path}: cannot be read: {error.strerror}"


def _found(folder: Path, problems: list[str] | None = None) -> Iterator[tuple[str, int]]:
    """Every path below a folder that is no folder, sorted, each with its mode.

    A path is UTF-8 with surrogates for other bytes, whatever the locale. Without recursion, since a hostile copy may
    be deeper than Python's stack.

    Args:
        folder: where to look.
        problems: takes the folders that cannot be read; without it they raise.
    """
    top = os.fsencode(folder)
    waiting, found = [b""], []
    while waiting:
        inner = waiting.pop()
        try:
            with os.scandir(os.path.join(top, inner)) as entries:
                for entry in entries:
                    path = os.path.join(inner, entry.name)
                    if not entry.is_dir(follow_symlinks=False):
                        found.append((path, entry.stat(follow_symlinks=False).st_mode))
                    elif path != os.fsencode(FOREIGN):
                        waiting.append(path)
        except OSError as error:
            if problems is None:
                raise
            problems.append(f"{_decoded(inner)}: cannot be read: {error.strerror}")
    yield from sorted((_decoded(path), mode) for path, mode in found)


def _side_by_side(work: Callable[[str], str], paths: Sequence[str]) -> list[str]:
    """Do a piece of work for each path, on all processors: reading and hashing go on outside Python's lock.

    Handing one path to another thread costs as much as hashing a page, so each gets many at once.
    """
    size = len(paths) // _PORTIONS + 1
    portions = [paths[start : start + size] for start in range(0, len(paths), size)]
    with ThreadPoolExecutor() as pool:
        return [
            given for done in pool.map(lambda portion: [work(path) for path in portion], portions) for given in done
        ]


def _hash(folder: Path, path: str) -> str:
    """The SHA-256 of a plain file, in hexadecimal digits."""
    descriptor, known = _opened(folder, path), hashlib.sha256()
    try:
        while part := os.read(descriptor, _PART):
            known.update(part)
    finally:
        os.close(descriptor)
    return known.hexdigest()


def _opened(folder: Path, path: str) -> int:
    """Open a plain file, never what a link leads to."""
    full = os.path.join(os.fsencode(folder), path.encode("utf-8", "surrogateescape"))
    descriptor = os.open(full, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "is no plain file", path)
    return descriptor


def _decoded(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


def _read(folder: Path) -> bytes:
    try:
        with open(_opened(folder, NAME), "rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise UnverifiableError(f"{folder} has no {NAME}; name the folder of a built site") from None
    except OSError as error:
        raise UnverifiableError(f"{folder / NAME} cannot be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise UnverifiableError(f"{folder / NAME} is longer than a manifest can be")
    return data


def _parsed(data: bytes) -> dict[str, str]:
    """The hashes in a manifest.

    Raises:
        UnverifiableError: it is malformed, or names what lies outside a site.
    """
    try:
        content = json.loads(data, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise UnverifiableError(f"{NAME} is malformed: it is no JSON, or says a thing twice") from None
    if not isinstance(content, dict) or content.get("format") != _FORMAT or set(content) != {"format", "files"}:
        raise UnverifiableError(f"{NAME} is malformed: it is no manifest of format {_FORMAT}")
    files = content["files"]
    if not isinstance(files, dict) or not all(
        isinstance(known, str) and _HASH.fullmatch(known) for known in files.values()
    ):
        raise UnverifiableError(f"{NAME} is malformed: files must lead from paths to SHA-256 hashes")
    for path in files:
        if not _is_plain(path):
            raise UnverifiableError(f"{NAME} is malformed: {path[:200]!r} is no path inside a site")
    return files


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    whole = dict(pairs)
    if len(whole) != len(pairs):
        raise ValueError("a name stands twice")
    return whole


def _is_plain(path: str) -> bool:
    """Whether a path lies inside a site and can be a file there."""
    try:
        path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return path != NAME and "\0" not in path and not {"", ".", ".."} & set(path.split("/"))
