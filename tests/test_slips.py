"""What a misspelt word certainly was meant to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_timeline.text.slips import meant

KNOWN = ["united-nations", "un-board-2020", "russia", "russian-armed-forces", "strike-2016", "strike-2017", "ngo", "igo",
         "confirmed", "title", "title_kind"]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("united-nation", "united-nations"),
        ("untied-nations", "united-nations"),
        ("united-nationss", "united-nations"),
        ("unitde-natiosn", "united-nations"),
        ("nuited-natiosnn", ""),
        ("united nations", "united-nations"),
        ("United_Nations", "united-nations"),
        ("Confirmed", "confirmed"),
        ("NGO", "ngo"),
        ("ngos", ""),
        ("rusia", "russia"),
        ("rusland", ""),
        ("strike-2015", ""),
        ("un-board-2021", ""),
        ("un-bord-2020", "un-board-2020"),
        ("strke-2016", ""),
        ("title", ""),
        ("titel", "title"),
        ("Titel", "title"),
        ("title-kind", "title_kind"),
        ("", ""),
        ("x", ""),
    ],
)
def test_meant(word: str, expected: str) -> None:
    assert meant(word, KNOWN) == expected


def test_two_words_that_differ_only_in_spelling_leave_a_doubt() -> None:
    assert meant("One two", ["one-two", "one_two"]) == ""


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=5))
def test_what_is_meant_is_known_and_is_not_what_was_written(word: str, known: list[str]) -> None:
    found = meant(word, known)
    assert found == "" or (found in known and word not in known)
