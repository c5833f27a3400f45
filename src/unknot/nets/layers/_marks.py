"""What a picture may show of a layer itself, besides what it does to points."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np
from jaxtyping import Float

Sign = Literal["arrows", "circles", "lines"]


@dataclass(frozen=True)
class Marks:
    """Arrows, circles and lines of a layer, in the space that it maps from.

    How many there are is the same whatever the layer's weights are; where one of them has no place
    its numbers are NaN, and it is not drawn.

    Attributes
    ----------
    arrows
        (m, 2, n): each from a point to where the layer takes it.
    centres, radii
        Of circles (in more dimensions: of spheres, seen as circles), (k, n) and (k,).
    lines
        (l, p, n): l lines of p points each.
    words
        What a legend calls each of these signs, as something that the layer has.
    """

    arrows: Float[np.ndarray, "m 2 n"]
    centres: Float[np.ndarray, "k n"]
    radii: Float[np.ndarray, "k"]
    lines: Float[np.ndarray, "l p n"]
    words: Mapping[Sign, str]

    def left(self, share: float) -> Self:
        """Return what is left to do after a share of the way: arrows begin where points are."""
        start, end = self.arrows[:, :1], self.arrows[:, 1:]
        arrows = np.concatenate([start + share * (end - start), end], axis=1)
        return replace(self, arrows=arrows)

    def through(self, laid: Callable[[np.ndarray], np.ndarray]) -> Self:
        """Return them in a drawing, by an affine map of rows that keeps what lengths it can."""
        parts = self.arrows, self.centres, self.lines
        flat = [part.reshape(-1, part.shape[-1]) for part in parts]
        cuts = np.cumsum([len(rows) for rows in flat])[:-1]
        moved = np.split(laid(np.concatenate(flat)), cuts)
        arrows, centres, lines = (
            rows.reshape(*part.shape[:-1], rows.shape[1])
            for rows, part in zip(moved, parts, strict=True)
        )
        return replace(self, arrows=arrows, centres=centres, lines=lines)
