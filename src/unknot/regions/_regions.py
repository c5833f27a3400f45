"""The regions where a network decides for each class: how many parts they have, and holes."""

from collections.abc import Callable, Sequence

import numpy as np

from unknot.errors import InputError, UnsupportedLayer
from unknot.nets import Activation, Dense, Head, Model, Network, viewed
from unknot.regions._arrangement import Plane, TooMany, pieces_of
from unknot.regions._found import WHY, Regions
from unknot.regions._grid import on_grid
from unknot.regions._smooth import by_intervals

_MOST_DIMENSIONS = 3


def decision_regions(
    network: Model,
    low: Sequence[float] | np.ndarray,
    high: Sequence[float] | np.ndarray,
    *,
    pieces: int = 20_000,
    grid: int = 400,
    on_progress: Callable[[int], None] = lambda _: None,
) -> Regions:
    """Count the components and holes of each class's region in a box.

    Parameters
    ----------
    network
        A classifier of one, two or three features; of any library.
    low, high
        The box's ends, in data units.
    pieces
        How many linear pieces, or cells, are looked at before a grid is taken instead.
    grid
        Cells along each side of that grid (fewer in space: four million in all).
    on_progress
        Called now and then with the number of pieces so far.

    Returns
    -------
    Regions
        Its method says how far to trust it. ``"exact"``, for dense layers with piecewise linear
        activations in the plane: the plane is cut along every line on which a unit bends or scores
        are equal, in fractions. ``"rigorous"``, for other activations: it is cut until intervals
        show how each class wins or loses on each cell. ``"grid"``: samples; not certified.

    Raises
    ------
    InputError
        The box is empty or of another dimension than the network, or that is more than three.

    Examples
    --------
    >>> from unknot.nets import Dense, Head, activation
    >>> fold = Dense(np.array([[1.0, 0.0], [-1.0, 0.0]]), np.zeros(2), activation("relu"))
    >>> strip = Network([fold], Head(np.array([[1.0, 1.0]]), np.array([-1.0]), "logistic"))
    >>> print(decision_regions(strip, (-2, -2), (2, 2)))
    class 0: 1 component, 0 holes
    class 1: 2 components, 0 holes
    exact: every linear piece of the network, in fractions
    """
    model = viewed(network)
    ends = _floats(low), _floats(high)
    _check(model, *ends)
    why = ""
    if len(ends[0]) == 2 and isinstance(model, Network):
        exact = model.float64()
        if _is_piecewise_linear(exact):
            try:
                found = pieces_of(exact, *ends, pieces, on_progress)
                plane = Plane.of(found, *ends)
                regions = tuple(plane.region(k) for k in range(exact.classes))
                outlines = tuple(np.array(piece.polygon, float) for piece in found)
                return Regions(*ends, regions, "exact", WHY["exact"], len(found), outlines)
            except TooMany as reason:
                why = f" ({reason})"
        else:
            try:
                smooth, cells = by_intervals(exact, *ends, pieces, on_progress)
                return Regions(*ends, smooth, "rigorous", WHY["rigorous"], cells)
            except (TooMany, UnsupportedLayer) as reason:
                why = f" ({reason})"
    classes = _classes(model, *ends)
    regions, cells = on_grid(model, *ends, grid, classes)
    return Regions(*ends, regions, "grid", WHY["grid"] + why, cells)


def _floats(values: Sequence[float] | np.ndarray) -> tuple[float, ...]:
    return tuple(np.asarray(values, float).ravel().tolist())


def _check(model: object, low: tuple[float, ...], high: tuple[float, ...]) -> None:
    n = len(low)
    if len(high) != n or not all(
        a < b and np.isfinite([a, b]).all() for a, b in zip(low, high, strict=False)
    ):
        raise InputError(f"Expected a box with low < high on every axis; got {low} and {high}.")
    if n > _MOST_DIMENSIONS:
        raise InputError(
            f"Regions are counted in up to {_MOST_DIMENSIONS} dimensions; the box has {n}."
        )
    inputs = getattr(model, "inputs", n)
    if inputs != n:
        raise InputError(f"The network takes {inputs} features; the box has {n} dimensions.")


def _is_piecewise_linear(network: Network) -> bool:
    dense = all(
        isinstance(layer, Dense)
        and isinstance(layer.activation, Activation)
        and layer.activation.pieces is not None
        for layer in network.layers
    )
    return dense and isinstance(network.head, Head)


def _classes(model: Model, low: tuple[float, ...], high: tuple[float, ...]) -> int:
    middle = np.array([low], float) / 2 + np.array([high], float) / 2
    return max(2, model.scores(middle).shape[1])
