"""Points of sets in floats, each with the way in which a certificate writes it exactly."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unknot.checker import Cover, Pieces
from unknot.exact import number, numbers
from unknot.shapes import Formula
from unknot.verdicts._classes import Part

Floats = NDArray[np.float64]


class Places(ABC):
    """The places of a part that pieces of it stand for: their middles, or what is near them."""

    part: Part

    @abstractmethod
    def dense(self, count: int) -> Pieces:
        """Return about so many pieces of no extent, spread over the part."""

    @abstractmethod
    def near(self, pieces: Pieces) -> Floats:
        """Return a point for each piece, in floats: (m, n)."""

    @abstractmethod
    def member(self, piece: Pieces) -> dict[str, Any] | None:
        """Write a point of the part near one piece, exactly; None if there is none."""


def places(part: Part) -> Places:
    """Return the places of a part of a class."""
    shape = part.shape
    if shape.isolated is not None:
        return _Isolated(part, shape.isolated)
    segments = shape.segments()
    if segments is not None:
        return _OnSegments(part, *segments)
    if shape.formula is not None:
        return _OnCurve(part, *shape.formula)
    return _InSpace(part)


def _single(values: Floats, owner: NDArray[np.int64] | None = None) -> Pieces:
    return Pieces(values, values, np.zeros(len(values), np.int64) if owner is None else owner)


@dataclass(frozen=True)
class _Isolated(Places):
    part: Part
    points: Floats

    def dense(self, count: int) -> Pieces:
        del count
        return _single(np.zeros((len(self.points), 0)), np.arange(len(self.points)))

    def near(self, pieces: Pieces) -> Floats:
        return self.points[pieces.owner]

    def member(self, piece: Pieces) -> dict[str, Any]:
        return self.part.written() | {"point": numbers(self.points[piece.owner[0]].tolist())}


@dataclass(frozen=True)
class _OnSegments(Places):
    part: Part
    starts: Floats
    ends: Floats

    def dense(self, count: int) -> Pieces:
        each = max(2, count // len(self.starts))
        t = np.tile(np.linspace(0, 1, each), len(self.starts))[:, None]
        return _single(t, np.repeat(np.arange(len(self.starts)), each))

    def near(self, pieces: Pieces) -> Floats:
        start, end = self.starts[pieces.owner], self.ends[pieces.owner]
        return start + pieces.box.middle() * (end - start)

    def member(self, piece: Pieces) -> dict[str, Any]:
        edge, t = int(piece.owner[0]), Fraction(float(piece.box.middle()[0, 0]))
        ends = zip(self.starts[edge].tolist(), self.ends[edge].tolist(), strict=True)
        point = [Fraction(a) + t * (Fraction(b) - Fraction(a)) for a, b in ends]
        return self.part.written() | {"point": numbers(point)}


@dataclass(frozen=True)
class _OnCurve(Places):
    part: Part
    formula: Formula
    domain: tuple[float, float]

    def dense(self, count: int) -> Pieces:
        return _single(np.linspace(*self.domain, count)[:, None])

    def near(self, pieces: Pieces) -> Floats:
        return self.formula(pieces.box.middle()[:, 0])

    def member(self, piece: Pieces) -> dict[str, Any]:
        t = float(np.clip(piece.box.middle()[0, 0], *self.domain))
        return self.part.written() | {"t": number(t)}


@dataclass(frozen=True)
class _InSpace(Places):
    part: Part

    def dense(self, count: int) -> Pieces:
        return _single(self.part.shape.sample(count, 0))

    def near(self, pieces: Pieces) -> Floats:
        return self.part.shape.nearest(pieces.box.middle())

    def member(self, piece: Pieces) -> dict[str, Any] | None:
        point = self.part.shape.member_near(self.near(piece)[0])
        return None if point is None else self.part.written() | {"point": numbers(point)}


@dataclass(frozen=True)
class OnBorder(_InSpace):
    """The places on the border of a solid of the plane, as the checker goes round it."""

    cover: Cover

    def near(self, pieces: Pieces) -> Floats:
        return self.part.shape.nearest(self.cover.patch.place(pieces)[0].middle())
