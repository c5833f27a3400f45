"""Sets of the plane with exact borders, none of which encloses another: `ways` (T4.8, T4.3)."""

from collections.abc import Iterator

from ._certificate import Certificate
from ._exact import to_segment2
from ._named import need_turning
from ._planar import Capsule, Lot, Piece, pieces
from ._reading import Json, fields, items, need, table
from ._sets import Set, Sets, Thick, leaves


def ways(c: Certificate) -> None:
    """T4.8: the classes are disjoint, and from each piece a way leads out past each other class."""
    need(c.n == 2, "ways are of the plane")
    need(c.claim["width"] == 2, "this evidence is for width 2")
    need_turning(c.claim["activations"])
    sides = [Lot([p for one in leaves(value) for p in pieces(one)]) for value in c.sets]
    for i in range(len(sides)):
        for j in range(i + 1, len(sides)):
            need(sides[i].clear_of(sides[j]), f"classes {i} and {j} have a point in common")
    found = items(c.evidence["ways"], "ways")
    need(len(found) == len(sides), f"ways: expected {len(sides)}, one past each class")
    for j, one in enumerate(found):
        _lead_out(c, j, one, sides[j])


def _lead_out(c: Certificate, j: int, value: Json, walls: Lot) -> None:
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
        need(Lot(steps).clear_of(walls), f"{at}: a way meets class {j}")
    asked = [p for i, value in enumerate(c.sets) if i != j for p in connected_parts(value)]
    need(len(starts) == len(asked), f"{at}.starts: expected {len(asked)}, one for each piece")
    for k, (start, one) in enumerate(zip(starts, asked, strict=True)):
        fits = type(start) is int and 0 <= start < len(places)
        need(fits, f"{at}.starts[{k}]: there is no such place")
        x = places[start]
        held = (
            to_segment2(x, one.segment) <= one.radius**2
            if isinstance(one, Capsule)
            else one.holds(x)
        )
        need(held, f"{at}.starts[{k}]: it is not in its piece")


def connected_parts(value: Sets) -> Iterator[Capsule | Set]:
    """List connected sets that make up a set: of points and balls each one."""
    for one in leaves(value):
        if isinstance(one, Thick) and one.kind in {"points", "balls"}:
            yield from (Capsule(s, one.radius) for s in one.segments)
        else:
            yield one
