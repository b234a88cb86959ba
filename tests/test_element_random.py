"""Of random records, the element shows exactly the events that the filter in Python gives, on the stage and in the list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from . import random_columns
from .filtering import matching
from .server import serving
from .test_reader import MODULES, state

pytestmark = pytest.mark.browser
SHOWN = """async ([chosen, words]) => {
  const element = document.querySelector('conflict-timeline');
  await element.filter(chosen);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const numbers = (name) => Number(name.split('-').at(-1));
  const { list } = element;
  const listed = list.found
    ? [...list.found]
    : [...document.querySelectorAll('li.ct-event:not([hidden]) a.ct-title')].map((a) => numbers(a.getAttribute('href').split('/').at(-2)));
  element.whole();
  element.stage.paint();
  const lanes = element.stage.lanes.map(({ items, density, total, where }) => density ? { total } : { total, events: [...where.keys()] });
  return { listed, matching: [...element.result.order], lanes, count: element.panel.count.textContent };
}"""


class Shelf:
    """A folder that is served, and a page for its records."""

    def __init__(self, folder: Path, address: str, page: Page) -> None:
        self.folder, self.address, self.page = folder, address, page
        self.visits = 0

    def open(self, n: int, seed: int, narrow: str) -> None:
        """Show a random record in a page whose HTML holds its events as a list."""
        self.visits += 1  # every record has its own addresses: a browser keeps what it has seen
        data = f"data-{self.visits}"
        (self.folder / data).mkdir()
        for path, text in random_columns.files(n, seed).items():
            (self.folder / data / path).write_text(text, encoding="utf-8")
        lines = "".join(
            f'<li class="ct-event"><a class="ct-title" href="../events/event-{seed}-{number}/">{number}</a></li>'
            for number in range(n)
        )
        words = escape(json.dumps({"count": "{n} of {all}"}))
        (self.folder / data / "index.html").write_text(
            '<!doctype html><meta charset="utf-8"><title>Random</title>'
            f'<conflict-timeline data="columns.json" events="../events/" words="{words}" narrow="{narrow}">'
            f'<section class="ct-group"><ol>{lines}</ol></section></conflict-timeline>\n'
            '<script type="module" async src="../modules/element.js"></script>',
            encoding="utf-8",
        )
        self.page.goto(f"{self.address}/{data}/")
        self.page.evaluate("""async () => {
          await customElements.whenDefined('conflict-timeline');
          const element = document.querySelector('conflict-timeline');
          while (!element.list) await new Promise((done) => setTimeout(done, 10));
        }""")


@pytest.fixture(scope="module")
def shelf(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = tmp_path_factory.mktemp("random")
    (folder / "modules").mkdir()
    for module in MODULES.glob("*.js"):
        (folder / "modules" / module.name).write_bytes(module.read_bytes())
    with serving(folder) as address:
        page = browser.new_page(viewport={"width": 900, "height": 700})
        yield Shelf(folder, address, page)
        page.close()


def shown(table: dict[str, Any], found: dict[str, Any], expected: list[int], page_holds: int) -> None:
    """Hold what the element shows against the numbers of the events that should be shown."""
    assert found["matching"] == expected
    assert sorted(found["listed"]) == expected
    assert found["count"] == f"{len(expected):,} of {page_holds:,}"
    for number, lane in enumerate(found["lanes"]):
        own = [event for event in expected if number in table["laneSets"][table["lanes"][event]]]
        assert lane["total"] == len(own)
        if "events" in lane:
            assert sorted(lane["events"]) == own


@given(
    n=st.one_of(st.integers(0, 120), st.just(1600)),
    seed=st.integers(0, 10**6),
    narrow=st.sampled_from(["", "", "conflict=syria", "actor=actor-03"]),
)
@settings(
    max_examples=12,
    phases=(Phase.explicit, Phase.generate),  # each example is a visit; smaller ones tell no more
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_element_shows_what_python_gives(shelf: Shelf, n: int, seed: int, narrow: str) -> None:
    shelf.open(n, seed, narrow)
    table, blocks = random_columns.columns(n, seed)
    facet, _, name = narrow.partition("=")
    own = set(matching(table, blocks, {facet: [name]} if narrow else {}))
    rng = Random(seed)
    for _ in range(5):
        chosen = state(rng, table)
        found = shelf.page.evaluate(SHOWN, [chosen, {}])
        shown(table, found, [each for each in matching(table, blocks, chosen) if each in own], len(own))
