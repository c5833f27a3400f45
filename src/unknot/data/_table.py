"""Text tables: a fast reader, and a careful one that finds the fault."""

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from unknot.data._dataset import Dataset
from unknot.data._labels import LABEL_NAMES, classes_of, label_column, missing
from unknot.data._sampling import axis_names
from unknot.data._scaling import Floats
from unknot.data._source import format_source
from unknot.errors import InputError

# Measured: some 20 MB/s, and six times the file's size in memory: half a minute and 3 GB.
MAX_BYTES = 500_000_000
DELIMITERS = {"\t": "tab", ";": "semicolon", ",": "comma"}


@dataclass(frozen=True)
class Layout:
    """What the first lines of a table tell: how it is cut, and what its columns are called."""

    path: Path
    delimiter: str
    columns: tuple[str, ...]
    skip: int
    label: int
    named: bool

    def where(self, line: int, column: int | None = None) -> str:
        """Say where in the file something is, to begin an error with."""
        place = f"{self.path}, line {line}"
        return place if column is None else f"{place}, column {self.columns[column]!r}"

    @property
    def features(self) -> list[int]:
        """The columns that are not the label."""
        return [i for i in range(len(self.columns)) if i != self.label]


def read_table(path: Path, label: str | None) -> Dataset:
    """Read a CSV, TSV or semicolon table in UTF-8.

    The delimiter is the one that cuts the first lines evenly. The first row is a header if none
    of its fields is a number, or if one of them is called label, class, target, species or y.
    Without a header columns are numbered from 1. Blank lines are skipped.
    """
    layout = sniff(path, _text_head(path), label)
    read = _fast(layout)
    points, texts = read if read is not None else _careful(layout)
    where = f"{path}, column {layout.columns[layout.label]!r}"
    labels, names = classes_of(texts, where)
    if any(map(missing, names)):
        _careful(layout)  # raises: it knows the line
    features = tuple(layout.columns[i] for i in layout.features)
    if not layout.named:
        features = axis_names(len(features))
    source = format_source(str(path), {} if label is None else {"label": label})
    return Dataset(points, labels, names, features, path.stem, source)


def sniff(path: Path, lines: list[str], label: str | None) -> Layout:
    """Find delimiter, header and label column from the first lines."""
    if not any(line.strip() for line in lines):
        raise InputError(
            f"{path} is empty; expected a table: one row a point, one column a feature and a label."
        )
    delimiter = _delimiter(path, lines)
    rows = rows_of(path, lines, delimiter)
    line, first = next(rows)
    fields = [field.strip() for field in first]
    if len(fields) < 2:
        raise InputError(
            f"{path}, line {line} has a single column, {fields[0][:40]!r}; expected "
            "features and a label, separated by commas, semicolons or tabs."
        )
    numeric = any(_number(field) is not None for field in fields)
    named = not numeric or any(field.lower() in LABEL_NAMES for field in fields)
    if named:
        _check_header(path, line, fields)
        if next(rows, None) is None:
            raise InputError(f"{path} has a header and no rows; expected one row a point below it.")
    columns = tuple(fields) if named else tuple(str(i + 1) for i in range(len(fields)))
    chosen = label_column(str(path), columns, label, named)
    return Layout(path, delimiter, columns, line if named else 0, chosen, named)


def _text_head(path: Path) -> list[str]:
    """Check size and encoding of a file, and give its first lines."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise InputError(
            f"{path} has {size:,} bytes; text tables are read up to {MAX_BYTES:,}. Keep fewer "
            "rows, or save the arrays as .npz or .parquet."
        )
    raw = path.read_bytes()
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{path}, line {line} has the byte 0x{raw[error.start]:02x}, which is not UTF-8; save "
            "the file as UTF-8 text."
        ) from None
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        raise InputError(f"{path}, line {line} has a zero byte: this is not a text table.")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(islice(file, 200))


def _delimiter(path: Path, lines: list[str]) -> str:
    """Choose the delimiter that cuts the first rows into equally many fields, at least two."""

    def score(delimiter: str) -> tuple[int, int]:
        rows = [row for _, row in rows_of(path, lines[:50], delimiter)]
        width = len(rows[0])
        return (sum(len(row) == width for row in rows) if width > 1 else 0, width)

    return max(DELIMITERS, key=score)


def _check_header(path: Path, line: int, names: list[str]) -> None:
    for i, name in enumerate(names):
        if not name:
            raise InputError(
                f"{path}, line {line}, column {i + 1} has no name. If it numbers the rows, "
                "remove it; otherwise name it."
            )
        if name in names[:i]:
            raise InputError(
                f"{path}, line {line} names two columns {name!r} ({names.index(name) + 1} and "
                f"{i + 1}); names must differ."
            )


def _fast(layout: Layout) -> tuple[Floats, np.ndarray] | None:
    """Read a faultless table in C; None if anything is out of the ordinary."""

    def load(dtype: type, columns: list[int]) -> np.ndarray:
        return np.loadtxt(
            layout.path,
            dtype,
            comments=None,
            delimiter=layout.delimiter,
            quotechar='"',
            skiprows=layout.skip,
            usecols=columns,
            ndmin=2,
            encoding="utf-8-sig",
        )

    try:
        points, texts = load(np.float64, layout.features), load(np.str_, [layout.label])
    except ValueError:
        return None
    # Each column was found in each row; a surplus field, or a delimiter within quotes, shows in
    # the total.
    rows = len(points) + layout.named
    even = layout.path.read_bytes().count(layout.delimiter.encode()) == rows * (
        len(layout.columns) - 1
    )
    return (points, texts[:, 0]) if even and np.isfinite(points).all() else None


def _careful(layout: Layout) -> tuple[Floats, np.ndarray]:
    """Read any table row by row, and name the line and column of the first fault."""
    rows: list[list[float]] = []
    texts: list[str] = []
    with layout.path.open(encoding="utf-8-sig", newline="") as file:
        for line, row in rows_of(layout.path, file, layout.delimiter):
            if line > layout.skip:
                _check_width(layout, line, row)
                rows.append([_cell(layout, line, i, row[i]) for i in layout.features])
                texts.append(_label(layout, line, row[layout.label]))
    return np.array(rows), np.array(texts)


def _check_width(layout: Layout, line: int, row: list[str]) -> None:
    if len(row) != len(layout.columns):
        raise InputError(
            f"{layout.where(line)} has {len(row)} fields, the first row {len(layout.columns)} "
            f"(separated by {DELIMITERS[layout.delimiter]}); each row needs equally many."
        )


def _cell(layout: Layout, line: int, column: int, text: str) -> float:
    value = _number(text)
    if value is not None and math.isfinite(value):
        return value
    where = layout.where(line, column)
    if missing(text):
        raise InputError(
            f"{where} is missing ({text!r}); every feature needs a number. Remove the row, or "
            "fill the value in."
        )
    if value is not None:
        raise InputError(f"{where} is {text.strip()}; expected a finite number. Remove the row.")
    hint = (
        " Write decimals with a point." if text.strip().replace(",", ".", 1) != text.strip() else ""
    )
    raise InputError(
        f"{where} is {text[:40]!r}; expected a number. Code the column as numbers, remove it, or "
        f"choose it as the label: {layout.path}:label={layout.columns[column]}.{hint}"
    )


def _label(layout: Layout, line: int, text: str) -> str:
    if missing(text):
        raise InputError(
            f"{layout.where(line, layout.label)} is missing ({text!r}); every row needs a label. "
            "Remove the row, or give it one."
        )
    return text


def _number(text: str) -> float | None:
    try:
        return None if "_" in text else float(text)
    except ValueError:
        return None


def rows_of(path: Path, lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Cut lines into rows of fields, each with the number of its last line; skip blank ones."""
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for row in reader:
            # A row of empty fields is not blank, it lacks values.
            if len(row) > 1 or any(field.strip() for field in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num} cannot be read: {error}.") from None
