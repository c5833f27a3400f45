"""The interface of every exact set, and the boxes that cover one."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from unknot.errors import InputError
from unknot.exact import Point, number, numbers, point

if TYPE_CHECKING:
    from unknot.shapes._formula import Formula
    from unknot.shapes._polygons import Polyline
    from unknot.shapes._sphere import Sphere

Seed = int | np.random.Generator
Floats = NDArray[np.float64]

Content = dict[str, Any]  # of a JSON object

MAX_BOXES = 10_000_000
LARGEST = 1e100


@dataclass(frozen=True, eq=False)
class Boxes:
    """Closed axis-parallel boxes, one a row.

    Parameters
    ----------
    lower, upper
        Opposite corners, each of shape (m, n), with ``lower <= upper``.

    Examples
    --------
    >>> import numpy as np
    >>> boxes = Boxes(np.zeros((1, 2)), np.ones((1, 2)))
    >>> len(boxes), boxes.contain(np.array([[0.5, 1.0], [2.0, 0.0]])).tolist()
    (1, [True, False])
    """

    lower: Floats
    upper: Floats

    def __len__(self) -> int:
        return len(self.lower)

    def contain(self, points: ArrayLike) -> NDArray[np.bool_]:
        """Say of each point (k, n) whether some box holds it, exactly."""
        rows = as_points(points, self.lower.shape[1])
        inside = np.zeros(len(rows), dtype=bool)
        step = max(1, 4_000_000 // max(1, self.lower.size))
        for i in range(0, len(rows), step):
            p = rows[i : i + step, None, :]
            held = ((self.lower <= p) & (p <= self.upper)).all(axis=-1)
            inside[i : i + step] = held.any(axis=-1)
        return inside


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
    def isolated(self) -> Floats | None:
        """All points (k, n), if the set is finite."""
        return None

    @property
    def trace(self) -> Trace | None:
        """How to go along the set, if it is one curve."""
        return None

    @property
    def formula(self) -> "tuple[Formula, tuple[float, float]] | None":
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
    def spine(self) -> "Polyline | None":
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
    def outer_sphere(self) -> "Sphere | None":
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


def write(shape: Shape) -> Content:
    """Write a shape exactly, as certificates and recordings do.

    Raises
    ------
    InputError
        It is a curve by a function that cannot be written down.

    Examples
    --------
    >>> from unknot.shapes import Ball
    >>> write(Ball((0, 0), 0.75))
    {'shape': 'ball', 'centre': [0, 0], 'radius': '0x1.8000000000000p-1'}
    """
    return {"shape": shape.kind} | shape.content()


def read(content: Content) -> Shape:
    """Read a shape that :func:`write` wrote.

    Raises
    ------
    InputError
        It is no shape, or of an unknown kind.

    Examples
    --------
    >>> read({"shape": "ball", "centre": [0, 0], "radius": "0x1.8000000000000p-1"})
    Ball(centre=(0.0, 0.0), radius=0.75)
    """
    try:
        return kinds()[content["shape"]].of_content(content)
    except KeyError as error:
        raise InputError(f"This is no shape: {error} is missing or unknown.") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(f"This is no shape: {error}") from None


def kinds() -> dict[str, type[Shape]]:
    """Return every kind of shape there is, by how it is written."""
    known: dict[str, type[Shape]] = {}
    for kind in Shape.__subclasses__():
        known[kind.kind] = kind  # of a segment, which is written as a polygon, the latter
    return known


def rounding(scale: float, dimension: int) -> float:
    """Give a bound on the rounding error of what a shape computes at coordinates up to ``scale``.

    Justification: every coordinate and every distance in this package comes from fewer than
    16 + 2n correctly rounded additions, products and square roots (hypot is within one unit in
    the last place), no intermediate length exceeds 8 n times the largest coordinate, and
    distances are norms of differences, so errors add and are not magnified by cancellation.
    (16 + 2n) · 8n · eps/2 bounds the sum to first order; doubling it covers the rest. The last
    term covers squares that underflow.
    """
    n = max(dimension, 2)
    return (16 + 2 * n) * 8 * n * float(np.finfo(float).eps) * scale + 1e-150


def generator(seed: Seed) -> np.random.Generator:
    """Turn an int seed into a generator; a generator is returned as it is."""
    if isinstance(seed, np.random.Generator):
        return seed
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise InputError(f"The seed is {seed!r}; give an integer >= 0 or a numpy Generator.")
    return np.random.default_rng(int(seed))


def as_points(points: ArrayLike, dimension: int) -> Floats:
    """Check an array of points against a dimension; refuse NaN, which no comparison survives."""
    rows = np.asarray(points, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] != dimension:
        raise InputError(
            f"The points have shape {rows.shape}; expected (m, {dimension}), one point a row."
        )
    if not np.isfinite(rows).all():
        raise InputError("Some coordinates of the points are NaN or infinite; remove these points.")
    return rows


def as_count(count: int) -> int:
    """Check a number of samples."""
    if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < 0:
        raise InputError(f"The number of samples is {count!r}; give an integer >= 0.")
    return int(count)


def as_number(value: float, what: str, least: float = 0.0) -> float:
    """Check a finite parameter that is at least ``least``, and return it as a float."""
    number = float(value)
    if not (least <= number <= LARGEST):
        raise InputError(f"The {what} is {value!r}; expected a number from {least:g} to 1e100.")
    return number


def as_corner(values: ArrayLike, what: str) -> tuple[float, ...]:
    """Check one exact point and return it as a tuple of floats (n,)."""
    row = np.asarray(values)
    if row.ndim != 1 or not row.size or row.dtype.kind not in "iuf":
        raise InputError(f"The {what} is {values!r}; expected one point: a row of numbers.")
    exact = row.astype(np.float64)
    if not (np.abs(exact) <= LARGEST).all():
        raise InputError(f"The {what} is {values!r}; its coordinates must be finite, up to 1e100.")
    # Integers past 2^53 would silently move to the nearest float.
    if row.dtype.kind in "iu" and any(int(a) != int(b) for a, b in zip(exact, row, strict=True)):
        raise InputError(f"The {what} is {values!r}; integers past 2^53 are not exact as floats.")
    return tuple(exact.tolist())


def as_size(size: float, scale: float, dimension: int) -> tuple[float, float]:
    """Check the size of a cover: return the edge to aim at and the outward margin."""
    pad = rounding(scale, dimension)
    if not (isinstance(size, int | float | np.number) and 0 < size < np.inf):
        raise InputError(f"The size of the boxes is {size!r}; expected a positive number.")
    if size < 64 * pad:
        raise InputError(
            f"Boxes of size {size:g} are below what floats resolve at coordinates of {scale:g}; "
            f"use a size of at least {64 * pad:.1e}."
        )
    return float(size) - 8 * pad, pad


def too_many(needed: float, size: float) -> InputError:
    """Make the error for a cover that would not fit in memory."""
    return InputError(
        f"Covering this shape with boxes of size {size:g} needs at least {needed:.2g} boxes; "
        f"the limit is {MAX_BOXES:,}. Use a larger size."
    )
