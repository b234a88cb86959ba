"""Writing a site: staged beside its place under a lock, swapped in whole, with a manifest of every file.

``press`` prints the pages that MkDocs does not, ``archive`` puts the whole site into one file.
"""

from .staging import WAIT, UnpublishableError, Writer, mark, restore, staged

__all__ = ["WAIT", "UnpublishableError", "Writer", "mark", "restore", "staged"]
