"""Networks as certificates write them: exact weights, and activations by name."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, combinations, pairwise

from ._exact import Point, dot
from ._named import Name, named
from ._reading import Json, Refused, Table, fields, items, need, number, numbers, table, whole

MOST_STEPS = 1000
MOST_FEATURES = 1024
TERMS = ("linear", "square", "product", "sine")


@dataclass(frozen=True)
class Affine:
    """x ↦ Wx + b, and the activation that follows, if one does."""

    weight: Table
    bias: Point
    sigma: Name | None = None

    @property
    def inputs(self) -> int:
        """The dimension of the space it maps from."""
        return self.weight.width

    @property
    def outputs(self) -> int:
        """The dimension of the space it maps to."""
        return len(self.bias)


@dataclass(frozen=True)
class Shear:
    """x ↦ x + g(w·x)·t with g(z) = Σ cₖ·max(0, z − τₖ) and t = |w|²u − (w·u)w, so that w·t = 0."""

    normal: Point
    push: Point
    knots: Point  # floats, increasing
    slopes: Point

    @property
    def inputs(self) -> int:
        """The dimension of the space."""
        return len(self.normal)

    @property
    def outputs(self) -> int:
        """The dimension of the space."""
        return len(self.normal)

    @property
    def along(self) -> Point:
        """The direction t."""
        w, u = self.normal, self.push
        ww, wu = dot(w, w), dot(w, u)
        return tuple(ww * b - wu * a for a, b in zip(w, u, strict=True))

    @property
    def steps(self) -> tuple[list[Fraction], list[Fraction]]:
        """How high g is at the first knot and at each, and how steep before the first and after."""
        steep = [Fraction(0), *accumulate(self.slopes)]
        rises = (c * (b - a) for c, (a, b) in zip(steep[1:], pairwise(self.knots), strict=False))
        return [Fraction(0), *accumulate(rises, initial=Fraction(0))], steep

    def height(self, z: Fraction) -> Fraction:
        """Return g(z)."""
        pairs = zip(self.knots, self.slopes, strict=True)
        return sum((c * max(z - knot, Fraction(0)) for knot, c in pairs), Fraction(0))


@dataclass(frozen=True)
class Field:
    """Some steps x ↦ x + share·F(x), F = Σ vᵢfᵢ/(1 + Σ fᵢ), fᵢ(x) = exp(−βᵢ²|x − aᵢ|²/2)."""

    anchors: Table
    vectors: Table
    sharpness: Point  # β
    share: Fraction
    steps: int

    @property
    def inputs(self) -> int:
        """The dimension of the space."""
        return self.anchors.width

    @property
    def outputs(self) -> int:
        """The dimension of the space."""
        return self.anchors.width


@dataclass(frozen=True)
class Features:
    """x ↦ (x, x², xᵢxⱼ for i < j, sin x), or some of these in this order."""

    size: int
    terms: tuple[str, ...]

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """The two coordinates of each product."""
        return list(combinations(range(self.size), 2))

    @property
    def inputs(self) -> int:
        """The dimension of the space it maps from."""
        return self.size

    @property
    def outputs(self) -> int:
        """The number of features."""
        n = self.size
        return sum(n * (n - 1) // 2 if term == "product" else n for term in self.terms)


Layer = Affine | Shear | Field | Features


@dataclass(frozen=True)
class Network:
    """Layers, and the head's scores."""

    layers: list[Layer]
    head: Affine | None

    @property
    def hidden(self) -> list[int]:
        """The widths of hidden layers."""
        return [layer.outputs for layer in self.layers]

    @property
    def read_out(self) -> Affine:
        """The head, of a network that has one."""
        assert self.head is not None
        return self.head


def read_network(
    value: Json, inputs: int | None, classes: int | None, *, headless: bool = False
) -> Network:
    """Read a network, for data of a dimension and a number of classes where they are known."""
    fields(value, "network", "layers", optional=("head",))
    layers, width = [], inputs
    for i, layer in enumerate(items(value["layers"], "network.layers", 0)):
        layers.append(_layer(layer, f"network.layers[{i}]", width))
        width = layers[-1].outputs
    if headless:
        alone = "head" not in value and layers != []
        need(alone, "network: layers alone, and at least one, are meant")
        return Network(layers, None)
    need("head" in value, "network: it has no head")
    head = _affine(fields(value["head"], "network.head", "weight", "bias"), "network.head", width)
    one = classes == 2 and len(head.bias) == 1
    need(classes in (None, len(head.bias)) or one, "network: wrong number of scores")
    return Network(layers, head)


def _layer(value: Json, at: str, inputs: int | None) -> Layer:
    if type(value) is dict and "kind" in value:
        if value["kind"] == "shear":
            return _shear(value, at, inputs)
        if value["kind"] == "field":
            return _field(value, at, inputs)
        if value["kind"] == "features":
            return _features(value, at, inputs)
        raise Refused(f"{at}: there is no layer of the kind {value['kind']!r:.40}")
    fields(value, at, "weight", "bias", "activation")
    return _affine(value, at, inputs, named(value["activation"], at))


def _affine(value: Json, at: str, inputs: int | None, sigma: Name | None = None) -> Affine:
    weight = table(value["weight"], f"{at}.weight", inputs)
    return Affine(weight, numbers(value["bias"], f"{at}.bias", len(weight)), sigma)


def _shear(value: Json, at: str, inputs: int | None) -> Shear:
    fields(value, at, "kind", "normal", "push", "knots", "slopes")
    normal = numbers(value["normal"], f"{at}.normal", inputs)
    push = numbers(value["push"], f"{at}.push", len(normal))
    knots = numbers(value["knots"], f"{at}.knots")
    slopes = numbers(value["slopes"], f"{at}.slopes", len(knots))
    need(list(knots) == sorted(set(knots)), f"{at}.knots: expected increasing numbers")
    floats = all(type(x) is not str or "x" in x for x in value["knots"])
    need(floats and all(abs(x) < 2**53 for x in knots), f"{at}.knots: expected floats below 2⁵³")
    return Shear(normal, push, knots, slopes)


def _field(value: Json, at: str, inputs: int | None) -> Field:
    fields(value, at, "kind", "anchors", "vectors", "sharpness", "share", "steps")
    anchors = table(value["anchors"], f"{at}.anchors", inputs)
    vectors = table(value["vectors"], f"{at}.vectors", anchors.width)
    need(len(vectors) == len(anchors), f"{at}.vectors: expected one for each anchor")
    sharpness = numbers(value["sharpness"], f"{at}.sharpness", len(anchors))
    steps = whole(value["steps"], f"{at}.steps", 1)
    need(steps <= MOST_STEPS, f"{at}.steps: at most {MOST_STEPS} are taken")
    return Field(anchors, vectors, sharpness, number(value["share"], f"{at}.share"), steps)


def _features(value: Json, at: str, inputs: int | None) -> Features:
    fields(value, at, "kind", "size", "terms")
    size = whole(value["size"], f"{at}.size", 1)
    need(inputs in (None, size), f"{at}.size: expected {inputs}, got {size}")
    terms = items(value["terms"], f"{at}.terms")
    known = terms == [term for term in TERMS if term in terms]
    need(known, f"{at}.terms: expected some of {', '.join(TERMS)}, in this order")
    layer = Features(size, tuple(terms))
    few = 1 <= layer.outputs <= MOST_FEATURES
    need(few, f"{at}: expected 1 to {MOST_FEATURES} features, got {layer.outputs}")
    return layer
