"""Sets of the plane, by exact borders or in strips, none of which encloses another: `ways`.

T4.8, T4.3. What is clear of the strips of a curve is clear of the curve, and a place in a strip is
joined within it to a point of the curve.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ._certificate import Certificate
from ._exact import Point, to_segment2
from ._named import need_turning
from ._planar import Capsule, Lot, Piece, pieces, strips
from ._reading import Json, fields, items, need, table
from ._sets import Curve, Set, Thick, leaves


@dataclass(frozen=True)
class _Part:
    """A part of a class, and the pieces that cover it: its own, or strips about it."""

    found: Set
    pieces: Sequence[Piece]

    def connected(self) -> Iterator[Sequence[Piece] | Set]:
        """List connected sets that cover it: of points and balls each one."""
        if isinstance(self.found, Thick) and self.found.kind in {"points", "balls"}:
            yield from ([one] for one in self.pieces)
        else:
            yield self.pieces if isinstance(self.found, Curve) else self.found


def ways(c: Certificate) -> None:
    """T4.8: the classes are disjoint, and from each piece a way leads out past each other class."""
    need(c.n == 2, "ways are of the plane")
    need(c.claim["width"] == 2, "this evidence is for width 2")
    need_turning(c.claim["activations"])
    curves = sum(isinstance(one, Curve) for one in leaves(c.sets))
    cuts = items(c.evidence.get("strips", []), "strips", 0)
    need(len(cuts) == curves, f"strips: expected {curves}, one for each curve")
    levels = iter(enumerate(cuts))
    every = [[_part(one, levels) for one in leaves(value)] for value in c.sets]
    sides = [Lot([p for part in parts for p in part.pieces]) for parts in every]
    for i in range(len(sides)):
        for j in range(i + 1, len(sides)):
            need(sides[i].clear_of(sides[j]), f"classes {i} and {j} may have a point in common")
    found = items(c.evidence["ways"], "ways")
    need(len(found) == len(sides), f"ways: expected {len(sides)}, one past each class")
    for j, one in enumerate(found):
        asked = [p for i, own in enumerate(every) if i != j for x in own for p in x.connected()]
        _lead_out(j, one, sides[j], asked)


def _part(one: Set, levels: Iterator[tuple[int, Json]]) -> _Part:
    if not isinstance(one, Curve):
        return _Part(one, pieces(one))
    k, cuts = next(levels)
    return _Part(one, strips(one, cuts, f"strips[{k}]"))


def _lead_out(j: int, value: Json, walls: Lot, asked: Sequence[Sequence[Piece] | Set]) -> None:
    """Refuse unless trees of segments past a class lead from all other pieces to outside."""
    at = f"ways[{j}]"
    fields(value, at, "places", "to", "starts")
    places = table(value["places"], f"{at}.places", 2).rows
    to, starts = items(value["to"], f"{at}.to"), items(value["starts"], f"{at}.starts")
    need(len(to) == len(places), f"{at}.to: expected one for each place")
    low, high = walls.low.min(axis=0).tolist(), walls.high.max(axis=0).tolist()
    steps: list[Piece] = []
    for k, (x, next_) in enumerate(zip(places, to, strict=True)):
        need(
            type(next_) is int and -1 <= next_ < k,
            f"{at}.to[{k}]: expected an earlier place, or −1",
        )
        if next_ >= 0:
            steps.append(Capsule((x, places[next_])))
        else:
            out = any(v < a or v > b for v, a, b in zip(x, low, high, strict=True))
            need(out, f"{at}.places[{k}]: it is not outside")
    if steps:
        need(Lot(steps).clear_of(walls), f"{at}: a way may meet class {j}")
    need(len(starts) == len(asked), f"{at}.starts: expected {len(asked)}, one for each piece")
    for k, (start, one) in enumerate(zip(starts, asked, strict=True)):
        fits = type(start) is int and 0 <= start < len(places)
        need(fits, f"{at}.starts[{k}]: there is no such place")
        need(_holds(one, places[start]), f"{at}.starts[{k}]: it is not in its piece")


def _holds(one: Sequence[Piece] | Set, x: Point) -> bool:
    if isinstance(one, Set):
        return one.holds(x)
    capsules = (p for p in one if isinstance(p, Capsule))
    return any(to_segment2(x, p.segment) <= p.radius**2 for p in capsules)
