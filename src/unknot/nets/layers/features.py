"""Features of the input: its coordinates, their squares, products and sines, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar, Self

import equinox as eqx
import numpy as np

from unknot.errors import InputError, UnknownName
from unknot.nets._initial import Initial
from unknot.nets.activations import Array
from unknot.nets.layers._kinds import MOST_UNITS, LayerKind, Recipe
from unknot.nets.layers._layer import Facts, Layer, LayerPath, Order, StraightPath, need_shapes

TERMS = ("linear", "square", "product", "sine")


class Features(Layer):
    """x ↦ (x, x², xᵢxⱼ, sin x), or some of these: a first layer without parameters.

    With ``linear`` among the terms it is a graph over its input: an embedding of Rⁿ into a space
    of more dimensions, in which classes that are linked or enclosed may come apart. No
    homeomorphism of Rⁿ does that, and none of its theorems speaks of such a layer. Without
    ``linear`` it is not one-to-one, whatever else is there: ±π·e₁ have the same image.

    Parameters
    ----------
    size
        The dimension of its input.
    terms
        Of ``"linear"``, ``"square"``, ``"product"`` (of two different coordinates) and ``"sine"``,
        each once, in this order.

    Raises
    ------
    InputError
        A feature is unknown, there twice or out of order.

    Examples
    --------
    >>> import numpy as np
    >>> Features(2, ("linear", "square", "product"))(np.array([2.0, 3.0])).tolist()
    [2.0, 3.0, 4.0, 9.0, 6.0]
    """

    kind: ClassVar[str] = "features"

    size: int = eqx.field(static=True)
    terms: tuple[str, ...] = eqx.field(static=True, converter=tuple)

    def __check_init__(self) -> None:
        for term in self.terms:
            if term not in TERMS:
                raise UnknownName("feature", term, TERMS)
        # Paths read the coordinates off the first features.
        if self.terms != _in_order(self.terms):
            raise InputError(
                f"The features are {', '.join(self.terms)}; expected each once, in the order "
                f"{', '.join(TERMS)}."
            )

    @property
    def inputs(self) -> int:
        """The dimension of its input."""
        return self.size

    @property
    def outputs(self) -> int:
        """The number of features."""
        return _count(self.size, self.terms)

    @property
    def name(self) -> str:
        """Which features."""
        return f"features {', '.join(self.terms)}"

    def facts(self) -> Facts:
        """Return all that it is: it has no arrays."""
        return {"size": self.size, "terms": list(self.terms)}

    @classmethod
    def made(cls, facts: Facts, arrays: Mapping[str, Array]) -> Self:
        """Return the layer of these facts."""
        size, terms = facts["size"], tuple(facts["terms"])
        need_shapes(not arrays and type(size) is int and size > 0, cls.kind)
        layer = cls(size, terms)
        need_shapes(0 < layer.outputs <= MOST_UNITS, cls.kind)
        return layer

    def __call__(self, x: Array) -> Array:
        """Return the features of the columns of ``x``."""
        xp = x.__array_namespace__()
        pairs = np.array(list(combinations(range(self.size), 2)), int).reshape(-1, 2)
        made = {
            "linear": lambda: x,
            "square": lambda: x * x,
            "product": lambda: x[pairs[:, 0]] * x[pairs[:, 1]],
            "sine": lambda: xp.sin(x),
        }
        return xp.concat([made[term]() for term in self.terms])

    def path(self, order: Order, near: LayerPath | None = None) -> LayerPath:
        """Return x ↦ (x, s·f(x)), graphs over the input; straight ways where x is lost."""
        del order, near
        if "linear" not in self.terms:
            why = "without the coordinates among the features two points meet, ±π on an axis"
            return StraightPath("straight", why, self)
        if self.outputs == self.inputs:
            return GraphPath("isotopy", "the features are the coordinates", self)
        why = "the coordinates are among the features, which rise above them as a graph"
        return GraphPath("embedding", why, self)


@dataclass(frozen=True)
class GraphPath(StraightPath):
    """x ↦ (x, s·f(x)): an embedding at every s, since x can be read off."""

    @property
    def even(self) -> bool:
        """Whether every point goes straight and evenly to its image: it does."""
        return True

    def preimage(self, s: float, y: np.ndarray) -> np.ndarray:
        """Return the x whose feature graph at s passes through ``y``; NaN where it does not."""
        x = y[: self.layer.inputs]
        met = np.all(np.isclose(self.at(s)(x), y, rtol=1e-9, atol=1e-9), axis=0)
        return np.where(met, x, np.nan)


def _count(size: int, terms: tuple[str, ...]) -> int:
    return sum(size * (size - 1) // 2 if term == "product" else size for term in terms)


def _in_order(terms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(term for term in TERMS if term in terms)


@dataclass(frozen=True)
class FeaturesRecipe(Recipe):
    """``"features:linear,square,product"``: which features, in any order."""

    terms: tuple[str, ...]

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """Return ``features``."""
        return ("features",)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read which features."""
        found = [term for term in text.partition(":")[2].split(",") if term]
        if not found:
            raise InputError(
                f"The layer {text!r} names no features: features:linear,square,product, say."
            )
        for term in found:
            if term not in TERMS:
                raise UnknownName("feature", term, TERMS)
        return cls(tuple(term for term in TERMS if term in found))

    @property
    def text(self) -> str:
        """The features by name."""
        return f"features:{','.join(self.terms)}"

    def outputs(self, inputs: int) -> int:
        """Return the number of features."""
        count = _count(inputs, self.terms)
        if not 0 < count <= MOST_UNITS:
            raise InputError(
                f"The layer {self.text!r} makes {count:,} features of {inputs:,} inputs; expected "
                f"1 to {MOST_UNITS:,}."
            )
        return count

    def parameters(self, inputs: int) -> int:
        """Count none."""
        del inputs
        return 0

    def draw(self, rng: np.random.Generator, inputs: int, initial: Initial) -> Features:
        """Return the layer; there is nothing to draw."""
        del rng, initial
        self.outputs(inputs)
        return Features(int(inputs), self.terms)


KIND = LayerKind(Features, FeaturesRecipe)
