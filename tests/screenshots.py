"""Writes pictures of pages: `python -m tests.screenshots [SITE [OUT [PAGE …]]]`, at three widths and in both palettes."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from .browser import ARGUMENTS, find
from .kinds import kinds
from .server import serving

WIDTHS = (360, 768, 1440)


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
                context.close()
        browser.close()
    print(f"{len(pages) * len(WIDTHS) * 2} pictures in {out}")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        Path(given[0] if given else "site"),
        Path(given[1] if len(given) > 1 else "screenshots"),
        tuple(given[2:]) or None,
    )
