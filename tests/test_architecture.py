"""The order of the package's modules, and their size."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import conflict_timeline

PACKAGE = Path(conflict_timeline.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
LIMIT = 360
"""Lines that a file may have; past 300 it is telling that it holds two ideas."""


def order() -> list[str]:
    """The modules in the order that the package's docstring gives."""
    found = re.search(r"imports only those before it:\n(.*)\.\s*\Z", conflict_timeline.__doc__ or "", re.DOTALL)
    assert found, "the docstring lists the modules"
    return re.split(r",\s+", found[1].strip())


ORDER = order()


def dotted(file: Path) -> tuple[str, ...]:
    """A file's module inside the package: ``("views", "event")``; a package's is its folder."""
    return tuple(part for part in file.relative_to(PACKAGE).with_suffix("").parts if part != "__init__")


def is_module(name: tuple[str, ...]) -> bool:
    """Whether there is such a module or package."""
    return (PACKAGE.joinpath(*name).with_suffix(".py")).exists() if name else False


def targets(file: Path) -> set[tuple[str, ...]]:
    """The modules of the package that a file imports, wherever in it."""
    home = dotted(file) if file.name == "__init__.py" else dotted(file)[:-1]
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [tuple(alias.name.split(".")) for alias in node.names]
            found |= {name[1:] for name in names if name[0] == PACKAGE.name}
        elif isinstance(node, ast.ImportFrom):
            base = tuple(node.module.split(".")) if node.module else ()
            if node.level:
                base = (*home[: len(home) - node.level + 1], *base)
            elif base[:1] == (PACKAGE.name,):
                base = base[1:]
            else:
                continue
            for alias in node.names:
                deeper = (*base, alias.name)
                exists = is_module(deeper) or (PACKAGE.joinpath(*deeper) / "__init__.py").exists()
                found.add(deeper if exists else base)
    return found - {()}


def test_the_order_names_every_module_once() -> None:
    top = {dotted(file)[0] for file in FILES if dotted(file)} - {"__main__"}
    assert len(ORDER) == len(set(ORDER))
    assert set(ORDER) == top


@pytest.mark.parametrize("file", FILES, ids=lambda file: ".".join(dotted(file)) or "package")
def test_a_module_imports_only_those_before_it(file: Path) -> None:
    name = dotted(file)
    if not name or name == ("__main__",):
        return
    before = ORDER[: ORDER.index(name[0])]
    wrong = {target for target in targets(file) if target[0] not in before and target[0] != name[0]}
    assert not wrong, f"{'.'.join(name)} stands before what it imports"


@pytest.mark.parametrize("package", sorted({dotted(file)[0] for file in FILES if len(dotted(file)) > 1}))
def test_the_files_of_a_package_form_no_circle(package: str) -> None:
    inner = {dotted(file): targets(file) for file in FILES if dotted(file)[:1] == (package,)}
    # A package's __init__ gathers its files; none of them may import it.
    waiting = {
        name: {target for target in found if target in inner and target != name} for name, found in inner.items()
    }
    while ready := [name for name, found in waiting.items() if not found]:
        waiting = {name: found - set(ready) for name, found in waiting.items() if name not in ready}
    assert not waiting, f"a circle among {sorted('.'.join(name) for name in waiting)}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: ".".join(dotted(file)) or "package")
def test_a_file_holds_one_idea(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LIMIT


@pytest.mark.parametrize("file", FILES, ids=lambda file: ".".join(dotted(file)) or "package")
def test_a_module_says_what_it_is_for(file: Path) -> None:
    assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))


def test_imports_are_seen_in_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "import conflict_timeline.site\nfrom conflict_timeline import cli\nfrom .. import links\nfrom ..model.base import ID\n"
    source += "def f():\n    from . import home\n    from .event import x\n    import os\n"
    fake = tmp_path / "conflict_timeline"
    for name in ("site", "cli", "links", "model/base", "views/home", "views/event", "views/__init__", "model/__init__"):
        (fake / name).parent.mkdir(parents=True, exist_ok=True)
        (fake / f"{name}.py").write_text("")
    (fake / "views" / "wrong.py").write_text(source)
    monkeypatch.setitem(globals(), "PACKAGE", fake)
    assert targets(fake / "views" / "wrong.py") == {
        ("site",), ("cli",), ("links",), ("model", "base"), ("views", "home"), ("views", "event"),
    }  # fmt: skip
