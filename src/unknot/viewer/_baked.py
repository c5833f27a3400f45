"""Paths written out for the browser, of networks that it cannot compute.

The browser has the exact motion of dense layers under an affine head. Of any other network it is
given where the deformation takes the points, and a lattice of the input space, at some depths;
between these it moves them straight. Where neighbours decide, it is given the scores there, too.
So whatever Python can deform is drawn.
"""

from itertools import pairwise

import jax
import numpy as np

from unknot.nets import Dense, DepthPath, NeighbourHead, Network, Viewed, deform
from unknot.recording import Box, Extra, Subject

_MOVING = 8  # depths within a layer that has a path of its own
_LATTICE = {1: 401, 2: 65, 3: 21}  # nodes along each side, by dimension
_NUMBERS = 2_000_000  # in all
_MOST_FRAMES = 40
_ROOM = 1.02  # of the box that is drawn, so that rounding leaves nothing outside
_EXCHANGES = {None: 0, "swap": 1, "sign": 2}


def is_baked(network: Viewed) -> bool:
    """Say whether the browser cannot compute a network itself."""
    if not isinstance(network, Network) or isinstance(network.head, NeighbourHead):
        return True
    return any(type(layer) is not Dense for layer in network.layers)


def baked_frames(recording: Subject) -> int:
    """Return how many frames of a recording are written out."""
    sets = (recording.data, recording.validation, recording.test)
    rows = sum(min(len(one), 2000) for one in sets if one is not None)
    rows += _LATTICE.get(recording.data.dimension, 0) ** recording.data.dimension
    widths = recording.final.widths
    numbers = rows * sum(_MOVING * max(a, b) for a, b in pairwise(widths))
    return max(2, min(_MOST_FRAMES, _NUMBERS // max(numbers, 1)))


def bake(recording: Subject) -> Extra:
    """Write out the deformation of every frame of a recording."""
    sets = [
        one for one in (recording.data, recording.validation, recording.test) if one is not None
    ]
    points = np.concatenate([np.asarray(one.points, np.float64) for one in sets])
    box = Box.around(np.asarray(recording.data.points, np.float64))
    lattice = _lattice(box)
    moments = [recording.moment(k) for k in range(len(recording.steps))]
    paths = [deform(one) if one.is_finite else None for one in moments]
    known = next((path for path in reversed(paths) if path is not None), None)
    if known is None:  # its shape is all that is left of it
        known = deform(jax.tree.map(np.zeros_like, moments[0]))
    depths = [
        depth + s / steps
        for depth, path in enumerate(known.paths)
        for steps in [1 if path.kind == "straight" else _MOVING]
        for s in range(steps)
    ]
    depths.append(float(len(known.paths)))
    tensors: dict[str, np.ndarray] = {
        "depths": np.array(depths),
        "exchanges": np.array(
            [[_EXCHANGES[e] for e in (path or known).exchanges] for path in paths], np.uint8
        ),
    }
    for name, rows in (("points", points), ("lattice", lattice)):
        if rows is not None:
            for k, depth in enumerate(depths):
                tensors[f"{name}/{k}"] = np.stack([_at(path, known, depth, rows) for path in paths])
    if isinstance(known.network.head, NeighbourHead):
        tensors["scores/points"] = np.stack([_scores(path, known, points) for path in paths])
        if lattice is not None:
            tensors["scores/lattice"] = np.stack([_scores(path, known, lattice) for path in paths])
    heads = [(path or known).network.planes for path in paths]
    # Units may have been exchanged before the head, too.
    weights = [(head.weight, head.bias) for head in heads if head is not None]
    if weights:
        tensors["head/weight"] = np.stack([w for w, _ in weights]).astype(np.float32)
        tensors["head/bias"] = np.stack([b for _, b in weights]).astype(np.float32)
    if lattice is not None:
        tensors["low"] = box.centre - _ROOM * box.half
        tensors["high"] = box.centre + _ROOM * box.half
    return Extra(
        "baked",
        tensors,
        {
            "widths": list(known.network.widths),
            "names": list(known.network.names),
            "kinds": [path.kind for path in known.paths],
            "why": [path.why for path in known.paths],
            "nodes": _LATTICE.get(recording.data.dimension, 0),
        },
    )


def _at(path: DepthPath | None, known: DepthPath, depth: float, rows: np.ndarray) -> np.ndarray:
    """Return rows at a depth in single precision; where a network is no numbers, no numbers."""
    with np.errstate(over="ignore", invalid="ignore"):
        places = (path or known).represent(depth, rows).astype(np.float32)
    return places if path is not None else np.full_like(places, np.nan)


def _scores(path: DepthPath | None, known: DepthPath, rows: np.ndarray) -> np.ndarray:
    """Return what the neighbours of rows say of their classes, in single precision."""
    if path is None:
        return np.full((len(rows), known.network.classes), np.nan, np.float32)
    with np.errstate(over="ignore"):
        return path.network.scores(rows).astype(np.float32)


def _lattice(box: Box) -> np.ndarray | None:
    """Return nodes of the input space as rows, the last coordinate running fastest."""
    size = _LATTICE.get(len(box.centre))
    if size is None:
        return None
    ticks = [
        np.linspace(centre - _ROOM * half, centre + _ROOM * half, size)
        for centre, half in zip(box.centre, box.half, strict=True)
    ]
    return np.stack([axis.ravel() for axis in np.meshgrid(*ticks, indexing="ij")], axis=1)
