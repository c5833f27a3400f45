"""Kinds of layers by name, and the short texts in which recipes speak of them."""

import pkgutil
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import groupby
from typing import Any

import numpy as np

from unknot.errors import InputError, UnknownName
from unknot.nets._initial import Initial
from unknot.nets.activations import Array
from unknot.nets.layers._layer import Layer

MOST_UNITS = 4096


@dataclass(frozen=True)
class Recipe(ABC):
    """A layer before it is drawn at random, as a text such as ``"tanh:2"`` says it."""

    @classmethod
    @abstractmethod
    def words(cls) -> tuple[str, ...]:
        """Return the words with which such texts begin."""

    @classmethod
    @abstractmethod
    def read(cls, text: str) -> "Recipe":
        """Read a text that begins with one of the words.

        Raises
        ------
        InputError
            The rest is not as it should be.
        """

    @property
    @abstractmethod
    def text(self) -> str:
        """The text, as it is written."""

    @property
    def of_images(self) -> bool:
        """Whether it says that units are images; a layer of plain units need not know."""
        return False

    @abstractmethod
    def outputs(self, inputs: int) -> int:
        """Return how many units it gives; a ``Grid``, which is their number, if they are images.

        What it is given is a ``Grid`` likewise; a layer of plain units need not know.

        Raises
        ------
        InputError
            It does not take so many, or needs images.
        """

    @abstractmethod
    def parameters(self, inputs: int) -> int:
        """Count its weights."""

    @abstractmethod
    def draw(self, rng: np.random.Generator, inputs: int, initial: Initial) -> Layer:
        """Draw one at random, by its own rule, with float32 NumPy arrays."""

    def draw_among(
        self,
        rng: np.random.Generator,
        inputs: int,
        initial: Initial,
        points: Callable[[], np.ndarray],
    ) -> Layer:
        """Draw one for the training points as they reach it, columns (inputs, many).

        They are computed when asked for; a layer that does not look at them is drawn as ever.
        """
        del points
        return self.draw(rng, inputs, initial)


@dataclass(frozen=True)
class Placed(Recipe):
    """A layer that is drawn among the training points, and keeps the number of units."""

    def outputs(self, inputs: int) -> int:
        """Return as many units as it is given."""
        return inputs

    def draw(self, rng: np.random.Generator, inputs: int, initial: Initial) -> Layer:
        """Draw it for points about the origin."""
        return self.draw_among(rng, inputs, initial, lambda: rng.normal(size=(inputs, 100)))

    @abstractmethod
    def draw_among(
        self,
        rng: np.random.Generator,
        inputs: int,
        initial: Initial,
        points: Callable[[], np.ndarray],
    ) -> Layer:
        """Draw one for the training points as they reach it, columns (inputs, many)."""


@dataclass(frozen=True)
class LayerKind:
    """What a file of this package declares as its ``KIND``: the layer, and its recipe."""

    layer: type[Layer]
    recipe: type[Recipe]


@cache
def kinds() -> Mapping[str, LayerKind]:
    """Return what every file of this package declares, by the name of the kind of layer."""
    package = __name__.rpartition(".")[0]
    folder = import_module(package).__path__
    names = [module.name for module in pkgutil.iter_modules(folder)]
    found: list[LayerKind] = [
        import_module(f"{package}.{name}").KIND for name in names if not name.startswith("_")
    ]
    return {one.layer.kind: one for one in found}


def layer_recipe(text: str) -> Recipe:
    """Read a layer as recipes write it.

    Raises
    ------
    UnknownName
        There is no such layer.
    InputError
        The rest of the text is not as it should be.

    Examples
    --------
    >>> layer_recipe("leaky-relu:0.2:3").text, layer_recipe("tanh:2").outputs(5)
    ('leaky-relu:0.2:3', 2)
    """
    plain = text.strip().lower().replace("_", "-")
    word = plain.partition(":")[0]
    every: dict[str, type[Recipe]] = {}
    for kind in kinds().values():
        every |= dict.fromkeys(kind.recipe.words(), kind.recipe)
    if word not in every:
        raise UnknownName("layer", word, tuple(every))
    return every[word].read(plain)


def layer_recipes(texts: str | Sequence[str]) -> tuple[Recipe, ...]:
    """Read several layers, with spaces or slashes between, ``*6`` for six of a kind.

    Raises
    ------
    UnknownName
        There is no such layer.
    InputError
        A text is not as it should be.

    Examples
    --------
    >>> [one.text for one in layer_recipes("tanh:2*2/relu:3")]
    ['tanh:2', 'tanh:2', 'relu:3']
    """
    found: list[Recipe] = []
    for text in (texts,) if isinstance(texts, str) else texts:
        for one in re.split(r"\s*/\s*|\s+", text.strip()):
            plain, star, times = one.partition("*")
            count = units(times, one, "repetitions") if star else 1
            found += [layer_recipe(plain)] * count
    return tuple(found)


def layers_text(recipes: Sequence[Recipe]) -> str:
    """Write several layers, as :func:`layer_recipes` reads them.

    Examples
    --------
    >>> layers_text(layer_recipes("tanh:2 tanh:2 relu:3"))
    'tanh:2*2 relu:3'
    """
    runs = [(text, len(list(group))) for text, group in groupby(one.text for one in recipes)]
    return " ".join(text if count == 1 else f"{text}*{count}" for text, count in runs)


def layer_made(facts: Mapping[str, Any], arrays: Mapping[str, Array]) -> Layer:
    """Return a layer from its facts, its kind among them, and its arrays.

    Raises
    ------
    InputError
        No kind of layer has that name, or the arrays do not fit each other.
    """
    rest = dict(facts)
    kind = kinds().get(rest.pop("kind"))
    if kind is None:
        raise InputError(
            f"It has a layer of the kind {facts['kind']!r}, which this version of unknot does not "
            f"know; it knows {', '.join(kinds())}."
        )
    return kind.layer.made(rest, arrays)


def units(text: str, at: str, what: str = "units") -> int:
    """Read a number of units, or of what else a layer is made of.

    Raises
    ------
    InputError
        It is no positive whole number, or options follow where there are none.
    """
    number, comma, rest = text.partition(",")
    if comma and number:
        raise InputError(
            f"The layer {at!r} has {rest!r} after its number of {what}, where nothing more is "
            f"expected: {at.removesuffix(comma + rest)}, say."
        )
    if not text:
        begun = at if at[-1] in "*=" else f"{at.partition(':')[0]}:"
        raise InputError(
            f"The layer {at!r} lacks the number of its {what}; expected {begun}8, say: a whole "
            f"number from 1 to {MOST_UNITS}."
        )
    if not text.isdigit() or not 0 < int(text) <= MOST_UNITS:
        raise InputError(
            f"The layer {at!r} has {text!r} {what}; expected a whole number from 1 to {MOST_UNITS}."
        )
    return int(text)
