"""One class at one layer: which of its parts the sample shows apart, and which of its holes."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from unknot.topology._clouds import Floats, Whole
from unknot.topology._features import Features, Glued, Permits, Verdict
from unknot.topology._landmarks import landmarks
from unknot.topology._persistence import Diagram, persistence
from unknot.topology._trees import spanning_tree

RESOLVED = 0.8  # steps over distances to other parts, from which on parts do not count as apart
_BLOCK = 4_000_000  # distances at once
_FLAT = 1e-9


def distances_apart(image: Floats, parts: Whole) -> tuple[Floats, Whole]:
    """Return how far each point is from the nearest of another part, and which that is."""
    count = len(image)
    nearest, which = np.full(count, np.inf), np.zeros(count, np.int64)
    if not count or parts.max() == 0:
        return nearest, which
    rows = max(1, _BLOCK // count)
    for start in range(0, count, rows):
        block = cdist(image[start : start + rows], image)
        block[parts[start : start + rows, None] == parts[None]] = np.inf
        which[start : start + rows] = np.argmin(block, axis=1)
        nearest[start : start + rows] = block.min(axis=1)
    return nearest, which


@dataclass(frozen=True, eq=False)
class Apart:
    """How well the parts of a class are told apart at a layer.

    Attributes
    ----------
    resolutions, spacings
        Of every part, see :class:`Features`.
    nearest, which
        Of every point the distance to the nearest one of another part, and which it is.
    """

    resolutions: Floats
    spacings: Floats
    nearest: Floats
    which: Whole


def apart(image: Floats, parts: Whole) -> Apart:
    """See how the parts of a class are joined, and how far they are from each other.

    Balls about the points of a part, of radii θ·(distance to other parts) with θ < ½, never meet
    those of another part. They hang together if a spanning tree has edges no longer than the sum
    of the radii at their ends: the least such 2θ is the resolution of the part.
    """
    nearest, which = distances_apart(image, parts)
    count = int(parts.max()) + 1
    resolutions, spacings = np.zeros(count), np.zeros(count)
    for part in range(count):
        own = np.flatnonzero(parts == part)
        if count == 1:
            continue
        if nearest[own].min() <= 0:
            resolutions[part] = np.inf
            continue
        edges, weights = spanning_tree(image[own], nearest[own])
        worst = int(np.argmax(weights))
        resolutions[part] = weights[worst]
        ends = image[own[edges[worst]]]
        spacings[part] = float(np.linalg.norm(ends[1] - ends[0]))
    return Apart(resolutions, spacings, nearest, which)


def observed_components(
    image: Floats, parts: Whole, source: Floats, permits: Permits, tolerance: float
) -> Features:
    """Judge the parts of a class at a layer from the images of a sample alone.

    Parameters
    ----------
    image
        The points at this layer (n, width).
    parts
        The part of each (n,), from 0.
    source
        The points of the input (n, d), to name a pair that is glued.
    permits
        What the layers permit: where nothing merges, points that meet have been rounded together.
    tolerance
        Images no farther apart than this share of the largest coordinate are one.
    """
    seen = apart(image, parts)
    scale = float(np.abs(image).max(initial=0))
    glued = None
    touching: set[int] = set()
    if permits != "nothing merges" and parts.max() > 0:
        meeting = np.flatnonzero(seen.nearest <= tolerance * max(scale, 1e-300))
        touching = set(parts[meeting].tolist())
        if len(meeting):
            at = meeting[np.argmin(seen.nearest[meeting])]
            near = float(seen.nearest[at])
            glued = glued_pair(source, parts, int(at), int(seen.which[at]), near, scale)
    good = [r < RESOLVED and k not in touching for k, r in enumerate(seen.resolutions)]
    verdicts: list[Verdict] = [
        "merged" if part in touching else "separate" if fine else "unresolved"
        for part, fine in enumerate(good)
    ]
    worst = int(np.argmax(seen.resolutions))
    return Features(
        0,
        tuple(verdicts),
        sum(good),
        permits,
        float(seen.nearest.min(initial=np.inf)),
        float(seen.spacings[worst]),
        float(seen.resolutions[worst]),
        glued,
    )


def glued_pair(
    source: Floats, parts: Whole, first: int, second: int, distance: float, scale: float
) -> Glued:
    """Name two points of the input whose images are one."""
    ends = (int(parts[first]), int(parts[second]))
    places = tuple(source[first].tolist()), tuple(source[second].tolist())
    return Glued(ends, *places, float(distance), scale)


def observed_holes(
    image: Floats,
    known: tuple[int, ...],
    permits: Permits,
    tolerance: float,
    most: int,
    level: float,
    seed: int,
) -> tuple[Diagram, tuple[Features, ...]]:
    """Judge the holes of a class at a layer, of the dimensions 1 and up.

    A set in R^k has no holes of dimension k or more: what lies in a flat of so few dimensions has
    surely lost them. Otherwise a hole that is not seen is unresolved.

    Parameters
    ----------
    image
        The points at this layer (n, width).
    known
        How many holes the input has, by dimension from 1.
    permits
        What the layers permit.
    tolerance
        See :func:`observed_components`.
    most
        How many landmarks.
    level
        See :meth:`Diagram.count`.
    seed
        Of the landmarks.
    """
    some = image[landmarks(image, most, seed=seed).indices]
    diagram = persistence(some, len(known))
    flat = _flat_dimension(some, tolerance)
    found = []
    for k, count in enumerate(known, start=1):
        seen = diagram.count(k, level) if len(some) > 3 else 0
        left = min(seen, count)
        rest: Verdict = "unresolved"
        if k >= flat and permits != "nothing merges":
            left, rest = 0, "merged"
        verdicts: tuple[Verdict, ...] = ("separate",) * left + (rest,) * (count - left)
        found.append(Features(k, verdicts, seen, permits))
    return diagram, tuple(found)


def _flat_dimension(image: Floats, tolerance: float) -> int:
    """Return the dimension of the flat that some points span."""
    lengths = np.linalg.svd(image - image.mean(axis=0), compute_uv=False)
    size = float(np.abs(image).max(initial=0)) * len(image) ** 0.5
    return int((lengths > max(_FLAT, tolerance) * max(size, 1e-300)).sum())
