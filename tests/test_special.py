"""A small record with what the project's own has none of: withdrawn, moved, withheld, removed, open-ended events."""

from __future__ import annotations

from pathlib import Path

import pytest

from .built import Built, run
from .conftest import TinyRecord

SECRET = "clinic-behind-the-bakery"


def event(title: str, more: str, body: str = "It happened [@a].") -> str:
    return f"""---
title: {title}
date: 2016-05-01
summary: {title}, in short.
type: explosions/air-strike
conflicts: [syria]
status: confirmed
sources:
  a:
    title: A report of it
    publisher: An agency
    symbol: {title}
    kind: agency
{more}
---
{body}
"""


def write_special(project: TinyRecord) -> None:
    """Write the events into a tiny record."""
    project.edit("registry/places.yml", "aleppo:", f"""{SECRET}:
  name: The Clinic of Doctor Nobody
  spellings: [Nobody Clinic]
  kind: hospital
  country: SY
  lat: 36.21234
  lon: 37.15678
  precision: exact
  basis: Known to few
  part_of: aleppo
  sensitivity: withhold
aleppo:""")  # fmt: skip
    project.write("events/withheld.md", event("Strike at a withheld place", f"place: {SECRET}"))
    body = f"At [[place:{SECRET}]], see [[withheld]] [@a]."
    project.write(
        "events/moved.md", event("Strike with a former address", "place: aleppo\naliases: [old-address]", body)
    )
    project.write("events/removed.md", "---\nremoved_for_safety: 2020-01-01\n---\n")
    gone = "place: aleppo\npositions:\n  - by: russia\n    stance: denies\n    says: Words of the withdrawn.\n    sources: [a]"
    gone += "\nwithdrawn:\n  date: 2017-01-01\n  reason: It was another day."
    project.write("events/gone.md", event("Strike that was withdrawn", gone))
    online = "online:\n  platform: A network\n  account: '@somebody'"
    project.write("events/online.md", event("Post without an end", online).replace("2016-05-01", "2014/.."))


@pytest.fixture
def special(project: TinyRecord) -> Built:
    write_special(project)
    done = run(root=project.root)
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(project.root / "site")


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.suffix in (".html", ".json", ".xml", ".css")]


def test_special_events_leak_nothing_and_break_nothing(special: Built) -> None:
    assert special.broken_links() == []
    for path in files(special.root):
        text = path.read_text(encoding="utf-8")
        for secret in (SECRET, "Doctor Nobody", "Nobody Clinic", "36.21234", "37.15678", "Known to few"):
            assert secret not in text, (path, secret)
        if path.parent.name != "gone":
            assert "Words of the withdrawn" not in text, path
    assert "place withheld" in special.article("events/withheld/").text()
    assert "withheld" not in special.article("places/aleppo/").css_first("dl").text()  # type: ignore[union-attr]
    assert "events/removed/" not in special.urls


def test_a_former_address_leads_on(special: Built) -> None:
    assert special.resolve("events/old-address/", "../moved/") == ("events/moved/", "")
    assert 'content="0; url=../moved/"' in special.text("events/old-address/")


def test_a_withdrawn_event_keeps_a_note_and_leaves_every_list(special: Built) -> None:
    assert "It was another day." in special.article("events/gone/").text()
    for url in special.urls:
        if not url.startswith("events/") and url != "corrections/":
            assert "Strike that was withdrawn" not in special.article(url).text(), url
    assert "It was another day." in special.article("corrections/").text()


def test_an_open_end_is_told_and_an_online_event_has_no_place(special: Built) -> None:
    text = special.article("events/online/").text()
    assert "from 2014, still going on" in text
    assert "@somebody on A network" in text
