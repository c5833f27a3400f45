"""Shears written as leaky ReLU layers of the same width (THEORY T3.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import scipy.linalg

from unknot.errors import InputError, UnsupportedLayer
from unknot.nets._head import Head
from unknot.nets._network import Network
from unknot.nets.activations import Activation, activation
from unknot.nets.layers import Layer
from unknot.nets.layers._blend import Blend
from unknot.nets.layers.dense import Dense
from unknot.nets.layers.shear import Shear


def leaky(
    network: Network, lower: Sequence[float], upper: Sequence[float], slope: float = 0.5
) -> Network:
    """Return a network of dense layers that is the same function on a box, without shears.

    A shear of m knots becomes 2m leaky ReLU layers of the same width. In exact arithmetic the two
    functions are the same on the box; the weights that are returned are rounded, so that there they
    differ by some roundings a layer. A proof about one network is none about the other.

    Parameters
    ----------
    network
        Dense layers and shears.
    lower, upper
        The box, corners (inputs,), data units. Beyond it the functions differ.
    slope
        The leaky ReLU's slope a, 0 < a < 1.

    Raises
    ------
    InputError
        The box has another dimension, or the slope is not between 0 and 1.
    UnsupportedLayer
        A layer is neither dense, with an increasing activation, nor a shear.

    References
    ----------
    THEORY T3.4.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import Network, Shear
    >>> one = Shear(np.array([1.0, 0.0]), np.array([0.0, 1.0]), np.zeros(1), np.ones(1))
    >>> plain = leaky(Network([one]), (-1, -1), (1, 1))
    >>> [layer.activation.name for layer in plain.layers]
    ['leaky-relu:0.5', 'leaky-relu:0.5', 'identity']
    >>> plain.represent(np.array([[-0.5, 0.0], [0.5, 0.0]])).round(12).tolist()
    [[-0.5, 0.0], [0.5, 0.5]]
    """
    low, high = np.asarray(lower, np.float64), np.asarray(upper, np.float64)
    if low.shape != (network.inputs,) or low.shape != high.shape or not (low <= high).all():
        raise InputError(
            f"The box is {lower!r} to {upper!r}; expected two corners of {network.inputs} numbers, "
            "the lower one first."
        )
    if not 0 < slope < 1:
        raise InputError(f"The slope is {slope!r}; expected a number between 0 and 1.")
    exact = network.float64()
    so_far = _Written([], np.eye(len(low)), np.zeros(len(low)), low, high)
    for layer in exact.layers:
        if isinstance(layer, Shear):
            so_far = so_far.sheared(layer, activation(f"leaky-relu:{slope!r}"), slope)
        else:
            so_far = so_far.activated(layer)
    matrix, shift = so_far.matrix, so_far.shift
    if exact.planes is not None:
        weight = np.asarray(exact.planes.weight)
        head = Head(weight @ matrix, weight @ shift + exact.planes.bias, exact.planes.kind)
        return Network(so_far.layers, head)
    return Network([*so_far.layers, Dense(matrix, shift, activation("identity"))], exact.head)


@dataclass(frozen=True)
class _Written:
    """Layers so far, and what is still to be done: x = matrix·y + shift lies in the box."""

    layers: list[Layer]
    matrix: np.ndarray
    shift: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def activated(self, layer: Layer) -> Self:
        """Add a dense layer."""
        if not isinstance(layer, Dense) or isinstance(layer.activation, Blend):
            raise UnsupportedLayer(f"A {layer.kind} layer is not written as leaky ReLU layers.")
        if layer.activation.monotone == "no":
            raise UnsupportedLayer(
                f"The activation {layer.activation.name!r} is not increasing, so it is not known "
                "which box the layer fills."
            )
        weight = np.asarray(layer.weight)
        low, high = _box(weight, self.low, self.high)
        low, high = (layer.activation(z + layer.bias) for z in (low, high))
        size = layer.outputs
        return type(self)(
            [*self.layers, self._dense(weight, layer.bias, layer.activation)],
            np.eye(size),
            np.zeros(size),
            low,
            high,
        )

    def sheared(self, shear: Shear, sigma: Activation, a: float) -> Self:
        """Add two layers for each knot."""
        w = np.asarray(shear.normal)
        t, across = np.asarray(shear.along), w @ w
        so_far = self
        if not across:
            return so_far  # w = 0: it is the identity
        for knot, c in zip(shear.knots, shear.slopes, strict=True):
            first = -w / across
            second = first - c * t / (1 - a)
            so_far = so_far._bent(-w, knot, first, sigma, 1.0, a - 1)
            # −σ(−z)/a undoes σ.
            so_far = so_far._bent(-w, knot, second, sigma, -1 / a, 1 / a - 1)
        return so_far

    def _bent(
        self,
        ramp: np.ndarray,
        knot: float,
        moves: np.ndarray,
        sigma: Activation,
        back: float,
        amount: float,
    ) -> Self:
        """Add x ↦ x + amount·min(0, z)·moves, where z = ramp·x + knot and ramp·moves = 1."""
        rest = scipy.linalg.null_space(moves[None]).T
        sign = 1.0 if back > 0 else -1.0
        # The other units are shifted until they are positive on the box, where σ is the identity.
        bottom = _box(rest, self.low, self.high)[0]
        shift = 1.0 - bottom
        rows = np.concatenate([sign * ramp[None], rest])
        layer = self._dense(rows, np.concatenate([[sign * knot], shift]), sigma)
        undo = np.linalg.inv(np.concatenate([ramp[None], rest]))
        scale = np.ones(len(ramp))
        scale[0] = back
        least = min(0.0, float(_box(ramp[None], self.low, self.high)[0][0] + knot))
        far = np.sort(np.stack([0 * moves, amount * least * moves]), axis=0)
        return type(self)(
            [*self.layers, layer],
            undo * scale,
            undo @ -np.concatenate([[knot], shift]),
            self.low + far[0],
            self.high + far[1],
        )

    def _dense(self, weight: np.ndarray, bias: np.ndarray, sigma: Activation) -> Dense:
        """Return a dense layer that takes x in, given y."""
        return Dense(weight @ self.matrix, weight @ self.shift + bias, sigma)


def _box(matrix: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the least box that holds a matrix's image of a box."""
    middle, reach = matrix @ (low + high) / 2, np.abs(matrix) @ (high - low) / 2
    return middle - reach, middle + reach
