"""Dates as people write them: what each is read as, which can be read in two ways, and which are refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_timeline import strings
from conflict_timeline.dates import DateError, Phraser, parse, tokens, understand

READ = [
    # single days
    ("6 Feb 2012", "2012-02-06"),
    ("6 February 2012", "2012-02-06"),
    ("06 february 2012.", "2012-02-06"),
    ("Feb 6, 2012", "2012-02-06"),
    ("Feb. 6 2012", "2012-02-06"),
    ("February 6th, 2012", "2012-02-06"),
    ("the 6th of February 2012", "2012-02-06"),
    ("on Monday, 6 February 2012", "2012-02-06"),
    ("Mon 6 Feb 2012", "2012-02-06"),
    ("2012 February 6", "2012-02-06"),
    ("06-Feb-2012", "2012-02-06"),
    ("2012-Feb-06", "2012-02-06"),
    ("6.2.2012", "2012-02-06"),
    ("06.02.2012", "2012-02-06"),
    ("2012/02/06", "2012-02-06"),
    ("2012-2-6", "2012-02-06"),
    ("2012.02.06", "2012-02-06"),
    ("13/02/2012", "2012-02-13"),
    ("02/13/2012", "2012-02-13"),
    ("04/04/2012", "2012-04-04"),
    ("29 Feb 2012", "2012-02-29"),
    # other languages and scripts
    ("6 февраля 2012 года", "2012-02-06"),
    ("6 лютого 2012 р.", "2012-02-06"),
    ("٦ شباط ٢٠١٢", "2012-02-06"),
    ("6 فبراير 2012", "2012-02-06"),
    ("le 1er février 2012", "2012-02-01"),
    ("6. März 2012", "2012-03-06"),
    ("6 de febrero de 2012", "2012-02-06"),
    ("6 Şubat 2012", "2012-02-06"),
    # months, years and longer
    ("Feb 2012", "2012-02"),
    ("in February 2012", "2012-02"),
    ("February, 2012", "2012-02"),
    ("02/2012", "2012-02"),
    ("2012/02", "2012-02"),
    ("2.2012", "2012-02"),
    ("an unknown day in February 2012", "2012-02-XX"),
    ("some time in 2012", "2012"),
    ("Sept 2013", "2013-09"),
    ("spring 2013", "2013-21"),
    ("in the fall of 2013", "2013-23"),
    ("winter 2012/13", "2012-24"),
    ("winter of 2012–2013", "2012-24"),
    ("the 1990s", "199X"),
    ("1990's", "199X"),
    ("the 20th century", "19XX"),
    # not quite certain
    ("around August 2013", "2013-08~"),
    ("about 21 August 2013", "2013-08-21~"),
    ("circa 2013", "2013~"),
    ("ca. 2013", "2013~"),
    ("c.2013", "2013~"),
    ("~ Aug 2013", "2013-08~"),
    ("approximately 2012", "2012~"),
    ("6 Feb 2012?", "2012-02-06?"),
    ("possibly March 2011", "2011-03?"),
    ("probably around March 2011", "2011-03%"),
    ("around spring 2013", "2013-21~"),
    # some day in a stretch
    ("late 2014", "[2014-09..2014-12]"),
    ("early 2014", "[2014-01..2014-04]"),
    ("mid-2014", "[2014-05..2014-08]"),
    ("in the middle of 2014", "[2014-05..2014-08]"),
    ("the end of February 2012", "[2012-02-21..2012-02-29]"),
    ("early March 2012", "[2012-03-01..2012-03-10]"),
    ("mid-March 2012", "[2012-03-11..2012-03-20]"),
    ("late 1990s", "[1997..1999]"),
    ("around mid-2014", "[2014-05~..2014-08~]"),
    ("late summer 2013", "2013-08~"),
    ("first half of 2014", "[2014-01..2014-06]"),
    ("Q3 2014", "[2014-07..2014-09]"),
    ("3rd quarter of 2014", "[2014-07..2014-09]"),
    ("before 2015", "[..2014]"),
    ("before 1 March 2012", "[..2012-02-29]"),
    ("before spring 2013", "[..2013-02]"),
    ("by March 2012", "[..2012-03]"),
    ("after December 2014", "[2015-01..]"),
    # periods
    ("5–7 March 2022", "2022-03-05/2022-03-07"),
    ("5-7 March 2022", "2022-03-05/2022-03-07"),
    ("March 5-7, 2022", "2022-03-05/2022-03-07"),
    ("March 5 to 7, 2022", "2022-03-05/2022-03-07"),
    ("from 5 to 7 March 2022", "2022-03-05/2022-03-07"),
    ("the night of 5 to 6 March 2022", "2022-03-05/2022-03-06"),
    ("25 April – 16 May 2011", "2011-04-25/2011-05-16"),
    ("28 Dec 2021 – 3 Jan 2022", "2021-12-28/2022-01-03"),
    ("March–May 2012", "2012-03/2012-05"),
    ("from March to May 2012", "2012-03/2012-05"),
    ("2012–2014", "2012/2014"),
    ("2012 through 2014", "2012/2014"),
    ("5 March to around 7 March 2022", "2022-03-05/2022-03-07~"),
    ("around 5–7 March 2022", "2022-03-05~/2022-03-07~"),
    ("since 2014", "2014/.."),
    ("2014 – present", "2014/.."),
    ("from March 2014 until now", "2014-03/.."),
    ("until March 2012", "/2012-03"),
    # several days
    ("5 and 7 March 2022", "{2022-03-05,2022-03-07}"),
    ("28 September, 1 and 3 October 2016", "{2016-09-28,2016-10-01,2016-10-03}"),
    ("March 5, 6, and 9, 2022", "{2022-03-05,2022-03-06,2022-03-09}"),
    ("March 5, 2021 and March 9, 2022", "{2021-03-05,2022-03-09}"),
    ("5 or 6 March 2022", "[2022-03-05,2022-03-06]"),
    ("2012 or 2013", "[2012,2013]"),
    # with the time
    ("9 March 2022 17:00", "2022-03-09T17:00"),
    ("9 March 2022, 5 pm", "2022-03-09T17:00"),
    ("9 March 2022 at 5:30 p.m. local time", "2022-03-09T17:30"),
    ("12:15 am on 9 March 2022", "2022-03-09T00:15"),
    ("2022-03-09 17:00 UTC+2", "2022-03-09T17:00+02:00"),
    ("9 March 2022 17:00 (UTC)", "2022-03-09T17:00Z"),
    ("9.3.2022 17h30", "2022-03-09T17:30"),
    # EDTF stays what it is
    ("2012-02-06", "2012-02-06"),
    (" 2013-08~ ", "2013-08~"),
    ("2014/..", "2014/.."),
    ("[2016-09-28,2016-10-01]", "[2016-09-28,2016-10-01]"),
]

SEVERAL = [
    ("03/04/2012", ["2012-04-03", "2012-03-04"]),
    ("3-4-2012", ["2012-04-03", "2012-03-04"]),
    ("around 03/04/2012", ["2012-04-03~", "2012-03-04~"]),
    ("03/04/2012 to 05/04/2012", ["2012-04-03/2012-04-05", "2012-03-04/2012-05-04"]),
    ("between March and May 2012", ["[2012-03..2012-05]", "2012-03/2012-05"]),
    ("between 5 and 7 March 2022", ["[2022-03-05..2022-03-07]", "2022-03-05/2022-03-07"]),
    ("from 2014", ["2014/..", "2014/"]),
    ("winter 2013", ["2013-24", "2012-24"]),
    ("the 2000s", ["200X", "20XX"]),
    ("2011–12", ["2011-12", "2011/2012"]),
]

REFUSED = [
    ("", "is not a date"),
    ("soon", "soon"),
    ("6 Febtober 2012", "febtober"),
    ("yesterday", "yesterday"),
    ("6 February", "does not say the year"),
    ("5", "does not say the"),
    ("5 to 7 2022", "does not say the month"),
    ("30 Feb 2012", "2012-02 has 29 days"),
    ("31/04/2012", "2012-04 has 30 days"),
    ("6/2/12", "does not name its century"),
    ("Tuesday, 6 February 2012", "2012-02-06 is a Monday and not a Tuesday"),
    ("28 Dec – 3 Jan 2022", "ends before it begins"),
    ("2014/2012", "ends before it begins"),
    ("9 March 2022 in the evening", "evening"),
    ("17:00", "cannot be read"),
    ("March 2022 17:00", "cannot be read"),
    ("around 9 March 2022 17:00", "no uncertain time of day"),
    ("9 March 2022 25:00", "no time of day"),
    ("9 March 2022 13 pm", "no time of day"),
    ("late 6 February 2012", "belongs to a month"),
    ("third half of 2014", "cannot be read"),
    ("6 February 2012 7 March 2013", "cannot be read"),
    ("between March and", "cannot be read"),
    ("to", "cannot be read"),
    ("early", "cannot be read"),
    ("winter 2012/14", "cannot be read"),
    ("500 BC", "500"),
    ("123456", "says nothing"),
    ("6 Feb 2012 <script>", "<script>"),
    ("x" * 101, "at most 100 characters"),
    ("٣" * 1000, "at most"),
]


@pytest.mark.parametrize(("text", "edtf"), READ)
def test_a_plain_date_is_read_in_one_way(text: str, edtf: str) -> None:
    assert [date.text for date in understand(text)] == [edtf]


@pytest.mark.parametrize(("text", "edtf"), SEVERAL)
def test_what_can_be_read_in_several_ways_gives_them_all(text: str, edtf: list[str]) -> None:
    assert [date.text for date in understand(text)] == edtf


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_write(text: str, words: str) -> None:
    with pytest.raises(DateError) as caught:
        understand(text)
    assert words in caught.value.message
    assert caught.value.hint


def read(text: str) -> list[str]:
    """What a text may mean; nothing where it is refused."""
    try:
        return [date.text for date in understand(text)]
    except DateError:
        return []


@given(st.text(max_size=120))
def test_no_text_does_harm(text: str) -> None:
    assert all(map(parse, read(text)))


WORDS = ("5", "31", "2012", "Feb", "3/4/2012", "199X", "1990s", "-", "to", "and", "or", ",", "before", "late", "winter",
         "q1", "half", "from", "now", "day", "17:00", "~")  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
def test_no_order_of_words_does_harm(text: str) -> None:
    assert all(map(parse, read(text)))


@given(st.dates(min_value=date(1000, 1, 1)))
def test_what_the_phrase_says_is_read_back(day: date) -> None:
    written = parse(day.isoformat())
    assert understand(Phraser(strings.text).phrase(written)) == (written,)


def test_no_name_stands_for_two_months() -> None:
    from babel import Locale

    seen: dict[str, int] = {}
    for language in tokens.LANGUAGES:
        for context in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context.get(width, {}).items():
                    assert seen.setdefault(name.casefold().rstrip("."), number) == number, (language, name)
