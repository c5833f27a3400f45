"""Networks of random architectures, for what goes in and out."""

from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from unknot.nets import (
    Conv,
    Dense,
    Head,
    Layout,
    Network,
    Pool,
    activation,
    activation_names,
    reflected,
)

NAMES = [*activation_names(), "leaky-relu:0.2", "elu:0.5", "celu:2", "prelu:0.7"]
SIGMAS = st.sampled_from(NAMES).map(activation)


def _normal(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Return weights that keep the size of what they take, exact in single precision."""
    scale = 1 / np.sqrt(max(1, np.prod(shape[1:])))
    return (rng.normal(size=shape) * scale).astype(np.float32).astype(np.float64)


def _head(rng, draw, width):
    scores = draw(st.integers(1, 4))
    kind = draw(st.sampled_from(["linear", "logistic" if scores == 1 else "softmax"]))
    return Head(_normal(rng, scores, width), _normal(rng, scores), kind)


@st.composite
def perceptrons(draw, most=4):
    """Return networks of dense layers."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    widths = [draw(st.integers(1, 5)) for _ in range(draw(st.integers(1, most)))]
    layers = []
    for inputs, outputs in pairwise(widths):
        sigma = draw(SIGMAS)
        sigma = reflected(sigma) if draw(st.integers(0, 4)) == 0 else sigma
        layers.append(Dense(_normal(rng, outputs, inputs), _normal(rng, outputs), sigma))
    return Network(layers, _head(rng, draw, widths[-1]))


@st.composite
def pictured(draw):
    """Return networks of images: filters, pooling, dense layers."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shape = (draw(st.integers(1, 2)), draw(st.integers(5, 8)), draw(st.integers(5, 8)))
    filters, size = draw(st.integers(1, 3)), (draw(st.integers(1, 3)), draw(st.integers(1, 3)))
    side = st.tuples(st.integers(0, 2), st.integers(0, 2))
    padding = draw(st.none() | st.tuples(side, side))
    first = Conv(
        _normal(rng, filters, shape[0], *size),
        _normal(rng, filters),
        shape,
        draw(st.integers(1, 2)),
        draw(st.booleans()),
        draw(SIGMAS),
        padding,
    )
    layers = [first]
    grid = first.grid
    if draw(st.booleans()) and min(grid.shape[1:]) >= 2:
        pool = Pool(
            grid.shape, (2, draw(st.integers(1, 2))), draw(st.sampled_from(["max", "mean"]))
        )
        layers += [pool, Layout((pool.outputs,))]
    width = layers[-1].outputs
    layers.append(Dense(_normal(rng, 3, width), _normal(rng, 3), draw(SIGMAS)))
    return Network(layers, _head(rng, draw, 3))


def rows(network: Network, count: int = 7, seed: int = 0) -> np.ndarray:
    """Return points that a network takes, exact in single precision."""
    points = np.random.default_rng(seed).normal(size=(count, network.inputs))
    return points.astype(np.float32).astype(np.float64)


SINGLE = 1e-5  # what sums in single precision may lose where products cancel


def alike(one: np.ndarray, other: np.ndarray, tolerance: float = 1e-6) -> None:
    """Hold two arrays against each other, relative to the largest of each column."""
    one, other = np.asarray(one, np.float64), np.asarray(other, np.float64)
    assert one.shape == other.shape
    room = tolerance * np.maximum(1, np.abs(other).max(axis=0))
    assert (np.abs(one - other) <= room).all(), np.abs(one - other).max()
