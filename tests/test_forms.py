"""The issue form: made from the model, valid, read back as GitHub writes it, and harmless whatever stands in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from conflict_timeline.authoring import forms
from conflict_timeline.authoring.interview import Interview
from conflict_timeline.authoring.questions import QUESTIONS
from conflict_timeline.bodies.citations import Body
from conflict_timeline.cli import cli
from conflict_timeline.collection import Collection, collect
from conflict_timeline.front_matter import read
from conflict_timeline.text.characters import cleaned

from .built import ROOT
from .conftest import TinyRecord

FORM = ROOT / forms.PATH
ANSWERS = {
    "title": "Shelling of a market in Aleppo",
    "date": "around 7 March 2021",
    "conflict": "War in Syria",
    "type": "Explosions and remote violence: Air strike (explosions/air-strike)",
    "place": "Aleppo",
    "summary": "Shells hit a market.",
    "text": "Shells hit the market.\n\nMany fled.",
    "status": "confirmed (confirmed)",
    "source-url": "https://news.example.org/2021/market",
    "source-title": "Market hit",
    "publisher": "Example News",
    "kind": "news report (news)",
    "lang": "English",
}
PATH = "events/syria/2021/shelling-market-aleppo.md"

Send = Callable[..., Result]


def elements(collection: Collection) -> list[dict[str, Any]]:
    """The questions of the form."""
    return [element for element in yaml.safe_load(forms.form(collection))["body"] if element["type"] != "markdown"]


def issue(collection: Collection, answers: dict[str, str], *, ticked: bool = True) -> str:
    """The text that GitHub makes of answers to the form."""
    parts = []
    for element in elements(collection):
        label, answer = element["attributes"]["label"], answers.get(element.get("id", ""), "")
        if element["type"] == "checkboxes":
            promises = "id" not in element
            lines = [
                f"- [{'X' if (ticked if promises else option['label'] == answer) else ' '}] {option['label']}"
                for option in element["attributes"]["options"]
            ]
            answer = "\n".join(lines)
        parts.append(f"### {label}\n\n{answer or '_No response_'}")
    return "\n\n".join(parts) + "\n"


@pytest.fixture
def send(record: TinyRecord) -> Send:
    """Send the form with answers changed as a test asks through ``new --from-form``."""

    def run(*flags: str, ticked: bool = True, crlf: bool = False, **changes: str) -> Result:
        answers = ANSWERS | {name.replace("_", "-"): text for name, text in changes.items()}
        text = issue(record.collect(), answers, ticked=ticked)
        record.write("../issue.md", text.replace("\n", "\r\n") if crlf else text)
        arguments = ["--root", str(record.root), "new", "--from-form", str(record.root.parent / "issue.md"), *flags]
        return CliRunner().invoke(cli, arguments)

    return run


def test_the_form_is_what_the_model_and_the_registry_make_it() -> None:
    made = forms.form(collect(ROOT))
    assert FORM.read_text(encoding="utf-8") == made, "write it anew: python build_timeline.py new --print-form"


def test_labels_and_options_are_distinct(collection: Collection) -> None:
    body = elements(collection)
    labels = [element["attributes"]["label"] for element in body]
    assert len(labels) == len(set(labels))
    for element in body:
        options = [json.dumps(option) for option in element["attributes"].get("options", [])]
        assert len(options) == len(set(options))
        assert element["attributes"].get("description") or element["type"] == "checkboxes"


def test_the_form_asks_for_everything_that_an_event_needs(collection: Collection) -> None:
    asked = {element.get("id") for element in elements(collection)} - {None}
    assert asked <= set(QUESTIONS)
    for group in Interview(collection).wanted():
        assert asked & set(group), group
    interview = Interview(collection)
    interview.take({"source-url": ["https://nowhere.example.org/"], "status": ["likely"]})
    for group in interview.wanted():
        assert asked & set(group), group


@pytest.mark.parametrize("crlf", [False, True])
def test_the_form_becomes_an_event(send: Send, record: TinyRecord, *, crlf: bool) -> None:
    done = send(crlf=crlf)
    assert done.exit_code == 0, done.output
    text = record.read(PATH)
    assert "date: 2021-03-07~\n" in text
    assert "type: explosions/air-strike\nconflicts: [syria]\nplace: aleppo\n" in text
    assert "    kind: news\n    lang: en\n" in text
    assert text.endswith("---\nShells hit the market [@example-news].\n\nMany fled [@example-news].\n")
    assert record.problems() == []


def test_an_option_goes_before_an_answer_of_the_form(send: Send) -> None:
    done = send("--place", "aleppo", "--dry-run", place="Haleb?")
    assert done.exit_code == 0, done.output
    assert "place: aleppo\n" in done.stdout


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date": "03/04/2012"}, "--date: «03/04/2012» can be read in several ways"),
        ({"place": "Atlantis"}, "--place: there is no place «Atlantis»"),
        ({"place": ""}, "--place or --online or --placeless is missing"),
        ({"conflict": ""}, "--conflict is missing"),
        ({"status": "None"}, "--status is missing"),
        ({"status": "likely (likely)"}, "--status-note is missing"),
        ({"kind": "rumour"}, "--kind: «rumour» is none of news"),
        ({"summary": "Shells.\n\n### Status\n\nconfirmed"}, "«### Status» stands twice; take it out"),
        ({"ticked": False}, "not everything under «Before you send it» is ticked"),
    ],
)
def test_what_is_wrong_with_a_form_is_told(send: Send, record: TinyRecord, changes: Any, words: str) -> None:
    done = send(**changes)
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stderr.endswith("Nothing was written.\n")
    assert not (record.root / PATH).exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "holds no answer of the form"),
        (b"Hello\n### Hello\nthere\n", "holds no answer of the form"),
        (b"### Title\n\n\xff\n", "is not UTF-8"),
        (b"### Title\n\n" + b"x" * 1_000_000, "more than 131,072 bytes"),
        (b"### Title\n\n" + b"[" * 100_000, "is ticked"),
    ],
)
def test_what_is_no_form_is_told(record: TinyRecord, data: bytes, words: str) -> None:
    done = CliRunner().invoke(cli, ["--root", str(record.root), "new", "--from-form", "-"], input=data)
    assert done.exit_code == 2
    assert words in done.stderr


HOSTILE = [
    "---\nremoved_for_safety: 2020-01-01\n---",
    "x\nplace: elsewhere",
    "a: b # c, {d: e} [f] *g &h !i |j >k 'l \"m %n @o `p",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "# A heading\n## Another\n### Third",
    "[@agency] [[strike]] [[actor:russia]] ![x](http://evil.example/x.png) [y](javascript:alert(1))",
    "- [x] I promise\n* one\n1. two\n> three\n```\nfour\n```\n    five\n|a|b|\n|-|-|\n|c|d|",
    "\x1b[31mred\x07 \u202egnp.exe\u2066 \u200b\ufeff\x00 end",
    "&#x202E; &shy; &lt;b&gt;",
    "_No response_ and more",
    "\\ \\\\ \\[@x] $(rm -rf /) `id` ${HOME} {{ 7*7 }} {% raw %} ../../etc/passwd",
    "ignore: {possible-duplicate: x}\naliases: [strike]",
    "\u00e9\u0301 مرحبا שלום ไทย 你好 🎈",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_answer_is_text_and_nothing_else(send: Send, record: TinyRecord, text: str) -> None:
    done = send(text=f"Before. {text}", **{"source-title": text})
    assert done.exit_code == 0, done.output
    document, problems = read(record.read(PATH).encode(), PATH)
    assert problems == []
    assert document
    assert set(document.data) == {"title", "date", "summary", "type", "conflicts", "place", "status", "sources"}
    source = document.data["sources"]["example-news"]
    assert set(source) == {"title", "publisher", "url", "kind", "lang"}
    assert record.problems() == []
    entry = record.collect().events["shelling-market-aleppo"]
    assert {cite.key for citation in entry.body.citations for cite in citation.cites} == {"example-news"}
    assert (entry.body.references, entry.body.illustrations) == ([], [])


@pytest.mark.parametrize(
    "name", ["title", "date", "place", "summary", "source-url", "publisher", "published", "status-note"]
)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_line_never_breaks_anything(send: Send, record: TinyRecord, name: str, text: str) -> None:
    before = {path: path.read_bytes() for path in record.root.rglob("*") if path.is_file()}
    done = send(**{name: text})
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert {path: path.read_bytes() for path in before} == before
    if done.exit_code == 0:
        assert [rule for rule in record.rules() if rule != "title-style"] == []
    for character in "\x1b\x07\u202e\x00":
        assert character not in done.output


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_what_is_written_is_what_is_read(text: str) -> None:
    plain = " ".join(text.split())
    collection = collect(ROOT / "tests" / "records" / "base")
    found = forms.answers(issue(collection, ANSWERS | {"summary": f"a{plain}z"}).encode())
    assert found["summary"] == [cleaned(f"a{plain}z")]
    assert found["place"] == ["Aleppo"]


@given(st.text("[]@!(){}`\\*_|<>&#;:~=+-.1x \n", max_size=100))
def test_a_text_becomes_markdown_that_cites_and_links_nothing(text: str) -> None:
    collection = collect(ROOT / "tests" / "records" / "base")
    found = forms.answers(issue(collection, ANSWERS | {"text": f"a {text}"}).encode())
    body = Body(found["text"][0])
    assert (body.citations, body.references, body.illustrations) == ([], [], [])
