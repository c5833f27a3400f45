"""Where layers fold space over: the sign of the determinant of their derivatives."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.nets import Network, deform

_GRID = 4096  # points, about


@dataclass(frozen=True)
class Folds:
    """How much of space, and of the data, layers turn over; measured, which proves nothing.

    Attributes
    ----------
    grid, data
        The shares of a grid over the data's box, and of the data points, at which some layer has a
        negative determinant. A layer that is one-to-one has none.
    least
        The least determinant of one layer that was seen.
    layer
        Which layer has it, the first being 0.
    """

    grid: float
    data: float
    least: float
    layer: int

    def summary(self) -> str:
        """Say it in a sentence."""
        if not self.grid and not self.data:
            return f"No fold was seen: the least determinant of a layer is {self.least:.3g}."
        return (
            f"Some layer folds {self.grid:.1%} of a grid over the data, and {self.data:.1%} of "
            f"the data points (least determinant {self.least:.3g}, of layer {self.layer + 1})."
        )


def folds(network: Network, data: Dataset) -> Folds:
    """Measure where layers turn space over, at the data points and on a grid over their box.

    Of matrices that reverse orientation two units are exchanged first (T2.4), so that what is left
    is folds.

    Parameters
    ----------
    network
        Square layers, of the data's dimension.
    data
        Points. In more than six dimensions random points of their box are taken for the grid.

    Raises
    ------
    InputError
        A layer is not square, there is none, or the network takes another dimension.

    Examples
    --------
    >>> from unknot.data import load
    >>> from unknot.nets import Field, Network
    >>> pull = Field(np.zeros((1, 2)), np.array([[9.0, 0.0]]), np.ones(1))
    >>> folds(Network([pull]), load("disc-in-ring")).least < 0
    True
    """
    _need_square(network, data.dimension)
    grid = _grid(data.points)
    least = determinants(network, np.concatenate([grid, data.points]))
    over = np.any(least < 0, axis=0)
    which = int(np.argmin(least.min(axis=1)))
    shares = np.mean(over[: len(grid)]), np.mean(over[len(grid) :])
    return Folds(float(shares[0]), float(shares[1]), float(least.min()), which)


def determinants(
    network: Network, points: Float[np.ndarray, "n d"]
) -> Float[np.ndarray, "layers n"]:
    """Return for every layer the determinant of its derivative where it meets ``points`` (rows).

    Of matrices that reverse orientation two units are exchanged first (T2.4): a layer that is
    one-to-one has no negative determinant.

    Raises
    ------
    InputError
        A layer is not square, there is none, the network takes another dimension, or derivatives
        overflow.

    Examples
    --------
    >>> from unknot.nets import Field, Network
    >>> pull = Field(np.zeros((1, 2)), np.array([[9.0, 0.0]]), np.ones(1))
    >>> determinants(Network([pull]), np.array([[-1.0, 0.0], [1.0, 0.0]])).round(1).tolist()
    [[3.1, -1.1]]
    """
    _need_square(network, points.shape[1])
    turned = deform(network).network
    columns = np.asarray(points, np.float64).T
    found = np.empty((len(turned.layers), columns.shape[1]))
    for k, layer in enumerate(turned.layers):
        found[k] = np.linalg.det(layer.jacobian(columns))
        columns = np.asarray(layer(columns))
    if not np.isfinite(found).all():
        raise InputError("Derivatives overflow at some points of the data; check the weights.")
    return found


def _need_square(network: Network, dimension: int) -> None:
    widths = set(network.widths)
    if not network.layers or widths != {dimension}:
        raise InputError(
            f"Folds are measured of layers that are all square, of dimension {dimension} like "
            f"the data; these have widths {network.widths}."
        )


def _grid(points: Float[np.ndarray, "n d"]) -> Float[np.ndarray, "m d"]:
    """Return points spread evenly over the box of some points."""
    low, high = points.min(axis=0), points.max(axis=0)
    size = points.shape[1]
    side = int(_GRID ** (1 / size))
    if side < 4:
        unit = np.random.default_rng(0).random((_GRID, size))
    else:
        steps = np.meshgrid(*[np.linspace(0, 1, side)] * size, indexing="ij")
        unit = np.stack(steps, axis=-1).reshape(-1, size)
    return low + unit * (high - low)
