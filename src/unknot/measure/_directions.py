"""The largest singular value of maps too wide for their matrices, by products with directions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import jax
import numpy as np

from unknot.measure._jacobians import finite
from unknot.nets import Dense, Foreign, Layer, Network, Opaque
from unknot.nets.layers import double_precision

_STEPS = 12  # of bidiagonalisation
_TRIED = 16  # random directions
_SURE = 2 * np.sqrt(2 / np.pi)  # Halko, Martinsson, Tropp 2011, Lemma 4.1, α = 2

Product = Callable[[np.ndarray], np.ndarray]  # columns to columns, each by its own matrix


@dataclass(frozen=True)
class Probe:
    """What products with directions say of σ_max, by point: of all layers, and of the last."""

    largest: np.ndarray
    layer_largest: np.ndarray | None
    above: np.ndarray
    how: str


@dataclass(frozen=True)
class _Linear:
    """The derivative of a map at each of some columns."""

    forward: Product
    backward: Product | None
    inputs: int


def probed(known: Network | Foreign, rows: np.ndarray, seed: int) -> Iterator[Probe]:
    """Yield σ_max of the Jacobians at the rows, for every depth from 1."""
    rng = np.random.default_rng(seed)
    if isinstance(known, Foreign):
        for depth in range(1, known.depth + 1):
            ahead = partial(_transposed, partial(known.represent, depth=depth))
            slope = _differenced(ahead, rows.T, known.dtype)
            yield _probe(_Linear(slope, None, known.inputs), None, len(rows), rng)
        return
    columns = rows.T
    whole: _Linear | None = None
    for layer in known.layers:
        own = _linear(layer, columns)
        whole = own if whole is None else _composed(whole, own)
        columns = finite(layer(columns))
        yield _probe(whole, own, len(rows), rng)


def _probe(whole: _Linear, own: _Linear | None, count: int, rng: np.random.Generator) -> Probe:
    largest, above, how = _largest(whole, count, rng)
    alone = None if own is None else largest if own is whole else _largest(own, count, rng)[0]
    return Probe(largest, alone, above, how)


def _largest(
    linear: _Linear, count: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, str]:
    """Return bounds of σ_max of each column's matrix, and how they were found."""
    tried = []
    for _ in range(_TRIED):
        ahead = rng.normal(size=(linear.inputs, count))
        lengths = np.linalg.norm(linear.forward(ahead), axis=0)
        tried.append((lengths, lengths / np.linalg.norm(ahead, axis=0)))
    above = _SURE * np.max([one for one, _ in tried], axis=0)
    below = np.max([one for _, one in tried], axis=0)
    if linear.backward is None:
        return below, above, f"{_TRIED} random directions: a lower bound of σ_max"
    found = _bidiagonalised(linear, count, rng)
    # Rounding may leave the two bounds the wrong way round.
    best = np.maximum(found, below)
    return best, np.maximum(above, best), f"{_STEPS} steps of bidiagonalisation: a lower bound"


def _bidiagonalised(linear: _Linear, count: int, rng: np.random.Generator) -> np.ndarray:
    """Return the largest Ritz value of Golub and Kahan's process, with reorthogonalisation."""
    assert linear.backward is not None
    right = _unit(rng.normal(size=(linear.inputs, count)))[0]
    rights, diagonal, upper = [right], [], []
    left = np.zeros(0)
    steps = min(_STEPS, linear.inputs)
    for k in range(steps):
        ahead = linear.forward(right)
        left, alpha = _unit(ahead - upper[-1] * left if k else ahead)
        diagonal.append(alpha)
        if k == steps - 1:
            break
        back = linear.backward(left) - alpha * right
        for one in rights:
            back -= one * (one * back).sum(axis=0)
        right, beta = _unit(back)
        rights.append(right)
        upper.append(beta)
    table = np.zeros((count, len(diagonal), len(diagonal)))
    for k, values in enumerate(diagonal):
        table[:, k, k] = values
    for k, values in enumerate(upper[: len(diagonal) - 1]):
        table[:, k, k + 1] = values
    return np.linalg.norm(table, 2, axis=(1, 2))


def _unit(columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    lengths = np.linalg.norm(columns, axis=0)
    return columns / np.where(lengths > 0, lengths, 1), lengths


def _linear(layer: Layer, columns: np.ndarray) -> _Linear:
    """Return the derivative of a layer at columns, as products."""
    if isinstance(layer, Dense):
        slope = finite(layer.activation.derivative(layer.affine(columns)))
        weight = np.asarray(layer.weight)
        return _Linear(
            lambda v: slope * (weight @ v), lambda u: weight.T @ (slope * u), layer.inputs
        )
    if isinstance(layer, Opaque):
        return _Linear(_differenced(layer, columns, np.dtype(layer.dtype)), None, layer.inputs)

    with double_precision():  # once, and not at every product
        forward = jax.jit(jax.linearize(layer, columns)[1])
        backward = jax.jit(jax.vjp(layer, columns)[1])

    def ahead(v: np.ndarray) -> np.ndarray:
        with double_precision():
            return finite(forward(v))

    def back(u: np.ndarray) -> np.ndarray:
        with double_precision():
            return finite(backward(u)[0])

    return _Linear(ahead, back, layer.inputs)


def _composed(first: _Linear, then: _Linear) -> _Linear:
    one, two = first.backward, then.backward
    back = None if one is None or two is None else lambda u: one(two(u))
    return _Linear(lambda v: then.forward(first.forward(v)), back, first.inputs)


def _differenced(function: Product, columns: np.ndarray, dtype: np.dtype) -> Product:
    """Return products by central differences along the directions."""
    step = float(np.cbrt(np.finfo(dtype).eps)) * max(float(np.abs(columns).max()), 1e-6)

    def ahead(v: np.ndarray) -> np.ndarray:
        lengths = np.linalg.norm(v, axis=0)
        way = v * (step / np.where(lengths > 0, lengths, 1))
        rise = finite(function(columns + way)) - finite(function(columns - way))
        return rise / (2 * step) * lengths

    return ahead


def _transposed(function: Product, columns: np.ndarray) -> np.ndarray:
    return function(columns.T).T
