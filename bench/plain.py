"""The same Markdown files as a site of plain Material for MkDocs: what a build is measured against."""

from __future__ import annotations

import shutil
from pathlib import Path

_CONFIGURATION = """\
site_name: Plain
site_url: https://example.org/
theme:
  name: material
  font: false
plugins:
  - search
nav:
  - Home: index.md
not_in_nav: |
  /events/
"""


def write(folder: Path, record: Path) -> None:
    """Write the configuration, and copy the events of a record as they are; MkDocs reads front matter itself.

    Args:
        folder: where to; it must not exist yet.
        record: the folder of the record.
    """
    shutil.copytree(record / "events", folder / "docs" / "events")
    (folder / "docs" / "index.md").write_text(
        "# Plain\n\nThe same files, and nothing done with them.\n", encoding="utf-8"
    )
    (folder / "mkdocs.yml").write_text(_CONFIGURATION, encoding="utf-8")
