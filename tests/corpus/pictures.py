"""Ideas that are images, made here: most are broken on purpose, and none is worth keeping as a file."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from PIL import Image, PngImagePlugin

from .idea import Idea, event

PAYLOAD = b"<script>ran()</script><img src=//evil.example/image onerror=ran()>"
"""What must not be left of any image."""
_SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='ran()'><script>ran()</script></svg>"
_GPS = 0x8825


def ideas() -> Iterator[Idea]:
    """Give the ideas about images: each is an image and an event that shows it."""
    for name, (file, data, rule, tries) in {**_refused(), **_accepted()}.items():
        event_path = f"events/hostile/images-{name}.md"
        body = f"![words](<{file}>)\n\nThe text [@a]."
        yield Idea(f"images/{name}", tries, rule, {event_path: event(body), f"events/hostile/{file}": data})
    words = event(
        '![" onerror="ran()" x=\'](<images-words.png>) ![</p><script>ran()</script>](<images-words.png>) [@a]'
    )
    files = {"events/hostile/images-words.md": words, "events/hostile/images-words.png": _png()}
    yield Idea("images/words", "words of an image that end their attribute", None, files)
    link = event("[![words](images-linked.png)](javascript:ran()) [@a]")
    files = {"events/hostile/images-linked.md": link, "events/hostile/images-linked.png": _png((9, 9, 9))}
    yield Idea("images/linked", "an image as the words of a link that is a script", None, files)


@cache
def _png(colour: tuple[int, ...] = (1, 2, 3), size: tuple[int, int] = (8, 8)) -> bytes:
    return _saved(Image.new("RGB", size, colour), "PNG")


def _saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _with(kind: bytes, data: bytes) -> bytes:
    """A PNG with one more chunk behind its header."""
    png = _png()
    return png[:33] + _chunk(kind, data) + png[33:]


def _of_size(width: int, height: int) -> bytes:
    """A PNG that says it is so large and holds little."""
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + _chunk(b"IDAT", zlib.compress(bytes(1000))) + _chunk(b"IEND", b"")


def _moving(form: str) -> bytes:
    frames = [Image.new("RGB", (8, 8), (100 * n, 0, 0)) for n in range(3)]
    return _saved(frames[0], form, save_all=True, append_images=frames[1:])


def _located() -> Image.Exif:
    """EXIF as a telephone writes it: device, place, and a comment."""
    exif = Image.Exif()
    exif[0x010F] = "Maker ran()"
    exif[0x9286] = PAYLOAD.decode()
    exif.get_ifd(_GPS).update({1: "N", 2: (36.0, 12.0, 0.0), 3: "E", 4: (37.0, 9.0, 0.0)})
    return exif


def _refused() -> dict[str, tuple[str, bytes, str | None, str]]:
    gif = _saved(Image.new("P", (8, 8)), "GIF", comment=PAYLOAD)
    bad = "invalid-image"
    return {
        "svg-named-png": ("a1.png", _SVG, bad, "a picture that runs under the ending of one that does not"),
        "svg": ("a2.svg", _SVG, "unknown-image", "a picture that runs"),
        "html-named-jpeg": ("a3.jpg", b"<html>" + PAYLOAD, bad, "a page under the ending of an image"),
        "gif-named-png": ("a4.png", gif, bad, "a format that is not taken under the ending of one that is"),
        "gif": ("a5.gif", gif, "unknown-image", "a format that is not taken"),
        "gif-that-is-a-script": ("a6.png", b"GIF89a=1;ran()//", bad, "a script that begins like an image"),
        "jpeg-named-webp": ("a7.webp", _saved(Image.new("RGB", (8, 8)), "JPEG"), bad, "one format as another"),
        "two-endings": ("a8.png.html", _png(), "unknown-image", "an image with the ending of a page"),
        "empty": ("a9.png", b"", bad, "a file of no bytes"),
        "cut": ("b1.png", _png((5, 5, 5), (99, 99))[:60], bad, "an image that ends in the middle"),
        "cut-jpeg": ("b2.jpg", _saved(Image.new("RGB", (99, 99)), "JPEG")[:300], bad, "the same as a JPEG"),
        "wrong-checksum": ("b3.png", _png()[:40] + b"\xff" + _png()[41:], bad, "a chunk whose checksum is wrong"),
        "size-flood": ("b4.png", _of_size(60_000, 60_000), bad, "a small file that says it is of 3.6 gigapixels"),
        "size-beyond-limit": ("b5.png", _of_size(8000, 5001), bad, "one row of pixels too many"),
        "size-null": ("b6.png", _of_size(0, 8), bad, "an image without width"),
        "size-negative": ("b7.png", _of_size(0xFFFFFFFF, 0x7FFFFFFF), bad, "a width that is negative as a number"),
        "text-flood": (
            "b8.png",
            _with(b"zTXt", b"x\0\0" + zlib.compress(bytes(60_000_000), 9)),
            bad,
            "a text of 60 MB in 60 KB",
        ),
        "bytes-flood": ("b9.png", _png() + bytes(5_000_000), bad, "more bytes than are taken"),
        "moving-png": ("c1.png", _moving("PNG"), bad, "an image that moves"),
        "moving-webp": ("c2.webp", _moving("WEBP"), bad, "the same as WebP"),
    }


def _accepted() -> dict[str, tuple[str, bytes, str | None, str]]:
    plain = Image.new("RGB", (8, 8), (70, 80, 90))
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", PAYLOAD.decode())
    text.add_itxt("XML:com.adobe.xmp", PAYLOAD.decode())
    located = _saved(plain, "JPEG", exif=_located())
    shades = plain.convert("P")
    return {
        "place-in-jpeg": ("d1.jpg", located, None, "a photo that says where it was taken"),
        "place-in-webp": ("d2.webp", _saved(plain, "WEBP", exif=_located(), xmp=PAYLOAD), None, "the same as WebP"),
        "place-in-png": ("d3.png", _saved(plain, "PNG", exif=_located()), None, "the same as PNG"),
        "turned": ("d4.jpg", _saved(plain, "JPEG", exif=_turned()), None, "a photo that says how to turn it"),
        "comment-in-jpeg": ("d5.jpg", _saved(plain, "JPEG", comment=PAYLOAD), None, "markup in a comment"),
        "texts-in-png": ("d6.png", _saved(plain, "PNG", pnginfo=text), None, "markup in the texts of a PNG"),
        "chunk-of-ones-own": ("d7.png", _with(b"raNd", PAYLOAD), None, "markup in a chunk that nobody knows"),
        "profile": ("d8.png", _saved(plain, "PNG", icc_profile=PAYLOAD), None, "markup instead of a colour profile"),
        "page-behind-the-end": ("d9.png", _png((4, 4, 4)) + PAYLOAD, None, "a page behind the last pixel"),
        "archive-behind-the-end": ("e1.jpg", located + b"PK\x03\x04ran()", None, "an archive behind the last pixel"),
        "ending-in-capitals": ("e2.PNG", _png((6, 6, 6)), None, "an ending in capitals"),
        "shades-and-holes": (
            "e3.png",
            _saved(shades, "PNG", transparency=0),
            None,
            "a palette with a transparent colour",
        ),
        "four-inks": ("e4.jpg", _saved(Image.new("CMYK", (8, 8)), "JPEG"), None, "a JPEG of four inks"),
        "sixteen-bits": ("e5.png", _saved(Image.new("I;16", (8, 8)), "PNG"), None, "grey of sixteen bits"),
        "tall": ("e6.png", _png((7, 7, 7), (1, 20_000)), None, "an image one pixel wide and 20,000 high"),
        "name-with-quotes": ('e7" onerror="ran().png', _png((8, 8, 8)), None, "a name that ends an attribute"),
        "name-with-script": ("javascript'ran().png", _png((9, 8, 7)), None, "a name that is nearly a script"),
    }


def _turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif
