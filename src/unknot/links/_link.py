"""Closed polygons in space with integer corners, in classes."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from numbers import Rational
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from unknot.errors import InputError

Corner = tuple[int, int, int]


@dataclass(frozen=True)
class Link:
    """Disjoint closed polygons in R³ with integer corners, each in a class.

    That they are disjoint is found out when they are drawn (`diagram`).

    Parameters
    ----------
    components
        The corners of each polygon, in order; the last is joined to the first.
    classes
        The class of each polygon, integers from 0.

    Raises
    ------
    InputError
        A polygon has fewer than three corners, or two in a row at one place; a corner is not three
        integers; or there is not one class a polygon.
    """

    components: tuple[tuple[Corner, ...], ...]
    classes: tuple[int, ...]

    def __post_init__(self):
        if not self.components or len(self.classes) != len(self.components):
            raise InputError(
                f"There are {len(self.components)} polygons and {len(self.classes)} classes; "
                "expected at least one polygon, and a class for each."
            )
        if not all(type(c) is int and c >= 0 for c in self.classes):
            raise InputError(f"The classes are {self.classes}; expected integers from 0.")
        for index, corners in enumerate(self.components):
            if len(corners) < 3:
                raise InputError(
                    f"Polygon {index + 1} has {len(corners)} corners; it needs at least three."
                )
            for k, corner in enumerate(corners):
                if len(corner) != 3 or not all(type(x) is int for x in corner):
                    raise InputError(
                        f"Corner {k + 1} of polygon {index + 1} is {corner!r}; expected three "
                        "integers."
                    )
                if corner == corners[k - 1]:
                    raise InputError(
                        f"Corner {k + 1} of polygon {index + 1} repeats the one before it; "
                        "remove it."
                    )

    @classmethod
    def of(
        cls,
        polygons: Sequence[ArrayLike] | np.ndarray,
        classes: Sequence[int] | np.ndarray | None = None,
    ) -> Self:
        """Make a link from polygons with any exact coordinates, (k, 3) each.

        Floats are the dyadic fractions that they are; everything is multiplied by the least common
        denominator, which is 1 for integers. Without classes each polygon is its own.

        Raises
        ------
        InputError
            A coordinate is no finite number, or see `Link`.

        Examples
        --------
        >>> Link.of([[(0, 0, 0), (0.5, 0, 0), (0, 0.75, 0)]]).components
        (((0, 0, 0), (2, 0, 0), (0, 3, 0)),)
        """
        exact = [_corners(polygon, number) for number, polygon in enumerate(polygons, 1)]
        scale = lcm(*(x.denominator for polygon in exact for corner in polygon for x in corner))
        components: Any = tuple(
            tuple(tuple(int(x * scale) for x in corner) for corner in polygon) for polygon in exact
        )
        given = range(len(exact)) if classes is None else np.asarray(classes).tolist()
        return cls(components, tuple(given))


def _corners(polygon: Any, number: int) -> list[list[Fraction]]:
    rows = polygon.tolist() if isinstance(polygon, np.ndarray) else polygon
    try:
        # `Fraction` reads texts, too; a coordinate that is one is a slip.
        return [[_exact(x) for x in corner] for corner in rows]
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError(
            f"Polygon {number} is not a list of corners with finite coordinates: {error}."
        ) from None


def _exact(value: Any) -> Fraction:
    if isinstance(value, np.floating):
        value = float(value)
    if isinstance(value, bool | np.bool_) or not isinstance(value, float | Rational):
        raise TypeError(f"{value!r} is not a float, an integer or a Fraction")
    return Fraction(value)
