"""Ways out past each class of the plane (THEORY T4.8), through triangles between walls."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from unknot.checker import Box, Holed, Polygon, Round, Set, Thick
from unknot.exact import Point, numbers
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes, Part
from unknot.verdicts._members import Member, members
from unknot.verdicts._mesh import mesh_of, way_through
from unknot.verdicts._rims import rims
from unknot.verdicts._walks import Walls

_ARCS = (16, 256)  # sides of the polygons round a circle
_MOST_ROUND = 500  # pieces with arcs
_LOOKS = 3  # for a closed walk before a finer triangulation


@dataclass(frozen=True)
class Past:
    """What is known of ways from the other classes to outside past one class.

    Attributes
    ----------
    way
        As the checker reads it; None if some piece of another class has none.
    stuck
        Exact points of the pieces that seem to have none.
    lost
        Whether it was not even seen which pieces have none.
    parts
        The class's parts, with the sets that the checker reads.
    """

    way: dict[str, Any] | None
    stuck: list[Member]
    lost: bool
    parts: list[tuple[Part, Set]]

    @cached_property
    def walls(self) -> Walls:
        """The class's pieces, and where they meet."""
        return Walls(self.parts)


def way_past(classes: Classes, label: int) -> Past:
    """Look for ways to outside past a class of the plane from all pieces of the others."""
    return classes.once(("way past", label), lambda: _look_past(classes, label))


def _look_past(classes: Classes, label: int) -> Past:
    assert classes.exact is not None
    others = [k for k in range(len(classes)) if k != label]
    starts = [m for k in others for m in _starts(classes, k)]
    side = classes.exact[label]
    parts = list(zip(classes.parts(label), side, strict=True))
    if not all(map(bordered, side)) or sum(map(_rounds, side)) > _MOST_ROUND:
        return Past(None, [], True, parts)
    near = np.array([[float(v) for v in x] for x, _ in starts])
    past = Past(None, [], True, parts)
    for arcs in _ARCS:
        mesh = mesh_of(rims(side, near, arcs), near)
        if mesh is None:
            continue
        way, stuck = way_through(mesh, [x for x, _ in starts], near)
        if way is not None:
            return Past(way, [], False, parts)
        past = Past(None, [starts[k] for k in stuck], False, parts)
        finer = not all(isinstance(s, Polygon | Box) or _thin(s) for s in side)
        if not finer or any(past.walls.round(x) is not None for x, _ in past.stuck[:_LOOKS]):
            break
    return past


def ways_out(classes: Classes, activation: str) -> Certificate | None:
    """Show by ways to the outside that no class encloses a point of another, if that is found."""
    if classes.dimension != 2 or classes.exact is None:
        return None
    if not all(bordered(s) for side in classes.exact for s in side):
        return None
    found = [way_past(classes, j).way for j in range(len(classes))]
    ways = [way for way in found if way is not None]
    return proved(classes, activation, ways) if len(ways) == len(found) else None


def proved(
    classes: Classes, activation: str, ways: list[dict[str, Any]], strips: Sequence[Any] = ()
) -> Certificate | None:
    """Return the proof by ways past each class, with curves in strips."""
    return accepted(
        "No class encloses a point of another: from every piece a way leads out past each "
        f"other class. So the plane can be unwound: two units a layer of {activation} are "
        "enough at some depth. Nothing is said of how deep, nor that training finds the "
        "weights.",
        facts={"places": sum(len(w["places"]) for w in ways)},
        classes=classes.written(),
        claim={"kind": "some network", "width": 2, "activations": activation},
        evidence={"kind": "ways", "ways": ways} | ({"strips": list(strips)} if strips else {}),
    )


def bordered(one: Set) -> bool:
    """Say whether segments and arcs are the border of a set."""
    round_ = isinstance(one, Round) and one.full
    return round_ or isinstance(one, Thick | Polygon | Box | Holed)


def _rounds(one: Set) -> int:
    """Count the pieces with arcs in their border."""
    if isinstance(one, Thick):
        return len(one.starts) if one.radius else 0
    return int(isinstance(one, Round | Holed))


def _thin(one: Set) -> bool:
    return isinstance(one, Thick) and one.radius == 0


def _starts(classes: Classes, label: int) -> Iterator[Member]:
    """Give an exact point of every connected piece, in the order in which the checker asks."""
    assert classes.exact is not None
    for part, one in zip(classes.parts(label), classes.exact[label], strict=True):
        for place in starts_of(part, one):
            yield place, part.written() | {"point": numbers(place)}


def starts_of(part: Part, one: Set) -> Sequence[Point]:
    """Return an exact point of each connected piece of a part."""
    match one:
        case Thick(kind="points" | "balls"):
            return one.starts.rows
        case Thick():
            return one.starts.rows[:1]
        case Polygon():
            return one.border.starts.rows[:1]
        case Box():
            return [tuple((a + b) / 2 for a, b in zip(one.lower, one.upper, strict=True))]
        case Round() | Holed():
            c, out = one.centre, one.outer if isinstance(one, Round) else one.radius
            return [(c[0] + out, c[1])]
    return [place for place, _ in members(part)[:1]]
