"""The regions of classes: scores on a grid of pixels, as smooth colours and boundary lines."""

from collections.abc import Callable

import numpy as np
from contourpy import LineType, contour_generator
from jaxtyping import Float

from unknot.draw._style import tints
from unknot.recording import Box

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

    Regions meet where neighbours have different winners, and nowhere else: the place between them
    is where their leads tie, by linear interpolation, and half a pixel each side of it is blended.
    """
    known = np.asarray(np.isfinite(lead).all(axis=0))
    winner = np.argmax(np.where(known, lead, 0.0), axis=0)
    best = np.where(known, lead, 0.0).max(axis=0)
    best = best / max(float(best.max()), 1e-300)  # so that sums of huge leads stay finite
    colours = tints(len(lead))
    image = colours[winner]
    most = np.zeros(winner.shape)
    for axis in range(winner.ndim):
        for here, there in (_beside(axis, 1), _beside(axis, -1)):
            differ = (winner[here] != winner[there]) & known[here] & known[there]
            total = best[here] + best[there]
            away = np.divide(best[here], total, out=np.full(total.shape, 0.5), where=total > 0)
            share = np.where(differ, np.clip(0.5 - away, 0, None), 0)
            more = share > most[here]
            mixed = colours[winner[here]] + share[..., None] * (
                colours[winner[there]] - colours[winner[here]]
            )
            image[here] = np.where(more[..., None], mixed, image[here])
            most[here] = np.maximum(most[here], share)
    return np.where(known[..., None], image, 1.0)


def _beside(axis: int, step: int) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """Return where all pixels are that have a neighbour on this side, and the neighbours."""
    ends = (slice(None, -1), slice(1, None))
    inner, outer = ends if step > 0 else ends[::-1]
    before = (slice(None),) * axis
    return (*before, inner), (*before, outer)


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
