"""Networks on whole sets: `weights`, `cover` and `point` (T7.1)."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from ._bodies import bodies, span
from ._borders import Border
from ._certificate import Certificate, parameter
from ._chords import Bend, Chords, least
from ._exact import Point, between, dot, minus
from ._features import Featured
from ._fields import Pushed
from ._frames import framed, pays
from ._image import Image, Map, Step
from ._intervals import Floats, I, require_ieee
from ._named import named, straight_pieces
from ._narrow import at_point, narrow_margin, on_curve
from ._network import Affine, Features, Field, Layer, Network, Shear
from ._pieces import Pieces, curve_at, patch
from ._reading import Json, Refused, Table, fields, items, need, number
from ._sets import Curve, Set, Thick, leaves
from ._shears import Sheared

BLOCK = 4096  # pieces that fit in the caches together
_NUMBERS = 4_000_000  # of their directions, in many dimensions
EXACTLY = "exactly"


class Margins:
    """By how much a class's score beats every other one, over pieces of sets."""

    def __init__(self, network: Network, label: int):
        require_ieee()
        scores = network.read_out.outputs
        signs = [[1 if label else -1]]
        if scores > 1:
            others = [j for j in range(scores) if j != label]
            signs = [[(k == label) - (k == j) for k in range(scores)] for j in others]
        rows = Table([tuple(map(float, row)) for row in signs])
        last = Affine(rows, (Fraction(0),) * len(rows))
        self.network, self.scores = network, [_step(network.read_out), _step(last)]
        self.bends = bends_of(network)
        self.deep = pays(network.layers)

    @cached_property
    def steps(self) -> list[Step]:
        """What maps pieces by the layers and to differences of scores."""
        return [*map(_step, self.network.layers), *self.scores]

    def __call__(self, image: Image) -> I:
        """Enclose the least difference of the right score and another, over each piece."""
        return _least(image.through(self.steps))

    def below(self, image: Image) -> Floats:
        """Bound it from below: through shears, pieces of lines are split where they bend."""
        if self.bends is None or len(image.spread) > 1:
            low = self(image).lo
            open_ = np.flatnonzero(~(low > 0)) if self.deep else np.zeros(0, int)
            if len(open_):
                turning = framed(image.some(open_), self.steps)
                low[open_] = np.maximum(low[open_], _least(turning).lo)
            return low
        return least(Chords.of(image), self.bends, lambda x: _least(x.through(self.scores)).lo)


def _least(differences: Image) -> I:
    found = differences.range()
    return I(found.lo.min(axis=1), found.hi.min(axis=1))


def bends_of(network: Network) -> list[Bend] | None:
    """Return what splits chords, for networks whose layers are all shears."""
    shears = [layer for layer in network.layers if isinstance(layer, Shear)]
    return list(map(Bend, shears)) if len(shears) == len(network.layers) else None


def _step(layer: Layer) -> Step:
    match layer:
        case Affine():
            return Map.of(layer)
        case Shear():
            return Sheared.of(layer)
        case Field():
            return Pushed.of(layer)
        case Features():
            return Featured.of(layer)


class Cover:
    """A class's set, or its border, to be bounded piece by piece.

    A network of shears takes a solid of the plane to the convex set where the right score wins by a
    margin as soon as it takes the border there.
    """

    @np.errstate(all="ignore")
    def __init__(self, network: Network, label: int, found: Set, *, border: bool = False):
        self.margins = Margins(network, label)
        need(not border or self.margins.bends is not None, "a border is enough for shears only")
        self.patch = Border(found) if border else patch(found)

    @np.errstate(all="ignore")
    def whole(self) -> Pieces:
        """Return pieces that cover the set."""
        return self.patch.whole()

    @np.errstate(all="ignore")
    def least(self, pieces: Pieces) -> Floats:
        """Return a lower bound of the margin over each piece: ∞ where it misses the set."""
        found = np.full(len(pieces), np.inf)
        step = max(1, min(BLOCK, _NUMBERS // max(1, pieces.lo.shape[1]) ** 2))
        for start in range(0, len(pieces), step):
            empty = self.patch.empty(pieces[start : start + step])
            rows = start + np.flatnonzero(~empty)
            if len(rows):
                found[rows] = self.margins.below(Image.of(*self.patch.place(pieces[rows])))
        return found

    def reaches(self, margin: Floats, cuts: Json, at: str) -> None:
        """Refuse unless the margin is reached everywhere, with the set cut as the file says."""
        for pieces, here in self.whole().uncut(cuts, at):
            low = self.least(pieces)
            short = f"{here}: on a piece the margin is not known to be reached"
            need(bool((low >= margin).all()), f"{short} (only {low.min(initial=np.inf):.3g} is)")


def weights(c: Certificate) -> None:
    """T7.1: this network, of the architecture that is claimed, classifies."""
    need(c.net.hidden == c.claim["hidden"], "the network has other hidden widths")
    texts = c.claim["activations"]
    sigmas = [layer.sigma if isinstance(layer, Affine) else None for layer in c.net.layers]
    need([named(text) for text in texts] == sigmas, "the network has other activations")
    covered(c, number(c.evidence["margin"], "margin"))


def shears(c: Certificate) -> None:
    """T7.1, T3.4: these shears classify, and leaky layers of as many units are the same on them."""
    layers = [layer for layer in c.net.layers if isinstance(layer, Shear)]
    need(len(layers) == len(c.net.layers), "the network has other layers than shears")
    need(c.n == c.claim["width"] >= 2, "layers of another width than the sets' dimension")
    sigma = named(c.claim["activations"])
    leaky = sigma.kind == "leaky-relu" and 0 < sigma.parameter != 1
    need(leaky, "the activation is no leaky ReLU that bends")
    need(2 * sum(len(s.knots) for s in layers) == c.claim["depth"], "another number of layers")
    covered(c, number(c.evidence["margin"], "margin"))


def cover(c: Certificate) -> None:
    """T7.1: this network classifies."""
    covered(c, number(c.claim["margin"], "margin"))


def covered(c: Certificate, margin: Fraction) -> None:
    """Refuse unless the right score wins by a margin on the whole of every class."""
    need(margin > 0, "the margin is not positive")
    wanted = I.of(margin).hi
    parts = [(label, one) for label, value in enumerate(c.sets) for one in leaves(value)]
    parted: list[Any] = items(c.evidence.get("cuts", [[]] * len(parts)), "cuts")
    need(len(parted) == len(parts), f"cuts: expected {len(parts)}, one for each part of a class")
    for k, ((label, one), each) in enumerate(zip(parts, parted, strict=True)):
        if each == EXACTLY:
            found = least_margin(c.net, label, one)
            if found is None:
                raise Refused(f"cuts[{k}]: this network, or set, is not made of lines")
            need(found[0] >= margin, f"cuts[{k}]: the margin is not reached")
        else:
            border = type(each) is dict
            cuts = fields(each, f"cuts[{k}]", "border")["border"] if border else each
            Cover(c.net, label, one, border=border).reaches(wanted, cuts, f"cuts[{k}]")


def wrong_point(c: Certificate) -> None:
    """T7.1: on this member the right score does not win."""
    why = "the network may be right at this point"
    need(margin_at(c, c.evidence["member"]) <= 0, why)


@np.errstate(all="ignore")
def margin_at(c: Certificate, member: Json) -> Fraction | float:
    """Return a member's margin, or a bound from above where its place or it is not exact."""
    label, part, x = c.member(member, "member", range(len(c.sets)))
    exact = None if x is None else bends(c.net, x, x)
    if exact is not None:
        return margin_of(exact[0][1], label)
    if x is None and isinstance(part, Curve):
        t = parameter(member, "member")
        at, place = curve_at(part, I.of([t]))[0], on_curve(part, t)
    else:
        at, place = I.of([x]), at_point(x or ())
    found = Margins(c.net, label)(Image.of(at, I(np.zeros((1, 0, c.n))), at))
    if found.hi[0] <= 0 or found.lo[0] > 0:
        return float(found.hi[0])
    return narrow_margin(c.net, place, label)[1]


# ---------------------------------------------------------------- what is piecewise linear, exactly


def least_margin(network: Network, label: int, found: Set) -> tuple[Fraction, Point] | None:
    """Return the least margin of a piecewise linear network on segments, and where; else None.

    At points a bound from below of any network's, by growing precision; without hidden layers one
    of any set's that is known as convex bodies.
    """
    if not network.layers:
        return _affine_margin(network, label, found)
    if not isinstance(found, Thick) or found.radius:
        return None
    least: tuple[Fraction, Point] | None = None
    for start, end in found.segments:
        places = bends(network, start, end)
        if places is not None:
            margin, t = min((margin_of(scores, label), t) for t, scores in places)
        elif found.stops is found.starts:
            margin, t = narrow_margin(network, at_point(start), label)[0], Fraction(0)
        else:
            return None
        if least is None or margin < least[0]:
            least = margin, between(start, end, t)
    return least


def _affine_margin(network: Network, label: int, found: Set) -> tuple[Fraction, Point] | None:
    rows = list(zip(network.read_out.weight.rows, network.read_out.bias, strict=True))
    if len(rows) == 1:  # one score is that of class 1 less that of class 0
        rows.insert(0, ((Fraction(0),) * found.n, Fraction(0)))
    (right, up), *others = rows[label], *rows[:label], *rows[label + 1 :]
    try:
        return min(
            (span(body, minus(right, w))[0] + up - b, body.corners[0])
            for body in bodies(found)
            for w, b in others
        )
    except Refused:
        return None


def margin_of(scores: Sequence[Fraction], label: int) -> Fraction:
    """Return by how much the right score beats the best other one."""
    if len(scores) == 1:
        return scores[0] if label else -scores[0]
    return min(scores[label] - s for j, s in enumerate(scores) if j != label)


def bends(network: Network, start: Point, end: Point) -> list[tuple[Fraction, Point]] | None:
    """Return exact scores at all bends along a segment, among which every margin is least.

    None for networks that are not piecewise linear.
    """
    places = {Fraction(0): start, Fraction(1): end}
    for layer in (*network.layers, network.read_out):
        if isinstance(layer, Shear):
            places = _sheared(layer, places)
            continue
        if isinstance(layer, Field | Features):
            return None
        pieces = ([], []) if layer.sigma is None else straight_pieces(layer.sigma)
        if pieces is None:
            return None
        kinks, lines = pieces
        rows = list(zip(layer.weight.rows, layer.bias, strict=True))
        places = {t: tuple(dot(w, x) + b for w, b in rows) for t, x in places.items()}
        _add_kinks(places, places, kinks)
        if lines:
            bent = {
                t: [(lines[sum(z > k for k in kinks)], z) for z in x] for t, x in places.items()
            }
            places = {t: tuple(a * z + b for (a, b), z in row) for t, row in bent.items()}
    return sorted(places.items())


Places = dict[Fraction, Point]


def _sheared(layer: Shear, places: Places) -> Places:
    heights = {t: (dot(layer.normal, x),) for t, x in places.items()}
    places = dict(places)
    _add_kinks(places, heights, layer.knots)
    along = layer.along
    pushes = {t: layer.height(dot(layer.normal, x)) for t, x in places.items()}
    return {
        t: tuple(a + pushes[t] * b for a, b in zip(x, along, strict=True))
        for t, x in places.items()
    }


def _add_kinks(places: Places, heights: Places, kinks: Sequence[Fraction]) -> None:
    """Add the places between neighbours where a height, linear between them, passes a kink."""
    known = sorted(places.items())
    at = [heights[t] for t, _ in known]
    for ((s, x), (t, y)), (low, high) in zip(pairwise(known), pairwise(at), strict=True):
        for u, v in zip(low, high, strict=True):
            for kink in kinks:
                if min(u, v) < kink < max(u, v):
                    z = (kink - u) / (v - u)
                    there = (p + z * (q - p) for p, q in zip(x, y, strict=True))
                    places[s + z * (t - s)] = tuple(there)
