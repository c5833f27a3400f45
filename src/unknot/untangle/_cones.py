"""A plan in space as a network: each move is one or two layers that push along a tent."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from unknot.links import Link
from unknot.nets import Head, Network, Tent
from unknot.untangle._planner import Plan

_BITS = 34  # the thinnest pyramid is 2^-34 of its triangle
_TINY = 1e-9

Place = tuple[int, int, int]


@dataclass(frozen=True)
class Cones:
    """A network whose layers are x ↦ x + (b − a)·relu(min ℓ), eight affine forms ℓ each.

    Attributes
    ----------
    scale
        By which the link's coordinates are multiplied first.
    layers
        For each layer a, b, and three pairs of opposite corners of the double pyramid on whose
        faces the forms vanish, (k, 8, 3) of integers; every form is 1 at a.
    planes
        ``[i, j, a, b, c, d]``: in the end ax + by + cz > d on group i and < d on group j.
    """

    scale: int
    layers: list[list[Place]]
    planes: list[list[int]]

    def evidence(self) -> dict[str, Any]:
        """Write it for a certificate whose polygons are in the order of the plan's link."""
        layers = [[list(point) for point in layer] for layer in self.layers]
        return {"kind": "cones", "scale": self.scale, "layers": layers, "planes": self.planes}

    def weights(self) -> dict[str, np.ndarray]:
        """Return the weights of all layers in floats, of the link's own coordinates.

        Returns
        -------
        dict of numpy.ndarray
            ``forms`` (k, 8, 3) and ``offsets`` (k, 8), ``pushes`` (k, 3): layer i takes x to
            x + pushes[i]·max(0, min(forms[i]·x + offsets[i])); and ``planes`` (m, 4), of which
            a·x + b·y + c·z − d tells the sides. They are rounded; what is proved is proved of the
            integers in the certificate.
        """
        forms = np.zeros((len(self.layers), 8, 4))
        pushes = np.zeros((len(self.layers), 3))
        for k, (start, to, *corners) in enumerate(self.layers):
            apex, *rest = (np.array(point, object) for point in (start, *corners))
            forms[k] = [[float(x) for x in _form(apex, face)] for face in _faces(rest)]
            pushes[k] = [(y - x) / self.scale for x, y in zip(start, to, strict=True)]
        planes = np.array([[*(x * self.scale for x in row[2:5]), row[5]] for row in self.planes])
        sizes = np.abs(planes).max(1, keepdims=True)
        return {
            "forms": forms[:, :, :3] * self.scale,
            "offsets": forms[:, :, 3],
            "pushes": pushes,
            "planes": (planes / sizes).astype(float),
        }

    def network(self, unit: float = 1.0) -> Network:
        """Return it as a network in floats, of coordinates in which the link's are ``unit`` long.

        Its layers are tents; of two classes the plane is its head.
        """
        weights = self.weights()
        parts = (weights["forms"], weights["offsets"], weights["pushes"])
        tents = [Tent(n * unit, o, v / unit) for n, o, v in zip(*parts, strict=True)]
        if len(self.planes) != 1:
            return Network(tents)
        above, *_ = self.planes[0]
        sign = 1 if above else -1
        plane = sign * weights["planes"]
        return Network(tents, Head(unit * plane[:, :3], -plane[:, 3], "logistic"))


def cones(link: Link, plan: Plan) -> Cones | None:
    """Make a network of a plan; None if a pyramid would have to be too thin.

    A vertex that goes from v to w, between neighbours p and n, is two layers: the middle of pv goes
    to w, and v goes to the middle of wn. That it is cut off is one: it goes to the middle of pn.
    Each triangle that is swept lies in a double pyramid that no other edge enters.
    """
    polygons = _Polygons(link, plan.scale)
    layers: list[list[Place]] = []
    for move in plan.moves:
        v = move[0]
        p, n = polygons.before[v], polygons.after[v]
        if len(move) == 4:
            w = np.array(move[1:], np.int64) << _BITS
            found = polygons.layer(p, v, w, out=True)
            if found is None:
                return None
            layers.append(found)
            new = polygons.insert(p, v, w)
            p = new
        if not polygons.straight(p, v, n):
            found = polygons.layer(p, n, polygons.at[v], out=False, gone=v)
            if found is None:
                return None
            layers.append(found)
        polygons.cut(v)
        if len(move) == 4:
            polygons.rename(p, v)
    planes = [[*row[:5], row[5] << _BITS] for row in plan.planes]
    return Cones(plan.scale << _BITS, layers, planes)


class _Polygons:
    """Closed polygons while they move; places are integers, 2^_BITS to a unit of the plan."""

    def __init__(self, link: Link, scale: int):
        self.at: dict[int, np.ndarray] = {}
        self.after: dict[int, int] = {}
        self.before: dict[int, int] = {}
        first = 0
        for polygon in link.components:
            size = len(polygon)
            for k, corner in enumerate(polygon):
                v, following = first + k, first + (k + 1) % size
                self.at[v] = np.array([scale * x for x in corner], np.int64).astype(object) << _BITS
                self.after[v], self.before[following] = following, v
            first += size

    def insert(self, p: int, v: int, place: np.ndarray) -> int:
        """Put in a vertex between two."""
        new = max(self.at) + 1
        self.at[new] = place.astype(object)
        self.after[p], self.after[new] = new, v
        self.before[v], self.before[new] = new, p
        return new

    def cut(self, v: int) -> None:
        """Take out a vertex."""
        p, n = self.before.pop(v), self.after.pop(v)
        self.after[p], self.before[n] = n, p
        del self.at[v]

    def rename(self, old: int, new: int) -> None:
        """Give a vertex another number."""
        p, n = self.before.pop(old), self.after.pop(old)
        self.at[new] = self.at.pop(old)
        self.after[p] = self.before[n] = new
        self.before[new], self.after[new] = p, n

    def straight(self, p: int, v: int, n: int) -> bool:
        """Say whether three vertices lie on one line."""
        d, e = self.at[v] - self.at[p], self.at[n] - self.at[v]
        return not any(d[i] * e[j] - d[j] * e[i] for i, j in ((0, 1), (1, 2), (2, 0)))

    def layer(
        self, p: int, n: int, apex: np.ndarray, *, out: bool, gone: int = -1
    ) -> list[Place] | None:
        """Return a layer that moves the middle of pn out to a place, or from there (`gone`) back.

        Its pyramid is as thick as leaves all other edges outside.
        """
        one, other, apex = self.at[p], self.at[n], apex.astype(object)
        middle = (one + other) // 2
        # In floats, of the size of the triangle.
        a, b, c = ((x - middle).astype(float) for x in (one, other, apex))
        normal = np.cross(b - a, c)
        height = np.linalg.norm(c)
        normal *= min(height, np.linalg.norm(b - a)) / np.linalg.norm(normal)
        sideways = np.array([round(x) for x in normal], object)
        edges = [(u, v) for u, v in self.after.items() if gone not in (u, v) and (u, v) != (p, n)]
        starts = np.array([(self.at[u] - middle).astype(float) for u, _ in edges]).reshape(-1, 3)
        stops = np.array([(self.at[v] - middle).astype(float) for _, v in edges]).reshape(-1, 3)
        touch = np.array([[{p: 0, n: 1}.get(u, -1), {p: 0, n: 1}.get(v, -1)] for u, v in edges])
        for k in range(1, _BITS - 2):
            beyond, below = apex + ((apex - middle) >> k), middle - ((apex - middle) >> k)
            side = sideways >> k
            corners = [one, other, beyond, below, middle + side, middle - side]
            local = [(x - middle).astype(float) for x in corners]
            if _outside(local, c if not out else np.zeros(3), starts, stops, touch):
                ends = (middle, apex) if out else (apex, middle)
                rows = [x.tolist() for x in (*ends, *corners)]
                return [(int(x), int(y), int(z)) for x, y, z in rows]
        return None


def _faces(corners: Sequence[np.ndarray]) -> list[list[np.ndarray]]:
    """Return the eight faces of a double pyramid, three of its corners each."""
    return [
        [corners[2 * k + side] for k, side in enumerate(which)]
        for which in product((0, 1), repeat=3)
    ]


def _form(start: np.ndarray, face: Sequence[np.ndarray]) -> list[Any]:
    """Return the affine form that vanishes on a face and is 1 at a point."""
    u, v, w = face
    d, e = v - u, w - u
    normal = [d[1] * e[2] - d[2] * e[1], d[2] * e[0] - d[0] * e[2], d[0] * e[1] - d[1] * e[0]]
    offset = -sum(x * y for x, y in zip(normal, u, strict=True))
    top = sum(x * y for x, y in zip(normal, start, strict=True)) + offset
    return [x / top for x in (*normal, offset)]


def _outside(
    corners: Sequence[np.ndarray],
    inside: np.ndarray,
    starts: np.ndarray,
    stops: np.ndarray,
    touch: np.ndarray,
) -> bool:
    """Say whether edges lie outside a double pyramid, but for those at its first two corners."""
    if not len(starts):
        return True
    forms = np.array([_form(inside, face) for face in _faces(corners)])
    one, other = (x @ forms[:, :3].T + forms[:, 3] for x in (starts, stops))
    # Faces at the first corner are the first four, at the second the others: there forms are 0.
    for values, mine in ((one, touch[:, 0]), (other, touch[:, 1])):
        values[mine == 0, :4] = 0
        values[mine == 1, 4:] = 0
    # The part of each edge, from 0 to 1, on which all forms are > 0.
    slope = other - one
    with np.errstate(divide="ignore", invalid="ignore"):
        at = -one / slope
    low = np.where(slope > 0, at, 0.0).max(1, initial=0.0)
    high = np.where(slope < 0, at, 1.0).min(1, initial=1.0)
    never = ((slope == 0) & (one <= 0)).any(1) | ((one <= 0) & (other <= 0)).any(1)
    return bool((never | (high <= low - _TINY)).all())
