"""The head of ARFF and KEEL files, which declares the columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from unknot.errors import InputError

_ATTRIBUTE = re.compile(r"@attribute\s+('[^']*'|\"[^\"]*\"|\S+)", re.IGNORECASE)
_BEGIN = re.compile(r"@relation\b", re.IGNORECASE)
_SPARSE = re.compile(r"\s*\{")


@dataclass(frozen=True)
class Attributes:
    """Declared columns: their names, the one of labels if it is told, the lines to pass over."""

    names: tuple[str, ...]
    label: str | None
    skip: int


def read_attributes(path: Path, lines: Iterator[str]) -> Attributes | None:
    """Read the head of an ARFF or KEEL file; None if the text is neither.

    Raises
    ------
    InputError
        It declares columns and has no rows, or rows in the sparse form.
    """
    names: list[str] = []
    label = None
    begun = False
    for number, line in enumerate(lines, start=1):
        word = line.strip()
        if not begun:
            if word and not word.startswith("%") and not _BEGIN.match(word):
                return None
            begun = bool(_BEGIN.match(word))
        found = _ATTRIBUTE.match(word)
        if found:
            names.append(found[1].strip("'\""))
        elif word.lower().startswith(("@output ", "@outputs ")):
            label = word.split(None, 1)[1].strip()
        elif word.lower().startswith("@data"):
            if _SPARSE.match(next((row for row in lines if row.strip()), "")):
                raise InputError(
                    f"{path}, line {number + 1} begins with a brace: sparse ARFF files are not "
                    "read. Save it as CSV."
                )
            return Attributes(tuple(names), label, number)
    if not begun:
        return None
    raise InputError(f"{path} declares {len(names)} attributes and has no @data; expected rows.")
