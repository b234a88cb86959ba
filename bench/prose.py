"""Sources and texts of generated events."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from random import Random
from typing import Any

from .plan import Sketch
from .words import Words, slug
from .world import LAST, World

_SHARED = 0.3
"""How many of an event's sources other events rest on too."""


class Library:
    """The sources of a generated record: most are cited by one event, some by many.

    Args:
        rng: the source of chance.
        words: writes titles.
        world: holds the publishers.
        events: how many events will cite them.
    """

    def __init__(self, rng: Random, words: Words, world: World, events: int) -> None:
        self._rng, self._words, self._world = rng, words, world
        self._made = 0
        span = (LAST - dt.date(2004, 1, 1)).days
        days = sorted(dt.date(2004, 1, 1) + dt.timedelta(rng.randrange(span)) for _ in range(max(5, events // 8)))
        self._days = days
        self._shared = [self._work(day) for day in days]

    def sources(self, day: dt.date) -> dict[str, dict[str, Any]]:
        """Give an event's sources by citation key; all appeared on its day or later."""
        rng = self._rng
        found: dict[str, dict[str, Any]] = {}
        for _ in range(rng.choices((1, 2, 3, 4, 5), (15, 35, 30, 14, 6))[0]):
            following = bisect_left(self._days, day)
            if rng.random() < _SHARED and following < len(self._shared):
                work = self._shared[min(len(self._shared) - 1, following + int(rng.paretovariate(1.1)) - 1)]
            else:
                work = self._work(day + dt.timedelta(min(180, int(rng.expovariate(0.2)))))
            key = slug(work["publisher"]) + "-" + work["published"][:4]
            if work["url"] not in {other["url"] for other in found.values()}:
                number = sum(name.startswith(key) for name in found)
                found[f"{key}-{number + 1}" if number else key] = self._cited(work)
        return found

    def _cited(self, work: dict[str, Any]) -> dict[str, Any]:
        return work | ({"locator": f"p. {self._rng.randint(1, 90)}"} if self._rng.random() < 0.1 else {})

    def _work(self, day: dt.date) -> dict[str, Any]:
        """Make a work that appeared on a day; its address is its own."""
        rng = self._rng
        publisher, kind = self._world.publishers.pick(rng)
        title = self._words.title()
        self._made += 1
        host = publisher.lower().replace(" ", "")
        work: dict[str, Any] = {"title": title}
        if rng.random() < 0.15:
            work["title_kind"] = rng.choice(("from-address", "described"))
        work["publisher"] = publisher
        if rng.random() < 0.1:
            work["origin"] = self._world.publishers.pick(rng)[0]
        work["published"] = day.isoformat()
        work["url"] = f"https://www.{host}.example/{day.year}/{day.month:02}/{slug(title)}-{self._made}"
        return work | {"kind": kind, "lang": rng.choice(("en", "en", "en", "fr", "ar"))}


class Prose:
    """Writes the bodies of events: 50 to 400 words, every paragraph with its citation.

    Args:
        rng: the source of chance.
        words: writes sentences.
        world: holds what a text may link.
    """

    def __init__(self, rng: Random, words: Words, world: World) -> None:
        self._rng, self._words, self._world = rng, words, world

    def body(self, sketch: Sketch, keys: list[str]) -> str:
        """Write the body of an event with these citation keys; each is cited at least once."""
        rng, uncited = self._rng, list(keys)
        blocks: list[str] = []
        left = 50 + int(350 * rng.random() ** 2.2)
        while left > 0:
            number = min(max(left, 20), rng.randint(35, 90))
            left -= number
            cited = [uncited.pop(0) if uncited else rng.choice(keys)]
            if left <= 0:
                cited += uncited
            blocks.append(self._block(sketch, number, self._cite(cited), first=not blocks))
        return "\n\n".join(blocks) + "\n"

    def _block(self, sketch: Sketch, number: int, cite: str, *, first: bool) -> str:
        """A paragraph, or now and then a list or a heading with its paragraph."""
        rng, chance = self._rng, self._rng.random()
        if first or chance > 0.2:
            return self._paragraph(sketch, number, cite)
        if chance > 0.06:
            items = [f"- {self._words.sentence(max(5, number // 4))[:-1]} {cite}." for _ in range(rng.randint(2, 4))]
            return f"{self._words.sentence(7)[:-1]} {cite}:\n\n" + "\n".join(items)
        return f"## {self._words.title()}\n\n{self._paragraph(sketch, number, cite)}"

    def _paragraph(self, sketch: Sketch, number: int, cite: str) -> str:
        rng, sentences = self._rng, []
        while number > 0:
            length = rng.randint(8, 22)
            number -= length
            sentences.append(self._emphasised(self._words.sentence(length)))
        if rng.random() < 0.35:
            sentences.append(f"It is told beside {self._reference(sketch)}.")
        sentences[-1] = f"{sentences[-1][:-1]} {cite}."
        if len(sentences) > 3 and rng.random() < 0.3:
            sentences[1] = f"{sentences[1][:-1]} {cite}."
        return " ".join(sentences)

    def _emphasised(self, sentence: str) -> str:
        chance = self._rng.random()
        if chance > 0.12:
            return sentence
        words = sentence.split()
        mark = "*" if chance > 0.04 else "**"
        words[2] = f"{mark}{words[2].rstrip(',')}{mark}"
        return " ".join(words)

    def _reference(self, sketch: Sketch) -> str:
        rng = self._rng
        others = [other for _, other in sketch.links] + sketch.earlier
        if others and rng.random() < 0.7:
            other = rng.choice(others)
            return f"[[{other}]]" if rng.random() < 0.6 else f"[[{other}|{self._words.phrase(3)}]]"
        if sketch.place and rng.random() < 0.4:
            return f"[[place:{sketch.place[0]}]]"
        if rng.random() < 0.7:
            return f"[[actor:{self._world.actors.pick(rng)}]]"
        return f"[[conflict:{sketch.spot.id}]]"

    def _cite(self, keys: list[str]) -> str:
        if len(keys) == 1 and self._rng.random() < 0.15:
            return f"[@{keys[0]}, p. {self._rng.randint(1, 200)}]"
        return "[" + "; ".join(f"@{key}" for key in keys) + "]"
