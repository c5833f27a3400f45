"""The geometry of an argument: points and lines that a picture of the data can show.

What is drawn is read from the certificate alone, so that a picture shows what was verified.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from unknot import checker, exact
from unknot.shapes import read as read_shape
from unknot.verdicts import _outlines as outlines

Floats = NDArray[np.float64]

_MOST = 1500  # pieces that are drawn; of more every second, third … one
_SAMPLES = 200  # of a class, to see how far it reaches
_LINES = 48  # of a lattice, along an axis


@dataclass(frozen=True, eq=False)
class Mark:
    """Points, or polylines, in the coordinates of the data.

    Attributes
    ----------
    kind
        ``"points"``: every row of every part by itself; ``"lines"``: each part is a polyline.
    parts
        Arrays (k, n).
    label
        What they are, in a few words.
    of
        The class that they belong to, by its index; None where they belong to none.
    main
        Whether this is the place to look at: the point that is enclosed, shared, or wrong.
    """

    kind: Literal["points", "lines"]
    parts: tuple[Floats, ...]
    label: str
    of: int | None = None
    main: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as a page is told, with seven digits."""
        parts = [[[float(f"{x:.7g}") for x in row] for row in part] for part in self.parts]
        said = {"kind": self.kind, "parts": parts, "label": self.label}
        of = {} if self.of is None else {"of": self.of}
        return said | of | ({"main": True} if self.main else {})


def marks(content: dict[str, Any]) -> list[Mark]:
    """Return what of a certificate's evidence can be shown in a picture of its data.

    Parameters
    ----------
    content
        Of a certificate about classes (docs/certificates.md).

    Returns
    -------
    list of Mark
        Points of shape (k, n) and polylines, n the dimension of the data; empty where the evidence
        is of numbers alone.

    Raises
    ------
    Refused
        It is no certificate, see :mod:`unknot.checker`.

    Examples
    --------
    >>> from unknot.shapes import Ball, Shell
    >>> from unknot.verdicts import can_classify
    >>> found = can_classify([Ball((0, 0), 0.25), Shell((0, 0), 0.75, 1)], (2, 2))
    >>> [(mark.label, mark.kind) for mark in marks(found.content)]
    [('the enclosed point', 'points'), ('what encloses it', 'lines')]
    """
    read, kind = checker.read(content)
    draw = _DRAWN.get(kind.evidence)
    if "projection" in read.evidence:  # places in it are none in the data's space
        return []
    return [] if draw is None else list(draw(_Evidence(read, content)))


class _Evidence:
    """A certificate's evidence, with places in the space of the data."""

    def __init__(self, read: checker.Certificate, content: dict[str, Any]):
        self.read, self.content = read, content
        self.said = read.evidence
        self.classes = range(len(read.sets))

    def __getitem__(self, key: str) -> Any:
        return self.said[key]

    def place(self, points: Sequence[Sequence[Any]] | Floats) -> Floats:
        """Return points of the evidence as points of the data's space (k, n)."""
        inner = np.array([[float(x) for x in row] for row in points])
        if "flat" not in self.said:
            return inner
        keep, rest = self.said["flat"]["keep"], self.said["flat"]["rest"]
        lifted = np.empty((len(inner), self.read.space))
        lifted[:, keep] = inner
        others = [i for i in range(self.read.space) if i not in keep]
        for i, row in zip(others, rest, strict=True):
            *slopes, offset = (float(exact.read(x)) for x in row)
            lifted[:, i] = inner @ np.array(slopes) + offset
        return lifted

    def written(self, rows: Sequence[Sequence[Any]]) -> Floats:
        """Read points as certificates write them."""
        return self.place([[exact.read(x) for x in row] for row in rows])

    def member(self, value: dict[str, Any]) -> Floats:
        """Return the place of a member, (n,)."""
        if "t" not in value:
            return self.written([value["point"]])[0]
        written = self.content["classes"][value["class"]]["set"]
        for k in value["path"]:
            written = written["parts"][k]
        formula, _ = read_shape(written).formula or (None, None)
        assert formula is not None  # only curves have parameters
        return formula(np.array([float(exact.read(value["t"]))]))[0]

    def part(self, value: dict[str, Any]) -> tuple[int, checker.Set]:
        """Return the class and the set of a part, or of a member's."""
        named = {key: value[key] for key in ("class", "path")}
        return self.read.part(named, "part", self.classes)


def _point(label: str, at: Floats, of: int | None = None, *, main: bool = False) -> Mark:
    return Mark("points", (np.atleast_2d(at),), label, of, main)


def _enclosed(e: _Evidence) -> Iterator[Mark]:
    yield from _shut_in(e, e.said)


def _two_enclosed(e: _Evidence) -> Iterator[Mark]:
    for key in ("first", "second"):
        yield from _shut_in(e, e[key])


def _shut_in(e: _Evidence, said: dict[str, Any]) -> Iterator[Mark]:
    inner = said["member"]
    yield _point("the enclosed point", e.member(inner), inner["class"], main=True)
    if "sphere" in said:
        label, found = e.part(said["sphere"])
        lines, of = tuple(map(e.place, outlines.sphere(found))), [label]
    else:
        lines, of = _cycle(e, said["cycle"])
    yield Mark("lines", lines, "what encloses it", of[0])


def _cycle(e: _Evidence, cycle: dict[str, Any]) -> tuple[tuple[Floats, ...], list[int]]:
    """Return the edges of a cycle, joined where they follow each other, and its classes."""
    vertices = e.written(cycle["vertices"])
    edges = [
        edge
        for one in cycle["simplices"]
        for edge in ([one["at"]] if len(one["at"]) == 2 else combinations(one["at"], 2))
    ]
    chains: list[list[int]] = []
    for a, b in dict.fromkeys(tuple(edge) for edge in edges):
        if chains and chains[-1][-1] == a:
            chains[-1].append(b)
        else:
            chains.append([a, b])
    labels = list(dict.fromkeys(one["inside"]["class"] for one in cycle["simplices"]))
    return tuple(vertices[chain] for chain in chains), labels


def _loops(e: _Evidence) -> Iterator[Mark]:
    for key in ("first", "second"):
        cycles = e[key] if isinstance(e[key], list) else [e[key]]
        found = [_cycle(e, one) for one in cycles]
        lines = tuple(line for lines, _ in found for line in lines)
        what = "a loop" if len(cycles) == 1 else "loops"
        of = found[0][1][0]
        yield Mark("lines", lines, f"{what} of {e.read.names[of]}", of)


def _threaded(e: _Evidence) -> Iterator[Mark]:
    lines, labels = _cycle(e, e["first"])
    yield Mark("lines", lines, f"a loop of {e.read.names[labels[0]]}", labels[0])
    yield from _linked_spheres(e, "second")


def _linked_spheres(e: _Evidence, *keys: str) -> Iterator[Mark]:
    for key in keys or ("first", "second"):
        label, found = e.part(e[key])
        lines = tuple(e.place(part) for part in outlines.sphere(found))
        what = "a circle" if len(lines) == 1 else "a sphere"
        yield Mark("lines", lines, f"{what} of {e.read.names[label]}", label)


def _hulls(e: _Evidence) -> Iterator[Mark]:
    """Mark the points of both sides whose hulls meet, the hulls' edges, and a common point."""
    common = None
    for key in ("first", "second"):
        of = e[key][0]["member"]["class"]
        points = np.array([e.member(one["member"]) for one in e[key]])
        weights = np.array([float(exact.read(one["weight"])) for one in e[key]])
        common = weights @ points
        if len(points) > 1:
            edges = tuple(points[list(pair)] for pair in combinations(range(len(points)), 2))
            yield Mark("lines", edges, f"the hull of points of {e.read.names[of]}", of)
        else:
            yield _point(f"a point of {e.read.names[of]}", points, of)
    if common is not None:
        yield _point("a point of both hulls", common, main=True)


def _shared(e: _Evidence) -> Iterator[Mark]:
    members, second = e["first"], e["second"]
    points = np.array([e.member(one) for one in members])
    if len(points) == 1:
        yield _point("a point of both classes", points, main=True)
        return
    yield Mark("points", (points,), "two points of one piece", members[0]["class"], True)
    label, found = e.part(second)
    lines = tuple(map(e.place, outlines.sphere(found)))
    yield Mark("lines", lines, "a sphere between them", label)


def _alternation(e: _Evidence) -> Iterator[Mark]:
    points = np.array([e.member(one) for one in e["members"]])
    yield Mark("lines", (points[[0, -1]],), "a line through both classes in turn")
    yield from _by_class("points in turn", points, e["members"])


def _balance(e: _Evidence) -> Iterator[Mark]:
    members = [one["member"] for one in e["members"]]
    points = np.array([e.member(one) for one in members])
    yield from _by_class("points that no scores tell apart", points, members)


def _no_order(e: _Evidence) -> Iterator[Mark]:
    points = np.array([e.member(one) for one in e["members"]])
    yield from _by_class("points that no direction has in an order of use", points, e["members"])


def _directions(e: _Evidence) -> Iterator[Mark]:
    """Mark ways between points of both classes, along the rays of all cones."""
    ways, trees = [], list(e["trees"])
    for tree in trees:
        trees += tree.get("parts", ())
        ways += map(e.written, tree.get("points", ()))
    yield Mark("lines", tuple(ways[:_MOST]), "along every direction a line meets both classes")


def _by_class(label: str, points: Floats, members: list[dict[str, Any]]) -> Iterator[Mark]:
    of = np.array([one["class"] for one in members])
    for k in dict.fromkeys(of.tolist()):
        yield Mark("points", (points[of == k],), label, k)


def _wrong(e: _Evidence) -> Iterator[Mark]:
    of = e["member"]["class"]
    label = f"a point of {e.read.names[of]} that is wrong"
    yield _point(label, e.member(e["member"]), of, main=True)


def _cover(e: _Evidence) -> Iterator[Mark]:
    """Mark the pieces that were bounded: boxes of solids, bits of lines and curves."""
    parts = [
        (label, one) for label, value in enumerate(e.read.sets) for one in checker.leaves(value)
    ]
    every = e.said.get("cuts", [[]] * len(parts))
    drawn: dict[int, list[Floats]] = {}
    total = 0
    for (label, one), cuts in zip(parts, every, strict=True):
        lines = drawn.setdefault(label, [])
        if cuts == checker.EXACTLY or _is_points(one):
            total += len(getattr(one, "starts", ()))
            continue
        border = isinstance(cuts, dict)
        cover = checker.Cover(e.read.net, label, one, border=border)
        bounded = list(cover.whole().uncut(cuts["border"] if border else cuts, "cuts"))
        for pieces, _ in bounded:
            kept = pieces[~cover.patch.empty(pieces)]
            total += len(kept)
            lines += outlines.pieces(*cover.patch.place(kept))
    yield from _thinned("pieces that were bounded", drawn, total)


def _is_points(one: checker.Set) -> bool:
    return isinstance(one, checker.Thick) and one.radius == 0 and one.starts is one.stops


def _thinned(label: str, drawn: dict[int, list[Floats]], total: int) -> Iterator[Mark]:
    many = sum(map(len, drawn.values()))
    every = max(1, -(-many // _MOST))
    said = f"{total:,} {label}" + (f", of which one in {every} is drawn" if every > 1 else "")
    for label_, lines in drawn.items():
        if lines:
            yield Mark("lines", tuple(lines[::every]), said, label_)


def _apart(e: _Evidence) -> Iterator[Mark]:
    """Mark the cells, of which each holds points of one class at most."""
    cells = checker.Cells(e.read).whole()
    lines: list[Floats] = []
    for one, _ in cells.uncut(e.said.get("cuts", []), "cuts"):
        lines += [e.place(line) for line in outlines.boxes(one.lo, one.hi)]
    every = max(1, -(-len(lines) // _MOST))
    if lines:
        yield Mark("lines", tuple(lines[::every]), "cells that hold points of one class at most")


def _grid(e: _Evidence) -> Iterator[Mark]:
    low, size = e.written([e["lower"]])[0], float(exact.read(e["size"]))
    high = low + size * np.array(e["counts"])
    lines = []
    for axis, count in enumerate(e["counts"]):
        every = max(1, -(-count // _LINES))
        for k in [*range(0, count, every), count]:
            ends = np.stack([low, high])
            ends[:, axis] = low[axis] + k * size
            lines.append(ends)
    fine = max(e["counts"])
    label = f"a grid of up to {fine} cells a side, on which no class encloses another"
    yield Mark("lines", tuple(lines), label)


def _ways(e: _Evidence) -> Iterator[Mark]:
    """Ways from every piece to the outside, past each single class."""
    for k, way in enumerate(e["ways"]):
        places = e.written(way["places"])
        joined = zip(places, way["to"], strict=True)
        lines = [np.stack([place, places[to]]) for place, to in joined if to >= 0]
        every = max(1, -(-len(lines) // _MOST))
        if lines:
            label = f"ways to the outside past {e.read.names[k]}"
            yield Mark("lines", tuple(lines[::every]), label, k)


def _gathered(e: _Evidence) -> Iterator[Mark]:
    """Mark the ways that lead what was drawn together to the outside."""
    ways = tuple(e.written(way) for way in e["ways"] if len(way) > 1)
    if ways:
        yield Mark("lines", ways, f"ways out past {e.read.names[e['stays']]}")


def _plane(e: _Evidence) -> Iterator[Mark]:
    yield _along(e, "normal", "along this line the classes come one after the other")


def _over(e: _Evidence) -> Iterator[Mark]:
    over, under = e.read.names[:2]
    yield _along(e, "direction", f"along this line {over} lies over {under} everywhere")


def _along(e: _Evidence, key: str, label: str) -> Mark:
    """Mark a direction of the data."""
    sets = [read_shape(one["set"]) for one in e.content["classes"]]
    places = np.vstack([one.sample(_SAMPLES, 0) for one in sets])
    inner = [exact.read(x) for x in e[key]]
    way = e.place([inner])[0] - e.place([[0] * len(inner)])[0]
    middle, size = places.mean(axis=0), float(np.ptp(places, axis=0).max())
    half = 0.6 * size * way / np.linalg.norm(way)
    return Mark("lines", (np.stack([middle - half, middle + half]),), label)


_Drawer = Callable[[_Evidence], Iterator[Mark]]
_DRAWN: dict[str, _Drawer] = {
    "shared point": _shared,
    "common point": _hulls,
    "connected hulls": _hulls,
    "enclosed": _enclosed,
    "two enclosed": _two_enclosed,
    "linked": _loops,
    "linked spheres": _linked_spheres,
    "threaded": _threaded,
    "colourings": _loops,
    "jones": _loops,
    "alternation": _alternation,
    "balance": _balance,
    "no order": _no_order,
    "overlap": _no_order,
    "directions": _directions,
    "grid": _grid,
    "ways": _ways,
    "over": _over,
    "above": _over,
    "plane": _plane,
    "gathered": _gathered,
    "apart": _apart,
    "general position": _apart,
    "weights": _cover,
    "shears": _cover,
    "cover": _cover,
    "point": _wrong,
}
