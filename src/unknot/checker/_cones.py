"""Links that come apart by a network whose layers push along tents: `cones` (T3.5).

A layer is x ↦ x + (b − a)·relu(min ℓ), where the eight affine forms ℓ vanish on the faces of a
double pyramid and are 1 at a. The polygons are pushed through all layers, exactly.
"""

from fractions import Fraction
from itertools import combinations, product

import numpy as np

from ._certificate import Certificate
from ._links import diagram
from ._loops import read_loops
from ._moves import integers, parted
from ._reading import Json, items, need

Place = tuple[int | Fraction, ...]
_BITS = 200
_ERROR = 1e-12  # relative, of forms in floats; a rounding is 1e-16, and there are six
_TINY = 2.0**-1000  # of a number or a product that underflows, at most, and there are eleven


def cones(c: Certificate) -> None:
    """T3.5: layers that are homeomorphisms take the classes to two sides of planes."""
    loops, labels = read_loops(c)
    (scale,) = integers([c.evidence["scale"]], "scale", _BITS)
    need(scale >= 1, "scale: expected a positive integer")
    diagram(loops)  # refuses polygons that meet
    polygons: list[list[Place]] = [[tuple(scale * x for x in v) for v in loop] for loop in loops]
    for k, value in enumerate(items(c.evidence["layers"], "layers", 0)):
        _Cone(value, f"layers[{k}]").push(polygons)
    groups: dict[int, list[Place]] = {label: [] for label in labels}
    for label, polygon in zip(labels, polygons, strict=True):
        groups[label] += polygon
    parted(c.evidence["planes"], groups, _BITS)


class _Cone:
    """A layer of a file: a, b, and three pairs of opposite corners of the double pyramid."""

    def __init__(self, value: Json, at: str):
        points: list[Place] = []
        for i, row in enumerate(items(value, at, 8)):
            points.append(tuple(integers(row, f"{at}[{i}]", _BITS)))
        fits = len(points) == 8 and all(len(point) == 3 for point in points)
        need(fits, f"{at}: expected eight points")
        start, to, *corners = points
        self.push_by = _minus(to, start)
        # For each face the normal and the offset, which give numbers > 0 at a, and that number.
        self.forms: list[tuple[Place, int | Fraction, int | Fraction]] = []
        for which in product((0, 1), repeat=3):
            u, v, w = (corners[2 * k + side] for k, side in enumerate(which))
            normal = _cross(_minus(v, u), _minus(w, u))
            offset = -_dot(normal, u)
            top = _dot(normal, start) + offset
            if top < 0:
                normal, offset, top = tuple(-x for x in normal), -offset, -top
            need(top > 0, f"{at}: the point that moves lies on a face")
            # T3.5: along b − a the map is increasing if every form is > 0 at b, too.
            need(_dot(normal, to) + offset > 0, f"{at}: the layer is no homeomorphism")
            self.forms.append((normal, offset, top))
        rows = [[_float(Fraction(x) / top) for x in (*n, off)] for n, off, top in self.forms]
        self.weight, self.bias = np.array(rows)[:, :3], np.array(rows)[:, 3]

    def push(self, polygons: list[list[Place]]) -> None:
        """Push polygons through the layer, in place."""
        for polygon in polygons:
            near = self._near(polygon)
            if not near.any():
                continue
            found: list[Place] = []
            for k, (start, stop) in enumerate(
                zip(polygon, [*polygon[1:], polygon[0]], strict=True)
            ):
                found += self._pushed(start, stop) if near[k] else [self._image(start)]
            polygon[:] = _bent(found)

    def _near(self, polygon: list[Place]) -> np.ndarray:
        """Say of which edges it is not certain that one form is at most 0 on all of them."""
        places = np.array([[_float(x) for x in place] for place in polygon])
        sizes, weights = np.abs(places), np.abs(self.weight)
        with np.errstate(over="ignore", invalid="ignore"):  # infinite or no number is not outside
            value = places @ self.weight.T + self.bias
            slack = _ERROR * (sizes @ weights.T + np.abs(self.bias))
            slack += _TINY * (1 + sizes.sum(1, keepdims=True) + weights.sum(1))
            outside = value + slack <= 0
        return np.logical_not((outside & np.roll(outside, -1, 0)).any(1))

    def _heights(self, x: Place) -> list[Fraction]:
        return [Fraction(_dot(normal, x) + offset, top) for normal, offset, top in self.forms]

    def _image(self, x: Place, height: Fraction | None = None) -> Place:
        height = min(self._heights(x)) if height is None else height
        if height <= 0:
            return x
        return tuple(_whole(p + height * d) for p, d in zip(x, self.push_by, strict=True))

    def _pushed(self, start: Place, stop: Place) -> list[Place]:
        """Return the image of an edge, without its end: of the start and of all bends between."""
        one, other = self._heights(start), self._heights(stop)
        if any(s <= 0 and t <= 0 for s, t in zip(one, other, strict=True)):
            return [start]
        lines = [(s, t - s) for s, t in zip(one, other, strict=True)] + [(Fraction(0), Fraction(0))]
        places = {Fraction(0)}
        for (s, u), (t, v) in combinations(lines, 2):
            if u != v and 0 < (share := (t - s) / (u - v)) < 1:
                places.add(share)
        found = []
        for share in sorted(places):
            at = tuple(p + share * (q - p) for p, q in zip(start, stop, strict=True))
            height = min(s + share * u for s, u in lines[:-1])
            found.append(self._image(tuple(map(_whole, at)), max(height, Fraction(0))))
        return found


def _float(x: int | Fraction) -> float:
    try:
        return float(x)
    except OverflowError:
        return np.inf if x > 0 else -np.inf


def _bent(polygon: list[Place]) -> list[Place]:
    """Leave out corners at which a polygon goes straight on: that changes no point of it."""
    kept: list[Place] = []
    count = len(polygon)
    for k, x in enumerate(polygon):
        before, after = kept[-1] if kept else polygon[-1], polygon[(k + 1) % count]
        d, e = _minus(x, before), _minus(after, x)
        if any(_cross(d, e)) or _dot(d, e) <= 0:
            kept.append(x)
    need(len(kept) >= 3, "a polygon has collapsed")
    return kept


def _minus(a: Place, b: Place) -> Place:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _dot(a: Place, b: Place) -> int | Fraction:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _cross(a: Place, b: Place) -> Place:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def _whole(x: int | Fraction) -> int | Fraction:
    return x.numerator if x.denominator == 1 else x
