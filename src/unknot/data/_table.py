"""A table: named columns of one length, before any of them is chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from unknot.data._scaling import Scaling


@dataclass(frozen=True)
class Table:
    """What a file or a frame holds.

    Parameters
    ----------
    name
        What errors call it, and the head of its source: the path of a file.
    title
        A short name for titles.
    columns
        The names of the columns, all different.
    rows
        How many there are.
    values
        Gives a column by its index: (rows,) numbers or truths, or an object array of texts with
        None where there is nothing.
    texts
        Gives a column as texts exactly as they are written, None where there is nothing.
    place
        Says where a row is, by its index from 0: ``line 7``.
    cell
        Gives one field as it is written, by row and column.
    form
        What the file is, in words.
    header
        Where the names are from, in words.
    named
        Whether the file names its columns; else they are numbered from 1.
    index
        Columns that the file itself marks as names or numbers of its rows, each with the reason.
    label
        The column of labels, where the file itself tells.
    comma
        Whether decimal commas may be expected: nothing else is separated by commas.
    notes
        What was noticed while reading.
    classes
        The names of the classes, where the file has them and its labels are their numbers.
    scaling
        What was taken off the columns other than the label, where the file tells.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: int
    values: Callable[[int], np.ndarray]
    texts: Callable[[int], np.ndarray]
    place: Callable[[int], str]
    cell: Callable[[int, int], str]
    form: str
    header: str
    named: bool = True
    index: tuple[tuple[int, str], ...] = ()
    label: int | None = None
    comma: bool = False
    notes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    scaling: Scaling | None = None

    def where(self, row: int, column: int) -> str:
        """Say where a field is, to begin an error with."""
        return f"{self.name}, {self.place(row)}, column {self.columns[column]!r}"


def from_columns(
    name: str,
    title: str,
    columns: dict[str, np.ndarray],
    form: str,
    header: str,
    first_row: int = 1,
    **more: Any,
) -> Table:
    """Make a table of arrays (rows,) by their names; texts in arrays of objects.

    ``first_row`` is the number that errors give to the first row; ``more`` are other parts of the
    table.
    """
    arrays = list(columns.values())

    def texts(i: int) -> np.ndarray:
        values = arrays[i]
        if values.dtype == object:
            return values
        blank = np.isnan(values) if values.dtype.kind == "f" else np.zeros(len(values), bool)
        found = [None if b else str(v) for v, b in zip(values.tolist(), blank, strict=True)]
        return np.array(found, dtype=object)

    return Table(
        name=name,
        title=title,
        columns=tuple(columns),
        rows=len(arrays[0]) if arrays else 0,
        values=arrays.__getitem__,
        texts=texts,
        place=lambda row: f"row {row + first_row}",
        cell=lambda row, column: str(arrays[column][row]),
        form=form,
        header=header,
        **more,
    )


def as_column(values: Sequence[Any]) -> np.ndarray:
    """Make a column of values of any kind: whole numbers, numbers, truths, or else texts.

    Examples
    --------
    >>> as_column([1, 2.5, None]).tolist(), as_column(["a", 1, None]).tolist()
    ([1.0, 2.5, nan], ['a', '1', None])
    """
    blank = [_is_absent(v) for v in values]
    kinds = {type(v) for v, b in zip(values, blank, strict=True) if not b}
    if kinds and all(issubclass(kind, bool | np.bool_) for kind in kinds) and not any(blank):
        return np.array(values, dtype=bool)
    whole = all(issubclass(kind, int | np.integer) for kind in kinds)
    numbers = all(issubclass(kind, int | float | np.number) for kind in kinds)
    exact = all(abs(v) < 2**53 for v, b in zip(values, blank, strict=True) if not b and whole)
    if kinds and not kinds & {bool, np.bool_}:
        if whole and not any(blank) and all(-(2**63) <= int(v) < 2**63 for v in values):
            return np.array([int(v) for v in values], dtype=np.int64)
        if numbers and exact:
            return np.array([np.nan if b else float(v) for v, b in zip(values, blank, strict=True)])
    return np.array([None if b else as_text(v) for v, b in zip(values, blank, strict=True)], object)


def as_text(value: Any) -> str:
    """Write a value as a text, a whole number without a point."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)


def _is_absent(value: Any) -> bool:
    # Not a number is the only value that differs from itself; pandas has marks of its own.
    return value is None or type(value).__name__ in {"NAType", "NaTType"} or value != value
