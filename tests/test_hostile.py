"""Whatever text a contributor writes, it reaches pages as text: escaped wherever it lands."""

from __future__ import annotations

import json

from selectolax.lexbor import LexborHTMLParser

from .built import Built, run
from .conftest import TinyRecord

HOSTILE = """</title></script><script>ran()</script>"'><img src=x onerror=ran()>{{ 7*7 }}{% raw %}<b>"""
QUOTED = HOSTILE.replace("'", "''")


def test_hostile_text_in_every_field_stays_text(project: TinyRecord) -> None:
    name = min(path.relative_to(project.root).as_posix() for path in (project.root / "events").rglob("*.md"))
    project.write(
        "events/hostile.md",
        f"""---
title: '{QUOTED}'
date: 2020-01-02
time_note: '{QUOTED}'
summary: '{QUOTED}'
type: explosions/air-strike
conflicts: [syria]
placeless: '{QUOTED}'
status: disputed
status_note: '{QUOTED}'
figures:
  - measure: other
    unit: '{QUOTED}'
    scope: '{QUOTED}'
    low: 1
    by: '{QUOTED}'
    note: '{QUOTED}'
    sources: [a]
positions:
  - by: '{QUOTED}'
    stance: accuses
    about: '{QUOTED}'
    says: '{QUOTED}'
    sources: [a]
sources:
  a:
    title: '{QUOTED}'
    publisher: '{QUOTED}'
    origin: '{QUOTED}'
    via: '{QUOTED}'
    symbol: '{QUOTED}'
    locator: '{QUOTED}'
    kind: news
external_ids:
  wikidata: '{QUOTED}'
corrections:
  - date: 2021-01-01
    note: '{QUOTED}'
---
{HOSTILE} [@a, {HOSTILE.replace("[", "")}]

# {HOSTILE}

[x](javascript:ran()) [[{name.split("/")[-1].removesuffix(".md")}|{HOSTILE.replace("|", "")}]]
""",
    )
    conflict = next(iter(project.collect().conflicts))
    type_id = min(project.collect().types)
    text = project.read("events/hostile.md")
    project.write(
        "events/hostile.md", text.replace("[syria]", f"[{conflict}]").replace("explosions/air-strike", type_id)
    )
    done = run(root=project.root)
    assert done.returncode == 0, done.stdout + done.stderr
    built = Built(project.root / "site")
    assert HOSTILE in built.article("events/hostile/").text()
    for url in built.urls:
        tree = built.tree(url)
        assert not [node for node in tree.css("script") if "ran()" in node.text()], url
        assert not tree.css("[onerror], [onload], [onclick], article img, article script:not([src]), article b"), url
        assert not [node for node in tree.css("[href]") if (node.attributes["href"] or "").startswith("javascript")], (
            url
        )
    index = json.loads((built.root / "search" / "search_index.json").read_text(encoding="utf-8"))
    for entry in index["docs"]:
        shown = LexborHTMLParser(f"<div>{entry['title']} {entry['text']}</div>")
        assert not shown.css("script, img, b"), entry["location"]
