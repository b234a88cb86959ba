"""The house's style: what a file says stays the same, comments stay with what they belong to, twice is as once."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflict_timeline import dates
from conflict_timeline.formatting import formatted
from conflict_timeline.front_matter import read, read_yaml
from conflict_timeline.model import REGISTRY, Event, Record, Seed

from .random_records import Styled, records

EVENT = "events/x.md"


def styled(text: str, path: str = EVENT) -> str:
    """A text in the house's style."""
    found, problems = formatted(text.encode(), path)
    assert problems == []
    assert found is not None
    return found


def of_model(model: type[Record], data: Any) -> Any:
    """What the model makes of data, with normal dates."""
    return model.model_validate(_with_normal_dates(data))


def _with_normal_dates(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _with_normal_dates(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_normal_dates(value) for value in data]
    return dates.normal(data)


FILES = [(EVENT, Event), ("seeds/x.md", Seed), *((f"registry/{name}.yml", model) for name, model in REGISTRY.items())]


@pytest.mark.parametrize(("path", "model"), FILES)
@settings(suppress_health_check=list(HealthCheck))  # an event is large, and that is what is wanted
@given(st.data(), st.integers(0, 2**32), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_file_in_any_style(path: str, model: type[Record], given: st.DataObject, seed: int, end: str) -> None:
    is_registry = path.startswith("registry/")
    data = given.draw(records(model))
    whole = {"an-id": data, "another": given.draw(records(model))} if is_registry else data
    style = Styled(random.Random(seed))
    yaml = style.text(whole)
    body = given.draw(st.sampled_from(["", "Text [@a; @b-2].", "\n\n  Indented.  \n\n\n- x  \n\n"]))
    text = yaml if is_registry else f"---\n{yaml}---\n{body}"
    reading = read_yaml if is_registry else read
    before, problems = reading(text.encode(), path)
    assert before is not None, problems
    assert problems == []

    new = styled(text.replace("\n", end), path)

    assert "\r" not in new
    assert styled(new, path) == new, "twice is as once"
    after, problems = reading(new.encode(), path)
    assert after is not None
    assert problems == []
    assert after.body == before.body
    for key in whole if is_registry else [None]:
        old, now = (before.data[key], after.data[key]) if key else (before.data, after.data)
        assert of_model(model, now) == of_model(model, old)
        known = [name for name in model.model_fields if name in now]
        assert list(now) == known, "fields stand in the model's order"
    assert sorted(comments_of(new, style)) == sorted(style.comments)
    assert_belonging(new, style)


def comments_of(text: str, style: Styled) -> list[str]:
    """The comments that stand in a text."""
    return [comment for comment in style.comments for line in text.split("\n") if line.rstrip().endswith(comment)]


def assert_belonging(text: str, style: Styled) -> None:
    """Each comment stands above, or on the line of, the field above or beside which it stood."""
    lines = text.split("\n")
    for comment, belongs in style.comments.items():
        if belongs is None:
            continue
        where, key = belongs
        number = next(n for n, line in enumerate(lines) if line.endswith(comment))
        below = next((line for line in lines[number:] if line.strip() and not line.strip().startswith("#")), "")
        # A field's second comment, and one that has no line to stand on, go above it.
        assert where == "above" or number == lines.index(below) or lines[number].strip() == comment
        field = below.strip().removeprefix("- ").split(": ")[0].rstrip(":").strip("'\"")
        assert field.split(":")[0].strip("'\"") == key.split(":")[0].strip("'\"") or "\\" in below
