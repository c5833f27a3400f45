"""The easy way out, measured: where a network stretches, where it tears (THEORY §9).

Everything here is float64 arithmetic at finitely many points: measurements, not proofs. A maximum
over points is a lower bound of the maximum over the classes, up to rounding.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from itertools import combinations
from typing import Any

import numpy as np
from jaxtyping import Float, Int
from scipy.spatial import KDTree
from scipy.spatial.distance import cdist

from unknot.data import Dataset
from unknot.errors import InputError, UnsupportedLayer
from unknot.nets import Activation, Array, Blend, Dense, Head, Network, decide, margins
from unknot.shapes import Shape

LOSS_FLOOR = math.log(2)  # T9.1: some point of an inseparable pair loses at least this much

_NUMBERS = 4_000_000  # in one block of Jacobians or of distances
_PAIRS = 16_000_000  # pairs of points of different classes that are looked at
_TREE = 16  # dimensions up to which a k-d tree is faster than all distances
_CLOSE = 1e-6  # of the coordinates: nearer than this, a quotient of differences is rounding
_REFINED = 8  # parts of a class in which the least margin is searched for

At = Callable[[np.ndarray], np.ndarray]


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
        Singular values of the last of these layers alone, diag(σ')W, along the data.
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
    layer_largest: Quantiles
    layer_least: Quantiles
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


def stretch(network: Network, data: Dataset, *, per_class: int = 2000, seed: int = 0) -> Stretch:
    """Measure how a network stretches the classes of a data set, and where it tears them.

    Float64 measurements at finitely many points, not proofs. Points are taken densely from the
    class shapes: of curves at equal steps, of solids at random; then the least margin is sought
    along the curves, or in the solids, near the worst of them. Without shapes the data points
    themselves are measured. Whether a pair of classes is inseparable is decided elsewhere.

    Parameters
    ----------
    network
        One network of dense layers with a head.
    data
        Points of the dimension that the network takes. Numbers that compare with the spacing of
        samples speak of the points that the network was trained on.
    per_class
        About how many dense points of each class, at least 2; finite classes keep their own.
        Of the pairs of different classes at most 16 million are looked at, evenly chosen.
    seed
        Of the random points.

    Raises
    ------
    InputError
        The network has no head, weights that are not finite, or another dimension or fewer
        classes than the data; or its values overflow.
    UnsupportedLayer
        A layer is not dense, so that its derivative is not known here.

    References
    ----------
    THEORY §9: T9.1 (the loss), T9.2 (the steepness). C. Olah, "Neural Networks, Manifolds, and
    Topology", 2014: the easy way out.

    Examples
    --------
    A line that is stretched by 3 and read by 2:

    >>> from unknot.data import load
    >>> from unknot.nets import activation
    >>> layer = Dense(np.array([[3.0]]), np.zeros(1), activation("identity"))
    >>> network = Network([layer], Head(np.array([[2.0]]), np.zeros(1), "logistic"))
    >>> found = stretch(network, load("intervals:points=20"), per_class=50)
    >>> round(found.steepness, 6), found.levels[1].largest.most, round(found.tear.point[0], 6)
    (6.0, 3.0, -1.0)
    """
    _check(network, data, per_class, seed)
    network = network.float64()
    rng = np.random.default_rng(seed)
    clouds = [_cloud(network, data, label, per_class, rng) for label in range(len(data.counts))]
    strands, start = [], 0
    for cloud in clouds:
        strands += [Strand(start + s.start, start + s.stop, s.closed) for s in cloud.strands]
        start += len(cloud.points)
    points = np.concatenate([cloud.points for cloud in clouds])
    labels = np.repeat(np.arange(len(clouds)), [len(cloud.points) for cloud in clouds])
    seen = _look(network, points, labels)
    won = margins(seen.scores.T, labels)
    losses = _losses(seen.scores, labels)
    stretches = seen.whole[-1][0]

    def place(index: int) -> Place:
        where = tuple(points[index].tolist())
        numbers = (float(values[index]) for values in (won, losses, stretches))
        return Place(int(labels[index]), where, *numbers)

    own = [np.flatnonzero(labels == label) for label in range(len(clouds))]
    sampled = _finite(network.scores(data.points))
    cross = _across(seen, points, own)
    samples = [data.of_class(label) for label in range(len(clouds))]
    spacing = tuple(map(_spacing, samples))
    density = tuple(
        _density(points[some], known) if data.shapes is not None else None
        for some, known in zip(own, samples, strict=True)
    )
    slopes = (float(seen.slopes.max()), cross.slope, _between(network, data, seen, points, own))
    dense = density if data.shapes is not None else spacing
    curved = tuple(cloud.curved for cloud in clouds)
    return Stretch(
        class_names=data.class_names,
        from_shapes=data.shapes is not None,
        levels=tuple(_levels(network, seen, cross, labels, strands, curved)),
        torn=tuple(place(int(some[np.argmin(won[some])])) for some in own if some.size),
        worst=place(int(np.argmax(losses))),
        steepest=place(int(np.argmax(stretches))),
        samples=len(data),
        samples_right=int((decide(sampled.T) == data.labels).sum()),
        dense=len(points),
        dense_right=int((decide(seen.scores.T) == labels).sum()),
        sample_margin=float(margins(sampled.T, data.labels).min()),
        margin=float(won.min()),
        steepness=max(slopes),
        spacing=spacing,
        density=density,
        forced=_forced(sampled, data.labels, dense),
        points=points,
        labels=labels,
        margins=won,
        stretches=stretches,
        strands=tuple(strands),
    )


def _check(network: Network, data: Dataset, per_class: int, seed: int) -> None:
    if network.head is None:
        raise InputError("The network has no head, so it has no margins to measure; give it one.")
    for number, layer in enumerate(network.layers, 1):
        if not isinstance(layer, Dense):
            raise UnsupportedLayer(
                f"Layer {number} is a {type(layer).__name__}; the stretch of dense layers alone is "
                "measured."
            )
    if np.ndim(network.head.weight) != 2:
        raise InputError("These are many networks in one; measure one of them, network[i].")
    if not network.is_finite:
        raise InputError(
            "The network has weights that are not finite numbers (did its training diverge?), so "
            "there is nothing to measure. Train with a smaller learning rate."
        )
    if network.inputs != data.dimension:
        raise InputError(
            f"The network takes points of dimension {network.inputs}, but the data have "
            f"{data.dimension}. Measure it with the data it was trained on."
        )
    if len(data.class_names) > max(network.head.scores, 2):
        raise InputError(
            f"The network tells {max(network.head.scores, 2)} classes apart, but the data have "
            f"{len(data.class_names)}. Measure it with the data it was trained on."
        )
    for value, what, least in ((per_class, "points per class", 2), (seed, "seed", 0)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
            raise InputError(f"The {what}: got {value!r}, expected an integer >= {least}.")


# Dense points


@dataclass(frozen=True)
class _Cloud:
    """The dense points of one class, its curves, and whether it consists of curves alone."""

    points: np.ndarray
    strands: tuple[Strand, ...] = ()
    curved: bool = False


def _cloud(
    network: Network, data: Dataset, label: int, per_class: int, rng: np.random.Generator
) -> _Cloud:
    """Take the points of a class, and those of least margin near the worst of them."""
    if data.shapes is None:
        own = data.of_class(label)
        chosen = rng.permutation(len(own))[:per_class]
        return _Cloud(own[np.sort(chosen)])

    def won(points: np.ndarray) -> np.ndarray:
        return margins(_finite(network.scores(points)).T, np.full(len(points), label))

    parts = [leaf for _, leaf in data.shapes[label].leaves()]
    counts = _shares(parts, per_class)
    drawn = [_draw(part, count, rng) for part, count in zip(parts, counts, strict=True)]
    scored = [won(points) for points in drawn]
    order = sorted(range(len(parts)), key=lambda k: float(scored[k].min()))
    refined = [
        _refined(parts[k], drawn[k], int(np.argmin(scored[k])), won, rng) for k in order[:_REFINED]
    ]
    strands, start = [], 0
    for part, points in zip(parts, drawn, strict=True):
        if part.trace is not None:
            strands.append(Strand(start, start + len(points), part.trace.closed))
        start += len(points)
    points = np.concatenate([*drawn, np.array(refined)])
    return _Cloud(points, tuple(strands), len(strands) == len(parts))


def _shares(parts: list[Shape], total: int) -> list[int]:
    """Say how many points each part gets: by length or volume if all parts are of one kind."""
    weights = np.array([part.measure for part in parts])
    kinds = {part.trace is not None for part in parts}
    finite = any(part.isolated is not None for part in parts)
    if len(kinds) > 1 or not weights.sum() > 0 or finite:
        weights = np.ones(len(parts))
    return [max(2, round(share)) for share in (total * weights / weights.sum()).tolist()]


def _draw(shape: Shape, count: int, rng: np.random.Generator) -> np.ndarray:
    if shape.isolated is not None:
        return shape.isolated
    if shape.trace is None:
        return shape.sample(count, rng)
    return shape.trace.at(np.arange(count) / (count if shape.trace.closed else count - 1))


def _refined(shape: Shape, points: np.ndarray, index: int, won: At,
             rng: np.random.Generator) -> np.ndarray:  # fmt: skip
    """Return a point of the shape near one of its points where the margin is no larger."""
    best = points[index]
    if shape.isolated is not None:
        return best
    if shape.trace is None:
        # A random search that narrows; a thin set holds none of the points that are tried.
        low, high = shape.bounds()
        reach, least = float((high - low).max()) / 4, won(best[None])[0]
        for _ in range(24):
            tried = best + reach * rng.normal(size=(64, len(best)))
            tried = tried[shape.contains(tried)]
            values = won(tried)
            if values.size and values.min() < least:
                best, least = tried[np.argmin(values)], values.min()
            reach *= 0.7
        return best
    at, closed = shape.trace.at, shape.trace.closed
    step = 1 / (len(points) if closed else len(points) - 1)
    middle = index * step
    for _ in range(10):
        tried = middle + step * np.linspace(-1, 1, 33)
        tried = tried % 1 if closed else np.clip(tried, 0, 1)
        middle, step = tried[np.argmin(won(at(tried)))], step / 8
    return at(np.array([middle]))[0]


# Derivatives


@dataclass(frozen=True)
class _Seen:
    """A network at points: representations, singular values by depth, scores, slopes of them.

    ``layers`` and ``whole`` hold (σ_max, σ_min, log|det|), each (n,), of every depth from 0.
    """

    places: list[np.ndarray]
    layers: list[np.ndarray]
    whole: list[np.ndarray]
    scores: np.ndarray
    slopes: np.ndarray


def _look(network: Network, points: np.ndarray, right: np.ndarray,
          wrong: np.ndarray | None = None) -> _Seen:  # fmt: skip
    """Look at a network, and at the slopes |∇(score of right − score of wrong)|.

    Without ``wrong`` each point's best other class is meant.
    """
    # Never more columns than the first layer has units: see _reduced.
    columns = min(network.widths[:2])
    step = max(1, _NUMBERS // (max(network.widths) * columns))
    parts = [
        _block(network, points[i : i + step], right[i : i + step],
               None if wrong is None else wrong[i : i + step])
        for i in range(0, len(points), step)
    ]  # fmt: skip
    depths = range(network.depth + 1)
    return _Seen(
        [np.concatenate([part.places[d] for part in parts]) for d in depths],
        [np.concatenate([part.layers[d] for part in parts], axis=1) for d in depths],
        [np.concatenate([part.whole[d] for part in parts], axis=1) for d in depths],
        np.concatenate([part.scores for part in parts]),
        np.concatenate([part.slopes for part in parts]),
    )


def _block(network: Network, points: np.ndarray, right: np.ndarray,
           wrong: np.ndarray | None) -> _Seen:  # fmt: skip
    still = np.stack([np.ones(len(points)), np.ones(len(points)), np.zeros(len(points))])
    places, layers, whole = [points], [still], [still]
    jacobian: np.ndarray | None = None
    for layer in network.layers:
        assert isinstance(layer, Dense)
        before = layer.affine(places[-1].T)
        slope = _finite(_derivative(layer.activation, before)).T[:, :, None]
        places.append(_finite(layer.activation(before)).T)
        weight = _reduced(layer.weight)
        jacobian = slope * (weight if jacobian is None else layer.weight @ jacobian)
        layers.append(_singular(slope * weight, layer.inputs))
        whole.append(_singular(_finite(jacobian), network.inputs))
    assert network.head is not None
    scores = _finite(network.head(places[-1].T)).T
    towards = _towards(network.head, right, _rivals(scores, right) if wrong is None else wrong)
    gradient = towards if jacobian is None else np.einsum("nh,nhk->nk", towards, jacobian)
    return _Seen(places, layers, whole, scores, np.linalg.norm(gradient, axis=1))


def _reduced(weight: np.ndarray) -> np.ndarray:
    """Return L of W = LQ where Q has orthonormal rows: the same singular values, fewer columns."""
    outputs, inputs = weight.shape
    return weight if outputs >= inputs else np.asarray(np.linalg.qr(weight.T, mode="r")).T


def _derivative(sigma: Activation | Blend, z: Array) -> np.ndarray:
    if isinstance(sigma, Activation):
        return sigma.derivative(z)
    blended = (1 - sigma.amount) + sigma.amount * sigma.activation.derivative(z)
    moved = np.arange(len(z)) < (len(z) if sigma.units is None else sigma.units)
    return np.where(moved[:, None], blended, 1.0)


def _singular(matrices: Float[np.ndarray, "n h k"], inputs: int) -> Float[np.ndarray, "3 n"]:
    """Return σ_max, the least stretch of R^inputs, and log|det| (NaN if not square)."""
    values = np.linalg.svd(matrices, compute_uv=False)
    least = values[:, -1] if values.shape[1] >= inputs else np.zeros(len(values))
    with np.errstate(divide="ignore"):
        log = np.log(values).sum(axis=1) if values.shape[1] >= inputs else np.log(least)
    square = matrices.shape[1] == inputs
    return np.stack([values[:, 0], least, log if square else np.full(len(values), np.nan)])


def _rivals(scores: np.ndarray, right: np.ndarray) -> np.ndarray:
    if scores.shape[1] == 1:
        return 1 - right
    others = scores.copy()
    others[np.arange(len(right)), right] = -np.inf
    return np.argmax(others, axis=1)


def _towards(head: Head, right: np.ndarray, wrong: np.ndarray) -> Float[np.ndarray, "n h"]:
    """Return the direction in which the right class gains on the wrong one, fastest."""
    weight = np.asarray(head.weight)
    if len(weight) == 1:
        return (right - wrong)[:, None] * weight
    return weight[right] - weight[wrong]


def _losses(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    if scores.shape[1] == 1:
        return np.logaddexp(0, -margins(scores.T, labels))
    right = scores[np.arange(len(labels)), labels]
    return np.logaddexp.reduce(scores, axis=1) - right


def _finite(values: Array) -> np.ndarray:
    found = np.asarray(values, np.float64)
    if not np.isfinite(found).all():
        raise InputError(
            "The network's values or derivatives overflow at some points of the data, so they "
            "cannot be measured; check its weights."
        )
    return found


# Two classes at a time


@dataclass(frozen=True)
class _Cross:
    """By depth the least ratio and distance of cross pairs; and the steepest score difference."""

    ratios: np.ndarray
    distances: np.ndarray
    slope: float


def _gained(scores: np.ndarray, i: int, j: int) -> np.ndarray:
    """Return by how much class j leads class i."""
    return (2 * (j > i) - 1) * scores[:, 0] if scores.shape[1] == 1 else scores[:, j] - scores[:, i]


def _across(seen: _Seen, points: np.ndarray, own: list[np.ndarray]) -> _Cross:
    total = sum(len(a) * len(b) for a, b in combinations(own, 2))
    share = min(1.0, (_PAIRS / max(total, 1)) ** 0.5)
    own = [_evenly(some, share) for some in own]
    depths = len(seen.places)
    ratios, distances, slope = np.full(depths, np.inf), np.full(depths, np.inf), 0.0
    for i, j in combinations(range(len(own)), 2):
        gained = _gained(seen.scores, i, j)
        step = max(1, _NUMBERS // max(1, len(own[j])))
        for start in range(0, len(own[i]) if own[j].size else 0, step):
            one, two = own[i][start : start + step], own[j]
            base = cdist(points[one], points[two])
            # Equal points of different classes have no ratio, only the distance 0.
            inverse = np.divide(1, base, out=np.full_like(base, np.nan), where=base > 0)
            for depth, places in enumerate(seen.places):
                apart = cdist(places[one], places[two])
                distances[depth] = min(distances[depth], apart.min())
                ratios[depth] = np.fmin.reduce(apart * inverse, axis=None, initial=ratios[depth])
            inverse[base <= _CLOSE * np.abs(points).max()] = np.nan
            rises = np.abs(gained[one][:, None] - gained[two]) * inverse
            slope = float(np.fmax.reduce(rises, axis=None, initial=slope))
    ratios[0] = 1.0 if np.isfinite(ratios[0]) else np.inf  # without its rounding
    return _Cross(ratios, distances, slope)


def _evenly(indices: np.ndarray, share: float) -> np.ndarray:
    count = min(len(indices), max(1, int(share * len(indices))))
    return indices[np.linspace(0, len(indices) - 1, count).astype(int)]


def _between(
    network: Network, data: Dataset, seen: _Seen, points: np.ndarray, own: list[np.ndarray]
) -> float:
    """Return the steepest score difference on segments between the worst points.

    These lead from the dense point of a class that is nearest to losing to another, to that of
    the other class and to the nearest data point of its own class: the steps of T9.2's proof.
    """
    steepest = 0.0
    part = np.linspace(0, 1, 33)[:, None]
    for i, j in combinations([k for k, some in enumerate(own) if some.size], 2):
        gained = _gained(seen.scores, i, j)
        low = points[own[j][np.argmin(gained[own[j]])]]
        high = points[own[i][np.argmax(gained[own[i]])]]
        ends = [(low, high)]
        for label, point in ((j, low), (i, high)):
            samples = data.of_class(label)
            if len(samples):
                ends.append((point, samples[np.argmin(cdist(point[None], samples)[0])]))
        line = np.concatenate([(1 - part) * a + part * b for a, b in ends])
        right, wrong = np.full(len(line), j), np.full(len(line), i)
        along = _look(network, line, right, wrong)
        values = _gained(along.scores, i, j).reshape(len(ends), -1)
        rises = np.abs(values[:, -1] - values[:, 0])
        lengths = np.array([np.linalg.norm(b - a) for a, b in ends])
        apart = lengths > _CLOSE * np.abs(points).max()
        quotients = rises[apart] / lengths[apart]
        steepest = max(steepest, float(along.slopes.max()), *quotients.tolist())
    return steepest


def _forced(
    sampled: np.ndarray, labels: np.ndarray, dense: tuple[float | None, ...]
) -> float | None:
    """Return the largest g/(2r) of T9.2 over pairs of classes."""
    found = []
    there = [k for k, r in enumerate(dense) if r is not None]
    for i, j in combinations(there, 2):
        gained = _gained(sampled, i, j)
        gap = float(gained[labels == j].min() - gained[labels == i].max())
        radius = max(dense[i] or 0.0, dense[j] or 0.0)
        if gap > 0 and radius > 0:
            found.append(gap / (2 * radius))
    return max(found, default=None)


# Lengths and distances


def _levels(network: Network, seen: _Seen, cross: _Cross, labels: np.ndarray,
            strands: list[Strand], curved: tuple[bool, ...]) -> Iterator[Level]:  # fmt: skip
    before = [_length(seen.places[0], labels, strands, k) for k in range(len(curved))]
    for depth, units in enumerate(network.widths):
        largest, least, log = seen.whole[depth]
        places = seen.places[depth]
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            condition = np.where(least > 0, largest / least, np.inf)
        ratio, distance = float(cross.ratios[depth]), float(cross.distances[depth])
        diameter = _diameter(places)
        yield Level(
            depth=depth,
            units=units,
            layer_largest=Quantiles.of(seen.layers[depth][0]),
            layer_least=Quantiles.of(seen.layers[depth][1]),
            largest=Quantiles.of(largest),
            least=Quantiles.of(least),
            condition=Quantiles.of(condition),
            log_determinant=None if np.isnan(log).any() else Quantiles.of(log),
            contraction=ratio if np.isfinite(ratio) else None,
            apart=distance / diameter if diameter > 0 and np.isfinite(distance) else None,
            growth=tuple(
                _length(places, labels, strands, k) / long if is_curve and long > 0 else None
                for k, (is_curve, long) in enumerate(zip(curved, before, strict=True))
            ),
        )


def _length(places: np.ndarray, labels: np.ndarray, strands: list[Strand], label: int) -> float:
    total = 0.0
    for strand in strands:
        if labels[strand.start] == label:
            line = places[strand.start : strand.stop]
            line = np.concatenate([line, line[:1]]) if strand.closed else line
            total += float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
    return total


def _diameter(places: np.ndarray) -> float:
    """Return the largest distance of two of the points."""
    middle = (places.max(axis=0) + places.min(axis=0)) / 2
    far = np.linalg.norm(places - middle, axis=1)
    start = places[np.argmax(far)]
    known = float(np.linalg.norm(places - start, axis=1).max())
    # A pair farther apart than what is known has both ends at least that far out.
    outer = places[far >= (known - far.max()) * (1 - 1e-9)]
    # On a sphere these are nearly all of them: then of many points some thousands do.
    outer = outer[:: max(1, len(outer) // 4000)]
    step = max(1, _NUMBERS // len(outer))
    return max([known, *(float(cdist(outer[i : i + step], outer).max())
                         for i in range(0, len(outer), step))])  # fmt: skip


def _spacing(points: np.ndarray) -> float | None:
    """Return the largest distance of a point to its nearest neighbour."""
    if len(points) < 2:
        return None
    if points.shape[1] <= _TREE:
        return float(KDTree(points).query(points, k=2)[0][:, 1].max())
    return float(_nearest(points, points, same=True).max())


def _density(points: np.ndarray, samples: np.ndarray) -> float | None:
    """Return the largest distance of a point to the nearest sample."""
    if not len(points) or not len(samples):
        return None
    if points.shape[1] <= _TREE:
        return float(KDTree(samples).query(points)[0].max())
    return float(_nearest(points, samples).max())


def _nearest(points: np.ndarray, others: np.ndarray, same: bool = False) -> np.ndarray:
    """Return the distances to the nearest of the others, by products of matrices."""
    squares = (others**2).sum(axis=1)
    step = max(1, _NUMBERS // len(others))
    found = []
    for i in range(0, len(points), step):
        part = points[i : i + step]
        table = squares - 2 * part @ others.T
        if same:
            table[np.arange(len(part)), i + np.arange(len(part))] = np.inf
        found.append(np.linalg.norm(part - others[table.argmin(axis=1)], axis=1))
    return np.concatenate(found)


# Words


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
