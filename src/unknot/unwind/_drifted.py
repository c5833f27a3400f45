"""A plan that polygons find which push each other away: one moment after the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from unknot.unwind._drift import Drift
from unknot.unwind._line import widest_gap

_MOST_MOMENTS = 3000
_LOOK = 10  # moments from one look for a plane between the classes to the next
_ROOM = 3.0  # of the least room that edges have at first: between the classes and the plane


@dataclass(frozen=True)
class Drifted:
    """Where the corners of polygons are, moment after moment; all of them are the time 1.

    Parameters
    ----------
    way
        Their places (m, 3), two or more times.

    Examples
    --------
    >>> corners = np.eye(3)
    >>> Drifted([corners, corners + 1, corners + 3]).at(corners, 0.75)[0].tolist()
    [3.0, 2.0, 2.0]
    """

    way: Sequence[Float[np.ndarray, "m 3"]]

    def at(self, points: Float[np.ndarray, "m 3"], t: float) -> Float[np.ndarray, "m 3"]:
        """Return where points (m, 3) are at the time t; these are all corners, and no others."""
        assert np.array_equal(points, self.way[0])
        whole = len(self.way) - 1
        moment = min(int(t * whole), whole - 1)
        before, after = self.way[moment : moment + 2]
        return before + (t * whole - moment) * (after - before)


def drifted(
    drift: Drift,
    classes: Sequence[Float[np.ndarray, "k 3"]],
    is_over: Callable[[], bool],
    on_progress: Callable[[str], None],
) -> Drifted | None:
    """Let polygons drift until a plane is between two classes, if that comes.

    ``classes`` are the corners, in order. It ends where ``is_over`` says so.
    """
    start, ends = np.concatenate(classes), [len(classes[0])]
    nearest, way = float(drift.room(start, 0, np.inf).min()), [start]
    for places in drift.moments(start):
        way.append(places)
        if len(way) % _LOOK == 0:
            on_progress(f"{len(way)} moments of a drift")
            gap = widest_gap(*np.split(places, ends))
            if gap is not None and 1 / np.linalg.norm(gap[0]) > _ROOM * nearest:
                return Drifted(way)
        if len(way) > _MOST_MOMENTS or is_over():
            break
    return None
