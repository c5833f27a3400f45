"""Finite unions of shapes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self, final

import numpy as np
from numpy.typing import ArrayLike

from unknot.errors import InputError
from unknot.shapes._arguments import Floats, Seed, as_count, generator
from unknot.shapes._covers import MAX_BOXES, Boxes, too_many
from unknot.shapes._shape import Content, Member, Shape
from unknot.shapes._written import read, write


@final
@dataclass(frozen=True)
class Union(Shape):
    """The union of one or more shapes in one space.

    Parameters
    ----------
    parts
        The shapes. Sampling chooses a part by its `measure`, so it is uniform where the parts
        are disjoint and of one kind (all curves, or all solids).

    Examples
    --------
    >>> from unknot.shapes import Segment
    >>> Union((Segment((-1,), (0,)), Segment((2,), (3,)))).distance([[1.5]]).tolist()
    [0.5]
    """

    kind = "union"

    parts: tuple[Shape, ...]

    def __post_init__(self):
        parts = tuple(self.parts)
        if not parts:
            raise InputError("The union has no parts; give at least one shape.")
        spaces = sorted({part.dimension for part in parts})
        if len(spaces) > 1:
            raise InputError(f"The parts lie in spaces of dimensions {spaces}; expected only one.")
        object.__setattr__(self, "parts", parts)

    def content(self) -> Content:
        """Write the parts."""
        return {"parts": [write(part) for part in self.parts]}

    @classmethod
    def of_content(cls, content: Content) -> Self:
        """Read what `content` wrote."""
        return cls(tuple(map(read, content["parts"])))

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return self.parts[0].dimension

    @property
    def measure(self) -> float:
        """The sum over the parts."""
        return sum(part.measure for part in self.parts)

    def members(self) -> Iterator[Member]:
        """Give those of every part."""
        for part in self.parts:
            yield from part.members()

    def leaves(self) -> Iterator[tuple[tuple[int, ...], Shape]]:
        """Give the parts, and those of parts that are unions, with their indices."""
        for index, part in enumerate(self.parts):
            for path, leaf in part.leaves():
                yield (index, *path), leaf

    @property
    def intrinsic_dimension(self) -> int:
        """The largest of the parts' dimensions."""
        return max(part.intrinsic_dimension for part in self.parts)

    @property
    def connected(self) -> bool:
        """Whether it is surely connected: never said of unions."""
        return False

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points, each from a part chosen by its measure, listed part by part: (count, n)."""
        rng = generator(seed)
        counts = rng.multinomial(as_count(count), _shares([part.measure for part in self.parts]))
        return np.concatenate(
            [part.sample(int(k), rng) for part, k in zip(self.parts, counts, strict=True)]
        )

    def distance(self, points: ArrayLike) -> Floats:
        """Give the distances (m,) to the nearest part."""
        return np.min([part.distance(points) for part in self.parts], axis=0)

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of a box that holds all parts."""
        corners = [part.bounds() for part in self.parts]
        lowers, uppers = zip(*corners, strict=True)
        return np.min(lowers, axis=0), np.max(uppers, axis=0)

    def cover(self, size: float) -> Boxes:
        """Cover every part; see `Shape.cover`."""
        covers = [part.cover(size) for part in self.parts]
        if sum(map(len, covers)) > MAX_BOXES:
            raise too_many(sum(map(len, covers)), size)
        return Boxes(
            np.concatenate([boxes.lower for boxes in covers]),
            np.concatenate([boxes.upper for boxes in covers]),
        )


def _shares(measures: list[float]) -> Floats:
    """Return shares of a sum: alike of what is beyond floats, or all below them."""
    sizes = np.array(measures)
    if not 0 < sizes.max() < np.inf:
        sizes = (sizes == sizes.max()).astype(float)
    scaled = sizes / sizes.max() if sizes.sum() == np.inf else sizes
    return scaled / scaled.sum()
