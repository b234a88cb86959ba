"""``serve``: a live preview of the site."""

from __future__ import annotations

import sys
import webbrowser
from threading import Thread
from typing import TYPE_CHECKING

import click

from .progress import progress
from .shared import USAGE, paint, say, site

if TYPE_CHECKING:
    import socket

PORT = 8000
"""The port where none is named; if it is in use, the next free one."""


@click.command()
@click.option(
    "--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen; by default only for this machine."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=None, help="The port; by default 8000 or the next free one."
)
@click.option("--open", "opened", is_flag=True, help="Open the preview in a browser.")
def serve(host: str, port: int | None, opened: bool) -> None:
    """Preview the site; a saved file is shown at once, and what is wrong with it on its page and here.

    A file with errors does not stop the preview. Ctrl-C ends it. It never touches site/.

    \b
    Examples:
      python build_timeline.py serve
      python build_timeline.py serve --port 8080 --open
    """
    from ..preview import hosts
    from ..preview.server import Server
    from ..preview.session import Session

    if not (site() / "mkdocs.yml").is_file():
        raise click.UsageError(f"{site()} has no mkdocs.yml; run this in the project's folder, or name it with --root")
    listening = _listening(host, port)
    address = hosts.address(host, listening.getsockname()[1])
    if not hosts.is_loopback(host):
        click.echo(f"Whoever reaches {host} can read the preview; without --host only this machine can.", err=True)
    click.echo("Reading the record …")
    session = Session(site(), address, say, paint())
    with progress("Events") as step:
        session.renew(step=step)
    Thread(target=Server(listening, session, host).serve_forever, daemon=True).start()
    session.tell_news()
    click.echo(f"The preview is at {address} and follows what you save; Ctrl-C ends it.")
    if opened:
        Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    try:
        session.run()
    finally:
        session.close()


def _listening(host: str, port: int | None) -> socket.socket:
    """Listen on the port; where it is in use, offer the next free one, or take that where none was asked for."""
    from ..preview.hosts import ListenError, TakenError, listening

    try:
        return listening(host, PORT if port is None else port)
    except TakenError as taken:
        error: ListenError = taken
        free = taken.free
    except ListenError as refused:
        error, free = refused, None
    if free is None:
        click.echo(f"There is no preview: {error}.", err=True)
        sys.exit(USAGE)
    if port is None:
        click.echo(f"Port {PORT} is in use, by another preview perhaps; this one takes {free}.")
    elif not (sys.stdin.isatty() and click.confirm(f"Port {port} is in use. Take {free}?", default=True)):
        click.echo(f"There is no preview: {error}; port {free} is free: --port {free}", err=True)
        sys.exit(USAGE)
    return _listening(host, free)
