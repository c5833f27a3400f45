"""Linear programs decided in rational numbers: whether {x ≥ 0 : Ax = b} is empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from unknot.proof._exact import integers


@dataclass(frozen=True)
class Infeasible:
    """Farkas' witness y that {x ≥ 0 : Ax = b} is empty: y·A ≤ 0 in every column, and y·b > 0."""

    multipliers: tuple[Fraction, ...]


def feasible_point(
    columns: Sequence[Sequence[Fraction]], right: Sequence[Fraction]
) -> dict[int, Fraction] | Infeasible:
    """Find x ≥ 0 with Ax = b ≥ 0, A given by columns: its non-zero entries, or a proof of none.

    First phase of the revised simplex method (minimise the sum of one artificial variable for each
    row), in exact arithmetic. The column of the most negative reduced cost enters; the row that
    leaves is chosen lexicographically (Dantzig, Orden, Wolfe 1955), so that no basis recurs and the
    method ends, however degenerate the program is.

    Each step costs O(rows·columns) products of integers whose length grows with the number of rows;
    meant for few rows (tens) and many columns (thousands).
    """
    # Scaling all equations' coefficients by one number scales x by its inverse.
    whole, scale = integers(columns)
    m = len(right)
    # [B⁻¹b | B⁻¹] for the basis of artificial variables, kept up to date; its rows stay
    # lexicographically positive.
    table = [[b, *(Fraction(int(i == j)) for j in range(m))] for i, b in enumerate(right)]
    basis = [-1 - i for i in range(m)]
    while any(column < 0 and row[0] for column, row in zip(basis, table, strict=True)):
        # The multipliers y of the sum of artificials: the sum of their rows of B⁻¹.
        rows = [row for column, row in zip(basis, table, strict=True) if column < 0]
        y = [sum((row[1 + j] for row in rows), Fraction(0)) for j in range(m)]
        (y_whole,), _ = integers([y])
        gain, entering = max(
            (sum(p * q for p, q in zip(y_whole, column, strict=True)), -index)
            for index, column in enumerate(whole)
        )
        if gain <= 0:
            # y·column ≤ 0 for all, and y·b is the least sum of artificials, which is positive.
            return Infeasible(tuple(y))
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
