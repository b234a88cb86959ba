"""What our own commands need of ``mkdocs.yml``, read without MkDocs, whose import alone takes longer than a check."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_GENERATIONS = 8
"""How many files may inherit from one another; more are a circle."""


class SettingsError(Exception):
    """``mkdocs.yml`` cannot be read, or sets something that there is not; one sentence for each fault, with its line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a site.

    Attributes:
        site_url: the site's address, or an empty text.
        capture_service: the address of the archive that is asked for copies of sources (``extra.capture_service``), or
            an empty text.
    """

    site_url: str = ""
    capture_service: str = ""


DEFAULTS = Settings()
"""The settings of a site that sets nothing."""


def read(root: Path) -> Settings:
    """Read the settings of the site in ``root``; where it has no ``mkdocs.yml``, the defaults.

    Raises:
        SettingsError: the file is not YAML, or holds what is no setting.
    """
    top = _top(root / "mkdocs.yml")
    extra = _mapping(top.get("extra"))
    return Settings(site_url=_value(top.get("site_url")), capture_service=_value(extra.get("capture_service")))


def _top(path: Path) -> dict[str, Node]:
    """The settings of a file and of those it inherits from, as MkDocs' ``INHERIT`` means it."""
    settings: dict[str, Node] = {}
    for _ in range(_GENERATIONS):
        own = _mapping(_composed(path))
        settings = {**own, **settings}
        if "INHERIT" not in own:
            break
        path = path.parent / _value(own["INHERIT"])
    return settings


def _composed(path: Path) -> Node | None:
    """The nodes of a file, with their places; tags stay unread, so none of them makes anything."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise SettingsError(f"{path.name}:1:1: the file is not UTF-8; save it as UTF-8") from None
    try:
        node: Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        message = f"{path.name}:{place}: the settings cannot be read: {error.problem}"
        raise SettingsError(f"{message}; compare with the documentation of MkDocs") from None
    return node


def _mapping(node: Node | None) -> dict[str, Node]:
    """The values of a mapping by their keys; of anything else none."""
    if not isinstance(node, MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, ScalarNode)}


def _value(node: Node | None) -> str:
    """The text of a value; ``!ENV`` stands for a variable of the environment, as MkDocs reads it."""
    if isinstance(node, SequenceNode) and node.tag == "!ENV":
        *names, default = [_value(item) for item in node.value]
        return next((os.environ[name] for name in names if name in os.environ), default)
    if not isinstance(node, ScalarNode):
        return ""
    if node.tag == "!ENV":
        return os.environ.get(node.value, "")
    return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)
