"""Points, labels and names as they must be."""

from typing import cast

import numpy as np
from numpy.typing import ArrayLike

from unknot.data._arrays import Floats, Integers, frozen
from unknot.errors import InputError


def checked_points(points: ArrayLike) -> Floats:
    """Return points (n, d) as a frozen array, or say what is wrong with them."""
    try:
        array = frozen(points, np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f"The points are not an array of numbers: {error}.") from None
    if array.ndim != 2 or not array.size:
        raise InputError(
            f"The points have shape {array.shape}; expected (n, d) with at least one point and "
            "one feature."
        )
    if not np.isfinite(array).all():
        row, column = np.argwhere(~np.isfinite(array))[0]
        raise InputError(
            f"Point {row}, feature {column} is {array[row, column]}; every value must be finite. "
            "Remove or fill in such points first."
        )
    return array


def checked_labels(labels: ArrayLike, points: int, classes: int) -> Integers:
    """Return labels (n,) as a frozen array, or say what is wrong with them."""
    given = np.asarray(labels)
    if given.shape != (points,) or given.dtype.kind not in "iu":
        raise InputError(
            f"The labels have shape {given.shape} and type {given.dtype}; expected one integer "
            f"for each of the {points} points."
        )
    if given.min() < 0 or given.max() >= classes:
        raise InputError(
            f"The labels run from {given.min()} to {given.max()}; with {classes} class names they "
            f"must lie between 0 and {classes - 1}."
        )
    return cast(Integers, frozen(given, np.int64))


def checked_names(names: tuple[str, ...], what: str) -> tuple[str, ...]:
    """Return names as texts, all different."""
    texts = tuple(str(name) for name in names)
    if len(set(texts)) < len(texts):
        twice = next(name for name in texts if texts.count(name) > 1)
        raise InputError(f"The {what} name {twice!r} occurs twice; {what} names must differ.")
    return texts
