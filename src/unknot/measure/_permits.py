"""What layers permit: whether points that differ may come together."""

import numpy as np

from unknot.nets import Dense, Features, Field, Layer, Network, Shear, Viewed
from unknot.topology import Permits


def permitted(network: Viewed) -> tuple[tuple[Permits, str], ...]:
    """Say for every depth, the input first, whether the layers up to it can merge anything.

    A layer with a matrix of full rank that does not narrow and a strictly increasing activation is
    one-to-one; so is a shear, x + F(x) with Lip F < 1 (THEORY T1.1, T3), and what keeps the
    coordinates among its features. Ranks are measured;
    `unknot.verdicts.homeomorphism` proves them. Of what is not known to be one-to-one nothing is
    said: it may be so on the data all the same.

    Parameters
    ----------
    network
        With its read-out as a last layer, see :func:`read_out`.
    """
    found: list[tuple[Permits, str]] = [("nothing merges", "it is the input")]
    layers = network.layers if isinstance(network, Network) else ()
    for depth in range(1, network.depth + 1):
        before, why_before = found[-1]
        if before != "nothing merges":
            found.append((before, why_before))
            continue
        if depth > len(layers):
            found.append(("unknown", f"what layer {depth} computes is not known"))
            continue
        good, why = _one_to_one(layers[depth - 1])
        if good:
            found.append(("nothing merges", "all layers up to here are one-to-one"))
        else:
            can: Permits = "unknown" if good is None else "may merge"
            found.append((can, f"layer {depth} {why}"))
    return tuple(found)


def _one_to_one(layer: Layer) -> tuple[bool | None, str]:
    """Say whether a layer is one-to-one (None: not known), and why not."""
    if isinstance(layer, Shear):
        return True, ""
    if isinstance(layer, Field):
        if layer.lipschitz < 1:
            return True, ""
        return False, "is x + F(x) with a Lipschitz constant of F that may exceed 1"
    if isinstance(layer, Features):
        if "linear" in layer.terms:
            return True, ""
        return False, "does not have the coordinates among its features"
    if not isinstance(layer, Dense):
        return None, f"is a {layer.kind} layer, of which nothing is known"
    if layer.outputs < layer.inputs:
        return False, f"narrows from {layer.inputs} to {layer.outputs} units"
    if getattr(layer.activation, "monotone", None) != "strictly":
        return False, f"has {layer.activation.name} units, which are not strictly increasing"
    if np.linalg.matrix_rank(np.asarray(layer.weight, np.float64)) < layer.inputs:
        return False, "has a matrix that is not of full rank"
    return True, ""
