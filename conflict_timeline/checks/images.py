"""Rules about the images that bodies show."""

from __future__ import annotations

from collections.abc import Iterator

from ..collection import Collection, Registry
from ..collection.entries import Entry
from ..images import ImageError, beside, read
from ..model import Event, Seed
from ..problems import Problem, nearest


def check(collection: Collection) -> Iterator[Problem]:
    """Find images that are not there, that no event shows, or that are not taken."""
    shown: set[str] = set()
    for name, outline in collection.outlines.items():
        if outline.images:
            paths = {beside(outline.path, image) for image in outline.images}
            shown |= paths
            if not paths <= collection.images.keys():
                yield from _unknown(collection, collection.events[name])
    for seed in collection.seeds.values():
        yield from _without_words(seed)
        yield from _unknown(collection, seed)
    for path, file in sorted(collection.images.items()):
        if path not in shown:
            hint = "show it with ![what is seen](its-name) in the event beside it, or delete it"
            yield Problem(path, 1, 1, "unused-image", f"no event shows {path.rpartition('/')[2]}", hint)
        try:
            read(file)
        except ImageError as error:
            yield Problem(path, 1, 1, "invalid-image", error.message, error.hint)


def of_event(entry: Entry[Event], _registry: Registry) -> Iterator[Problem]:
    """Find images that say nothing to those who cannot see them."""
    yield from _without_words(entry)


def _unknown(collection: Collection, entry: Entry[Event] | Entry[Seed]) -> Iterator[Problem]:
    for image in entry.body.illustrations:
        if beside(entry.path, image.file) in collection.images:
            continue
        message = f"the text shows {image.file[:90] or 'an image without a name'}, which is no image below events/"
        near = nearest(image.file, (name.rpartition("/")[2] for name in collection.images))
        hint = near or "put a PNG, JPEG or WebP file beside the event, and write ![what is seen](its-name.jpg)"
        yield entry.body_problem("unknown-image", image.span[0], message, hint)


def _without_words(entry: Entry[Event] | Entry[Seed]) -> Iterator[Problem]:
    for image in entry.body.illustrations:
        if not image.words:
            message, hint = "the image has no words for those who do not see it", "write ![what is seen](its-name.jpg)"
            yield entry.body_problem("image-without-words", image.span[0], message, hint)
