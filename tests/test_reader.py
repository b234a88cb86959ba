"""The modules of the reader's timeline that hold no page: the same inputs in a browser and in Python."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .filtering import matching, spans, written_links
from .random_columns import columns as random_columns
from .server import serving

pytestmark = pytest.mark.browser
MODULES = Path(__file__).parent.parent / "conflict_timeline/theme/frame/assets/javascripts/timeline"
EPOCH = date(1970, 1, 1)


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """An empty page at the address from which the modules can be imported."""
    folder = tmp_path_factory.mktemp("modules")
    for module in MODULES.glob("*.js"):
        (folder / module.name).write_bytes(module.read_bytes())
    (folder / "index.html").write_text("<!doctype html><title>Modules</title>")
    with serving(folder) as address:
        page = browser.new_page()
        page.goto(f"{address}/")
        yield page
        page.close()


def ask(page: Page, module: str, body: str, value: Any = None) -> Any:
    """Run a function's body with a module as ``m`` and a value as ``v``."""
    return page.evaluate(f"async (v) => {{ const m = await import('./{module}.js'); {body} }}", value)


DAYS = [date(1, 1, 1), date(99, 12, 31), date(1900, 2, 28), date(1970, 1, 1), date(2000, 2, 29), date(2022, 3, 9)]


def test_days_are_those_of_python(page: Page) -> None:
    days = [(day - EPOCH).days for day in [*DAYS, *(date(2010, 1, 1) + timedelta(97 * n) for n in range(80))]]
    told = ask(page, "scale", "return v.map((day) => [m.iso(day), m.parse(m.iso(day))])", days)
    assert told == [[(EPOCH + timedelta(day)).isoformat(), day] for day in days]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012", "2012-01-01", "2012-12-31"), ("2012-02", "2012-02-01", "2012-02-29"), ("2012-12", "2012-12-01", "2012-12-31"),
        (" 2012-02-06 ", "2012-02-06", "2012-02-06"), ("2012-13", None, None), ("2012-02-30", None, None),
        ("2012-00", None, None), ("", None, None), ("12", None, None), ("2012-2", None, None), ("x", None, None),
    ],
)  # fmt: skip
def test_dates_that_people_type(page: Page, text: str, first: str | None, last: str | None) -> None:
    body = "return [m.parse(v), m.parse(v, true)].map((day) => (day === null ? null : m.iso(day)))"
    assert ask(page, "scale", body, text) == [first, last]


def test_zooming_keeps_the_day_under_the_pointer_and_never_leaves_the_bounds(page: Page) -> None:
    rng = Random(4)
    cases = [[rng.uniform(0, 5000), rng.uniform(5, 5000), rng.uniform(0, 800), rng.uniform(0.2, 6)] for _ in range(200)]
    body = """
      return v.map(([from, span, x, factor]) => {
        const before = new m.Scale(from, from + span, 800, [-100, 9000]);
        const after = before.zoomed(x, factor);
        const span2 = after.to - after.from;
        return [before.day(x) - after.day(x), after.from, after.to, span2, before.perDay * (before.to - before.from)];
      })"""
    for (_, _, _, factor), (moved, first, last, span, width) in zip(
        cases, ask(page, "scale", body, cases), strict=True
    ):
        assert first >= -100.001
        assert last <= 9000.001
        assert span + 0.001 >= 7
        assert width == pytest.approx(800)
        if first > -99 and last < 8999 and factor:
            assert moved == pytest.approx(0, abs=0.001)


def test_ticks_rise_and_stand_apart(page: Page) -> None:
    spans_of_time = [8, 20, 60, 200, 700, 3000, 9000, 40000, 300000]
    body = """
      return v.map((span) => {
        const scale = new m.Scale(12000, 12000 + span, 900, [-400000, 400000]);
        return m.ticks(scale).map((tick) => [tick.day, scale.x(tick.day), tick.year, tick.month, tick.date]);
      })"""
    for span, found in zip(spans_of_time, ask(page, "scale", body, spans_of_time), strict=True):
        assert len(found) >= 3, span
        xs = [x for _, x, *_ in found]
        assert xs == sorted(xs)
        assert min(after - before for before, after in itertools.pairwise(xs)) > 50, span
        for day, _, year, month, number in found:
            if 1 <= year <= 9999:
                assert EPOCH + timedelta(day) == date(year, month, number)


def decoded(table: dict[str, Any]) -> str:
    return "const c = new m.Columns(v); c.add(v);"


def test_columns_are_decoded_as_in_python(page: Page) -> None:
    table, _ = random_columns(400, 3)
    body = (
        decoded(table)
        + "return [[...c.low], [...c.high], [...c.family], c.ids, [...c.lanes]].map((each) => each.map(String)).concat([c.links, c.ids.map((_, i) => c.lanesOf(i))])"
    )
    low, high, family, ids, lanes, links, sets = ask(page, "columns", body, table)
    expected = spans(table)
    assert [float(value) for value in low] == [float(first) for first, _ in expected]
    assert [float(value) for value in high] == [float(last) for _, last in expected]
    assert ids == table["ids"].split("\n")
    assert [int(value) for value in family] == [table["types"][number][0] for number in table["type"]]
    assert [int(value) for value in lanes] == table["lanes"]
    assert [tuple(link) for link in links] == written_links(table)
    assert sets == [table["laneSets"][number] for number in table["lanes"]]


def test_an_empty_record(page: Page) -> None:
    table, _ = random_columns(0, 1)
    assert ask(page, "columns", decoded(table) + "return [c.count, c.ids.length, c.indexOf('x')]", table) == [0, 0, -1]


def state(rng: Random, table: dict[str, Any]) -> dict[str, Any]:
    """A random state of the filters: mostly one or two facets."""

    def some(ids: list[str]) -> list[str]:
        return rng.sample(ids, rng.randint(1, min(3, len(ids))))

    names = {
        "conflict": [row[0] for row in table["conflicts"]], "family": [row[0] for row in table["families"]],
        "type": [f"{table['families'][row[0]][0]}/{row[1]}" for row in table["types"]],
        "actor": [row[0] for row in table["actors"]], "place": [row[0] for row in table["places"]],
        "tag": [row[0] for row in table["tags"]], "status": [row[0] for row in table["statuses"]],
        "level": [row[0] for row in table["levels"]],
    }  # fmt: skip
    chosen: dict[str, Any] = {"text": "", "origins": 0, "from": None, "to": None, "across": False}
    chosen |= {facet: some(ids) if rng.random() < 0.22 else [] for facet, ids in names.items()}
    if rng.random() < 0.4:
        chosen["text"] = rng.choice(
            ["strike", "ALEPPO", "strasse", "Straße", "halab hospital", "حلب", "charkiv", "el-bab", "zzz", "first"]
        )
    if rng.random() < 0.3:
        chosen["from"] = rng.randrange(10_000, 20_000)
    if rng.random() < 0.3:
        chosen["to"] = rng.randrange(10_000, 20_000)
    chosen["origins"] = rng.choice((0, 0, 0, 2, 5))
    chosen["across"] = rng.random() < 0.15
    return chosen


@pytest.mark.parametrize("seed", range(4))
def test_filters_give_what_python_gives_and_counts_say_what_a_choice_would_give(page: Page, seed: int) -> None:
    rng = Random(seed)
    table, blocks = random_columns(600, seed)
    states = [state(rng, table) for _ in range(60)]
    body = """
      const { Filter, folded, FACETS } = await import('./filters.js');
      const c = new m.Columns(v.table); c.add(v.table);
      const words = [];
      for (const b of v.blocks) b.titles.forEach((title, at) => words.push(folded([title, b.summaries[at], b.where[at], b.words[at]].join('\\n'))));
      const filter = new Filter(c, (i) => words[i]);
      return v.states.map((state) => {
        const result = filter.run(state);
        const within = filter.run(state, Uint8Array.from(result.matches, (_, i) => i % 2));
        return [[...result.order], [...result.matches.keys()].filter((i) => result.matches[i]), result.total,
          Object.fromEntries(FACETS.map((name) => [name, [...result.counts(name)]])), [...within.order]];
      })"""
    told = ask(page, "columns", body, {"table": table, "blocks": blocks, "states": states})
    kinds = {"actor": "actors", "tag": "tags", "status": "statuses", "conflict": "conflicts"}
    for wanted, (found, marked, total, counts, within) in zip(states, told, strict=True):
        assert found == marked == matching(table, blocks, wanted)
        assert within == [number for number in found if number % 2]
        assert total == len(found)
        for facet, kind in kinds.items():
            number = rng.randrange(len(table[kind]))
            alone = {**wanted, facet: [table[kind][number][0]]}
            assert counts[facet][number] == len(matching(table, blocks, alone)), facet
    assert any(found for found, *_ in told)


def test_the_fragment_holds_the_whole_state(page: Page) -> None:
    rng = Random(9)
    table, _ = random_columns(50, 1)
    states = [
        {"filters": state(rng, table), "view": rng.choice([None, [14_000, 15_000]]), "event": rng.choice(["", "event-1-4"]),
         "colour": rng.choice(["conflict", "family", "status", "level"]), "arcs": rng.random() < 0.5}
        for _ in range(100)
    ]  # fmt: skip
    told = ask(page, "fragment", "return v.map((state) => [m.read('#' + m.written(state)), m.written(state)])", states)
    for wanted, (found, text) in zip(states, told, strict=True):
        assert found == {**wanted, "filters": {**wanted["filters"], "text": wanted["filters"]["text"].strip()}}
        assert "#" not in text
    plain = ask(page, "fragment", "return m.written(m.read('#y2012')) + m.written(m.read(''))")
    assert plain == ""


@pytest.mark.parametrize("text", ["#conflict", "#=&=&&", "#view=x_y", "#view=2012-01-01", "#from=2012-99&to=zz", "#origins=-4&colour=red",
                                  "#q=%E0%A4%A", "#__proto__=1&constructor=2", "#event=<script>&conflict=" + "a" * 5000])  # fmt: skip
def test_a_spoiled_fragment_still_opens(page: Page, text: str) -> None:
    found = ask(page, "fragment", "return m.read(v)", text)
    assert found["view"] is None
    assert found["colour"] == "conflict"
    assert found["filters"]["origins"] == 0


def test_nothing_overlaps_and_nothing_is_lost(page: Page) -> None:
    body = """
      const layout = await import('./layout.js');
      const { Scale } = await import('./scale.js');
      const c = new m.Columns(v.table); c.add(v.table);
      const all = layout.split(c, Uint32Array.from({ length: c.count }, (_, i) => i));
      return v.views.map(([from, to, width]) => {
        const scale = new Scale(from, to, width, [-800000, 40000]);
        return layout.lay(c, all, scale, 6).map((lane) => ({
          total: lane.total, most: lane.most, density: lane.density && [...lane.density].reduce((sum, one) => sum + one, 0),
          shown: lane.items.reduce((sum, item) => sum + item.count, 0), where: [...lane.where.keys()].length,
          items: lane.items.map(({ row, x, x2, label, count }) => ({ row, x, x2, label, count })),
        }));
      })"""
    for n, seed in ((90, 1), (1000, 2)):
        table, _ = random_columns(n, seed)
        views = [[10_000, 20_500, 1200], [12_000, 14_000, 700], [15_000, 15_060, 320], [16_000, 16_400, 1000]]
        for lanes in ask(page, "columns", body, {"table": table, "views": views}):
            for lane in lanes:
                if lane["density"] is not None:
                    assert lane["density"] == lane["total"]
                    continue
                assert lane["shown"] == lane["total"] == lane["where"]
                rows: dict[int, list[dict[str, float]]] = {}
                for item in lane["items"]:
                    rows.setdefault(int(item["row"]), []).append(item)
                for row in rows.values():
                    for before, after in itertools.pairwise(row):
                        assert before["x"] <= after["x"]
                        if before["count"] == 1:
                            assert before["x2"] + max(0, before["label"]) <= after["x"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("a", "a"), ('a "b", c', '"a ""b"", c"'), ("a\nb", '"a\nb"'), ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
     ("@x", "'@x"), ("+1", "'+1"), ("-1", "'-1"), (3, "3"), ("", "")],
)  # fmt: skip
def test_cells_of_csv(page: Page, value: object, expected: str) -> None:
    assert ask(page, "take", "return m.cell(v)", value) == expected


def test_a_title_is_cut_to_the_room_there_is(page: Page) -> None:
    body = "return v.map(([text, room]) => m.fitted(text, room, (t) => t.length * 7))"
    cases = [
        ["A short one", 200],
        ["A title that is rather long for this room", 140],
        ["Long title", 47],
        ["Long title", 49],
    ]
    whole, cut, none, little = ask(page, "layout", body, cases)
    assert whole == "A short one"
    assert cut.endswith("…")
    assert len(cut) * 7 <= 140
    assert none == ""
    assert len(little) * 7 <= 49


def test_every_module_is_strict_about_texts() -> None:
    for module in MODULES.glob("*.js"):
        text = module.read_text(encoding="utf-8")
        assert "innerHTML" not in text, module.name
        assert "insertAdjacentHTML" not in text, module.name
        assert "document.write" not in text, module.name
        assert "eval(" not in text, module.name
