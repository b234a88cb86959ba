"""What stands in quotation marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_timeline.text.quotations import MARKS, blanked, blocks, quoted


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no”.", ["“no”"]),
        ("“One” and “two”", ["“One”", "“two”"]),
        ("Er sagte „nein“.", ["„nein“"]),
        ("Powiedział „nie”.", ["„nie”"]),
        ("Han sade ”nej” då.", ["”nej”"]),
        ("Il dit « non ».", ["« non »"]),
        ("Er sagte »nein«.", ["»nein«"]),
        ("Hän sanoi »ei» taas.", ["»ei»"]),
        ('She said "no" and "yes".', ['"no"', '"yes"']),
        ('("in brackets")', ['("in brackets")'[1:-1]]),
        ("“He called it ‘war’, “full war”, again”", ["“He called it ‘war’, “full war”, again”"]),
        ("« il dit “non” hier »", ["« il dit “non” hier »"]),
        ('„er sagte "nein" gestern“', ['„er sagte "nein" gestern“']),
        # without a counterpart
        ("“never closed", []),
        ("never opened” here", []),
        ('never closed "here', []),
        ("« never closed, “but this one” is", ["“but this one”"]),
        ("“never closed, «but this one» is", ["«but this one»"]),
        ('a barrel of 5" and one of 6", "both" here', ['"both"']),
        ("‘single’ marks, and the soldiers’ own", []),
        # paragraphs
        ("“never closed\n\nand closed” in the next", []),
        ("“The first goes on\n\n“and so does the second” here", ["“The first goes on", "“and so does the second”"]),
        ("“A line\nand another”", ["“A line\nand another”"]),
        ("«A»\n   \n«B»", ["«A»", "«B»"]),
        ("", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(st.text(alphabet=MARKS + "ab \n", max_size=60))
def test_spans_are_in_order_apart_and_inside_the_text(text: str) -> None:
    spans = quoted(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(
    "text", ["“" * 50_000, "“" * 30_000 + "»" * 30_000, '"' * 60_000, ' "' * 30_000, "\n " * 30_000, "“»" * 30_000]
)
def test_many_marks_are_read_in_time(text: str) -> None:
    assert len(quoted(text)) <= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> one\n> two\n\nthree\n\n> four", ["> one\n> two\n", "> four"]),
        ("   > indented\n", ["   > indented\n"]),
        ("5 > 4\n", []),
        ("    > code\n", []),
    ],
)
def test_block_quotations(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in blocks(text)] == expected


def test_blanking_keeps_every_other_place() -> None:
    assert blanked("0123456789", [(5, 7), (1, 3), (2, 4)]) == "0   4  789"
    assert blanked("0123", [(0, 4), (1, 2)]) == "    "
    assert blanked("0123", []) == "0123"
