"""Which machines may be called: none of the private networks that whoever runs this can reach and readers cannot.

A source's address comes from a contributor, and where it leads on comes from a stranger's server. Without this, either
could make us call the router, a service on this machine, or a cloud's metadata service.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

Address = IPv4Address | IPv6Address
Judge = Callable[[Address], str]
"""What speaks against an address, in words; an empty text where it may be called."""
Lookup = Callable[[str, int], Awaitable[list[str]]]
"""From a host's name and a port to the numeric addresses that the name stands for; raises ``socket.gaierror``."""

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the IPv4 address stands in the last four bytes
_METADATA = frozenset(
    map(
        ip_address,
        (
            "169.254.169.254",  # nearly every cloud
            "fd00:ec2::254",  # Amazon
            "100.100.100.200",  # Alibaba
            "192.0.0.192",  # Oracle
            "168.63.129.16",  # Azure, whose number looks like a public one
        ),
    )
)
_UNKNOWN = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY") if hasattr(socket, name)}
_MOST = 3
"""Addresses of one host that are tried."""


class RefusedHostError(httpx.TransportError):
    """A host that must not be called; the message says what it is."""


class UnknownHostError(httpx.TransportError):
    """A name for which there is no address.

    Attributes:
        temporary: whether the name may well exist, and only could not be looked up just now.
    """

    def __init__(self, message: str, *, temporary: bool) -> None:
        super().__init__(message)
        self.temporary = temporary


def kind(address: Address) -> str:
    """What keeps an address from being a public one, in words; an empty text for a public one.

    IPv6 addresses that carry an IPv4 address (mapped, NAT64, 6to4, Teredo) are judged by that too.
    """
    if address in _METADATA:
        return "the address of a cloud's metadata service"
    if inner := _carried(address):
        return kind(inner)
    names = {
        "loopback": address.is_loopback,
        "link-local": address.is_link_local or (isinstance(address, IPv6Address) and address.is_site_local),
        "multicast": address.is_multicast,
        "reserved": address.is_unspecified or (address.is_reserved and not address.is_private),
        "private": not address.is_global,
    }
    found = next((name for name, applies in names.items() if applies), "")
    return f"a {found} address" if found else ""


def any_host(_: Address) -> str:
    """Nothing speaks against any address."""
    return ""


def _carried(address: Address) -> IPv4Address | None:
    """The IPv4 address inside an IPv6 one."""
    if not isinstance(address, IPv6Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


async def system_lookup(host: str, port: int) -> list[str]:
    """Ask the system for a host's addresses, as browsers do."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class Hosts:
    """Looks hosts up and lets none but public ones pass.

    Args:
        lookup: how names are looked up.
        judge: which addresses pass; ``any_host`` is for a record whose sources are in a network of one's own.
    """

    def __init__(self, lookup: Lookup = system_lookup, judge: Judge = kind) -> None:
        self._lookup = lookup
        self._judge = judge

    async def addresses(self, host: str, port: int) -> list[Address]:
        """Give the addresses at which a host may be called: who connects to them needs no second look-up.

        Args:
            host: a name, or an address in any of the forms that systems take: ``127.1``, ``0x7f.1``, ``017700000001``.
            port: the port.

        Raises:
            RefusedHostError: one of its addresses is not public. One is enough: a name that leads to both is a trap.
            UnknownHostError: it has none.
        """
        found = [literal] if (literal := _literal(host)) else await self._looked_up(host, port)
        for address in found:
            if what := self._judge(address):
                raise RefusedHostError(f"{host} is {what}" if str(address) == host else f"{host} is {address}, {what}")
        return found[:_MOST]

    async def _looked_up(self, host: str, port: int) -> list[Address]:
        try:
            found = await self._lookup(host, port)
        except socket.gaierror as error:
            raise UnknownHostError(host, temporary=error.errno not in _UNKNOWN) from None
        except UnicodeError:  # a label of more than 63 letters
            found = []
        if not found:
            raise UnknownHostError(host, temporary=False)
        return list(dict.fromkeys(ip_address(address) for address in found))


def _literal(host: str) -> Address | None:
    """A host that is an address itself, in whichever form; else None."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))  # decimal, octal, hexadecimal and short forms
    except (OSError, UnicodeError):
        return None
