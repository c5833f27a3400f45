"""Ways out past classes with curves (THEORY T4.8): strips about them, thin where that is asked."""

from collections.abc import Iterator

import numpy as np

from unknot import checker
from unknot.checker import Capsule, Curve, Lot, Set
from unknot.exact import Point, read
from unknot.exact import point as exact_point
from unknot.verdicts._certificate import Certificate
from unknot.verdicts._classes import Classes
from unknot.verdicts._mesh import mesh_of, way_through
from unknot.verdicts._rims import rims
from unknot.verdicts._ways import bordered, proved, starts_of

_DEEPEST = 30  # halves of halves of a curve's first spans
_ROUNDS = 2 * _DEEPEST
_MOST = 5000  # strips of a curve
_ARCS = 64
_ENOUGH = 1000  # strips of a curve, if no way is seen

Node = tuple[int, str]  # a span of a curve, and which half of which half it is


class _Strips:
    """A curve of the plane in capsules, cut in halves where that is asked."""

    def __init__(self, curve: Curve):
        self.curve = curve
        self.cut: set[Node] = set()
        self.build()

    def build(self) -> None:
        """Compute the capsules, in the order of the parameter, and the cuts as they are written."""
        self.levels: list[str] = []
        known = checker.patch(self.curve)
        open_: list[Node] = [(k, "") for k in range(len(known.whole()))]
        whole: list[Node] = []
        while True:
            cut = [node for node in open_ if node in self.cut]
            whole += [node for node in open_ if node not in self.cut]
            if not cut:
                break
            self.levels.append("".join("01"[node in self.cut] for node in open_))
            open_ = [(k, path + half) for half in "01" for k, path in cut]
        found = checker.strips(self.curve, self.levels, "strips")
        first = np.concatenate([p.lo for p, _ in known.whole().uncut(self.levels, "strips")])
        order = sorted(range(len(whole)), key=lambda i: whole[i])
        self.nodes = [whole[i] for i in order]
        self.capsules = [found[i] for i in order]
        knots = np.concatenate([first[order], known.whole().hi[-1:]])
        at = known.place(checker.Pieces(knots, knots, np.zeros(len(knots), int)))[2].middle()
        self.chain = np.stack([at[:-1], at[1:]], axis=1)  # of chords (m, 2, 2)


def by_strips(classes: Classes, activation: str) -> Certificate | None:
    """Show by ways to the outside that no class encloses a point of another, if that is found."""
    every = [one for side in classes.exact or [] for one in side]
    curves = [one for one in every if isinstance(one, Curve)]
    if not curves or not all(bordered(one) for one in every if not isinstance(one, Curve)):
        return None
    try:
        return _Search(classes, activation).found()
    except checker.Refused:
        return None  # floats are too coarse for thinner strips


class _Search:
    def __init__(self, classes: Classes, activation: str):
        assert classes.exact is not None
        self.classes, self.activation = classes, activation
        self.sides: list[list[Set | _Strips]] = [
            [_Strips(one) if isinstance(one, Curve) else one for one in side]
            for side in classes.exact
        ]
        self.strips = [one for side in self.sides for one in side if isinstance(one, _Strips)]

    def found(self) -> Certificate | None:
        for _ in range(_ROUNDS):
            of = {
                id(capsule): (strips, node)
                for strips in self.strips
                for node, capsule in zip(strips.nodes, strips.capsules, strict=True)
            }
            lots = [Lot(self._pieces(side)) for side in self.sides]
            ways = None
            asked = [
                (p, q)
                for i, one in enumerate(lots)
                for other in lots[i + 1 :]
                for p, q in one.near(other)
                if not checker.clear(p, q)
            ]
            if any(_crossed(p, q) for p, q in asked) or self._held(asked):
                return None
            if not asked:
                ways, asked = self._ways(lots)
                if ways is not None and not asked:
                    cuts = [strips.levels for strips in self.strips]
                    return proved(self.classes, self.activation, ways, cuts)
                if ways is None and not self._all_finer():
                    return None
            if any(id(p) not in of and id(q) not in of for p, q in asked):
                return None  # sets with exact borders meet
            thick = [of[id(x)] for pair in asked for x in pair if id(x) in of]
            if any(len(path) > _DEEPEST for _, (_, path) in thick):
                return None
            for strips, (k, path) in thick:
                strips.cut.update({(k, path), (k, path + "0"), (k, path + "1")})
            for strips in self.strips:
                strips.build()
            if any(len(strips.nodes) > _MOST for strips in self.strips):
                return None
        return None

    def _ways(self, lots: list[Lot]) -> tuple[list[dict] | None, list]:
        """Return ways past each class, and which of their steps may meet which strips."""
        ways, meet = [], []
        for j, lot in enumerate(lots):
            starts = [x for i in range(len(lots)) if i != j for x in self._starts(i)]
            near = np.array([[float(v) for v in x] for x in starts])
            exact = [one for one in self.sides[j] if not isinstance(one, _Strips)]
            chains = [one.chain for one in self.sides[j] if isinstance(one, _Strips)]
            mesh = mesh_of(np.concatenate([rims(exact, near, _ARCS), *chains]), near)
            way = None if mesh is None else way_through(mesh, starts, near)[0]
            if way is None:
                return None, []
            places = [exact_point(map(read, x)) for x in way["places"]]
            steps = [
                Capsule((x, places[to])) for x, to in zip(places, way["to"], strict=True) if to >= 0
            ]
            meet += [(p, q) for p, q in Lot(steps).near(lot) if not checker.clear(p, q)]
            ways.append(way)
        return ways, meet

    def _held(self, asked: list[tuple[checker.Piece, checker.Piece]]) -> bool:
        """Say whether middles of strips lie in what has an inside, of another class, in floats."""
        own = {
            id(c): k
            for k, side in enumerate(self.sides)
            for one in side
            if isinstance(one, _Strips)
            for c in one.capsules
        }
        found = {
            x.segment: own[id(x)]
            for pair in asked
            for x in pair
            if isinstance(x, Capsule) and id(x) in own
        }
        if not found:
            return False
        middles, of = np.array(list(found), float).mean(axis=1), np.array(list(found.values()))
        return any(
            bool((part.shape.distance(middles[of != k]) <= 0).any())
            for k in range(len(self.sides))
            for part, one in zip(self.classes.parts(k), self.sides[k], strict=True)
            if not isinstance(one, _Strips)
        )

    def _pieces(self, side: list[Set | _Strips]) -> list[checker.Piece]:
        return [
            piece
            for one in side
            for piece in (one.capsules if isinstance(one, _Strips) else checker.pieces(one))
        ]

    def _starts(self, label: int) -> Iterator[Point]:
        """Give a point of each connected piece, or of a strip of it, as the checker asks."""
        for part, one in zip(self.classes.parts(label), self.sides[label], strict=True):
            if isinstance(one, _Strips):
                yield one.capsules[0].segment[0]
            else:
                yield from starts_of(part, one)

    def _all_finer(self) -> bool:
        """Halve all strips, if there are few: what is seen of the curves may close an opening."""
        if any(len(strips.nodes) > _ENOUGH for strips in self.strips):
            return False
        for strips in self.strips:
            strips.cut.update(strips.nodes)
        return True


def _crossed(one: checker.Piece, other: checker.Piece) -> bool:
    """Say whether two thin strips cross in their middles, as the curves in them do then."""
    if not isinstance(one, Capsule) or not isinstance(other, Capsule):
        return False
    (a, b), (p, q) = (np.array(x.segment, float) for x in (one, other))
    d, e, f = b - a, q - p, p - a
    across = d[0] * e[1] - d[1] * e[0]
    if not across:
        return False
    s, t = (f[0] * e[1] - f[1] * e[0]) / across, (f[0] * d[1] - f[1] * d[0]) / across
    thick = 16 * float(max(one.radius, other.radius))
    least = abs(across) / max(np.linalg.norm(d), np.linalg.norm(e))
    return bool(0.25 < s < 0.75 and 0.25 < t < 0.75 and thick < least)
