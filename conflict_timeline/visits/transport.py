"""Calls hosts at the very addresses that were checked.

A name is looked up once for each request. Were it checked and then looked up again to connect, its owner could answer
with a public address first and with a private one afterwards (DNS rebinding).
"""

from __future__ import annotations

import ssl

import httpx

from .hosts import Address, Hosts


class CheckedTransport(httpx.AsyncBaseTransport):
    """Sends a request to an address that ``Hosts`` let pass; certificates are held against the host's name.

    Connections are not kept: two hosts at one address would share them, and each host is asked seldom.
    """

    def __init__(self, hosts: Hosts, context: ssl.SSLContext | None = None) -> None:
        self._hosts = hosts
        self._inner = httpx.AsyncHTTPTransport(
            # A transport alone knows no proxies of the environment, which would look names up themselves.
            verify=context or httpx.create_ssl_context(),
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request.

        Raises:
            httpx.TransportError: among them ``RefusedHostError`` and ``UnknownHostError``.
        """
        host = request.url.raw_host.decode("ascii")
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        *others, last = await self._hosts.addresses(host, port)
        for address in others:
            try:
                return await self._inner.handle_async_request(_towards(request, host, address))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._inner.handle_async_request(_towards(request, host, last))

    async def aclose(self) -> None:
        """Close what is open."""
        await self._inner.aclose()


def _towards(request: httpx.Request, host: str, address: Address) -> httpx.Request:
    """The same request, to be sent to an address; its Host header and the certificate's name stay."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=str(address)),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": host},
    )
