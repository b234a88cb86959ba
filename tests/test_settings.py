"""What our own commands read of mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflict_timeline.settings import DEFAULTS, Settings, SettingsError, read

from .built import ROOT


def settings(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    return read(tmp_path)


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert read(tmp_path) == DEFAULTS == settings(tmp_path, "")


def test_the_projects_own() -> None:
    assert read(ROOT).site_url == "https://example.org/"


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
        read(tmp_path)
