"""A web server that misbehaves in every way, on a free port of this machine; each path is another way."""

from __future__ import annotations

import gzip
import socket
import socketserver
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PAGE = b"<!doctype html><html><head><title>Hospital hit in Aleppo | An agency</title></head><body>Text.</body></html>"
HTML = "Content-Type: text/html; charset=utf-8"


@dataclass
class Request:
    """What a client asked: the connection, method, path, headers by their names in small letters, and the body."""

    socket: socket.socket
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    times: int
    """How often this path has been asked, this time included."""


Behaviour = Callable[["Server", Request], None]


@dataclass
class Server:
    """The server.

    Attributes:
        port: its port on 127.0.0.1.
        log: what was asked, in order: method, host and path.
        requests: the requests themselves.
        sent: bytes of bodies that have no end, as far as they were taken.
        behaviours: more paths, for one test.
        otherwise: what is done at all other paths, for one test.
    """

    port: int = 0
    log: list[tuple[str, str, str]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    otherwise: Behaviour | None = None
    sent: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)
    asked: Counter[str] = field(default_factory=Counter)

    def url(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        """The address of a path."""
        return f"{scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked, as ``METHOD path``."""
        return [f"{method} {path}" for method, _, path in self.log]


def answer(request: Request, status: str = "200 OK", *headers: str, body: bytes = PAGE) -> None:
    """Answer as a server should."""
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    sent = "\r\n".join(head).encode() + b"\r\n\r\n"
    request.socket.sendall(sent if request.method == "HEAD" else sent + body)


def page(server: Server, request: Request) -> None:
    """A page as it should be."""
    answer(request, "200 OK", HTML)


def status(line: str, *headers: str) -> Behaviour:
    """Always the same status."""
    return lambda _, request: answer(request, line, *headers, body=b"no")


def leads(target: str, line: str = "302 Found", *headers: str) -> Behaviour:
    """A redirect; ``{port}`` stands for the server's port."""
    return lambda server, request: answer(
        request, line, f"Location: {target.replace('{port}', str(server.port))}", *headers, body=b""
    )


def at_first(times: int, first: Behaviour, then: Behaviour = page) -> Behaviour:
    """One way for the first requests, another one for the rest."""
    return lambda server, request: (first if request.times <= times else then)(server, request)


def only_get(refusal: Behaviour, get: Behaviour = page) -> Behaviour:
    """HEAD is treated otherwise than GET."""
    return lambda server, request: (refusal if request.method == "HEAD" else get)(server, request)


def hangs(server: Server, request: Request) -> None:
    """Never answers."""
    server.stopping.wait(60)


def closes(server: Server, request: Request) -> None:
    """Hangs up instead of answering."""


def nonsense(server: Server, request: Request) -> None:
    """Answers with what is no HTTP."""
    request.socket.sendall(b"SSH-2.0-OpenSSH_9.9\r\n\x00\xff\r\n\r\n")


def trickles(server: Server, request: Request) -> None:
    """Sends headers for ever, a byte at a time."""
    request.socket.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not server.stopping.wait(0.005):
        request.socket.sendall(b"a")


def header_bomb(server: Server, request: Request) -> None:
    """Sends headers without an end."""
    request.socket.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        request.socket.sendall(f"X-{number}: {'a' * 1000}\r\n".encode())


def early_hints(server: Server, request: Request) -> None:
    """Announces an answer for ever and never gives it."""
    while not server.stopping.is_set():
        request.socket.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 100)


def body(start: bytes, more: Callable[[], Iterator[bytes]], *headers: str) -> Behaviour:
    """A body that begins well and goes on as ``more`` says, without a length."""

    def behave(server: Server, request: Request) -> None:
        head = "\r\n".join(["HTTP/1.1 200 OK", HTML, "Connection: close", *headers])
        request.socket.sendall(head.encode() + b"\r\n\r\n")
        if request.method != "HEAD":
            request.socket.sendall(start)
            for piece in more():
                if server.stopping.is_set():
                    break
                request.socket.sendall(piece)
                server.sent += len(piece)

    return behave


def endless() -> Iterator[bytes]:
    while True:
        yield b"<p>" + b"a" * 65_000


def breaks_off(server: Server, request: Request) -> None:
    """Promises more than it sends."""
    request.socket.sendall(f"HTTP/1.1 200 OK\r\n{HTML}\r\nContent-Length: 100000\r\n\r\n".encode())
    if request.method != "HEAD":
        request.socket.sendall(PAGE)


def hangs_in_the_body(server: Server, request: Request) -> None:
    breaks_off(server, request)
    if request.method != "HEAD":
        server.stopping.wait(60)


def needs_a_cookie(server: Server, request: Request) -> None:
    """Leads to itself until its cookie comes back."""
    if "seen=yes" in request.headers.get("cookie", ""):
        page(server, request)
    else:
        answer(request, "302 Found", "Location: /cookie", "Set-Cookie: seen=yes; Path=/", body=b"")


BOMB = gzip.compress(b"<title>Hospital hit in Aleppo</title>" + b" " * 50_000_000)
LATIN = b"<title>H\xf4pital touch\xe9 \xe0 Alep</title>"

BEHAVIOURS: dict[str, Behaviour] = {
    "/page": page,
    "/404": status("404 Not Found"),
    "/410": status("410 Gone"),
    "/403": status("403 Forbidden"),
    "/451": status("451 Unavailable For Legal Reasons"),
    "/999": status("999 Request denied"),
    "/500": status("500 Internal Server Error"),
    "/304": status("304 Not Modified"),
    "/robot-check": status("503 Service Unavailable", "cf-mitigated: challenge"),
    "/busy": at_first(1, status("429 Too Many Requests", "Retry-After: 7")),
    "/busy-always": status("429 Too Many Requests"),
    "/busy-for-long": status("429 Too Many Requests", "Retry-After: 86400"),
    "/busy-nonsense": at_first(1, status("503 Service Unavailable", "Retry-After: soon")),
    "/stumbles": at_first(2, status("503 Service Unavailable")),
    "/hangs": hangs,
    "/closes": closes,
    "/nonsense": nonsense,
    "/trickles": trickles,
    "/header-bomb": header_bomb,
    "/early-hints": early_hints,
    "/head-refused": only_get(status("405 Method Not Allowed")),
    "/head-lies": only_get(status("404 Not Found")),
    "/head-hangs-up": only_get(closes),
    "/head-promises": only_get(page, status("404 Not Found")),
    "/moved": leads("/page", "301 Moved Permanently"),
    "/moved-308": leads("/page", "308 Permanent Redirect"),
    "/moved-then-found": leads("/found", "301 Moved Permanently"),
    "/found": leads("/page"),
    "/found-then-moved": leads("/moved"),
    "/loop": leads("/loop-back"),
    "/loop-back": leads("/loop"),
    "/to-404": leads("/404", "301 Moved Permanently"),
    "/front": leads("/", "301 Moved Permanently"),
    "/": page,
    "/to-nowhere": leads("http://[::bad"),
    "/to-file": leads("file:///etc/passwd"),
    "/to-javascript": leads("javascript:alert(1)"),
    "/to-password": leads("http://me:secret@127.0.0.1:{port}/page"),
    "/cookie": needs_a_cookie,
    "/pdf": lambda _, request: answer(request, "200 OK", "Content-Type: application/pdf", body=b"%PDF-1.7"),
    "/untyped": lambda _, request: answer(request, "200 OK"),
    "/lies-about-type": lambda _, request: answer(request, "200 OK", HTML, body=b"\x89PNG\r\n\x1a\n\x00\xff\x00"),
    "/huge": body(PAGE, lambda: iter([b"a" * 1_000_000] * 50)),
    "/endless": body(PAGE, endless),
    "/endless-without-title": body(b"<html><head>", endless),
    "/breaks-off": breaks_off,
    "/hangs-in-the-body": hangs_in_the_body,
    "/bomb": body(BOMB, lambda: iter(()), "Content-Encoding: gzip"),
    "/gzip-breaks": body(BOMB[:200], lambda: iter([b"\xff" * 1000]), "Content-Encoding: gzip"),
    "/gzip": body(gzip.compress(PAGE), lambda: iter(()), "Content-Encoding: gzip"),
    "/after-gzip": body(gzip.compress(PAGE), endless, "Content-Encoding: gzip"),
    "/brotli": body(b"\x0b\x02\x80", lambda: iter(()), "Content-Encoding: br"),
    "/latin": lambda _, request: answer(request, "200 OK", "Content-Type: text/html; charset=iso-8859-1", body=LATIN),
    "/bad-charset": lambda _, request: answer(request, "200 OK", "Content-Type: text/html; charset=rot13", body=LATIN),
}
for _number in range(10):
    BEHAVIOURS[f"/long/{_number}"] = leads(f"/long/{_number + 1}")


def _handler(server: Server) -> type[socketserver.BaseRequestHandler]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # a client may go away whenever it likes
                request = _read(self.request, server)
                if request is not None:
                    path = request.path.partition("?")[0]
                    behave = (
                        server.behaviours.get(path)
                        or server.otherwise
                        or BEHAVIOURS.get(path)
                        or status("404 Not Found")
                    )
                    behave(server, request)

    return Handler


def _read(connection: socket.socket, server: Server) -> Request | None:
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65_536)
        if not piece:
            return None
        received += piece
        if received.startswith(b"\x16"):  # somebody who wants TLS
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return None
    head, _, rest = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(rest) < int(headers.get("content-length", "0")):
        rest += connection.recv(65_536)
    server.asked[path] += 1
    server.log.append((method, headers.get("host", "").rpartition(":")[0], path))
    request = Request(connection, method, path, headers, rest, server.asked[path])
    server.requests.append(request)
    return request


class _Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    context: ssl.SSLContext | None = None

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        return connection, address

    def finish_request(self, request: socket.socket, client_address: object) -> None:
        if self.context is not None:
            with suppress(OSError):
                request = self.context.wrap_socket(request, server_side=True)
                super().finish_request(request, client_address)
                request.close()
            return
        super().finish_request(request, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: broken connections are what this server is for."""


@contextmanager
def misbehaving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Run the server, over TLS where a context is given."""
    server = Server()
    with _Threads(("127.0.0.1", 0), _handler(server)) as threads:
        threads.context = context
        server.port = threads.server_address[1]
        thread = threading.Thread(target=threads.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            threads.shutdown()
            thread.join()
