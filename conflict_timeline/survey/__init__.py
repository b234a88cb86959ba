"""A check of a whole record that reads as little as it can, on all processors, and remembers what it found.

``verdicts`` are what there is to say of one file, ``cache`` keeps them, ``checking`` asks for those that are missing.
"""

from .checking import ChangedError, survey

__all__ = ["ChangedError", "survey"]
