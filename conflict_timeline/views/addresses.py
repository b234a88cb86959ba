"""The address of every kind of page, relative to the site's root, and nothing else about pages."""

from __future__ import annotations


def event(event_id: str) -> str:
    """An event's page."""
    return f"events/{event_id}/"


def conflict(conflict_id: str) -> str:
    """A conflict's page."""
    return f"conflicts/{conflict_id}/"


def actor(actor_id: str) -> str:
    """An actor's page."""
    return f"actors/{actor_id}/"


def place(place_id: str) -> str:
    """A place's page."""
    return f"places/{place_id}/"


def family(family_id: str) -> str:
    """The page of a family of event types."""
    return f"types/{family_id}/"


def event_type(type_id: str) -> str:
    """The page of an event type, given as ``family/subtype``."""
    return f"types/{type_id}/"


def tag(tag_id: str) -> str:
    """A tag's page."""
    return f"tags/{tag_id}/"


def source(work_id: str) -> str:
    """A source's page."""
    return f"sources/{work_id}/"


def seed(seed_id: str) -> str:
    """A seed's page."""
    return f"seeds/{seed_id}/"


def year(number: int) -> str:
    """A year's page."""
    return f"timeline/{number}/"
