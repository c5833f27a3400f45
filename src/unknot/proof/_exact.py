"""Exact linear algebra of numbers given as floats, integers or fractions.

A float is the dyadic rational that it is. Matrices are brought to integers by one common
denominator and eliminated without fractions (Bareiss 1968, *Mathematics of Computation* 22: every
division below is exact).
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Row = list[int]


def rationals(values: ArrayLike) -> list[Any]:
    """Return nested lists of the exact values, each a Fraction.

    Raises
    ------
    ValueError
        A value is NaN, infinite, or no number.
    """
    array = np.asarray(values)
    if array.dtype.kind not in "fiuO" or array.dtype.itemsize > 8:
        raise ValueError(f"Values of type {array.dtype} are not exact numbers.")
    if array.dtype.kind == "f" and not isinstance(values, np.ndarray):
        # Among floats NumPy would round integers beyond 2⁵³.
        array = np.asarray(values, dtype=object)
    return _deep(array.tolist())


def _deep(value: Any) -> Any:
    if isinstance(value, list):
        return [_deep(v) for v in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        raise ValueError(f"{value!r} is not an exact number; give floats, integers or Fractions.")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("A number is NaN or infinite; exact arithmetic needs finite numbers.")
    return Fraction(value)


def integers(rows: Sequence[Sequence[Fraction]]) -> tuple[list[Row], int]:
    """Return integer rows and the least common denominator s: rows = integers / s."""
    scale = math.lcm(*(x.denominator for row in rows for x in row))
    return [[x.numerator * (scale // x.denominator) for x in row] for row in rows], scale


def eliminate(rows: list[Row], columns: int) -> tuple[list[int], int]:
    """Bring integer rows to echelon form in place, over the first ``columns`` columns.

    Returns the pivot columns and the sign of the row permutation. The last pivot is, up to that
    sign, the minor of the rows and pivot columns.
    """
    pivots: list[int] = []
    sign, previous = 1, 1
    for column in range(columns):
        top = len(pivots)
        found = next((i for i in range(top, len(rows)) if rows[i][column]), None)
        if found is None:
            continue
        if found != top:
            rows[top], rows[found] = rows[found], rows[top]
            sign = -sign
        head = rows[top]
        pivot = head[column]
        for i in range(top + 1, len(rows)):
            row = rows[i]
            factor = row[column]
            rows[i] = [(pivot * x - factor * y) // previous for x, y in zip(row, head, strict=True)]
        previous = pivot
        pivots.append(column)
        if len(pivots) == len(rows):
            break
    return pivots, sign


def determinant(matrix: ArrayLike) -> Fraction:
    """Return the determinant of a square matrix, exactly.

    Examples
    --------
    >>> determinant([[0.5, 1.0], [0.25, 0.5]])
    Fraction(0, 1)
    """
    rows, scale = integers(_matrix(matrix))
    n = len(rows)
    if any(len(row) != n for row in rows):
        raise ValueError(f"A determinant needs a square matrix, not {n} x {len(rows[0])}.")
    pivots, sign = eliminate(rows, n)
    return Fraction(sign * rows[-1][-1], scale**n) if len(pivots) == n else Fraction(0)


def rank(matrix: ArrayLike) -> int:
    """Return the rank of a matrix, exactly."""
    rows, _ = integers(_matrix(matrix))
    return len(eliminate(rows, len(rows[0]))[0])


def solve(matrix: ArrayLike, right: ArrayLike) -> list[Fraction]:
    """Return the one x with Ax = b, exactly; A may have more rows than columns.

    Raises
    ------
    ValueError
        There is no solution, or more than one.
    """
    coefficients, b = _matrix(matrix), rationals(right)
    if len(b) != len(coefficients) or any(isinstance(x, list) for x in b):
        raise ValueError(f"{len(coefficients)} equations need as many right-hand sides.")
    solution = solve_rows([[*row, x] for row, x in zip(coefficients, b, strict=True)])
    if solution is None:
        raise ValueError("The equations have no solution, or more than one.")
    return solution


def solve_rows(augmented: Sequence[Sequence[Fraction]]) -> list[Fraction] | None:
    """Solve equations given as rows (coefficients, right-hand side); None unless unique."""
    rows, _ = integers(augmented)
    unknowns = len(rows[0]) - 1
    pivots, _ = eliminate(rows, unknowns)
    if len(pivots) < unknowns or any(row[-1] for row in rows[unknowns:]):
        return None
    x = [Fraction(0)] * unknowns
    for i in reversed(range(unknowns)):
        known = sum(rows[i][j] * x[j] for j in range(i + 1, unknowns))
        x[i] = (rows[i][-1] - known) / Fraction(rows[i][i])
    return x


def _matrix(matrix: ArrayLike) -> list[list[Fraction]]:
    rows = rationals(matrix)
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], list) or not rows[0]:
        raise ValueError("Expected a matrix with at least one row and one column.")
    return rows


# The sign is first taken in floats. With M = max |x|, each difference is ≤ 2M(1+u) and errs by u
# relatively. d = 2: two terms ≤ 4M², 3 roundings each, one sum: ≤ (2·4·3 + 8)uM² = 32uM². d = 3:
# six terms ≤ 8M³, at most 8 roundings each (3 differences, 2 products, 3 sums): ≤ 384uM³. The
# filters below leave room for second order and their own rounding; beyond 2^±300, where products
# may under- or overflow, everything is exact.
_FILTER = {2: 64.0, 3: 600.0}


def orientation(*points: ArrayLike) -> NDArray[np.int8]:
    """Return the sign of det(p₁ − p₀, …, p_d − p₀) for d + 1 points in dimension d = 2 or 3.

    Each argument is one point (d,) or many (n, d), floats. +1 means counter-clockwise in the plane,
    a right-handed frame in space; 0 means exactly collinear or coplanar.

    Examples
    --------
    >>> int(orientation([0.0, 0.0], [1.0, 0.0], [0.0, 5e-324]))
    1
    """
    arrays = np.broadcast_arrays(*(np.asarray(p, dtype=np.float64) for p in points))
    d = arrays[0].shape[-1]
    if d not in _FILTER or len(arrays) != d + 1:
        raise ValueError(f"{len(arrays)} points of dimension {d}; expected 3 in 2-D or 4 in 3-D.")
    stacked = np.stack(arrays, axis=-2)
    if not np.isfinite(stacked).all():
        raise ValueError("Some coordinates are NaN or infinite.")
    with np.errstate(all="ignore"):
        edges = stacked[..., 1:, :] - stacked[..., :1, :]
        a, b = edges[..., 0, :], edges[..., 1, :]
        if d == 2:
            value = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
        else:
            value = (np.cross(a, b) * edges[..., 2, :]).sum(-1)
        size = np.abs(stacked).max(axis=(-1, -2))
        certain = (np.abs(value) > _FILTER[d] * 2.0**-53 * size**d) & (size > 2.0**-300)
        certain &= size < 2.0**300
        signs = np.asarray(np.where(certain, np.sign(value), 0).astype(np.int8))
    flat, simplices = signs.reshape(-1), stacked.reshape(-1, d + 1, d)
    for i in np.flatnonzero(~certain):
        rows = rationals(simplices[i])
        exact = determinant(
            [[x - y for x, y in zip(row, rows[0], strict=True)] for row in rows[1:]]
        )
        flat[i] = (exact > 0) - (exact < 0)
    return flat.reshape(signs.shape)
