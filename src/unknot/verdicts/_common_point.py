"""A common point of the convex hulls of two finite sets, by a linear program in exact numbers."""

import math
from collections.abc import Sequence
from fractions import Fraction

from unknot.exact import Point

Weights = dict[int, Fraction]  # of rows, positive, of sum 1


def common_point(a: Sequence[Point], b: Sequence[Point]) -> tuple[Weights, Weights] | None:
    """Return weights with Σλᵢaᵢ = Σμⱼbⱼ, or None where the hulls are disjoint.

    Examples
    --------
    >>> from unknot.exact import point
    >>> common_point([point((0,))], [point((0,)), point((1,))])
    ({0: Fraction(1, 1)}, {0: Fraction(1, 1)})
    """
    # Unknown weights λ of A and μ of B: Σλa − Σμb = 0, Σλ = 1, Σμ = 1.
    one, none = Fraction(1), Fraction(0)
    columns = [[*x, one, none] for x in a] + [[*(-c for c in x), none, one] for x in b]
    found = feasible(columns, [none] * len(a[0]) + [one, one])
    if found is None:
        return None
    return (
        {i: weight for i, weight in found.items() if i < len(a)},
        {i - len(a): weight for i, weight in found.items() if i >= len(a)},
    )


def feasible(columns: Sequence[Sequence[Fraction]], right: Sequence[Fraction]) -> Weights | None:
    """Return the non-zero entries of some x ≥ 0 with Ax = b ≥ 0, A given by columns; None if none.

    First phase of the revised simplex method (minimise the sum of one artificial variable for each
    row), in exact arithmetic. The column of the most negative reduced cost enters; the row that
    leaves is chosen lexicographically (Dantzig, Orden, Wolfe 1955), so that no basis recurs and the
    method ends, however degenerate the program is.

    Each step costs O(rows·columns) products of integers whose length grows with the number of rows;
    meant for few rows (tens) and many columns (thousands).
    """
    # Scaling all equations' coefficients by one number scales x by its inverse.
    scale = math.lcm(*(x.denominator for column in columns for x in column))
    whole = [[x.numerator * (scale // x.denominator) for x in column] for column in columns]
    m = len(right)
    # [B⁻¹b | B⁻¹] for the basis of artificial variables, kept up to date; its rows stay
    # lexicographically positive.
    table = [[b, *(Fraction(int(i == j)) for j in range(m))] for i, b in enumerate(right)]
    basis = [-1 - i for i in range(m)]
    while any(column < 0 and row[0] for column, row in zip(basis, table, strict=True)):
        # The multipliers y of the sum of artificials: the sum of their rows of B⁻¹.
        rows = [row for column, row in zip(basis, table, strict=True) if column < 0]
        y = [sum((row[1 + j] for row in rows), Fraction(0)) for j in range(m)]
        common = math.lcm(*(v.denominator for v in y))
        y_whole = [v.numerator * (common // v.denominator) for v in y]
        gain, entering = max(
            (sum(p * q for p, q in zip(y_whole, column, strict=True)), -index)
            for index, column in enumerate(whole)
        )
        if gain <= 0:
            # y·column ≤ 0 for all, and y·b is the least sum of artificials, which is positive
            # (Farkas): there is no x.
            return None
        column = whole[-entering]
        direction = [
            sum((p * q for p, q in zip(row[1:], column, strict=True)), Fraction(0)) for row in table
        ]
        # Some direction is positive: those of artificial rows sum to y·column > 0.
        leaving = min(
            (i for i in range(m) if direction[i] > 0),
            key=lambda i: [x / direction[i] for x in table[i]],
        )
        pivot = [x / direction[leaving] for x in table[leaving]]
        for i in range(m):
            if i != leaving and direction[i]:
                table[i] = [x - direction[i] * p for x, p in zip(table[i], pivot, strict=True)]
        table[leaving] = pivot
        basis[leaving] = -entering
    return {
        column: row[0] * scale
        for column, row in zip(basis, table, strict=True)
        if column >= 0 and row[0]
    }
