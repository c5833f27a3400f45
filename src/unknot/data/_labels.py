"""From a column of labels to classes."""

import numpy as np

from unknot.data._dataset import Integers
from unknot.errors import InputError, UnknownName

LABEL_NAMES = ("label", "class", "target", "species", "y")
MISSING = ("", "na", "n/a", "nan", "null", "none", "?")
MANY = 100


def missing(text: str) -> bool:
    """Say whether a field stands for no value."""
    return text.strip().lower() in MISSING


def label_column(file: str, columns: tuple[str, ...], wanted: str | None, named: bool) -> int:
    """Choose the column of labels.

    The one asked for, by name or by its number from 1; else the first that is called label,
    class, target, species or y, in this order and in any case (y only where no column is called
    x, as it is then a coordinate); else the last.
    """
    lower = [name.lower() for name in columns]
    if wanted is None:
        for name in LABEL_NAMES:
            if named and name in lower and not (name == "y" and "x" in lower):
                return lower.index(name)
        return len(columns) - 1
    if wanted in columns:
        return columns.index(wanted)
    if wanted.isdecimal() and 1 <= int(wanted) <= len(columns):
        return int(wanted) - 1
    raise UnknownName(f"column of {file}", wanted, columns)


def classes_of(values: np.ndarray, where: str) -> tuple[Integers, tuple[str, ...]]:
    """Give labels (n,) that number the classes in the order of their values, and class names.

    Labels that all are numbers are ordered as numbers, others as texts without outer spaces.

    Raises
    ------
    InputError
        If there is one class only, or so many that these are measurements and no classes.
    """
    distinct, inverse = np.unique(values, return_inverse=True)
    keys = _keys(distinct)
    kinds = sorted(set(keys))
    if len(kinds) < 2:
        raise InputError(
            f"{where} has a single class, {_name(kinds[0])!r}; expected two or more. If the "
            "label is in another column, say label=COLUMN."
        )
    fractional = any(isinstance(key, float) and key % 1 for key in kinds)
    if len(kinds) > MANY and (fractional or len(kinds) > len(values) / 2):
        raise InputError(
            f"{where} has {len(kinds):,} different labels in {len(values):,} rows, such as "
            f"{_name(kinds[0])!r} and {_name(kinds[1])!r}: this looks like a measurement (a "
            "regression problem) or a row number, not a class. Say label=COLUMN, or group the "
            "values into classes."
        )
    order = {kind: k for k, kind in enumerate(kinds)}
    codes = np.array([order[key] for key in keys], dtype=np.int64)
    return codes[inverse.reshape(-1)], tuple(map(_name, kinds))


def _keys(distinct: np.ndarray) -> list[float] | list[str]:
    texts = [str(value).strip() for value in distinct.tolist()]
    try:
        numbers = [float(text) for text in texts]
    except ValueError:
        return texts
    return numbers if np.isfinite(numbers).all() else texts


def _name(kind: float | str) -> str:
    whole = isinstance(kind, float) and kind % 1 == 0
    return str(int(kind) if whole else kind)


def as_integers(values: np.ndarray) -> Integers | None:
    """Give whole numbers as integers, or None if some value is not whole."""
    if values.dtype.kind in "iu":
        return values.astype(np.int64)
    whole = values.dtype.kind == "f" and bool(
        (np.abs(values) < 2**53).all() and (values % 1 == 0).all()
    )
    return values.astype(np.int64) if whole else None
