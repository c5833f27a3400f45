"""What is declared once is everywhere else as it is declared."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import declared  # noqa: E402


def test_what_is_written_is_not_stale():
    stale = [
        path.name
        for path, content in declared.files().items()
        if path.read_text(encoding="utf-8") != content
    ]
    assert stale == [], f"Run `{declared.COMMAND}`, and the tests of viewer/."
