"""No module imports itself by a detour: not inside a function either, nor for a type checker."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import unknot

ROOT = Path(unknot.__file__).parent


def modules(root: Path) -> dict[str, Path]:
    """Return the files of a package by the names of the modules."""
    found = {}
    for path in root.rglob("*.py"):
        parts = path.relative_to(root.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(name: str, path: Path) -> Iterator[str]:
    """Return what a module imports, wherever it does; both readings of ``from a import b``."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) + 1 - node.level]
            source = ".".join([*(above if node.level else ()), *filter(None, [node.module])])
            yield from (f"{source}.{alias.name}" for alias in node.names)


def graph(root: Path) -> dict[str, set[str]]:
    """Return which modules of a package each of them imports."""
    known = modules(root)
    # What is no module is a name of the module before it.
    return {
        name: {one if one in known else one.rpartition(".")[0] for one in imports(name, path)}
        & set(known)
        for name, path in known.items()
    }


def test_the_modules_of_the_package_import_each_other_in_no_circle():
    found = graph(ROOT)
    assert "unknot.draw" in found["unknot.cli._figure"]  # by an import inside a function
    assert "unknot.checker._reading" in found["unknot.checker._sets"]  # by a relative one
    tuple(TopologicalSorter(found).static_order())


@pytest.mark.parametrize(
    "way_back",
    [
        "def f():\n    from toy import one",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from toy.one import Thing",
        "from . import one",
        "import toy.one",
    ],
)
def test_a_circle_is_found(tmp_path, way_back):
    package = tmp_path / "toy"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "one.py").write_text("from toy.other import thing")
    (package / "other.py").write_text(way_back)
    with pytest.raises(CycleError, match="toy"):
        tuple(TopologicalSorter(graph(package)).static_order())
