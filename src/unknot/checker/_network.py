"""Networks as certificates write them: exact weights, and activations by name."""

from dataclasses import dataclass

from ._exact import Point
from ._named import Name, named
from ._reading import Json, Table, fields, items, need, numbers, table


@dataclass(frozen=True)
class Affine:
    """x ↦ Wx + b, and the activation that follows, if one does."""

    weight: Table
    bias: Point
    sigma: Name | None = None


@dataclass(frozen=True)
class Network:
    """Layers, and the head's scores."""

    layers: list[Affine]
    head: Affine | None

    @property
    def hidden(self) -> list[int]:
        """The widths of hidden layers."""
        return [len(layer.bias) for layer in self.layers]

    @property
    def maps(self) -> list[Affine]:
        """The layers and the head."""
        assert self.head is not None
        return [*self.layers, self.head]


def read_network(value: Json, inputs: int | None, classes: int | None) -> Network:
    """Read a network, for data of a dimension and a number of classes where they are known."""
    fields(value, "network", "layers", optional=("head",))
    layers, width = [], inputs
    for i, layer in enumerate(items(value["layers"], "network.layers", 0)):
        at = f"network.layers[{i}]"
        fields(layer, at, "weight", "bias", "activation")
        layers.append(_affine(layer, at, width, named(layer["activation"], at)))
        width = len(layers[-1].bias)
    if classes is None:
        alone = "head" not in value and layers != []
        need(alone, "network: layers alone, and at least one, are meant")
        return Network(layers, None)
    need("head" in value, "network: it has no head")
    head = _affine(fields(value["head"], "network.head", "weight", "bias"), "network.head", width)
    one = classes == 2 and len(head.bias) == 1
    need(len(head.bias) == classes or one, "network: wrong number of scores")
    return Network(layers, head)


def _affine(value: Json, at: str, inputs: int | None, sigma: Name | None = None) -> Affine:
    weight = table(value["weight"], f"{at}.weight", inputs)
    return Affine(weight, numbers(value["bias"], f"{at}.bias", len(weight)), sigma)
