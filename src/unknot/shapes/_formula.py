"""Curves whose coordinates are written down: polynomials times sines and cosines."""

from dataclasses import dataclass
from fractions import Fraction
from math import hypot, pi
from typing import Any, Literal, Self

import numpy as np

from unknot.errors import InputError
from unknot.exact import Point, number, numbers, read_float, read_floats
from unknot.shapes._arguments import Floats, as_corner
from unknot.shapes._rational import multiples


@dataclass(frozen=True)
class Term:
    """The function (Σₖ cₖ tᵏ) · f(π·w·t).

    Parameters
    ----------
    coefficients
        c₀, c₁, …, taken exactly.
    function
        f: ``"1"`` (then the frequency is not used), ``"cos"`` or ``"sin"``.
    frequency
        w, in half turns per unit of t.
    """

    coefficients: tuple[float, ...]
    function: Literal["1", "cos", "sin"] = "1"
    frequency: float = 0.0

    def __post_init__(self):
        coefficients = as_corner(self.coefficients, "row of coefficients")
        object.__setattr__(self, "coefficients", coefficients)
        object.__setattr__(self, "frequency", as_corner([self.frequency], "frequency")[0])
        if self.function not in {"1", "cos", "sin"}:
            raise InputError(f"The function is {self.function!r}; expected '1', 'cos' or 'sin'.")

    def steepness(self, reach: float) -> float:
        """Bound the derivative's size where |t| ≤ reach, up to rounding."""
        sizes = [abs(c) for c in self.coefficients]
        slope = sum(k * c * reach ** (k - 1) for k, c in enumerate(sizes) if k)
        if self.function == "1":
            return slope
        value = sum(c * reach**k for k, c in enumerate(sizes))
        return slope + pi * abs(self.frequency) * value

    def __call__(self, t: Floats) -> Floats:
        value = np.full_like(t, self.coefficients[-1])
        for coefficient in self.coefficients[-2::-1]:
            value = coefficient + value * t
        if self.function == "1":
            return value
        angle = pi * self.frequency * t
        return value * (np.cos(angle) if self.function == "cos" else np.sin(angle))


@dataclass(frozen=True)
class Formula:
    """The map t ↦ (x₁(t), …, x_n(t)), each coordinate a sum of terms.

    As the function of a `Curve` it makes a set that proofs can speak of, because it can be written
    to a file and bounded exactly.

    Parameters
    ----------
    coordinates
        One tuple of terms a coordinate.

    Examples
    --------
    >>> circle = Formula(((Term((1,), "cos", 2),), (Term((1,), "sin", 2),)))
    >>> circle(np.array([0.0, 0.25])).round(12).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """

    coordinates: tuple[tuple[Term, ...], ...]

    def __post_init__(self):
        object.__setattr__(self, "coordinates", tuple(map(tuple, self.coordinates)))
        if not self.coordinates or not all(self.coordinates):
            raise InputError("A formula needs at least one coordinate, and each at least one term.")

    def content(self) -> list[Any]:
        """Write the terms exactly."""
        return [
            [
                {
                    "coefficients": numbers(term.coefficients),
                    "function": term.function,
                    "frequency": number(term.frequency),
                }
                for term in terms
            ]
            for terms in self.coordinates
        ]

    @classmethod
    def of_content(cls, content: list[Any]) -> Self:
        """Read what `content` wrote."""
        return cls(
            tuple(
                tuple(
                    Term(
                        read_floats(term["coefficients"]),
                        term["function"],
                        read_float(term["frequency"]),
                    )
                    for term in terms
                )
                for terms in content
            )
        )

    def exact_parameters(self, first: float, last: float) -> list[Fraction]:
        """Give parameters at which every w·t is a multiple of ½, so that coordinates are exact."""
        terms = [t for c in self.coordinates for t in c if t.function != "1" and t.frequency]
        steps = [1 / abs(2 * Fraction(t.frequency)) for t in terms]
        return multiples(steps, Fraction(first), Fraction(last))

    def exactly(self, t: Fraction) -> Point:
        """Give the exact point at a parameter where every w·t is a multiple of ½."""
        place = []
        for terms in self.coordinates:
            total = Fraction(0)
            for term in terms:
                powers = (Fraction(c) * t**k for k, c in enumerate(term.coefficients))
                value = sum(powers, Fraction(0))
                if term.function != "1":
                    quarters = Fraction(term.frequency) * t * 2
                    assert quarters.denominator == 1
                    turned = int(quarters) + (term.function == "sin") * 3
                    value *= (1, 0, -1, 0)[turned % 4]
                total += value
            place.append(total)
        return tuple(place)

    def lipschitz(self, reach: float) -> float:
        """Bound how steep the map is where |t| ≤ reach, rounding included."""
        each = (sum(term.steepness(reach) for term in terms) for terms in self.coordinates)
        return hypot(*each) * (1 + 1e-9) + 1e-99

    def __call__(self, t: Floats) -> Floats:
        columns = []
        for terms in self.coordinates:
            value = terms[0](t)
            for term in terms[1:]:
                value = value + term(t)
            columns.append(value)
        return np.stack(columns, axis=1)
