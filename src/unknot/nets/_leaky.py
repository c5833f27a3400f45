"""Shears written as leaky ReLU layers of the same width (THEORY T3.4)."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import scipy.linalg
from numpy.typing import ArrayLike

from unknot.errors import InputError, UnsupportedLayer
from unknot.nets._head import Head
from unknot.nets._network import Network
from unknot.nets.activations import Activation, activation
from unknot.nets.layers import Layer
from unknot.nets.layers._blend import Blend
from unknot.nets.layers.dense import Dense
from unknot.nets.layers.shear import Shear

_LEAST = 1.0  # of an extent that is 0, for one point


def leaky(network: Network, points: ArrayLike, *, room: float = 0.5, slope: float = 0.5) -> Network:
    """Return a network of dense layers that is the same function near points, without shears.

    A shear of m knots becomes 2m leaky ReLU layers of the same width. In exact arithmetic the two
    functions agree at the points, and wherever no image leaves the points' images by more than the
    room. The weights that are returned are rounded, so that the functions differ by some roundings
    a layer: a proof about one network is none about the other.

    Parameters
    ----------
    network
        Dense layers and shears.
    points
        (m, inputs), data units.
    room
        How far images may leave those of the points, as a part of their extent; > 0.
    slope
        The leaky ReLU's slope a, 0 < a < 1.

    Raises
    ------
    InputError
        The points have another dimension, or the slope or the room are out of their ranges.
    UnsupportedLayer
        A layer is neither dense nor a shear.

    References
    ----------
    THEORY T3.4.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import Network, Shear
    >>> one = Shear(np.array([1.0, 0.0]), np.array([0.0, 1.0]), np.zeros(1), np.ones(1))
    >>> plain = leaky(Network([one]), [[-1, -1], [1, 1]])
    >>> [layer.activation.name for layer in plain.layers]
    ['leaky-relu:0.5', 'leaky-relu:0.5', 'identity']
    >>> plain.represent(np.array([[-0.5, 0.0], [0.5, 0.0]])).round(12).tolist()
    [[-0.5, -0.0], [0.5, 0.5]]
    """
    rows = np.asarray(points, np.float64)
    if rows.ndim != 2 or rows.shape[1] != network.inputs or not len(rows):
        raise InputError(
            f"The points have the shape {rows.shape}; expected (m, {network.inputs}), m > 0."
        )
    if not np.isfinite(rows).all():
        raise InputError("A point has a coordinate that is not finite.")
    if not 0 < slope < 1:
        raise InputError(f"The slope is {slope!r}; expected a number between 0 and 1.")
    if not 0 < room < np.inf:
        raise InputError(f"The room is {room!r}; expected a positive number.")
    exact = network.float64()
    size = network.inputs
    so_far = _Written([], np.eye(size), np.zeros(size), rows.T, room)
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
    """Layers so far, and what is still to be done: x = matrix·y + shift, x the points' images."""

    layers: list[Layer]
    matrix: np.ndarray
    shift: np.ndarray
    images: np.ndarray  # (n, m)
    room: float

    def activated(self, layer: Layer) -> Self:
        """Add a dense layer."""
        if not isinstance(layer, Dense) or isinstance(layer.activation, Blend):
            raise UnsupportedLayer(f"A {layer.kind} layer is not written as leaky ReLU layers.")
        weight, size = np.asarray(layer.weight), layer.outputs
        return replace(
            self,
            layers=[*self.layers, self._dense(weight, layer.bias, layer.activation)],
            matrix=np.eye(size),
            shift=np.zeros(size),
            images=layer(self.images),
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
        # The other units are shifted until they are positive, where σ is the identity.
        seen = rest @ self.images
        low, extent = seen.min(axis=1), np.ptp(seen, axis=1)
        shift = self.room * (extent + np.abs(extent).max() + _LEAST) - low
        rows = np.concatenate([sign * ramp[None], rest])
        layer = self._dense(rows, np.concatenate([[sign * knot], shift]), sigma)
        undo = np.linalg.inv(np.concatenate([ramp[None], rest]))
        scale = np.ones(len(ramp))
        scale[0] = back
        bent = amount * np.minimum(0, ramp @ self.images + knot)
        return replace(
            self,
            layers=[*self.layers, layer],
            matrix=undo * scale,
            shift=undo @ -np.concatenate([[knot], shift]),
            images=self.images + np.outer(moves, bent),
        )

    def _dense(self, weight: np.ndarray, bias: np.ndarray, sigma: Activation) -> Dense:
        """Return a dense layer that takes x in, given y."""
        return Dense(weight @ self.matrix, weight @ self.shift + bias, sigma)
