"""Whether layers are homeomorphisms, and whether there is an isotopy (THEORY §1, §2)."""

from unknot import checker
from unknot.errors import InputError, UnsupportedLayer
from unknot.exact import point
from unknot.nets import Dense, Model, Network, activation
from unknot.verdicts import _written as written
from unknot.verdicts._certificate import Certificate, answered, undecided


def homeomorphism(network: Model) -> Certificate:
    """Decide whether the layers map space homeomorphically onto their image (T1.1, T1.2).

    Ranks are exact. ``facts["layers"]`` says of every layer what it is and why.

    Returns
    -------
    Certificate
        ``"homeomorphism"`` (an embedding where a layer widens), ``"not a homeomorphism"`` with the
        first layer that is not one-to-one, or ``"undecided"``: a layer that is not one-to-one on
        the whole space may be so on the image of those before it, and of a layer that is not dense
        nothing is known yet.

    Raises
    ------
    InputError
        A weight is not finite, or there are no layers.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import Dense, activation
    >>> turn = Dense(np.array([[0.0, -1.0], [1.0, 0.0]]), np.zeros(2), activation("tanh"))
    >>> homeomorphism(Network([turn])).verdict
    'homeomorphism'
    >>> flat = Dense(np.array([[1.0, 2.0], [2.0, 4.0]]), np.zeros(2), activation("tanh"))
    >>> homeomorphism(Network([turn, flat])).verdict
    'not a homeomorphism'
    """
    try:
        exact = _exact(network)
        layers = written.dense_layers(exact)
    except UnsupportedLayer as why:
        return undecided(str(why))
    each = [_layer(layer) for layer in layers]
    found = {
        "layers": [{"one_to_one": good, "why": why} for good, why in each],
    }
    body = {"network": written.network(exact.body)}
    if all(good for good, _ in each):
        wide = exact.widths[-1] > exact.inputs
        what = (
            f"an embedding of R^{exact.inputs} in R^{exact.widths[-1]}"
            if wide
            else (f"a homeomorphism of R^{exact.inputs} onto an open set")
        )
        return answered(
            "Every layer's matrix has full rank and every activation is strictly increasing: the "
            f"layers are {what}.",
            facts=found,
            claim={"kind": "homeomorphism"},
            evidence={"kind": "matrices"},
            **body,
        )
    first = next(i for i, (good, _) in enumerate(each) if not good)
    layer, why = layers[first], each[first][1]
    # Layers of one width before it have an open image, in which a line is collapsed; the image of
    # a widening layer may miss what is collapsed.
    square = set(exact.widths[: first + 1]) == {exact.inputs}
    if square and (layer.outputs < layer.inputs or _signature(layer)[0] < layer.inputs):
        return answered(
            f"Layer {first + 1} is not one-to-one: {why}.",
            facts=found,
            claim={"kind": "not a homeomorphism", "layer": first},
            evidence={"kind": "matrices"},
            **body,
        )
    return undecided(
        f"Layer {first + 1} may not be one-to-one: {why}. Whether the points that reach it meet "
        "there is not decided.",
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
        layers = written.dense_layers(exact)
    except UnsupportedLayer as why:
        return undecided(str(why))
    for index, layer in enumerate(layers):
        good, why = _layer(layer)
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
        f"Every layer is square, regular and strictly increasing, {swaps}: a path of open "
        "embeddings joins the layers to the identity.",
        facts={"changed": changed},
        claim={"kind": "isotopy", "changed": changed},
        evidence={"kind": "matrices"},
        network=written.network(exact.body),
    )


def _changed(network: Network) -> list[int]:
    """Return the layers whose units are exchanged: an exchange flips the next determinant too."""
    changed, flipped = [], False
    for index, layer in enumerate(written.dense_layers(network)):
        negative = (_signature(layer)[1] < 0) != flipped
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


def _layer(layer: Dense) -> tuple[bool, str]:
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
