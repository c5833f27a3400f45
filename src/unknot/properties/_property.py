"""What a property says: boxes of inputs, and outputs that must not occur there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from unknot.errors import InputError
from unknot.exact import Number, Point, numbers, point, rows


@dataclass(frozen=True)
class Conditions:
    """Outputs y with w·y ≤ m for all rows: a polyhedron.

    Parameters
    ----------
    weight
        One row w for each condition, (conditions, outputs).
    most
        The numbers m, (conditions,).
    """

    weight: tuple[Point, ...]
    most: Point

    @classmethod
    def of(cls, weight: Sequence[Sequence[Number]], most: Sequence[Number]) -> "Conditions":
        """Take numbers of any kind for the exact numbers that they are."""
        return cls(tuple(map(point, weight)), point(most))


@dataclass(frozen=True)
class Case:
    """A box of inputs, and conditions none of which outputs must satisfy there.

    Parameters
    ----------
    lower, upper
        The box's ends, (inputs,) each.
    never
        Alternatives: outputs are forbidden that satisfy all rows of any one of them.
    """

    lower: Point
    upper: Point
    never: tuple[Conditions, ...]

    def written(self) -> dict[str, Any]:
        """Write it as certificates do (docs/certificates.md)."""
        never = [{"weight": rows(one.weight), "most": numbers(one.most)} for one in self.never]
        return {"lower": numbers(self.lower), "upper": numbers(self.upper), "never": never}


@dataclass(frozen=True)
class Property:
    """Outputs that a network must not give on boxes of its inputs.

    It *holds* if in no case an input of the box gives forbidden outputs (verifiers say *unsat*),
    and *fails* if some input does (*sat*).

    Parameters
    ----------
    inputs, outputs
        The dimensions of the network's two ends.
    cases
        All of them are claimed.
    name
        What errors and tables call it.

    Raises
    ------
    InputError
        A box is empty, or a number of coordinates does not fit.

    Examples
    --------
    On the unit square the first output stays below 2:

    >>> square = Case(point([0, 0]), point([1, 1]), (Conditions.of([[-1, 0]], [-2]),))
    >>> Property(2, 2, (square,)).cases[0].never[0].most
    (Fraction(-2, 1),)
    """

    inputs: int
    outputs: int
    cases: tuple[Case, ...]
    name: str = "property"

    def __post_init__(self):
        if not self.cases:
            raise InputError(f"{self.name} has no case: there is no box of inputs to ask about.")
        for case in self.cases:
            if not len(case.lower) == len(case.upper) == self.inputs:
                raise InputError(
                    f"{self.name}: a box with {len(case.lower)} lower and {len(case.upper)} upper "
                    f"ends; there are {self.inputs} inputs."
                )
            for k, (low, high) in enumerate(zip(case.lower, case.upper, strict=True)):
                if low > high:
                    raise InputError(
                        f"{self.name}: input {k} is to lie between {float(low):g} and "
                        f"{float(high):g}, where nothing is."
                    )
            rows_ = [row for one in case.never for row in one.weight]
            if not rows_ or any(len(row) != self.outputs for row in rows_):
                raise InputError(
                    f"{self.name}: conditions are rows of {self.outputs} numbers, one for each "
                    "output, and at least one of them."
                )
