"""Closed polygons in space with integer corners, in classes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import Self

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
        A polygon has fewer than three corners or repeats one, or the numbers do not match.
    """

    components: tuple[tuple[Corner, ...], ...]
    classes: tuple[int, ...]

    def __post_init__(self):
        if not self.components or len(self.classes) != len(self.components):
            raise InputError(
                f"There are {len(self.components)} polygons and {len(self.classes)} classes; "
                "expected at least one polygon, and a class for each."
            )
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
        polygons: Sequence[Sequence[Sequence[float | int | Fraction]]],
        classes: Sequence[int] | None = None,
    ) -> Self:
        """Make a link from polygons with any exact coordinates; one class each by default.

        Floats are the dyadic fractions that they are; all is scaled by one common denominator.

        Raises
        ------
        InputError
            A coordinate is no finite number, or see :class:`Link`.
        """
        try:
            exact = [[[Fraction(x) for x in corner] for corner in polygon] for polygon in polygons]
        except (TypeError, ValueError, OverflowError) as error:
            raise InputError(f"A coordinate is no finite number: {error}.") from None
        scale = lcm(*(x.denominator for p in exact for c in p for x in c))
        components = tuple(
            tuple(tuple(int(x * scale) for x in corner) for corner in p) for p in exact
        )
        return cls(
            components,  # type: ignore[arg-type]
            tuple(range(len(components)) if classes is None else map(int, classes)),
        )


@dataclass(frozen=True)
class NamedLink:
    """A link from a file: its name, what is known of it, and how it was made.

    ``truth`` is ``"split"``, ``"linked"`` or None.
    """

    name: str
    link: Link
    truth: str | None = None
    recipe: str = ""


def links_in(path: str | Path) -> Iterator[NamedLink]:
    """Read links from a file with one JSON object a line.

    Keys: ``components`` (integer corners of closed polygons), and optionally ``name``, ``classes``,
    ``truth``, ``recipe``.

    Raises
    ------
    InputError
        The file cannot be read, or a line is no link; the message names file and line.
    """
    try:
        lines = Path(path).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{str(path)!r} cannot be read: {error}.") from None
    for count, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _named(json.loads(line), count)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise InputError(f"Line {count} of {str(path)!r} is no link: {error}") from None


def _named(found: dict, count: int) -> NamedLink:
    components = tuple(tuple(map(tuple, polygon)) for polygon in found["components"])
    classes = tuple(found.get("classes", range(len(components))))
    return NamedLink(
        str(found.get("name", f"link {count}")),
        Link(components, classes),
        found.get("truth"),
        str(found.get("recipe", "")),
    )
