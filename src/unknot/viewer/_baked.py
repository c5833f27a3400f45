"""Paths written out for the browser, of networks that it cannot compute.

The browser has the exact motion of dense layers under an affine head. Of any other network it is
given where the deformation takes the points, and a lattice of the input space, at some depths;
between these it moves them straight. Where neighbours decide, it is given the scores there, too.
So whatever Python can deform is drawn.
"""

import numpy as np

from unknot.nets import Dense, NeighbourHead, Network, Viewed
from unknot.recording import Extra, Subject
from unknot.viewer._baking import Baking
from unknot.viewer._packed import packed

MOST_NUMBERS = 600_000  # of all frames
_MOST_FRAMES, _ENOUGH_FRAMES = 40, 12


def is_baked(network: Viewed) -> bool:
    """Say whether the browser cannot compute a network itself."""
    if not isinstance(network, Network) or isinstance(network.head, NeighbourHead):
        return True
    return any(type(layer) is not Dense for layer in network.layers)


def baked_frames(baking: Baking, numbers: int = MOST_NUMBERS) -> int:
    """Return how many frames of a recording are written out, of so many numbers."""
    return max(2, min(_MOST_FRAMES, numbers // max(baking.numbers, 1)))


def baked_room(recording: Subject, numbers: int = MOST_NUMBERS) -> int:
    """Return how many numbers a network may take, so that enough frames can be written out."""
    return numbers // min(_ENOUGH_FRAMES, len(recording.steps))


def bake(recording: Subject, baking: Baking) -> Extra:
    """Write out the deformation of every frame of a recording."""
    count, shown = len(recording.steps), recording.projections
    frames = [baking.frame(recording.moment(k), shown) for k in range(count)]
    tensors: dict[str, np.ndarray] = {}
    for name in frames[0].arrays:
        films = np.stack([one.arrays[name] for one in frames])
        places = name.startswith(("points/", "lattice/"))
        tensors |= packed(name, films) if places else {name: films}
    tensors["depths"] = np.array(baking.depths)
    if baking.nodes:
        tensors |= {"low": baking.low, "high": baking.high}
    network = baking.known.network
    return Extra(
        "baked",
        tensors,
        {
            "widths": list(network.widths),
            "names": list(network.names),
            # What a path is may change while it is trained.
            "kinds": [[way.kind for way in one.ways] for one in frames],
            "why": [[way.why for way in one.ways] for one in frames],
            "laid": baking.laid,
            "marks": {
                str(depth): {**marks.words, "points": marks.lines.shape[1]}
                for depth, marks in baking.marks.items()
            },
            "nodes": baking.nodes,
        },
    )
