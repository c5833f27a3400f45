"""Curves, cores and borders as strands: points in order, which a flow and shears carry."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from unknot.shapes import Shape
from unknot.unwind._flow import Flow, Stiffness

_SPACING = 0.2  # of the clearance: how far points are apart, about
_LINK = 4  # spacings from one vertex of a chain to the next
_MOST = 4000
_ALONG_FORMULA = 3000


@dataclass(frozen=True)
class Strands:
    """Points along one strand a class.

    Parameters
    ----------
    points
        (k, 2) for each class, in order.
    closed
        Whether the last is joined to the first.
    """

    points: tuple[Float[np.ndarray, "k 2"], ...]
    closed: tuple[bool, ...]

    @classmethod
    def of(cls, classes: Sequence[Shape], clearance: float) -> "Strands | None":
        """Take curves, the cores of tubes and the borders of polygons; None for anything else."""
        curves = [curve for shape in classes if (curve := _curve(shape)) is not None]
        if len(curves) < len(classes):
            return None
        rows = (_dense(*curve, _SPACING * clearance) for curve in curves)
        return cls(tuple(rows), tuple(closed for _, closed in curves))

    @property
    def vertices(self) -> list[Float[np.ndarray, "k 2"]]:
        """The vertices of the chains that a flow carries, with the ends of those that are open."""
        found = []
        for rows, closed in zip(self.points, self.closed, strict=True):
            last = len(rows) - 1
            k = np.arange(0, len(rows), _LINK)
            found.append(rows[k if closed or k[-1] == last else np.append(k, last)])
        return found

    def flow(self, stiffness: Stiffness) -> Flow:
        """Return what carries them."""
        return Flow.of(self.vertices, self.closed, stiffness)


def _curve(shape: Shape) -> tuple[np.ndarray, bool] | None:
    """Return vertices in order of the curve that a set is, has at its core, or is inside of."""
    inner = shape.outline.spine or shape.spine
    if inner is not None and inner.vertices and len(inner.vertices[0]) == 2:
        return np.array(inner.vertices, float), inner.closed
    if shape.formula is not None:
        formula, (first, last) = shape.formula
        rows = formula(np.linspace(first, last, _ALONG_FORMULA))
        closed = bool(np.hypot(*(rows[-1] - rows[0])) < 1e-9)
        return (rows[:-1] if closed else rows), closed
    return None


def _dense(vertices: np.ndarray, closed: bool, spacing: float) -> Float[np.ndarray, "k 2"]:
    """Return points along a curve: its corners, if they are few, and others evenly between them."""
    rows = np.concatenate([vertices, vertices[:1]]) if closed else vertices
    lengths = np.hypot(*np.diff(rows, axis=0).T)
    along = np.append(0.0, np.cumsum(lengths))
    spacing = max(spacing, along[-1] / _MOST)
    if np.median(lengths) > spacing:
        each = np.ceil(lengths / spacing).astype(int)
        parts = zip(along[:-1], along[1:], each, strict=True)
        at = np.concatenate(
            [*(np.linspace(a, b, k, endpoint=False) for a, b, k in parts), along[-1:]]
        )
    else:
        at = np.linspace(0, along[-1], int(np.ceil(along[-1] / spacing)) + 1)
    at = at[:-1] if closed else at
    return np.stack([np.interp(at, along, axis) for axis in rows.T], axis=1)
