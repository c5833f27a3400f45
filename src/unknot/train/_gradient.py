"""The gradient of the mean loss in the parameters, as one flat vector.

Two ways, one meaning. Automatic differentiation serves every network. Chains of small dense
layers have a hand-written backward pass (docs/speed.md): it sums each parameter's gradient over
the rows of a (rows, lanes) grid of points into lanes, and over the lanes of all parameters at
once, which XLA compiles into a single vectorised reduction.
"""

from collections.abc import Callable
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from jax.flatten_util import ravel_pytree
from jaxtyping import Array, Float, Int

from unknot.nets import Dense, Network
from unknot.train._losses import LossFunction
from unknot.train._rational import tanh

# Points are laid out in rows of so many lanes, a multiple of every CPU's vector width; more than
# WHOLE of them are taken in blocks, because XLA compiles larger fused reductions badly.
LANES = 40
WHOLE = 512
BLOCK = 256
# The hand-written pass unrolls over units; beyond these widths a matrix product is better.
_WIDEST = 16


@dataclass(frozen=True)
class Points:
    """Labelled points as columns, weighted: the weights sum to 1, padding has weight 0.

    ``x`` is (features, *many), ``labels`` and ``weights`` are (*many). Where points are
    :func:`gridded`, a leading axis of blocks comes first.
    """

    x: Float[Array, "..."]
    labels: Int[Array, "*many"]
    weights: Float[Array, "*many"]


jax.tree_util.register_dataclass(Points, ["x", "labels", "weights"], [])


def gridded(points: np.ndarray, labels: np.ndarray) -> Points:
    """Lay out (n, d) points in blocks of rows of ``LANES``: x is (blocks, d, rows, lanes)."""
    count = len(points)
    blocks = 1 if count <= WHOLE else round(count / BLOCK)
    rows = -(-count // (LANES * blocks))
    padding = blocks * rows * LANES - count

    def grid(values: np.ndarray, kind: type) -> np.ndarray:
        padded = np.pad(values.astype(kind), [(0, 0)] * (values.ndim - 1) + [(0, padding)])
        return padded.reshape(*values.shape[:-1], blocks, rows, LANES)

    return Points(
        jnp.asarray(np.moveaxis(grid(points.T, np.float32), 1, 0)),
        jnp.asarray(grid(labels, np.int32)),
        jnp.asarray(grid(np.full(count, 1 / count), np.float32)),
    )


def ungridded(points: Points) -> Points:
    """Return gridded points with the features first, x (d, blocks, rows, lanes)."""
    return Points(jnp.moveaxis(points.x, 1, 0), points.labels, points.weights)


def columned(points: Array, labels: Array) -> Points:
    """Lay out (n, d) points as plain columns."""
    count = labels.shape[0]
    return Points(points.T, labels, jnp.full(count, 1 / count, jnp.float32))


Gradient = Callable[[Float[Array, "p"], Points], Float[Array, "p"]]


def is_small_dense(network: Network) -> bool:
    """Whether the hand-written backward pass applies."""
    return all(type(layer) is Dense for layer in network.layers) and max(
        *network.widths, network.head.scores if network.head is not None else 1
    ) <= _WIDEST  # fmt: skip


def autodiff_gradient(network: Network, loss: LossFunction) -> Gradient:
    """Return the gradient by automatic differentiation, for networks of this structure."""
    _, unravel = ravel_pytree(network)

    def mean_loss(flat: Array, points: Points) -> Array:
        return jnp.sum(points.weights * loss(unravel(flat)(points.x), points.labels))

    return jax.grad(mean_loss)


def dense_gradient(network: Network, loss: LossFunction) -> Gradient:
    """Return the same gradient by the hand-written pass; points must be :func:`gridded`."""
    _, unravel = ravel_pytree(network)
    activations = [_compiled(layer.activation) for layer in network.layers]

    def gradient(flat: Array, points: Points) -> Array:
        shaped = unravel(flat)
        if points.labels.shape[0] == 1:
            return jnp.sum(lanes(shaped, jax.tree.map(lambda a: a[0], points)), axis=-1)
        start = jnp.zeros((flat.shape[0], LANES), jnp.float32)
        total, _ = jax.lax.scan(lambda sums, block: (sums + lanes(shaped, block), None), start, points)
        return jnp.sum(total, axis=-1)

    def lanes(shaped: Network, points: Points) -> Array:
        """One block's gradient, (p, lanes)."""
        parts = [*shaped.layers, shaped.head]
        x = points.x
        entered, pulls = [], []
        for layer, sigma in zip(shaped.layers, activations, strict=True):
            entered.append(x)
            x, pull = jax.vjp(sigma, _affine(layer.weight, layer.bias, x))
            pulls.append(pull)
        entered.append(x)
        scores = _affine(shaped.head.weight, shaped.head.bias, x)
        back = jax.grad(lambda s: jnp.sum(points.weights * loss(s, points.labels)))(scores)
        sums: list[Array] = []
        for index in range(len(parts) - 1, -1, -1):
            by_weight = jnp.sum(back[:, None] * entered[index][None], axis=-2)
            sums = [by_weight.reshape(-1, LANES), jnp.sum(back, axis=-2), *sums]
            if index > 0:
                weight = parts[index].weight[:, :, None, None]
                (back,) = pulls[index - 1](jnp.sum(weight * back[:, None], axis=0))
        return jnp.concatenate(sums)

    return gradient


def _affine(weight: Array, bias: Array, x: Array) -> Array:
    return jnp.sum(weight[:, :, None, None] * x[None], axis=1) + bias[:, None, None]


def _compiled(sigma: Callable[[Array], Array]) -> Callable[[Array], Array]:
    """The activation in the form that compiles best (``sigmoid`` is a tanh as well)."""
    name = getattr(sigma, "name", "")
    return {"tanh": tanh, "sigmoid": lambda x: 0.5 * tanh(0.5 * x) + 0.5}.get(name, sigma)
