"""What can be used is documented: every command, option, make target, field and rule."""

from __future__ import annotations

import re

import click
import pytest

from conflict_timeline import model
from conflict_timeline.cli import COMMANDS, cli
from conflict_timeline.collection import Collection
from conflict_timeline.model import Record
from conflict_timeline.rules import RULES
from conflict_timeline.views.reference import ROOTS, sections

from .built import ROOT, Built

CONTRIBUTE = (ROOT / "docs" / "contribute.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    section = re.search(rf"^## `{name}`\n(.*?)(?=^## |\Z)", MANUAL, re.MULTILINE | re.DOTALL)
    assert section, f"docs/commands.md has no section «## `{name}`»"
    assert f"python build_timeline.py {name}" in section[1]
    command = cli.get_command(click.Context(cli), name)
    assert command
    assert (command.help or "").count("python build_timeline.py") >= 2, "--help shows two examples"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert f"`{parameter.opts[0]}" in section[1]
            assert parameter.help


def test_every_option_of_all_commands_is_documented() -> None:
    for parameter in cli.params:
        if isinstance(parameter, click.Option) and parameter.name != "version":
            assert parameter.opts[0] in MANUAL


def test_every_make_target_is_explained_and_named_in_the_readme() -> None:
    targets = re.findall(r"^([a-z-]+):.*?## (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert len(targets) > 5
    for target, _ in targets:
        assert f"`make {target}`" in README, target


def test_every_field_is_in_the_reference(built: Built) -> None:
    shown = built.ids("reference/fields/")
    parts = list(sections())
    assert {model.__name__.lower() for _, model in ROOTS} <= {section.id for section in parts}
    for section in parts:
        assert section.text, section.id
        for field in section.fields:
            assert f"{section.id}-{field.name}" in shown
            assert field.text, f"{section.id}.{field.name} has no docstring"
            assert field.takes


def test_the_reference_holds_the_models_fields_and_no_others(built: Built) -> None:
    parts = {
        part.__name__.lower(): part
        for part in vars(model).values()
        if isinstance(part, type) and issubclass(part, Record)
    }
    page = built.article("reference/fields/").text()
    expected = set()
    for section in sections():
        part = parts.get(section.id)
        if part is not None:
            assert [field.name for field in section.fields] == list(part.model_fields)
            for field in section.fields:
                info = part.model_fields[field.name]
                assert (field.text, field.required) == (info.description, info.is_required())
        expected |= {f"{section.id}-{field.name}" for field in section.fields}
        assert section.text.replace("`", "") in " ".join(page.replace("`", "").split())
    prefixes = tuple(f"{section.id}-" for section in sections())
    assert {name for name in built.ids("reference/fields/") if name.startswith(prefixes)} == expected


def test_every_rule_is_in_the_reference(built: Built) -> None:
    shown = built.ids("reference/rules/")
    assert [name for name in shown if name in RULES] == list(RULES)
    for rule in RULES.values():
        assert rule.wants.endswith(".")
        assert rule.why.endswith(".")


def test_the_dates_of_the_table_read_as_it_says() -> None:
    from conflict_timeline import dates, strings

    table = CONTRIBUTE.split("### Dates")[1].split("###")[0]
    rows = re.findall(r"^\| `'?([^'`]+)'?` \| ([^|;]+?)(?:;[^|]*)? \|$", table, re.MULTILINE)
    assert len(rows) >= 10
    phraser = dates.Phraser(strings.text)
    for written, told in rows:
        assert phraser.phrase(dates.parse(written)) == told


def test_the_glossary_names_spellings_that_the_registry_knows(collection: Collection) -> None:
    known = set()
    for entry in (*collection.places.values(), *collection.actors.values()):
        known |= {entry.value.name, *getattr(entry.value, "spellings", [])}
        known |= {name for names in entry.value.names.values() for name in names}
    table = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").split("## Spellings")[1]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)[1:]
    assert rows
    for here, also in rows:
        for variant in also.split(", "):
            assert any(variant in name for name in known), f"{here}: the registry does not know {variant}"


def test_every_test_that_the_security_page_names_is_there() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(tests/test_\w+\.py)`", text))
    assert len(named) > 10
    assert [path for path in sorted(named) if not (ROOT / path).is_file()] == []
    rules = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", text)) - {"removed_for_safety"}
    assert rules <= set(RULES)
