"""Of wide representations: where they are in the drawing, which is all that a browser needs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from unknot.nets import DepthPath, Head
from unknot.recording import Projection

_UNITS = 3  # as many are drawn as they are


@dataclass(frozen=True)
class Laid:
    """A deformation in the axes of its drawing instead of in its units.

    At a whole depth a representation becomes its coordinates along the axes of its projection (up
    to three units stay what they are), in between a blend of the two next to it, as the browser
    would draw it. After the last layer follows what the head reads beside these axes, so that
    scores are what they were.
    """

    path: DepthPath
    projections: Mapping[int, Projection]

    def rows(self, depth: float, places: np.ndarray) -> np.ndarray:
        """Return rows of the representation at a depth as they are laid."""
        whole = int(depth)
        part = depth - whole
        here = self._along(whole)(places)
        if part:
            there = self._along(whole + 1)(places)
            size = max(here.shape[1], there.shape[1])
            return (1 - part) * _filled(here, size) + part * _filled(there, size)
        if whole < self.path.network.depth or places.shape[1] <= _UNITS:
            return here
        return np.concatenate([here, self._beside(places)], axis=1)

    @property
    def head(self) -> Head | None:
        """The head, of rows after the last layer."""
        network = self.path.network
        if network.planes is None or network.planes.inputs <= _UNITS:
            return network.planes
        along = self._along(network.depth).read_by(network.planes)
        beside = np.eye(network.planes.scores)
        return Head(np.concatenate([along.weight, beside], axis=1), along.bias, along.kind)

    def _along(self, depth: int) -> Projection:
        """Return the projection of the path's own units, of which two may be exchanged."""
        width = self.path.network.widths[depth]
        found = self.projections.get(depth)
        if found is None:
            return Projection(np.zeros(width), np.eye(min(width, _UNITS), width))
        if depth == 0 or self.path.exchanges[depth - 1] != "swap":
            return found
        order = np.array([1, 0, *range(2, width)])
        return replace(found, origin=found.origin[order], axes=found.axes[:, order])

    def _beside(self, places: np.ndarray) -> np.ndarray:
        """Return what the head reads of last places beside the axes, a column for each score."""
        network = self.path.network
        if network.planes is None:
            return np.zeros((len(places), 0))
        along = self._along(network.depth)
        weight = np.asarray(network.planes.weight, float)
        return (places - along.origin) @ (weight - weight @ along.axes.T @ along.axes).T


def _filled(rows: np.ndarray, size: int) -> np.ndarray:
    return np.pad(rows, ((0, 0), (0, size - rows.shape[1])))
