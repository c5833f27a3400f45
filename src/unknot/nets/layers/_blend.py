"""The path of an activation from the identity: z ↦ (1 − s)z + sσ(z) (THEORY T2.2)."""

from dataclasses import dataclass

import numpy as np

from unknot.nets.activations import Activation, Array

_BISECTIONS = 64
_NEWTON_TOLERANCE = 4 * np.finfo(float).eps


@dataclass(frozen=True)
class Blend:
    """An activation on its way from the identity (amount 0) to σ (amount 1).

    Strictly increasing for every amount below 1 when σ is weakly increasing, and then onto R.

    Parameters
    ----------
    activation
        σ.
    amount
        s in [0, 1].
    units
        Only the first ``units`` coordinates are moved, the rest stay as they are; None for all.
        (A layer that narrows carries the coordinates it is about to lose along.)
    """

    activation: Activation
    amount: float
    units: int | None = None

    def __call__(self, z: Array) -> Array:
        return self._on_units(z, lambda u: (1 - self.amount) * u + self.amount * self.activation(u))

    @property
    def name(self) -> str:
        """The activation's name."""
        return self.activation.name

    def derivative(self, z: Array) -> Array:
        """Return the slopes at z."""
        blended = (1 - self.amount) + self.amount * self.activation.derivative(z)
        moved = np.arange(len(z)) < (len(z) if self.units is None else self.units)
        return np.where(moved.reshape(-1, *(1,) * (z.ndim - 1)), blended, 1.0)

    def inverse(self, y: np.ndarray) -> np.ndarray:
        """Return the z with blend(z) = y, NaN where there is none; σ must be increasing."""
        return self._on_units(y, self._solve)

    def _on_units(self, z: Array, function) -> Array:
        if self.amount == 0:
            return z
        if self.units is None or self.units >= len(z):
            return function(z)
        return z.__array_namespace__().concat([function(z[: self.units]), z[self.units :]])

    def _solve(self, y: np.ndarray) -> np.ndarray:
        sigma, s = self.activation, self.amount
        if s == 1:
            if sigma.inverse is None:
                return np.full_like(y, np.nan)
            low, high = sigma.image
            inside = (y > low) & (y < high)
            return np.where(inside, sigma.inverse(np.where(inside, y, sigma(np.zeros(())))), np.nan)
        # h(z) = (1 − s)z + sσ(z) has slope at least 1 − s, so the root lies within
        # |h(y) − y| / (1 − s) of y: a bracket for Newton's method, safeguarded by bisection.
        residual = s * (sigma(y) - y)
        # A slack of a few ulps keeps the root inside the bracket despite rounding.
        reach = -residual / (1 - s) * (1 + 1e-12)
        low = np.minimum(y, y + reach) - 1e-12 * np.abs(y) - 1e-300
        high = np.maximum(y, y + reach) + 1e-12 * np.abs(y) + 1e-300
        z = y + reach / 2
        for _ in range(_BISECTIONS):
            error = (1 - s) * z + s * sigma(z) - y
            low, high = np.where(error < 0, z, low), np.where(error > 0, z, high)
            step = error / ((1 - s) + s * sigma.derivative(z))
            newton = z - step
            z = np.where((newton >= low) & (newton <= high), newton, (low + high) / 2)
            if np.all(np.abs(step) <= _NEWTON_TOLERANCE * (1 + np.abs(z))):
                break
        return z
