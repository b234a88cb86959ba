"""Words that take sides, and quotations that are too long: where they are told and where not."""

from __future__ import annotations

import pytest

from conflict_timeline.collection import Collection

from .conftest import TinyRecord

STRIKE, SEED, WORDING = "events/strike.md", "seeds/article.md", "registry/wording.yml"
TEXT = "The hospital was hit at night [@agency]."
WORDS = """regime:
  instead: [government, authorities]
terrorists:
  instead: [fighters, name the group]
  note: Takes a side.
so-called:
  instead: [leave out, say who disputes it]
  note: ONE may say it.
war criminal:
  instead: [person convicted of a war crime]
war:
  instead: [fighting]
"""


@pytest.fixture
def worded(record: TinyRecord) -> TinyRecord:
    """The tiny record with more loaded terms."""
    record.write(WORDING, WORDS)
    return record


TOLD = [
    ("The regime denied it [@agency].", ["30:5"]),
    ("Regime forces were near [@agency].", ["30:1"]),
    ("Hit. Terrorists were near [@agency].", ["30:6"]),
    ("The REGIME'S army [@agency].", ["30:5"]),
    ("Regime-held parts, the regime. [@agency]", ["30:1", "30:24"]),
    ("A so-called safe zone [@agency].", ["30:3"]),
    ("A war\ncriminal [@agency].", ["30:3"]),
    ("Words “never closed, the regime [@agency].", ["30:26"]),
    ("He said “no”, and the regime “yes” [@agency].", ["30:23"]),
    ("- Regime\n- [@agency]", ["30:3"]),
    ("See [[report|what the regime did]] [@agency].", ["30:23"]),
    ("See [what the regime did](https://example.org) [@agency].", ["30:15"]),
]
NOT_TOLD = [
    "The régime, regimes, regimental [@agency].",
    "He called them “terrorists” and the government a «regime» [@agency].",
    'The „regime“ and the "regime" [@agency].',
    "The Regime Studies Centre and the Regime [@agency].",
    "Regime Studies is a journal [@agency].",
    "> The regime did it [@agency].\n\nSaid a paper [@agency].",
    "See [the report](https://example.org/regime) [@agency], https://example.org/the-regime too.",
    "An <regime> in HTML [@agency, the regime p. 4].",
]


@pytest.mark.parametrize(("text", "places"), TOLD)
def test_a_loaded_term_in_the_text_is_told_where_it_stands(text: str, places: list[str], worded: TinyRecord) -> None:
    worded.edit(STRIKE, TEXT, text)
    assert worded.found() == [f"{STRIKE}:{place} loaded-term" for place in places]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_is_quoted_named_or_another_word_is_not(text: str, worded: TinyRecord) -> None:
    worded.edit(STRIKE, TEXT, text)
    assert worded.found() == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("title: Air strike on", "title: The regime and", "2:8"),
        ("summary: Bombs hit", "summary: The regime hit", "4:10"),
        ("status: confirmed", "status: likely\nstatus_note: The regime says so.", "9:14"),
        ("place: aleppo", "placeless: The regime knows.", "7:12"),
        ("by: Hospital staff", "by: Hospital staff\n    note: Of the regime.", "14:11"),
        ("stance: denies", "stance: denies\n    says: The regime was there.", "18:11"),
        ("tags:", "corrections:\n  - date: 2020\n    note: The regime is named.\ntags:", "30:11"),
        ("tags:", "withdrawn:\n  date: 2020\n  reason: The regime is named.\ntags:", "30:11"),
        ("sources:\n  agency", "links:\n  - rel: mentions\n    to: retracted\n    basis: The regime.\nsources:\n  agency", "22:12"),
    ],
)  # fmt: skip
def test_a_loaded_term_in_a_field_of_ours_is_told_at_the_field(
    old: str, new: str, place: str, worded: TinyRecord
) -> None:
    worded.edit(STRIKE, old, new)
    assert f"{STRIKE}:{place} loaded-term" in worded.found()
    quoted = new.replace("he regime", "he “regime”")
    worded.edit(STRIKE, new, quoted)
    assert "loaded-term" not in worded.rules()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Hospital hit", "title: Regime hits hospital"),
        ("publisher: An agency", "publisher: The regime"),
        ("by: Hospital staff", "by: Officials of the regime"),
    ],
)
def test_what_is_somebody_elses_is_not_told(old: str, new: str, worded: TinyRecord) -> None:
    worded.edit(STRIKE, old, new)
    assert "loaded-term" not in worded.rules()


def test_seeds_are_read_too_but_not_their_titles(worded: TinyRecord) -> None:
    worded.edit(SEED, "title: An article", "title: The regime")
    assert worded.found() == []
    worded.edit(SEED, "says: A hospital was hit.", "says: A hospital of the regime was hit.")
    worded.write(SEED, worded.read(SEED) + "The regime.\n")
    assert worded.found() == [f"{SEED}:10:11 loaded-term", f"{SEED}:13:5 loaded-term"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("regime", "write government or authorities; or put it in quotation marks where somebody said it"),
        ("terrorists", "write fighters, or name the group; or put it in quotation marks where somebody said it (takes a side)"),
        ("so-called", "leave it out, or say who disputes it; or put it in quotation marks where somebody said it (ONE may say it)"),
    ],
)  # fmt: skip
def test_the_hint_gives_the_neutral_words(text: str, hint: str, worded: TinyRecord) -> None:
    worded.edit(STRIKE, TEXT, f"The {text} [@agency].")
    [problem] = worded.problems()
    assert (problem.message, problem.hint) == (f"«{text}» takes sides", hint)


def test_a_flood_of_loaded_terms_is_told_in_part(worded: TinyRecord) -> None:
    worded.edit(STRIKE, TEXT, "The regime, " * 500 + "[@agency].")
    assert len(worded.problems()) == 20


@pytest.mark.parametrize(
    "wording", ["", "'':\n  instead: [x]\n", "' ':\n  instead: [x]\n", "'a.*(b':\n  instead: [x]\n"]
)
def test_any_list_of_words_is_taken(wording: str, record: TinyRecord) -> None:
    record.write(WORDING, wording)
    record.edit(STRIKE, TEXT, "The regime [@agency].")
    assert "loaded-term" not in record.rules()


LONG, SHORT = " ".join(["word"] * 26), " ".join(["word"] * 25)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (f"He said “{LONG}” [@agency].", ["30:9"]),
        (f"He said „{LONG}“, then «{LONG}» [@agency].", ["30:9", "30:147"]),
        (f'He said "{SHORT}, “and one” more" [@agency].', ["30:9"]),
        (f"> {LONG}\n\n[@agency] And more.", ["30:1"]),
        (f"He said “{LONG} [@agency].", []),
        (f"He said “{SHORT}”, “{SHORT}” [@agency].", []),
        (f"He said “{SHORT} [@agency] — … ” [@agency].", []),
        (f"{LONG} [@agency] “no”.", []),
        (f"> {SHORT}\n\n[@agency] And more.", []),
    ],
)
def test_long_quotations_in_the_text(text: str, places: list[str], record: TinyRecord) -> None:
    record.edit(STRIKE, TEXT, text)
    rules = [line for line in record.found() if "uncited" not in line]
    assert rules == [f"{STRIKE}:{place} long-quotation" for place in places]


def test_long_quotations_in_a_field(record: TinyRecord) -> None:
    record.edit(STRIKE, "stance: denies", f"stance: denies\n    says: It said “{LONG}” to all.")
    record.edit(SEED, "says: A hospital was hit.", f"says: A hospital “{LONG}”.")
    [one, other] = record.problems()
    assert [(one.path, one.line), (other.path, other.line)] == [(STRIKE, 18), (SEED, 10)]
    assert one.message == "a quotation has 26 words, more than 25"


def test_the_projects_own_words_take_no_sides(collection: Collection) -> None:
    from conflict_timeline.checks import wording

    found = {
        (problem.rule, entry.id)
        for entry in collection.events.values()
        for problem in wording.of_event(entry, collection.registry)
        if problem.rule not in entry.value.ignore
    }
    assert found == set()
