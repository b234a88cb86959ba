"""Ctrl-C and SIGTERM wait while something is done that has to be done whole, and leave no temporary folder behind."""

from __future__ import annotations

import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import mkdtemp
from types import FrameType

_STOPS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM wait until the block has ended; then the first of them is answered as it would have been.

    Python answers signals in the main thread alone, so in another thread there is nothing to wait. The signals are
    noted rather than masked, since a mask is one thread's, and the system would hand the signal to another.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    with ExitStack() as afterwards:
        afterwards.callback(_answer, came)
        for number in _STOPS:
            if (answer := signal.getsignal(number)) is not None:
                afterwards.callback(_put_back, number, answer, note)
                signal.signal(number, note)
        yield


def _answer(came: list[int]) -> None:
    """Let the first of the signals that came be answered."""
    if came:
        signal.raise_signal(came[0])


def _put_back(number: int, answer: signal._HANDLER, noting: signal._HANDLER) -> None:
    """Restore the answer to a signal, unless somebody has given it another one: whoever stops ignores a second signal."""
    if signal.getsignal(number) is noting:
        signal.signal(number, answer)


@contextmanager
def temporary_folder(prefix: str = "conflict-timeline-", place: Path | None = None) -> Iterator[Path]:
    """A folder that is gone when the block has ended, however it ends, unless it was given another name.

    Python's own ``TemporaryDirectory`` stays behind when a signal comes just after it was made, as does the file by
    which Python tries once where temporary files may be written.

    Args:
        prefix: what its name begins with.
        place: the folder it is made in; where the system keeps temporary files unless given.

    Raises:
        OSError: the disk refuses.
    """
    folder = None
    try:
        with uninterrupted():
            folder = Path(mkdtemp(prefix=prefix, dir=place))
        yield folder
    finally:
        if folder:
            try:
                with uninterrupted():
                    shutil.rmtree(folder, ignore_errors=True)
            finally:  # a signal may have come before it could be made to wait; another one is ignored
                shutil.rmtree(folder, ignore_errors=True)
