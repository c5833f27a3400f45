"""How a representation of any width is laid into the space of a drawing."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from unknot.nets import Dense, Head, Network


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
        The share of the variance that is kept; None if nothing is left out.
    along_head
        Whether the first axis is the direction that the head reads.
    """

    origin: Float[np.ndarray, "width"]
    axes: Float[np.ndarray, "k width"]
    explained: float | None = None
    along_head: bool = False

    def __call__(self, points: Float[np.ndarray, "n width"]) -> Float[np.ndarray, "n k"]:
        """Project rows; those longer than the width are cut, shorter ones filled with zeros."""
        width = len(self.origin)
        fitted = points[:, :width]
        if fitted.shape[1] < width:
            fitted = np.pad(fitted, ((0, 0), (0, width - fitted.shape[1])))
        return (fitted - self.origin) @ self.axes.T

    def read_by(self, head: Head) -> Head:
        """Return the head in the coordinates of the drawing, exact for what is not left out."""
        weight, bias = np.asarray(head.weight, float), np.asarray(head.bias, float)
        return Head(weight @ self.axes.T, bias + weight @ self.origin, head.kind)

    def lift(self, places: Float[np.ndarray, "n k"]) -> Float[np.ndarray, "n width"]:
        """Return the points of the affine plane at these places of the drawing."""
        return self.origin + places @ self.axes

    def restricted(self, network: Network) -> Callable[[np.ndarray], np.ndarray]:
        """Return the network's scores at places (n, k) of the drawing, on the affine plane there.

        Its first affine map is taken to the plane once, not for every pixel: 784 features cost
        what two do.
        """
        first = network.layers[0] if network.layers else None
        if first is None and network.head is not None:
            return Network([], self.read_by(network.head)).scores
        if not isinstance(first, Dense):
            return lambda places: network.scores(self.lift(places))
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
    origin = points.mean(axis=0)
    spread = points - origin
    normal = None if head is None else normal_of(head)
    first = np.zeros((0, width)) if normal is None else normal[None]
    rest = spread - spread @ first.T @ first
    axes = np.concatenate([first, _components(rest, first)])[:dimension]
    total = float(np.sum(spread**2))
    kept = float(np.sum((spread @ axes.T) ** 2)) / total if total > 0 else 1.0
    return Projection(origin, axes, min(kept, 1.0), normal is not None)


def normal_of(head: Head) -> Float[np.ndarray, "width"] | None:
    """Return the unit vector towards class 1 of a head for two classes; None if there is none."""
    weight = np.asarray(head.weight, float)
    if len(weight) > 2:
        return None
    normal = weight[0] if len(weight) == 1 else weight[1] - weight[0]
    length = float(np.linalg.norm(normal))
    return normal / length if length > 0 else None


def _components(spread: np.ndarray, without: np.ndarray) -> np.ndarray:
    """Return the principal axes as rows, each with its largest entry positive.

    The directions ``without`` come last, even if the points do not vary at all.
    """
    scaled = spread / max(float(np.abs(spread).max()), 1e-300)
    _, axes = np.linalg.eigh(scaled.T @ scaled - without.T @ without)
    axes = axes[:, ::-1].T
    largest = np.argmax(np.abs(axes), axis=1)
    return axes * np.sign(axes[np.arange(len(axes)), largest])[:, None]
