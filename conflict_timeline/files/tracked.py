"""Which files git knows, asked only where two files want to be one event."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

_PATIENCE = 5.0
"""Seconds that git may take."""


def tracked(root: Path, paths: Sequence[str]) -> set[str]:
    """Give those of some files that the last commit of the project's repository has.

    Args:
        root: the folder of the record.
        paths: the files, relative to it.

    Returns:
        None of them where there is no git, no repository or no commit.
    """
    # Nothing that the repository configures is started, and nothing is locked or written.
    command = ["git", "-c", "core.fsmonitor=false", "ls-tree", "-z", "--name-only", "HEAD", "--", *paths]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - paths stand behind the end of options
            command, cwd=root, env=environment, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return set()
    return {path for path in done.stdout.decode("utf-8", "replace").split("\0") if path}
