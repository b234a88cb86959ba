"""The pages of the other contestants: installs their packages from the npm registry and puts the events beside them."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from .contestants import PLAIN, Contestant
from .record import ROWS

PAGES = Path(__file__).parent / "pages"
"""Our own page for each peer."""
MARKWHEN = "markwhen"
"""The peer whose page is its own: we put the document into it, as its command line does."""
_INSTALL = ("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps", "--loglevel=error")

_LIST = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Events</title>
<style>body {{ max-inline-size: 50rem; margin: auto; font: 1rem/1.5 sans-serif }} li {{ margin-block: .4rem }}</style>
<h1>{count:,} events</h1>
{groups}
</html>
"""


def missing() -> str:
    """Why no packages can be installed, in a sentence; empty where they can."""
    lacking = [name for name in ("node", "npm") if shutil.which(name) is None]
    return f"The peers are skipped: {' and '.join(lacking)} cannot be found." if lacking else ""


def install(folder: Path, peers: Iterable[Contestant]) -> dict[str, str]:
    """Install what peers need; one that fails does not hinder the others.

    Args:
        folder: where to.
        peers: whose packages.

    Returns:
        For each peer that cannot be installed, by its name: why, in a sentence.
    """
    failed = {}
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / "package.json"
    if not manifest.is_file():
        manifest.write_text('{"private": true}\n', encoding="utf-8")
    for peer in peers:
        done = subprocess.run([*_INSTALL, *peer.packages], cwd=folder, capture_output=True, text=True, check=False)
        lacking = [path for path in peer.files if not (folder / "node_modules" / path).is_file()]
        if done.returncode or lacking:
            told = done.stderr.strip().splitlines() or [f"no {lacking}"]
            failed[peer.name] = f"{peer.name} is skipped: npm cannot install it ({told[-1]})."
    return failed


def write(folder: Path, packages: Path, record: Path, peers: Sequence[Contestant]) -> None:
    """Write the pages of the plain list and of peers.

    Args:
        folder: where to; what it holds is replaced.
        packages: where the peers are installed.
        record: the folder with the rows of the events.
        peers: whose pages.
    """
    shutil.rmtree(folder, ignore_errors=True)
    rows = read(record / ROWS)
    (folder / PLAIN.page).mkdir(parents=True)
    (folder / PLAIN.page / "index.html").write_text(plain(rows), encoding="utf-8")
    shutil.copyfile(record / ROWS, folder / ROWS)
    for peer in peers:
        for path in peer.files:
            copy = folder / "lib" / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(packages / "node_modules" / path, copy)
        page = folder / peer.page / "index.html"
        page.parent.mkdir()
        if peer.name == MARKWHEN:
            page.write_text(_markwhen(packages, peer, rows), encoding="utf-8")
        else:
            shutil.copyfile(PAGES / f"{peer.page.rstrip('/')}.html", page)


def read(file: Path) -> list[dict[str, str]]:
    """Read the rows of the events."""
    rows: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    return rows


def plain(rows: Sequence[dict[str, str]]) -> str:
    """The events as a page of lists, one a year, with date, title, conflict and place of each."""
    groups = []
    for year, run in groupby(rows, lambda row: row["date"][:4]):
        lines = "\n".join(map(_line, run))
        groups.append(f"<h2>{year}</h2>\n<ul>\n{lines}\n</ul>")
    return _LIST.format(count=len(rows), groups="\n".join(groups))


def _line(row: dict[str, str]) -> str:
    when, title, rest = (
        html.escape(text)
        for text in (row["when"], row["title"], " · ".join(filter(None, (row["conflict"], row["place"]))))
    )
    return f'<li><time>{when}</time> <a href="../events/{row["id"]}/">{title}</a> {rest}'


def document(rows: Sequence[dict[str, str]]) -> str:
    """The events in markwhen's language, a section a conflict."""
    lines = ["title: Events", ""]
    for conflict in dict.fromkeys(row["conflict"] for row in rows):
        lines.append(f"section {conflict}")
        for row in rows:
            if row["conflict"] == conflict:
                days = row["date"] if row["date"] == row["end"] else f"{row['date']}/{row['end']}"
                lines += [f"{days}: {row['title']}", row["summary"], ""]
        lines += ["end section", ""]
    return "\n".join(lines)


def _markwhen(packages: Path, peer: Contestant, rows: Sequence[dict[str, str]]) -> str:
    """Its page with the parsed document in it."""
    command = ["node", str(PAGES / "markwhen.mjs")]
    done = subprocess.run(command, cwd=packages, input=document(rows).encode(), capture_output=True, check=True)
    state = done.stdout.decode().replace("<", "\\u003c")
    hand = (PAGES / "markwhen.js").read_text(encoding="utf-8")
    page = (packages / "node_modules" / peer.files[0]).read_text(encoding="utf-8")
    scripts = f"<script>var __markwhen_initial_state = {state}</script><script>{hand}</script>"
    return page.replace("<head>", f"<head>{scripts}", 1)
