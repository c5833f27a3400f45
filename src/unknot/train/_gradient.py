"""The gradient of the mean loss in the parameters, as one flat vector.

Two ways, one meaning. Automatic differentiation serves every network. Chains of small dense
layers have a hand-written backward pass (docs/training.md): it sums each parameter's gradient over
the rows of a (rows, lanes) grid of points into lanes, and over the lanes of all parameters at
once, which XLA compiles into a single vectorised reduction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int

from unknot.nets import Affine, Dense, NeighbourHead, Network
from unknot.train._flat import unflatten
from unknot.train._losses import LossFunction
from unknot.train._rational import sigmoid, tanh

# Points are laid out in rows of so many lanes, a multiple of every CPU's vector width; more than
# WHOLE of them are taken in blocks: XLA takes five times as long for 15 rows as for 14.
LANES = 32
WHOLE = 14 * LANES
BLOCK = 256
# Blocks for everything else: long enough for matrix products, short enough to stay in cache; of
# wide layers fewer points, so that no layer gives a block more than so many numbers.
LONG = 4096
_NUMBERS = LONG * 256
# The hand-written pass unrolls over units; beyond these widths a matrix product is better.
_WIDEST = 16


@dataclass(frozen=True)
class Points:
    """Labelled points in blocks, as columns and weighted: the weights sum to 1, padding has 0.

    ``x`` is (blocks, features, *many), ``labels`` and ``weights`` are (blocks, *many).
    """

    x: Float[Array, "blocks d *many"]
    labels: Int[Array, "blocks *many"]
    weights: Float[Array, "blocks *many"]

    def rows(self) -> "Points":
        """Return the same blocks with points as rows, x (blocks, many, features)."""
        return Points(jnp.swapaxes(self.x, 1, 2), self.labels, self.weights)


jax.tree_util.register_dataclass(Points, ["x", "labels", "weights"], [])


def gridded(points: np.ndarray, labels: np.ndarray) -> Points:
    """Lay out (n, d) points for the hand-written pass: many is (rows, ``LANES``)."""
    blocks = 1 if len(points) <= WHOLE else round(len(points) / BLOCK)
    return _blocked(points, labels, blocks, (-(-len(points) // (LANES * blocks)), LANES))


def long_enough(network: Network) -> int:
    """Return how many points of a block go through a network at a time."""
    return int(np.clip(_NUMBERS // max(network.widths[1:], default=1), 1, LONG))


def columned(points: np.ndarray, labels: np.ndarray, most: int = LONG) -> Points:
    """Lay out (n, d) points in columns of at most so many."""
    blocks = -(-len(points) // most)
    return _blocked(points, labels, blocks, (-(-len(points) // blocks),))


def _blocked(points: np.ndarray, labels: np.ndarray, blocks: int, many: tuple[int, ...]) -> Points:
    count, features = points.shape
    padding = blocks * int(np.prod(many)) - count

    def padded(values: np.ndarray, kind: type) -> np.ndarray:
        return np.pad(values.astype(kind), [(0, padding), *[(0, 0)] * (values.ndim - 1)])

    x = padded(points, np.float32).reshape(blocks, -1, features)
    return Points(
        jnp.asarray(np.swapaxes(x, 1, 2).reshape(blocks, features, *many)),
        jnp.asarray(padded(labels, np.int32).reshape(blocks, *many)),
        jnp.asarray(padded(np.full(count, 1 / count), np.float32).reshape(blocks, *many)),
    )


BlockLoss = Callable[[Network, Points], Float[Array, "many"]]
Gradient = Callable[[Float[Array, "p"], Points], Float[Array, "p"]]


def is_small_dense(network: Network) -> bool:
    """Whether the hand-written backward pass applies."""
    return (
        all(type(layer) is Dense for layer in network.layers)
        and not isinstance(network.head, NeighbourHead)
        and max(*network.widths, network.head.scores if network.head is not None else 1) <= _WIDEST
    )


def of_scores(loss: LossFunction) -> BlockLoss:
    """Return the loss of each point of a block, from its scores."""
    return lambda network, block: loss(network(block.x), block.labels)


def autodiff_gradient(network: Network, loss: BlockLoss) -> Gradient:
    """Return the gradient by automatic differentiation, for networks of this structure."""

    def block_loss(flat: Array, block: Points) -> Array:
        return jnp.sum(block.weights * loss(unflatten(network, flat), block))

    slope = jax.grad(block_loss)

    def gradient(flat: Array, points: Points) -> Array:
        return sum_over_blocks(lambda block: slope(flat, block), points)

    return gradient


def dense_gradient(network: Network, loss: LossFunction) -> Gradient:
    """Return the same gradient by the hand-written pass; points must be :func:`gridded`."""
    assert network.planes is not None
    activations = [_compiled(layer.activation) for layer in _dense(network)]

    def gradient(flat: Array, points: Points) -> Array:
        shaped = unflatten(network, flat)
        return jnp.sum(sum_over_blocks(lambda block: lanes(shaped, block), points), axis=-1)

    def lanes(shaped: Network, points: Points) -> Array:
        """Return one block's gradient, (p, lanes)."""
        assert shaped.planes is not None
        parts: list[Affine] = [*_dense(shaped), shaped.planes]
        x = points.x
        entered, pulls = [x], []
        for affine, sigma in zip(parts[:-1], activations, strict=True):
            x, pull = jax.vjp(sigma, _image(affine, x))
            entered.append(x)
            pulls.append(pull)
        scores = _image(parts[-1], x)
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


def sum_over_blocks(function: Callable[[Any], Array], blocks: Any) -> Array:
    """Return the sum of a function of each block; blocks are the leading axis of every array."""
    first = jax.tree.map(lambda a: a[0], blocks)
    if len(jax.tree.leaves(blocks)[0]) == 1:
        return function(first)
    shape = jax.eval_shape(function, first)
    start = jnp.zeros(shape.shape, shape.dtype)
    return jax.lax.scan(lambda total, block: (total + function(block), None), start, blocks)[0]


def _dense(network: Network) -> list[Dense]:
    return [layer for layer in network.layers if isinstance(layer, Dense)]


def _image(affine: Affine, x: Array) -> Array:
    return jnp.sum(affine.weight[:, :, None, None] * x[None], axis=1) + affine.bias[:, None, None]


def _compiled(sigma: Callable[[Array], Array]) -> Callable[[Array], Array]:
    """Return the activation in the form that compiles best."""
    name = getattr(sigma, "name", "")
    return {"tanh": tanh, "sigmoid": sigmoid}.get(name, sigma)
