"""Random data of the timeline in the form of ``docs/data-format.md``, with every shape of date, for tests of scripts."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from conflict_timeline.dates import Date, parse
from conflict_timeline.dates.days import span
from conflict_timeline.exports.columns import FACETS, FORMAT
from conflict_timeline.views.common import when

LATER = ("places", "actors", "tags", "relations", "place", "actorsOf", "tagsOf", "links")
"""The columns that stand in the second file."""
BLOCK = 200
DATES = {
    "{day}": 60, "{day}T17:00+02:00": 3, "{day}?": 3, "{day}~": 3, "{month}": 5, "{month}~": 2, "{year}": 2, "{year}%": 1,
    "{year}-21": 1, "{decade}X": 0.3, "{day}/{later}": 10, "{month}/{later}": 2, "{day}/..": 2, "../{day}": 1,
    "{month}/..": 1, "../{year}": 1, "{{{day},{later}}}": 2, "{{{day}..{later},{end}}}": 1, "[{day},{later}]": 1,
    "[{year},{end}..]": 0.5, "{{..{day},{end}}}": 0.5,
}  # fmt: skip
"""Forms of dates with how common they are."""
CONFLICTS = [["syria", "Syria", "#8a3b12"], ["ukraine", "Ukraine", "#0b5394"], ["third", "Third", "#38761d"]]
CONFLICTS += [["fourth", "Fourth", "#741b47"]]
CONFLICTS += [[f"conflict-{number}", f"Conflict {number}", "#444444"] for number in range(4, 40)]
SETS = ((0,), (0, 1), (0, 1, 2, 3), (1,), (2,), (2, 3), (3,), (3, 39), (39,))
"""Sets of lanes; more lanes than a number has bits."""
FAMILIES = {"explosions": ("air-strike", "shelling"), "protests": ("march",), "legal": ("verdict", "report", "order")}
STATUSES = ("confirmed", "likely", "possible", "disputed", "unknown")
LEVELS = ("admitted", "convicted", "found-official", "found-other", "accused")
RELATIONS = [["part-of", "Part of", "Includes"], ["led-to", "Led to", "Caused by"]]
RELATIONS += [["responds-to", "Responds to", "Answered by"], ["compared-with", "Compared with", "Compared with"]]
WARNINGS = ("", "", "", "graphic images", "torture", "child victims, graphic images")
WORDS = ("strike", "hospital", "market", "Aleppo", "Ḥalab", "حلب", "Харків", "Kharkiv", "Čapljina", "Straße", "STRASSE")
WORDS += ("Σύρος", "resolution", "verdict", "inquiry", "Şırnak", "denies", "school", "bridge", "El-Bab", "El-Bāb")
WORDS += ("İdlib", "ﬁrst", "ceasefire", "column", "<b>bold</b>", "&amp;", '"quoted"', "it's", "حَلَب")


def columns(n: int, seed: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Give ``n`` random events: the columns and facets in one mapping, and the blocks. A seed always gives the same."""
    rng = Random(seed)
    dates = sorted((_date(rng) for _ in range(n)), key=lambda found: found.sort_key)
    spans = [span(found) for found in dates]
    lanes = [rng.choice(range(len(SETS))) for _ in dates]
    links = _links(rng, n)
    tied = {number for tail, head, _ in links if not _shared(lanes[tail], lanes[head]) for number in (tail, head)}
    warnings = [rng.choice(WARNINGS) for _ in dates]
    types = [[number, sub, sub.capitalize()] for number, subs in enumerate(FAMILIES.values()) for sub in subs]
    starts = [found.start for found in spans]
    table = {
        "format": FORMAT,
        "count": n,
        "conflicts": CONFLICTS,
        "families": _named(FAMILIES),
        "types": types,
        "statuses": _named(STATUSES),
        "levels": _named(LEVELS),
        "ids": "\n".join(f"event-{seed}-{number}" for number in range(n)),
        "start": [after - before for before, after in pairwise([0, *starts])],
        "length": [found.length for found in spans],
        "shapes": {str(number): found.shape for number, found in enumerate(spans) if found.shape},
        "laneSets": [list(found) for found in SETS],
        "lanes": lanes,
        "type": [rng.randrange(len(types)) for _ in dates],
        "status": [rng.choice((0, 0, 0, 1, 2, 3, 4)) for _ in dates],
        "origins": [rng.randrange(6) for _ in dates],
        "level": [rng.randrange(6) for _ in dates],
        "flags": [bool(warnings[i]) | 2 * (i in tied or len(SETS[lanes[i]]) > 1) for i in range(n)],
        "facets": FACETS,
        "blocks": [[first, f"block-{number}.json"] for number, first in enumerate(range(0, n, BLOCK))],
        "places": [[f"place-{number:02}", f"Place {number}"] for number in range(30)],
        "actors": [[f"actor-{number:02}", f"Actor {number}"] for number in range(40)],
        "tags": [[f"tag-{number}", f"Tag {number}"] for number in range(8)],
        "relations": RELATIONS,
        "place": [rng.choice((0, rng.randrange(31))) for _ in dates],
        "actorsOf": [sorted(rng.sample(range(40), rng.randrange(4))) for _ in dates],
        "tagsOf": [sorted(rng.sample(range(8), rng.randrange(3))) for _ in dates],
        "links": {
            "from": [after - before for before, after in pairwise([0, *(tail for tail, _, _ in links)])],
            "to": [head for _, head, _ in links],
            "relation": [relation for _, _, relation in links],
        },
    }
    return table, [_block(rng, table, warnings, dates, first) for first in range(0, n, BLOCK)]


def files(n: int, seed: int) -> dict[str, str]:
    """The same as the files of a site: for each path below ``timeline/data/`` its text."""
    table, blocks = columns(n, seed)
    parts = {"columns.json": {key: value for key, value in table.items() if key not in LATER}}
    parts[FACETS] = {"format": FORMAT, **{key: table[key] for key in LATER}}
    parts |= {path: block for (_, path), block in zip(table["blocks"], blocks, strict=True)}
    return {path: json.dumps(part, ensure_ascii=False, separators=(",", ":")) for path, part in parts.items()}


def _date(rng: Random) -> Date:
    day = date(1998, 1, 1) + timedelta(rng.randrange(10_000))
    later = day + timedelta(rng.randint(40, 200))
    form = rng.choices(list(DATES), list(DATES.values()))[0]
    year = str(day.year)
    text = form.format(day=day, month=f"{day:%Y-%m}", year=year, decade=year[:3], later=later, end=later.year + 1)
    return parse(text)


def _shared(one: int, other: int) -> bool:
    return not set(SETS[one]).isdisjoint(SETS[other])


def _links(rng: Random, n: int) -> list[list[int]]:
    """About as many links as events; a few events draw many."""
    found = set()
    for _ in range(n if n > 1 else 0):
        head = rng.randrange(n) if rng.random() < 0.7 else rng.randrange(1 + n // 10)
        tail = rng.choice([number for number in (rng.randrange(n), (head + 1) % n) if number != head])
        found.add((tail, head, rng.randrange(len(RELATIONS))))
    return [list(link) for link in sorted(found)]


def _named(words: Any) -> list[list[str]]:
    return [[word, word.replace("-", " ").capitalize()] for word in words]


def _block(rng: Random, table: dict[str, Any], warnings: list[str], dates: list[Date], first: int) -> dict[str, Any]:
    run = range(first, min(first + BLOCK, len(dates)))
    return {
        "first": first,
        "titles": [f"Event {number}: {_words(rng, 3)}" for number in run],
        "dates": [when(dates[number]).short for number in run],
        "long": [when(dates[number]).phrase for number in run],
        "where": [f"Place {table['place'][number] - 1}" if table["place"][number] else "" for number in run],
        "summaries": [_words(rng, 12) for _ in run],
        "words": ["\n".join(_words(rng, 2) for _ in range(rng.randrange(3))) for _ in run],
        "warnings": warnings[first : first + BLOCK],
    }


def _words(rng: Random, count: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(count))
