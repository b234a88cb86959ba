"""Speaks HTTP for the preview: pages from the latest edition, and a stream that says when a page would look otherwise.

Nothing is read from the disk for an address but the preview's own style sheet and script, so no address leads out of the
site. Whatever is answered may be another at the next request, so nothing is kept (RFC 9111, no-store). The stream is one
of server-sent events (HTML Standard, section 9.2).
"""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from . import hosts
from .edition import OWN, Answer
from .session import Session

_ASSETS = Path(__file__).parent / "assets"
_OWN_FILES = {f"{OWN}preview.js": "text/javascript", f"{OWN}preview.css": "text/css"}
BREATH = 15.0
"""Seconds after which a stream says that it is still there; so a reader that has gone is noticed."""
IDLE = 60.0
"""Seconds that a connection may stay without a request."""


class Server(ThreadingHTTPServer):
    """The preview's web server.

    Args:
        listening: a socket that listens.
        session: gives the editions.
        host: where the socket listens, as the user named it.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, listening: socket.socket, session: Session, host: str) -> None:
        super().__init__(listening.getsockname()[:2], partial(_Handler, session, host), bind_and_activate=False)
        self._session = session
        self.socket.close()
        self.socket = listening

    def handle_error(self, request: object, client_address: object) -> None:
        """Say what went wrong in a sentence, and nothing of readers who left in the middle."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            self._session.tell([f"A request failed: {type(error).__name__}: {error}"])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "conflict-timeline", ""
    timeout = IDLE

    def __init__(self, session: Session, host: str, *arguments: object) -> None:
        self._session = session
        self._host = host
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request."""
        if not hosts.may_ask(self.headers.get("Host"), self._host):
            self._say(HTTPStatus.MISDIRECTED_REQUEST, "This preview answers only under the address that it printed.\n")
            return
        if self.headers.get("Sec-Fetch-Site") == "cross-site" and self.headers.get("Sec-Fetch-Mode") != "navigate":
            self._say(HTTPStatus.FORBIDDEN, "This preview answers no other site.\n")
            return
        parts = urlsplit(self.path)
        path = unquote(parts.path).lstrip("/")
        asked = unquote(parse_qs(parts.query).get("page", [""])[0]).lstrip("/")
        if path == f"{OWN}events":
            self._stream(asked)
        elif path == f"{OWN}panel":
            self._send(Answer(200, "text/html; charset=utf-8", self._session.edition.panel(asked).encode()))
        elif path in _OWN_FILES:
            content = (_ASSETS / path.removeprefix(OWN)).read_bytes()
            self._send(Answer(200, f"{_OWN_FILES[path]}; charset=utf-8", content))
        else:
            self._page(path)

    def do_HEAD(self) -> None:
        """Answer a request without the content."""
        self.do_GET()

    def _page(self, path: str) -> None:
        number = path.removeprefix(OWN).partition("/")[0] if path.startswith(OWN) else ""
        edition = (
            self._session.data(int(number)) if number.isdecimal() and len(number) < 10 else None
        ) or self._session.edition
        answer = edition.answer(path)
        if answer is not None:
            self._send(answer)
            return
        self._head(HTTPStatus.FOUND, [("Location", f"/{quote(path)}/"), ("Content-Length", "0")])

    def _stream(self, path: str) -> None:
        """Tell the state of a page now, and again whenever there is a new edition, until its reader leaves."""
        self.close_connection = True
        self._head(HTTPStatus.OK, [("Content-Type", "text/event-stream; charset=utf-8"), ("Connection", "close")])
        if self.command == "HEAD":
            return
        number = 0
        while True:
            edition = self._session.after(number, BREATH)
            text = ":\n\n"
            if edition.number > number:
                number = edition.number
                text = f"event: state\nid: {number}\ndata: {json.dumps(edition.state(path))}\n\n"
            try:
                self.wfile.write(text.encode())
                self.wfile.flush()
            except OSError:
                return

    def _say(self, status: HTTPStatus, text: str) -> None:
        self._send(Answer(status, "text/plain; charset=utf-8", text.encode()))

    def _send(self, answer: Answer) -> None:
        head = [("Content-Type", answer.type), ("Content-Length", str(len(answer.content)))]
        self._head(HTTPStatus(answer.status), head)
        if self.command != "HEAD":
            self.wfile.write(answer.content)

    def _head(self, status: HTTPStatus, head: Iterable[tuple[str, str]]) -> None:
        self.send_response(status)
        for name, value in head:
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing of each request: the terminal is for the record's problems."""
