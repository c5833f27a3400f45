"""The checker as a program."""

import io
import sys
from collections.abc import Sequence
from pathlib import Path

from ._kinds import check
from ._reading import Json, Refused, load


def check_file(path: str | Path) -> dict[str, Json]:
    """Verify a file and return its content, or raise `Refused`."""
    content = load(path)
    check(content)
    return content


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify files; say of each whether it verifies and why not. Return 0 if all do, else 1."""
    files = list(sys.argv[1:] if arguments is None else arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # names may hold letters that a terminal lacks
        sys.stdout.reconfigure(errors="backslashreplace")
    if not files:
        print("usage: checker CERTIFICATE…", file=sys.stderr)  # noqa: T201
        return 2
    bad = 0
    for file in files:
        try:
            print(f"verified {file}: {check_file(file)['statement']}")  # noqa: T201
        except Refused as refusal:
            bad += 1
            print(f"refused {file}: {refusal}")  # noqa: T201
    return min(bad, 1)
