"""Walls of the plane as segments: a little outside of what is curved."""

import numpy as np

from unknot.checker import Box, Holed, Polygon, Round, Set, Thick
from unknot.verdicts._near import Floats, near_ends, segment_distances

_MOST_TANGENTS = 60


def rims(side: list[Set], starts: Floats, arcs: int) -> Floats:
    """Return segments (m, 2, 2) round all pieces of a class: a little outside of curved ones.

    What lies within a circle is shut in by it, whatever else is there.
    """
    lots: list[Floats] = [np.zeros((0, 2, 2))]
    round_: list[tuple[Floats, float]] = []
    for one in side:
        match one:
            case Thick(radius=r) if r == 0:
                if one.stops is not one.starts:
                    lots.append(_joined(one))
                else:
                    lots.append(np.repeat(np.array(one.starts.values, float)[:, None], 2, axis=1))
            case Thick():
                round_.append((_joined(one), float(one.radius)))
            case Polygon():
                lots.append(_joined(one.border))
            case Box():
                (a, b), (c, d) = (np.array(v, float) for v in (one.lower, one.upper))
                lots.append(_closed(np.array([(a, b), (c, b), (c, d), (a, d)])))
            case Round() | Holed():
                centre = np.array(one.centre, float)
                outer = float(one.outer if isinstance(one, Round) else one.radius)
                round_.append((np.stack([centre, centre])[None], outer))
    if round_:
        thin = np.concatenate(lots)
        axes = np.concatenate([a for a, _ in round_])
        radii = np.concatenate([np.full(len(a), r) for a, r in round_])
        bodies = np.concatenate([axes, thin, np.repeat(starts[:, None], 2, axis=1)])
        reach = np.concatenate([radii, np.zeros(len(thin) + len(starts))])
        for k, (a, b) in enumerate(axes):
            towards = _towards(a, b, radii[k], bodies, reach, arcs)
            lots.append(_stadium(a, b, float(radii[k]), arcs, towards))
    return np.concatenate(lots)


def _towards(
    a: Floats, b: Floats, radius: float, bodies: Floats, reach: Floats, arcs: int
) -> Floats:
    """Return unit vectors (m, 2) to what comes nearer than a polygon round a piece may."""
    p, q = bodies[:, 0], bodies[:, 1]
    one, other = (np.broadcast_to(x, p.shape) for x in (a, b))
    gap = segment_distances(one, other, p, q) - reach - radius
    near = (gap < radius * (1 / np.cos(np.pi / arcs) - 1) * 4) & (gap > -1e-9 * radius)
    found = []
    for k in np.flatnonzero(near)[:_MOST_TANGENTS]:
        x, y = near_ends(a, b, p[k], q[k])
        size = np.linalg.norm(y - x)
        if size > 0:
            found.append((y - x) / size)
    return np.array(found).reshape(-1, 2)


def _joined(one: Thick) -> Floats:
    return np.stack([np.array(t.values, float) for t in (one.starts, one.stops)], axis=1)


def _closed(corners: Floats) -> Floats:
    return np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)


def _stadium(a: Floats, b: Floats, radius: float, arcs: int, towards: Floats) -> Floats:
    """Return a polygon round what is within a radius of a segment, of tangents to it.

    Some of them are across the given directions: there it is as near as can be.
    """
    along = b - a
    start = float(np.arctan2(along[1], along[0])) if along.any() else 0.0
    more = np.arctan2(towards[:, 1], towards[:, 0]) - start + np.pi / 2
    angle = np.concatenate([np.linspace(0, 2 * np.pi, arcs + 1)[:-1], more % (2 * np.pi), [np.pi]])
    angle = np.unique(angle)
    angle = angle[np.diff(angle, prepend=-1) > 1e-9]
    ends = np.append(angle[1:], angle[0] + 2 * np.pi)
    # Each corner is where two tangents meet, beside the end at whose half circle both are.
    middle, half = 0.5 * (angle + ends), 0.5 * (ends - angle)
    turned = middle + start - np.pi / 2
    out = np.stack([np.cos(turned), np.sin(turned)], axis=1) / np.cos(half)[:, None]
    corner = np.where((middle < np.pi)[:, None], b, a)
    return _closed(corner + radius * (1 + 1e-12) * out)
