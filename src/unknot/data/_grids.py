"""Grids of values whose first row may be a header: workbooks, JSON, arrays; and sparse texts."""

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from unknot.data._asked import Asked
from unknot.data._content import Content
from unknot.data._header import names_columns
from unknot.data._table import Table, as_column, as_text, from_columns
from unknot.errors import InputError, MissingExtra, Question

_HEAD = 200
_LARGEST = 100_000_000  # fields


def read_workbook(content: Content, asked: Asked) -> Table:
    """Read a sheet of an Excel workbook: the only one that is not empty, or the one asked for.

    Raises
    ------
    MissingExtra
        openpyxl is not installed.
    Question
        Several sheets hold something.
    """
    try:
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError:
        raise MissingExtra("openpyxl", "excel", f"Reading {content.path}") from None
    try:
        book = openpyxl.load_workbook(io.BytesIO(content.raw), read_only=True, data_only=True)
        sheets = {
            sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        }
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError):
        raise InputError(
            f"{content.path} is not a readable Excel workbook. Save it again as .xlsx, or as CSV."
        ) from None
    filled = {name: rows for name, rows in sheets.items() if any(map(_is_filled, rows))}
    if asked.sheet and asked.sheet not in filled:
        raise InputError(
            f"{content.path} has no sheet {asked.sheet!r} with a table; it has: "
            f"{', '.join(filled) or 'none'}."
        )
    if len(filled) > 1 and not asked.sheet:
        first = next(iter(filled))
        raise Question(
            f"{content.path} has {len(filled)} sheets that are not empty: {', '.join(filled)}. Say "
            f"which one: sheet={first}."
        )
    if not filled:
        raise InputError(f"{content.path} is empty; expected one row a point on a sheet.")
    title = asked.sheet or next(iter(filled))
    return _grid(content.path, filled[title], asked, f"an Excel workbook, sheet {title!r}")


def read_json(content: Content, asked: Asked) -> Table:
    """Read JSON: a list of objects or of lists, columns by name, or one object a line."""
    path = content.path
    try:
        text = content.raw.decode("utf-8-sig")
        lines = content.suffix in (".jsonl", ".ndjson")
        value = (
            [json.loads(line) for line in text.splitlines() if line.strip()]
            if lines
            else (json.loads(text))
        )
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is not JSON: {error}.") from None
    if isinstance(value, dict) and {"columns", "data"} <= value.keys():
        return _grid(path, [value["columns"], *value["data"]], asked.also(header="yes"), "JSON")
    if isinstance(value, dict) and isinstance(value.get("data"), list):
        value = value["data"]
    if isinstance(value, list) and value and all(isinstance(row, list) for row in value):
        return _grid(path, value, asked, "JSON")
    if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
        names = list(dict.fromkeys(name for row in value for name in row))
        columns: dict[str, Sequence] = {name: [row.get(name) for row in value] for name in names}
    elif (
        isinstance(value, dict)
        and value
        and all(isinstance(v, list | dict) for v in value.values())
    ):
        columns = {
            name: list(v.values()) if isinstance(v, dict) else v for name, v in value.items()
        }
    else:
        raise InputError(
            f"{path} is JSON, but no table; expected a list of objects, one a point: "
            '[{"width": 1.5, "class": "a"}, …].'
        )
    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        raise InputError(f"{path} has columns of different lengths: {lengths}.")
    _check_flat(path, columns)
    made = {name: as_column(values) for name, values in columns.items()}
    return from_columns(str(path), path.stem, made, "JSON", "the names in it")


def read_npy(content: Content, asked: Asked) -> Table:
    """Read one array: a row a point, its last column the label; or an array of records."""
    path = content.path
    try:
        array = np.load(io.BytesIO(content.raw), allow_pickle=False)
    except (ValueError, EOFError) as error:
        why = "it holds objects, which are never loaded" if "pickle" in str(error) else str(error)
        raise InputError(f"{path} is not a readable .npy file: {why}.") from None
    if array.dtype.names:
        made = {name: as_column(array[name].ravel().tolist()) for name in array.dtype.names}
        return from_columns(str(path), path.stem, made, "an array of records", "its fields")
    if array.ndim != 2 or array.shape[1] < 2 or array.dtype.kind not in "iufbSU":
        raise InputError(
            f"{path} holds an array of shape {array.shape} and type {array.dtype}; expected "
            "(n, d + 1), the label in the last column. Points and labels of their own fit into "
            "an .npz file: numpy.savez(path, X=points, y=labels)."
        )
    if array.dtype.kind in "SU":
        return _grid(path, array.astype(str).tolist(), asked.also(header="no"), "an array of texts")
    made = {str(i + 1): array[:, i] for i in range(array.shape[1])}
    return from_columns(str(path), path.stem, made, "an array", "none", named=False)


def read_sparse(content: Content, _: Asked) -> Table:
    """Read the sparse text of LIBSVM: a label, then index:value for what is not 0."""
    from sklearn.datasets import load_svmlight_file

    path = content.path
    try:
        rows, _ = load_svmlight_file(io.BytesIO(content.raw), zero_based="auto")
    except (ValueError, IndexError, OverflowError) as error:
        raise InputError(f"{path} is no table in the form of LIBSVM: {error}.") from None
    if rows.shape[0] * rows.shape[1] > _LARGEST:
        raise InputError(
            f"{path} would fill {rows.shape[0]:,} × {rows.shape[1]:,} fields; files are read up "
            f"to {_LARGEST:,}. Keep fewer columns or rows."
        )
    lines = content.raw.decode("utf-8", "replace").splitlines()
    labels = [line.split()[0] for line in lines if line.split("#")[0].strip()]
    dense = rows.toarray()
    made = {str(i + 1): dense[:, i] for i in range(dense.shape[1])}
    made["label"] = np.array(labels, dtype=object)
    form = "the sparse text of LIBSVM"
    return from_columns(str(path), path.stem, made, form, "none", named=False, label=dense.shape[1])


def _grid(path: Path, grid: list[list[Any]], asked: Asked, form: str) -> Table:
    """Make a table of rows of values, the first of which may name the columns."""
    numbers = [k for k, row in enumerate(grid) if k >= asked.skip and _is_filled(row)]
    if not numbers:
        raise InputError(f"{path} is empty; expected one row a point.")
    rows = [grid[k] for k in numbers]
    width = max(map(len, rows))
    rows = [[*row, *[None] * (width - len(row))] for row in rows]
    used = [i for i in range(width) if any(_is_value(row[i]) for row in rows)]
    rows = [[row[i] for i in used] for row in rows]
    if len(used) < 2:
        raise InputError(f"{path} has a single column; expected features and a label.")
    texts = [["" if v is None else as_text(v) for v in row] for row in rows[:_HEAD]]
    named = {"yes": True, "no": False}.get(asked.header)
    if named is None:
        named = names_columns(texts[0], texts[1:], comma=False)
    if named is None:
        raise Question(
            f"{path}, row {numbers[0] + 1} ({', '.join(texts[0][:6])}) may name the columns or be "
            "a row of data. Say which: header=yes or header=no."
        )
    index: tuple[tuple[int, str], ...] = ()
    names = [str(i + 1) for i in range(len(used))]
    if named:
        names = [text.strip() for text in texts[0]]
        if not names[0]:
            names[0], index = "row", ((0, "the file gives it no name"),)
        if len(set(names)) < len(names) or not all(names):
            twice = next(name for name in names if names.count(name) > 1 or not name)
            raise InputError(
                f"{path}, row {numbers[0] + 1} names several columns {twice!r}; names must differ."
            )
        rows, numbers = rows[1:], numbers[1:]
    if not rows:
        raise InputError(f"{path} has a header and no rows; expected one row a point below it.")
    made = {name: as_column([row[i] for row in rows]) for i, name in enumerate(names)}
    header = "its first row" if named else "none"
    table = from_columns(str(path), path.stem, made, form, header, named=named, index=index)
    return _placed(table, numbers)


def _placed(table: Table, numbers: list[int]) -> Table:
    from dataclasses import replace

    return replace(table, place=lambda row: f"row {numbers[row] + 1}")


def _check_flat(path: Path, columns: dict[str, Sequence]) -> None:
    for name, values in columns.items():
        for row, value in enumerate(values):
            if isinstance(value, dict | list):
                raise InputError(
                    f"{path}, object {row + 1}, {name!r} is a {type(value).__name__}; expected a "
                    "number or a text."
                )


def _is_filled(row: Sequence[Any]) -> bool:
    return any(map(_is_value, row))


def _is_value(value: Any) -> bool:
    return value is not None and bool(str(value).strip())
