"""Paths written out for the browser, of networks that it cannot compute.

The browser has the exact motion of dense layers under an affine head. Of any other network it is
given where the deformation takes the points, and a lattice of the input space, at some depths;
between these it moves them straight. Where neighbours decide, it is given the scores there, too.
So whatever Python can deform is drawn.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import jax
import numpy as np

from unknot.nets import Deformation, Dense, DepthPath, NeighbourHead, Network, Viewed, deform
from unknot.recording import AXES, Box, Extra, Subject
from unknot.viewer._laid import Laid

_MOVING = 8  # depths within a layer that has a path of its own
_LATTICE = {1: 401, 2: 65, 3: 21}  # nodes along each side, by dimension
_AS_THEY_ARE = 64  # units; wider representations are given as they are laid into the drawing
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
    path = _known([recording.final])[1]
    widths = path.network.widths
    drawn = [AXES if _is_wide(path) else width for width in widths]
    steps = zip(_steps(path), pairwise(drawn), strict=True)
    numbers = rows * sum(count * max(sizes) for count, sizes in steps)
    return max(2, min(_MOST_FRAMES, _NUMBERS // max(numbers, 1)))


def bake(recording: Subject) -> Extra:
    """Write out the deformation of every frame of a recording."""
    sets = [
        one for one in (recording.data, recording.validation, recording.test) if one is not None
    ]
    points = np.concatenate([np.asarray(one.points, np.float64) for one in sets])
    box = Box.around(np.asarray(recording.data.points, np.float64))
    lattice = _lattice(box)
    paths, known = _known([recording.moment(k) for k in range(len(recording.steps))])
    depths = [depth + s / steps for depth, steps in enumerate(_steps(known)) for s in range(steps)]
    depths.append(float(len(known.paths)))
    wide = _is_wide(known)
    laid = [Laid(path or known, recording.projections) if wide else None for path in paths]
    tensors: dict[str, np.ndarray] = {
        "depths": np.array(depths),
        "exchanges": np.array(
            [[_EXCHANGES[e] for e in (path or known).exchanges] for path in paths], np.uint8
        ),
    }
    for name, rows in (("points", points), ("lattice", lattice)):
        if rows is not None:
            found = [
                list(_at(path, known, one, depths, rows))
                for path, one in zip(paths, laid, strict=True)
            ]
            for k, images in enumerate(zip(*found, strict=True)):
                tensors[f"{name}/{k}"] = np.stack(images)
    if isinstance(known.network.head, NeighbourHead):
        tensors["scores/points"] = np.stack([_scores(path, known, points) for path in paths])
        if lattice is not None:
            tensors["scores/lattice"] = np.stack([_scores(path, known, lattice) for path in paths])
    heads = [
        (path or known).network.planes if one is None else one.head
        for path, one in zip(paths, laid, strict=True)
    ]
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
            "laid": wide,
            "nodes": _LATTICE.get(recording.data.dimension, 0),
        },
    )


def _known(models: Sequence[Viewed]) -> tuple[list[DepthPath | None], DepthPath]:
    """Return the paths of those models that have numbers, and one to take the shape from."""
    paths = [deform(one) if one.is_finite else None for one in models]
    known = next((path for path in reversed(paths) if path is not None), None)
    if known is None:  # its shape is all that is left of it
        known = deform(jax.tree.map(np.zeros_like, models[0]))
    return paths, known


def _steps(path: DepthPath) -> list[int]:
    """Return at how many depths within each layer it is written out."""
    return [1 if one.kind == "straight" else _MOVING for one in path.paths]


def _is_wide(path: DepthPath) -> bool:
    return max(path.network.widths) > _AS_THEY_ARE


def _at(
    path: DepthPath | None,
    known: DepthPath,
    laid: Laid | None,
    depths: Sequence[float],
    rows: np.ndarray,
) -> Iterator[np.ndarray]:
    """Yield rows at increasing depths in single precision; of a network of no numbers, no numbers.

    Where they are laid, what they are laid as.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        for depth, places in _places(path or known, depths, rows):
            found = (places if laid is None else laid.rows(depth, places)).astype(np.float32)
            yield found if path is not None else np.full_like(found, np.nan)


def _places(
    path: DepthPath, depths: Sequence[float], rows: np.ndarray
) -> Iterator[tuple[float, np.ndarray]]:
    """Yield increasing depths and where rows are there; every layer is computed once."""
    if not isinstance(path, Deformation):
        yield from ((depth, path.represent(depth, rows)) for depth in depths)
        return
    columns, done = rows.T, 0
    for depth in depths:
        while done < int(depth):
            columns, done = path.network.layers[done](columns), done + 1
        part = depth - done
        yield depth, (path.paths[done].at(part)(columns) if part else columns).T


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
