"""What an event, a source, a figure, a position, a link, a place, an actor, a conflict and a seed are.

The one definition of the record's shape: validation, the field reference and the schema are made from it.
"""

from .base import Record, is_id
from .event import Correction, Event, Figure, Link, Online, Participant, Position, Removal, Translation, Withdrawal
from .registry import (
    DECIMALS,
    RADIUS,
    REGISTRY,
    Actor,
    Beginning,
    Conflict,
    Family,
    Lane,
    LoadedTerm,
    Place,
    Subtype,
    Tag,
)
from .sources import Claim, Seed, Source

__all__ = [
    "DECIMALS",
    "RADIUS",
    "REGISTRY",
    "Actor",
    "Beginning",
    "Claim",
    "Conflict",
    "Correction",
    "Event",
    "Family",
    "Figure",
    "Lane",
    "Link",
    "LoadedTerm",
    "Online",
    "Participant",
    "Place",
    "Position",
    "Record",
    "Removal",
    "Seed",
    "Source",
    "Subtype",
    "Tag",
    "Translation",
    "Withdrawal",
    "is_id",
]
