import os
import sys
from dataclasses import dataclass

import pytest

from unknot.cli import main


@dataclass
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def unknot(monkeypatch, capsys, tmp_path):
    """Run the command line in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("UNKNOT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XLA_FLAGS", os.environ.get("XLA_FLAGS", ""))
    monkeypatch.setenv("COLUMNS", "500")

    def run(*arguments) -> Ended:
        monkeypatch.setattr(sys, "argv", ["unknot", *map(str, arguments)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as exit_:
            code = exit_.code or 0
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return run
