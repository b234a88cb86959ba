"""What the system does for files and folders beyond Python's own library: replace, exchange, flush, tell a mount."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_UNABLE = {errno.EINVAL, errno.ENOSYS, errno.EXDEV, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
"""With these a kernel, a file system or a sandbox says that it knows no exchange."""
_HERE = -100  # AT_FDCWD on Linux: paths count from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2 on Linux, RENAME_SWAP of renamex_np on macOS


def exchange(one: Path, other: Path) -> bool:
    """Let two folders take each other's place in one step, which no crash can halve.

    Linux does it by ``renameat2`` (glibc 2.28), macOS by ``renamex_np``.

    Returns:
        Whether it was done; False where the kernel or the file system cannot, and then nothing has changed.

    Raises:
        OSError: it could, and something else is in the way.
    """
    library = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        function, arguments = getattr(library, "renamex_np", None), (*paths, ctypes.c_uint(_EXCHANGE))
    else:
        function = getattr(library, "renameat2", None)
        arguments = (_HERE, paths[0], _HERE, paths[1], ctypes.c_uint(_EXCHANGE))
    if function is None:
        return False
    if function(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNABLE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def flush(folder: Path) -> None:
    """Bring everything below a folder onto the disk.

    ``syncfs`` flushes the whole file system of the folder in one call: for a thousand files that takes a tenth of
    the time of as many ``fsync``, each of which waits for the disk. It also waits for what other programs wrote, and
    before Linux 5.8 it does not tell of every write that failed. Where it is missing, each file is flushed.

    Raises:
        OSError: the disk refuses.
    """
    function = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if function is None:
        for parent, _, names in os.walk(folder):
            for path in (parent, *(os.path.join(parent, name) for name in names)):
                flush_one(path)
        return
    with _opened(folder) as descriptor:
        if function(descriptor) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))


def flush_one(path: str | Path) -> None:
    """Bring one file, or the list of names of one folder, onto the disk.

    Raises:
        OSError: the disk refuses.
    """
    with _opened(path) as descriptor:
        os.fsync(descriptor)


class ChangedError(OSError):
    """A file that is no longer what it was when it was read."""


def replace(path: Path, old: bytes | None, new: bytes) -> None:
    """Write a file in one step, which no crash can halve; it keeps its mode.

    Args:
        path: an ordinary file; a link is never followed.
        old: what the file held when it was read; None where there must be no such file yet.
        new: what it is to hold.

    Raises:
        ChangedError: somebody changed, made or removed the file meanwhile, or it is a link; nothing was done.
        OSError: the disk refuses; nothing was done.
    """
    if _held(path) != old or (old is None and os.path.lexists(path)):
        raise _changed(path, old)
    beside = path.with_name(f".{path.name[:200]}.{secrets.token_hex(4)}")  # a hidden file is none of a record
    try:
        with beside.open("xb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        if old is not None:
            beside.chmod(stat.S_IMODE(path.lstat().st_mode))
            beside.replace(path)
        else:
            _appear(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    if os.name == "posix":  # elsewhere a folder cannot be opened
        flush_one(path.parent)


def _appear(beside: Path, path: Path) -> None:
    """Give a new file its name, which must not have come into use: a link, unlike a rename, sees to that."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise _changed(path, None) from None
    except OSError as error:
        if error.errno not in _UNABLE:
            raise
        beside.rename(path)  # here a file that came between in this very moment would be lost


def _held(path: Path) -> bytes | None:
    """What an ordinary file holds; None where there is none."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _changed(path: Path, old: bytes | None) -> ChangedError:
    told = "there is such a file already" if old is None else "somebody changed the file meanwhile"
    return ChangedError(errno.EEXIST, told, str(path))


def is_mount(folder: Path) -> bool:
    """Whether a folder is the root of a mount, so that it cannot be renamed.

    Linux lists its mounts, also those that bind a folder of the same file system, which ``os.path.ismount`` misses.
    """
    try:
        lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return os.path.ismount(folder)
    return os.fsencode(folder) in {_unescaped(line.split(b" ")[4]) for line in lines}


@contextmanager
def _opened(path: str | Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _unescaped(path: bytes) -> bytes:
    """A path of mountinfo, in which blanks and backslashes are three octal digits."""
    return re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), path)
