"""Ideas that are names of files: a tree under version control cannot hold most of them."""

from __future__ import annotations

from collections.abc import Iterator

from .idea import Idea, event

_NAMES = {
    "parents-encoded": ("events/x%2f..%2f..%2fetc.md", "a way out of the folder in percent encoding"),
    "dots-encoded": ("events/%2e%2e.md", "the folder above in percent encoding"),
    "backslashes": ("events/x\\..\\..\\docs\\index.md", "a way out of the folder where backslashes part names"),
    "index": ("events/hostile/index.md", "the name that a web server gives for a folder"),
    "stream": ("events/x:y.md", "a second stream behind a name, on NTFS"),
    "device": ("events/con.md", "a device of Windows, on which no such folder can be made"),
    "device-numbered": ("events/hostile/com1.md", "another device of Windows"),
    "dot-at-the-end": ("events/x..md", "a dot at the end of a folder's name, which Windows drops"),
    "space": ("events/a b.md", "a space in an address"),
    "space-at-the-end": ("events/x .md", "a space at the end, which Windows drops"),
    "capitals": ("events/Hostile.md", "capitals, which are another name on one system and the same on the next"),
    "full-width": ("events/ｓtrike.md", "a letter of full width, which some systems make a plain one"),
    "dotless": ("events/strıke.md", "a letter without its dot"),
    "composed": ("events/café.md", "a letter that two systems write in two ways"),
    "too-long": (f"events/{'x' * 81}.md", "an id of 81 characters"),
    "longest-name": (f"events/{'x' * 250}.md", "a name as long as a file system takes"),
    "line-end": ("events/a\nb.md", "a line end, which adds a line to a report"),
    "tag": ('events/"><img src=x onerror=ran()>.md', "markup in a name"),
    "template": ("events/{{ 7*7 }}.md", "a template in a name"),
    "terminal": ("events/\x1b]0;owned\x07.md", "a sequence that steers a terminal"),
    "not-utf-8": ("events/\udcff\udcfe.md", "bytes that are no UTF-8"),
    "direction": ("events/a\u202edm.md", "a mark that turns the direction of a name"),
    "slashes": ("events/x--y.md", "two hyphens in a row"),
    "option": ("events/-rf.md", "a name that a program takes for an option"),
    "formula": ("events/=1+1.md", "a name that a spreadsheet computes"),
    "translation": ("events/strike.fr.md", "a name that looks like a translation of another event"),
    "seed-index": ("seeds/index.md", "a seed with the name of the page that lists them"),
}
"""Names that are no ids: what is tried, by path."""

_SEED = b"""---
title: T
publisher: P
kind: news
url: https://seed.example.org/paths
claims:
  - id: one
    says: S
    events: [strike]
---
"""


def ideas() -> Iterator[Idea]:
    """Give the ideas about names."""
    for name, (path, tries) in _NAMES.items():
        content = _SEED if path.startswith("seeds/") else event()
        yield Idea(f"paths/{name}", tries, "invalid-id", {path: content})
    yield from _accepted()
    yield from _links()


def _accepted() -> Iterator[Idea]:
    """Names that are odd and harmless."""
    longest = "x" * 80
    rows: dict[str, tuple[str, dict[str, bytes], str | None]] = {
        "longest": ("an id of 80 characters", {f"events/{longest}.md": event()}, None),
        "number": ("an id that is a number", {"events/0.md": event()}, None),
        "names-of-the-site": ("an id that is a folder of the site", {"events/search.md": event()}, None),
        "not-found": ("an id that is the page of what is not found", {"events/404.md": event()}, None),
        "names-of-javascript": ("an id that every object has", {"events/constructor.md": event()}, None),
        "deep": ("sixty folders inside each other", {f"events/{'d/' * 60}paths-deep.md": event()}, None),
        "folder-markup": ("markup as a folder's name", {"events/<svg onload=ran()>/paths-folder.md": event()}, None),
        "folder-template": ("a template as a folder's name", {"events/{{ 7*7 }}/paths-template.md": event()}, None),
        "hidden": ("a file that is not shown, and is not published", {"events/.hidden.md": event()}, ""),
    }
    for name, (tries, files, page) in rows.items():
        yield Idea(f"paths/{name}", tries, None, files, page=page)


def _links() -> Iterator[Idea]:
    """What is no ordinary file, files in docs/ that would be published as they are, and two names for one thing."""
    passwd = "/etc/passwd"
    links = {
        "link-to-a-file": ("events/link.md", passwd, "an event that is a file of the machine"),
        "link-to-a-folder": ("events/link", "/etc", "a folder of events that is one of the machine"),
        "link-to-itself": ("events/loop", "..", "a folder that holds itself"),
        "link-to-nothing": ("events/nothing.md", "missing.md", "a link that leads nowhere"),
        "link-to-another-event": ("events/again.md", "strike.md", "a second name of an event"),
        "link-as-image": ("events/link.png", passwd, "an image that is a file of the machine"),
        "link-as-registry": ("registry/tags.yml", passwd, "a file of the registry that is one of the machine"),
        "link-as-seed": ("seeds/link.md", "/dev/zero", "a seed that never ends"),
        "link-in-docs": ("docs/link.md", passwd, "a page written by hand that is a file of the machine"),
    }
    for name, (path, target, tries) in links.items():
        yield Idea(f"paths/{name}", tries, "not-a-file", links={path: target})
    yield Idea("paths/pipe", "an event that never ends", "not-a-file", pipe="events/pipe.md")
    yield Idea("paths/pipe-as-image", "an image that never ends", "not-a-file", pipe="events/pipe.png")
    twice = {"events/a/STRIKE.md": event()}
    yield Idea("paths/case-collision", "an id that differs from another in case", "id-collision", twice)
    yield Idea("paths/two-folders", "an id in two folders", "id-collision", {"events/z/strike.md": event()})
    yield Idea(
        "paths/folder-like-a-file",
        "a folder with the ending of a file",
        "not-a-file",
        {"events/x.md/paths-inside.md": event()},
    )
    stray = {
        "ending-in-capitals": ("events/shout.MD", "stray-file", event(), "an event under another ending"),
        "page-among-events": ("events/x.html", "stray-file", b"<script>ran()</script>", "a page beside the events"),
        "script-among-events": ("events/x.js", "stray-file", b"ran()", "a script beside the events"),
        "stray-in-the-registry": ("registry/x.yml", "stray-file", b"a: b", "a file that the registry does not have"),
        "script-in-docs": ("docs/x.js", "stray-file", b"ran()", "a script among the pages written by hand"),
        "page-in-docs": ("docs/x.html", "stray-file", b"<script>ran()</script>", "a page of HTML among them"),
        "picture-in-docs": ("docs/x.svg", "stray-file", b"<svg onload='ran()'/>", "a picture that runs among them"),
        "headers-in-docs": ("docs/_headers", "stray-file", b"/*\n  Link: <//evil.example>", "settings of a host"),
        "fields-in-docs": ("docs/x.md", "untitled-page", b"---\ntemplate: x.html\n---\n# T\n", "fields of a page"),
    }
    for name, (path, rule, content, tries) in stray.items():
        yield Idea(f"paths/{name}", tries, rule, {path: content})
