"""Properties of a network on boxes: outputs that it never gives there, or a point where it does."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ._backward import BLOCK, Backward, Block
from ._certificate import Certificate
from ._cover import bends
from ._exact import Point, dot
from ._image import Image, Map
from ._intervals import Floats, I
from ._network import Affine, Network
from ._reading import Json, Refused, Table, fields, items, need, numbers, table, whole, wholes

MOST = 2**20  # weights of sums are whole numbers up to this
STEPS = 64  # slopes are so many parts of 1


@dataclass(frozen=True)
class Conditions:
    """Outputs y with w·y ≤ m for all rows."""

    weight: Table
    most: Point

    def hold(self, outputs: Point) -> bool:
        """Say whether outputs satisfy them."""
        return all(dot(w, outputs) <= m for w, m in zip(self.weight.rows, self.most, strict=True))


@dataclass(frozen=True)
class Case:
    """A box of inputs, and the outputs that must not occur there: any of these conditions."""

    lower: Point
    upper: Point
    never: list[Conditions]


def cases(c: Certificate) -> list[Case]:
    """Read the property that is claimed, or denied."""
    return [
        _case(one, f"cases[{k}]", c.net) for k, one in enumerate(items(c.claim["cases"], "cases"))
    ]


def _case(value: Json, at: str, network: Network) -> Case:
    fields(value, at, "lower", "upper", "never")
    inputs = (*network.layers, network.read_out)[0].inputs
    lower, upper = (numbers(value[key], f"{at}.{key}", inputs) for key in ("lower", "upper"))
    need(all(a <= b for a, b in zip(lower, upper, strict=True)), f"{at}: the box is empty")
    never = []
    for k, one in enumerate(items(value["never"], f"{at}.never")):
        here = f"{at}.never[{k}]"
        fields(one, here, "weight", "most")
        weight = table(one["weight"], f"{here}.weight", network.read_out.outputs)
        never.append(Conditions(weight, numbers(one["most"], f"{here}.most", len(weight))))
    return Case(lower, upper, never)


@dataclass(frozen=True, eq=False)
class Boxes:
    """Boxes of inputs between floats (n, inputs)."""

    low: Floats
    high: Floats

    def __len__(self) -> int:
        return len(self.low)

    def __getitem__(self, rows: Any) -> "Boxes":
        return Boxes(self.low[rows], self.high[rows])

    def middle(self, axis: np.ndarray) -> tuple[Floats, np.ndarray]:
        """Return the middles of boxes along an axis each, and which lie strictly inside."""
        rows = np.arange(len(self))
        cut = I(self.low, self.high).middle()[rows, axis]
        return cut, (self.low[rows, axis] < cut) & (cut < self.high[rows, axis])

    def halves(self, axis: np.ndarray) -> "Boxes":
        """Cut each box across an axis; box i gives boxes i and n + i, which are all of it."""
        rows, (cut, inside) = np.arange(len(self)), self.middle(axis)
        need(bool(inside.all()), "a box is cut that is as small as floats are")
        low, high = self.low.copy(), self.high.copy()
        low[rows, axis] = high[rows, axis] = cut
        return Boxes(np.concatenate([self.low, low]), np.concatenate([high, self.high]))


class Never:
    """A case of a property, to be shown box by box."""

    def __init__(self, network: Network, case: Case):
        layers = [layer for layer in network.layers if isinstance(layer, Affine)]
        need(
            len(layers) == len(network.layers), "a layer is not made of a matrix and an activation"
        )
        rows = [row for one in case.never for row in one.weight.values]
        # Of w·y − m, one for each row: where one of them is positive, its conditions do not hold.
        offsets = tuple(-m for one in case.never for m in one.most)
        self.backward = Backward([*layers, network.read_out, Affine(Table(rows), offsets)])
        self.starts = np.cumsum([0, *(len(one.most) for one in case.never[:-1])])
        self.case = case

    def whole(self) -> Boxes:
        """Return the box, rounded outward to floats."""
        low, high = I.of(self.case.lower).lo, I.of(self.case.upper).hi
        need(
            bool(np.isfinite(low).all() and np.isfinite(high).all()),
            "a box is too large for floats",
        )
        return Boxes(low[None], high[None])

    def least(self, boxes: Boxes) -> tuple[Floats, Floats]:
        """Bound each w·y − m from below; see `Backward.least`."""
        return self.backward.least(boxes.low, boxes.high)

    def block(self, boxes: Boxes) -> Block:
        """Hold the network between lines over a few boxes."""
        return self.backward.block(boxes.low, boxes.high)

    @property
    def rows(self) -> list[slice]:
        """Which of the functions w·y − m are each alternative's."""
        ends = [*self.starts[1:].tolist(), len(self.backward.layers[-1][0].b)]
        return [slice(a, b) for a, b in zip(self.starts.tolist(), ends, strict=True)]

    def margins(self, bounds: Floats) -> Floats:
        """Return, for each box and conditions, by how much the most broken of them is broken."""
        return np.maximum.reduceat(bounds, self.starts, axis=1)

    def shown(self, bounds: Floats) -> np.ndarray:
        """Say on which boxes none of the conditions can hold."""
        return np.asarray((self.margins(bounds) > 0).all(axis=1))

    def holds(self, splits: Json, at: str, sums: list[Json] | None = None) -> None:
        """Refuse unless the conditions hold nowhere, with the box cut as the file says.

        Boxes that are marked by −1 need the next of the sums each.
        """
        boxes, taken = self.whole(), 0
        for level, axes in enumerate(items(splits, at, 0)):
            here = f"{at}[{level}]"
            cut = _axes(axes, len(boxes), boxes.low.shape[1], here, -1 if sums is not None else 0)
            self._refute(boxes[cut == 0], here)
            summed = int((cut < 0).sum())
            if sums is not None and summed:
                need(
                    taken + summed <= len(sums), f"{here}: there are fewer sums than boxes with -1"
                )
                self._refute_sums(boxes[cut < 0], sums[taken : taken + summed], here)
                taken += summed
            boxes = boxes[cut > 0].halves(cut[cut > 0] - 1)
        need(sums is None or taken == len(sums), f"{at}: there are more sums than boxes with -1")
        self._refute(boxes, at)

    def _refute(self, boxes: Boxes, at: str) -> None:
        if len(boxes):
            left = int((~self.shown(self.least(boxes)[0])).sum())
            need(left == 0, f"{at}: on {left} boxes that stay whole the conditions may hold")

    def _refute_sums(self, boxes: Boxes, sums: list[Json], at: str) -> None:
        for k in range(0, len(boxes), BLOCK):
            block = self.block(boxes[k : k + BLOCK])
            margins = self.margins(block.least()[0])
            found = [_sums(one, self.rows, block.units, at) for one in sums[k : k + BLOCK]]
            for j in range(len(self.rows)):
                given = [i for i, one in enumerate(found) if one[j] is not None]
                if given:
                    weights, slopes = zip(*(found[i][j] or () for i in given), strict=True)
                    margins[given, j] = block.sums(
                        np.array(given), np.array(weights), np.array(slopes)
                    )
            left = int((~(margins > 0).all(axis=1)).sum())
            need(left == 0, f"{at}: on {left} boxes the sums may not be positive")


def _sums(
    value: Json, rows: list[slice], units: int, at: str
) -> list[tuple[Floats, Floats] | None]:
    """Read, for each alternative of a box, the weights of a sum and slopes of lines below units.

    None for an alternative that no sum is given of.
    """
    found: list[tuple[Floats, Floats] | None] = []
    given = items(value, at)
    need(len(given) == len(rows), f"{at}: expected {len(rows)} sums, one for each alternative")
    for one, own in zip(given, rows, strict=True):
        if one is None:
            found.append(None)
            continue
        fields(one, at, "weights", "units", "slopes")
        weights = np.zeros(rows[-1].stop)
        some = wholes(one["weights"], f"{at}.weights")
        need(len(some) == own.stop - own.start, f"{at}: expected a weight for each condition")
        need(max(some) <= MOST, f"{at}: weights are at most {MOST}")
        weights[own] = some
        which, steps = (wholes(one[key], f"{at}.{key}") for key in ("units", "slopes"))
        need(len(which) == len(steps), f"{at}: expected a slope for each of the units")
        need(all(u < units for u in which), f"{at}: units count from 0 to {units - 1}")
        need(all(s <= STEPS for s in steps), f"{at}: slopes are from 0 to {STEPS}")
        slopes = np.full(units, np.nan)
        slopes[which] = np.array(steps, float) / STEPS
        found.append((weights, slopes))
    return found


def _axes(value: Json, count: int, inputs: int, at: str, least: int) -> np.ndarray:
    """Read across which axis each box is cut, counted from 1; 0, or −1, if it stays whole."""
    fits = type(value) is list and len(value) == count
    need(fits, f"{at}: expected {count} numbers, one for each box")
    known = all(type(k) is int and least <= k <= inputs for k in value)
    need(known, f"{at}: expected numbers from {least} to {inputs}")
    return np.array(value, dtype=int)


def splits(c: Certificate) -> None:
    """T7.3: on every box that stays whole the forbidden outputs do not occur."""
    found = cases(c)
    cut = items(c.evidence["splits"], "splits")
    need(len(cut) == len(found), f"splits: expected {len(found)}, one for each case")
    for k, (case, each) in enumerate(zip(found, cut, strict=True)):
        Never(c.net, case).holds(each, f"splits[{k}]")


def sums(c: Certificate) -> None:
    """T7.3: as `splits`, with sums of conditions and slopes that the file says for some boxes."""
    found = cases(c)
    cut, given = (items(c.evidence[key], key) for key in ("splits", "sums"))
    need(len(cut) == len(given) == len(found), f"expected {len(found)} splits and sums, as cases")
    for k, (case, each, own) in enumerate(zip(found, cut, given, strict=True)):
        Never(c.net, case).holds(each, f"splits[{k}]", items(own, f"sums[{k}]", 0))


def violation(c: Certificate) -> None:
    """T7.1: at this point the forbidden outputs occur."""
    found = cases(c)
    k = whole(c.evidence["case"], "case")
    need(k < len(found), "case: there is none of that number")
    case = found[k]
    x = numbers(c.evidence["point"], "point", len(case.lower))
    inside = all(a <= v <= b for a, v, b in zip(case.lower, x, case.upper, strict=True))
    need(inside, "point: it does not lie in the box")
    need(occurs(c.net, case, x), "point: the forbidden outputs may not occur there")


@np.errstate(all="ignore")
def occurs(network: Network, case: Case, x: Point) -> bool:
    """Say whether forbidden outputs certainly occur at a point of the box."""
    exact = bends(network, x, x)
    if exact is not None:
        return any(one.hold(exact[0][1]) for one in case.never)
    layers = [layer for layer in network.layers if isinstance(layer, Affine)]
    if len(layers) != len(network.layers):
        raise Refused("a layer is not made of a matrix and an activation")
    at = I.of([x])
    image = Image.of(at, I(np.zeros((1, 0, len(x)))), at)
    for one in case.never:
        last = Affine(one.weight, tuple(Fraction(-m) for m in one.most))
        steps = [Map.of(layer) for layer in (*layers, network.read_out, last)]
        if (image.through(steps).range().hi <= 0).all():
            return True
    return False
