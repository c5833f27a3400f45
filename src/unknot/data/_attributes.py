"""The head of ARFF and KEEL files, which declares the columns."""

import io
import re
from dataclasses import dataclass
from pathlib import Path

from unknot.errors import InputError

_ATTRIBUTE = re.compile(r"@attribute\s+('[^']*'|\"[^\"]*\"|\S+)", re.IGNORECASE)
_SPARSE = re.compile(r"\s*\{")


@dataclass(frozen=True)
class Attributes:
    """Declared columns: their names, the one of labels if it is told, the lines to pass over."""

    names: tuple[str, ...]
    label: str | None
    skip: int


def read_attributes(path: Path, text: str) -> Attributes | None:
    """Read the head of an ARFF or KEEL file; None if the text is neither.

    Raises
    ------
    InputError
        It declares columns and has no rows, or rows in the sparse form.
    """
    if not re.match(r"(\s*(%[^\n]*)?\n)*\s*@relation\b", text, re.IGNORECASE):
        return None
    names: list[str] = []
    label = None
    lines = io.StringIO(text)
    for number, line in enumerate(lines, start=1):
        word = line.strip()
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
    raise InputError(f"{path} declares {len(names)} attributes and has no @data; expected rows.")
