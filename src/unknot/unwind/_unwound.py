"""What comes of unwinding: shears, what they followed, and what they are as layers."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from jaxtyping import Float

from unknot.nets import Network, Shear


class Plan(Protocol):
    """An isotopy of the plane, or of space, from the time 0 to 1."""

    def at(self, points: Float[np.ndarray, "m n"], t: float) -> Float[np.ndarray, "m n"]:
        """Return where points (m, n) are at the time t."""
        ...


def leaky_layers(network: Network) -> int:
    """Return how many leaky ReLU layers of n units are the same as shears on compact sets (T3.4).

    Examples
    --------
    >>> import numpy as np
    >>> bend = Shear(np.array([1.0, 0]), np.array([0.0, 1]), np.zeros(1), np.ones(1))
    >>> leaky_layers(Network([bend, bend]))
    4
    """
    return 2 * sum(len(s.knots) for s in network.layers if isinstance(s, Shear))


@dataclass(frozen=True)
class Unwound:
    """Shears after which a line, or a plane, separates what was seen of two classes.

    Attributes
    ----------
    network
        Shears and a line: a homeomorphism of the plane, or of space, whatever the numbers.
    plan
        What the shears follow: a twist, what a flow does, or what was given; of polygons of space
        that drift the corners' ways.
    stages
        The time at the end of each stage, from 0 to 1, and how many shears there are until then.
    seconds
        How long it took the processor.
    """

    network: Network
    plan: Plan
    stages: tuple[tuple[float, int], ...]
    seconds: float

    @property
    def leaky_layers(self) -> int:
        """How many leaky ReLU layers of as many units are the same on compact sets (T3.4)."""
        return leaky_layers(self.network)
