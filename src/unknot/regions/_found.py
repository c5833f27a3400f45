"""What was found of the regions where a network decides for each class."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

Method = Literal["exact", "rigorous", "grid"]

WHY: dict[Method, str] = {
    "exact": "every linear piece of the network, in fractions",
    "rigorous": "cells on which intervals show how each class wins or loses",
    "grid": "a grid of samples; not certified: what is thinner than its cells is missed",
}


@dataclass(frozen=True)
class Component:
    """A connected part of a region.

    Attributes
    ----------
    size
        Its area, length or volume in data units: exact but for rounding of floats, or an estimate
        from cells, as the regions' method is.
    place
        A point in it, for labels.
    """

    size: float
    place: tuple[float, ...]


@dataclass(frozen=True)
class Region:
    """Where one class's score is strictly the largest, in a box.

    Attributes
    ----------
    label
        The class.
    components
        The connected parts, the largest first.
    holes
        Parts of the rest of the box that this region surrounds; in space these are its cavities,
        and tunnels are not counted.
    border
        Polygons (corners, 2), closed ones with the first corner last again, that are isotopic to
        where the region ends inside the box, by rigorous intervals; None where none are known.
    """

    label: int
    components: tuple[Component, ...]
    holes: int
    border: tuple[np.ndarray, ...] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Regions:
    """The regions of all classes in a box.

    Attributes
    ----------
    low, high
        The box, in data units.
    classes
        One region for each class.
    method
        ``"exact"``, ``"rigorous"`` or ``"grid"``.
    reason
        Why no more than that is certain, or what was computed.
    pieces
        Linear pieces, cells of the plane, or cells of the grid.
    outlines
        The corners of each linear piece (corners, 2), where they are known.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    classes: tuple[Region, ...]
    method: Method
    reason: str
    pieces: int
    outlines: tuple[np.ndarray, ...] = field(default=(), repr=False, compare=False)

    @property
    def certified(self) -> bool:
        """Whether components and holes are proved, not only seen on a grid."""
        return self.method != "grid"

    def words(self, names: Sequence[str] | None = None) -> list[str]:
        """Say for each class how many components and holes its region has.

        Parameters
        ----------
        names
            Of the classes; their numbers are taken if none are given.
        """
        called = names or [f"class {one.label}" for one in self.classes]
        return [
            f"{name}: {_count(len(one.components), 'component')}, {_count(one.holes, 'hole')}"
            for name, one in zip(called, self.classes, strict=True)
        ]

    def __str__(self) -> str:
        return "\n".join([*self.words(), f"{self.method}: {self.reason}"])


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


class Groups:
    """Disjoint sets of numbers, to be joined (union–find)."""

    def __init__(self, count: int):
        self.parent = list(range(count))

    def top(self, k: int) -> int:
        """Return the number by which the set of one is known."""
        while self.parent[k] != k:
            self.parent[k] = self.parent[self.parent[k]]
            k = self.parent[k]
        return k

    def join(self, a: int, b: int) -> None:
        """Join the sets of two."""
        self.parent[self.top(a)] = self.top(b)
