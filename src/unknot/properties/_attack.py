"""Looking for an input with forbidden outputs, in floats: projected gradients from many places."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from unknot.nets import Network
from unknot.properties._property import Case

_SHRINK = 0.93  # of steps, each time
_FIRST = 0.25  # of the box's widths


@dataclass(frozen=True, eq=False)
class Target:
    """How far outputs are from being forbidden, with slopes, at many inputs at once.

    Attributes
    ----------
    layers
        Weights, biases and activations (None at the end) of a network of dense layers.
    weight, most
        All rows of all conditions of a case, (rows, outputs) and (rows,).
    starts
        Where the rows of each condition begin.
    low, high
        The box, (inputs,).
    """

    layers: list[tuple[np.ndarray, np.ndarray, Any]]
    weight: np.ndarray
    most: np.ndarray
    starts: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, network: Network, case: Case) -> "Target":
        """Take a case's numbers as floats."""
        dense: list[Any] = list(network.layers)
        layers = [(np.asarray(d.weight), np.asarray(d.bias), d.activation) for d in dense]
        head: Any = network.head
        layers.append((np.asarray(head.weight), np.asarray(head.bias), None))
        weight = np.array([row for one in case.never for row in one.weight], float)
        most = np.array([m for one in case.never for m in one.most], float)
        starts = np.cumsum([0, *(len(one.most) for one in case.never[:-1])])
        return cls(
            layers, weight, most, starts, *(np.array(v, float) for v in (case.lower, case.upper))
        )

    def distance(self, x: np.ndarray) -> np.ndarray:
        """Return, at inputs (n, inputs), how far the nearest conditions are from all holding."""
        for weight, bias, sigma in self.layers:
            x = x @ weight.T + bias
            x = x if sigma is None else sigma(x)
        return np.maximum.reduceat(x @ self.weight.T - self.most, self.starts, axis=1)

    def slopes(self, x: np.ndarray, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the distance from each input's own conditions, and its gradient."""
        kept = []
        for weight, bias, sigma in self.layers:
            z = x @ weight.T + bias
            kept.append(z)
            x = z if sigma is None else sigma(z)
        values = x @ self.weight.T - self.most
        ends = np.append(self.starts[1:], len(self.most))
        rows = np.arange(len(self.most))
        own = (self.starts[which, None] <= rows) & (rows < ends[which, None])
        values = np.where(own, values, -np.inf)
        worst = values.argmax(axis=1)
        back = self.weight[worst]
        for (weight, _, sigma), z in zip(reversed(self.layers), reversed(kept), strict=True):
            back = back if sigma is None else back * sigma.derivative(z)
            back = back @ weight
        return values[np.arange(len(x)), worst], back

    def descend(self, x: np.ndarray, which: np.ndarray, steps: int) -> np.ndarray:
        """Return the best inputs found on the way down from each."""
        width, best, least = self.high - self.low, x.copy(), np.full(len(x), np.inf)
        step = _FIRST
        for _ in range(steps):
            value, slope = self.slopes(x, which)
            better = value < least
            best[better], least[better] = x[better], value[better]
            x = np.clip(x - step * width * np.sign(slope), self.low, self.high)
            step *= _SHRINK
        return best

    def sample(self, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Return inputs of the box, and for each the conditions to be tried on it."""
        x = self.low + rng.random((count, len(self.low))) * (self.high - self.low)
        return x, np.arange(count) % len(self.starts)
