"""Files of arrays: NPZ and Parquet; and writing data sets."""

import csv
import io
import zipfile
import zlib
from pathlib import Path

import numpy as np

from unknot.data._dataset import Dataset
from unknot.data._labels import LABEL_NAMES, as_integers, classes_of, label_column
from unknot.data._sampling import axis_names
from unknot.data._scaling import Scaling
from unknot.data._source import format_source
from unknot.data._table import read_table
from unknot.errors import InputError, MissingExtra
from unknot.files import write_whole

SUFFIXES = (".csv", ".tsv", ".txt", ".data", ".npz", ".parquet")


def read_file(path: Path, label: str | None) -> Dataset:
    """Read a user's file by its suffix: .npz, .parquet, or else a text table."""
    if path.is_dir():
        raise InputError(f"{path} is a folder; expected a file: {', '.join(SUFFIXES)}.")
    try:
        if path.suffix.lower() == ".npz":
            return _read_npz(path, label)
        if path.suffix.lower() == ".parquet":
            return _read_parquet(path, label)
        return read_table(path, label)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from None


def save(data: Dataset, path: Path) -> None:
    """Write a data set as .csv or .npz, by way of a temporary file in the same folder."""
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".npz"):
        raise InputError(f"Cannot save as {path.name!r}; the name must end in .csv or .npz.")
    write_whole(path, _npz_bytes(data) if suffix == ".npz" else _csv_text(data))


def _csv_text(data: Dataset) -> str:
    taken = {name.lower() for name in data.feature_names}
    free = [name for name in LABEL_NAMES[:-1] if name not in taken]
    # A feature whose name comes first in the search for labels would be taken for the label.
    if not free or any(n in taken for n in LABEL_NAMES[: LABEL_NAMES.index(free[0])]):
        raise InputError(
            "A feature is called 'label', so a CSV file of this data could not be read back "
            "unambiguously; save it as .npz."
        )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*data.feature_names, free[0]])
    for row, label in zip(data.points.tolist(), data.labels.tolist(), strict=True):
        writer.writerow([*map(repr, row), data.class_names[label]])
    return text.getvalue()


def _npz_bytes(data: Dataset) -> bytes:
    arrays = {
        "points": data.points,
        "labels": data.labels,
        "class_names": np.array(data.class_names),
        "feature_names": np.array(data.feature_names),
    }
    if data.scaling is not None:
        arrays |= {"mean": data.scaling.mean, "scale": data.scaling.scale}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def _read_npz(path: Path, label: str | None) -> Dataset:
    if label is not None:
        raise InputError(
            f"{path}: label={label} is for tables; an .npz file has an array 'labels' or 'y'."
        )
    arrays = _arrays(path)
    points = _wanted(path, arrays, "points", "X")
    given = _wanted(path, arrays, "labels", "y")
    if points.dtype.kind not in "iuf" or points.ndim != 2:
        raise InputError(
            f"{path}, the points have shape {points.shape} and type {points.dtype}; expected an "
            "array of numbers (n, d)."
        )
    if given.shape != (len(points),):
        raise InputError(
            f"{path}, the labels have shape {given.shape}; expected ({len(points)},), one a point."
        )
    numbers = as_integers(given)
    if "class_names" in arrays and numbers is not None:
        labels, names = numbers, tuple(arrays["class_names"].astype(str).tolist())
    else:
        if given.dtype.kind == "f" and not np.isfinite(given).all():
            raise InputError(
                f"{path}, row {_first(~np.isfinite(given))} has no label (NaN or infinite)."
            )
        labels, names = classes_of(given, f"{path}, the array of labels")
    features = axis_names(points.shape[1])
    if "feature_names" in arrays:
        features = tuple(arrays["feature_names"].astype(str).tolist())
    scaling = None
    if "mean" in arrays and "scale" in arrays:
        scaling = Scaling(arrays["mean"], arrays["scale"])
    try:
        return Dataset(
            points, labels, names, features, path.stem, format_source(str(path), {}), None, scaling
        )
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _arrays(path: Path) -> dict[str, np.ndarray]:
    if not zipfile.is_zipfile(path):
        raise InputError(f"{path} is not a complete .npz file; save it again with numpy.savez.")
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (ValueError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        if "pickle" in str(error):
            raise InputError(
                f"{path} holds pickled objects, which are never loaded (they can run code); save "
                "plain arrays of numbers or texts."
            ) from None
        raise InputError(f"{path} is not a complete .npz file: {error}.") from None


def _wanted(path: Path, arrays: dict[str, np.ndarray], *names: str) -> np.ndarray:
    for name in names:
        if name in arrays:
            return arrays[name]
    raise InputError(
        f"{path} has no array {' or '.join(map(repr, names))}; it has: "
        f"{', '.join(arrays) or 'none'}."
    )


def _read_parquet(path: Path, label: str | None) -> Dataset:
    """Read a Parquet table; an index column that pandas wrote is left out."""
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError:
        raise MissingExtra("pyarrow", "parquet", f"Reading {path}") from None
    try:
        table = parquet.read_table(path)
    except pyarrow.ArrowException as error:
        raise InputError(f"{path} is not a readable Parquet file: {error}.") from None
    columns = tuple(name for name in table.column_names if not name.startswith("__index_level_"))
    if len(columns) < 2 or not table.num_rows:
        raise InputError(
            f"{path} has {len(columns)} columns and {table.num_rows} rows; expected features and "
            "a label, and one row a point."
        )
    for name in columns:
        if table[name].null_count:
            row = _first(table[name].is_null().to_numpy())
            raise InputError(
                f"{path}, row {row}, column {name!r} is missing; remove or fill it in."
            )
    at = label_column(str(path), columns, label, named=True)
    features = tuple(name for i, name in enumerate(columns) if i != at)
    points = np.stack([_feature(path, name, table[name].to_numpy()) for name in features], axis=1)
    where = f"{path}, column {columns[at]!r}"
    labels, names = classes_of(np.array(table[columns[at]].to_pylist()), where)
    source = format_source(str(path), {} if label is None else {"label": label})
    return Dataset(points, labels, names, features, path.stem, source)


def _feature(path: Path, name: str, values: np.ndarray) -> np.ndarray:
    if values.dtype.kind not in "iufb":
        raise InputError(
            f"{path}, column {name!r} holds {values.dtype} values such as {values[0]!r}; expected "
            f"numbers. Remove the column, or choose it as the label: {path}:label={name}."
        )
    numbers = values.astype(np.float64)
    if not np.isfinite(numbers).all():
        row = _first(~np.isfinite(numbers))
        raise InputError(
            f"{path}, row {row}, column {name!r} is {numbers[row - 1]}; expected a finite number."
        )
    return numbers


def _first(mask: np.ndarray) -> int:
    """Give the number, from 1, of the first row where a mask holds."""
    return int(np.argmax(mask)) + 1
