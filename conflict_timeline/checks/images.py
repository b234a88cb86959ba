"""Rules about the images that bodies show."""

from __future__ import annotations

from collections.abc import Iterator

from ..citations import Illustration
from ..collection import Collection, Entry
from ..images import ImageError, beside, read
from ..model import Event, Seed
from ..problems import Problem, nearest


def check(collection: Collection) -> Iterator[Problem]:
    """Find images that are not there, that say nothing to those who cannot see them, or that are not taken."""
    shown: set[str] = set()
    entries: list[Entry[Event] | Entry[Seed]] = [*collection.events.values(), *collection.seeds.values()]
    for entry in entries:
        for image in entry.body.illustrations:
            yield from _illustration(collection, entry, image, shown)
    for path, file in sorted(collection.images.items()):
        if path not in shown:
            hint = "show it with ![what is seen](its-name) in the event beside it, or delete it"
            yield Problem(path, 1, 1, "unused-image", "no event shows this image", hint)
        try:
            read(file)
        except ImageError as error:
            yield Problem(path, 1, 1, "invalid-image", error.message, error.hint)


def _illustration(
    collection: Collection, entry: Entry[Event] | Entry[Seed], image: Illustration, shown: set[str]
) -> Iterator[Problem]:
    path = beside(entry.path, image.file)
    if path in collection.images:
        shown.add(path)
    else:
        message = f"the text shows {image.file[:90] or 'an image without a name'}, which is no image below events/"
        near = nearest(image.file, (name.rpartition("/")[2] for name in collection.images))
        hint = near or "put a PNG, JPEG or WebP file beside the event, and write ![what is seen](its-name.jpg)"
        yield entry.body_problem("unknown-image", image.span[0], message, hint)
    if not image.words:
        message, hint = "the image has no words for those who do not see it", "write ![what is seen](its-name.jpg)"
        yield entry.body_problem("image-without-words", image.span[0], message, hint)
