"""A plan that a viscous flow finds: its moments one after the other, until a line is between."""

from collections.abc import Callable, Iterator

import numpy as np
from jaxtyping import Float

from unknot.unwind._flow import SOFTER, STIFFER, Field
from unknot.unwind._line import widest_gap
from unknot.unwind._stages import apart
from unknot.unwind._strands import Strands

_MOST_MOMENTS = 400
_ROOM = 3.0  # of the least distance between the classes: between them and the line at the end
_JAMMED = 0.4  # … of that: nearer they hold each other, and shears cannot go along


class Carried:
    """The isotopy that goes along with velocities, each for a moment; all of them are the time 1.

    Parameters
    ----------
    fields
        The velocities, one or more.

    Examples
    --------
    >>> from unknot.unwind._flow import Field
    >>> up = Field(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]]), np.array([[3.0, 3.0]]))
    >>> Carried([up, up]).at(np.array([[0.5, 0.0]]), 0.75).round(9).tolist()
    [[0.5, 4.5]]
    """

    def __init__(self, fields: list[Field]):
        self.fields = fields
        self._way = [np.zeros((0, 2))]

    def at(self, points: Float[np.ndarray, "m 2"], t: float) -> Float[np.ndarray, "m 2"]:
        """Return where points (m, 2) are at the time t."""
        if self._way[0] is not points:  # whoever follows asks for the same points again and again
            self._way = [points]
        moment = min(int(t * len(self.fields)), len(self.fields) - 1)
        for field in self.fields[len(self._way) - 1 : moment + 1]:
            self._way.append(field.carried(self._way[-1]))
        before, after = self._way[moment : moment + 2]
        return before + (t * len(self.fields) - moment) * (after - before)


def carried(
    strands: Strands, is_over: Callable[[], bool], on_progress: Callable[[str], None]
) -> Iterator[Carried]:
    """Let stiff strands go along with a flow, and softer ones; give what ends with a line between.

    It ends where ``is_over`` says so.
    """
    chains = strands.vertices
    ends, nearest = [len(chains[0])], min(rows.min() for rows in apart(chains))
    for stiffness in (STIFFER, SOFTER):
        flow, places, fields = strands.flow(stiffness), np.concatenate(chains), []
        while len(fields) < _MOST_MOMENTS and not is_over():
            on_progress(f"{len(fields)} moments of a flow")
            fields.append(flow.field(places, len(fields)))
            places = fields[-1].carried(places)
            classes = np.split(places, ends)
            gap = widest_gap(*classes)
            if gap is not None and 1 / np.hypot(*gap[0]) > _ROOM * nearest:
                yield Carried(fields)
                break
            if min(rows.min() for rows in apart(classes)) < _JAMMED * nearest:
                break
