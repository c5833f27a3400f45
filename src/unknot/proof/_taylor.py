"""First-order Taylor models: images of segments, parallelograms and boxes under networks.

A piece is the set {m + Σⱼ tⱼDⱼ + e : |tⱼ| ≤ 1, |eᵢ| ≤ rᵢ}. Affine maps act on m and D; an
activation is replaced by a line, and what it may be off by goes to r (centred forms, Neumaier 1990,
*Interval Methods for Systems of Equations*, §2.3; Makino and Berz 2003). Beside the model each
piece carries its image in plain interval arithmetic, and the better of both is used at every step.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from unknot.proof._activations import sigma
from unknot.proof._interval import Interval
from unknot.proof._linearise import linearise
from unknot.proof._rounding import UNIT, Floats, above, gamma, require_ieee, up

BLOCK = 4096  # pieces that fit in the caches together

Layer = tuple[ArrayLike, ArrayLike, str | None]  # weight (out, in), bias (out,), activation


@dataclass(frozen=True, eq=False, init=False)
class Pieces:
    """Many pieces at once.

    Parameters
    ----------
    centre
        m, of shape (n, d).
    directions
        D, of shape (n, k, d); k may be 0.
    radius
        r ≥ 0, of shape (n, d) or broadcastable to it; 0 if not given.

    Raises
    ------
    ValueError
        Shapes do not fit, or a number is not finite.

    Examples
    --------
    >>> import numpy as np
    >>> pieces = Pieces.segments(np.array([[0.0, 0.0]]), np.array([[1.0, 1.0]]))
    >>> out = pieces.affine([[1.0, -1.0]], [0.5]).activation("tanh").range()
    >>> bool(out.width().max() < 1e-14)
    True
    """

    centre: Floats  # (n, d)
    _spread: Floats  # (k, n, d): the directions, each a block of its own
    radius: Floats  # (n, d)
    _middle: Floats  # (n, d): the plain intervals, as middle and reach
    _reach: Floats

    def __init__(self, centre: ArrayLike, directions: ArrayLike, radius: ArrayLike = 0.0):
        require_ieee()
        m, spread, r = _exact(centre), _exact(directions), _exact(radius)
        if m.ndim != 2 or spread.ndim != 3 or (spread.shape[0], spread.shape[2]) != m.shape:
            raise ValueError(
                f"Centres {m.shape} and directions {spread.shape} do not fit; expected (n, d) and "
                "(n, k, d)."
            )
        r = np.array(np.broadcast_to(r, m.shape))
        if (r < 0).any():
            raise ValueError("Some radii are negative.")
        spread = np.ascontiguousarray(np.moveaxis(spread, 1, 0))
        self._set(m, spread, r, m, _reach(spread, r))

    def _set(self, *arrays: Floats) -> None:
        for name, array in zip(self.__dataclass_fields__, arrays, strict=True):
            object.__setattr__(self, name, array)

    @classmethod
    def _of(cls, *arrays: Floats) -> Self:
        made = cls.__new__(cls)
        made._set(*arrays)
        return made

    @classmethod
    def segments(cls, start: ArrayLike, end: ArrayLike) -> Self:
        """Hold the segments between points (n, d) and (n, d); one direction each."""
        p, q = _exact(start), _exact(end)
        centre, half, rounding = _halfway(p, q)
        return cls(centre, half[:, None, :], rounding)

    @classmethod
    def boxes(cls, lower: ArrayLike, upper: ArrayLike) -> Self:
        """Hold the boxes between corners (n, d) and (n, d), one direction for each axis."""
        p, q = _exact(lower), _exact(upper)
        if (p > q).any():
            raise ValueError("Some lower corners are not below the upper ones.")
        centre, half, rounding = _halfway(p, q)
        return cls(centre, half[:, :, None] * np.eye(p.shape[1]), rounding)

    @property
    def directions(self) -> Floats:
        """D, of shape (n, k, d)."""
        return np.moveaxis(self._spread, 0, 1)

    def __len__(self) -> int:
        return len(self.centre)

    def __getitem__(self, rows: slice | np.ndarray) -> Self:
        """Take some of the pieces, by a slice, a mask or indices."""
        return self._of(
            self.centre[rows],
            self._spread[:, rows],
            self.radius[rows],
            self._middle[rows],
            self._reach[rows],
        )

    @classmethod
    def concatenate(cls, parts: Sequence[Self]) -> Self:
        """Join pieces of equal dimensions."""
        return cls._of(
            np.concatenate([p.centre for p in parts]),
            np.concatenate([p._spread for p in parts], axis=1),
            np.concatenate([p.radius for p in parts]),
            np.concatenate([p._middle for p in parts]),
            np.concatenate([p._reach for p in parts]),
        )

    def affine(self, weight: ArrayLike, bias: ArrayLike) -> Self:
        """Map by x ↦ Wx + b, for weights (out, in) and biases (out,): exactly these floats."""
        return self._mapped(*_weights(weight, bias, self.centre.shape[1]))

    @np.errstate(all="ignore")
    def _mapped(self, w: Floats, b: Floats) -> Self:
        k, _, d = self._spread.shape
        images = np.concatenate([self.centre[None], self._middle[None], self._spread]) @ w.T
        # fl(Wm + b) errs by γ_{d+1}(|W||m| + |b|) + dη, fl(WDⱼ) by γ_d|W||Dⱼ| + dη, in any order
        # of summation (Higham §3.1). So the new radius is |W|(r + g(|m| + Σ|Dⱼ|)) + g|b| + (k+1)dη
        # with g = γ_{d+1}, and likewise for the plain intervals. `above` makes the brackets (k + 5
        # or fewer roundings) and the sums (d + 3) upper bounds; its last term exceeds (k+1)dη.
        g = gamma(d + 1)
        size = np.abs(self.centre)
        for direction in self._spread:
            size = size + np.abs(direction)
        errors = np.stack(
            [
                above(self.radius + g * size, k + 5),
                above(self._reach + g * np.abs(self._middle), 5),
            ]
        )
        totals = errors @ np.abs(w).T + g * np.abs(b)
        radius, reach = above(totals, d + 3, (k + 3) * (d + 1))
        return self._of(*_tame(images[0] + b, images[2:], radius, images[1] + b, reach))

    @np.errstate(all="ignore")
    def activation(self, name: str) -> Self:
        """Map every coordinate by an activation, named as in `enclose`."""
        k = len(self._spread)
        low, high = self._bounds()
        centre = np.clip(self.centre, low, high)
        line = linearise(sigma(name), low, centre, high)
        # For x = m + Σ tⱼDⱼ + e in [low, high]: σ(x) = v + a(x − c) ± error
        #   = v + a(m − c) + Σ tⱼ(aDⱼ) + a·e ± error.
        # moved = fl(a·fl(m − c)) errs by 2 units, the sum with v by u|sum|, aDⱼ by u|aDⱼ| (+ η/2):
        # four units of the absolute values hold these.
        moved = line.slope * (self.centre - centre)
        spread = line.slope * self._spread
        size = np.abs(line.value) + np.abs(moved)
        for direction in spread:
            size = size + np.abs(direction)
        total = np.abs(line.slope) * self.radius + line.error + 4 * UNIT * size
        radius = above(total, k + 8)
        middle = 0.5 * line.image.low + 0.5 * line.image.high
        reach = np.maximum(up(line.image.high - middle), up(middle - line.image.low))
        # Where the remainder alone is no smaller than the plain interval, that is better.
        plain = ~(radius < reach)
        return self._of(
            *_tame(
                np.where(plain, middle, line.value + moved),
                np.where(plain, 0.0, spread) if plain.any() else spread,
                np.where(plain, reach, radius),
                middle,
                reach,
            )
        )

    def through(self, layers: Iterable[Layer], block: int = BLOCK) -> Self:
        """Map by layers (weight, bias, activation or None), a block of pieces at a time."""
        chain, width = [], self.centre.shape[1]
        for weight, bias, name in layers:
            w, b = _weights(weight, bias, width)
            chain.append((w, b, name))
            width = len(b)
        parts = []
        for start in range(0, max(len(self), 1), block):
            part = self[start : start + block]
            for w, b, name in chain:
                part = part._mapped(w, b)
                part = part if name is None else part.activation(name)
            parts.append(part)
        return self.concatenate(parts)

    def range(self) -> Interval:
        """Enclose each coordinate of each piece: (n, d)."""
        with np.errstate(all="ignore"):
            return Interval.between(*self._bounds())

    @np.errstate(all="ignore")
    def halves(self) -> Self:
        """Cut every piece across its longest direction; piece i gives pieces i and n + i.

        Raises
        ------
        ValueError
            The pieces have no directions.
        """
        if not len(self._spread):
            raise ValueError("Pieces without directions cannot be cut; make them with `boxes`.")
        longest = np.abs(self._spread).max(axis=2).argmax(axis=0)
        rows = np.arange(len(self))
        cut = self._spread[longest, rows]
        half = 0.5 * cut
        spread = self._spread.copy()
        spread[longest, rows] = half
        centres = np.concatenate([self.centre - half, self.centre + half])
        # The sums round by u|m ∓ D/2|, halving by η/2 (twice: in the centre and in the direction).
        twice = np.concatenate([self.radius, self.radius])
        radius = above(twice + UNIT * np.abs(centres), 4, 4)
        still = np.concatenate([cut, cut]) == 0.0
        return self._of(
            centres,
            np.concatenate([spread, spread], axis=1),
            np.where(still, twice, radius),
            np.concatenate([self._middle, self._middle]),
            np.concatenate([self._reach, self._reach]),
        )

    def _bounds(self) -> tuple[Floats, Floats]:
        """Return the bounds of each coordinate; both enclosures hold the piece, so they meet."""
        # fl(m ∓ R) errs by u(|m| + R) at most: 2u|m| are added first, and more than uR by `above`.
        model = _reach(self._spread, self.radius + 2 * UNIT * np.abs(self.centre))
        plain = above(self._reach + 2 * UNIT * np.abs(self._middle), 2)
        low = np.maximum(self.centre - model, self._middle - plain)
        return low, np.minimum(self.centre + model, self._middle + plain)


def _reach(spread: Floats, radius: Floats) -> Floats:
    """Bound Σⱼ|Dⱼ| + r, where r may have been rounded twice already."""
    total = radius
    for direction in spread:
        total = total + np.abs(direction)
    return above(total, len(spread) + 2, 1)


def _halfway(p: Floats, q: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the middle of p and q, half their difference, and a bound of the rounding."""
    if p.ndim != 2 or p.shape != q.shape:
        raise ValueError(f"Ends of shapes {p.shape} and {q.shape}; expected (n, d) twice.")
    centre, half = 0.5 * p + 0.5 * q, 0.5 * q - 0.5 * p
    # Halving is exact or errs by η/2, and each sum rounds by one unit. Where p = q nothing does
    # (halves of one subnormal may: then the whole η is lost).
    error = above(2 * UNIT * (np.abs(centre) + np.abs(half)), 4, 4)
    return centre, half, np.where((p == q) & (centre == p), 0.0, error)


def _weights(weight: ArrayLike, bias: ArrayLike, inputs: int) -> tuple[Floats, Floats]:
    w, b = _exact(weight), _exact(bias)
    if w.ndim != 2 or w.shape[1] != inputs or b.shape != w.shape[:1]:
        raise ValueError(
            f"Weights {w.shape} and biases {b.shape} do not fit {inputs} coordinates; expected "
            f"(out, {inputs}) and (out,)."
        )
    return w, b


def _exact(values: ArrayLike) -> Floats:
    """Return finite numbers as float64, refusing what would have to be rounded."""
    given = np.asarray(values)
    if given.dtype.kind == "f" and not np.isfinite(given).all():
        raise ValueError("Some numbers are NaN or infinite.")
    x = Interval(given)
    if (x.low != x.high).any():
        raise ValueError(
            "Some numbers are no float64; round them first and add the rounding to the radius."
        )
    return x.low


def _tame(
    centre: Floats, spread: Floats, radius: Floats, middle: Floats, reach: Floats
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Make what overflowed the whole line, without infinities that would breed NaN."""
    # Sums keep infinities and NaN; that large finite numbers overflow in them costs only time.
    if np.isfinite(np.abs(centre).sum() + np.abs(spread).sum() + (radius + reach + middle).sum()):
        return centre, spread, radius, middle, reach
    finite = np.isfinite(centre) & np.isfinite(radius) & np.isfinite(spread).all(axis=0)
    centre, radius = np.where(finite, centre, 0.0), np.where(finite, radius, np.inf)
    spread = np.where(finite, spread, 0.0)
    finite = np.isfinite(middle) & np.isfinite(reach)
    return centre, spread, radius, np.where(finite, middle, 0.0), np.where(finite, reach, np.inf)
