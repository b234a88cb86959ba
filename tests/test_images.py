"""Images are made anew from their pixels; whatever else a file holds or pretends to be stays behind."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from conflict_timeline import images
from conflict_timeline.images import ImageError, beside, remade

from .built import Built, run
from .conftest import TinyRecord

SECRET = b"34.512345 GPS SECRET"


def encoded(form: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: object) -> bytes:
    """An image file with a gradient in it."""
    image = Image.linear_gradient("L").resize(size).convert(mode)
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()  # ImageDescription
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    exif[0x0112] = 6  # turned by a quarter
    return encoded("JPEG", exif=exif.tobytes(), comment=SECRET)


def with_png_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return encoded("PNG", pnginfo=info)


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (with_exif(), ".jpg"), (with_exif(), ".jpeg"), (with_png_text(), ".png"),
        (encoded("WEBP", exif=b"Exif\0\0" + SECRET, xmp=SECRET), ".webp"),
        (encoded("PNG") + b"<script>" + SECRET, ".png"), (encoded("JPEG") + SECRET, ".jpg"),
        (encoded("PNG", mode="P"), ".png"), (encoded("PNG", mode="RGBA"), ".png"), (encoded("PNG", mode="1"), ".png"),
        (encoded("JPEG", mode="CMYK"), ".jpg"), (encoded("PNG", mode="LA"), ".png"),
    ],
)  # fmt: skip
def test_nothing_but_pixels_survives(data: bytes, suffix: str) -> None:
    picture = remade(data, suffix)
    assert b"SECRET" not in picture.data
    assert b"<script" not in picture.data
    with Image.open(io.BytesIO(picture.data)) as image:
        image.load()
        assert dict(image.getexif()) == {}
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background", "timestamp",
                                   "duration"}  # fmt: skip
        assert image.size == (picture.width, picture.height)
    assert remade(data, suffix).data == picture.data
    assert picture.path.startswith("pictures/")


def test_the_turn_that_a_camera_notes_is_done() -> None:
    assert (remade(with_exif(), ".jpg").width, remade(with_exif(), ".jpg").height) == (30, 40)


def test_a_large_image_is_brought_down() -> None:
    picture = remade(encoded("JPEG", (4000, 2000)), ".jpg")
    assert (picture.width, picture.height) == (1600, 800)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has very many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def moving(form: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix", "message"),
    [
        (b"", ".png", "no PNG image"), (b"<svg/>", ".png", "no PNG image"), (encoded("GIF"), ".png", "no PNG image"),
        (encoded("PNG"), ".jpg", "no JPEG image"), (encoded("PNG"), ".svg", "no image that is taken"),
        (encoded("PNG"), "", "no image that is taken"), (encoded("PNG")[:-30], ".png", "broken"),
        (encoded("JPEG", (200, 200))[:300], ".jpg", "broken"), (bomb(60_000, 60_000), ".png", "pixels"),
        (bomb(9000, 9000), ".png", "pixels"), (bomb(100, 100), ".png", "broken"),
        (b"\x89PNG" + b"0" * images.MOST_BYTES, ".png", "bytes"),
        (moving("PNG"), ".png", "moves"), (moving("WEBP"), ".webp", "moves"),
    ],
)  # fmt: skip
def test_what_is_refused(data: bytes, suffix: str, message: str) -> None:
    with pytest.raises(ImageError, match=message) as error:
        remade(data, suffix)
    assert error.value.hint


@pytest.mark.parametrize("data", [encoded("PNG"), encoded("JPEG"), encoded("WEBP")])
def test_no_spoiled_file_raises_anything_else(data: bytes) -> None:
    suffix = {b"\x89": ".png", b"\xff": ".jpg", b"R": ".webp"}[data[:1]]
    for place in range(0, len(data), 3):
        for spoiled in (data[:place], data[:place] + b"\xff\x00" + data[place + 2 :], data[:place] + data):
            try:
                remade(spoiled, suffix)
            except ImageError as error:
                assert error.message  # noqa: PT017 - either is right, nothing else is


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a.png", "events/syria/a.png"), ("photos/a.png", "events/syria/photos/a.png"), ("../a.png", "events/a.png"),
        ("../../a.png", ""), ("../../docs/a.png", ""), ("/etc/passwd", ""), ("//evil.example/a.png", ""),
        ("https://evil.example/a.png", ""), ("data:image/png;base64,AA", ""), ("a%2e.png", ""), ("..\\a.png", ""),
        ("a.png?x", ""), ("a.png#x", ""), ("", ""), ("a\x00.png", ""), ("a\n.png", ""),
    ],
)  # fmt: skip
def test_an_image_is_named_from_the_folder_of_its_event(name: str, path: str) -> None:
    assert beside("events/syria/strike.md", name) == path


def test_an_image_of_an_event_is_published_anew(project: TinyRecord) -> None:
    project.write("events/ruins.jpg", with_exif())
    project.write("docs/photo.png", with_png_text())
    project.edit("docs/about.md", "# About\n", "# About\n\n![A photo](photo.png)\n")
    project.edit("events/strike.md", "[@agency].", '[@agency]. ![The <b>ruins</b> "at" night](ruins.jpg)')
    done = run(root=project.root)
    assert done.returncode == 0, done.stdout + done.stderr
    built = Built(project.root / "site")
    image = built.article("events/strike/").css_first("img")
    assert image is not None
    assert image.attributes["alt"] == 'The ruins "at" night'
    file = (built.root / "events/strike" / (image.attributes["src"] or "")).resolve()
    assert file.is_relative_to(built.root)
    assert not [path for path in built.root.rglob("*") if path.is_file() and SECRET in path.read_bytes()]
    assert (built.root / "photo.png").is_file()
    assert built.broken_links() == []


def test_images_of_withdrawn_events_stay_behind(project: TinyRecord) -> None:
    project.write("events/ruins.jpg", encoded("JPEG"))
    text = project.read("events/retracted.md")
    project.write("events/retracted.md", f"{text}\n![Ruins](ruins.jpg) [@agency]\n")
    run(root=project.root)
    assert not (project.root / "site" / "pictures").exists()


@pytest.mark.parametrize(
    "name", ["style.css", "script.js", "page.html", "feed.xml", "drawing.svg", "assets/stylesheets/x.css"]
)
def test_no_other_file_of_docs_is_published(project: TinyRecord, name: str) -> None:
    project.write(f"docs/{name}", "ran()")
    assert project.rules() == ["stray-file"]
    done = run(root=project.root)
    assert done.returncode == 1
    assert not (project.root / "site").exists()


@pytest.mark.parametrize("name", ["assets/images/favicon.png", "timeline/2016/index.md", "events/strike.md"])
def test_nothing_of_docs_stands_in_the_place_of_something_else(project: TinyRecord, name: str) -> None:
    project.write(f"docs/{name}", encoded("PNG") if name.endswith(".png") else "# A page\n")
    done = run(root=project.root)
    assert done.returncode == 2
    assert "rename it" in done.stderr
    assert not Path(project.root / "site").exists()
