"""Looking for an input with forbidden outputs, in floats: projected gradients from many places."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from unknot.nets import Network
from unknot.properties._property import Case

_SHRINK = 0.93  # of steps, each time
_FIRST, _FINE = 0.25, 0.02  # of the box's widths
_MANY, _NUMBERS = 65_536, 16_000_000  # inputs of a first look, and numbers of all of them at most
_BLOCK = 8192
_ENDS = 0.8  # of the coordinates of every other input


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

    def distances(self, x: np.ndarray) -> np.ndarray:
        """Return, at inputs (n, inputs), how far each of the conditions are from all holding."""
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

    def descend(
        self, x: np.ndarray, which: np.ndarray, steps: int, step: float = _FIRST
    ) -> np.ndarray:
        """Return the best inputs found on the way down from each."""
        width, best, least = self.high - self.low, x.copy(), np.full(len(x), np.inf)
        for _ in range(steps):
            value, slope = self.slopes(x, which)
            better = value < least
            best[better], least[better] = x[better], value[better]
            x = np.clip(x - step * width * np.sign(slope), self.low, self.high)
            step *= _SHRINK
        return best

    def sample(self, count: int, rng: np.random.Generator) -> np.ndarray:
        """Return inputs of the box: every other one inside, the rest on edges, faces and corners.

        Violations that are hard to meet are often at ends of some coordinates.
        """
        x = self.low + rng.random((count, len(self.low))) * (self.high - self.low)
        place = rng.random(x[1::2].shape)
        ends = np.where(place < _ENDS / 2, self.low, np.where(place < _ENDS, self.high, x[1::2]))
        x[1::2] = ends
        return x

    def attack(self, few: int, steps: int, rng: np.random.Generator) -> np.ndarray:
        """Return inputs that come near to each of the conditions.

        Many inputs are looked at; from the best, and from some whatever they are, slopes lead down,
        of the best in fine steps, too, as they lie in narrow valleys.
        """
        wide = max(len(self.low), *(weight.shape[0] for weight, _, _ in self.layers))
        x = self.sample(min(_MANY, max(few, _NUMBERS // wide)), rng)
        found = np.concatenate(
            [self.distances(x[k : k + _BLOCK]) for k in range(0, len(x), _BLOCK)]
        )
        kinds = found.shape[1]
        each = -(-few // (2 * kinds))
        best = [x[np.argsort(found[:, k])[:each]] for k in range(kinds)]
        some, which = x[: few // 2], np.arange(few // 2) % kinds
        own = np.repeat(np.arange(kinds), [len(one) for one in best])
        near = np.concatenate(best)
        ways = [
            self.descend(some, which, steps),
            self.descend(near, own, steps, _FINE),
        ]
        return np.concatenate([near, *ways])
