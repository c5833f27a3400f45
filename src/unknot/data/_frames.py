"""Data frames of any library as tables: pandas, polars, pyarrow …; and the files that hold them."""

import io
from typing import Any

import narwhals as nw
import numpy as np

from unknot.data._asked import Asked
from unknot.data._content import Content
from unknot.data._table import Table, as_column, from_columns
from unknot.errors import InputError, MissingExtra

_INDEX = "__index_level_"


def is_frame(value: Any) -> bool:
    """Whether a value is a data frame of a library that narwhals knows."""
    return isinstance(nw.from_native(value, pass_through=True), nw.DataFrame | nw.LazyFrame)


def read_frame(frame: Any, name: str = "the frame", form: str = "", **more: Any) -> Table:
    """Take a data frame as a table; its columns' names as texts.

    Raises
    ------
    InputError
        Two columns have one name, or there are none.
    """
    wrapped = nw.from_native(frame)
    collected = wrapped.collect() if isinstance(wrapped, nw.LazyFrame) else wrapped
    names = [str(column) for column in collected.columns]
    for i, column in enumerate(names):
        if column in names[:i]:
            raise InputError(f"{name} has two columns called {column!r}; names must differ.")
    columns = {column: _column(collected[:, i]) for i, column in enumerate(names)}
    library = type(frame).__module__.split(".")[0]
    return from_columns(
        name,
        name.removeprefix("the "),
        columns,
        form or f"a frame of {library}",
        "the frame's own names",
        **more,
    )


def _column(series: nw.Series) -> np.ndarray:
    kind = series.dtype
    if kind == nw.Boolean and not series.is_null().any():
        return series.to_numpy().astype(bool)
    if kind.is_numeric() and not isinstance(kind, nw.Decimal):
        if not series.is_null().any():
            values = series.to_numpy()
            return values if values.dtype.kind in "iuf" else values.astype(np.float64)
        return as_column(series.to_list())
    return as_column(series.to_list())


def read_parquet(content: Content, _: Asked) -> Table:
    """Read a Parquet or Feather file; what pandas marked as its index is left out."""
    pyarrow = _pyarrow(content)
    from pyarrow import feather, parquet

    reader = feather.read_table if content.suffix in (".feather", ".arrow") else parquet.read_table
    try:
        table = reader(io.BytesIO(content.raw))
    except (pyarrow.ArrowException, OSError) as error:
        kind = "Parquet" if reader is parquet.read_table else "Feather"
        raise InputError(f"{content.path} is not a readable {kind} file: {error}.") from None
    names = [str(name) for name in table.column_names]
    about = (table.schema.pandas_metadata or {}).get("index_columns", [])
    marked = {one for one in about if isinstance(one, str)}
    index = tuple(
        (i, "the file marks it as the index of its rows")
        for i, name in enumerate(names)
        if name in marked or name.startswith(_INDEX)
    )
    if len(names) - len(index) < 2 or not table.num_rows:
        raise InputError(
            f"{content.path} has {len(names) - len(index)} columns and {table.num_rows} rows; "
            "expected features and a label, and one row a point."
        )
    return read_frame(table, str(content.path), content.suffix.lstrip(".").title(), index=index)


def _pyarrow(content: Content) -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra("pyarrow", "parquet", f"Reading {content.path}") from None
    return pyarrow
