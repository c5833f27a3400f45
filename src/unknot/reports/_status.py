"""What each layer is: one-to-one on its whole space, proved or measured, or not."""

from dataclasses import dataclass

import numpy as np

from unknot.errors import InputError, UnknotError
from unknot.nets import Conv, Dense, Network, Opaque
from unknot.reports._section import Cell, Column, Examined, ReadOut, Section, Tell, number
from unknot.verdicts import homeomorphism

_PROVED = 4096  # entries of matrices whose rank is found exactly


@dataclass(frozen=True)
class Status:
    """Whether a layer is one-to-one: None if that is not known."""

    one_to_one: bool | None
    word: str
    why: str


def _measure(examined: Examined, tell: Tell) -> Section:
    statuses = _statuses(examined)
    tell(0.5)
    cells = [Cell("identity", "–", "the data themselves")]
    cells += [Cell(one.word, one.word, one.why) for one in statuses]
    column = Column(
        "status",
        "the layer",
        "Whether the layer maps its whole space one-to-one. Proved: exact rank of the matrix, and "
        "a strictly increasing activation (T1.1, T1.2).",
        "A layer that is not one-to-one on its whole space may be so on the data; “measured” is "
        "floating point.",
        tuple(cells),
    )
    facts = {
        "layers": [
            {"one_to_one": one.one_to_one, "status": one.word, "why": one.why} for one in statuses
        ]
    }
    return Section((column,), said_of_layers(examined), "topology", (), facts)


def _statuses(examined: Examined) -> list[Status]:
    """Return what every layer is; exact ranks take their time, and are found once."""
    if "statuses" not in examined.kept:
        depths = range(1, len(examined.layers))
        examined.kept["statuses"] = [_of(examined, depth) for depth in depths]
    return examined.kept["statuses"]


def _of(examined: Examined, depth: int) -> Status:
    network = examined.network
    if not isinstance(network, Network):
        return Status(None, "unknown", "of this model only values are known")
    if depth > network.depth:
        head = network.planes
        if head is None:
            return Status(None, "unknown", "neighbours decide")
        return _matrix(np.asarray(head.weight), "the head")
    layer = network.layers[depth - 1]
    if isinstance(layer, Opaque):
        return Status(None, "unknown", layer.unproved)
    if layer.outputs < layer.inputs:
        why = f"it narrows from {layer.inputs} to {layer.outputs} units, so it cannot be one-to-one"
        return Status(False, "narrows", why)
    if isinstance(layer, Dense) and layer.inputs * layer.outputs <= _PROVED:
        try:
            proof = homeomorphism(Network([layer]))
        except UnknotError as why:
            return Status(None, "unknown", str(why))
        why = proof.facts["layers"][0]["why"] if "layers" in proof.facts else proof.reason
        if proof.verdict == "homeomorphism":
            kind = "one-to-one" if layer.outputs == layer.inputs else "embeds"
            return Status(True, f"{kind}, proved", why)
        if proof.verdict == "not a homeomorphism" or "full rank" in why:
            return Status(False, "collapses", why)
        return Status(False, "may fold or flatten", why)
    if isinstance(layer, Dense):
        bent = _bent(layer)
        return _matrix(np.asarray(layer.weight), "its matrix") if bent is None else bent
    if isinstance(layer, Conv) and (bent := _bent(layer)) is not None:
        return bent
    return Status(None, "unknown", f"nothing is proved here of {layer.kind} layers")


def _bent(layer: Dense | Conv) -> Status | None:
    """Return what a layer is whose activation folds or flattens; None for one that does not."""
    sigma = layer.activation
    if getattr(sigma, "monotone", "no") == "strictly":
        return None
    name = getattr(sigma, "name", "its activation")
    return Status(False, "may fold or flatten", f"{name} is not strictly increasing")


def _matrix(weight: np.ndarray, what: str) -> Status:
    outputs, inputs = weight.shape
    if outputs < inputs:
        return Status(False, "narrows", f"{what} takes {inputs} units to {outputs}")
    if np.linalg.matrix_rank(weight) < inputs:
        return Status(False, "collapses", f"{what} does not have full rank (measured)")
    return Status(True, "one-to-one, measured", f"{what} has full rank in floating point")


def said_of_layers(examined: Examined) -> str:
    """Say what the layers permit, and which samples meet."""
    layers = zip(_statuses(examined), examined.layers[1:], strict=True)
    hidden = [one for one, layer in layers if layer.name != "scores"]
    last = len(hidden)
    bad = next((k for k, one in enumerate(hidden, start=1) if not one.one_to_one), None)
    if not hidden:
        return "There is no hidden layer, so the shape of the data is changed by the scores alone."
    if bad is None:
        proved = all("proved" in one.word for one in hidden)
        how = "proved" if proved else "measured, not proved"
        return (
            f"Topology did not change up to {examined.named(last)}: every layer is one-to-one "
            f"({how}), so nothing was glued, and what looks merged there only looks so."
        )
    before = (
        f"Nothing is glued before {examined.named(bad)}; that layer"
        if bad > 1
        else f"Already {examined.named(bad)}"
    )
    status = hidden[bad - 1]
    may = "may change" if status.one_to_one is False else "may, for all that is known, change"
    text = f"{before} {may} the topology ({status.why})"
    return f"{text}; {_seen(examined, last)}."


def _seen(examined: Examined, depth: int) -> str:
    if len(set(examined.labels.tolist())) == 1:
        return "the samples do not say whether it does (all are of one class)"
    try:
        found = examined.pairs[depth].nearest
    except InputError as why:
        return f"the samples do not say whether it does ({str(why).rstrip('.').lower()})"
    i, j = found.points
    if found.after == 0:
        return (
            f"and it does: {examined.point(i)} and {examined.point(j)} are {number(found.before)} "
            f"apart and meet at {examined.named(depth)}"
        )
    grown = f"is {number(found.ratio)} times as far apart"
    kept = f"keeps {number(found.ratio)} of its distance"
    return (
        "among the samples no two of different classes meet: the pair that comes nearest "
        f"{grown if found.ratio > 1 else kept} at {examined.named(depth)}"
    )


READ_OUT = ReadOut("status", "what each layer is", _measure, ("status",))
