"""Curves under shears: chords that are split where they pass a knot, with what is about them.

A shear is affine between two knots, so a chord that lies there stays one. What a curve leaves its
chord by is held by as many axes as there are dimensions, which turn and stretch with it: boxes in
their place would grow with every shear.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Self

import numpy as np

from ._image import Image
from ._intervals import TINY, UNIT, Floats, I, above, down, up
from ._network import Shear

_TOGETHER = 16_384  # chords that fit in the caches
_GATHER = 8  # shears between one change of axes and the next
_LOST = 1e4  # times as wide as all is far from the origin


@dataclass(frozen=True, eq=False)
class Chords:
    """Points (1 − s)p + sq + Σ tⱼaⱼ + [−r, r], 0 ≤ s ≤ 1 and |tⱼ| ≤ 1, with pieces' numbers.

    p and q are (m, n), the axes aⱼ (n, m, n), r is (m, n), and the numbers are (m,).
    """

    p: Floats
    q: Floats
    axes: Floats
    slack: Floats
    piece: np.ndarray

    @classmethod
    def of(cls, image: Image) -> Self:
        """Take pieces with one direction at most."""
        m, n = image.centre.shape
        ahead = image.spread[0] if len(image.spread) else np.zeros((m, n))
        p, q = image.centre - ahead, image.centre + ahead
        slack = above(image.radius + UNIT * (np.abs(p) + np.abs(q)), 4)
        return cls(p, q, np.zeros((n, m, n)), slack, np.arange(m))

    def __len__(self) -> int:
        return len(self.piece)

    def __getitem__(self, rows: np.ndarray | slice) -> Self:
        p, q, slack, piece = (a[rows] for a in (self.p, self.q, self.slack, self.piece))
        return type(self)(p, q, self.axes[:, rows], slack, piece)

    def about(self) -> Floats:
        """Return how far they reach beyond their chords, in floats."""
        return np.abs(self.axes).sum(axis=0) + self.slack

    def image(self) -> Image:
        """Return them as pieces with a direction more than there are axes."""
        centre, ahead = 0.5 * self.p + 0.5 * self.q, 0.5 * self.q - 0.5 * self.p
        # Each end errs by 3u of |p| + |q| at most.
        slack = above(self.slack + 3 * UNIT * (np.abs(self.p) + np.abs(self.q)), 6) + 4 * TINY
        reach = above(np.abs(ahead) + np.abs(self.axes).sum(axis=0) + slack, len(self.axes) + 4)
        spread = np.concatenate([ahead[None], self.axes])
        return Image(centre, spread, slack, centre, reach)

    def gathered(self) -> Self:
        """Turn the axes to where they reach farthest, and add the slack to them."""
        m, n = self.slack.shape
        boxes = np.zeros((n, m, n))
        boxes[np.arange(n), :, np.arange(n)] = self.slack.T
        axes, slack = _few(np.concatenate([self.axes, boxes]))
        return type(self)(self.p, self.q, axes, slack, self.piece)


def _few(rows: Floats) -> tuple[Floats, Floats]:
    """Hold {Σ tₖrₖ : |tₖ| ≤ 1} of rows (k, m, n) in n axes and a box.

    One unit vector u after the other is chosen, and c·u taken from each row, c = fl(r·u): whatever
    u and c are, r = Σ cu + what is left, up to the roundings that are added to the box.
    """
    k, m, n = rows.shape
    axes, slack, left = np.zeros((n, m, n)), np.zeros((m, n)), rows
    for i in range(n):
        size = np.einsum("kmn,kmn->km", left, left)
        longest = size.argmax(axis=0)
        unit = left[longest, np.arange(m)]
        unit = unit / np.sqrt(np.maximum(size.max(axis=0), 2.0**-1000))[:, None]
        each = np.einsum("kmn,mn->km", left, unit)
        taken = each[..., None] * unit
        left = left - taken
        # fl(cu) errs by u|cu| + η/2, the difference by u of what is left, and the sum of |c| times
        # u likewise: 2u of all hold these.
        total = above(np.abs(each).sum(axis=0), k)[:, None] * unit
        slack += 2 * UNIT * (np.abs(taken) + np.abs(left)).sum(axis=0)
        slack += 2 * UNIT * np.abs(total) + (k + 2) * TINY
        axes[i] = total
    return axes, above(slack + np.abs(left).sum(axis=0), 2 * n * (k + 6))


class Bend:
    """A shear x ↦ x + g(w·x)·t: the lines that g is made of, and floats with bounds of errors."""

    def __init__(self, layer: Shear):
        normal, along = I.of(layer.normal), I.of(layer.along)
        self.w, self.off_w = normal.middle(), normal.radius()
        self.t, self.off_t = along.middle(), along.radius()
        self.size_w, self.size_t = (above(np.abs(a) + b, 2) for a, b in self._vectors())
        self.knots = np.array(list(map(float, layer.knots)))
        # Cell i lies between the knots i − 1 and i; there g is start + steep·(z − origin).
        start, steep = map(I.of, layer.steps)
        self.steep, self.off_steep = steep.middle(), steep.radius()
        self.start, self.off_start = start.middle(), start.radius()
        self.origin = np.concatenate([self.knots[:1], self.knots])
        self.turned = I.of([Fraction(0), *accumulate(map(abs, layer.slopes))])

    def _vectors(self) -> tuple[tuple[Floats, Floats], ...]:
        return (self.w, self.off_w), (self.t, self.off_t)

    def apply(self, chords: Chords) -> Chords:
        """Split chords at knots, and map them."""
        if not len(self.knots):
            return chords
        chords, cell = self._split(chords)
        beyond = self._beyond(chords, cell)
        moved = self._moved(chords, cell)
        touched = np.flatnonzero(beyond)
        if len(touched):
            push = beyond[touched, None] * self.t
            axes, slack = _few(np.concatenate([moved.axes[:, touched], push[None]]))
            moved.axes[:, touched] = axes
            lost = self.off_t * beyond[touched, None] + UNIT * np.abs(push) + TINY
            moved.slack[touched] = above(moved.slack[touched] + slack + lost, 4)
        return moved

    def _split(self, chords: Chords) -> tuple[Chords, np.ndarray]:
        """Cut chords where they pass knots; return the parts, and the cell of each."""
        before, after = chords.p @ self.w, chords.q @ self.w
        first, last = (np.searchsorted(self.knots, z, side="right") for z in (before, after))
        passed = np.abs(last - first)
        if not passed.any():
            return chords, first
        counts = passed + 1
        rows = np.repeat(np.arange(len(chords)), counts)
        nth = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        rising = (last >= first)[rows]
        cell = np.where(rising, first[rows] + nth, first[rows] - nth)
        parts, inner = chords[rows], nth > 0
        knot = self.knots[np.clip(np.where(rising, cell - 1, cell), 0, len(self.knots) - 1)]
        share = np.clip((knot - before[rows]) / (after - before)[rows], 0.0, 1.0)
        # Wherever on the chord the cuts are, the parts follow each other from p to q.
        cut = np.where(np.isfinite(share), share, 0.0)[:, None] * (parts.q - parts.p) + parts.p
        p = np.where(inner[:, None], cut, parts.p)
        goes_on = np.append(inner[1:], False)
        q = np.where(goes_on[:, None], np.roll(p, -1, axis=0), parts.q)
        # fl(p + fl(s·fl(q − p))) errs by 2u|q − p| and u of the sum, which is between p and q.
        ends = np.abs(parts.p) + np.abs(parts.q)
        lost = np.where((inner | goes_on)[:, None], 4 * UNIT * ends + 2 * TINY, 0.0)
        slack = above(parts.slack + lost, 6)
        return Chords(p, q, parts.axes, slack, parts.piece), cell

    def _beyond(self, chords: Chords, cell: np.ndarray) -> Floats:
        """Bound how far g is from the line of a cell, where chords reach beyond it."""
        n, ends = len(self.w), (chords.p @ self.w, chords.q @ self.w)
        size = np.maximum(np.abs(chords.p), np.abs(chords.q))
        # What is about the chord, and what a height errs by: γ_n|w||x| for the exact w.
        about = np.abs(chords.axes @ self.w).sum(axis=0)
        sizes = size + np.abs(chords.axes).sum(axis=0)
        about += sizes @ (2 * n * UNIT * self.size_w + self.off_w) + chords.slack @ self.size_w
        about = above(about, 4 * n + 12) + 2.0**-1000
        low, high = np.minimum(*ends) - about, np.maximum(*ends) + about
        low, high = down(low), up(high)
        edges = np.concatenate([[-np.inf], self.knots, [np.inf]])
        over, under = high - edges[cell + 1], edges[cell] - low
        found = np.zeros(len(chords))
        for far, reach, is_over in ((over, high, True), (under, low, False)):
            rows = np.flatnonzero(~(far <= 0))
            if not len(rows):
                continue
            # Beyond the nearest knot g bends away, by no more than all bends there together.
            there = np.searchsorted(self.knots, reach[rows], side="right" if is_over else "left")
            least, most = np.sort([cell[rows], there], axis=0)
            bends = (self.turned[most] - self.turned[least]).hi
            away = up(bends * up(far[rows]))
            found[rows] = np.maximum(found[rows], np.where(np.isnan(away), np.inf, away))
        return found

    def _moved(self, chords: Chords, cell: np.ndarray) -> Chords:
        """Map each by the affine map of its cell."""
        s, origin, n = self.steep[cell], self.origin[cell], len(self.w)
        p, q = (
            x + (self.start[cell] + s * (x @ self.w - origin))[:, None] * self.t
            for x in (chords.p, chords.q)
        )
        axes = chords.axes + (s * (chords.axes @ self.w))[..., None] * self.t
        # For the exact w', t', s', h' and x in a sum of sizes X about the chord: z' = w'x, and
        # |w'x − fl(wx)| ≤ (off_w + γ_n|w|)X =: E. The rise h' + s'(z' − o) then errs by
        # off_h + off_s(|w|X + |o|) + |s|E + 4u(|h| + |s|(|w|X + |o|)), and its product with t by
        # that times |t|, off_t of the rise, and 2u of the result: n + 8 roundings in all.
        g = (n + 8) * UNIT
        far = np.maximum(np.abs(chords.p), np.abs(chords.q))
        far = far + np.abs(chords.axes).sum(axis=0)
        heights = far @ self.size_w + np.abs(origin)
        steep = np.abs(s) + self.off_steep[cell]
        rise = np.abs(self.start[cell]) + self.off_start[cell] + steep * heights
        error = self.off_start[cell] + self.off_steep[cell] * heights + g * rise
        # (2⁻¹⁰⁰⁰ is for libraries that flush what is tiny to zero.)
        error = error + steep * (far @ self.off_w + 2.0**-1000) + 2.0**-1000
        through = steep * (chords.slack @ self.size_w)
        slack = chords.slack + (through + error)[:, None] * self.size_t
        slack = slack + rise[:, None] * self.off_t + g * (far + rise[:, None] * self.size_t)
        return Chords(p, q, axes, above(slack, 8 * n + 30) + 2.0**-1000, chords.piece)


@np.errstate(all="ignore")
def least(chords: Chords, bends: Sequence[Bend], bound: Callable[[Image], Floats]) -> Floats:
    """Bound something from below over each piece, after one shear and the other: −∞ where lost.

    A piece is lost where what is about a chord of it is much larger than all there is.
    """
    found = np.full(len(chords), np.inf)
    waiting = [(0, chords)]
    while waiting:
        start, now = waiting.pop()
        for k in range(start, len(bends)):
            if len(now) > _TOGETHER:
                half = len(now) // 2
                waiting += [(k, now[half:]), (k, now[:half])]
                break
            now = bends[k].apply(now)
            if k % _GATHER == _GATHER - 1:
                now = now.gathered()
                large = np.abs(now.p).max(initial=1.0) * _LOST
                found[now.piece[~(now.about() < large).all(axis=1)]] = -np.inf
                followed = found[now.piece] > -np.inf
                now = now if followed.all() else now[followed]
        else:
            np.minimum.at(found, now.piece, bound(now.image()))
    return found
