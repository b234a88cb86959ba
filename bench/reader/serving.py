"""A web server that compresses everything it sends, and notes what was asked for."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

PACKED = (".png", ".woff2", ".woff", ".jpg", ".webp")
"""Files that are compressed already."""


class Shelf:
    """The files below a folder, compressed when they are first asked for.

    Attributes:
        served: path and compressed size of every answer since the last look.
    """

    def __init__(self, folder: Path) -> None:
        self.served: list[tuple[str, int]] = []
        self._folder = folder
        self._packed: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def take(self, address: str) -> tuple[str, bytes] | None:
        """Give the path and the compressed content of the file at an address; None where there is none."""
        path = unquote(urlsplit(address).path).lstrip("/")
        path += "index.html" if not path or path.endswith("/") else ""
        with self._lock:
            if path not in self._packed:
                file = (self._folder / path).resolve()
                if not file.is_relative_to(self._folder.resolve()) or not file.is_file():
                    return None
                self._packed[path] = packed(path, file.read_bytes())
            self.served.append((path, len(self._packed[path])))
            return path, self._packed[path]


def packed(path: str, content: bytes) -> bytes:
    """Compress a file's content by ``gzip -9``, unless its format is compressed already."""
    return content if path.endswith(PACKED) else gzip.compress(content, 9, mtime=0)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # a body must not wait for the answer to its head

    def __init__(self, *arguments: object, shelf: Shelf) -> None:
        self._shelf = shelf
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file."""
        found = self._shelf.take(self.path)
        if found is None:
            self.send_error(404)
            return
        path, content = found
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if not path.endswith(PACKED):
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, Shelf]]:
    """Serve a folder on a free port of this machine; gives the address without a closing slash, and the shelf."""
    shelf = Shelf(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, shelf=shelf))
    server.daemon_threads = True  # connections of a browser stay open
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", shelf
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
