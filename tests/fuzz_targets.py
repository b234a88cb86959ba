"""What fuzzing feeds: each target takes bytes, runs them all the way, and asserts what has to hold of any input."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from conflict_timeline import dates, markup, site
from conflict_timeline.bodies.citations import Body, Citation
from conflict_timeline.checks import check
from conflict_timeline.collection import collect
from conflict_timeline.formatting import formatted
from conflict_timeline.front_matter import Document, read, read_yaml
from conflict_timeline.problems import Problem
from conflict_timeline.reports.text import told
from conflict_timeline.rules import RULES
from conflict_timeline.theme.articles import Articles
from conflict_timeline.views.common import when
from conflict_timeline.views.library import Library

from .built import ROOT
from .conftest import TinyRecord

TODAY = dt.date(2026, 1, 1)
FORBIDDEN = "base, embed, form, frame, iframe, link, meta, object, script, style, template, noscript"
"""Elements that no article has, but for those that load the theme's own scripts and data."""
OURS = re.compile(r"(?:\.{1,2}/)*(?:assets/javascripts/[a-z/-]+\.js|timeline/data/columns\.json)")
"""The addresses of the theme's own scripts, and of the data that they read first."""
EXECUTABLE = re.compile(r"^[\s\x00-\x1f]*(?:java|vb)?script:|^[\s\x00-\x1f]*data:", re.IGNORECASE)


def _bytes(folder: str, pattern: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / folder).rglob(pattern)) if path.is_file()]


RECORDS = [*_bytes("events", "*.md"), *_bytes("seeds", "*.md"), *_bytes("tests/records", "*.md")]
REGISTRY = [*_bytes("registry", "*.yml"), *_bytes("tests/records/base", "*.yml")]
BODIES = [text.split(b"\n---\n", 1)[-1] for text in RECORDS]
DATES = [
    found.encode() for found in re.findall(r"^\| `'?([^'`]+)", (ROOT / "docs/contribute.md").read_text(), re.MULTILINE)
]
DATES += [b"2012-02-06", b"2012-02", b"2012", b"2013-08~", b"2011-04-25/2011-05-16", b"2014/..", b"{2016-09-28,2016-10-01}",
          b"201X", b"2012-XX", b"2012-24", b"2022-03-09T17:00+02:00", b"[1670..1672,1680]", b"0001-01-01~", b"9999-12-31~"]  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=()), max_size=300)
MARKED = st.text("[]@|;,:a1é `\\<>*#-_>&(){}!\n\t'\"=x~+.0\u200d\u202e", max_size=200)


@dataclass(frozen=True, slots=True)
class Target:
    """Something that takes bytes.

    Attributes:
        name: what the command line calls it.
        valid: inputs in order, which are mutated.
        run: feeds one input; raises where something does not hold.
        texts: hypothesis's texts for it.
        seconds: how long one input may take, in seconds of the processor's time.
    """

    name: str
    valid: list[bytes]
    run: Callable[[bytes], None]
    texts: st.SearchStrategy[str] = field(default_factory=lambda: st.one_of(TEXTS, MARKED))
    seconds: float = 0.5


def lines_of(data: bytes) -> list[str]:
    """The lines of a file as an editor counts them."""
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def sound(problems: Iterable[Problem], lines: Callable[[str], list[str] | None]) -> None:
    """Assert that problems have a rule, a place inside their file, and a message that can be printed."""
    for problem in problems:
        assert problem.rule in RULES, problem
        written = lines(problem.path)
        last = len(written) if written is not None else 1
        assert 1 <= problem.line <= last, (problem, last)
        assert problem.column >= 1, problem
        if written is not None:
            assert problem.column <= len(written[problem.line - 1]) + 1, (problem, written[problem.line - 1])
        assert problem.message, problem
        assert problem.hint, problem
        assert len(problem.message) < 700, problem
        assert len(problem.hint) < 700, problem
        for edit in problem.fix.edits if problem.fix and written is not None else ():
            there = "\n".join([written[edit.line - 1][edit.column - 1 :], *written[edit.line :]])
            assert there.startswith(edit.old), (problem, there[:200])
            assert edit.new != edit.old, problem
        for line in told(problem, written[problem.line - 1] if written else ""):
            assert line.isprintable(), repr(line)
            line.encode()


def front_matter(data: bytes) -> None:
    """Read bytes as a file with front matter and as a file of the registry."""
    written = lines_of(data)
    for reading in (read, read_yaml):
        document, problems = reading(data, "f")
        assert document is not None or problems
        sound(problems, lambda _: written)
        if document is not None:
            _marked(document, document.data, ())


def formatting(data: bytes) -> None:
    """Bring bytes into the house's style: what can be read says the same afterwards, and twice is as once."""
    for path in ("events/x.md", "registry/places.yml"):
        text, problems = formatted(data, path)  # raises where it would not say the same
        assert (text is None) == bool(problems)
        if text is not None:
            assert formatted(text.encode(), path) == (text, [])


def _marked(document: Document, data: object, loc: tuple[str | int, ...]) -> None:
    """Ask for the place of every value."""
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        assert min(document.mark((*loc, step))) >= 1
        assert min(document.mark((*loc, step), key=True)) >= 1
        _marked(document, value, (*loc, step))


def date(data: bytes) -> None:
    """Read bytes as a date, and ask it for everything that pages and checks ask for."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        found = dates.parse(text)
    except dates.DateError as error:
        sound([Problem("", 1, 1, error.rule, error.message, error.hint)], lambda _: None)
        return
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest
    assert found.earliest or found.latest
    first, last = found.possible()
    assert first <= found.begins()[0] <= found.begins()[1] <= last
    assert found.years()
    assert isinstance(found.sort_key, tuple)
    assert isinstance(found.vague, bool)
    shown = when(found)
    assert shown.phrase
    assert shown.short


def body(data: bytes) -> None:
    """Render bytes as a body, and hold the HTML to the allow-list."""
    read_body = Body(data.decode("utf-8", "replace"))
    html = markup.render(read_body, lambda mark: f"<i>{type(mark).__name__}</i>")
    markup.plain(read_body, lambda mark: mark.id)
    assert set(read_body.uncited()) <= set(read_body.paragraphs)
    for node in LexborHTMLParser(f"<body>{html}").css("body *"):
        assert node.tag in markup.ELEMENTS | {"i", "-text"}, node.tag
        for name, value in node.attributes.items():
            assert name in ("href", "rel", "align", "start"), (node.tag, name)
            assert name != "href" or (value or "").startswith(("http://", "https://", "mailto:")), value


def citations(data: bytes) -> None:
    """Find the citations and links of a body, and hold their places to its text."""
    text = data.decode("utf-8", "replace")
    found = Body(text)
    last = 0
    for mark in found.marks:
        assert last <= mark.span[0] < mark.span[1] <= len(text)
        last = mark.span[1]
        if isinstance(mark, Citation):
            assert text[slice(*mark.span)].startswith("[@")
            for cite in mark.cites:
                assert mark.span[0] < cite.offset < mark.span[1]
                assert text[cite.offset :].lstrip().startswith(cite.key)
    if found.costly is not None:
        assert 0 <= found.costly.offset(text) <= len(text)


class RecordTarget:
    """A tiny record of which one file is replaced: read, checked, and where nothing is wrong every article rendered."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="fuzz-")
        self.record = TinyRecord(Path(self._folder.name) / "record")
        self.articles = Articles()
        files = sorted(path for path in self.record.root.rglob("*") if path.is_file())
        self.files = {path.relative_to(self.record.root).as_posix(): path.read_bytes() for path in files}
        self.valid = [path.encode() + b"\n" + data for path, data in self.files.items()]

    def run(self, data: bytes) -> None:
        """Feed one input: the path of a file of the record in the first line, and what to write into it."""
        first, _, content = data.partition(b"\n")
        path = first.decode("utf-8", "replace")
        if path not in self.files:
            path, content = "events/strike.md", data
        self.record.write(path, content)
        try:
            self._run(path, content)
        finally:
            self.record.write(path, self.files[path])

    def _run(self, path: str, content: bytes) -> None:
        collection = collect(self.record.root)
        report = check(collection, today=TODAY)
        written = {name: lines_of(content if name == path else known) for name, known in self.files.items()}
        sound(report.problems, written.get)
        if report.fails():
            return
        library = Library(collection)
        for page in site.pages(library):
            if not page.url.startswith("reference/"):
                safe(self.articles.render(page))
        for file in site.files(collection, library):
            assert file.path
            assert file.content is not None


def safe(html: str) -> None:
    """Assert that an article holds nothing that runs, and nothing that leads to what runs."""
    tree = LexborHTMLParser(f"<body>{html}")
    for node in tree.css("body script[src], body link[href]"):
        if OURS.fullmatch(node.attributes.get("src") or node.attributes.get("href") or "") and not node.text():
            node.decompose()
    assert not tree.css(", ".join(f"body {name.strip()}" for name in FORBIDDEN.split(",")))
    for node in tree.css("body *"):
        for name, value in node.attributes.items():
            assert not name.startswith("on"), (node.tag, name)
            assert name not in ("srcdoc", "formaction", "style", "ping"), (node.tag, name)
            assert name not in ("href", "src") or not EXECUTABLE.match(value or ""), (node.tag, value)


def targets() -> dict[str, Target]:
    """All targets by name."""
    record = RecordTarget()
    found = [
        Target("front-matter", [*RECORDS, *REGISTRY], front_matter),
        Target("formatting", [*RECORDS, *REGISTRY], formatting, seconds=3.0),
        Target("dates", DATES, date),
        Target("bodies", BODIES, body),
        Target("citations", BODIES, citations),
        Target("record", record.valid, record.run),
    ]
    return {target.name: target for target in found}
