"""Images of contributors: read within limits, and made anew, so that nothing but what is seen survives.

A photo's file says where and with what it was taken, and can carry anything behind its last pixel. What is
published is a new image that was painted from the old one's pixels: no EXIF, no GPS, no XMP, no comment.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from posixpath import dirname, normpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
"""The formats that are taken, by the ending of the file's name."""
MOST_BYTES = 5_000_000
MOST_PIXELS = 40_000_000
WIDEST = 1600
"""Pixels to which a wider or higher image is brought down: no page shows more, and slow lines thank it."""


_SMALLER = f"make it smaller; {WIDEST} pixels in width are enough"


class ImageError(Exception):
    """An image that is not taken.

    Attributes:
        message: what is wrong.
        hint: what to do instead.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Picture:
    """An image made anew.

    Attributes:
        data: the file's bytes.
        suffix: the ending of its name, with the dot.
        width: in pixels.
        height: in pixels.
    """

    data: bytes
    suffix: str
    width: int
    height: int

    @property
    def path(self) -> str:
        """Where it stands in the site: named after what it holds, so that it can stand in the way of nothing."""
        return f"pictures/{hashlib.sha256(self.data).hexdigest()[:20]}{self.suffix}"


def beside(page: str, name: str) -> str:
    """The path of an image that a page names: relative to the page's folder, and never outside the record.

    Returns:
        The path relative to the record's root, or an empty text where the name is no plain relative path.
    """
    if not name or name.startswith("/") or any(sign in name for sign in "\\:%?#") or not name.isprintable():
        return ""
    path = normpath(f"{dirname(page)}/{name}")
    return path if path.startswith("events/") else ""


@lru_cache(64)
def read(file: Path) -> Picture:
    """Read an image file and make it anew; the last ones are kept, since a check and a build follow each other.

    Raises:
        ImageError: it is not taken; see ``remade``.
        OSError: it cannot be opened.
    """
    with file.open("rb") as stream:
        return remade(stream.read(MOST_BYTES + 1), file.suffix.lower())


def remade(data: bytes, suffix: str) -> Picture:
    """Make an image anew from its pixels.

    Args:
        data: the file; callers need not have looked at its size.
        suffix: the ending of its name, with the dot, in lower case.

    Raises:
        ImageError: it is none of the formats, is not what its name says, moves, is broken or too large.
    """
    # Imported here, since a check of a record without images has no use for it.
    from PIL import Image, UnidentifiedImageError

    if suffix not in FORMATS:
        raise ImageError(
            f"{suffix or 'a file without ending'} is no image that is taken", "save it as PNG, JPEG or WebP"
        )
    if len(data) > MOST_BYTES:
        raise ImageError(f"the image has more than {MOST_BYTES:,} bytes", "make it smaller, or of lower quality")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of size, which is looked at here
        try:
            with Image.open(io.BytesIO(data), formats=[FORMATS[suffix]]) as image:
                return _painted(image, suffix)
        except Image.DecompressionBombError:
            raise ImageError(f"the image has more than {MOST_PIXELS:,} pixels", _SMALLER) from None
        except UnidentifiedImageError:
            hint = "save it anew from an image program under the ending of its format"
            raise ImageError(f"the file is no {FORMATS[suffix]} image", hint) from None
        # Pillow raises nearly anything on broken files, struct.error and SyntaxError among it.
        except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, EOFError, MemoryError, TypeError,
                AttributeError, RuntimeError) as error:  # fmt: skip
            raise ImageError("the image is broken", "save it anew from an image program") from error


def _painted(image: Image.Image, suffix: str) -> Picture:
    from PIL import Image, ImageOps

    if image.width * image.height > MOST_PIXELS:
        message = f"the image has {image.width:,} × {image.height:,} pixels, more than {MOST_PIXELS:,}"
        raise ImageError(message, _SMALLER)
    # A telephone's JPEG may hold a second, smaller picture; only the first is ever read.
    if FORMATS[suffix] != "JPEG" and getattr(image, "n_frames", 1) > 1:
        raise ImageError("the image moves", "save one frame of it")
    image.load()
    try:
        turned = ImageOps.exif_transpose(image)
    except (SyntaxError, ValueError, KeyError, OSError):  # its notes are broken; they go anyway
        turned = image
    plain = turned.convert("RGBA" if turned.has_transparency_data and suffix != ".jpg" else "RGB")
    plain.thumbnail((WIDEST, WIDEST))
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    out = io.BytesIO()
    options: dict[str, dict[str, int]] = {
        "PNG": {"optimize": True},
        "JPEG": {"quality": 85, "optimize": True},
        "WEBP": {"quality": 85},
    }
    name = FORMATS[suffix]
    fresh.save(out, name, **options[name])
    return Picture(out.getvalue(), ".jpg" if name == "JPEG" else suffix, *fresh.size)
