"""The dense layer x ↦ σ(Wx + b)."""

from dataclasses import dataclass
from typing import Self

import equinox as eqx
import jax.numpy as jnp
import numpy as np

from unknot.errors import UnsupportedLayer
from unknot.nets._blend import Blend
from unknot.nets._layer import Kind, Layer, LayerPath, Order
from unknot.nets._matrix_path import MatrixPath
from unknot.nets.activations import Activation, Array, reflected

# Below this many products per point, XLA's elementwise code beats its matrix product on CPUs.
_TINY = 256


class Affine(eqx.Module):
    """The map x ↦ Wx + b on columns.

    Parameters
    ----------
    weight
        W, (outputs, inputs).
    bias
        b, (outputs,).
    """

    weight: Array
    bias: Array

    def __call__(self, x: Array) -> Array:
        ones = (1,) * (x.ndim - 1)
        bias = self.bias.reshape(-1, *ones)
        if isinstance(x, np.ndarray) or self.weight.size > _TINY:
            flat = self.weight @ x.reshape(len(x), -1)
            return flat.reshape(-1, *x.shape[1:]) + bias
        columns = self.weight.reshape(*self.weight.shape, *ones)
        return jnp.sum(columns * x[None], axis=1) + bias


class Dense(Layer):
    """The layer x ↦ σ(Wx + b).

    Parameters
    ----------
    weight
        W, (outputs, inputs).
    bias
        b, (outputs,).
    activation
        σ, by :func:`unknot.nets.activation`.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import activation
    >>> layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    >>> layer(np.array([0.0, 1.0])).round(3).tolist()
    [0.0, 0.762]
    """

    affine: Affine
    activation: Activation | Blend = eqx.field(static=True)

    def __init__(self, weight: Array, bias: Array, activation: Activation | Blend):
        self.affine = Affine(weight, bias)
        self.activation = activation

    @property
    def weight(self) -> Array:
        """W, (outputs, inputs)."""
        return self.affine.weight

    @property
    def bias(self) -> Array:
        """b, (outputs,)."""
        return self.affine.bias

    @property
    def inputs(self) -> int:
        """The dimension of the space it maps from."""
        return self.weight.shape[-1]

    @property
    def outputs(self) -> int:
        """The dimension of the space it maps to."""
        return self.weight.shape[-2]

    def __call__(self, x: Array) -> Array:
        return self.activation(self.affine(x))

    def after(self, matrix: np.ndarray) -> Self:
        """Return x ↦ self(matrix @ x)."""
        return type(self)(self.weight @ matrix, self.bias, self.activation)

    def oriented(self) -> tuple["Dense", np.ndarray]:
        """Return the layer with det W > 0 and the change of its units (see ``Layer``)."""
        size = self.outputs
        if size != self.inputs or np.linalg.slogdet(self.weight)[0] >= 0:
            return self, np.eye(size)
        if size == 1:
            # −σ(wx + b) = σ̃(−wx − b) with σ̃(z) = −σ(−z), which increases if σ does.
            return Dense(-self.weight, -self.bias, reflected(_plain(self.activation))), -np.eye(1)
        swap = np.eye(size)[[1, 0, *range(2, size)]]
        return Dense(swap @ self.weight, swap @ self.bias, self.activation), swap

    def path(self, order: Order, near: LayerPath | None = None) -> "DensePath":
        """Return the path from the identity (or the inclusion of the inputs) to this layer."""
        before = near.matrices if isinstance(near, DensePath) else None
        weight = np.asarray(self.weight, float)
        matrices = MatrixPath.to(weight, before)
        kind, why = _kind(self.inputs, self.outputs, matrices, _plain(self.activation))
        return DensePath(kind, why, self, order, matrices)


@dataclass(frozen=True)
class DensePath(LayerPath):
    """The path of a dense layer, in one of two orders.

    ``"phases"`` is the essay's: the matrix, then the translation, then the activation, a third
    each. ``"together"`` moves all three at once, g_s(γ(s)x + s·b), and stays near the frame.
    """

    layer: Dense
    order: Order
    matrices: MatrixPath

    def at(self, s: float) -> Dense:
        """Return the layer at s in [0, 1]."""
        if s == 1:
            return self.layer
        turn, shift, bend = _schedule(self.order, s)
        narrowing = self.matrices.size > self.layer.outputs
        bias = np.zeros(self.matrices.size)
        bias[: self.layer.outputs] = shift * np.asarray(self.layer.bias, float)
        # The matrix of a narrowing layer carries the rows that are on their way to zero along.
        weight = (
            self.matrices.square(turn)[:, : self.layer.inputs]
            if narrowing
            else self.matrices.at(turn)
        )
        units = self.layer.outputs if narrowing else None
        return Dense(weight, bias, Blend(_plain(self.layer.activation), bend, units))

    def preimage(self, s: float, y: np.ndarray) -> np.ndarray:
        """Return the points that ``at(s)`` takes to ``y``, NaN where there are none."""
        if self.layer.outputs > self.layer.inputs:
            raise UnsupportedLayer(
                f"A layer from {self.layer.inputs} to {self.layer.outputs} units fills no region "
                "of its space, so a point there has in general no preimage."
            )
        turn, shift, bend = _schedule(self.order, s)
        if self.matrices.collapses and turn == 1:
            raise UnsupportedLayer("A collapsed layer has no inverse: choose s below 1.")
        sigma = _plain(self.layer.activation)
        if sigma.monotone == "weakly" and bend == 1:
            raise UnsupportedLayer(
                f"The activation {sigma.name!r} has flattened part of the space: choose s below 1."
            )
        if sigma.monotone == "no" and bend > 0:
            raise UnsupportedLayer(f"The activation {sigma.name!r} folds, so it has no inverse.")
        units = self.layer.outputs
        z = Blend(sigma, bend, units).inverse(y)
        z = np.concatenate([z[:units] - shift * np.asarray(self.layer.bias)[:, None], z[units:]])
        return np.linalg.solve(self.matrices.square(turn), z)


def _plain(sigma: Activation | Blend) -> Activation:
    if isinstance(sigma, Blend):
        raise UnsupportedLayer("This layer is itself a point of a path; take the path of a whole.")
    return sigma


def _schedule(order: Order, s: float) -> tuple[float, float, float]:
    """How far the matrix, the translation and the activation have come at s."""
    if order == "together":
        return s, s, s
    return tuple(float(np.clip(3 * s - phase, 0, 1)) for phase in range(3))  # type: ignore[return-value]


def _kind(inputs: int, outputs: int, matrices: MatrixPath, sigma: Activation) -> tuple[Kind, str]:
    if outputs < inputs:
        return "collapse", f"it narrows from {inputs} to {outputs} units"
    if matrices.collapses:
        return "collapse", "its matrix is singular"
    if sigma.monotone == "no":
        return "fold", f"{sigma.name} is not monotone"
    if sigma.monotone == "weakly":
        return "collapse", f"{sigma.name} flattens part of the space at the very end"
    if outputs > inputs:
        return "embedding", f"it embeds {inputs} dimension{'s' * (inputs > 1)} in {outputs}"
    return "isotopy", f"its matrix is regular and {sigma.name} is strictly increasing"
