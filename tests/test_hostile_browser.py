"""A site of hostile inputs in a real browser; and the same with one layer, the other, and both switched off."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from conflict_timeline import policy

from .browser import ARGUMENTS, find
from .built import ROOT, Built
from .conftest import TinyRecord
from .corpus import ideas
from .kinds import kinds
from .server import serving
from .visiting import Findings, Visitor

pytestmark = pytest.mark.browser

SEARCHES = (
    "hostile",
    "<img src=x onerror=ran()>",
    "{{7*7}}",
    "zebrasearch",
    "script ran",
    'onerror="ran()"',
    "title:* +mark",
    "never-shown",
)
SUBSET = (
    "html/script",
    "html/image-error",
    "html/image-foreign",
    "html/svg-onload",
    "html/details-toggle",
    "html/style-import",
    "html/frame-document",
    "html/docs-script",
    "urls/javascript",
    "front-matter/title",
    "front-matter/summary",
    "front-matter/source-title",
    "exports/search-words",
)
"""Ideas that are harmless for no other reason than the first layer."""
VISITED = (
    "events/html-script/",
    "events/html-image-error/",
    "events/html-image-foreign/",
    "events/html-details-toggle/",
    "events/front-matter-title/",
    "about/",
    "timeline/",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = find()
    assert path, "no browser: make test installs one where it may; otherwise set BROWSER_PATH"
    arguments = [*ARGUMENTS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # nothing leaves this machine
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


def copied(site: Path, folder: Path) -> Path:
    """A copy of a site that costs no space; replace its files, never write into them."""
    shutil.copytree(site, folder, copy_function=lambda source, target: Path(target).hardlink_to(source))
    return folder


def replace(file: Path, text: str) -> None:
    file.unlink()
    file.write_text(text, encoding="utf-8")


def without_policy(site: Path, folder: Path) -> Path:
    """A copy of a site whose pages have no policy."""
    for file in copied(site, folder).rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert text.count(policy.META) == 1, file
        replace(file, text.replace(policy.META, ""))
    return folder


def visited(
    browser: Browser, site: Path, urls: list[str] | tuple[str, ...], searches: tuple[str, ...] = ()
) -> Findings:
    """What is met on pages of a site that is served."""
    with serving(site) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        visitor = Visitor(context, address)
        for url in urls:
            visitor.visit(url)
        for words in searches:
            visitor.search(words)
        context.close()
    return visitor.findings


def derived(site: Built) -> list[str]:
    """Pages that hostile texts reach from elsewhere: lists, hostile pages of the registry, seeds, some sources."""
    lists = [url for url in site.urls if url.count("/") < 2 or url.startswith("timeline/2020")]
    registry = [url for url in site.urls if "hostile" in url and not url.startswith("events/")]
    seeds = [url for url in site.urls if url.startswith("seeds/front-matter")]
    sources = [url for url in site.urls if url.startswith("sources/")][::6]
    return list(dict.fromkeys([*lists, *registry, *seeds, *sources]))


def test_pages_of_hostile_events_are_harmless(browser: Browser, hostile: Built, tmp_path: Path) -> None:
    """All but those of costly texts, which hold nothing that runs; with a small search index, which each page reads."""
    site = copied(hostile.root, tmp_path / "site")
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    replace(site / "search" / "search_index.json", json.dumps({**index, "docs": index["docs"][:3]}))
    urls = [idea.url for idea in ideas() if idea.url and idea.group != "cost"]
    assert len(urls) > 200
    assert visited(browser, site, urls) == Findings()


def test_pages_that_hostile_texts_reach_from_elsewhere_are_harmless(browser: Browser, hostile: Built) -> None:
    assert visited(browser, hostile.root, [*derived(hostile), "events/exports-former-id/"]) == Findings()


@pytest.mark.parametrize("url", ["", "events/front-matter-title/", "about/"])
def test_search_results_are_harmless(browser: Browser, hostile: Built, url: str) -> None:
    assert visited(browser, hostile.root, [url], SEARCHES) == Findings()
    assert visited(browser, hostile.root, [f"{url}?q=%3Cimg%20src=x%20onerror=ran()%3E"]) == Findings()


def test_the_unpacked_zip_is_harmless(browser: Browser, hostile: Built, tmp_path: Path) -> None:
    (file,) = (hostile.root / "data").glob("*.zip")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path)
    visitor = Visitor(browser.new_context(), f"file://{tmp_path}/conflict-timeline")
    for url in [
        "",
        "timeline/",
        "about/",
        *(f"events/{name.replace('/', '-')}/" for name in SUBSET if "docs" not in name),
    ]:
        visitor.visit(f"{url}index.html")
    visitor.page.context.close()
    found = visitor.findings
    assert (found.ran, found.foreign, found.violations, found.left, found.links) == ([], [], [], [], [])


@pytest.fixture(scope="module")
def unlayered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of some hostile inputs that was built without the first layer."""
    record = TinyRecord(tmp_path_factory.mktemp("unlayered") / "record")
    record.add_site()
    for idea in ideas():
        if idea.name in SUBSET:
            idea.lay(record.root)
    command = [sys.executable, "-m", "tests.unlayered", str(record.root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
    return record.root / "site"


def test_without_the_first_layer_the_visits_find_what_the_second_stops(browser: Browser, unlayered: Path) -> None:
    found = visited(browser, unlayered, VISITED, ("zebrasearch",))
    assert found != Findings()
    assert found.violations
    assert (found.ran, found.foreign) == ([], [])


def test_without_both_layers_scripts_run_on_every_page(browser: Browser, unlayered: Path, tmp_path: Path) -> None:
    site = without_policy(unlayered, tmp_path / "site")
    for url in VISITED:
        found = visited(browser, site, [url])
        assert found.ran or found.foreign, url
    found = visited(browser, site, ["events/html-script/"], ("zebrasearch",))
    assert found.ran
    assert not found.violations


def probed(browser: Browser, site: Path, urls: list[str]) -> dict[str, Findings]:
    with serving(site) as address:
        context = browser.new_context()
        visitor = Visitor(context, address)
        found = {url: visitor.probe(url) for url in urls}
        context.close()
    return found


def test_the_second_layer_alone_stops_an_attack_on_every_kind_of_page(browser: Browser, built: Built) -> None:
    for url, found in probed(browser, built.root, kinds(built.root)).items():
        assert (found.ran, found.foreign) == ([], []), url
        stopped = {violation.split(" ", 1)[0] for violation in found.violations}
        assert stopped >= {"script-src-elem", "script-src-attr", "img-src", "style-src-elem", "connect-src"}, url


def test_without_the_second_layer_the_attack_runs_on_every_kind_of_page(
    browser: Browser, built: Built, tmp_path: Path
) -> None:
    site = without_policy(built.root, tmp_path / "site")
    for url, found in probed(browser, site, kinds(built.root)).items():
        assert found.ran, url
        assert len(found.foreign) >= 5, (url, asdict(found))
