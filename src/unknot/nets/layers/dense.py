"""The dense layer x ↦ σ(Wx + b)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

import equinox as eqx
import numpy as np

from unknot.errors import InputError, UnsupportedLayer
from unknot.nets._affine import Affine
from unknot.nets._initial import INITIAL, Initial
from unknot.nets.activations import Activation, Array, activation, activation_names, reflected
from unknot.nets.layers._blend import Blend
from unknot.nets.layers._kinds import LayerKind, Recipe, units
from unknot.nets.layers._layer import Facts, Kind, Layer, LayerPath, Order, need_shapes
from unknot.nets.layers._matrix_path import MatrixPath


class Dense(Affine, Layer):
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

    kind: ClassVar[str] = "dense"

    activation: Activation | Blend = eqx.field(static=True)

    @property
    def name(self) -> str:
        """Its activation's name."""
        return self.activation.name

    def facts(self) -> Facts:
        """Return its activation's name."""
        return {"activation": _plain(self.activation).name}

    @classmethod
    def made(cls, facts: Facts, arrays: Mapping[str, Array]) -> Self:
        """Return the layer of an activation's name, weight and bias."""
        weight, bias = arrays["weight"], arrays["bias"]
        need_shapes(weight.ndim >= 2 and bias.shape == weight.shape[:-1], cls.kind)
        return cls(weight, bias, activation(facts["activation"]))

    def __call__(self, x: Array) -> Array:
        """Return the images of the columns of ``x``."""
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

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        """Return the derivatives (n, outputs, inputs) at the columns of ``x`` (inputs, n)."""
        slopes = np.asarray(self.activation.derivative(self.affine(x)), np.float64)
        return slopes.T[:, :, None] * np.asarray(self.weight)

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


@dataclass(frozen=True)
class DenseRecipe(Recipe):
    """A dense layer as recipes write it: ``"tanh:2"``, ``"leaky-relu:0.2:3"``."""

    activation: Activation
    size: int

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """Return the names of all activations."""
        return activation_names()

    @classmethod
    def read(cls, text: str) -> "DenseRecipe":
        """Read an activation's name and a number of units."""
        name, _, size = text.rpartition(":")
        if not name:
            raise InputError(f"The layer {text!r} lacks its number of units: {text}:2, say.")
        return cls(activation(name), units(size, text))

    @property
    def text(self) -> str:
        """The activation's name and the number of units."""
        return f"{self.activation.name}:{self.size}"

    def outputs(self, inputs: int) -> int:
        """Return the number of units."""
        del inputs
        return self.size

    def parameters(self, inputs: int) -> int:
        """Count weights and biases."""
        return (inputs + 1) * self.size

    def draw(self, rng: np.random.Generator, inputs: int, initial: Initial) -> Dense:
        """Draw the weights, as a recipe's ``initial`` says; biases are zero."""
        weight = INITIAL[initial](rng, self.size, inputs).astype(np.float32)
        return Dense(weight, np.zeros(self.size, np.float32), self.activation)


KIND = LayerKind(Dense, DenseRecipe)
