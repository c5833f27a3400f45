"""Whether layers are homeomorphisms, and whether there is an isotopy (THEORY §1–§3)."""

from typing import Any

import numpy as np
from jaxtyping import Float

from unknot import checker
from unknot.errors import InputError, UnsupportedLayer
from unknot.exact import number, point
from unknot.nets import Dense, Features, Field, Layer, Model, Network, Shear, activation
from unknot.nets.layers import energy
from unknot.verdicts import _written as written
from unknot.verdicts._certificate import Certificate, answered, undecided
from unknot.verdicts._folds import folded


def homeomorphism(network: Model, near: Float[np.ndarray, "n d"] | None = None) -> Certificate:
    """Decide whether the layers map space homeomorphically onto their image (T1.1, T1.2, T3.5).

    Ranks are exact. ``facts["layers"]`` says of every layer what it is and why; where a fold is
    proved, ``facts["points"]`` are a point that it turns over and one that it does not.

    Parameters
    ----------
    network
        Its layers are judged; of other layers than dense ones, shears, vector fields and features
        of the input, and of models of other libraries, the question is undecided.
    near
        Points, as rows, such as the data, about which a fold is sought where layers may have one.

    Returns
    -------
    Certificate
        ``"homeomorphism"`` (an embedding where a layer widens), ``"not a homeomorphism"`` with the
        first layer up to which they are not one-to-one, or ``"undecided"``: a layer that is not
        one-to-one on the whole space may be so on the image of those before it, no fold may have
        been found, and of some kinds of layers nothing is known.

    Raises
    ------
    InputError
        A weight is not finite, there are no layers, or the points are of another dimension.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import Dense, Field, activation
    >>> turn = Dense(np.array([[0.0, -1.0], [1.0, 0.0]]), np.zeros(2), activation("tanh"))
    >>> homeomorphism(Network([turn])).verdict
    'homeomorphism'
    >>> flat = Dense(np.array([[1.0, 2.0], [2.0, 4.0]]), np.zeros(2), activation("tanh"))
    >>> homeomorphism(Network([turn, flat])).verdict
    'not a homeomorphism'
    >>> pull = Field(np.zeros((1, 2)), np.array([[9.0, 0.0]]), np.ones(1))
    >>> homeomorphism(Network([pull])).theorem
    'T3.5'
    """
    try:
        exact = _exact(network)
        body = {"network": written.network(exact.body)}
    except UnsupportedLayer as why:
        return undecided(str(why))
    if near is not None and np.shape(near)[1:] != (exact.inputs,):
        raise InputError(
            f"Points are sought near rows of {exact.inputs} numbers, as the network takes them, "
            f"but got an array of shape {np.shape(near)}."
        )
    each = [one_to_one(layer) for layer in exact.layers]
    found: dict[str, Any] = {
        "layers": [{"one_to_one": good, "why": why} for good, why in each],
    }
    if all(good for good, _ in each):
        wide = exact.widths[-1] > exact.inputs
        what = (
            f"an embedding of R^{exact.inputs} in R^{exact.widths[-1]}"
            if wide
            else (f"a homeomorphism of R^{exact.inputs} onto an open set")
        )
        return answered(
            f"{_all_good(exact)}: the layers are {what}.",
            facts=found,
            claim={"kind": "homeomorphism"},
            evidence=_evidence(exact),
            **body,
        )
    first = next(i for i, (good, _) in enumerate(each) if not good)
    layer, why = exact.layers[first], each[first][1]
    # Layers of one width before it have an open image, in which a line is collapsed; the image of
    # a widening layer may miss what is collapsed.
    square = set(exact.widths[: first + 1]) == {exact.inputs}
    if (
        square
        and isinstance(layer, Dense)
        and _plain(exact)
        and _signature(layer)[0] < layer.inputs
    ):
        return answered(
            f"Layer {first + 1} is not one-to-one: {why}.",
            facts=found,
            claim={"kind": "not a homeomorphism", "layer": first},
            evidence={"kind": "matrices"},
            **body,
        )
    fold = folded(exact, near, found)
    if fold is not None:
        return fold
    return undecided(
        f"Layer {first + 1} may not be one-to-one: {why}. No fold was found, and whether points "
        "that reach it meet there is not decided.",
        **found,
    )


def isotopy(network: Model) -> Certificate:
    """Decide whether the layers are joined to the identity by open embeddings (T2.1–T2.4).

    Where a matrix reverses orientation, its first two units are exchanged and the next layer takes
    the exchange back (of one unit alone: the sign); ``facts["changed"]`` names these layers.

    Returns
    -------
    Certificate
        ``"isotopy"``, or ``"undecided"`` with the layer that is not square, regular or strictly
        increasing.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import Dense, activation
    >>> flip = Dense(np.array([[1.0, 0.0], [0.0, -1.0]]), np.zeros(2), activation("tanh"))
    >>> isotopy(Network([flip])).facts["changed"]
    [0]
    """
    try:
        exact = _exact(network)
        body = {"network": written.network(exact.body)}
    except UnsupportedLayer as why:
        return undecided(str(why))
    for index, layer in enumerate(exact.layers):
        good, why = one_to_one(layer)
        if not good or layer.inputs != layer.outputs:
            reason = why if not good else f"it goes from {layer.inputs} to {layer.outputs} units"
            return undecided(
                f"No isotopy of R^{exact.inputs} from the identity is known: of layer {index + 1} "
                f"{reason}."
                if not good
                else f"Layer {index + 1} is not square: {reason}."
            )
    changed = _changed(exact)
    swaps = (
        "and no units need to be exchanged"
        if not changed
        else "after exchanging units of layer " + ", ".join(str(i + 1) for i in changed)
    )
    return answered(
        f"{_all_good(exact)}, every layer is square, {swaps}: a path of open embeddings joins the "
        "layers to the identity.",
        facts={"changed": changed},
        claim={"kind": "isotopy", "changed": changed},
        evidence=_evidence(exact),
        **body,
    )


def _all_good(network: Network) -> str:
    """Say that every layer is one-to-one, and why."""
    good = "Every layer's matrix has full rank and every activation is strictly increasing"
    if _plain(network):
        return good
    return (
        "Every layer is one-to-one (a matrix of full rank and a strictly increasing activation, a "
        "shear, steps x + F(x) with Lip F < 1, or coordinates among the features)"
    )


def _evidence(network: Network) -> dict[str, Any]:
    if _plain(network):
        return {"kind": "matrices"}
    return {"kind": "layers", "contractions": contractions(network)}


def contractions(network: Network) -> list[Any]:
    """Return numbers a little beyond the fields' energies, which the checker holds to equations."""
    fields = [layer for layer in network.layers if isinstance(layer, Field)]
    energies = [float(energy(np.asarray(field.sharpness, float))) for field in fields]
    return [number(m * (1 + 1e-9)) for m in energies]


def _plain(network: Network) -> bool:
    return all(isinstance(layer, Dense) for layer in network.layers)


def _changed(network: Network) -> list[int]:
    """Return the layers whose units are exchanged: an exchange flips the next determinant too."""
    changed, flipped = [], False
    for index, layer in enumerate(network.layers):
        reverses = isinstance(layer, Dense) and _signature(layer)[1] < 0
        negative = reverses != flipped
        flipped = negative
        if negative:
            changed.append(index)
    return changed


def _exact(network: Model) -> Network:
    exact = written.ours(network)
    if not exact.layers:
        raise InputError("The network has no layers; the identity needs no proof.")
    exact.check_finite()
    return exact


def one_to_one(layer: Layer) -> tuple[bool, str]:
    """Say whether a layer that certificates can hold is known to be one-to-one, and why."""
    if isinstance(layer, Shear):
        return True, "it is a shear"
    if isinstance(layer, Features):
        if "linear" in layer.terms:
            return True, "the coordinates are among its features"
        return False, "the coordinates are not among its features"
    if isinstance(layer, Field):
        bound = layer.lipschitz
        if bound < 1:
            return True, f"the Lipschitz constant of a step is at most {bound:.4g}, below 1"
        return False, f"the Lipschitz constant of a step is only known to be at most {bound:.4g}"
    assert isinstance(layer, Dense)
    if layer.outputs < layer.inputs:
        return False, f"it narrows from {layer.inputs} to {layer.outputs} units"
    if _signature(layer)[0] < layer.inputs:
        return False, "its matrix does not have full rank"
    name = written.sigma(layer)
    if activation(name).monotone != "strictly":
        return False, f"{name} is not strictly increasing"
    return True, f"its matrix has full rank and {name} is strictly increasing"


def _signature(layer: Dense) -> tuple[int, int]:
    """Return a matrix's rank and the sign of its determinant, exactly."""
    return checker.rank_and_sign([point(row) for row in layer.weight.tolist()])
