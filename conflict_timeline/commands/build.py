"""``build``: check the record and let MkDocs build the site beside its place, then swap."""

from __future__ import annotations

import logging
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..checks import check as check_record
from ..collection import Collection, collect
from .progress import progress
from .shared import PROBLEMS, USAGE, settings, shown, site, tell

if TYPE_CHECKING:
    from ..mkdocs_plugin import TimelinePlugin


@click.command()
@click.option("--strict", is_flag=True, help="Let warnings stop the build too.")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    default=None,
    help="Where the site goes; by default as mkdocs.yml says.",
)
@click.pass_obj
def build(root: Path, strict: bool = False, site_dir: Path | None = None) -> None:
    """Check the record and build the site. On errors nothing is built and the last site stays.

    \b
    Examples:
      python build_timeline.py
      python build_timeline.py build --site-dir /tmp/preview
    """
    began = time.monotonic()
    if not (site() / "mkdocs.yml").is_file():
        raise click.UsageError(f"{site()} has no mkdocs.yml; run this in the project's folder, or name it with --root")
    with progress("Reading events") as bar:
        collection = collect(root, done=bar.reach)
    report = check_record(collection, settings())
    if report.problems:
        tell(report, root)
    if report.fails(strict=strict):
        click.echo("Nothing was built; the last site is as it was.", err=True)
        sys.exit(PROBLEMS)
    target, plugin = _build(collection, site_dir)
    seconds = time.monotonic() - began
    counts = f"{len(collection.events):,} events, {plugin.pages:,} pages in {seconds:.1f} s."
    click.echo(f"{counts} {_look(target, site_dir)}")
    click.echo(f"SHA-256 of its manifest: {plugin.manifest}")


def _build(collection: Collection, site_dir: Path | None) -> tuple[Path, TimelinePlugin]:
    """Let MkDocs build beside the site's place, then swap; give that place and the plugin, which knows the counts."""
    # Imported here, since `check` has no use for them and they take most of a second.
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    from ..publish import UnpublishableError, staged

    _show_warnings()
    try:
        config = load_config(str(site() / "mkdocs.yml"))
        plugin = config.plugins.get("timeline")
        if plugin is None:
            raise click.UsageError("mkdocs.yml does not name the plugin; add «timeline» under plugins:")
        plugin.collection = collection
        target = site_dir.resolve() if site_dir else Path(config.site_dir)
        _keep_events(collection, target)
        with staged(target, tell=partial(click.echo, err=True)) as stage:
            config.site_dir = str(stage)
            mkdocs_build(config)
    except (MkDocsException, UnpublishableError, OSError) as error:
        click.echo(f"Nothing was built: {error}", err=True)
        sys.exit(USAGE)
    return target, plugin


def _keep_events(collection: Collection, target: Path) -> None:
    """Refuse to put an empty site in the place of one with events: the record is elsewhere, more likely than gone."""
    from ..publish.swap import MARKER

    if not collection.events and (target / MARKER).is_file() and any(target.glob("events/*/index.html")):
        click.echo(
            f"Nothing was built: the record has no events, and the site in {target} has some; "
            "look whether --root names the right folder, or remove the site first",
            err=True,
        )
        sys.exit(USAGE)


def _show_warnings() -> None:
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logging.getLogger("mkdocs").addHandler(handler)


def _look(target: Path, site_dir: Path | None) -> str:
    """What to do to see the site; its links lead to folders, so a browser needs a server for it."""
    if site_dir is None:
        return f"The site is in {shown(target)}/; look at it with: make serve"
    return f"Look at it with: python -m http.server --directory {shown(target)}"
