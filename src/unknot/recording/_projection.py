"""How a representation of any width is laid into the space of a drawing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import scipy.linalg
from jaxtyping import Float

from unknot.nets import Dense, Head, Network, Viewed, activation


@dataclass(frozen=True)
class Projection:
    """An affine map R^width → R^k with orthonormal rows.

    Attributes
    ----------
    origin
        The point that is taken to 0, (width,).
    axes
        (k, width); rows of zeros where the representation is narrower than the drawing.
    explained
        (k,): the share of the variance that the first 1 … k axes keep; None for an inclusion.
    along_head
        Whether the first axis is the direction that the head reads.
    """

    origin: Float[np.ndarray, "width"]
    axes: Float[np.ndarray, "k width"]
    explained: Float[np.ndarray, "k"] | None = None
    along_head: bool = False

    @property
    def kept(self) -> float | None:
        """The share of the variance that all axes together keep; None for an inclusion."""
        return None if self.explained is None else float(self.explained[-1])

    def __call__(self, points: Float[np.ndarray, "n width"]) -> Float[np.ndarray, "n k"]:
        """Project rows; those longer than the width are cut, shorter ones filled with zeros."""
        width = len(self.origin)
        fitted = points[:, :width]
        if fitted.shape[1] < width:
            fitted = np.pad(fitted, ((0, 0), (0, width - fitted.shape[1])))
        return (fitted - self.origin) @ self.axes.T

    def turned(
        self, points: Float[np.ndarray, "n width"], before: Float[np.ndarray, "n d"]
    ) -> Self:
        """Turn the first d axes among themselves so that points move little from ``before``.

        The orthogonal Procrustes problem (Schönemann 1966). An axis along the head stays.
        """
        if self.along_head:
            return self
        count = before.shape[1]
        now = self(points)[:, :count]
        scale = max(float(np.abs(now).max()) * float(np.abs(before).max()), 1e-300)
        u, _, vt = np.linalg.svd((before - before.mean(axis=0)).T @ now / scale)
        axes = np.concatenate([u @ vt @ self.axes[:count], self.axes[count:]])
        return replace(self, axes=axes, explained=_explained(points - self.origin, axes))

    def read_by(self, head: Head) -> Head:
        """Return the head in the coordinates of the drawing, exact for what is not left out."""
        weight, bias = np.asarray(head.weight, float), np.asarray(head.bias, float)
        return Head(weight @ self.axes.T, bias + weight @ self.origin, head.kind)

    def lift(self, places: Float[np.ndarray, "n k"]) -> Float[np.ndarray, "n width"]:
        """Return the points of the affine plane at these places of the drawing."""
        return self.origin + places @ self.axes

    def restricted(self, network: Viewed) -> Callable[[np.ndarray], np.ndarray]:
        """Return the network's scores at places (n, k) of the drawing, on the affine plane there.

        Its first affine map is taken to the plane once, not for every pixel: 784 features cost
        what two do.
        """
        if not network.depth and network.planes is not None:
            return Network([], self.read_by(network.planes)).scores
        if not isinstance(network, Network):
            return lambda places: network.scores(self.lift(places))
        first = network.layers[0] if network.layers else None
        if not isinstance(first, Dense):
            entry = Dense(self.axes.T, self.origin, activation("identity"))
            return Network([entry, *network.layers], network.head).scores
        weight, bias = np.asarray(first.weight, float), np.asarray(first.bias, float)
        entry = Dense(weight @ self.axes.T, bias + weight @ self.origin, first.activation)
        return Network([entry, *network.layers[1:]], network.head).scores


def project(
    points: Float[np.ndarray, "n width"], dimension: int, head: Head | None = None
) -> Projection:
    """Return the projection to a drawing of ``dimension`` dimensions.

    The inclusion if there is room; otherwise the first principal components of the points. With
    a ``head`` that tells two classes apart, the first axis is instead the one direction that it
    reads, so that the two sides of its hyperplane stay apart in the drawing.
    """
    width = points.shape[1]
    if width <= dimension:
        return Projection(np.zeros(width), np.eye(dimension, width))
    return _principal(points, dimension, head)


def dimension_of(network: Viewed) -> int:
    """Return the dimension of the drawing in which all representations of a network have room.

    3 if one of them has three units, otherwise 2: wider ones are projected in any case.
    """
    return 3 if 3 in network.widths else 2


def projections(
    network: Viewed, points: Float[np.ndarray, "n inputs"], axes: int | None = None
) -> tuple[Projection, ...]:
    """Return how the representation of ``points`` at every depth is laid into one drawing.

    Those that are wider than the drawing are projected, each turned towards the one before.

    Parameters
    ----------
    network, points
        The network, and the points that choose the axes.
    axes
        How many axes a projection has (where the width allows); the drawing's dimension, unless
        told otherwise. Only those of the drawing are turned.
    """
    dimension = dimension_of(network)
    found: list[Projection] = []
    before = np.zeros((len(points), dimension))
    stages = network.stages(points)
    for depth, (width, places) in enumerate(zip(network.widths, stages, strict=True)):
        head = network.planes if depth == network.depth else None
        if width <= dimension:
            found.append(project(places, dimension))
        else:
            found.append(_principal(places, min(axes or dimension, width), head))
            if depth:
                found[-1] = found[-1].turned(places, before)
        before = found[-1](places)[:, :dimension]
    return tuple(found)


def _principal(points: np.ndarray, count: int, head: Head | None) -> Projection:
    """Return the first so many principal components, after the direction that a head reads."""
    origin = points.mean(axis=0)
    spread = points - origin
    normal = None if head is None else _normal(head)
    first = np.zeros((0, points.shape[1])) if normal is None else normal[None]
    rest = spread - spread @ first.T @ first
    axes = np.concatenate([first, _components(rest, first, count - len(first))])
    return Projection(origin, axes, _explained(spread, axes), normal is not None)


def _explained(spread: np.ndarray, axes: np.ndarray) -> np.ndarray:
    total = float(np.sum(spread**2))
    if total == 0:
        return np.ones(len(axes))
    kept = np.cumsum(np.sum((spread @ axes.T) ** 2, axis=0)) / total
    return np.minimum(kept, 1.0)


def _normal(head: Head) -> Float[np.ndarray, "width"] | None:
    """Return the unit vector towards class 1 of a head for two classes; None if there is none."""
    weight = np.asarray(head.weight, float)
    if len(weight) > 2:
        return None
    normal = weight[0] if len(weight) == 1 else weight[1] - weight[0]
    length = float(np.linalg.norm(normal))
    return normal / length if length > 0 else None


def _components(spread: np.ndarray, without: np.ndarray, count: int) -> np.ndarray:
    """Return so many principal axes as rows, each with its largest entry positive.

    The directions ``without`` come last, even if the points do not vary at all.
    """
    points, width = spread.shape
    if not count:
        return np.zeros((0, width))
    scaled = spread / max(float(np.abs(spread).max()), 1e-300)
    if width <= points:
        _, axes = np.linalg.eigh(scaled.T @ scaled - without.T @ without)
        axes = axes[:, : -count - 1 : -1].T
    else:  # fewer products make the small matrix than the large one
        few = min(count, points)
        _, weights = scipy.linalg.eigh(
            scaled @ scaled.T, subset_by_index=[points - few, points - 1]
        )
        found = np.zeros((width, count))
        found[:, :few] = scaled.T @ weights[:, ::-1]
        # Where the points do not vary, this finds directions to go on with.
        axes = np.linalg.qr(np.concatenate([without.T, found], axis=1))[0].T[len(without) :]
    largest = np.argmax(np.abs(axes), axis=1)
    return axes * np.sign(axes[np.arange(len(axes)), largest])[:, None]
