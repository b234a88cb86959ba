"""What our own commands read of mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflict_timeline.rules import RULES, Severity
from conflict_timeline.settings import Settings, SettingsError, read

from .built import ROOT


def settings(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "mkdocs.yml"
    file.write_text(text, encoding="utf-8")
    return read(file)


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    nothing = Settings(record=tmp_path.resolve(), docs=tmp_path.resolve() / "docs")
    assert read(tmp_path / "mkdocs.yml") == nothing == settings(tmp_path, "")


def test_the_projects_own() -> None:
    assert read(ROOT / "mkdocs.yml").site_url == "https://example.org/"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("site_url: https://a.example/", "https://a.example/"),
        ("site_url: ''\nsite_url: https://b.example/", "https://b.example/"),
        ("site_url:", ""),
        ("site_url: null", ""),
        ("site_url: [x]", ""),
        ("- site_url: x", ""),
        ("markdown_extensions:\n  - toc:\n      slugify: !!python/name:os.system\nsite_url: https://a.example/", "https://a.example/"),
        ("site_url: !ENV SITE", "https://env.example/"),
        ("site_url: !ENV [NONE, SITE, 'https://c.example/']", "https://env.example/"),
        ("site_url: !ENV [NONE, 'https://c.example/']", "https://c.example/"),
        ("site_url: !ENV NONE", ""),
    ],
)  # fmt: skip
def test_the_address_of_the_site(text: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE", "https://env.example/")
    monkeypatch.delenv("NONE", raising=False)
    assert settings(tmp_path, text).site_url == expected


def test_settings_are_inherited(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("site_url: https://base.example/\nINHERIT: mkdocs.yml\n")
    assert settings(tmp_path, "INHERIT: base.yml").site_url == "https://base.example/"
    assert settings(tmp_path, "INHERIT: base.yml\nsite_url: https://own.example/").site_url == "https://own.example/"


def test_what_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^mkdocs\.yml:3:1: the settings cannot be read: "):
        settings(tmp_path, "site_name: x\nplugins: [a\n")
    (tmp_path / "mkdocs.yml").write_bytes(b"site_name: \xff")
    with pytest.raises(SettingsError, match=r"^mkdocs\.yml:1:1: the file is not UTF-8"):
        read(tmp_path / "mkdocs.yml")


PLUGIN = "plugins:\n  - search\n  - timeline:\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{PLUGIN}      record: data\n      severity:\n        no-text: info\n        uncited-source: off\n",
        "plugins:\n  timeline:\n    record: data\n    severity: {no-text: info, uncited-source: 'off'}\n",
    ],
)
def test_the_plugins_settings(text: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    found = settings(tmp_path, f"docs_dir: pages\n{text}")
    assert found.record == (tmp_path / "data").resolve()
    assert found.docs == tmp_path.resolve() / "pages"
    assert found.severities == {"no-text": Severity.INFO, "uncited-source": None}
    assert found.severity("no-text") is Severity.INFO
    assert found.severity("uncited-source") is None
    assert found.severity("uncited-paragraph") is Severity.WARNING


@pytest.mark.parametrize(
    "text", ["plugins: [timeline]", "plugins:\n  - timeline:\n", f"{PLUGIN}      severity:\n", "plugins: x"]
)
def test_a_plugin_that_sets_nothing(text: str, tmp_path: Path) -> None:
    assert settings(tmp_path, text).severities == {}
    assert settings(tmp_path, text).record == tmp_path.resolve()


FAULTS = [
    ("record: dta", "4:15: record: there is no folder {}/dta; name one that is there"),
    ("severity: error", "4:17: severity is not a group of rules; write each as «rule: warning» on its own line"),
    ("severity: {no-txt: info}", "4:18: there is no rule no-txt; did you mean no-text?"),
    ("severity: {xyzzy: info}", "4:18: there is no rule xyzzy; check --list names all rules"),
    ("severity: {no-text: wraning}", "4:27: no-text: wraning is none of error, warning, info, off; did you mean warning?"),
    ("severity: {no-text: }", "4:27: no-text: an empty value is none of error, warning, info, off; write one of these words"),
    ("severity: {invalid-url: warning}",
     "4:18: invalid-url cannot be lowered, since pages could not be made or would be unsafe; delete the line"),
    ("severity: {invalid-url: off}",
     "4:18: invalid-url cannot be lowered, since pages could not be made or would be unsafe; delete the line"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "fault"), FAULTS)
def test_a_setting_that_there_is_not_is_told_with_its_place(line: str, fault: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        settings(tmp_path, f"{PLUGIN}      {line}\n")
    assert str(error.value) == f"mkdocs.yml:{fault}".format(tmp_path.resolve())


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        settings(tmp_path, f"{PLUGIN}      record: x\n      severity:\n        a: info\n        no-text: b\n")
    assert [line.split(":")[1] for line in str(error.value).splitlines()] == ["4", "6", "7"]


def test_an_error_that_cannot_be_lowered_may_be_named_as_one(tmp_path: Path) -> None:
    found = settings(tmp_path, f"{PLUGIN}      severity:\n        invalid-url: error\n        no-text: error\n")
    assert found.severity("no-text") is Severity.ERROR
    assert {rule.severity for rule in RULES.values() if rule.fixed} == {Severity.ERROR}
