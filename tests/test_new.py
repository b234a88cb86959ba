"""``new`` with options: what is written, what is asked for, what is refused, and that nothing half-written stays."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pydantic import Field

from conflict_timeline.authoring import questions
from conflict_timeline.authoring.addresses import slug
from conflict_timeline.authoring.interview import Interview
from conflict_timeline.authoring.questions import QUESTIONS, questions_of, required
from conflict_timeline.cli import cli
from conflict_timeline.collection import collect
from conflict_timeline.model import Actor, Event, Place, Source
from conflict_timeline.system import file_system

from .conftest import TinyRecord

ANSWERS = {
    "title": "Shelling of a market in Aleppo",
    "date": "around 7 March 2021",
    "summary": "Shells hit a market.",
    "type": "air strike",
    "conflict": "War in Syria",
    "place": "ALEPPO",
    "status": "Confirmed",
    "source-url": "https://news.example.org/2021/market",
    "source-title": "Market hit",
    "publisher": "The Example News",
    "kind": "news",
}
PATH = "events/syria/2021/shelling-market-aleppo.md"
IDLIB = {"place": "Idlib", "place-kind": "city", "place-country": "syria", "place-precision": "locality"}

New = Callable[..., Result]


@pytest.fixture
def new(record: TinyRecord) -> New:
    """Run ``new`` on the tiny record with the answers, changed as a test asks: None leaves one out."""

    def run(*flags: str, stdin: str | bytes | None = None, **changes: Any) -> Result:
        answers: dict[str, Any] = ANSWERS | {name.replace("_", "-"): value for name, value in changes.items()}
        words = [word for name, value in answers.items() if value is not None for word in (f"--{name}", value)]
        return CliRunner().invoke(cli, ["--root", str(record.root), "new", *words, *flags], input=stdin)

    return run


def snapshot(root: Path) -> dict[str, bytes | None]:
    """Every file and folder below one."""
    return {str(path): path.read_bytes() if path.is_file() else None for path in root.rglob("*")}


def test_an_event_is_written_that_check_finds_nothing_wrong_with(new: New, record: TinyRecord) -> None:
    done = new()
    assert done.exit_code == 0, done.output
    assert f"{PATH} is written." in done.stdout
    assert "Its text is the summary so far" in done.stdout
    assert record.read(PATH) == (
        "---\ntitle: Shelling of a market in Aleppo\ndate: 2021-03-07~\nsummary: Shells hit a market.\n"
        "type: explosions/air-strike\nconflicts: [syria]\nplace: aleppo\nstatus: confirmed\nsources:\n  example-news:\n"
        "    title: Market hit\n    publisher: The Example News\n    url: https://news.example.org/2021/market\n"
        "    kind: news\n---\nShells hit a market [@example-news].\n"
    )
    assert record.problems() == []


def test_a_dry_run_prints_the_file_and_writes_nothing(new: New, record: TinyRecord) -> None:
    before = snapshot(record.root)
    done = new("--dry-run")
    assert done.exit_code == 0
    assert done.stdout.startswith("---\ntitle: Shelling of a market in Aleppo\n")
    assert snapshot(record.root) == before


def test_without_a_terminal_everything_that_is_missing_is_named_at_once(record: TinyRecord) -> None:
    done = CliRunner().invoke(cli, ["--root", str(record.root), "new"])
    assert done.exit_code == 2
    told = done.stderr.splitlines()
    assert told[-1] == "Nothing was written."
    wanted = [line.split(" is missing: ")[0] for line in told[:-1]]
    assert wanted == ["--title", "--date", "--conflict", "--type", "--place or --online or --placeless", "--summary",
                      "--status", "--source-url or --source-symbol or --source-seed"]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date": "03/04/2012"}, "--date: «03/04/2012» can be read in several ways; write 2012-04-03 (3 April 2012) or 2012-03-04"),
        ({"date": "soon"}, "--date: «soon» says nothing"),
        ({"date": "30 Feb 2012"}, "--date: 2012-02-30 is not in the calendar"),
        ({"place": "Alepo"}, "--place: there is no place «Alepo» in the registry; did you mean aleppo (Aleppo)?; to add it"),
        ({"conflict": "war"}, "--conflict: there is no conflict «war» in the registry; did you mean syria (War in Syria)?"),
        ({"place": "Atlantis"}, "give --place-kind, --place-country, --place-precision"),
        ({"place_kind": "city"}, "--place-kind: the place is in the registry already; leave this out"),
        ({"place": None, "placeless": "None.", "place_kind": "city"}, "--place-kind: no place is named"),
        ({"type": "air raid"}, "--type: there is no type «air raid»"),
        ({"conflict": "Narnia"}, "--conflict: there is no conflict «Narnia» in the registry; write one of syria"),
        ({"status": "confirmd"}, "--status: «confirmd» is none of confirmed, likely"),
        ({"status": "likely"}, "--status-note is missing: Why, unless it is confirmed"),
        ({"kind": "newspaper"}, "--kind: «newspaper» is none of news"),
        ({"source_url": "news.example.org"}, "--source-url: url: news.example.org is not a web address; write the whole"),
        ({"source_url": "https://a:b@x.org"}, "user's name or password"),
        ({"lang": "klingonish"}, "--lang: «klingonish» is no language"),
        ({"actor": "inquiry"}, "--actor: «inquiry» does not say in which role; write both"),
        ({"actor": "inquiry: culprit"}, "--actor: «culprit» is none of speaker"),
        ({"actor": "Comission of Inquiry: court"}, "did you mean inquiry: court (Commission of Inquiry)?"),
        ({"place": None, "online": "Twitter"}, "--online: «Twitter» does not name a platform and an account"),
        ({"id": "Not An Id"}, "--id: «Not An Id» is not an id"),
        ({"id": "strike"}, "--id: strike is, or was, the id of another event"),
        ({"dir": "../outside"}, "--dir: ../outside is no folder below events/"),
        ({"dir": "/etc"}, "--dir: /etc is no folder below events/"),
        ({"dir": "events/.git"}, "is no folder below events/"),
        ({"title": "A \u202e title"}, "--title: the answer holds the character U+202E"),
        ({"title": "x" * 401}, "--title: title is longer than 400 characters"),
        ({"title": "Обстрел рынка"}, "--id is missing: The event's permanent id"),
        ({"summary": "   "}, "--summary: the answer is empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_with_its_option(
    new: New, record: TinyRecord, changes: dict[str, Any], words: str
) -> None:
    before = snapshot(record.root)
    done = new(**changes)
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stderr.endswith("Nothing was written.\n")
    assert snapshot(record.root) == before


def test_everything_unclear_is_told_at_once(new: New) -> None:
    done = new(date="soon", place="Alepo", status="confirmd", summary=None)
    for option in ("--date: ", "--place: ", "--status: ", "--summary is missing"):
        assert option in done.stderr


def test_what_check_would_complain_about_is_not_written(new: New, record: TinyRecord) -> None:
    before = snapshot(record.root)
    done = new(date="2030-01-01", text="See [[nowhere]] and call +1 202-555-0123.")
    assert done.exit_code == 1
    assert f"{PATH.replace('2021', '2030')}:3:7: error date-in-future" in done.output
    assert "date: 2030-01-01" in done.output, "the line that would be wrong is shown"
    assert "unknown-event" in done.output
    assert snapshot(record.root) == before


def test_problems_that_the_record_has_already_are_no_hindrance(new: New, record: TinyRecord) -> None:
    record.write("events/broken.md", "---\ntitle: only this\n---\n")
    done = new()
    assert done.exit_code == 0, done.output
    assert "broken" not in done.output


def test_nothing_is_ever_overwritten(new: New, record: TinyRecord) -> None:
    assert new().exit_code == 0
    before = snapshot(record.root)
    again = new(differs="It was another shell.", title="Shelling of a market in Aleppo")
    assert again.exit_code == 0
    assert (record.root / "events/syria/2021/shelling-market-aleppo-2021.md").is_file()
    assert before.items() <= snapshot(record.root).items()


def test_a_file_that_appeared_meanwhile_is_left_alone(
    new: New, record: TinyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = file_system.replace

    def late(path: Path, old: bytes | None, new: bytes) -> None:
        if path.name.startswith("shelling"):
            path.write_text("somebody else's")
        real(path, old, new)

    monkeypatch.setattr(file_system, "replace", late)
    places = record.read("registry/places.yml")
    done = new(**IDLIB)
    assert done.exit_code == 2
    assert "Nothing was written" in done.stderr
    assert record.read(PATH) == "somebody else's"
    assert record.read("registry/places.yml") == places


def test_a_disk_that_refuses_leaves_everything_as_it_was(
    new: New, record: TinyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = file_system.replace

    def full(path: Path, old: bytes | None, new: bytes) -> None:
        if path.suffix == ".md":
            raise OSError(28, "No space left on device", str(path))
        real(path, old, new)

    monkeypatch.setattr(file_system, "replace", full)
    before = snapshot(record.root)
    done = new(**IDLIB)
    assert done.exit_code == 2
    assert "No space left on device" in done.stderr
    assert snapshot(record.root) == before


def test_a_link_is_no_folder(new: New, record: TinyRecord, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (record.root / "events" / "syria").symlink_to(tmp_path / "elsewhere")
    done = new()
    assert done.exit_code == 2
    assert "not an ordinary folder" in done.stderr
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_possible_duplicate_is_named_before_anything_else_is_asked(new: New, record: TinyRecord) -> None:
    twin = {"title": "An air strike on the hospital in Aleppo", "date": "28.9.2016", "source-seed": "article"}
    done = new(**twin, summary=None)
    assert done.exit_code == 2
    assert (
        "--differs is missing: this may be strike, «Air strike on a hospital in Aleppo»; say how it differs"
        in done.stderr
    )
    done = new(**twin, id="second-strike", differs="It was another hospital.")
    assert done.exit_code == 0, done.output
    assert "ignore:\n  possible-duplicate: It was another hospital.\n" in record.read(
        "events/syria/2016/second-strike.md"
    )
    assert record.problems() == []


def test_a_place_is_added_to_the_registry_whose_comments_stay(new: New, record: TinyRecord) -> None:
    record.edit("registry/places.yml", "aleppo:\n", "# The second city.\naleppo: # and its districts\n")
    done = new(**IDLIB, place_lat="35.93061", place_lon="36.6", place_part_of="Syria")
    assert done.exit_code == 0, done.output
    assert "places:idlib is added" in done.stdout
    text = record.read("registry/places.yml")
    assert "# The second city.\naleppo: # and its districts\n" in text
    assert text.endswith(
        "idlib:\n  name: Idlib\n  kind: city\n  country: SY\n  lat: 35.931\n  lon: 36.6\n  precision: locality\n"
        "  part_of: syria\n"
    )
    assert "place: idlib\n" in record.read(PATH)
    assert record.problems() == []


def test_an_actor_is_added_to_the_registry(new: New, record: TinyRecord) -> None:
    done = new(actor="A. N. Official: speaker", actor_kind="person")
    assert done.exit_code == 2
    assert "--actor-public-role is missing" in done.stderr
    done = new(actor="A. N. Official: speaker", actor_kind="person", actor_public_role="office holder")
    assert done.exit_code == 0, done.output
    assert record.read("registry/actors.yml").endswith(
        "a-n-official:\n  name: A. N. Official\n  kind: person\n  public_role: office-holder\n"
    )
    assert "actors:\n  - actor: a-n-official\n    role: speaker\n    sources: [example-news]\n" in record.read(PATH)
    assert record.problems() == []


def test_a_registry_is_begun_where_there_is_none(new: New, record: TinyRecord) -> None:
    (record.root / "registry" / "actors.yml").unlink()
    for event in ("strike", "report"):
        (record.root / "events" / f"{event}.md").unlink()
    done = new(actor="Somebody: party", actor_kind="movement")
    assert done.exit_code == 0, done.output
    assert record.read("registry/actors.yml") == "somebody:\n  name: Somebody\n  kind: movement\n"


def test_a_registry_with_the_line_ends_of_windows_keeps_them(new: New, record: TinyRecord) -> None:
    record.write("registry/places.yml", record.read("registry/places.yml").replace("\n", "\r\n"))
    assert new(**IDLIB).exit_code == 0
    data = (record.root / "registry" / "places.yml").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.endswith(b"idlib:\r\n  name: Idlib\r\n  kind: city\r\n  country: SY\r\n  precision: locality\r\n")
    assert record.problems() == []


def test_a_folder_may_be_named_as_on_windows(new: New, record: TinyRecord) -> None:
    assert new(dir="events\\syria\\markets").exit_code == 0
    assert (record.root / "events" / "syria" / "markets" / "shelling-market-aleppo.md").is_file()


def test_names_are_known_in_every_language(new: New, record: TinyRecord) -> None:
    record.edit(
        "registry/places.yml", "  name: Aleppo\n", "  name: Aleppo\n  names:\n    ar: حلب\n    uk: [Алеппо, Халеб]\n"
    )
    for name in ("حلب", "халеб", "aleppo", "Aléppo"):
        assert "place: aleppo\n" in new("--dry-run", place=name).stdout


def test_a_name_that_several_bear_is_not_guessed(new: New, record: TinyRecord) -> None:
    record.edit(
        "registry/places.yml",
        "aleppo:\n",
        "old-aleppo:\n  name: Aleppo\n  kind: town\n  country: SY\n  precision: locality\naleppo:\n",
    )
    assert "place: aleppo\n" in new("--dry-run", place="aleppo").stdout, "an id is plain"
    assert "«Aleppo» is the name of several; write old-aleppo (Aleppo) or aleppo (Aleppo)" in new(place="Aleppo").stderr


def test_a_known_source_lends_its_particulars(new: New) -> None:
    url = "https://agency.example.org/hospital"
    new = partial(new, date="1 Sep 2016")
    done = new("--dry-run", source_url=url, source_title=None, publisher=None, kind=None)
    assert (
        "  agency:\n    title: Hospital hit in Aleppo\n    publisher: An agency\n    published: 2016-09-28\n"
        in done.stdout
    )
    assert "Shells hit a market [@agency].\n" in done.stdout
    assert done.exit_code == 0
    done = new("--dry-run", source_url="https://news.example.org/article", source_title=None, publisher=None, kind=None)
    assert "  article:\n    seed: article\n---\nShells hit a market [@article].\n" in done.stdout


def test_what_contradicts_a_known_source_is_told(new: New) -> None:
    done = new(source_url="https://agency.example.org/hospital")
    assert done.exit_code == 1
    assert "source-conflict" in done.output


def test_paragraphs_without_a_citation_get_one(new: New, record: TinyRecord) -> None:
    done = new(text="Shells hit it. Many fled.\n\nThe market burned [@example-news, p. 2].\n\n- one\n- two")
    assert done.exit_code == 0, done.output
    body = record.read(PATH).split("---\n")[2]
    assert (
        body
        == "Shells hit it. Many fled [@example-news].\n\nThe market burned [@example-news, p. 2].\n\n- one\n- two\n"
    )
    assert "Its text is the summary" not in done.stdout


def test_events_of_several_conflicts_go_where_others_are(new: New, record: TinyRecord) -> None:
    conflicts = record.read("registry/conflicts.yml")
    other = (
        conflicts.replace("syria:", "ukraine:", 1)
        .replace("War in Syria", "War in Ukraine")
        .replace("short: Syria", "short: Ukraine")
    )
    record.write("registry/conflicts.yml", conflicts + other)
    assert "conflicts: [syria, ukraine]" in new("--dry-run", conflict="syria, War in Ukraine").stdout
    record.edit("events/report.md", "conflicts: [syria]", "conflicts: [ukraine, syria]")
    (record.root / "events" / "both").mkdir()
    (record.root / "events" / "report.md").rename(record.root / "events" / "both" / "report.md")
    assert new(conflict="syria, ukraine").exit_code == 0
    assert (record.root / "events/both/2021/shelling-market-aleppo.md").is_file()


@pytest.mark.parametrize(("model", "given"), [(Event, ()), (Place, ("name",)), (Actor, ("name",))])
def test_every_required_field_is_asked(model: type, given: tuple[str, ...]) -> None:
    asked = {question.field for question in QUESTIONS.values() if question.model is model}
    assert set(required(model)) <= asked | set(given)


def test_a_field_that_becomes_required_is_asked() -> None:
    class Stricter(Event):
        weather: str = Field(description="How the weather was.")

    found = {question.name: question.help for question in questions_of(Stricter)}
    assert found["weather"] == "How the weather was."


def test_a_source_is_complete_once_everything_wanted_is_answered(record: TinyRecord) -> None:
    interview = Interview(collect(record.root))
    interview.take(
        {name: [text] for name, text in ANSWERS.items() if name not in ("source-title", "publisher", "kind")}
    )
    wanted = [name for group in interview.wanted() for name in group]
    assert Source.model_validate({QUESTIONS[name].field: ANSWERS[name] for name in (*wanted, "source-url")})


def test_every_option_has_help_and_a_form() -> None:
    for question in QUESTIONS.values():
        assert question.help.endswith((".", "…")), question.name
        assert question.form.isupper()
    assert questions.QUESTIONS["date"].form == "DATE"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Shelling of a market in Aleppo", "shelling-market-aleppo"),
        ("L'Hôpital d’Alep: 3 morts", "lhopital-dalep-3-morts"),
        ("Straße, Øst, Łódź", "strasse-ost-lodz"),
        ("Été 2012!", "ete-2012"),
        ("The of and", "the-of-and"),
        ("Обстрел", ""),
        ("index", ""),
        ("con", ""),
        ("word " * 30, "-".join(["word"] * 12)),
        ("x" * 300, "x" * 60),
    ],
)
def test_ids_are_made_of_titles(title: str, name: str) -> None:
    assert slug(title) == name


def test_names_keep_their_small_words() -> None:
    assert slug("Conflict in Example Land", whole=True) == "conflict-in-example-land"


def test_an_unreadable_registry_is_no_traceback(new: New, record: TinyRecord) -> None:
    record.write("registry/places.yml", "aleppo: [\n")
    done = new(**IDLIB)
    assert done.exit_code in (1, 2)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert not os.path.exists(record.root / PATH)
