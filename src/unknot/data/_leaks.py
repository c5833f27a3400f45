"""Columns that give the label away: numbers of rows, and the label once more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from unknot.data._arrays import Floats, Integers

_TOLD = 10  # rows, from which counting is no accident …
_NAMED = 3  # … and from which it is none in a column that is called a number of rows
_FIRST = 1000
_ALMOST = 0.9  # of the values of a column
_IDENTIFIER = re.compile(
    r"(row[ _-]?)?(id|index|idx|number|no|nr|num|names?)\.?|unnamed:? ?\d*|.*[_ .-]id|.*[a-z]Id",
    re.ASCII,
)


@dataclass(frozen=True)
class Leak:
    """Columns that should not be features, by index, and why.

    ``certain`` is false for what may be sound after all.
    """

    columns: tuple[int, ...]
    why: str
    certain: bool = True


def leaks(
    features: Sequence[tuple[int, str, Floats]], labels: Integers, classes: int, rows: int
) -> list[Leak]:
    """Find features that number the rows, or say the label once more.

    Parameters
    ----------
    features
        Index, name and values (n,) of each.
    labels
        (n,) integers from 0.
    rows
        How many the table has, those included that are left out for a missing value.
    """
    if len(labels) < _NAMED:
        return []
    found = []
    if len(labels) < _TOLD:
        features = [feature for feature in features if _is_identifier(feature[1])]
    indicators = []
    for index, name, values in features:
        if _counts(values, rows):
            found.append(Leak((index,), "counts the rows"))
        elif _all_differ(values):
            whole = bool((values % 1 == 0).all())
            if whole and _is_identifier(name):
                found.append(Leak((index,), "has another number in every row, like a name of it"))
            elif _sorted_with(values, labels, classes):
                why = "differs in every row and is sorted with the classes"
                found.append(Leak((index,), why, certain=whole))
        elif index == 0 and name.isdecimal() and _is_like_a_number_of_rows(values):
            why = "has whole numbers of which almost all differ, as if they named the rows"
            found.append(Leak((index,), why, certain=False))
        elif _is_binary(values):
            match = _class_of(values, labels, classes)
            if match is not None:
                indicators.append((index, match))
        elif _renames(values, labels, classes):
            found.append(Leak((index,), "has one value for each class", certain=False))
    if classes > 2 and len({match for _, match in indicators}) >= classes - 1:
        why = "are 1 exactly where the label is one of the classes"
        found.append(Leak(tuple(index for index, _ in indicators), why))
    elif indicators and classes == 2:
        why = "is 1 exactly in one of the classes"
        found.append(Leak((indicators[0][0],), why, certain=False))
    return found


def one_hot_group(columns: Sequence[Floats | None], label: int) -> list[int]:
    """Find the neighbours of a label of which exactly one is 1 in each row, itself included.

    Parameters
    ----------
    columns
        All columns of a table (n,), None for those that are no numbers.
    label
        The index of the label.

    Returns
    -------
    list of int
        Three or more indices in order, or none.
    """

    def binary(index: int) -> Floats | None:
        values = columns[index] if 0 <= index < len(columns) else None
        return values if values is not None and _is_binary(values) else None

    total, group = binary(label), [label]
    if total is None:
        return []
    for step in (-1, 1):
        at = label + step
        while (values := binary(at)) is not None and (total + values).max() <= 1:
            total = total + values
            group.append(at)
            if (total == 1).all():
                return sorted(group) if len(group) > 2 else []
            at += step
    return []


def _is_identifier(name: str) -> bool:
    plain = name.strip()
    return bool(_IDENTIFIER.fullmatch(plain) or _IDENTIFIER.fullmatch(plain.lower()))


def _counts(values: Floats, rows: int) -> bool:
    """Whether these are numbers of rows, some of which may have been left out."""
    if not (values[0] >= 0 and values[0] < values[1] and values[-1] <= rows):
        return False
    if len(values) == rows and values[0] > 1:
        return False
    return bool((np.diff(values) >= 1).all() and (values % 1 == 0).all())


def _all_differ(values: Floats) -> bool:
    first = values[:_FIRST]
    return len(np.unique(first)) == len(first) and len(np.unique(values)) == len(values)


def _is_like_a_number_of_rows(values: Floats) -> bool:
    whole = bool((values % 1 == 0).all())
    return whole and len(np.unique(values)) >= _ALMOST * len(values) and len(values) >= 2 * _TOLD


def _sorted_with(values: Floats, labels: Integers, classes: int) -> bool:
    """Whether the values of each class lie in an interval of their own."""
    blocks = np.count_nonzero(np.diff(labels[np.argsort(values, kind="stable")])) + 1
    return bool(blocks == classes)


def _is_binary(values: Floats) -> bool:
    first = values[:_FIRST]
    return bool(np.isin(first, (0, 1)).all() and np.isin(values, (0, 1)).all()) and bool(
        values.min() < values.max()
    )


def _class_of(values: Floats, labels: Integers, classes: int) -> int | None:
    """Return the class in which a 0/1 column is 1 and nowhere else, or 0 and nowhere else."""
    ones = values == 1
    for marked in (ones, ~ones) if classes == 2 else (ones,):
        first = int(labels[np.argmax(marked)])
        if np.array_equal(marked, labels == first):
            return first
    return None


def _renames(values: Floats, labels: Integers, classes: int) -> bool:
    """Whether each class has a value of its own."""
    for rows in (slice(_FIRST), slice(None)):  # most columns fail at the first few
        different = len(np.unique(values[rows]))
        pairs = np.unique(np.stack([values[rows], labels[rows].astype(np.float64)]), axis=1)
        if different > classes or pairs.shape[1] > different:
            return False
    return different == classes
