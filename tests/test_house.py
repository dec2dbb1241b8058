"""The house keeps its measures: sizes of modules and functions, no import cycle, everything documented."""

from __future__ import annotations

import ast
from pathlib import Path

import grimp
import pytest

from carec_kg.config import SETTINGS

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "carec_kg").rglob("*.py"))
LONGEST_MODULE = 250
LONGEST_FUNCTION = 45


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_and_functions_keep_their_size(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions}
    assert text.count("\n") <= LONGEST_MODULE
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = grimp.build_graph("carec_kg")
    cycles = {
        (module, imported)
        for module in graph.modules
        for imported in graph.find_modules_directly_imported_by(module)
        if graph.chain_exists(imported, module)
    }
    assert cycles == set()


def test_every_setting_is_documented() -> None:
    documentation = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")
    assert [setting.variable for setting in SETTINGS if f"`{setting.variable}`" not in documentation] == []


def test_every_command_is_in_the_readme() -> None:
    from carec_kg.cli import commands  # noqa: PLC0415 - click is wanted in this test alone

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = commands.list_commands(commands.make_context("carec-kg", ["--help"], resilient_parsing=True))
    assert [name for name in names if f"| `{name}" not in readme] == []


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    checked = [
        *(ROOT / "requirements").iterdir(),
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "Makefile",
    ]
    words = ("pypi", "/work/", "/opt/", "/root/", "index-url")
    assert [(path.name, word) for path in checked for word in words if word in path.read_text(encoding="utf-8")] == []
