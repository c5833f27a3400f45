"""What is declared once is everywhere else as it is declared."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import declared  # noqa: E402

FILES = declared.files()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_written_is_not_stale(path):
    assert path.read_text(encoding="utf-8") == FILES[path], (
        f"Run `{declared.COMMAND}`, and the tests of viewer/."
    )
