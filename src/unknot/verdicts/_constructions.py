"""Explicit weights: constructions of THEORY §6, and networks found by training, all verified."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from unknot.data import Dataset
from unknot.exact import number
from unknot.nets import Dense, Head, Network, activation
from unknot.shapes import Shape
from unknot.unwind import widest_gap
from unknot.verdicts import _written as written
from unknot.verdicts._certificate import Certificate, accepted, at_least
from unknot.verdicts._classes import Classes
from unknot.verdicts._extremes import parting_plane, with_extremes
from unknot.verdicts._first_units import one_unit as folding_unit
from unknot.verdicts._first_units import several
from unknot.verdicts._flat import classes_flat
from unknot.verdicts._scores import affine_scores
from unknot.verdicts._separates import Question, covered, short

_SAMPLES = 700  # a class
_MOST_POINTS = 3000
_BUDGET = 300_000
_TRIED = 6  # trained networks that are right on all samples

Rows = tuple[np.ndarray, ...]  # points (m, d) of each class


def constructed(
    classes: Classes, hidden: Sequence[int], names: Sequence[str]
) -> Certificate | None:
    """Try explicit weights of this very architecture, and return the first that is verified."""
    flat = classes_flat(classes)
    n = classes.dimension
    keep = list(range(n)) if flat is None else list(flat.keep)
    samples = tuple(_rows(s)[:, keep] for s in classes.sets)
    samples = with_extremes(samples, classes, keep)
    for network in _proposals(samples, hidden, names, classes, keep):
        found = with_weights(_in_space(network, keep, n), classes)
        if found is not None:
            return found
    return None


def _rows(shape: Shape) -> np.ndarray:
    """Return points of a set: all of them, if they are few."""
    parts = [leaf.isolated for _, leaf in shape.leaves()]
    known = [points for points in parts if points is not None]
    if len(known) == len(parts) and sum(map(len, known)) <= _MOST_POINTS:
        return np.concatenate(known)
    return shape.sample(_SAMPLES, 0)


def _in_space(network: Network, keep: list[int], n: int) -> Network:
    """Return a network of some coordinates as one of all: the others count for nothing."""
    if len(keep) == n:
        return network

    def wide(weight: np.ndarray) -> np.ndarray:
        made = np.zeros((len(weight), n))
        made[:, keep] = weight
        return made

    if network.layers:
        first, *others = written.dense_layers(network)
        return Network(
            [Dense(wide(first.weight), first.bias, first.activation), *others], network.head
        )
    head = written.head(network)
    return Network([], Head(wide(head.weight), head.bias, head.kind))


def _of_several(samples: Rows, hidden: Sequence[int], names: Sequence[str]) -> Iterator[Network]:
    layers = several(samples, hidden, names)
    if layers is not None:
        found = affine_scores([Network(layers)(rows.T).T for rows in samples])
        if found is not None:
            yield Network(layers, Head(*found, "softmax"))


def with_weights(network: Network, classes: Classes) -> Certificate | None:
    """Return the proof that these weights classify, as an answer about their architecture."""
    question = Question.of(network, classes)
    found = covered(question, _BUDGET)
    if isinstance(found, Certificate):
        return None
    layers = written.dense_layers(network)
    hidden = [layer.outputs for layer in layers]
    units = "-".join(map(str, hidden)) or "no hidden layer"
    margin = short(found.margin)
    return accepted(
        f"Explicit weights of the architecture {units} are right {classes.everywhere}, by "
        f"a margin of at least {at_least(margin)}.",
        facts={"margin": margin, "pieces": found.pieces},
        claim={
            "kind": "some network",
            "hidden": hidden,
            "activations": [written.sigma(layer) for layer in layers],
        },
        evidence={"kind": "weights", "margin": number(margin), "cuts": found.cuts},
        **question.parts,
    )


@dataclass(frozen=True)
class Trained:
    """What came of training networks: weights that are verified, or how near they came."""

    certificate: Certificate | None
    all_right: int  # networks that are right at all points
    closest: str


def trained(
    classes: Classes,
    hidden: Sequence[int],
    names: Sequence[str],
    *,
    seeds: int = 32,
    steps: int = 3000,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Trained:
    """Train networks of this architecture, up to the first that is verified on the whole."""
    from unknot.recording import Spec
    from unknot.train import fit

    data = _data(classes)
    spec = Spec.of(
        data="points",
        hidden=tuple(hidden),
        activation=tuple(names) or ("tanh",),
        seeds=seeds,
        steps=steps,
        learning_rate=0.02,
        patience=40,
        snapshots=100,
    )
    on_progress(f"training {seeds} networks")
    recording = fit(spec, data)
    all_right, points = int(recording.solved.sum()), len(data)
    if recording.finals is None or not all_right:
        right = round(recording.accuracy * points)
        return Trained(
            None,
            all_right,
            f"the best of {seeds} trained networks is right at {right:,} of {points:,} points",
        )
    order = np.argsort(np.where(recording.solved, recording.losses[-1], np.inf))
    tried = order[: min(_TRIED, all_right)]
    for index in tried:
        on_progress(f"verifying a trained network {classes.everywhere}")
        found = with_weights(recording.finals[int(index)].float64(), classes)
        if found is not None:
            return Trained(found, all_right, "")
    return Trained(
        None,
        all_right,
        f"{all_right} of {seeds} trained networks are right at all {points:,} points, and none of "
        f"the {len(tried)} of lowest loss was verified {classes.everywhere}",
    )


def _data(classes: Classes) -> Dataset:
    rows = [s.sample(_SAMPLES, 0) for s in classes.sets]
    return Dataset(
        np.concatenate(rows),
        np.repeat(np.arange(len(rows)), [len(r) for r in rows]),
        classes.names,
        tuple(f"x{i + 1}" for i in range(classes.dimension)),
    )


def _proposals(
    samples: Rows,
    hidden: Sequence[int],
    names: Sequence[str],
    classes: Classes,
    keep: Sequence[int],
) -> Iterator[Network]:
    """Give networks that are right on samples: a first layer, a read-out, and a chain behind."""
    if len(samples) > 2:
        yield from _of_several(samples, hidden, names)
        return
    plane = parting_plane(classes, keep)
    if plane is not None:
        made = _chained([], samples, plane, hidden, names)
        if made is not None:
            yield made
    for layers, used in _first_layers(samples, hidden, names):
        features = tuple(Network(layers)(rows.T).T for rows in samples)
        plane = widest_gap(*features)
        if plane is not None:
            made = _chained(layers, features, plane, hidden[used:], names[used:])
            if made is not None:
                yield made


def _first_layers(
    samples: Rows, hidden: Sequence[int], names: Sequence[str]
) -> Iterator[tuple[list[Dense], int]]:
    yield [], 0
    if not hidden:
        return
    units, sigma, n = hidden[0], activation(names[0]), samples[0].shape[1]
    if units == 1 and sigma.monotone == "no":
        yield from (([layer], 1) for layer in folding_unit(samples, names[0]))
    if n == 1:
        places = _changes(samples)
        if len(places) <= units:
            for steepness in (4.0, 12.0, 40.0, 120.0):
                s = steepness / np.ptp(np.concatenate(samples))
                weight, bias = np.zeros((units, 1)), np.zeros(units)
                weight[: len(places), 0] = s
                bias[: len(places)] = -s * np.array(places) + sigma.rises
                yield [Dense(weight, bias, sigma)], 1
    for inner, outer in ((0, 1), (1, 0)):
        centre = 0.5 * (samples[inner].min(0) + samples[inner].max(0))
        size = float(np.linalg.norm(samples[outer] - centre, axis=1).max())
        for directions in _directions(n, units) if size else ():
            best = max(
                (
                    (_split(sigma, samples, centre, directions * s / size, p), s, p)
                    for s in (1.0, 2.0, 4.0, 8.0, 16.0)
                    for p in np.linspace(-6, 6, 49)
                ),
                key=lambda found: found[0],
            )
            if best[0] > 0:
                weight = np.zeros((units, n))
                weight[: len(directions)] = directions * best[1] / size
                bias = np.full(units, best[2]) - weight @ centre
                yield [Dense(weight, bias, sigma)], 1


def _changes(samples: Rows) -> list[float]:
    """Return places on the line between runs of different classes."""
    values = np.concatenate(samples)[:, 0]
    labels = np.repeat([0, 1], [len(s) for s in samples])
    order = np.argsort(values)
    values, labels = values[order], labels[order]
    at = np.flatnonzero(np.diff(labels))
    return (0.5 * (values[at] + values[at + 1])).tolist()


def _directions(n: int, units: int) -> Iterator[np.ndarray]:
    """Give sets of at most so many directions that look to all sides, or along the axes."""
    if n == 2 and units >= 3:
        angle = 2 * np.pi * np.arange(units) / units
        yield np.stack([np.cos(angle), np.sin(angle)], 1)
    if units >= 2 * n:
        yield np.concatenate([np.eye(n), -np.eye(n)])
    if units > n:
        corners = np.eye(n + 1) - 1 / (n + 1)
        plane = np.linalg.svd(np.ones((1, n + 1)))[2][1:]
        simplex = corners @ plane.T
        yield simplex / np.linalg.norm(simplex, axis=1, keepdims=True)
    if units >= n:
        yield np.eye(n)


def _split(sigma, samples: Rows, centre: np.ndarray, directions: np.ndarray, shift: float) -> float:
    """Return how far apart the sums of units are on the two classes, by their spread."""
    with np.errstate(all="ignore"):
        sums = [sigma((rows - centre) @ directions.T + shift).sum(axis=1) for rows in samples]
    spread = max(float(np.ptp(np.concatenate(sums))), 1e-300)
    up, down = sums[1].min() - sums[0].max(), sums[0].min() - sums[1].max()
    return float(max(up, down)) / spread


def _chained(
    layers: list[Dense],
    features: Rows,
    plane: tuple[np.ndarray, float],
    hidden: Sequence[int],
    names: Sequence[str],
) -> Network | None:
    """Carry the read-out's value through further layers by their first unit."""
    layers = list(layers)
    w, c = plane
    for units, name in zip(hidden, names, strict=True):
        values = [rows @ w + c for rows in features]
        scale = 1.0 / max(float(np.abs(v).max()) for v in values)
        weight, bias = np.zeros((units, len(w))), np.zeros(units)
        weight[0] = w * scale
        bias[0] = c * scale + activation(name).rises
        layers.append(Dense(weight, bias, activation(name)))
        features = tuple(layers[-1](rows.T).T for rows in features)
        found = widest_gap(*features)
        if found is None:
            return None
        w, c = found
    return Network(layers, Head(w[None], np.array([c]), "logistic"))
