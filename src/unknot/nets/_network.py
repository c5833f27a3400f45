"""A network: layers, then a head."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import equinox as eqx
import jax
import numpy as np
from jaxtyping import Float

from unknot.errors import InputError
from unknot.neighbours import NeighbourRule
from unknot.nets._head import Head, HeadKind
from unknot.nets._initial import INITIAL, Initial, glorot
from unknot.nets._model import Map, Viewed
from unknot.nets._neighbour_head import NeighbourHead
from unknot.nets.activations import Activation, Array
from unknot.nets.layers import Grid, Layer, Marks, Recipe
from unknot.nets.layers.dense import DenseRecipe

_AT_ONCE = 2**22  # numbers in one representation, so that wide layers fit in memory


class Network(eqx.Module, Viewed):
    """An immutable tree: a tuple of layers and a head (or none: then it is a map of points).

    Called on columns it gives scores; :meth:`predict` and :meth:`represent` take data as rows,
    (points, features), as scikit-learn does. With a leading axis on every array it is many
    networks: ``network[i]`` is one of them.

    Parameters
    ----------
    layers
        Applied in order.
    head
        The read-out, or None.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import Dense, Head, Network, activation
    >>> layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    >>> network = Network((layer,), Head(np.array([[1.0, 0.0]]), np.zeros(1), "logistic"))
    >>> network.predict(np.array([[-1.0, 0.0], [2.0, 0.0]])).tolist()
    [0, 1]
    """

    layers: tuple[Layer, ...]
    head: Head | NeighbourHead | None

    def __init__(self, layers: Sequence[Layer], head: Head | NeighbourHead | None = None):
        self.layers = tuple(layers)
        self.head = head
        sizes = [layer.outputs for layer in self.layers]
        takers = [*self.layers[1:], *([head] if head is not None else [])]
        for index, (size, taker) in enumerate(zip(sizes, takers, strict=False)):
            if size != taker.inputs:
                raise InputError(
                    f"Layer {index + 1} gives {size} units, but what follows takes {taker.inputs}."
                )

    def __call__(self, x: Array) -> Array:
        for layer in self.layers:
            x = layer(x)
        return x if self.head is None else self.head(x)

    def __getitem__(self, index: Any) -> "Network":
        """Return the network(s) at ``index`` of the leading axis of every array."""
        return jax.tree.map(lambda leaf: leaf[index], self)

    @property
    def inputs(self) -> int:
        """The dimension of the data it takes."""
        first = self.layers[0] if self.layers else self.head
        if first is None:
            raise InputError("A network with no layers and no head has no input dimension.")
        return first.inputs

    @property
    def widths(self) -> tuple[int, ...]:
        """The dimensions of all representations, the input's first."""
        return (self.inputs, *(layer.outputs for layer in self.layers))

    @property
    def names(self) -> tuple[str, ...]:
        """What each layer is called."""
        return tuple(layer.name for layer in self.layers)

    @property
    def body(self) -> "Network":
        """The layers alone."""
        return Network(self.layers)

    @property
    def is_finite(self) -> bool:
        """Whether all weights are finite numbers; training that diverges leaves others."""
        return all(bool(np.isfinite(leaf).all()) for leaf in jax.tree.leaves(self))

    def float64(self) -> "Network":
        """Return the same network with NumPy float64 arrays, to look at and to measure."""
        return jax.tree.map(lambda leaf: np.asarray(leaf, np.float64), self)

    def represent(
        self, points: Float[Array, "n inputs"], depth: int | None = None
    ) -> Float[Array, "n width"]:
        """Return the representation of ``points`` (n, inputs) after ``depth`` layers (all).

        Raises
        ------
        InputError
            The depth is not between 0 and the network's, or the points have another dimension.
        """
        self.check_depth(depth)
        return Network(self.layers[:depth]).in_parts(self._columns(points)).T

    def stages(self, points: Float[Array, "n inputs"]) -> Iterator[Float[Array, "n width"]]:
        """Yield the representations of ``points`` at every depth, each layer computed once."""
        columns = self._columns(points)
        yield columns.T
        for layer in self.layers:
            columns = Network([layer]).in_parts(columns)
            yield columns.T

    def scores(self, points: Float[Array, "n inputs"]) -> Float[Array, "n scores"]:
        """Return the head's scores of ``points``, (n, scores)."""
        columns = self._columns(points)
        if isinstance(self.head, NeighbourHead):
            return self.head.read(self.body.in_parts(columns), columns).T
        return self.in_parts(columns).T

    def rest(self, depth: int) -> Map | None:
        """Return the scores of points of the representation at a depth; None without a head."""
        return None if self.head is None else Network(self.layers[depth:], self.head).scores

    def marks(self, depth: int, points: Float[Array, "n inputs"]) -> Marks | None:
        """Return what pictures show of the layer that follows a depth, among these ``points``."""
        if depth >= self.depth or type(self.layers[depth]).marks is Layer.marks:
            return None
        return self.layers[depth].marks(np.asarray(self.represent(points, depth)).T)

    def in_parts(self, columns: Float[Array, "inputs n"]) -> Float[Array, "outputs n"]:
        """Return the images of columns; of many, through wide layers, some at a time."""
        widest = max([len(columns), *(layer.outputs for layer in self.layers)])
        step = max(1, _AT_ONCE // widest)
        if isinstance(columns, jax.Array) or columns.shape[1] <= step:
            return self(columns)
        starts = range(0, columns.shape[1], step)
        return np.concatenate([self(columns[:, i : i + step]) for i in starts], axis=1)

    def _columns(self, points: Array) -> Array:
        rows = points if isinstance(points, jax.Array) else np.asarray(points, np.float64)
        self.check_rows(rows)
        return rows.T


def drawn(
    seed: int,
    inputs: int,
    recipes: Sequence[Recipe],
    classes: int,
    head: HeadKind | NeighbourRule,
    initial: Initial = "identity",
    points: np.ndarray | None = None,
) -> Network:
    """Return a random network of these layers, with float32 NumPy arrays; see :func:`mlp`.

    Every kind of layer draws by its own rule, some of them for the training ``points``
    (n, inputs) as they reach it; the head is as for :func:`mlp`, or a rule by which neighbours
    decide.
    """
    if head == "logistic" and classes != 2:
        raise InputError(f"A logistic head tells two classes apart, but there are {classes}.")
    rng = np.random.default_rng(seed)
    layers: list[Layer] = []
    width = Grid.of(inputs)
    for recipe in recipes:
        if points is None:
            layers.append(recipe.draw(rng, width, initial))
        else:
            reached = partial(Network(layers), points.T)
            layers.append(recipe.draw_among(rng, width, initial, reached))
        width = recipe.outputs(width)
    if isinstance(head, NeighbourRule):
        return Network(layers, NeighbourHead(head, int(width), classes))
    scores = 1 if head != "softmax" and classes == 2 else classes
    # The head is a read-out, not a deformation: an identity start would single out two units.
    last = glorot if initial == "identity" else INITIAL[initial]
    weight = last(rng, scores, width).astype(np.float32)
    return Network(layers, Head(weight, np.zeros(scores, np.float32), head))


def mlp(
    seed: int,
    inputs: int,
    hidden: Sequence[int],
    classes: int,
    activations: Sequence[Activation],
    head: HeadKind,
    initial: Initial = "identity",
) -> Network:
    """Return a random multi-layer perceptron with float32 NumPy arrays and zero biases.

    Parameters
    ----------
    seed
        The same seed gives the same network.
    inputs, hidden, classes
        Widths of input and hidden layers, and the number of classes.
    activations
        One for each hidden layer.
    head
        ``"logistic"`` needs two classes; ``"linear"`` gives one score for two classes.
    initial
        ``"identity"``: (rectangular) identity plus normal noise of deviation √(1/(2·in)), so
        that a layer starts as a moderate deformation; ``"glorot"``: uniform in ±√(6/(in + out))
        (Glorot and Bengio 2010); ``"normal"``: standard normal.

    Examples
    --------
    >>> from unknot.nets import activation
    >>> mlp(0, 2, (3,), 2, [activation("tanh")], "logistic").widths
    (2, 3)
    """
    recipes = [DenseRecipe(sigma, size) for size, sigma in zip(hidden, activations, strict=True)]
    return drawn(seed, inputs, recipes, classes, head, initial)
