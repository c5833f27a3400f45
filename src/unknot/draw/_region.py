"""The regions of classes: scores on a grid of pixels, as smooth colours and boundary lines."""

from collections.abc import Callable

import numpy as np
from contourpy import LineType, contour_generator
from jaxtyping import Float

from unknot.draw._box import Box
from unknot.draw._style import tints

_AT_ONCE = 8_000_000  # numbers in one batch of points, so that wide inputs fit in memory

Scores = Callable[[np.ndarray], np.ndarray]


def leads(scores: Float[np.ndarray, "n c"]) -> Float[np.ndarray, "k n"]:
    """Return by how much each class beats the best other one, (classes, n); NaN stays NaN."""
    if scores.shape[1] == 1:
        return np.stack([-scores[:, 0], scores[:, 0]])
    columns = scores.T
    # The best other class of the winner is the second best; that of all others is the winner.
    second, best = np.partition(columns, -2, axis=0)[-2:]
    return columns - np.where(columns == best, second, best)


def on_grid(scores: Scores, points: np.ndarray, size: tuple[int, ...]) -> np.ndarray:
    """Return the leads of the classes at points that form a grid, (classes, *size)."""
    step = max(1, _AT_ONCE // max(points.shape[1], 64))
    parts = [leads(scores(points[i : i + step])) for i in range(0, len(points), step)]
    return np.concatenate(parts, axis=1).reshape(-1, *size)


def coloured(lead: Float[np.ndarray, "k h w"]) -> Float[np.ndarray, "h w 3"]:
    """Return the classes' tints, blended over one pixel where two regions meet; NaN is white.

    A lead divided by the length of its gradient is the distance to the boundary in pixels, to
    first order; so half a pixel each side of it is blended.
    """
    known = np.asarray(np.isfinite(lead).all(axis=0))
    share = np.stack([_share(np.where(known, one, 0.0)) for one in lead])
    total = share.sum(axis=0)
    winner = np.eye(len(lead))[np.argmax(np.where(known, lead, 0.0), axis=0)].transpose(2, 0, 1)
    share = np.where(total > 0, share / np.where(total > 0, total, 1), winner)
    image = np.tensordot(share, tints(len(lead)), axes=(0, 0))
    return np.where(known[..., None], image, 1.0)


def _share(lead: np.ndarray) -> np.ndarray:
    rise = [np.gradient(lead, axis=axis) for axis in range(lead.ndim) if lead.shape[axis] > 1]
    # Dividing by the largest lead first keeps the squares of huge scores finite.
    scale = max(float(np.abs(lead).max()), 1e-300)
    slope = np.sqrt(sum((r / scale) ** 2 for r in rise)) * scale
    return np.clip(0.5 + np.divide(lead, slope, out=np.sign(lead), where=slope > 0), 0, 1)


def boundaries(lead: Float[np.ndarray, "k h w"], box: Box) -> list[Float[np.ndarray, "p 2"]]:
    """Return the lines on which two classes tie, in the coordinates of the box."""
    height, width = lead.shape[1:]
    x, y = box.ticks(0, width), box.ticks(1, height)
    lines: list[np.ndarray] = []
    for one in lead[1:] if len(lead) == 2 else lead:
        if np.nanmin(one, initial=0) < 0 < np.nanmax(one, initial=0):
            scaled = one / np.nanmax(np.abs(one))
            masked = np.ma.masked_invalid(scaled)
            generator = contour_generator(x, y, masked, line_type=LineType.Separate)
            lines += [line for line in generator.lines(0.0) if len(line) > 1]  # type: ignore[arg-type]
    return lines


def crossings(lead: Float[np.ndarray, "k n"], ticks: Float[np.ndarray, "n"]) -> np.ndarray:
    """Return where on a line the winning class changes, by linear interpolation."""
    places = []
    winner = np.argmax(lead, axis=0)
    for i in np.flatnonzero(np.diff(winner)):
        left = lead[winner[i], i] - lead[winner[i + 1], i]
        right = lead[winner[i], i + 1] - lead[winner[i + 1], i + 1]
        part = left / (left - right) if left != right else 0.5
        places.append(ticks[i] + part * (ticks[i + 1] - ticks[i]))
    return np.array(places)
