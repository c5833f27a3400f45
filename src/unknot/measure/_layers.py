"""What a network makes of points, layer by layer: the scores come last."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from unknot.errors import InputError
from unknot.nets import Dense, Foreign, Head, Model, Network, Viewed, activation, viewed


@dataclass(frozen=True, eq=False)
class Representation:
    """Where points are after some layers.

    Attributes
    ----------
    depth
        How many layers; 0 is the input.
    name
        What the last of them is called: ``"input"``, ``"tanh"``, …, ``"scores"``.
    places
        (n, width).
    """

    depth: int
    name: str
    places: Float[np.ndarray, "n width"]

    @property
    def width(self) -> int:
        """The dimension of the space."""
        return self.places.shape[1]


def representations(
    network: Model, points: Float[np.ndarray, "n inputs"]
) -> tuple[Representation, ...]:
    """Return where points are at every depth: the input, each layer, and the scores if known.

    Every layer is computed once, in float64 where it is ours.

    Raises
    ------
    InputError
        The points do not fit, or a layer gives no finite numbers; the message names both.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import mlp
    >>> net = mlp(0, 2, (3,), 2, [activation("tanh")], "logistic")
    >>> [(one.name, one.width) for one in representations(net, np.zeros((5, 2)))]
    [('input', 2), ('tanh', 3), ('scores', 1)]
    """
    known = read_out(viewed(network)).float64()
    rows = np.asarray(points, np.float64)
    known.check_rows(rows)
    found = [Representation(0, "input", rows)]
    columns = rows.T
    for depth, name in enumerate(known.names, start=1):
        if isinstance(known, Network):
            with np.errstate(over="ignore", invalid="ignore"):
                columns = np.asarray(Network(known.layers[depth - 1 : depth]).in_parts(columns))
            places = columns.T
        else:
            places = np.asarray(known.represent(rows, depth), np.float64)
        name = "scores" if depth == known.depth and ends_in_scores(known) else name
        wrong = ~np.isfinite(places).all(axis=1)
        if wrong.any():
            raise InputError(
                f"Layer {depth} ({name}) gives no finite numbers at {int(wrong.sum())} of "
                f"{len(rows)} points, first at point {int(np.argmax(wrong)) + 1}. Look at the "
                "weights, and at the values of that point."
            )
        found.append(Representation(depth, name, places))
    return tuple(found)


def read_out(network: Viewed) -> Viewed:
    """Return the network with its head as a last layer, if it is an affine map of ours."""
    if not isinstance(network, Network) or not isinstance(network.head, Head):
        return network
    head = network.head
    last = Dense(head.weight, head.bias, activation("identity"))
    count = head.scores
    return Network([*network.layers, last], Head(np.eye(count), np.zeros(count), head.kind))


def ends_in_scores(network: Viewed) -> bool:
    """Say whether the last representation is the scores themselves."""
    head = network.planes
    if head is None or head.inputs != head.scores:
        return isinstance(network, Foreign) and head is None
    plain = np.array_equal(np.asarray(head.weight), np.eye(head.scores))
    return plain and not np.asarray(head.bias).any()
