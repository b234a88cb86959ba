"""Where the preview listens, and who may ask it.

A page of another site can make its own name lead to this machine (DNS rebinding) and then read what is served here. Its
requests still carry that name as their host; so only addresses in numbers, which cannot be turned, and names that the
user gave or that always mean this machine are answered.
"""

from __future__ import annotations

import errno
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

LOOPBACK = ("localhost", "ip6-localhost")
TRIES = 100
"""How many ports are tried after the first one."""


class ListenError(Exception):
    """Nobody can listen there; the message is a sentence for the user."""


class TakenError(ListenError):
    """Another program listens on the port.

    Attributes:
        free: the next port on which nobody does; None where none was found.
    """

    def __init__(self, port: int, free: int | None) -> None:
        super().__init__(f"port {port} is in use")
        self.free = free


def listening(host: str, port: int) -> socket.socket:
    """Give a socket that listens.

    Args:
        host: a name or an address of this machine.
        port: the port; 0 for any.

    Raises:
        TakenError: the port is in use.
        ListenError: this machine has no such address, or the system refuses.
    """
    try:
        family, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError):
        raise ListenError(f"there is no host {host}; name an address of this machine, such as 127.0.0.1") from None
    try:
        return socket.create_server(place, family=family, backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise TakenError(port, _free(place, family)) from None
        if error.errno == errno.EADDRNOTAVAIL:
            raise ListenError(f"{host} is no address of this machine; 127.0.0.1 always is") from None
        if error.errno == errno.EACCES:
            raise ListenError(f"the system keeps port {port} for itself; name one above 1023") from None
        raise ListenError(f"{host}:{port}: {error.strerror}") from None


def _free(place: tuple[object, ...], family: socket.AddressFamily) -> int | None:
    host, port = str(place[0]), int(str(place[1]))
    for other in range(port + 1, min(port + TRIES, 65535) + 1):
        try:
            socket.create_server((host, other), family=family).close()
        except OSError:
            continue
        return other
    return None


def address(host: str, port: int) -> str:
    """The address of the preview for a browser on this machine, ending in a slash."""
    number = _number(host)
    name = "localhost" if number is not None and number.is_unspecified else host
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def is_loopback(host: str) -> bool:
    """Whether only this machine can ask there."""
    number = _number(host)
    return number.is_loopback if number is not None else host.lower() in LOOPBACK


def may_ask(header: str | None, host: str) -> bool:
    """Whether a request with this ``Host`` header is one for the preview.

    Args:
        header: the header's value.
        host: where the preview listens, as the user named it.
    """
    if not header:
        return False
    name = header.strip().lower()
    name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
    name = name.removesuffix(".")
    return _number(name) is not None or name in (*LOOPBACK, host.lower()) or name.endswith(".localhost")


def _number(name: str) -> IPv4Address | IPv6Address | None:
    """An address in numbers; None for a name."""
    try:
        return ip_address(name)
    except ValueError:
        return None
