"""The folders of a record → one ``Collection`` of everything, with the problems met on the way.

``faults`` tells what the model refuses, ``entries`` reads one file, ``outlines`` gives what an event shows to all others,
``collecting`` reads them all.
"""

from .collecting import GONE, Collection, ReadEvent, Registry, collect, listed, named, read_registry, wholes

__all__ = [
    "GONE",
    "Collection",
    "ReadEvent",
    "Registry",
    "collect",
    "listed",
    "named",
    "read_registry",
    "wholes",
]
