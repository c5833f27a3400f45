"""The interface of every exact set, and what a set may be asked for."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from unknot.errors import InputError
from unknot.exact import Point, number, numbers, point
from unknot.shapes._arguments import Floats, Seed, as_points
from unknot.shapes._covers import Boxes
from unknot.shapes._formula import Formula

Content = dict[str, Any]  # of a JSON object


@dataclass(frozen=True)
class Member:
    """An exact point of a set.

    Attributes
    ----------
    point
        Where it is (n,).
    t
        Of a curve: the parameter by which certificates name it.
    """

    point: Point
    t: Fraction | None = None

    def written(self) -> Content:
        """Write it as certificates do."""
        return {"point": numbers(self.point)} if self.t is None else {"t": number(self.t)}


@dataclass(frozen=True)
class Trace:
    """How a curve goes: points (m, n) by shares (m,) of its length, and whether it is closed."""

    at: Callable[[Floats], Floats]
    closed: bool


class Spine(Protocol):
    """A polygon that goes the way a set goes: a `Polyline`.

    Attributes
    ----------
    vertices
        Its vertices, in order, (n,) each.
    closed
        Whether the last is joined to the first.
    """

    @property
    def vertices(self) -> tuple[tuple[float, ...], ...]: ...

    @property
    def closed(self) -> bool: ...

    def segments(self) -> tuple[Floats, Floats]:
        """Give the start and end points of the straight pieces, each (k, n), in order."""
        ...


class OuterSphere(Protocol):
    """A round sphere in some of the coordinates: a `Sphere`.

    Attributes
    ----------
    centre
        Its centre (n,).
    axes
        The coordinates that vary, increasing.
    radius
        Its radius, > 0, in data units.
    dimension
        The dimension n of the space.
    """

    @property
    def centre(self) -> tuple[float, ...]: ...

    @property
    def axes(self) -> tuple[int, ...]: ...

    @property
    def radius(self) -> float: ...

    @property
    def dimension(self) -> int: ...


class Shape(ABC):
    """A compact set in R^n with exact parameters.

    Parameters of a shape are the floats that they are (dyadic rationals); the set is defined by
    them exactly, and every method approximates that one set as its text says.

    What only some sets have (a trace, straight segments, a spine, isolated points …) is asked for,
    and None where there is none; nobody asks of which kind a shape is.
    """

    kind: ClassVar[str]
    """How certificates and recordings call this kind of set (docs/certificates.md)."""

    @abstractmethod
    def content(self) -> Content:
        """Write the parameters exactly, as JSON-able values; `write` adds the kind.

        Raises
        ------
        InputError
            They cannot be written down.
        """

    @classmethod
    @abstractmethod
    def of_content(cls, content: Content) -> "Shape":
        """Read what `content` wrote.

        Raises
        ------
        InputError, KeyError, TypeError
            It is not that.
        """

    @property
    @abstractmethod
    def dimension(self) -> int:
        """The dimension n of the space that the set lies in."""

    @property
    @abstractmethod
    def measure(self) -> float:
        """Length, area or volume, in the set's own dimension; the weight of a part of a union."""

    @abstractmethod
    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw ``count`` points, uniform with respect to length, area or volume: (count, n).

        The seed is an int or a numpy generator (which is advanced). Points lie in the set up to
        the rounding of their coordinates.
        """

    @abstractmethod
    def distance(self, points: ArrayLike) -> Floats:
        """Give the Euclidean distance of each point (m, n) to the set, 0 inside: (m,)."""

    @abstractmethod
    def bounds(self) -> tuple[Floats, Floats]:
        """Give two corners (n,), (n,) of a box that holds the set, rounded outward."""

    @abstractmethod
    def cover(self, size: float) -> Boxes:
        """Cover the set by boxes with edges no longer than ``size``.

        Every point of the exact set lies in a box, and every box comes within ``size`` of the
        set. Rounding is answered by the margin of `rounding`, which each cover adds outward.

        Raises
        ------
        InputError
            If ``size`` is not a positive number, is too small for floats at these coordinates,
            or needs more than ten million boxes.
        """

    @abstractmethod
    def members(self) -> Iterator[Member]:
        """Give exact points that show how far the set reaches; at most a few hundred."""

    def member_near(self, place: Floats) -> Point | None:
        """Give an exact point of the set near a place (n,) in floats; None if none is at hand."""
        return point(place.tolist()) if self.distance(place[None])[0] <= 0 else None

    def nearest(self, points: ArrayLike) -> Floats:
        """Move points (m, n) that lie outside just inside, where that is easy."""
        return as_points(points, self.dimension)

    def spread(self, count: int, seed: Seed) -> Floats:
        """Take points (count, n): of a curve at equal steps of its length, of a solid at random."""
        return self.sample(count, seed)

    def leaves(self) -> Iterator[tuple[tuple[int, ...], "Shape"]]:
        """Give the shapes that a union is of, with indices into nested unions; else itself."""
        yield (), self

    @property
    def intrinsic_dimension(self) -> int:
        """The dimension of the set itself: 0 of points, 1 of curves, n of solids."""
        return self.dimension

    @property
    def connected(self) -> bool:
        """Whether the set is surely connected."""
        return True

    @property
    def betti(self) -> tuple[int, ...] | None:
        """How many components, loops, cavities … it has, dimensions 0 to n − 1; None: not known."""
        return None

    @property
    def isolated(self) -> Floats | None:
        """All points (k, n), if the set is finite."""
        return None

    @property
    def trace(self) -> Trace | None:
        """How to go along the set, if it is one curve."""
        return None

    @property
    def formula(self) -> tuple[Formula, tuple[float, float]] | None:
        """A formula and the interval whose image the set is, if it is given so.

        Raises
        ------
        InputError
            It is a curve by a function that is not written down.
        """
        return None

    def segments(self) -> tuple[Floats, Floats] | None:
        """Give the ends (k, n), (k, n) of the straight pieces that make up the set, if they do."""
        return None

    @property
    def spine(self) -> Spine | None:
        """A `Polyline` inside the set that goes the way the set goes, if there is one."""
        return None

    @property
    def outline(self) -> "Shape":
        """The border of a region of the plane; else the set itself."""
        return self

    @property
    def cloud(self) -> tuple[Floats, float] | None:
        """The centres (k, n) and the radius of the balls that make up the set, if they do."""
        return None

    @property
    def outer_sphere(self) -> OuterSphere | None:
        """A round `Sphere` inside the set that has as much as possible inside it, if any."""
        return None

    def contains(self, points: ArrayLike, tolerance: float = 0.0) -> NDArray[np.bool_]:
        """Say of each point (m, n) whether its distance to the set is at most ``tolerance``.

        A float point hardly ever lies exactly on a curve or on the rim of a solid: give those a
        tolerance such as 1e-9.
        """
        if not tolerance >= 0:
            raise InputError(f"The tolerance is {tolerance!r}; it must be a number >= 0.")
        return self.distance(points) <= tolerance
