"""Numbers and addresses of persons are noticed in every text, and other numbers are not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_timeline.text.personal_data import found, possible

from .conftest import TinyRecord

PHONE, EMAIL, NATIONAL = "telephone number", "e-mail address", "national number"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call +380 44 123 4567 now", [(PHONE, 5)]), ("(044) 123-45-67", [(PHONE, 0)]), ("011 222 3333", [(PHONE, 0)]),
        ("8 (800) 555-35-35", [(PHONE, 0)]), ("a.b@c.example.org", [(EMAIL, 0)]), ("to іван@пошта.укр", [(EMAIL, 3)]),
        ("№ 3184710691", [(NATIONAL, 2)]), ("01234567890", [(NATIONAL, 0)]),
        ("a@b.org, +380 44 123 4567", [(EMAIL, 0), (PHONE, 9)]),
        ("306,887 and 494,438", []), ("10 000 000", []), ("2022-03-09 17:00, 2022-03-10", []), ("@USEmbassySyria", []),
        ("[@key; @other-key]", []), ("https://x.org/150930113334991.html", []), ("https://a@b.org/", []),
        ("A/HRC/48/70, S/2020/278, meeting 7038", []), ("35.87177, 36.717282", []), ("", []), ("1234567890", []),
    ],
)  # fmt: skip
def test_found(text: str, expected: list[tuple[str, int]]) -> None:
    assert list(found(text, ["UA", "SY", "RU"])) == expected


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        ("events/strike.md", "by: Hospital staff", "by: Hospital staff, a@b.org", "events/strike.md:13:9"),
        ("events/strike.md", "at night", "at night, a@b.org said", "events/strike.md:30:32"),
        ("registry/actors.yml", "name: Russia", "name: Russia a@b.org", None),
        ("seeds/article.md", "says: ", "says: a@b.org ", None),
    ],
)
def test_every_text_field_is_looked_at(record: TinyRecord, path: str, old: str, new: str, place: str | None) -> None:
    record.edit(path, old, new)
    (problem,) = [problem for problem in record.problems() if problem.rule == "personal-data"]
    assert problem.path == path
    assert place in (None, f"{path}:{problem.line}:{problem.column}")


def test_an_event_may_say_why_a_number_is_harmless(record: TinyRecord) -> None:
    record.edit("events/strike.md", "by: Hospital staff", "by: Hospital staff, a@b.org")
    record.edit(
        "events/strike.md", "tags: [hospitals]", "tags: [hospitals]\nignore:\n  personal-data: An office's address."
    )
    assert record.problems() == []


@given(st.text("0٣1 ().-+@a_é", max_size=40))
def test_the_quick_look_misses_nothing(text: str) -> None:
    numbers = r"\+\(?\d(?:[ ().-]{0,2}\d){6,}|\d(?:[ ().-]{0,2}\d){8,}"
    assert possible(text) == (re.search(rf"[\w.+-]@[\w-]+\.|{numbers}", text) is not None)
