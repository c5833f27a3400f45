"""Numbers that the browser's mathematics must reproduce, made by the Python implementation.

``python tests/viewer/vectors.py`` writes them to viewer/test/vectors; vitest reads them there.
"""

import base64
import json
import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, get_args
from unittest import mock

import numpy as np
from scipy.interpolate import RegularGridInterpolator

from unknot.data import Dataset
from unknot.errors import UnsupportedLayer
from unknot.neighbours import NeighbourRule
from unknot.nets import (
    Activation,
    Blend,
    Deformation,
    Dense,
    DepthPath,
    Field,
    Head,
    HeadKind,
    Layer,
    NeighbourHead,
    Network,
    Order,
    Shear,
    activation,
    activation_names,
    deform,
    mlp,
)
from unknot.recording import Recording, Snapshot, Spec, Subject, encode
from unknot.train import fit
from unknot.viewer import _baking as _written_out
from unknot.viewer import baking, payload
from unknot.viewer._laid import Laid

FOLDER = Path(__file__).parents[2] / "viewer" / "test" / "vectors"
COMMAND = "python tests/viewer/vectors.py"

PARAMETERS = ("leaky-relu:0.2", "prelu:3", "elu:2", "celu:0.5", "leaky_ReLU:1e-3")
REFLECTED = tuple(f"reflected-{name}" for name in ("sigmoid", "tanh", "elu:2", "relu", "gelu"))
GRID = (-40, -8, -4, -3, -1.7, -1, -0.5, -0.1, -1e-6, 0, 1e-6, 0.2, 0.5, 1, 1.5, 2.9, 3, 5, 7, 40)
AMOUNTS = (0.4, 0.97, 1.0)
WITHIN = (0.25, 0.5, 0.7, 1.0)  # of each layer


# What the first steps of gradient descent make of small networks. On symmetric data some slopes
# are 0 but for rounding, and Adam divides by their size: there the first steps are nobody's.
TRAINED = (
    Spec(data="moons:points=24", hidden=(3,), learning_rate=0.02, seed=3),
    Spec(data="two-curves:points=20", hidden=(2, 2), activation=("sigmoid",), learning_rate=0.02),
    Spec(data="iris", hidden=(4, 2), activation=("elu",), standardise=True, initial="glorot"),
    Spec(data="moons:points=20", hidden=(), learning_rate=0.05),
)
STEPS = (0, 1, 2, 5, 20)


def vectors() -> dict[str, Any]:
    """Return the content of every file, by its name."""
    return {
        "trained": [_trained(spec) for spec in TRAINED],
        "activations": [
            _activation(name) for name in (*activation_names(), *PARAMETERS, *REFLECTED)
        ],
        "networks": [_deformed(name, network) for name, network in _networks().items()],
        "near": [_turning(name, networks) for name, networks in _turns().items()],
        "recordings": [_recorded(name, recording) for name, recording in _recordings().items()],
        "baked": [_baked(name, recording) for name, recording in _written().items()]
        + [_baked("laid into its drawing", _written()["in five dimensions"], units=3)],
    }


def write() -> None:
    """Write all files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in vectors().items():
        (FOLDER / f"{name}.json").write_text(_text(content), encoding="utf-8")


def _text(entries: list[Any]) -> str:
    """One line for each entry, so that a change shows what it changes."""
    lines = (json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _numbers(values: Any) -> Any:
    """Numbers with 14 digits in nested lists, and None for NaN."""
    if isinstance(values, np.ndarray):
        return _numbers(values.tolist())
    if isinstance(values, Iterable):
        return [_numbers(value) for value in values]
    return None if math.isnan(values) else float(f"{values:.14g}")


# Activations


def _activation(name: str) -> dict[str, Any]:
    sigma = activation(name)
    x = np.array(GRID, float)
    return {
        "name": name,
        "called": sigma.name,
        "monotone": sigma.monotone,
        "image": [None if math.isinf(end) else end for end in sigma.image],
        "x": _numbers(x),
        "f": _numbers(sigma(x)),
        "derivative": _numbers(sigma.derivative(x)),
        "inverses": [] if sigma.monotone == "no" else _inverses(sigma),
    }


def _inverses(sigma: Activation) -> list[dict[str, Any]]:
    """Preimages under the blends, of numbers inside and outside of the image."""
    y = np.array([-7, -1.001, -0.99, -0.3, 0, 0.02, 0.5, 0.9999, 1.3, 6.5])
    return [
        {"amount": s, "y": _numbers(y), "z": _numbers(Blend(sigma, s).inverse(y))} for s in AMOUNTS
    ]


# Networks


def _networks() -> dict[str, Network]:
    half_turn = np.array([[-1.1, 0.02], [0.1, -0.9]])
    rank_one = np.array([[1.0, 2.0], [0.5, 1.0]])
    kernel = np.array([[1.0, 0.0, 0.5], [0.3, 0.7, 0.5], [1.3, 0.7, 1.0]])
    return {
        "one unit": _random(1, (1, 1, 1), ["tanh", "softsign"]),
        "one unit, reversed": _with([[[-0.7]], [[-1.3]]], ["sigmoid", "tanh"]),
        "the plane": _random(2, (2, 2, 2), ["tanh"]),
        "the plane, reversed": _with(
            [[[0.3, 1.2], [0.9, 0.4]], [[1.1, 0.2], [0.3, -0.8]]], ["tanh", "sigmoid"]
        ),
        "only the first layer reversed": _with(
            [np.diag([1.0, -1.2]), [[0.8, -0.5], [0.4, 0.9]]], ["arctan", "identity"]
        ),
        "nearly a half-turn": _with([half_turn], ["tanh"]),
        "space": _random(3, (3, 3), ["softsign", "elu"]),
        "space, leaky": _random(4, (3, 3, 3), ["leaky-relu:0.2"], head="linear"),
        "four dimensions": _random(5, (4, 4), ["selu"]),
        "six dimensions": _random(6, (6, 6), ["celu:0.5"]),
        "widening": _random(7, (2, 3), ["tanh"]),
        "widening twice over": _random(8, (2, 4), ["arctan"]),
        "narrowing": _random(9, (3, 2), ["tanh"]),
        "a bottle-neck": _random(10, (2, 1, 2), ["softplus"]),
        "down to two": _random(11, (4, 3, 2), ["tanh", "elu:2"]),
        "singular": _with([rank_one], ["tanh"]),
        "singular in space": _with([kernel], ["softsign"]),
        "widening from a line": _with([[[1.0, 2.0], [2.0, 4.0], [0.5, 1.0]]], ["tanh"]),
        "a matrix of zeros": _with([np.zeros((2, 2))], ["sigmoid"]),
        "relu": _random(12, (2, 2, 2), ["relu", "hard-tanh"]),
        "folding": _random(13, (2, 2, 2), ["gelu", "sin"]),
        "softplus": _random(14, (2, 3, 2), ["softplus"]),
        "ten classes": _random(15, (5, 4), ["mish"], classes=10, head="softmax"),
        "three classes": _random(16, (2, 2), ["silu"], classes=3, head="linear"),
        "no layers": _random(17, (3,), [], classes=4, head="softmax"),
        "no head": Network(_random(18, (2, 2), ["tanh"]).layers),
    }


def _random(
    seed: int,
    widths: tuple[int, ...],
    activations: list[str],
    classes: int = 2,
    head: HeadKind = "logistic",
) -> Network:
    sigmas = [activation(activations[i % len(activations)]) for i in range(len(widths) - 1)]
    network = mlp(seed, widths[0], widths[1:], classes, sigmas, head).float64()
    return _biased(seed, network)


def _with(weights: list[Any], activations: list[str]) -> Network:
    layers = [
        Dense(np.array(weight, float), np.zeros(len(weight)), activation(name))
        for weight, name in zip(weights, activations, strict=True)
    ]
    head = Head(np.linspace(1.0, -0.6, layers[-1].outputs)[None], np.zeros(1), "logistic")
    return _biased(len(weights), Network(layers, head))


def _biased(seed: int, network: Network) -> Network:
    """The network with weights of few digits and with biases."""
    rng = np.random.default_rng([seed, 1])

    def weights(part: Dense | Head) -> tuple[np.ndarray, np.ndarray]:
        return np.round(part.weight, 3), np.round(rng.normal(scale=0.3, size=part.bias.shape), 3)

    layers = [Dense(*weights(_dense(layer)), _dense(layer).activation) for layer in network.layers]
    head = network.head
    return Network(layers, None if head is None else Head(*weights(head), head.kind))


def _deformed(name: str, network: Network) -> dict[str, Any]:
    rng = np.random.default_rng(len(name))
    points = np.round(rng.uniform(-1.5, 1.5, (5, network.inputs)), 3)
    return {
        "name": name,
        "network": _network(network),
        "points": _numbers(points),
        "scores": _numbers(network.scores(points)),
        "classes": network.predict(points).tolist() if network.head else None,
        "orders": [
            _ordered(deform(network, order), order, points, rng) for order in get_args(Order)
        ],
    }


def _ordered(
    path: Deformation, order: Order, points: np.ndarray, rng: np.random.Generator
) -> dict[str, Any]:
    depths = [0.0, *(k + s for k in range(len(path.paths)) for s in WITHIN)]
    return {
        "order": order,
        "kinds": [layer.kind for layer in path.paths],
        "whys": [layer.why for layer in path.paths],
        "notes": list(path.notes),
        "depths": [_at(path, t, points, rng) for t in depths],
    }


def _at(
    path: Deformation, t: float, points: np.ndarray, rng: np.random.Generator
) -> dict[str, Any]:
    places = path.represent(t, points)
    space = np.round(rng.uniform(-1.2, 1.2, (4, places.shape[1])), 3)
    try:
        scores = _numbers(path.scores(t, space))
    except UnsupportedLayer:
        scores = None
    return {"t": t, "places": _numbers(places), "space": _numbers(space), "scores": scores}


def _network(network: Network) -> dict[str, Any]:
    head = network.head
    return {
        "layers": [_layer(layer) for layer in network.layers],
        "head": None if head is None else {"kind": head.kind, **_weights(head)},
    }


# A new kind of layer needs one entry here and one among the networks above.
_LAYERS: dict[type[Layer], Callable[[Any], dict[str, Any]]] = {
    Dense: lambda layer: {"kind": "dense", **_weights(layer), "activation": layer.activation.name},
}


def _layer(layer: Layer) -> dict[str, Any]:
    return _LAYERS[type(layer)](layer)


def _weights(part: Dense | Head) -> dict[str, Any]:
    return {"weight": _numbers(part.weight), "bias": _numbers(part.bias)}


def _dense(layer: Layer) -> Dense:
    assert isinstance(layer, Dense)
    return layer


# Networks that turn past a half-turn while they are trained


def _turns() -> dict[str, list[Network]]:
    angles = (2.7, 3.0, 3.3, 3.9, 4.8)
    return {
        "plane": [_with([_turn(a) @ np.diag([1.2, 0.8])], ["tanh"]) for a in angles],
        "space": [_with([_tilted(a)], ["softsign"]) for a in angles],
        "two planes": [_with([_twice(a)], ["tanh"]) for a in angles],
    }


def _turn(angle: float) -> np.ndarray:
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


def _tilted(angle: float) -> np.ndarray:
    around = np.eye(3)
    around[:2, :2] = _turn(-angle)
    tilt = np.eye(3)
    tilt[1:, 1:] = _turn(0.4)
    return tilt @ around @ tilt.T @ np.diag([1.0, 0.7, 1.1])


def _twice(angle: float) -> np.ndarray:
    around = np.zeros((4, 4))
    around[:2, :2] = _turn(angle)
    around[2:, 2:] = _turn(-0.6 * angle)
    return around + 0.05 * np.arange(16).reshape(4, 4) / 15


def _turning(name: str, networks: list[Network]) -> dict[str, Any]:
    points = np.random.default_rng(len(name)).uniform(-1, 1, (4, networks[0].inputs)).round(3)
    frames = []
    near: Deformation | None = None
    for network in networks:
        near = deform(network, near=near)
        frames.append(
            {"network": _network(network), "places": _numbers(near.represent(0.6, points))}
        )
    return {"name": name, "points": _numbers(points), "t": 0.6, "frames": frames}


# Recordings


def _recordings() -> dict[str, Subject]:
    """Films made without training, which is not the same to the last digit on every machine."""
    rng = np.random.default_rng(20)
    planar = Dataset(rng.normal(size=(7, 2)).round(2), np.arange(7) % 2, ("ü", "線"), ("x", "y"))
    images = rng.integers(0, 256, (8, 5)) / 255
    patches = Dataset(images, np.arange(8) % 3, ("a", "b", "c"), tuple("pqrst"), name="patches")
    return {
        "two seeds, validated": _film(
            Spec(data="spirals", hidden=(2, 2), activation=("tanh", "leaky-relu:0.2"), seeds=2),
            planar,
            validation=planar.subset([0, 3]),
            best=1,
        ),
        "bytes, projected": _film(
            Spec(data="patches.npz", hidden=(4, 5, 5), activation=("elu",), loss="softmax", seed=3),
            patches,
        ),
        "without a training": Snapshot(
            mlp(5, 2, (3,), 2, [activation("tanh")], "logistic"), planar, test=planar.subset([1])
        ),
    }


def _film(spec: Spec, data: Dataset, validation: Dataset | None = None, best: int = 0) -> Recording:
    rng = np.random.default_rng([spec.seed, len(data)])
    steps, looks = np.array([0, 10, 25, 40]), np.array([0, 10, 20, 30, 40])
    classes = len(data.class_names)
    like = mlp(0, data.dimension, spec.hidden, classes, spec.activations, spec.head_for(classes))
    parts = [_dense(layer) for layer in like.layers]

    def many(part: Dense | Head) -> tuple[np.ndarray, np.ndarray]:
        return tuple(
            rng.normal(scale=0.8, size=(len(steps), *weights.shape)).astype(np.float32)
            for weights in (part.weight, part.bias)
        )  # type: ignore[return-value]

    assert like.head is not None
    networks = Network(
        [Dense(*many(part), part.activation) for part in parts],
        Head(*many(like.head), like.head.kind),
    )
    curves = (len(looks), spec.seeds)
    return Recording(
        spec=spec,
        data=data,
        validation=validation,
        steps=steps,
        networks=networks,
        best=best,
        finals=None,
        looks=looks,
        losses=rng.uniform(size=curves).round(4),
        accuracies=rng.uniform(size=curves).round(4),
        validation_accuracies=None if validation is None else rng.uniform(size=curves).round(4),
        stopped=np.full(spec.seeds, 40),
    )


def _recorded(name: str, recording: Subject) -> dict[str, Any]:
    moments = [recording.moment(frame) for frame in range(len(recording.steps))]
    return {
        "name": name,
        "file": base64.b64encode(encode(recording)).decode("ascii"),
        "about": {
            "name": recording.data.name,
            "classes": list(recording.data.class_names),
            "features": list(recording.data.feature_names),
            "trained": isinstance(recording, Recording),
        },
        "widths": list(recording.final.widths),
        "points": _numbers(recording.data.points),
        "labels": recording.data.labels.tolist(),
        "steps": recording.steps.tolist(),
        "networks": [_network(one) for one in moments],
        "curve": _curve(recording),
        "crossings": _crossings(recording) if isinstance(recording, Recording) else [],
        "projections": {
            depth: {
                "origin": _numbers(projection.origin),
                "axes": _numbers(projection.axes),
                "explained": _numbers([] if projection.explained is None else projection.explained),
                "along_head": projection.along_head,
            }
            for depth, projection in recording.projections.items()
        },
    }


def _curve(recording: Subject) -> dict[str, Any]:
    if not isinstance(recording, Recording):
        return {"steps": [], "losses": [], "accuracies": [], "validation": None}
    validated, best = recording.validation_accuracies, recording.best
    return {
        "steps": recording.looks.tolist(),
        "losses": _numbers(recording.losses[:, best]),
        "accuracies": _numbers(recording.accuracies[:, best]),
        "validation": None if validated is None else _numbers(validated[:, best]),
    }


def _crossings(recording: Recording) -> list[dict[str, int]]:
    found: list[dict[str, int]] = []
    for index, layer in enumerate(recording.networks.layers):
        weights = _dense(layer).weight.astype(float)
        if weights.shape[1] == weights.shape[2]:
            reverses = np.linalg.det(weights) < 0
            for frame in 1 + np.flatnonzero(reverses[1:] != reverses[:-1]):
                step = int(recording.steps[frame])
                found.append({"frame": int(frame), "step": step, "layer": index})
    return sorted(found, key=lambda crossing: (crossing["frame"], crossing["layer"]))


# ---------------------------------------------------------------- paths that are written out


class Bent(Layer):
    """x ↦ x + a·exp(−|x|²), of which the browser knows nothing."""

    kind: ClassVar[str] = "bent"
    a: np.ndarray

    @property
    def inputs(self) -> int:
        return self.a.shape[-1]

    @property
    def outputs(self) -> int:
        return self.a.shape[-1]

    def __call__(self, x):
        bell = np.exp(-(x**2).sum(axis=0))
        return x + self.a.reshape(-1, *(1,) * (x.ndim - 1)) * bell


class Elsewhere:
    """A model of which only representations and scores are known."""

    widths = (2, 4)

    def represent(self, points, depth=None):
        if depth == 0:
            return points
        return np.concatenate([np.sin(points), np.cos(points)], axis=1)

    def scores(self, points):
        return self.represent(points) @ np.array([[1.0, 2, 0, 1], [0, 1, -1, 1], [1, 0, 0, -2]]).T


def _written() -> dict[str, Recording | Snapshot]:
    """Networks with layers that only Python computes, in the plane and in more, and any model."""
    rng = np.random.default_rng(3)
    planar = Dataset(
        rng.normal(size=(9, 2)).round(2), np.arange(9) % 3, ("a", "b", "c"), ("u", "v")
    )
    films: dict[str, Recording] = {}
    for name, inputs, hidden in (("in the plane", 2, (3, 2)), ("in five dimensions", 5, (4,))):
        rng = np.random.default_rng(inputs)
        data = Dataset(
            rng.normal(size=(9, inputs)).round(2),
            np.arange(9) % 2,
            ("a", "b"),
            tuple("uvwxy"[:inputs]),
        )
        spec = Spec(data="points", hidden=hidden, activation=("tanh",), seeds=1)
        film = _film(spec, data, validation=data.subset([1, 2]))
        assert film.networks.head is not None
        bent = Bent(rng.normal(size=(len(film.steps), inputs)).astype(np.float32))
        films[name] = replace(
            film, networks=Network([bent, *film.networks.layers], film.networks.head)
        )
    for name, classes in (("by neighbours", 2), ("by neighbours of three classes", 3)):
        film = films["in the plane" if classes == 2 else "in five dimensions"]
        data = replace(film.data, labels=np.arange(9) % classes, class_names=tuple("abc"[:classes]))
        film = replace(film, data=data, validation=data.subset([1, 2, 3]))
        *_, last = film.networks.layers
        head = NeighbourHead(NeighbourRule("inverse", k=3), last.outputs, classes)
        layers = film.networks.layers[1:] if classes == 2 else film.networks.layers
        films[name] = replace(film, networks=Network(layers, head))
    film = films["in the plane"]
    draws = np.random.default_rng(8).normal(size=(6, len(film.steps), 3, 2)).astype(np.float32)
    field = Field(draws[0], draws[1], np.abs(draws[2][..., 0]) + np.float32(0.5))
    shear = Shear(draws[3][:, 0], draws[4][:, 0], draws[5][..., 0], draws[5][..., 1])
    read = Head(draws[0][:, :1], draws[1][:, 0, :1], "logistic")
    films["pushed"] = replace(film, networks=Network([field, shear], read))
    return {"of another library": Snapshot(Elsewhere(), planar), **films}


def _baked(name: str, recording: Recording | Snapshot, units: int = 64) -> dict[str, Any]:
    """What the browser is given, and where points are at the depths that are written out.

    Of more than so many units it is given where they are in the drawing.
    """
    with mock.patch.multiple(
        _written_out, _LATTICE={2: 9}, _GRAINS=((2, 1, 128),), _AS_THEY_ARE=units
    ):
        content = payload(recording)
        made = baking(recording)
        assert made is not None
        lattice = made.lattice
    points = np.asarray(recording.data.points, np.float32)
    small = replace(recording, data=replace(recording.data, points=points))
    inside = np.random.default_rng(1).uniform(-1, 1, (12, recording.data.dimension))
    wide = max(recording.final.widths) > units
    frames = []
    for frame in range(len(recording.steps)):
        network = small.moment(frame)
        path = deform(network)
        laid = Laid(path, recording.projections) if wide else None
        depths = (0.0, 1.0, path.t1) if wide else (0.0, 0.5, 1.0, 1.5, 2.0, path.t1)
        places = {t: path.represent(t, points.astype(float)) for t in depths if t <= path.t1}
        frames.append(
            {
                "at": [
                    {"t": t, "points": _numbers(rows if laid is None else laid.rows(t, rows))}
                    for t, rows in places.items()
                ],
                "scores": _numbers(network.scores(points.astype(float))),
                "inside": _numbers([] if lattice is None else _interpolated(path, lattice, inside)),
                "exchanges": list(path.exchanges),
                "kinds": [one.kind for one in path.paths],
                "marks": [] if wide else [_marked(path, k, points) for k in range(len(path.paths))],
            }
        )
    return {
        "name": name,
        "file": base64.b64encode(content).decode("ascii"),
        "points": _numbers(points),
        "inside": _numbers(inside),
        "names": list(recording.final.names),
        "neighbours": recording.final.planes is None,
        "frames": frames,
    }


def _trained(spec: Spec) -> dict[str, Any]:
    """Return the points as training sees them, and all weights after some steps."""
    whole = spec.model_copy(update={"steps": STEPS[-1], "snapshots": STEPS, "patience": None})
    film = fit(whole)
    return {
        "data": spec.data,
        "rate": spec.learning_rate,
        "points": _numbers(film.data.points.astype(np.float32)),
        "labels": film.data.labels.tolist(),
        "layers": [layer.activation.name for layer in film.final.layers],
        "head": film.final.planes.kind,
        "steps": list(STEPS),
        "parts": [
            [
                {"weight": _numbers(part.weight), "bias": _numbers(part.bias)}
                for part in (*network.layers, network.planes)
            ]
            for network in (film.at(step) for step in STEPS)
        ],
        "losses": _numbers(film.losses[:, 0]),
    }


def _marked(path: DepthPath, depth: int, points: np.ndarray) -> dict[str, Any] | None:
    """What a layer shows of itself."""
    marks = path.network.marks(depth, points)
    if marks is None:
        return None
    return {
        "arrows": _numbers(marks.arrows),
        "centres": _numbers(marks.centres),
        "radii": _numbers(marks.radii),
        "lines": _numbers(marks.lines),
        "words": dict(marks.words),
    }


def _interpolated(path: DepthPath, lattice: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return scores of the multilinear interpolation of the last representation."""
    axes = [np.unique(column) for column in lattice.T]
    values = path.represent(path.t1, lattice).astype(np.float32)
    grid = values.reshape(*map(len, axes), -1).astype(float)
    if path.network.planes is None:  # neighbours' scores themselves are between those of nodes
        told = path.network.scores(lattice).astype(np.float32)
        return RegularGridInterpolator(axes, told.reshape(*grid.shape[:-1], -1))(places)
    return path.network.planes(RegularGridInterpolator(axes, grid)(places).T).T


if __name__ == "__main__":
    write()
