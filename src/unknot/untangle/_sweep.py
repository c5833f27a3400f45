"""From a polygon's picture to an arc presentation with the same crossings, by a sweep.

A line moves over the picture from left to right. Between its stops every strand runs level, in a
row of its own; at a crossing the strand above jumps over the one below, which stays level, by one
vertical page; where the polygon turns back there is a page, too. So a picture with c crossings and
m places where x is largest gives c + 2m pages, whatever its geometry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

Flat = tuple[int, int, int]


@dataclass(frozen=True)
class Grid:
    """An arc presentation of a link, and how it follows the polygons.

    Attributes
    ----------
    pages
        The two rows that each page joins, (n, 2) of int64; every row is of two pages.
    components
        The polygon of each page, (n,).
    starts
        For each polygon a page, which of its rows the polygon goes to on it, and how many more
        crossings it then meets before it comes to its first corner.
    """

    pages: np.ndarray
    components: np.ndarray
    starts: tuple[tuple[int, int, int], ...]


class Coincidence(Exception):
    """Something coincides in the picture: another direction is needed."""


@dataclass(frozen=True)
class Picture:
    """A link seen from above: corners of all polygons, the corner after each, and its polygon."""

    corners: Sequence[Flat]
    after: Sequence[int]
    owner: Sequence[int]

    def side(self, edge: int, corner: int) -> int:
        """Return > 0 if a corner lies above an edge that runs over its x, < 0 if below."""
        (ax, ay, _), (bx, by, _) = self.corners[edge], self.corners[self.after[edge]]
        x, y, _ = self.corners[corner]
        area = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        return area if bx > ax else -area

    def slope(self, edge: int) -> Fraction:
        """Return the slope of an edge."""
        (ax, ay, _), (bx, by, _) = self.corners[edge], self.corners[self.after[edge]]
        return Fraction(by - ay, bx - ax)


def sweep(picture: Picture, crossings: Sequence[tuple[int, int, Fraction]]) -> Grid:
    """Make an arc presentation of a picture with its crossings (over, under, x).

    Raises
    ------
    Coincidence
        Two of corners and crossings have one x.
    """
    corners = picture.corners
    stops: list[tuple[Fraction | int, int, int]] = [
        (x, over, under) for over, under, x in crossings
    ]
    stops += [(x, corner, -1) for corner, (x, _, _) in enumerate(corners)]
    stops.sort(key=lambda stop: stop[0])
    if any(one[0] == other[0] for one, other in pairwise(stops)):
        raise Coincidence
    before = {b: a for a, b in enumerate(picture.after)}
    line = _Line(picture)
    for _, first, under in stops:
        if under >= 0:
            line.cross(first, under)
        else:
            line.turn(before[first], first)
    place = {row: k for k, row in enumerate(line.order)}
    pages = np.array([[place[a], place[b]] for a, b, _ in line.pages], np.int64)
    owner = np.array([picture.owner[edge] for _, _, edge in line.pages], np.int64)
    return Grid(pages, owner, _starts(picture, crossings, line, place))


def _starts(
    picture: Picture,
    crossings: Sequence[tuple[int, int, Fraction]],
    line: "_Line",
    place: dict[int, int],
) -> tuple[tuple[int, int, int], ...]:
    """Return where each polygon turns back, which it does on a page that nothing crosses."""
    on_edge = np.zeros(len(picture.corners), np.int64)
    for over, under, _ in crossings:
        on_edge[over] += 1
        on_edge[under] += 1
    owner = np.array(picture.owner)
    found: dict[int, tuple[int, int, int]] = {}
    for page, corner in line.turns.items():
        component = picture.owner[corner]
        mine = np.flatnonzero(owner == component)
        ahead = int(on_edge[mine[mine >= corner]].sum())
        found.setdefault(component, (page, place[line.pages[page][1]], ahead))
    return tuple(found[k] for k in sorted(found))


class _Line:
    """The sweeping line: strands from below to above, their rows, and all rows there were."""

    def __init__(self, picture: Picture):
        self.picture = picture
        self.strands: list[int] = []
        self.row: dict[int, int] = {}
        self.order: list[int] = []  # all rows from below to above
        self.pages: list[tuple[int, int, int]] = []  # from row, to row, an edge that comes or goes
        self.turns: dict[int, int] = {}  # pages on which a corner lies
        self.rows = 0

    def cross(self, over: int, under: int) -> None:
        """Let a strand jump over its neighbour."""
        k = self.strands.index(over)
        up = k + 1 < len(self.strands) and self.strands[k + 1] == under
        if not up and (k == 0 or self.strands[k - 1] != under):
            raise Coincidence
        other = k + 1 if up else k - 1
        self.strands[k], self.strands[other] = under, over
        old, new = self.row[over], self._new_row(self.order.index(self.row[under]) + up)
        self.row[over] = new
        ahead = self._right(over)
        self._page(*((old, new) if ahead else (new, old)), over)

    def turn(self, coming: int, going: int) -> None:
        """Pass a corner: of an edge that comes to it, and one that goes from it."""
        right = [not self._right(coming), self._right(going)]  # which edges lie to the right
        if right[0] != right[1]:
            old, new = (coming, going) if right[1] else (going, coming)
            self.strands[self.strands.index(old)] = new
            self.row[new] = self.row.pop(old)
            return
        self.turns[len(self.pages)] = going
        slopes = self.picture.slope(coming), self.picture.slope(going)
        if slopes[0] == slopes[1]:
            raise Coincidence
        if not right[0]:
            places = sorted(self.strands.index(edge) for edge in (coming, going))
            if places[1] - places[0] != 1:
                raise Coincidence
            self._page(self.row.pop(coming), self.row.pop(going), going)
            del self.strands[places[0] : places[1] + 1]
            return
        low, high = (coming, going) if slopes[0] < slopes[1] else (going, coming)
        k = self._place(going)
        at = self.order.index(self.row[self.strands[k - 1]]) + 1 if k else 0
        self.row[low] = self._new_row(at)
        self.row[high] = self._new_row(at + 1)
        self.strands[k:k] = [low, high]
        self._page(self.row[coming], self.row[going], going)

    def _place(self, corner: int) -> int:
        """Return how many strands pass below a corner."""
        low, high = 0, len(self.strands)
        while low < high:
            middle = (low + high) // 2
            side = self.picture.side(self.strands[middle], corner)
            if side == 0:
                raise Coincidence
            low, high = (middle + 1, high) if side > 0 else (low, middle)
        return low

    def _new_row(self, at: int) -> int:
        self.order.insert(at, self.rows)
        self.rows += 1
        return self.rows - 1

    def _page(self, start: int, to: int, edge: int) -> None:
        self.pages.append((start, to, edge))

    def _right(self, edge: int) -> bool:
        corners = self.picture.corners
        return corners[self.picture.after[edge]][0] > corners[edge][0]
