"""Schemas as an editor uses them, for tests: YAML 1.2 as a language server reads it, held against a schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from conflict_timeline.collection import collect
from conflict_timeline.schema import completing
from conflict_timeline.schema.kinds import FILES, schema


class Core(yaml.SafeLoader):
    """Reads YAML by the core schema of YAML 1.2: 2012 is a number, yes and 2012-02-06 are texts."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}


Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(?:~|null|Null|NULL|)$"), None)
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), None)
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), None)
Core.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$|^[-+]?\.(?:inf|Inf|INF)$"),
    None,
)
Core.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value, 10))


def loaded(text: str, *, markdown: bool) -> Any:
    """What an editor sees of a file; of Markdown the front matter."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    return yaml.load(text.split("---\n")[1] if markdown else text, Loader=Core)


def files(root: Path) -> Iterator[tuple[str, Path]]:
    """Every file of a record with its kind."""
    for kind, pattern in FILES.items():
        for path in sorted(root.glob(pattern)):
            if path.is_file() and not path.is_symlink():
                yield kind, path


@cache
def validator(kind: str, root: Path | None = None) -> Draft202012Validator:
    """The schema of a kind; with ids of the record in ``root``, or without."""
    return Draft202012Validator(schema(kind, completing.ids(collect(root)) if root else {}))


def refused(kind: str, path: Path, root: Path | None = None) -> list[str]:
    """What an editor underlines in a file."""
    data = loaded(path.read_text(encoding="utf-8"), markdown=path.suffix == ".md")
    return [error.message for error in validator(kind, root).iter_errors(data)]
