"""The live preview over HTTP: what is saved is seen, what is wrong is told, and nothing stops it."""

from __future__ import annotations

import http.client
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from conflict_timeline import policy
from conflict_timeline.preview.reading import Reader
from conflict_timeline.theme.articles import Articles

from .conftest import TinyRecord
from .previewing import Preview, previewing, save

STRIKE = "events/strike.md"


@pytest.fixture
def preview(project: TinyRecord) -> Iterator[Preview]:
    """A preview of the tiny record."""
    with previewing(project.root) as preview:
        yield preview


def edited(project: TinyRecord, path: str, old: str, new: str) -> None:
    """Change a file and save it by renaming."""
    text = project.read(path)
    assert old in text
    save(project.root / path, text.replace(old, new, 1))


def test_every_kind_of_address_is_answered_with_its_type_and_never_kept(preview: Preview) -> None:
    for url, kind in {
        "": "text/html",
        "events/strike/": "text/html",
        "events/strike/index.html": "text/html",
        "about/": "text/html",
        "timeline/data/columns.json": "application/json",
        "search/search_index.json": "application/json",
        "assets/stylesheets/lanes.css": "text/css",
        "assets/stylesheets/timeline.css": "text/css",
        "assets/javascripts/timeline/element.js": "text/javascript",
        "_preview/preview.js": "text/javascript",
        "_preview/preview.css": "text/css",
    }.items():
        answer = preview.client.get(url)
        assert (answer.status_code, answer.headers["content-type"]) == (200, f"{kind}; charset=utf-8"), url
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert not answer.headers.keys() & {"etag", "last-modified", "expires"}
        head = preview.client.head(url)
        assert (head.content, head.headers["content-length"]) == (b"", str(len(answer.content)))


def test_pages_carry_the_policy_as_published_and_the_parts_of_the_preview(preview: Preview) -> None:
    for url in ("", "events/strike/", "about/", "nowhere/"):
        html = preview.page(url)
        assert policy.META in html
        assert html.count('<script src="/_preview/preview.js"') == 1
        assert html.count('<aside id="preview-panel"') == 1
        assert "ctslot" not in html
    assert "<title>Air strike on a hospital in Aleppo" in preview.page("events/strike/")
    assert "Bombs hit a hospital." in preview.page("events/strike/")


def test_search_finds_events_and_pages_written_by_hand(preview: Preview) -> None:
    index = preview.client.get("search/search_index.json").json()
    assert index["config"]["fields"]
    assert {"events/strike/", "methodology/"} <= {entry["location"] for entry in index["docs"]}


def test_an_address_without_its_slash_leads_on_and_a_strange_one_is_not_found(preview: Preview) -> None:
    answer = preview.client.get("events/strike")
    assert (answer.status_code, answer.headers["location"]) == (302, "/events/strike/")
    assert preview.client.get("nowhere/").status_code == 404
    assert preview.client.get("_preview/nothing").status_code == 404
    assert preview.client.get("_preview/99/timeline/data/columns.json").status_code == 404


def test_a_saved_event_is_seen_on_every_page_that_shows_it_and_loads_no_other_again(
    project: TinyRecord, preview: Preview
) -> None:
    urls = ("events/strike/", "timeline/", "events/report/", "about/", "tags/")
    with preview.following("events/strike/") as follower:
        before = {url: preview.session.edition.state(url)["page"] for url in urls}
        edited(project, STRIKE, "title: Air strike on a hospital", "title: Air raid on a hospital")
        follower.until("page", before["events/strike/"])
        after = {url: preview.session.edition.state(url)["page"] for url in urls}
    assert [url for url in urls if before[url] != after[url]] == ["events/strike/", "timeline/", "events/report/"]
    for url in ("events/strike/", "timeline/", "events/report/"):
        assert "Air raid on a hospital" in preview.page(url)
    assert any(STRIKE in line and line.endswith(f"{preview.address}events/strike/") for line in preview.told)


def test_a_save_that_changes_nothing_loads_no_page_again(project: TinyRecord, preview: Preview) -> None:
    with preview.following("timeline/") as follower:
        first = follower.state
        save(project.root / STRIKE, project.read(STRIKE))
        assert follower.next() == first


def test_many_quick_saves_end_in_the_last_one(project: TinyRecord, preview: Preview) -> None:
    text = project.read(STRIKE)
    with preview.following("events/strike/") as follower:
        for number in range(200):
            (project.root / STRIKE).write_text(
                text.replace("Air strike on", f"Strike {number:03} on", 1), encoding="utf-8"
            )
        while "Strike 199 on" not in preview.page("events/strike/"):
            follower.next()
        assert follower.number < 100


def test_a_checkout_of_hundreds_of_files_is_seen(project: TinyRecord, preview: Preview) -> None:
    text = project.read("events/report.md")
    with preview.following("timeline/") as follower:
        for number in range(300):
            project.write(f"events/2017/report-{number:03}.md", text)
        while preview.page("timeline/").count("/report-") < 300:
            follower.next()
        for number in range(300):
            (project.root / f"events/2017/report-{number:03}.md").unlink()
        while "/report-" in preview.page("timeline/"):
            follower.next()


def test_a_broken_file_keeps_its_page_and_tells_its_problems_there_and_in_the_terminal(
    project: TinyRecord, preview: Preview
) -> None:
    good = project.read(STRIKE)
    with preview.following("events/strike/") as follower:
        first = dict(follower.state)
        edited(project, STRIKE, "date: 2016-09-28", "date: 2016-09-31")
        follower.until("panel", first["panel"])
        html = preview.page("events/strike/")
        assert "1 error on this page" in html
        assert "2016-09-31" in html
        assert "<code>date: 2016-09-31\n      ^</code>" in html
        assert f"<code>{STRIKE}:3:7</code>" in html
        assert "The page shows its file as it was before." in html
        assert "Air strike on a hospital in Aleppo" in html
        assert follower.state["page"] == first["page"], "the page itself is as it was and need not be loaded again"
        other = preview.page("events/report/")
        assert "Nothing is wrong on this page" in other
        assert "1 error elsewhere" in other
        told = "\n".join(preview.told)
        assert f"{STRIKE}:3:7: error invalid-date: " in told
        assert "\n    date: 2016-09-31\n          ^\n    hint: " in told
        save(project.root / STRIKE, good)
        follower.until("panel", follower.state["panel"])
    assert follower.state == first
    assert preview.told[-2].startswith(f"gone: {STRIKE}: ")
    assert preview.told[-1] == "Nothing is wrong."


def test_what_is_told_once_is_not_told_again(project: TinyRecord, preview: Preview) -> None:
    with preview.following("events/strike/") as follower:
        edited(project, STRIKE, "date: 2016-09-28", "date: 2016-09-31")
        follower.next()
        edited(project, STRIKE, "---\n", "---\n# a line above moves the problem down\n")
        follower.next()
        project.write("events/report.md", project.read("events/report.md") + "\nNobody is cited.\n")
        follower.next()
    errors = [line for line in preview.told if ": error " in line]
    assert len(errors) == 1
    assert any(line.startswith("events/report.md:") and "uncited-paragraph" in line for line in preview.told)


def test_the_faulty_part_of_an_event_is_left_out_and_the_rest_is_shown(project: TinyRecord, preview: Preview) -> None:
    with preview.following("events/strike/") as follower:
        edited(project, STRIKE, "title: Air strike on", "title: Bombs on")
        edited(project, STRIKE, "low: 2", "low: two")
        while "Bombs on a hospital" not in preview.page("events/strike/"):
            follower.next()
    assert "as it was before" not in preview.page("events/strike/")
    assert preview.page("events/strike/").count("pv-trouble") == 1


def test_a_new_event_shows_its_problems_in_place_of_its_text_until_it_is_mended(
    project: TinyRecord, preview: Preview
) -> None:
    url = "events/second-strike/"
    with preview.following(url) as follower:
        missing = follower.state["page"]
        project.write("events/second-strike.md", "---\ntitle: A second strike\n---\nWords.\n")
        broken = follower.until("page", missing)["page"]
        html = preview.page(url)
        assert "Nothing of this file can be shown yet" in html
        assert "date is missing" in html
        assert html.index("date is missing") < html.index('id="preview-panel"'), "they stand in place of the text"
        text = project.read(STRIKE).replace("https://agency.example.org/", "https://agency.example.org/2-")
        project.write("events/second-strike.md", text.replace("title: Air strike", "title: Second air strike"))
        follower.until("page", broken)
    assert "Second air strike on a hospital" in preview.page(url)
    assert "Second air strike on a hospital" in preview.page("timeline/")


def test_an_event_of_a_type_that_does_not_exist_breaks_no_page(project: TinyRecord, preview: Preview) -> None:
    with preview.following("events/strike/") as follower:
        edited(project, STRIKE, "type: explosions/air-strike", "type: explosions/air-raid")
        follower.next()
        assert "there is no type explosions/air-raid" in preview.page("events/strike/")
        edited(project, "registry/event-types.yml", "air-strike:", "air-attack:")
        follower.next()
    for url in preview.session.edition.library.collection.events:
        assert preview.client.get(f"events/{url}/").status_code == 200
    assert preview.client.get("timeline/").status_code == 200
    assert preview.client.get("timeline/data/columns.json").status_code == 200


def test_a_registry_that_cannot_be_read_is_taken_as_it_was(project: TinyRecord, preview: Preview) -> None:
    with preview.following("places/aleppo/") as follower:
        first = follower.state["page"]
        project.write("registry/places.yml", "aleppo: [\n")
        while not any("registry/places.yml" in line for line in preview.told):
            follower.next()
        assert follower.state["page"] == first
    assert preview.client.get("places/aleppo/").status_code == 200


def test_a_page_names_the_edition_of_its_data_and_they_never_change(project: TinyRecord, preview: Preview) -> None:
    page = preview.page("timeline/")
    number = preview.session.edition.number
    assert f'data="../_preview/{number}/timeline/data/columns.json"' in page
    assert f'href="../_preview/{number}/timeline/data/columns.json"' in page
    own = f"_preview/{number}/timeline/data/facets.json", f"_preview/{number}/timeline/data/columns.json"
    with preview.following("timeline/") as follower:
        first = follower.state["page"]
        columns = preview.client.get(own[1]).json()
        edited(project, STRIKE, "date: 2016-09-28", "date: 2016-09-27")
        assert follower.until("page", first)["page"] != first
    assert preview.client.get(own[1]).json() == columns
    assert preview.client.get("timeline/data/columns.json").json() != columns


def test_a_page_of_docs_is_made_anew(project: TinyRecord, preview: Preview) -> None:
    with preview.following("about/") as follower:
        first = follower.state["page"]
        project.write("docs/about.md", "# About\n\nIn other words.\n")
        follower.until("page", first)
        assert "In other words." in preview.page("about/")
        project.write("docs/about.md", "no title\n")
        follower.next()
        html = preview.page("about/")
    assert "In other words." in html, "it stays as it was"
    assert "a page written by hand begins with its title" in html


def test_a_broken_mkdocs_yml_is_told_and_everything_stays(project: TinyRecord, preview: Preview) -> None:
    good = project.read("mkdocs.yml")
    with preview.following("events/strike/") as follower:
        first = dict(follower.state)
        for broken, words in {
            good + "\nnav: [\n": "the settings cannot be read: ",
            good.replace(
                "- timeline\n", "- timeline:\n      severity:\n        no-text: grave\n"
            ): "no-text: grave is none of",
            good.replace("  - timeline\n", ""): "mkdocs.yml does not name the plugin",
            good.replace("theme:\n  name: timeline", "theme:\n  name: nothing"): "nothing",
        }.items():
            project.write("mkdocs.yml", broken)
            follower.until("panel", follower.state["panel"])
            assert words in preview.page("events/strike/"), words
            assert follower.state["page"] == first["page"]
        edited(project, STRIKE, "title: Air strike", "title: Air raid")
        follower.until("page", first["page"])
        (project.root / "mkdocs.yml").unlink()
        follower.until("panel", follower.state["panel"])
        assert "there is no mkdocs.yml" in preview.page("events/strike/")
        project.write("mkdocs.yml", good)
        follower.until("panel", follower.state["panel"])
    assert follower.state["panel"] == first["panel"]
    assert "Air raid on a hospital" in preview.page("events/strike/")


def test_how_grave_a_breach_is_is_taken_from_mkdocs_yml(project: TinyRecord, preview: Preview) -> None:
    project.write("events/report.md", project.read("events/report.md") + "\nNobody is cited.\n")
    settings = project.read("mkdocs.yml").replace(
        "- timeline\n", "- timeline:\n      severity:\n        uncited-paragraph: error\n"
    )
    with preview.following("events/report/") as follower:
        project.write("mkdocs.yml", settings)
        while "1 error on this page" not in preview.page("events/report/"):
            follower.next()


def test_a_record_in_a_folder_of_its_own_is_followed_too(project: TinyRecord) -> None:
    (project.root / "record").mkdir()
    for name in ("events", "registry", "seeds"):
        (project.root / name).rename(project.root / "record" / name)
    settings = project.read("mkdocs.yml").replace("- timeline\n", "- timeline:\n      record: record\n")
    project.write("mkdocs.yml", settings)
    with previewing(project.root) as preview, preview.following("events/strike/") as follower:
        first = follower.state["page"]
        edited(project, f"record/{STRIKE}", "title: Air strike", "title: Air raid")
        follower.until("page", first)
        assert "Air raid on a hospital" in preview.page("events/strike/")


def test_what_mkdocs_warns_of_is_told(project: TinyRecord, preview: Preview) -> None:
    with preview.following("about/") as follower:
        first = follower.state["panel"]
        project.write("docs/about.md", "# About\n\n[Nowhere](nowhere.md)\n")
        follower.until("panel", first)
    assert any("nowhere.md" in line for line in preview.told)
    assert "1 warning" in preview.page("about/")


def test_it_starts_with_a_broken_record_and_broken_settings(project: TinyRecord) -> None:
    good = project.read("mkdocs.yml")
    project.write("mkdocs.yml", "site_name: [\n")
    project.write(STRIKE, "no front matter")
    with previewing(project.root) as preview, preview.following("events/strike/") as follower:
        answer = preview.client.get("")
        assert answer.status_code == 503
        assert policy.META in answer.text
        assert "mkdocs.yml:" in answer.text
        bare = follower.state["page"]
        project.write("mkdocs.yml", good)
        follower.until("page", bare)
        assert preview.client.get("").status_code == 200
        assert "Nothing of this file can be shown yet" in preview.page("events/strike/")
        assert preview.client.get("events/report/").status_code == 200


def test_folders_may_go_and_come_again(project: TinyRecord, preview: Preview) -> None:
    for name in ("events", "registry", "seeds", "docs"):
        shutil.copytree(project.root / name, project.root.parent / name)
    with preview.following("events/strike/") as follower:
        first = dict(follower.state)
        for name in ("events", "seeds", "registry", "docs"):
            shutil.rmtree(project.root / name)
        while preview.client.get("events/strike/").status_code != 404:
            follower.next()
        for name in ("docs", "registry", "seeds", "events"):
            shutil.copytree(project.root.parent / name, project.root / name)
        while follower.state != first:
            follower.next()
        edited(project, STRIKE, "title: Air strike", "title: Air raid")
        follower.until("page", first["page"])


def test_a_template_that_fails_is_told_on_the_page(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Articles, page: object) -> str:
        raise ZeroDivisionError("one half of <b>nothing</b>")

    monkeypatch.setattr(Articles, "render", fail)
    answer = preview.client.get("events/strike/")
    assert answer.status_code == 503
    assert "ZeroDivisionError: one half of &lt;b&gt;nothing&lt;/b&gt;" in answer.text
    assert any("ZeroDivisionError" in line for line in preview.told)
    assert preview.client.get("about/").status_code == 200


def test_a_mistake_of_the_programs_own_leaves_everything_as_it_was(
    project: TinyRecord, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("what nobody thought of")

    with preview.following("events/strike/") as follower:
        first = follower.state["page"]
        with monkeypatch.context() as patched:
            patched.setattr(Reader, "read", fail)
            edited(project, STRIKE, "title: Air strike", "title: Air raid")
            while not any("LookupError: what nobody thought of" in line for line in preview.told):
                assert preview.client.get("events/strike/").status_code == 200
        edited(project, STRIKE, "title: Air raid", "title: Raid")
        follower.until("page", first)
    assert "Raid on a hospital" in preview.page("events/strike/")


def raw(preview: Preview, path: str, **headers: str) -> http.client.HTTPResponse:
    """Ask for a path exactly as it is written."""
    connection = http.client.HTTPConnection(urlsplit(preview.address).netloc)
    connection.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    return connection.getresponse()


@pytest.mark.parametrize(
    "path",
    [
        "/../mkdocs.yml",
        "/%2e%2e/mkdocs.yml",
        "/..%2fmkdocs.yml",
        "/events/../../mkdocs.yml",
        "//etc/passwd",
        "/_preview/../preview/server.py",
        "/_preview/..%2fserver.py",
        "/_preview/1/../../mkdocs.yml",
        "/..\\mkdocs.yml",
        "/%00",
        "/" + "a/" * 9000,
        "/mkdocs.yml",
        "/events/strike.md",
        "/docs/about.md",
        "/link/secret.txt",
        "/assets/secret.txt",
    ],
)
def test_no_address_leads_out_of_the_site(project: TinyRecord, preview: Preview, path: str) -> None:
    answer = raw(preview, path)
    body = answer.read()
    assert answer.status == 404
    assert b"site_name" not in body
    assert b"root:" not in body


def test_links_are_not_followed_out_of_the_folder(project: TinyRecord, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "secret.md").write_text("# A secret\n", encoding="utf-8")
    (project.root / "docs" / "link").symlink_to(secret)
    (project.root / "docs" / "secret.md").symlink_to(secret / "secret.md")
    (project.root / "events" / "secret.md").symlink_to(secret / "secret.md")
    with previewing(project.root) as preview:
        for url in ("link/secret/", "secret/", "events/secret/"):
            assert "A secret" not in preview.page(url)
        assert "is not an ordinary file or folder" in preview.page("events/secret/")
        assert preview.client.get("about/").status_code == 200


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("127.0.0.1", True), ("localhost:8000", True), ("[::1]:80", True), ("LOCALHOST.", True), ("a.localhost", True),
        ("evil.example", False), ("127.0.0.1.evil.example", False), ("localhost.evil.example:8000", False), ("", False),
    ],
)  # fmt: skip
def test_other_names_for_this_machine_are_refused(preview: Preview, host: str, answered: bool) -> None:
    answer = raw(preview, "/", Host=host)
    assert answer.status == (200 if answered else 421)
    assert (b"Conflict Timeline" in answer.read()) == answered


def test_other_sites_get_nothing(preview: Preview) -> None:
    assert (
        raw(preview, "/timeline/data/columns.json", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors").status == 403
    )
    assert raw(preview, "/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status == 200


def test_a_hostile_message_is_text_in_the_panel(project: TinyRecord, preview: Preview) -> None:
    with preview.following("events/strike/") as follower:
        edited(project, STRIKE, "status: confirmed", "status: <img src=x onerror=ran()>")
        follower.until("panel", follower.state["panel"])
    panel = preview.client.get("_preview/panel", params={"page": "/events/strike/"}).text
    assert "&lt;img src=x" in panel
    assert "<img" not in panel
    assert "<img src=x" not in preview.page("events/strike/")


def test_the_site_itself_is_never_touched(project: TinyRecord) -> None:
    project.write("site/index.html", "what was built last")
    with previewing(project.root) as preview, preview.following("events/strike/") as follower:
        first = follower.state["page"]
        edited(project, STRIKE, "title: Air strike", "title: Air raid")
        follower.until("page", first)
    assert [path.name for path in (project.root / "site").iterdir()] == ["index.html"]
    assert project.read("site/index.html") == "what was built last"
