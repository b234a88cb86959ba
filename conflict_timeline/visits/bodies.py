"""The body of an answer, unpacked piece by piece: a small one that unpacks into gigabytes never lies in memory whole."""

from __future__ import annotations

import zlib
from collections.abc import AsyncGenerator

import httpx

_PIECE = 64 * 1024


class UnpackableError(Exception):
    """A body that is packed in a way that is not understood here, or is damaged, or cut short."""


async def unpacked(response: httpx.Response) -> AsyncGenerator[bytes, None]:
    """Give a body in pieces of at most 64 KB unpacked, some of them empty, so that whoever asks can stop at any time.

    Raises:
        UnpackableError: it is not what its Content-Encoding says.
        httpx.TransportError: the connection broke off.
    """
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        async for piece in response.aiter_raw():
            yield piece
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise UnpackableError
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    async for raw in response.aiter_raw():
        piece, full = raw, True
        while full or piece:
            try:
                out = unpacker.decompress(piece, _PIECE)
            except zlib.error:
                raise UnpackableError from None
            yield out
            piece, full = unpacker.unconsumed_tail, len(out) == _PIECE
        if unpacker.eof:
            return
    raise UnpackableError
