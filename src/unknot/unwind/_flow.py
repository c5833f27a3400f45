"""A slow flow of a viscous fluid that carries strands of two classes, which push each other away.

The fluid keeps areas and cannot tear, so strands never meet and what lies between them stays
smooth: that is what shears can follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from scipy.linalg import cho_factor, cho_solve
from scipy.spatial import KDTree

from unknot.unwind._columns import Columns

_WAVES = 16  # directions of the waves that a velocity is made of
_TURN = 0.2  # radians from the directions of one moment to those of the next
_MOST_KNOTS, _FEWEST_KNOTS = 48, 16  # of a wave
_ROOM = 0.02  # of the extent: how far waves go on beyond the strands
_VISCOSITY = 0.1
_LENGTH = 0.5  # of the clearance: waves shorter than this cost more
_TAUT = 1e3  # what it costs to stretch strands
_STRICT = 1e2  # as many times as much where they are brought back
_BENT = 0.1  # radians from link to link that are nothing to mend
_MENDED = 0.5  # of stretches, that a moment mends
_FAR = 0.25  # of the clearance: how far the fastest strand goes in a moment
_MENDING = 0.3  # … of that, to mend
_SUBSTEPS = 3
_OWN = 0.2  # what a class's repulsion of itself counts: it opens what is bent round the other
_NEARBY = 4  # links


@dataclass(frozen=True)
class Stiffness:
    """What it costs to bend strands, and which share of bends a moment mends."""

    cost: float
    mended: float


STIFFER, SOFTER = Stiffness(1e3, 0.5), Stiffness(1e2, 0.2)


@dataclass(frozen=True)
class Field:
    """A velocity Σ hⱼ(wⱼ·x)·tⱼ, tⱼ being wⱼ turned by a right angle: it keeps areas.

    Parameters
    ----------
    normals
        wⱼ, unit vectors, (j, 2).
    knots, heights
        hⱼ, which is linear between knots and constant beyond, (j, m) each.
    """

    normals: Float[np.ndarray, "j 2"]
    knots: Float[np.ndarray, "j m"]
    heights: Float[np.ndarray, "j m"]

    def at(self, points: Float[np.ndarray, "k 2"]) -> Float[np.ndarray, "k 2"]:
        """Return the velocities of points (k, 2)."""
        found = np.zeros_like(points)
        for w, knots, heights in zip(self.normals, self.knots, self.heights, strict=True):
            found += np.interp(points @ w, knots, heights)[:, None] * [-w[1], w[0]]
        return found

    def carried(self, points: Float[np.ndarray, "k 2"]) -> Float[np.ndarray, "k 2"]:
        """Return where points (k, 2) are a moment later."""
        for _ in range(_SUBSTEPS):
            points = points + self.at(points) / _SUBSTEPS
        return points


@dataclass(frozen=True)
class Flow:
    """What is known of strands from the start: how they hang together, and their links' lengths.

    Parameters
    ----------
    first
        How many vertices are of the first class.
    links
        The two vertices of each, (m, 2).
    joints
        The two links that each vertex with two links joins, (j, 2).
    lengths
        Of the links at the start, (m,).
    bent
        By how many radians each joint may be bent, which it was at the start if not a little, (j,).
    clearance
        The median distance between the classes at the start. Lengths are in units of it, or of what
        it is later, where that is less.
    own
        How much each pair of a class's vertices counts in its own repulsion, (k, k) a class.
    stiffness
        How much the strands resist.

    References
    ----------
    The velocity is what costs least for a fluid in which Stokes' equations hold, with the strands'
    forces: R. Cortez, "The method of regularized Stokeslets", 2001, has it in closed form.
    """

    first: int
    links: np.ndarray
    joints: np.ndarray
    lengths: Float[np.ndarray, " m"]
    bent: Float[np.ndarray, " j"]
    clearance: float
    own: tuple[np.ndarray, ...]
    stiffness: Stiffness

    @classmethod
    def of(
        cls, chains: Sequence[np.ndarray], closed: Sequence[bool], stiffness: Stiffness
    ) -> "Flow":
        """Take one chain of vertices (k, 2) a class, and whether it is closed."""
        links, joints, vertices, count = [], [], 0, 0
        for rows, is_closed in zip(chains, closed, strict=True):
            k = np.arange(len(rows) if is_closed else len(rows) - 1)
            links.append(vertices + np.stack([k, (k + 1) % len(rows)], axis=1))
            j = k if is_closed else k[:-1]
            joints.append(count + np.stack([j, (j + 1) % len(k)], axis=1))
            vertices, count = vertices + len(rows), count + len(k)
        both, ends = np.concatenate(chains), np.concatenate(links)
        own = tuple(_unseen(*chain) for chain in zip(chains, closed, strict=True))
        ahead, pairs = both[ends[:, 1]] - both[ends[:, 0]], np.concatenate(joints)
        bent = np.maximum(np.abs(_turned(ahead, pairs)), _BENT)
        lengths = np.hypot(*ahead.T)
        return cls(len(chains[0]), ends, pairs, lengths, bent, _clearance(*chains), own, stiffness)

    def field(self, places: Float[np.ndarray, "n 2"], moment: int) -> Field:
        """Return the flow for vertices at these places, a moment being as long as is careful."""
        sides = places[: self.first], places[self.first :]
        clearance = min(_clearance(*sides), self.clearance)
        normals, knots = _waves(places, moment, clearance)
        velocities = _velocities(places, normals, knots)

        ahead = places[self.links[:, 1]] - places[self.links[:, 0]]
        sizes = np.hypot(*ahead.T)
        along = ahead / sizes[:, None]
        rates = velocities.between(*self.links.T).scaled(1 / sizes)
        stretches = rates.along(along)
        turns = rates.along(np.stack([-along[:, 1], along[:, 0]], axis=1))
        bends = turns.between(*self.joints.T)
        taut = _TAUT / len(along)
        stiff = self.stiffness.cost / max(1, len(self.joints))
        held = taut * stretches.normal() + stiff * bends.normal()
        resisting = _VISCOSITY * _dissipation(knots, clearance)
        tiny = 1e-10 * np.trace(resisting + held) / len(held) * np.eye(len(held))

        push = self._push(*sides)
        push /= np.hypot(*push.T).mean()
        pushed = _solved(resisting + held + tiny, velocities.against(push))

        turn = _turned(ahead, self.joints)
        too_bent = np.sign(turn) * np.maximum(np.abs(turn) - self.bent, 0)
        wanted = -_MENDED * taut * stretches.against(np.log(sizes / self.lengths)[:, None])
        wanted = wanted - self.stiffness.mended * stiff * bends.against(too_bent[:, None])
        mended = _solved(resisting + _STRICT * held + tiny, _STRICT * wanted)

        def fastest(heights: np.ndarray) -> float:
            return max(float(np.hypot(*velocities.times(heights).T).max()), 1e-300)

        far = _FAR * clearance
        heights = pushed * far / fastest(pushed)
        heights = heights + mended * min(1.0, _MENDING * far / fastest(mended))
        return Field(normals, knots, heights.reshape(knots.shape))

    def _push(self, first: np.ndarray, second: np.ndarray) -> Float[np.ndarray, "n 2"]:
        """Return forces (n, 2) by which the classes push each other and themselves away."""
        between = _forces(first, second, 1.0)
        own = [
            _forces(rows, rows, weights).sum(axis=1)
            for rows, weights in zip((first, second), self.own, strict=True)
        ]
        return np.concatenate([between.sum(axis=1) + own[0], own[1] - between.sum(axis=0)])


def _turned(ahead: np.ndarray, joints: np.ndarray) -> Float[np.ndarray, " j"]:
    """Return by how many radians links (m, 2) turn at joints."""
    angles = np.arctan2(ahead[:, 1], ahead[:, 0])
    turns = angles[joints[:, 1]] - angles[joints[:, 0]]
    return (turns + np.pi) % (2 * np.pi) - np.pi


def _clearance(first: np.ndarray, second: np.ndarray) -> float:
    apart = [KDTree(second).query(first)[0], KDTree(first).query(second)[0]]
    return float(np.median(np.concatenate(apart)))


def _unseen(rows: np.ndarray, closed: bool) -> np.ndarray:
    """Return weights (k, k) of a chain's own repulsion: 0 nearby, and through what it encloses."""
    k = np.arange(len(rows))
    steps = np.abs(k[:, None] - k)
    steps = np.minimum(steps, len(rows) - steps) if closed else steps
    far = steps > _NEARBY
    if closed:
        middles = 0.5 * (rows[:, None] + rows).reshape(-1, 2)
        far &= ~_inside(middles, rows).reshape(far.shape)
    return np.where(far, _OWN, 0.0)


def _inside(points: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Return which points a closed polygon winds round an odd number of times."""
    found = np.zeros(len(points), bool)
    for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        passes = (ay > points[:, 1]) != (by > points[:, 1])
        height = (points[passes, 1] - ay) / (by - ay)
        found[passes] ^= points[passes, 0] < ax + height * (bx - ax)
    return found


def _forces(first: np.ndarray, second: np.ndarray, weights: np.ndarray | float) -> np.ndarray:
    """Return the slopes −∂/∂x of Σ w/2d² over pairs of vertices, (n, m, 2)."""
    between = first[:, None] - second
    square = np.square(between).sum(axis=2)
    return between * np.divide(weights, square**2, where=square > 0, out=0 * square)[..., None]


def _waves(places: np.ndarray, moment: int, clearance: float) -> tuple[np.ndarray, np.ndarray]:
    """Return directions (j, 2), others in every moment, and knots (j, m) over the extent."""
    angles = _TURN * moment + np.arange(_WAVES) * np.pi / _WAVES
    normals = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    heights = places @ normals.T
    low, high = heights.min(axis=0), heights.max(axis=0)
    pad, extent = _ROOM * (high - low), float((high - low).max())
    count = int(np.clip(1.5 * extent / clearance, _FEWEST_KNOTS, _MOST_KNOTS))
    return normals, np.linspace(low - pad, high + pad, count, axis=1)


def _velocities(places: np.ndarray, normals: np.ndarray, knots: np.ndarray) -> Columns:
    """Return how velocities at places change with the heights of waves (j, m)."""
    count, m = knots.shape
    heights = places @ normals.T
    piece = np.stack(
        [np.searchsorted(*both) for both in zip(knots, heights.T, strict=True)], axis=1
    )
    piece = np.clip(piece - 1, 0, m - 2)
    each = np.arange(count)
    low, high = knots[each, piece], knots[each, piece + 1]
    share = np.clip((heights - low) / (high - low), 0, 1)
    shares = np.stack([1 - share, share], axis=2)
    pushes = np.stack([-normals[:, 1], normals[:, 0]])
    first = each * m + piece
    return Columns(
        np.stack([first, first + 1], axis=2).reshape(len(places), -1),
        (pushes[:, :, None] * shares[:, None]).reshape(len(places), 2, -1),
        count * m,
    )


def _solved(matrix: np.ndarray, right: np.ndarray) -> np.ndarray:
    return cho_solve(cho_factor(matrix, overwrite_a=True, check_finite=False), right)


def _dissipation(knots: np.ndarray, clearance: float) -> np.ndarray:
    """Return the quadratic form that adds up ∫h′² and, times a squared length, ∫h″²."""
    count, m = knots.shape
    slopes = np.diff(np.eye(m), axis=0)
    bends = np.diff(slopes, axis=0)
    found = np.zeros((count, m, count, m))
    for j, step in enumerate(knots[:, 1] - knots[:, 0]):
        short = (_LENGTH * clearance) ** 2 / step**3
        found[j, :, j] = (
            slopes.T @ slopes / step + short * bends.T @ bends + 1e-3 * step * np.eye(m)
        )
    return found.reshape(count * m, count * m)
