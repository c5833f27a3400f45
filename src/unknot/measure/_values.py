"""What is measured of a network's stretching, as values and in words."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import numpy as np
from jaxtyping import Float, Int

LOSS_FLOOR = math.log(2)  # T9.1: some point of an inseparable pair loses at least this much


@dataclass(frozen=True)
class Quantiles:
    """How a number is distributed over the dense points; infinite where a matrix is singular."""

    least: float
    hundredth: float
    tenth: float
    median: float
    nine_tenths: float
    ninety_nine: float
    most: float

    @classmethod
    def of(cls, values: Float[np.ndarray, "n"]) -> "Quantiles":
        """Take the quantiles that occur among the values, without interpolation."""
        levels = (0, 0.01, 0.1, 0.5, 0.9, 0.99, 1)
        return cls(*np.quantile(values, levels, method="nearest").tolist())


@dataclass(frozen=True)
class Place:
    """A point of a class, and what the network does there.

    Attributes
    ----------
    label
        The class that the point belongs to.
    point
        Its coordinates (d,), data units.
    margin
        By how much the right class wins; negative where it loses.
    loss
        Cross entropy in nats: log(1 + exp(−margin)) of one score, that of softmax of several.
    stretch
        The largest singular value of the representation's Jacobian.
    """

    label: int
    point: tuple[float, ...]
    margin: float
    loss: float
    stretch: float


@dataclass(frozen=True)
class Level:
    """What the map Φ from the data to one depth does to them; at depth 0 nothing.

    Attributes
    ----------
    depth, units
        How many layers, and the dimension they lead to.
    layer_largest, layer_least
        Singular values of the last of these layers alone, diag(σ')W, along the data; None where a
        layer of a foreign model cannot be asked by itself.
    largest, least
        The greatest and least stretch |DΦ·v| of a unit vector v; the least is 0 once a layer has
        been narrower than the data.
    condition
        Their quotient.
    log_determinant
        log |det DΦ| where it is square, else None.
    contraction
        The least |Φa − Φb| / |a − b| over pairs of different classes, or None without any.
    apart
        The least distance of points of different classes over the diameter of all images.
    growth
        The length of each class's image over that of the class, (c,); None for no curves.
    """

    depth: int
    units: int
    layer_largest: Quantiles | None
    layer_least: Quantiles | None
    largest: Quantiles
    least: Quantiles
    condition: Quantiles
    log_determinant: Quantiles | None
    contraction: float | None
    apart: float | None
    growth: tuple[float | None, ...]


@dataclass(frozen=True)
class Strand:
    """A curve among the dense points: those from ``start`` to ``stop``, in order."""

    start: int
    stop: int
    closed: bool


@dataclass(frozen=True, eq=False)
class Stretch:
    """How a network stretches and tears labelled data: see :func:`stretch`.

    Attributes
    ----------
    class_names
        The names of the classes (c,).
    from_shapes
        Whether the dense points were taken from exact shapes, or are data points themselves.
    levels
        One a depth, the input first.
    torn
        Of every class with points, the place of the least margin.
    worst, steepest
        The places of the largest loss and of the largest stretch.
    samples, samples_right
        How many data points there are, and how many the network has right.
    dense, dense_right
        The same of the dense points.
    sample_margin, margin
        The least margin at the data points, and over the dense points.
    steepness
        L, the steepest slope of a score difference that was seen: score per data unit.
    spacing
        Of each class, the largest distance of a data point to its nearest neighbour, data units;
        None below two points.
    density
        Of each class, the largest distance of a dense point to the nearest data point, data units:
        the r of T9.2. None without shapes or without data points.
    forced
        The largest g/(2r) over pairs of classes that the data points separate with a gap g > 0:
        by T9.2 no L is smaller if that pair is inseparable. Without shapes the spacing stands in
        for r, which is then an assumption. None if no pair has such a gap.
    points, labels, margins, stretches
        The dense points (n, d), their classes, margins and stretches (n,).
    strands
        The curves among them.
    """

    class_names: tuple[str, ...]
    from_shapes: bool
    levels: tuple[Level, ...]
    torn: tuple[Place, ...]
    worst: Place
    steepest: Place
    samples: int
    samples_right: int
    dense: int
    dense_right: int
    sample_margin: float
    margin: float
    steepness: float
    spacing: tuple[float | None, ...]
    density: tuple[float | None, ...]
    forced: float | None
    points: Float[np.ndarray, "n d"] = field(repr=False)
    labels: Int[np.ndarray, "n"] = field(repr=False)
    margins: Float[np.ndarray, "n"] = field(repr=False)
    stretches: Float[np.ndarray, "n"] = field(repr=False)
    strands: tuple[Strand, ...] = field(repr=False)

    @property
    def tear(self) -> Place:
        """The place of the least margin of all."""
        return min(self.torn, key=lambda place: place.margin)

    @property
    def reach(self) -> float | None:
        """The least margin over the steepness, m/L, in data units; None for a constant score."""
        return self.margin / self.steepness if self.steepness > 0 else None

    @property
    def sample_reach(self) -> float | None:
        """The same with the margin of the data points: how far round them the score is safe."""
        return self.sample_margin / self.steepness if self.steepness > 0 else None

    @property
    def signature(self) -> tuple[str, ...]:
        """The signs of the easy way out that are present: a heuristic, never a verdict.

        Of ``"samples right"``, ``"dense points wrong"``, and ``"margin below spacing"``: the data
        points' margin over L is positive, but less than the largest spacing.
        """
        reach = self.sample_reach
        widest = max((r for r in self.spacing if r is not None), default=0.0)
        signs = {
            "samples right": self.samples_right == self.samples,
            "dense points wrong": self.dense_right < self.dense,
            "margin below spacing": reach is not None and 0 < reach < widest,
        }
        return tuple(sign for sign, there in signs.items() if there)

    def summary(self) -> str:
        """Say in a few sentences what was found, and that it is measured."""
        return " ".join(_sentences(self))

    def as_dict(self) -> dict[str, Any]:
        """Return all numbers but the arrays of dense points, JSON-able; not finite ones as None."""
        left_out = {"points", "labels", "margins", "stretches", "strands"}
        own = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in left_out}
        own |= {"reach": self.reach, "sample_reach": self.sample_reach}
        own |= {"loss_floor": LOSS_FLOOR, "signature": self.signature}
        return {name: _plain(value) for name, value in own.items()}


def _sentences(found: Stretch) -> Iterator[str]:
    kind = "points of the class shapes" if found.from_shapes else "of the data points"
    yield f"Measured in floating point at {found.dense:,} {kind}, which proves nothing."
    wrong = found.dense - found.dense_right
    yield (
        f"{found.samples_right:,} of {found.samples:,} data points are right; of the dense points "
        f"{wrong:,} {'is' if wrong == 1 else 'are'} wrong."
    )
    tear = found.tear
    yield (
        f"The least margin is {tear.margin:.3g}, at {_where(found, tear)}; the largest loss is "
        f"{found.worst.loss:.3g}, where an inseparable pair always costs ln 2 = 0.693 or more."
    )
    yield _steep(found)
    last = found.levels[-1]
    yield (
        f"The layers stretch by up to {last.largest.most:.3g} (median {last.largest.median:.3g}), "
        f"most at {_where(found, found.steepest)}; the condition number has median "
        f"{last.condition.median:.3g} and maximum {last.condition.most:.3g}."
    )
    if last.contraction is not None and last.apart is not None:
        yield (
            f"Some points of different classes come as near as {last.contraction:.3g} of their "
            f"distance, and the classes end {last.apart:.3g} of the whole diameter apart."
        )
    lengths = zip(found.class_names, last.growth, strict=True)
    grown = [f"{name} {g:.3g} times as long" for name, g in lengths if g is not None]
    if grown:
        yield f"Curves end with another length: {', '.join(grown)}."
    signs = found.signature
    yield (f"Signs of the easy way out (a heuristic): {', '.join(signs) if signs else 'none'}.")


def _steep(found: Stretch) -> str:
    if found.sample_reach is None:
        return "The score is constant where it was looked at, so it has no steepness."
    text = (
        f"The steepest slope seen is L = {found.steepness:.3g} a data unit, so that the data "
        f"points' margin of {found.sample_margin:.3g} reaches m/L = {found.sample_reach:.2g}"
    )
    known = [r for r in found.spacing if r is not None]
    if known:
        text += f", where neighbours are up to {max(known):.2g} apart"
    if found.forced is not None:
        text += f"; T9.2 forces L >= {found.forced:.3g} if the classes are inseparable"
    return text + "."


def _where(found: Stretch, place: Place) -> str:
    shown = [f"{x:.4g}" for x in place.point[:4]] + ["…"] * (len(place.point) > 4)
    return f"({', '.join(shown)}) of class {found.class_names[place.label]}"


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value
