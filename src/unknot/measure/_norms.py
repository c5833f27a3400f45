"""How steep a network is at points: the norm of its derivatives, which a penalty presses."""

import numpy as np
from jaxtyping import Float

from unknot.errors import InputError
from unknot.measure._jacobians import NUMBERS, finite
from unknot.nets import Head, Network


def jacobian_norms(
    network: Network, points: Float[np.ndarray, "n inputs"]
) -> Float[np.ndarray, "n"]:
    """Return ‖J(x)‖_F, J the derivatives of the scores in the input, at each of the points.

    In units of score per data unit, in double precision. Without a head, and where neighbours
    decide, J are those of the last representation.

    Parameters
    ----------
    network
        Layers, with or without a head.
    points
        As rows.

    Raises
    ------
    InputError
        The points have another dimension than the network takes, the derivatives at one point are
        too many, or they overflow.

    Examples
    --------
    >>> from unknot.nets import Dense, activation
    >>> layer = Dense(np.diag([3.0, 4.0]), np.zeros(2), activation("tanh"))
    >>> jacobian_norms(Network([layer]), np.zeros((1, 2))).tolist()
    [5.0]
    """
    network.check_rows(points)
    size = max(network.widths) * network.inputs
    if size > NUMBERS:
        raise InputError(
            f"The derivatives of this network at one point are up to {max(network.widths):,} × "
            f"{network.inputs:,} numbers, and at most {NUMBERS:,} are measured. Use fewer features "
            "or units."
        )
    step = NUMBERS // size
    parts = [_norms(network, points[i : i + step]) for i in range(0, len(points), step)]
    return np.concatenate([np.zeros(0), *parts])


def _norms(network: Network, points: np.ndarray) -> np.ndarray:
    x, jacobian = np.asarray(points, np.float64).T, np.eye(network.inputs)[None]
    for layer in network.layers:
        x, jacobian = finite(layer(x)), finite(layer.jacobian(x)) @ jacobian
    if isinstance(network.head, Head):
        jacobian = np.asarray(network.head.weight) @ jacobian
    norms = np.linalg.norm(jacobian, axis=(1, 2))
    return np.broadcast_to(norms, len(points))
