"""A network: layers, then a head."""

from collections.abc import Sequence
from typing import Any

import equinox as eqx
import jax
import numpy as np
from jaxtyping import Float, Int

from unknot.errors import InputError
from unknot.neighbours import NeighbourRule
from unknot.nets._head import Head, HeadKind, decide
from unknot.nets._initial import INITIAL, Initial, glorot
from unknot.nets._neighbour_head import NeighbourHead
from unknot.nets.activations import Activation, Array
from unknot.nets.layers import Layer, Recipe
from unknot.nets.layers.dense import DenseRecipe


class Network(eqx.Module):
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
    def depth(self) -> int:
        """The number of layers before the head."""
        return len(self.layers)

    @property
    def widths(self) -> tuple[int, ...]:
        """The dimensions of all representations, the input's first."""
        return (self.inputs, *(layer.outputs for layer in self.layers))

    @property
    def planes(self) -> Head | None:
        """The head, if hyperplanes are what divides the last representation; None if not."""
        return self.head if isinstance(self.head, Head) else None

    @property
    def body(self) -> "Network":
        """The layers alone."""
        return Network(self.layers)

    @property
    def is_finite(self) -> bool:
        """Whether all weights are finite numbers; training that diverges leaves others."""
        return all(bool(np.isfinite(leaf).all()) for leaf in jax.tree.leaves(self))

    @property
    def classes(self) -> int:
        """How many classes it tells apart.

        Raises
        ------
        InputError
            It has no head.
        """
        if self.head is None:
            raise InputError("The network has no head, so it tells no classes apart; give it one.")
        return max(self.head.scores, 2)

    def check_finite(self) -> None:
        """Refuse weights that are no finite numbers.

        Raises
        ------
        InputError
            Some are not.
        """
        if not self.is_finite:
            raise InputError(
                "The network has weights that are not finite numbers (did its training diverge?), "
                "so there is nothing to see of it. Train with a smaller learning rate."
            )

    def check_fits(self, features: int, classes: int) -> None:
        """Refuse data that are not of the kind that the network was made for.

        Raises
        ------
        InputError
            It has no head, weights that are not finite, another number of features, or fewer
            classes.
        """
        told = self.classes
        self.check_finite()
        if self.inputs != features:
            raise InputError(
                f"The network takes points of dimension {self.inputs}, but the data have "
                f"{features}. Use the data it was trained on."
            )
        if classes > told:
            raise InputError(
                f"The network tells {told} classes apart, but the data have {classes}. Use the "
                "data it was trained on."
            )

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
        if depth is not None and not 0 <= depth <= self.depth:
            raise InputError(f"The depth must be between 0 and {self.depth}, but got {depth!r}.")
        return Network(self.layers[:depth])(self._columns(points)).T

    def scores(self, points: Float[Array, "n inputs"]) -> Float[Array, "n scores"]:
        """Return the head's scores of ``points``, (n, scores)."""
        columns = self._columns(points)
        if isinstance(self.head, NeighbourHead):
            return self.head.read(self.body(columns), columns).T
        return self(columns).T

    def predict(self, points: Float[Array, "n inputs"]) -> Int[Array, "n"]:
        """Return the class of each of ``points``, (n,)."""
        return decide(np.asarray(self.scores(points)).T)

    def _columns(self, points: Array) -> Array:
        rows = points if isinstance(points, jax.Array) else np.asarray(points, np.float64)
        if rows.ndim != 2 or rows.shape[1] != self.inputs:
            raise InputError(
                f"The points have shape {tuple(rows.shape)}, but the network takes rows of "
                f"{self.inputs} features: (n, {self.inputs})."
            )
        return rows.T


def drawn(
    seed: int,
    inputs: int,
    recipes: Sequence[Recipe],
    classes: int,
    head: HeadKind | NeighbourRule,
    initial: Initial = "identity",
) -> Network:
    """Return a random network of these layers, with float32 NumPy arrays; see :func:`mlp`.

    Every kind of layer draws by its own rule; the head is as for :func:`mlp`, or a rule by which
    neighbours decide.
    """
    if head == "logistic" and classes != 2:
        raise InputError(f"A logistic head tells two classes apart, but there are {classes}.")
    rng = np.random.default_rng(seed)
    layers, width = [], inputs
    for recipe in recipes:
        layers.append(recipe.draw(rng, width, initial))
        width = layers[-1].outputs
    if isinstance(head, NeighbourRule):
        return Network(layers, NeighbourHead(head, width, classes))
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
