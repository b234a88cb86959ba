"""What we need of ``mkdocs.yml``, read without MkDocs, whose import alone takes longer than a check.

MkDocs reads the same file for a build; whatever both read means the same to both.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .problems import nearest
from .rules import RULES, Severity

OFF = "off"
"""What a rule is set to that is to be silent."""

_GENERATIONS = 8
"""How many files may inherit from one another; more are a circle."""
_NULL = "tag:yaml.org,2002:null"


class SettingsError(Exception):
    """``mkdocs.yml`` cannot be read, or sets something that there is not; a line for each fault, with its place."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a site.

    Attributes:
        site_url: the site's address, or an empty text.
        capture_service: the address of the archive that is asked for copies of sources (``extra.capture_service``), or
            an empty text.
        record: the folder with ``events/``, ``registry/`` and ``seeds/``.
        docs: the folder of the pages written by hand; None stands for ``docs`` in the record's folder.
        severities: how grave a breach of a rule is, where that is set otherwise than the rule has it; None is off.
    """

    site_url: str = ""
    capture_service: str = ""
    record: Path = Path()
    docs: Path | None = None
    severities: Mapping[str, Severity | None] = field(default_factory=dict)

    def severity(self, rule: str) -> Severity | None:
        """How grave a breach of a rule is; None where the rule is switched off."""
        return self.severities.get(rule, RULES[rule].severity)


DEFAULTS = Settings()
"""The settings of a site that sets nothing."""


def read(file: Path) -> Settings:
    """Read the settings of a site.

    Args:
        file: its ``mkdocs.yml``; where it is missing, nothing is set, and the record lies where it would.

    Raises:
        SettingsError: the file is not YAML, or holds what is no setting.
    """
    top = _top(file)
    plugin = _plugin(top.get("plugins"))
    faults: list[str] = []
    home = file.parent.resolve()
    record = (home / _value(plugin.get("record"))).resolve()
    if not record.is_dir():
        faults.append(_fault(plugin.get("record"), f"record: there is no folder {record}", "name one that is there"))
    severities = dict(_severities(plugin.get("severity"), faults))
    if faults:
        raise SettingsError("\n".join(f"{file.name}:{fault}" for fault in faults))
    docs = Path(os.path.abspath(home / (_value(top.get("docs_dir")) or "docs")))  # a link is to be seen as one
    capture_service = _value(_mapping(top.get("extra")).get("capture_service"))
    return Settings(_value(top.get("site_url")), capture_service, record, docs, severities)


def _severities(node: Node | None, faults: list[str]) -> Iterator[tuple[str, Severity | None]]:
    """How grave breaches are set to be; what is wrong with that is added to ``faults``."""
    if node is None or node.tag == _NULL:
        return
    if not isinstance(node, MappingNode):
        faults.append(_fault(node, "severity is not a group of rules", "write each as «rule: warning» on its own line"))
        return
    words = [*Severity, OFF]
    for key, value in node.value:
        name, word = _value(key), _value(value)
        rule = RULES.get(name)
        if rule is None:
            faults.append(
                _fault(key, f"there is no rule {name}", nearest(name, RULES) or "check --list names all rules")
            )
        elif word not in words:
            message = f"{name}: {word or 'an empty value'} is none of {', '.join(words)}"
            faults.append(_fault(value, message, nearest(word, words) or "write one of these words"))
        elif rule.fixed and word != Severity.ERROR:
            message = f"{name} cannot be lowered, since pages could not be made or would be unsafe"
            faults.append(_fault(key, message, "delete the line"))
        else:
            yield name, None if word == OFF else Severity(word)


def _fault(node: Node | None, message: str, hint: str) -> str:
    mark = node.start_mark if node else None
    place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
    return f"{place}: {message}; {hint}"


def _plugin(node: Node | None) -> dict[str, Node]:
    """The settings of our plugin, which stands in a list or in a mapping of plugins."""
    items = node.value if isinstance(node, SequenceNode) else [node]
    return next((_mapping(plugins["timeline"]) for item in items if "timeline" in (plugins := _mapping(item))), {})


def found_at(site: Path) -> Settings | SettingsError:
    """The settings of a site, or what is wrong with them: not every command has a use for them."""
    try:
        return read(site / "mkdocs.yml")
    except SettingsError as error:
        return error


def located(named: Path | None) -> tuple[Path, Settings | SettingsError, Path]:
    """Find what a command is about.

    Args:
        named: the folder of the site; the nearest one is taken unless it is named.

    Returns:
        The folder of the site; its settings, or what is wrong with them; and the folder of the record, which is that
        of the site where the settings cannot say.
    """
    site = (named or nearest_site(Path.cwd())).resolve()
    found = found_at(site)
    return site, found, found.record if isinstance(found, Settings) else site


def nearest_site(folder: Path) -> Path:
    """The nearest folder at or above this one that holds a site, or a record without one, or this one."""
    record = None
    for candidate in (folder, *folder.parents):
        if (candidate / "mkdocs.yml").is_file():
            found = found_at(candidate)
            if record is None or (isinstance(found, Settings) and found.record == record.resolve()):
                return candidate
        if record is None and (candidate / "events").is_dir():
            record = candidate
    return record or folder


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
    return "" if node.tag == _NULL else str(node.value)
