"""Every example in a docstring, on a documentation page and in the README runs."""

import doctest
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

import unknot

ROOT = Path(__file__).parents[1]
MODULES = [
    module.name
    for module in pkgutil.walk_packages(unknot.__path__, "unknot.")
    if module.name != "unknot.__main__"
]
PAGES = sorted(path.name for path in (ROOT / "docs").glob("*.md"))
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize("name", ["unknot", *MODULES])
def test_the_examples_of_a_module_run(name):
    assert doctest.testmod(import_module(name), optionflags=OPTIONS).failed == 0


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_run(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = str(ROOT / "docs" / page)
    assert doctest.testfile(path, module_relative=False, optionflags=OPTIONS).failed == 0


@pytest.mark.slow
def test_the_readme_s_python_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "layers.pdf").read_bytes()[:4] == b"%PDF"
    assert (tmp_path / "spiral.mp4").stat().st_size > 10_000


def test_public_names_have_docstrings_with_what_they_are():
    names = [module.name for module in pkgutil.iter_modules(unknot.__path__) if module.ispkg]
    for name in names:
        package = import_module(f"unknot.{name}")
        for public in getattr(package, "__all__", ()):
            thing = getattr(package, public)
            if callable(thing) and not str(thing).startswith("typing."):
                assert thing.__doc__, f"unknot.{name}.{public} has no docstring"
