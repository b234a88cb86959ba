"""The house's style of events, seeds and the registry: ``formatted`` brings a file into it, ``write`` and ``edit`` keep to it.

- Fields stand in the order of the model; those that it does not know last. Sources stand in the order in which the
  text and then the rows first cite them. Entries of the registry, languages and rows of lists stay where they are.
- Block style, two spaces a level, lists too. Lists of ids and of words of a closed list stand on one line in
  brackets where that has at most 120 characters, else an item a line.
- A text has no quotes where any reader of YAML gives it back as that text, else single ones; double ones where it
  holds an apostrophe, or a line end that no block can hold. Numbers, dates, yes and no have none where they need none.
- A text stands on one line, however long, or in a block (``>-``, ``|-``) whose lines stay as they are.
- Dates are in the normal form of ``dates.normal``.
- Comments stay with what they belong to (see ``tree``), blank lines with what is below them, at most one in a row.
- The text below the fields stays as it is, but for blank lines before and behind it. Lines end in line feeds.

What a file says is the same before and after; a file in which the reader finds a problem is left alone.

This is an emitter of our own upon the parser that the checks use, not ruamel.yaml. That hangs a comment on what
stands before it, so a field that changes its place leaves the comment above it behind; it reads by YAML 1.2 with a
parser of its own, so that it and the checks may see two different records in one file; and takes some ten times as
long. What is needed of it here is less: to write texts, lists and mappings.
"""

from .editing import Changes, UnreadableError, edit, edit_of, edited
from .files import UnlikeError, formatted, is_ordered, write
from .tree import Plain

__all__ = [
    "Changes",
    "Plain",
    "UnlikeError",
    "UnreadableError",
    "edit",
    "edit_of",
    "edited",
    "formatted",
    "is_ordered",
    "write",
]
