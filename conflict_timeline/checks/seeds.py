"""Rules about the claims of seeds."""

from __future__ import annotations

from collections.abc import Iterator

from ..collection import Collection
from ..problems import Problem


def check(collection: Collection) -> Iterator[Problem]:
    """Find claims that no event carries."""
    for entry in collection.seeds.values():
        for index, claim in enumerate(entry.value.claims):
            if not claim.events and not entry.written(("claims", index, "events")):
                message = f"the claim {claim.id} names no event"
                yield entry.problem("seed-claim-uncovered", message, "add events: [ … ]", at=("claims", index))
