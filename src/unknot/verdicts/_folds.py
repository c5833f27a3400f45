"""Looking for a proof that layers fold: two points that they turn over differently (T3.5)."""

from typing import Any

import numpy as np
from jaxtyping import Float, Int

from unknot.exact import numbers
from unknot.nets import Dense, Field, Layer, Network
from unknot.verdicts import _written as written
from unknot.verdicts._certificate import Certificate, accepted

_SPREAD = 4096  # points, to which those at hand are added
_MOST = 4096  # of those
_TRIES = 3  # pairs of points that the checker is asked about, per layer


def folded(
    network: Network, near: Float[np.ndarray, "n d"] | None, facts: dict[str, Any]
) -> Certificate | None:
    """Return the proof that the first layers are not one-to-one, if a fold is found.

    It is sought at the points ``near`` and in their box; of none, where layers usually bend.
    """
    if network.widths[0] != network.widths[1]:
        return None
    body = written.network(network.body)
    candidates = _candidates(network.layers[0], near)
    columns = candidates.T
    sign, clear = np.ones(columns.shape[1], int), np.full(columns.shape[1], np.inf)
    for k, layer in enumerate(network.layers):
        if layer.outputs != layer.inputs:
            return None
        with np.errstate(all="ignore"):
            turned = np.linalg.det(layer.jacobian(columns))
            columns = np.asarray(layer(columns))
        turned = np.where(np.isfinite(turned), turned, 0)
        sign = sign * np.sign(turned).astype(int)
        clear = np.minimum(clear, np.abs(turned))
        for pair in _pairs(sign, clear):
            points = candidates[pair]
            said = "Layer 1 folds" if k == 0 else f"Layers 1 to {k + 1} together fold"
            where = " and not at ".join(f"({', '.join(f'{x:.4g}' for x in p)})" for p in points)
            found = accepted(
                f"{said}: space is turned over at {where}.",
                facts={**facts, "points": points.tolist()},
                claim={"kind": "not a homeomorphism", "layer": k},
                evidence={"kind": "fold", "points": [numbers(p) for p in points.tolist()]},
                network=body,
            )
            if found is not None:
                return found
    return None


def _pairs(sign: Int[np.ndarray, "n"], clear: Float[np.ndarray, "n"]) -> Int[np.ndarray, "m 2"]:
    """Return pairs of a point that is turned over and one that is not, the clearest first."""
    sides = [np.flatnonzero(sign == s) for s in (-1, 1)]
    best = [side[np.argsort(-clear[side])][:_TRIES] for side in sides]
    return np.stack([side[: min(map(len, best))] for side in best], axis=1)


def _candidates(layer: Layer, near: Float[np.ndarray, "n d"] | None) -> Float[np.ndarray, "m d"]:
    """Return points among which a fold may be: those at hand, and others all over their box."""
    rng = np.random.default_rng(0)
    if near is not None and len(near):
        some = near if len(near) <= _MOST else near[rng.choice(len(near), _MOST, replace=False)]
        low, high = near.min(axis=0), near.max(axis=0)
        wide = 0.1 * (high - low)
        spread = rng.uniform(low - wide, high + wide, (_SPREAD, near.shape[1]))
        return np.concatenate([some, spread]).astype(np.float64)
    spread = 2 * rng.normal(size=(_SPREAD, layer.inputs))
    if isinstance(layer, Field):  # it bends as far as its bumps reach
        which = rng.choice(len(layer.anchors), _SPREAD)
        widths = 1 / np.maximum(np.abs(layer.sharpness), 1e-3)
        return np.asarray(layer.anchors[which] + spread * widths[which, None], np.float64)
    if isinstance(layer, Dense):  # it bends where what its activations are given is near 0
        wanted = spread.T - np.asarray(layer.bias)[:, None]
        return np.linalg.lstsq(np.asarray(layer.weight, float), wanted)[0].T
    return spread
