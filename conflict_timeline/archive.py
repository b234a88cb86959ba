"""The whole site as one zip file for mirrors and for reading offline: unpacked, it opens from the file system.

A web server turns ``events/x/`` into ``events/x/index.html``; a file system does not. So the copies in the zip
name the file in every link. Same site, same bytes: names are sorted, and every member bears one fixed time.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_LINK = re.compile(rb'( href=")(?![a-z][a-z0-9+.-]*:|//)([^"#?]*)(?=["#?])')
_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_LEFT_OUT = {".conflict-timeline", "404.html", "sitemap.xml", "sitemap.xml.gz"}  # of use to a web server alone
_README = "Open index.html. Everything works without a network but the search, which browsers refuse to local files.\n"


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
    paths = sorted(path for path in site.rglob("*") if path.is_file() and path != target and path.name not in _LEFT_OUT)
    with ThreadPoolExecutor() as pool, zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("conflict-timeline/README.txt", _TIME), _README)
        # zlib works outside Python's lock, so members are packed side by side and written in order.
        for member in pool.map(lambda path: _packed(site, path), paths):
            _append(archive, *member)
    return target.stat().st_size


def offline(html: bytes) -> bytes:
    """Give a page with every link to a folder of the site turned into one to the folder's page."""
    return _LINK.sub(lambda found: found[1] + _named(found[2]), html)


def _named(path: bytes) -> bytes:
    if path.endswith(b"/"):
        return path + b"index.html"
    return path + b"/index.html" if path.rsplit(b"/", 1)[-1] in (b".", b"..") else path


def _packed(site: Path, path: Path) -> tuple[zipfile.ZipInfo, bytes]:
    """A file as a member of the zip, packed."""
    data = path.read_bytes()
    if path.suffix == ".html":
        data = offline(data)
    info = zipfile.ZipInfo(f"conflict-timeline/{path.relative_to(site).as_posix()}", _TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    info.file_size, info.compress_size, info.CRC = len(data), len(packed), zlib.crc32(data)
    return info, packed


def _append(archive: zipfile.ZipFile, info: zipfile.ZipInfo, packed: bytes) -> None:
    """Append a member that is packed already, for which zipfile has no method: its header, its bytes, its entry."""
    file = archive.fp
    assert file is not None
    info.header_offset = file.tell()
    file.write(info.FileHeader())
    file.write(packed)
    archive.filelist.append(info)
    archive.NameToInfo[info.filename] = info
    archive.start_dir = file.tell()
