"""Derivatives that know few of many columns, and the normal equations they make."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int
from numba import njit


@dataclass(frozen=True)
class Columns:
    """How points change with numbers of which each depends on few.

    Parameters
    ----------
    columns
        Which c of the numbers a point depends on, (k, c); a number may be there twice.
    values
        The derivatives of its n coordinates by them, (k, n, c).
    free
        How many numbers there are.
    """

    columns: Int[np.ndarray, "k c"]
    values: Float[np.ndarray, "k n c"]
    free: int

    def scaled(self, by: Float[np.ndarray, " k"]) -> "Columns":
        """Multiply each point by a number of its own."""
        return Columns(self.columns, self.values * by[:, None, None], self.free)

    def between(self, first: np.ndarray, second: np.ndarray) -> "Columns":
        """Return the derivatives of second points minus first ones, by their numbers (p,)."""
        columns = np.concatenate([self.columns[first], self.columns[second]], axis=1)
        values = np.concatenate([-self.values[first], self.values[second]], axis=2)
        return Columns(columns, values, self.free)

    def normal(self) -> Float[np.ndarray, "free free"]:
        """Return DᵀD of the matrix D, (nk, free), that these are."""
        half = np.zeros((self.free, self.free))
        _add(self.columns, self.values, half)
        return half + half.T

    def against(self, left: Float[np.ndarray, "k n"]) -> Float[np.ndarray, " free"]:
        """Return Dᵀ times something, a row a point."""
        each = np.einsum("kac,ka->kc", self.values, left)
        return np.bincount(self.columns.ravel(), each.ravel(), minlength=self.free)


@njit(cache=True)
def _add(columns, values, half):
    """Add up half of what is on the diagonal, and all below it."""
    k, n, c = values.shape
    for i in range(k):
        for a in range(c):
            row = columns[i, a]
            for b in range(a):
                product = 0.0
                for axis in range(n):
                    product += values[i, axis, a] * values[i, axis, b]
                half[row, columns[i, b]] += product
            square = 0.0
            for axis in range(n):
                square += values[i, axis, a] ** 2
            half[row, row] += 0.5 * square
