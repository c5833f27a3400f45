"""Sums of conditions and slopes of lines below ReLUs that show more than each condition by itself.

Slopes are optimised as in Xu et al. 2021, *Fast and complete: enabling complete neural network
verification with rapid and massively parallel incomplete verifiers* (α-CROWN): the bound is a
concave function of the weights of the conditions, and its slope in all that may be chosen is known
from one way back through the lines and one forth.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from unknot import checker

_ROUNDS = 24
_RATE, _SHRINK = 0.25, 0.96
_WEIGHTS = 64  # the largest weight of a sum
# Bounds of another machine's libraries may round otherwise, by less than this.
SPARE = 2.0**-40


@dataclass(eq=False)
class _Climb:
    """Adam's steps up, of an array."""

    value: np.ndarray
    first: Any = 0.0
    second: Any = 0.0

    def step(self, slope: np.ndarray, rate: float, round_: int) -> None:
        self.first = 0.9 * self.first + 0.1 * slope
        self.second = 0.99 * self.second + 0.01 * slope**2
        size = np.sqrt(self.second / (1 - 0.99**round_)) + 1e-12
        self.value = self.value + rate * self.first / (1 - 0.9**round_) / size


@dataclass(frozen=True, eq=False)
class _Ways:
    """The layers of a block between lines, on some of its boxes."""

    layers: list[tuple[np.ndarray, np.ndarray, Any]]  # W, b, and lines or None
    low: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, block: checker.Block, boxes: np.ndarray) -> "_Ways":
        none = np.full((len(boxes), 1), np.nan)
        layers = [
            (one.map.w, one.map.b, None if one.lines is None else one.lines.chosen(boxes, none))
            for one in block.done
        ]
        return cls(layers, block.box.lo[boxes], block.box.hi[boxes])

    def followed(
        self, weights: np.ndarray, slopes: list[np.ndarray]
    ) -> tuple[np.ndarray, list[np.ndarray]]:
        """Return what each function is at the place that is worst for the sum, and slopes' slopes.

        The sum of the functions, weighted, is the bound.
        """
        a, above, own = weights, [], list(slopes)
        for w, _, lines in reversed(self.layers):
            if lines is not None:
                above.append(a)
                a = np.maximum(a, 0) * own.pop() + np.minimum(a, 0) * lines.above
            a = a @ w
        h = np.where(a > 0, self.low, self.high)
        found, own = [], list(slopes)
        for w, b, lines in self.layers:
            h = h @ w.T + b
            if lines is not None:
                a, slope = above.pop(), own.pop(0)
                found.append(np.maximum(a, 0) * h * lines.bent)
                h = np.where(a > 0, slope * h + lines.under, lines.above * h + lines.over)
        return h, found


def sums(
    never: checker.Never, block: checker.Block, bounds: np.ndarray, boxes: np.ndarray
) -> dict[int, list[Any]]:
    """Look for sums that show a property on boxes of a block, as a certificate has them.

    Of the boxes with these numbers, whose conditions have these bounds (n, conditions). What is
    found is held against the checker's own bounds.
    """
    margins = never.margins(bounds)[boxes]
    found: dict[int, list[Any]] = {int(box): [] for box in boxes}
    for index, rows in enumerate(never.rows):
        open_ = np.array([box in found for box in boxes.tolist()], bool)
        asked = boxes[open_ & ~(margins[:, index] > SPARE)]
        shown = _shown(block, asked, bounds[:, rows], rows) if len(asked) else {}
        for box in boxes[open_].tolist():
            if box in asked and box not in shown:
                del found[box]
            else:
                found[box].append(shown.get(box))
    return found


def _shown(
    block: checker.Block, boxes: np.ndarray, bounds: np.ndarray, rows: slice
) -> dict[int, dict[str, list[int]]]:
    """Climb from the lines that the checker takes, and return what it accepts."""
    ways = _Ways.of(block, boxes)
    count = bounds.shape[1]
    kept = [lines for _, _, lines in ways.layers if lines is not None]
    level = bounds[boxes]
    scale = np.maximum(np.abs(level).max(axis=1, keepdims=True), 1e-30)
    logits = _Climb(np.maximum(level, -1e30) / scale)
    slopes = [_Climb(lines.below.astype(float)) for lines in kept]
    best = np.full(len(boxes), -np.inf)
    best_weights = np.zeros((len(boxes), count))
    best_slopes = [one.value.copy() for one in slopes]
    every = np.zeros((len(boxes), len(block.done[-1].map.b)))
    rate = _RATE
    for round_ in range(1, _ROUNDS + 1):
        weights = np.exp(logits.value - logits.value.max(axis=1, keepdims=True))
        weights /= weights.sum(axis=1, keepdims=True)
        every[:, rows] = weights
        values, steep = ways.followed(every, [one.value for one in slopes])
        values = values[:, rows]
        bound = (weights * values).sum(axis=1)
        better = bound > best
        best[better], best_weights[better] = bound[better], weights[better]
        for one, each in zip(best_slopes, slopes, strict=True):
            one[better] = each.value[better]
        if (best > 4 * SPARE).all():
            break
        logits.step(weights * (values - bound[:, None]), 2 * rate, round_)
        for one, each in zip(slopes, steep, strict=True):
            one.step(each, rate, round_)
            one.value = np.clip(one.value, 0.0, 1.0)
        rate *= _SHRINK
    return _accepted(block, boxes, rows, best, best_weights, (kept, best_slopes))


def _accepted(
    block: checker.Block,
    boxes: np.ndarray,
    rows: slice,
    best: np.ndarray,
    weights: np.ndarray,
    lines: tuple[list[Any], list[np.ndarray]],
) -> dict[int, dict[str, list[int]]]:
    """Round what was found to what a certificate holds, and return what the checker accepts."""
    (some,) = np.nonzero(best > 4 * SPARE)
    if not len(some):
        return {}
    whole = np.rint(_WEIGHTS * weights[some] / weights[some].max(axis=1, keepdims=True))
    kept, chosen = lines
    below = np.concatenate([one.below[some] for one in kept] or [np.zeros((len(some), 0))], axis=1)
    bent = np.concatenate([one.bent[some] for one in kept] or [np.zeros((len(some), 0), bool)], 1)
    steps = np.concatenate([one[some] for one in chosen] or [np.zeros((len(some), 0))], axis=1)
    steps = np.rint(checker.STEPS * steps)
    changed = bent & (steps != checker.STEPS * below)
    slopes = np.where(changed, steps / checker.STEPS, np.nan)
    every = np.zeros((len(some), len(block.done[-1].map.b)))
    every[:, rows] = whole
    accepted = block.sums(boxes[some], every, slopes) > _WEIGHTS * SPARE
    return {
        int(boxes[i]): {
            "weights": whole[k].astype(int).tolist(),
            "units": np.flatnonzero(changed[k]).tolist(),
            "slopes": steps[k][changed[k]].astype(int).tolist(),
        }
        for k, i in enumerate(some)
        if accepted[k]
    }
