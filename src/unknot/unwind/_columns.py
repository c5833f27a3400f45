"""Derivatives that know few of many columns, and the normal equations they make."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int
from numba import njit


@dataclass(frozen=True)
class Columns:
    """How points, or numbers, change with others of which each depends on few.

    Parameters
    ----------
    columns
        Which c of the numbers a point depends on, (k, c); a number may be there twice.
    values
        The derivatives of its a coordinates by them, (k, a, c).
    free
        How many numbers there are.
    """

    columns: Int[np.ndarray, "k c"]
    values: Float[np.ndarray, "k a c"]
    free: int

    def scaled(self, by: Float[np.ndarray, " k"]) -> "Columns":
        """Multiply each point by a number of its own."""
        return Columns(self.columns, self.values * by[:, None, None], self.free)

    def between(self, first: np.ndarray, second: np.ndarray) -> "Columns":
        """Return the derivatives of second points minus first ones, by their numbers (p,)."""
        columns = np.concatenate([self.columns[first], self.columns[second]], axis=1)
        values = np.concatenate([-self.values[first], self.values[second]], axis=2)
        return Columns(columns, values, self.free)

    def along(self, directions: Float[np.ndarray, "k a"]) -> "Columns":
        """Return how each point's scalar product with a direction of its own changes."""
        values = np.einsum("kac,ka->kc", self.values, directions)
        return Columns(self.columns, values[:, None], self.free)

    def times(self, numbers: Float[np.ndarray, " free"]) -> Float[np.ndarray, "k a"]:
        """Return D times a change of the numbers, a row a point."""
        return np.einsum("kac,kc->ka", self.values, numbers[self.columns])

    def normal(self) -> Float[np.ndarray, "free free"]:
        """Return DᵀD of the matrix D, (ak, free), that these are."""
        half = np.zeros((self.free, self.free))
        _add(self.columns, self.values, half)
        return half + half.T

    def against(self, left: Float[np.ndarray, "k a"]) -> Float[np.ndarray, " free"]:
        """Return Dᵀ times something, a row a point."""
        each = np.einsum("kac,ka->kc", self.values, left)
        return np.bincount(self.columns.ravel(), each.ravel(), minlength=self.free)


@njit(cache=True)
def _add(columns, values, half):
    """Add up half of what is on the diagonal, and all below it."""
    k, c = columns.shape
    for i in range(k):
        for a in range(c):
            row = columns[i, a]
            for b in range(a + 1):
                total = 0.0
                for axis in range(values.shape[1]):
                    total += values[i, axis, a] * values[i, axis, b]
                half[row, columns[i, b]] += total if b < a else 0.5 * total
