"""The whole site as one zip file for mirrors and for reading offline: unpacked, it opens from the file system.

A web server turns ``events/x/`` into ``events/x/index.html``; a file system does not. So the copies in the zip
name the file in every link, and the zip has a manifest of its own. Same site, same bytes: names are sorted, and every
member bears one fixed time.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from . import manifest
from .swap import MARKER

_LINK = re.compile(rb'(<(?:a|link)\b[^<>]* href=")(?![a-z][a-z0-9+.-]*:|//)([^"#?]*)(?=["#?])')
_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_FOLDER = "conflict-timeline/"  # what unpacking makes
_LEFT_OUT = {MARKER, "404.html", "sitemap.xml", "sitemap.xml.gz"}  # of use to a web server alone
_README = b"Open index.html. Everything works without a network but the search, which browsers refuse to local files.\n"


def write(site: Path, target: Path) -> int:
    """Write the zip of a site.

    Args:
        site: the built site.
        target: the zip; it may lie inside the site and is left out of itself.

    Returns:
        How many bytes it has.

    Raises:
        OSError: the disk refuses.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    own = {target, site / manifest.NAME}  # the site's manifest lists other bytes than the zip holds
    paths = sorted(
        path for path in site.rglob("*") if path.is_file() and path not in own and path.name not in _LEFT_OUT
    )
    with ThreadPoolExecutor() as pool, zipfile.ZipFile(target, "w") as archive:
        # zlib and SHA-256 work outside Python's lock, so members are made side by side and written in order.
        hashes = {}
        for member in chain([_member("README.txt", _README)], pool.map(lambda path: _copied(site, path), paths)):
            _append(archive, member)
            hashes[member.info.filename.removeprefix(_FOLDER)] = member.sha256
        _append(archive, _member(manifest.NAME, manifest.text(hashes).encode()))
    return target.stat().st_size


def offline(html: bytes) -> bytes:
    """Give a page with every link to a folder of the site turned into one to the folder's page."""
    return _LINK.sub(lambda found: found[1] + _named(found[2]), html)


def _named(path: bytes) -> bytes:
    if path.endswith(b"/"):
        return path + b"index.html"
    return path + b"/index.html" if path.rsplit(b"/", 1)[-1] in (b".", b"..") else path


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of the zip: its header, its packed bytes, and the SHA-256 of its unpacked ones."""

    info: zipfile.ZipInfo
    packed: bytes
    sha256: str


def _copied(site: Path, path: Path) -> _Member:
    """A file of the site as a member of the zip."""
    data = path.read_bytes()
    return _member(path.relative_to(site).as_posix(), offline(data) if path.suffix == ".html" else data)


def _member(name: str, data: bytes) -> _Member:
    info = zipfile.ZipInfo(_FOLDER + name, _TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    info.file_size, info.compress_size, info.CRC = len(data), len(packed), zlib.crc32(data)
    return _Member(info, packed, hashlib.sha256(data).hexdigest())


def _append(archive: zipfile.ZipFile, member: _Member) -> None:
    """Append a member that is packed already, for which zipfile has no method: its header, its bytes, its entry."""
    file, info = archive.fp, member.info
    assert file is not None
    info.header_offset = file.tell()
    file.write(info.FileHeader())
    file.write(member.packed)
    archive.filelist.append(info)
    archive.NameToInfo[info.filename] = info
    archive.start_dir = file.tell()
