"""Dates: what they may be, the days they cover, their order, and how they are told."""

from __future__ import annotations

from datetime import date as day
from datetime import timedelta

import edtf
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from conflict_timeline import strings
from conflict_timeline.dates import Date, DateError, Phraser, parse, reading

DAYS = st.dates()
YEARS = st.integers(1, 9999).map("{:04}".format)
MONTHS = st.dates().map(lambda found: f"{found:%Y-%m}".rjust(7, "0"))
PLAIN = st.one_of(YEARS, MONTHS, DAYS.map(day.isoformat))
SEASONS = st.tuples(YEARS, st.integers(21, 24)).map(lambda pair: f"{pair[0]}-{pair[1]}")
UNSPECIFIED = st.one_of(
    MONTHS.map("{}-XX".format),
    YEARS.map("{}-XX".format),
    YEARS.map("{}-XX-XX".format),
    YEARS.map(lambda year: year[:3] + "X"),
    YEARS.map(lambda year: year[:2] + "XX"),
)
QUALIFIED = st.tuples(st.one_of(PLAIN, SEASONS, UNSPECIFIED), st.sampled_from("?~%")).map("".join)
TIMES = st.tuples(DAYS.map(day.isoformat), st.times(), st.sampled_from(["", "Z", "+02:00", "-05", "+0330"])).map(
    lambda parts: f"{parts[0]}T{parts[1]:%H:%M}{parts[2]}"
)
PARTS = st.one_of(PLAIN, SEASONS, UNSPECIFIED, QUALIFIED, TIMES)


def ordered(pair: tuple[str, str]) -> bool:
    """Whether an interval of these two is none that ends before it begins."""
    first, last = parse(pair[0]), parse(pair[1])
    return bool(first.earliest and last.latest and first.earliest <= last.latest)


INTERVALS = st.one_of(
    st.tuples(PARTS, PARTS).filter(ordered).map("/".join),
    st.tuples(PARTS, st.sampled_from(["{}/..", "{}/", "../{}", "/{}"])).map(lambda pair: pair[1].format(pair[0])),
)
ELEMENTS = st.one_of(
    PARTS,
    st.tuples(PLAIN, PLAIN).filter(ordered).map("..".join),
    PLAIN.map("{}..".format),
    PLAIN.map("..{}".format),
)
SETS = st.tuples(st.lists(ELEMENTS, min_size=1, max_size=4).map(",".join), st.sampled_from(["{}", "[]"])).map(
    lambda pair: pair[1][0] + pair[0] + pair[1][1]
)
VALID = st.one_of(PARTS, INTERVALS, SETS)
PHRASER = Phraser(strings.text)


@given(VALID)
@example("9999-24")
@example("0001-01-01~")
@example("9999-12-31%")
@example("00XX")
def test_every_date_keeps_its_text_and_its_order_of_days(text: str) -> None:
    date = parse(text)
    assert date.text == text
    if date.earliest and date.latest:
        assert date.earliest <= date.latest
    (first, last), (low, high) = date.begins(), date.possible()
    assert low <= first <= last <= high
    first_end, last_end = date.ends()
    assert low <= first_end <= last_end == high
    assert first <= first_end or date.kind == "one-of" or len(date.parts) > 1
    assert last <= last_end
    assert low <= (date.earliest or low)
    assert high >= (date.latest or high)
    assert PHRASER.phrase(date)
    years = date.years()
    assert years == sorted(set(years))


@given(st.one_of(PLAIN, SEASONS, UNSPECIFIED), st.sampled_from("?~%"))
def test_qualifiers_do_not_move_the_bounds(text: str, mark: str) -> None:
    plain, qualified = parse(text), parse(text + mark)
    assert (plain.earliest, plain.latest, plain.precision) == (
        qualified.earliest,
        qualified.latest,
        qualified.precision,
    )
    if mark == "?":
        assert plain.possible() == qualified.possible()


@given(VALID, VALID)
def test_the_order_is_that_of_first_days_and_total(one: str, other: str) -> None:
    first, second = sorted((parse(one), parse(other)), key=lambda date: date.sort_key)
    if first.earliest and second.earliest:
        assert first.earliest <= second.earliest
    assert (first.sort_key == second.sort_key) == (one == other)


@given(DAYS)
def test_a_month_comes_before_its_days_and_after_none_but_its_first(found: day) -> None:
    assume(found.day > 1)
    month, single = parse(found.isoformat()[:7]), parse(found.isoformat())
    assert month.sort_key < single.sort_key


@given(PLAIN)
def test_the_fast_path_agrees_with_the_edtf_package(text: str) -> None:
    date, other = parse(text), edtf.parse_edtf(text)
    low, high = other.lower_strict(), other.upper_strict()
    assert date.earliest == day(low.tm_year, low.tm_mon, low.tm_mday)
    assert date.latest == day(high.tm_year, high.tm_mon, high.tm_mday)


def refusal(text: str) -> DateError | None:
    """What is wrong with a text, or None where it is a date."""
    try:
        assert parse(text).text == text
    except DateError as error:
        return error
    return None


@given(st.one_of(st.text(max_size=220), st.text("0123456789-/.,{}[]XYES?~%T:+Z ", max_size=40)))
@example("2012-X1")
@example("XXXX-12")
@example("2004-06-~11")
@example("/")
@example("{}")
@example("[,]")
@example("{..}")
def test_arbitrary_text_raises_nothing_but_date_errors(text: str) -> None:
    error = refusal(text)
    if error is not None:
        assert error.rule in ("invalid-date", "reversed-interval")
        assert error.message
        assert error.hint


@given(st.integers(1, 9999), st.integers(0, 99), st.integers(0, 99))
def test_days_outside_the_calendar_are_invalid(year: int, month: int, number: int) -> None:
    text = f"{year:04}-{month:02}-{number:02}"
    try:
        expected = day(year, month, number)
    except ValueError:
        with pytest.raises(DateError):
            parse(text)
    else:
        assert parse(text).earliest == parse(text).latest == expected


@given(DAYS, st.integers(1, 40_000))
def test_intervals_that_end_before_they_begin(found: day, days: int) -> None:
    assume(found.toordinal() > days)
    before = found - timedelta(days)
    with pytest.raises(DateError) as error:
        parse(f"{found}/{before}")
    assert error.value.rule == "reversed-interval"
    assert error.value.hint == f"swap the two: {before}/{found}"


BOUNDS = [
    ("2012", day(2012, 1, 1), day(2012, 12, 31), "year"),
    ("2012-02", day(2012, 2, 1), day(2012, 2, 29), "month"),
    ("2012-02-06", day(2012, 2, 6), day(2012, 2, 6), "day"),
    ("2022-03-09T17:00+02:00", day(2022, 3, 9), day(2022, 3, 9), "minute"),
    ("2013-21", day(2013, 3, 1), day(2013, 5, 31), "season"),
    ("2013-24", day(2013, 12, 1), day(2014, 2, 28), "season"),
    ("201X", day(2010, 1, 1), day(2019, 12, 31), "decade"),
    ("20XX", day(2000, 1, 1), day(2099, 12, 31), "century"),
    ("2012-XX", day(2012, 1, 1), day(2012, 12, 31), "year"),
    ("2012-02-XX", day(2012, 2, 1), day(2012, 2, 29), "month"),
    ("2011-04-25/2011-05-16", day(2011, 4, 25), day(2011, 5, 16), "interval"),
    ("2014/..", day(2014, 1, 1), None, "interval"),
    ("../2014", None, day(2014, 12, 31), "interval"),
    ("{2016-09-28,2016-10-01}", day(2016, 9, 28), day(2016, 10, 1), "set"),
    ("[2012,2014..2015]", day(2012, 1, 1), day(2015, 12, 31), "set"),
    ("[..2012]", None, day(2012, 12, 31), "set"),
    ("{2012..}", day(2012, 1, 1), None, "set"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), BOUNDS)
def test_bounds(text: str, earliest: day | None, latest: day | None, precision: str) -> None:
    date = parse(text)
    assert (date.earliest, date.latest, date.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2013-08-21~", day(2013, 8, 20), day(2013, 8, 22)),
        ("2013-08~", day(2013, 7, 1), day(2013, 9, 30)),
        ("2013-03~", day(2013, 2, 1), day(2013, 4, 30)),
        ("2013-21~", day(2012, 12, 1), day(2013, 8, 31)),
        ("2013%", day(2012, 1, 1), day(2014, 12, 31)),
        ("201X~", day(2000, 1, 1), day(2029, 12, 31)),
        ("2013?", day(2013, 1, 1), day(2013, 12, 31)),
        ("2013-08~/..", day(2013, 7, 1), day.max),
        ("0001~", day.min, day(2, 12, 31)),
        ("9999~", day(9998, 1, 1), day.max),
    ],
)
def test_an_approximate_date_is_possibly_one_unit_earlier_or_later(text: str, low: day, high: day) -> None:
    assert parse(text).possible() == (low, high)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2011-04-25/2011-05-16", day(2011, 4, 25), day(2011, 4, 25)),
        ("2011-04/2011-05-16", day(2011, 4, 1), day(2011, 4, 30)),
        ("2014/2014-08", day(2014, 1, 1), day(2014, 8, 31)),
        ("{2012,2010}", day(2010, 1, 1), day(2010, 12, 31)),
        ("[2010,2012]", day(2010, 1, 1), day(2012, 12, 31)),
        ("[2014-09..2014-12]", day(2014, 9, 1), day(2014, 12, 31)),
        ("../2014", day.min, day(2014, 12, 31)),
    ],
)
def test_when_it_may_have_begun(text: str, first: day, last: day) -> None:
    assert parse(text).begins() == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2011-04-25/2011-05-16", day(2011, 5, 16), day(2011, 5, 16)),
        ("2011-04-25/2011-05~", day(2011, 4, 25), day(2011, 6, 30)),
        ("2014-08/2014", day(2014, 8, 1), day(2014, 12, 31)),
        ("{2012,2010}", day(2012, 1, 1), day(2012, 12, 31)),
        ("[2010,2012]", day(2010, 1, 1), day(2012, 12, 31)),
        ("[2014-09..2014-12]", day(2014, 9, 1), day(2014, 12, 31)),
        ("2014/..", day(2014, 1, 1), day.max),
        ("../2014", day(2014, 1, 1), day(2014, 12, 31)),
    ],
)
def test_when_it_may_have_ended(text: str, first: day, last: day) -> None:
    assert parse(text).ends() == (first, last)


def test_years_touched() -> None:
    assert parse("2011-12/2013-01").years() == [2011, 2012, 2013]
    assert parse("2014/..").years() == [2014]
    assert parse("../2014").years() == [2014]
    assert parse("20XX").years() == [2000]
    assert parse("201X").years() == [2010]


INVALID = [
    # text, a part of the message, a part of the hint
    ("", "an empty text", "write a date"),
    ("2012-02-30", "2012-02 has 29 days", "01 to 29"),
    ("2011-02-29", "2011-02 has 28 days", "01 to 28"),
    ("2012-13", "no month 13", "2012-02-06"),
    ("2012-00", "no month 00", "2012-02-06"),
    ("2012-25", "no month 25", "2012-02-06"),
    ("0000", "no year 0000", "0001"),
    ("2012-2-6", "not a date", "write 2012-02-06"),
    ("2012.02.06", "not a date", "write 2012-02-06"),
    ("2012/02/06", "not a date", "write 2012-02-06"),
    ("6 February 2012", "not a date", "2012-02-06"),
    ("2022-03-09 17:00", "not a date", "2022-03-09T17:00+02:00"),
    ("2022-03-09T25:00", "not a date", "2022-03-09T17:00+02:00"),
    ("\uff12\uff10\uff11\uff12", "not a date", "2012-02-06"),
    ("-0044", "form of EDTF", "2012-02-06"),
    ("Y17000", "form of EDTF", "2012-02-06"),
    ("1XXX", "form of EDTF", "2012-02-06"),
    ("XXXX-12-25", "form of EDTF", "2012-02-06"),
    ("2004-06-~11", "form of EDTF", "2012-02-06"),
    ("2012-X1", "form of EDTF", "2012-02-06"),
    ("../..", "names no day", "2014/.."),
    ("{2012", "not a closed set", "in quotes"),
    ("[2012}", "not a closed set", "in quotes"),
    ("{2012, 2013}", "no spaces", "write '{2012,2013}'"),
    ("{..}", "names no day", "2014.."),
    ("{" + ",".join(["2012"] * 60) + "}", "at most 200", "2012"),
]


@pytest.mark.parametrize(("text", "message", "hint"), INVALID)
def test_invalid(text: str, message: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DateError) as error:
        parse(text)
    assert error.value.rule == "invalid-date"
    assert message in error.value.message
    assert hint in error.value.hint
    assert capsys.readouterr().out == ""


def test_a_reversed_set() -> None:
    with pytest.raises(DateError) as error:
        parse("{2013..2012}")
    assert error.value.rule == "reversed-interval"


def test_the_edtf_package_is_asked_once_for_a_distinct_text(monkeypatch: pytest.MonkeyPatch) -> None:
    reading._part.cache_clear()  # noqa: SLF001 - what other tests have left there
    parse.cache_clear()
    asked: list[str] = []
    real = edtf.parse_edtf
    monkeypatch.setattr("edtf.parse_edtf", lambda text: asked.append(text) or real(text))
    for _ in range(3):
        parse("177X~")
        parse("177X~/178X")
        parse("1777-07-04~/1778-XX")
    assert asked == ["177X~", "178X"]


PHRASES = [
    ("2013-08-21~", "about 21 August 2013"),
    ("2012-02", "February 2012"),
    ("2014/..", "from 2014, still going on"),
    ("{2016-09-28,2016-10-01,2016-10-03}", "28 September, 1 and 3 October 2016"),
    ("2012-02-06", "6 February 2012"),
    ("2012", "2012"),
    ("2012?", "2012 (uncertain)"),
    ("2012-02%", "about February 2012 (uncertain)"),
    ("2014/", "from 2014, end not known"),
    ("../2014", "until 2014, beginning open"),
    ("/2014", "until 2014, beginning not known"),
    ("2011-04-25/2011-04-28", "25 to 28 April 2011"),
    ("2011-04-25/2011-05-16", "25 April to 16 May 2011"),
    ("2011-12-25/2012-01-03", "25 December 2011 to 3 January 2012"),
    ("2011-04/2011-06", "April to June 2011"),
    ("2011-04/2011-06-03", "April to 3 June 2011"),
    ("2011/2014", "2011 to 2014"),
    ("2011-04-25~/2011-05-16", "about 25 April 2011 to 16 May 2011"),
    ("2025-03-06/2025-03", "from 6 March 2025 into the same month"),
    ("2014-08/2014", "from August 2014 into the same year"),
    ("2025-03-06/2025-03~", "6 March 2025 to about March 2025"),
    ("2014/2014-08", "some time in 2014 to August 2014"),
    ("2014-08/2014-08", "August 2014"),
    ("2022-03-09T17:00+02:00", "9 March 2022, 17:00 (UTC+02:00)"),
    ("2022-03-09T17:00Z", "9 March 2022, 17:00 (UTC)"),
    ("2022-03-09T17:00", "9 March 2022, 17:00"),
    ("2013-24", "winter 2013"),
    ("201X", "the 2010s"),
    ("20XX", "between 2000 and 2099"),
    ("2012-XX", "2012, month not known"),
    ("2012-02-XX", "a day in February 2012"),
    ("[2012,2013]", "2012 or 2013"),
    ("{2016-09-28,2016-09-30}", "28 and 30 September 2016"),
    ("{2016-12-31,2017-01-01}", "31 December 2016 and 1 January 2017"),
    ("{2012..2014,2016}", "2012 to 2014 and 2016"),
    ("[2014-09..2014-12]", "some time between September and December 2014"),
    ("[2012-03-05..2012-03-07]", "some time between 5 and 7 March 2012"),
    ("[..2014]", "2014 or earlier"),
    ("[2014..]", "2014 or later"),
    ("[2012-05,2014..2015]", "May 2012 or some time between 2014 and 2015"),
]


@pytest.mark.parametrize(("text", "phrase"), PHRASES)
def test_phrase(text: str, phrase: str) -> None:
    assert PHRASER.phrase(parse(text)) == phrase


def test_months_may_be_short() -> None:
    assert Phraser(strings.text, "date.short_month").phrase(parse("2012-02-06")) == "6 Feb 2012"


def test_dates_are_values() -> None:
    assert isinstance(parse("2012"), Date)
    assert parse("2012") == parse("2012") != parse("2012~")


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("2012", True), ("201X", True), ("2012-02", False), ("2012-02-06", False), ("2012/2013", True),
        ("2012-02/2013", False), ("../2013", True), ("[2012,2013-01]", True), ("{2012-02,2013}", False),
    ],
)  # fmt: skip
def test_a_date_whose_month_is_not_known_is_vague(text: str, *, vague: bool) -> None:
    assert parse(text).vague is vague
