"""Parametric curves, covered rigorously through their Lipschitz constant."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Self, final

import numpy as np
from numpy.typing import ArrayLike

from unknot.errors import InputError
from unknot.exact import number, read_float
from unknot.shapes._arguments import Floats, Seed, as_count, as_number, as_points, generator
from unknot.shapes._covers import MAX_BOXES, Boxes, as_size, padded, too_many
from unknot.shapes._formula import Formula
from unknot.shapes._shape import Content, Member, Shape, Trace

KNOTS = 4096
GOLDEN = (5**0.5 - 1) / 2


@final
@dataclass(frozen=True)
class Curve(Shape):
    """The image of an interval under a Lipschitz function.

    A Lipschitz constant that is given is taken on trust: covers and bounds are rigorous if it is
    right, and if the function's values are within `rounding` of the exact ones.

    Parameters
    ----------
    function
        Takes parameters (k,) and returns points (k, n). Two curves are equal only if their
        functions are; a frozen dataclass with ``__call__`` compares by its parameters.
    domain
        The ends of the parameter interval, first < last.
    lipschitz
        A constant with |f(s) − f(t)| <= lipschitz · |s − t|, in data units per parameter unit.
        That of a `Formula` is found if it is left out.

    Examples
    --------
    >>> import numpy as np
    >>> parabola = Curve(lambda t: np.stack([t, t * t], axis=1), (-1, 1), 5**0.5)
    >>> parabola.at([0, 1]).tolist(), round(parabola.measure, 5)
    ([[-1.0, 1.0], [1.0, 1.0]], 2.95789)
    """

    kind = "curve"

    function: Callable[[Floats], Floats]
    domain: tuple[float, float]
    lipschitz: float = field(default=0.0, compare=False)

    def __post_init__(self):
        first, last = (float(t) for t in self.domain)
        # The spacing demanded keeps 4096 steps far above the rounding of a parameter.
        if not (last - first > 1e-6 * max(abs(first), abs(last)) and last - first < np.inf):
            raise InputError(
                f"The domain is {self.domain}; expected two numbers, first < last, that differ "
                "by more than a millionth of their size."
            )
        object.__setattr__(self, "domain", (first, last))
        steepest = self.lipschitz
        if not steepest:
            if not isinstance(self.function, Formula):
                raise InputError(
                    "A curve by a function needs the function's Lipschitz constant; that of a "
                    "Formula alone is found."
                )
            steepest = self.function.lipschitz(max(abs(first), abs(last)))
        object.__setattr__(self, "lipschitz", as_number(steepest, "Lipschitz constant"))
        values = np.asarray(self.function(np.array([first, last])))
        if values.ndim != 2 or len(values) != 2 or not np.isfinite(values).all():
            raise InputError(
                f"For two parameters the function returned an array of shape {values.shape}; "
                "expected two finite points, shape (2, n)."
            )

    def content(self) -> Content:
        """Write the formula and the domain exactly."""
        formula, (first, last) = self.formula
        return {"coordinates": formula.content(), "from": number(first), "to": number(last)}

    @classmethod
    def of_content(cls, content: Content) -> Self:
        """Read what `content` wrote."""
        formula = Formula.of_content(content["coordinates"])
        return cls(formula, (read_float(content["from"]), read_float(content["to"])))

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return self.function(np.array(self.domain)).shape[1]

    @property
    def measure(self) -> float:
        """The length of the inscribed polygon with 4096 equal parameter steps."""
        return float(self._lengths()[-1])

    def at(self, fractions: ArrayLike) -> Floats:
        """Give points at these fractions (m,) of the length, in [0, 1]: (m, n).

        The points lie on the curve; the fraction is that of the inscribed polygon, so that
        spacing along the curve is even to second order in 1/4096.
        """
        reached = self._lengths()
        wanted = np.clip(np.asarray(fractions, dtype=float), 0, 1) * reached[-1]
        return self.function(np.interp(wanted, reached, self._knots()))

    def members(self) -> Iterator[Member]:
        """Give the points where every sine and cosine is 0 or ±1; none of a mere function."""
        if isinstance(self.function, Formula):
            for t in self.function.exact_parameters(*self.domain):
                yield Member(self.function.exactly(t), t)

    def spread(self, count: int, seed: Seed) -> Floats:
        """Take points (count, n) at equal steps; in a line at random."""
        return self.at(np.linspace(0, 1, count)) if self.dimension > 1 else self.sample(count, seed)

    @property
    def intrinsic_dimension(self) -> int:
        """The dimension of a curve, 1."""
        return 1

    @property
    def formula(self) -> tuple[Formula, tuple[float, float]]:
        """The formula and the domain."""
        if not isinstance(self.function, Formula):
            raise InputError(
                "A curve by a function that is not written down cannot be spoken of in proofs and "
                "files. Give the curve a `Formula`, or a `Polyline` or `Tube` near it."
            )
        return self.function, self.domain

    @property
    def trace(self) -> Trace:
        """How to go along it."""
        return Trace(self.at, False)

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points of the curve, uniformly in length as `at` measures it: (count, n)."""
        return self.at(generator(seed).random(as_count(count)))

    def distance(self, points: ArrayLike) -> Floats:
        """Give the distances (m,), found by search.

        The value never is below the true distance (up to rounding) and exceeds it by at most
        lipschitz · (domain length) / 8192, the accuracy of the first search over 4097
        parameters. The refinement that follows makes it exact up to rounding wherever the
        nearest point lies beside the nearest of these 4097 and no other local minimum is
        between: always for points of a curve that bends little within such a step.
        """
        rows = as_points(points, self.dimension)
        knots = self._knots()
        values = np.asarray(self.function(knots), np.float64)
        found = np.zeros(len(rows))
        for i in range(0, len(rows), 1000):
            part = rows[i : i + 1000]
            # |p|² is the same for all knots and does not move the minimum.
            nearest = ((values**2).sum(1) - 2 * part @ values.T).argmin(1)
            low = knots[np.maximum(nearest - 1, 0)]
            high = knots[np.minimum(nearest + 1, KNOTS)]
            at_knot = self._apart(part, knots[nearest])
            found[i : i + 1000] = np.minimum(at_knot, self._refine(part, low, high))
        return found

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of a box round the curve, rounded outward."""
        values = self.function(self._knots())
        half = self.lipschitz * (self.domain[1] - self.domain[0]) / (2 * KNOTS)
        # The slack covers rounding of the knots, whose spacing floats resolve with ease.
        return padded(values.min(0), values.max(0), half * (1 + 1e-6))

    def cover(self, size: float) -> Boxes:
        """Cover by one cube per equal piece of the domain.

        A piece of length h lies within lipschitz · h/2 of the image of its midpoint; `rounding`
        is added for the midpoint, its image and the cube. Where ``size`` is near that margin
        the cover is refused.
        """
        first, last = self.domain
        lower, upper = self.bounds()
        # An error of the parameter counts lipschitz times in the image.
        scale = float(np.abs([lower, upper]).max()) + self.lipschitz * max(abs(first), abs(last))
        edge, pad = as_size(size, scale, self.dimension)
        pieces = max(1.0, float(np.ceil(self.lipschitz * (last - first) / edge)))
        if pieces > MAX_BOXES:
            raise too_many(pieces, size)
        half = (last - first) / pieces / 2
        middles = first + (2 * np.arange(int(pieces)) + 1) * half
        centres = np.asarray(self.function(np.asarray(middles, np.float64)), np.float64)
        reach = self.lipschitz * half * (1 + 1e-12) + pad
        return Boxes(centres - reach, centres + reach)

    def _knots(self) -> Floats:
        return np.linspace(*self.domain, KNOTS + 1)

    def _lengths(self) -> Floats:
        steps = np.linalg.norm(np.diff(self.function(self._knots()), axis=0), axis=1)
        return np.concatenate([np.zeros(1), np.cumsum(steps)])

    def _apart(self, points: Floats, t: Floats) -> Floats:
        """Give the distance of each point (m, n) to the curve at its own parameter (m,)."""
        return np.sqrt(((points - self.function(t)) ** 2).sum(1))

    def _refine(self, points: Floats, low: Floats, high: Floats) -> Floats:
        """Minimise the distance of each point over its own parameter interval, golden-section."""
        # 80 steps shrink the interval by 2e-17: below the spacing of floats.
        for _ in range(80):
            width = GOLDEN * (high - low)
            nearer_low = self._apart(points, high - width) <= self._apart(points, low + width)
            low, high = (
                np.where(nearer_low, low, high - width),
                np.where(nearer_low, low + width, high),
            )
        return self._apart(points, (low + high) / 2)
