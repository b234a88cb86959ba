"""Writes pictures of pages: `python -m tests.screenshots [SITE [OUT [PAGE …]]]`, at three widths and in both palettes.

Without named pages also the timeline at four zooms.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from .browser import ARGUMENTS, find
from .kinds import kinds
from .server import serving

WIDTHS = (360, 768, 1440)
ZOOMS = {
    "whole": "colour=family",
    "years": "view=2011-01-01_2014-12-31&arcs=yes",
    "months": "view=2022-01-15_2022-05-30&event=mariupol-hospital&colour=status",
    "days": "view=2022-03-08_2022-03-16&colour=level",
}
"""Views of the timeline, each nearer than the one before."""
READY = "document.querySelector('conflict-timeline[data-ready]')?.words.pending.size === 0"


def main(site: Path, out: Path, addresses: tuple[str, ...] | None) -> None:
    """Take a picture of each page, or of one of each kind, at each width and in each palette."""
    pages = addresses or kinds(site)
    out.mkdir(parents=True, exist_ok=True)
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        for scheme in ("light", "dark"):
            for width in WIDTHS:
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
                page = context.new_page()
                for url in pages:
                    page.goto(f"{address}/{url}", wait_until="load")
                    name = url.strip("/").replace("/", "_") or "home"
                    page.screenshot(path=out / f"{name}-{width}-{scheme}.png", full_page=True)
                for name, view in ZOOMS.items() if addresses is None else ():
                    page.goto("about:blank")  # else only the fragment changes
                    page.goto(f"{address}/timeline/#{view}", wait_until="networkidle")
                    while not page.evaluate(READY):
                        page.wait_for_timeout(50)
                    page.wait_for_timeout(300)
                    page.screenshot(path=out / f"zoom-{name}-{width}-{scheme}.png")
                context.close()
        browser.close()
    zooms = 0 if addresses else len(ZOOMS)
    print(f"{(len(pages) + zooms) * len(WIDTHS) * 2} pictures in {out}")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        Path(given[0] if given else "site"),
        Path(given[1] if len(given) > 1 else "screenshots"),
        tuple(given[2:]) or None,
    )
