"""A copy of the package, to be changed and run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def copied(folder: Path) -> Path:
    """Copy the package into a folder, as it lies in a checkout, and return where it is."""
    package = folder / "src/unknot"
    shutil.copytree(ROOT / "src/unknot", package, ignore=shutil.ignore_patterns("__pycache__"))
    return package


def add(path: Path, lines: str, before: str) -> None:
    """Add lines to a file, before one that is there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, lines + before), encoding="utf-8")


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder with the package that was copied into it."""
    own = {"PYTHONPATH": str(folder / "src"), "COLUMNS": "300", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | own,
        capture_output=True,
        encoding="utf-8",
    )
