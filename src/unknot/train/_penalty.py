"""The gradient of a loss and a penalty: of how a map stretches at the points, or of weights."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from unknot.neighbours import prepared
from unknot.nets import Dense, Head, NeighbourHead, Network
from unknot.recording import Extent, Penalty, PenaltyKind
from unknot.train._flat import unflatten
from unknot.train._gradient import BlockLoss, Points, sum_over_blocks

EXACT = 4  # directions, one after the other, that a norm is summed over; of more a random one

Map = Callable[[Float[Array, "inputs n"]], Float[Array, "outputs n"]]
PenalisedGradient = Callable[[Float[Array, "p"], Points, Array], Float[Array, "p"]]


class _Part(NamedTuple):
    """One of the maps that a network is made of: of columns, each by itself."""

    of: Map
    outputs: int


def penalised_gradient(network: Network, loss: BlockLoss, penalty: Penalty) -> PenalisedGradient:
    """Return the gradient of loss + penalty, by automatic differentiation.

    Beside parameters and points it takes a key: norms that are not computed exactly are estimated
    in random directions, whose mean is the true gradient.
    """

    def block_loss(flat: Array, block: Points, key: Array) -> Array:
        now = unflatten(network, flat)
        size = (
            contraction(now, block.x, penalty.per, key)
            if penalty.kind == "contractive"
            else _of_weights(now, penalty.kind)
        )
        # Over all blocks together the weights of the points sum to 1.
        return jnp.sum(block.weights * (loss(now, block) + penalty.weight * size))

    slope = jax.grad(block_loss)

    def gradient(flat: Array, points: Points, key: Array) -> Array:
        keys = jax.random.split(key, len(points.labels))
        return sum_over_blocks(lambda block: slope(flat, *block), (points, keys))

    return gradient


def contraction(
    network: Network, x: Float[Array, "inputs n"], per: Extent, key: Array
) -> Float[Array, "n"]:
    """Return ‖J‖²_F at each column of x, or the sum of the layers' own; see :class:`Penalty`.

    Exact where a map has at most four inputs or outputs, and of dense layers by themselves;
    otherwise an unbiased estimate, by one random direction for every column.
    """
    parts = _parts(network)
    if per == "network" and len(parts) > 1:
        return _squared(_Part(partial(_through, parts), parts[-1].outputs), x, key)[1]
    total = jnp.zeros(x.shape[1:], x.dtype)
    for index, part in enumerate(parts):
        x, own = _squared(part, x, jax.random.fold_in(key, index))
        total = total + own
    return total


def _of_weights(network: Network, kind: PenaltyKind) -> Float[Array, ""]:
    """Return Σ|w| or Σw² over the entries of all matrices."""
    entries = [leaf for leaf in jax.tree.leaves(network) if leaf.ndim > 1]
    size = jnp.abs if kind == "l1" else jnp.square
    return sum((jnp.sum(size(leaf)) for leaf in entries), jnp.zeros(()))


def _parts(network: Network) -> list[_Part]:
    parts = [_Part(layer, layer.outputs) for layer in network.layers]
    head = network.head
    if isinstance(head, Head):
        parts.append(_Part(head, head.scores))
    elif isinstance(head, NeighbourHead) and head.rule.normalise:
        parts.append(_Part(lambda z: prepared(z.T, head.rule).T, head.inputs))
    return parts


def _through(parts: Sequence[_Part], x: Array) -> Array:
    for part in parts:
        x = part.of(x)
    return x


def _squared(part: _Part, x: Array, key: Array) -> tuple[Array, Array]:
    """Return the images of columns, and ‖J‖²_F at each of them."""
    of, inputs = part.of, len(x)
    if isinstance(of, Head):
        return of(x), jnp.full(x.shape[1:], jnp.sum(of.weight**2))
    if isinstance(of, Dense):  # diag(σ')·W, whatever its size (Rifai et al. 2011, section 5.1)
        before = of.affine(x)
        y, slopes = jax.jvp(of.activation, (before,), (jnp.ones_like(before),))
        return y, jnp.sum(slopes**2 * jnp.sum(of.weight**2, axis=1)[:, None], axis=0)
    if min(inputs, part.outputs) > EXACT:
        # E‖Jv‖² = ‖J‖²_F where E vvᵀ = 1 (Hutchinson 1990); signs have the least variance.
        signs = jax.random.rademacher(key, x.shape, x.dtype)
        y, change = jax.jvp(of, (x,), (signs,))
        return y, _squares(change)
    if inputs <= part.outputs:
        y, push = jax.linearize(of, x)
        return y, sum((_squares(push(_unit(i, x))) for i in range(inputs)), jnp.zeros(x.shape[1:]))
    y, pull = jax.vjp(of, x)
    rows = (pull(_unit(i, y))[0] for i in range(part.outputs))
    return y, sum(map(_squares, rows), jnp.zeros(x.shape[1:]))


def _squares(columns: Array) -> Array:
    return jnp.sum(columns**2, axis=0)


def _unit(index: int, like: Array) -> Array:
    return jnp.zeros_like(like).at[index].set(1)
