"""A network at many points: its values and its derivatives, by depth."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from unknot.errors import InputError, UnsupportedLayer
from unknot.nets import Array, Dense, Foreign, Head, Network, Viewed, margins

NUMBERS = 4_000_000  # in one block of Jacobians or of distances

# Places, singular values of each layer and of all up to it, and the last Jacobian, if any.
Derivatives = tuple[list[np.ndarray], list[np.ndarray], list[np.ndarray], np.ndarray | None]


@dataclass(frozen=True)
class Seen:
    """A network at points: representations, singular values by depth, scores, slopes of them.

    ``layers`` and ``whole`` hold (σ_max, σ_min, log|det|), each (n,), of every depth from 0; of
    layers that cannot be asked by themselves NaN.
    """

    places: list[np.ndarray]
    layers: list[np.ndarray]
    whole: list[np.ndarray]
    scores: np.ndarray
    slopes: np.ndarray


def look(
    network: Viewed, points: np.ndarray, right: np.ndarray, wrong: np.ndarray | None = None
) -> Seen:
    """Look at a network, and at the slopes |∇(score of right − score of wrong)|.

    Without ``wrong`` each point's best other class is meant.

    Raises
    ------
    InputError
        The derivatives at one point are too many to be measured.
    UnsupportedLayer
        Of the model only values are known.
    """
    # Never more columns than the first layer has units: see _reduced.
    columns = min(network.widths[:2]) if isinstance(network, Network) else network.inputs
    size = max(network.widths) * columns
    if size > NUMBERS:
        raise InputError(
            f"The derivatives of this network at one point are {max(network.widths):,} × "
            f"{columns:,} numbers, and at most {NUMBERS:,} are measured. Pool the images first, or "
            "use fewer filters or units."
        )
    step = NUMBERS // size
    parts = [
        _block(
            network,
            points[i : i + step],
            right[i : i + step],
            None if wrong is None else wrong[i : i + step],
        )
        for i in range(0, len(points), step)
    ]
    depths = range(network.depth + 1)
    return Seen(
        [np.concatenate([part.places[d] for part in parts]) for d in depths],
        [np.concatenate([part.layers[d] for part in parts], axis=1) for d in depths],
        [np.concatenate([part.whole[d] for part in parts], axis=1) for d in depths],
        np.concatenate([part.scores for part in parts]),
        np.concatenate([part.slopes for part in parts]),
    )


def _block(
    network: Viewed, points: np.ndarray, right: np.ndarray, wrong: np.ndarray | None
) -> Seen:
    places, layers, whole, jacobian = derivatives(network, points)
    assert network.planes is not None
    scores = finite(network.planes(places[-1].T)).T
    towards = _towards(network.planes, right, _rivals(scores, right) if wrong is None else wrong)
    gradient = towards if jacobian is None else np.einsum("nh,nhk->nk", towards, jacobian)
    return Seen(places, layers, whole, scores, np.linalg.norm(gradient, axis=1))


def derivatives(network: Viewed, points: np.ndarray) -> Derivatives:
    """Return the places and singular values of a network at points, by depth from 0."""
    still = np.stack([np.ones(len(points)), np.ones(len(points)), np.zeros(len(points))])
    if isinstance(network, Foreign):
        return _of_representations(network, points, still)
    return _of_layers(network, points, still)


def _of_layers(network: Viewed, points: np.ndarray, still: np.ndarray) -> Derivatives:
    if not isinstance(network, Network):
        raise UnsupportedLayer("Activations alone have no derivatives; load the model itself.")
    places, layers, whole = [points], [still], [still]
    jacobian: np.ndarray | None = None
    for layer in network.layers:
        columns = places[-1].T
        places.append(finite(layer(columns)).T)
        if isinstance(layer, Dense):
            # A wide image (784 features) has the singular values of a square one.
            slope = finite(layer.activation.derivative(layer.affine(columns))).T[:, :, None]
            weight = _reduced(layer.weight)
            own = slope * weight
            jacobian = own if jacobian is None else slope * (layer.weight @ jacobian)
        else:
            own = finite(layer.jacobian(columns))
            jacobian = own if jacobian is None else own @ jacobian
        layers.append(_singular(own, layer.inputs))
        whole.append(_singular(finite(jacobian), network.inputs))
    return places, layers, whole, jacobian


def _of_representations(network: Foreign, points: np.ndarray, still: np.ndarray) -> Derivatives:
    unknown = np.full_like(still, np.nan)
    depths = range(1, network.depth + 1)
    jacobians = [finite(one) for one in network.jacobians(points)]
    places = [np.asarray(network.represent(points, depth)) for depth in (0, *depths)]
    whole = [still, *(_singular(one, network.inputs) for one in jacobians)]
    return places, [still, *(unknown for _ in depths)], whole, (jacobians or [None])[-1]


def _reduced(weight: np.ndarray) -> np.ndarray:
    """Return L of W = LQ where Q has orthonormal rows: the same singular values, fewer columns."""
    outputs, inputs = weight.shape
    return weight if outputs >= inputs else np.asarray(np.linalg.qr(weight.T, mode="r")).T


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


def losses_of(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    if scores.shape[1] == 1:
        return np.logaddexp(0, -margins(scores.T, labels))
    right = scores[np.arange(len(labels)), labels]
    return np.logaddexp.reduce(scores, axis=1) - right


def finite(values: Array) -> np.ndarray:
    found = np.asarray(values, np.float64)
    if not np.isfinite(found).all():
        raise InputError(
            "The network's values or derivatives overflow at some points of the data, so they "
            "cannot be measured; check its weights."
        )
    return found
