"""Functions R → R known by bounds at floats and by where they turn."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np

from unknot.proof._interval import Interval
from unknot.proof._rounding import Floats


@dataclass(frozen=True)
class Turn:
    """A place where a function goes from rising to falling or back, and its value there.

    Parameters
    ----------
    low, high
        Floats that hold the place between them (equal where it is a float).
    least, most
        Bounds of the value.
    """

    low: float
    high: float
    least: float
    most: float

    @classmethod
    def at(cls, place: float, value: float) -> Self:
        """Make a turn at an exact place with an exact value."""
        return cls(place, place, value, value)

    @classmethod
    def just_above(cls, place: str, value: str) -> Self:
        """Make a turn between a hexadecimal float and the next one; its value likewise."""
        low, least = float.fromhex(place), float.fromhex(value)
        return cls(low, math.nextafter(low, math.inf), least, math.nextafter(least, math.inf))


@dataclass(frozen=True)
class Curve:
    """A function, piecewise monotone, that may take intervals as values.

    A derivative with jumps is one: at a jump its value is the hull of both sides (Clarke), and
    "monotone" is meant for such sets: every member at x is ≤ every member at y > x, or ≥.

    Parameters
    ----------
    at
        Encloses the value at each float; at ±∞ the limit.
    turns
        All places where the function turns, so that it is monotone between neighbours. (A turn
        more does no harm.)
    over
        For functions with endlessly many turns: encloses the range over intervals instead.
    """

    at: Callable[[Floats], Interval]
    turns: tuple[Turn, ...] = ()
    over: Callable[[Interval], Interval] | None = None

    def range(self, x: Interval) -> Interval:
        """Enclose the values over intervals."""
        if self.over is not None:
            return self.over(x)
        return self.between(x.low, x.high, self.at(x.low), self.at(x.high))

    def between(self, low: Floats, high: Floats, left: Interval, right: Interval) -> Interval:
        """Enclose the values from ``low`` to ``high``, given those at the two ends.

        A continuous function, or one with values as above, is extreme over an interval at an end or
        at a turn inside: the hull of those holds all values.
        """
        if self.over is not None:
            return self.over(Interval.between(low, high))
        least, most = np.minimum(left.low, right.low), np.maximum(left.high, right.high)
        for turn in self.turns:
            inside = (low <= turn.high) & (turn.low <= high)
            least = np.where(inside, np.minimum(least, turn.least), least)
            most = np.where(inside, np.maximum(most, turn.most), most)
        return Interval.between(least, most)

    def monotone(self, low: Floats, high: Floats) -> np.ndarray:
        """Say where the function is certainly monotone from ``low`` to ``high``."""
        if self.over is not None:
            return np.zeros(low.shape, dtype=bool)
        within = np.ones(low.shape, dtype=bool)
        for turn in self.turns:
            within &= (turn.high <= low) | (high <= turn.low)
        return within
