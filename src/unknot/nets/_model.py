"""What is drawn and measured: networks of ours, and models of any library."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float, Int

from unknot.errors import InputError
from unknot.nets._head import Head, decide
from unknot.nets._neighbour_head import NeighbourHead
from unknot.nets.activations import Array
from unknot.nets.layers import Marks

Map = Callable[[np.ndarray], np.ndarray]


@runtime_checkable
class Model(Protocol):
    """A map of points to scores with representations in between, whoever computes it.

    Every :class:`Network` is one. Another library's model becomes one by three members; it may
    say more, and more is then drawn and measured: ``names``, what each layer is called; ``head``,
    a :class:`Head` that takes the last representation to the scores; ``jacobian(points, depth)``,
    the derivatives (n, width, inputs) of a representation.

    Examples
    --------
    >>> class Squares:
    ...     widths = (2, 2)
    ...     def represent(self, points, depth=None):
    ...         return points if depth == 0 else points**2
    ...     def scores(self, points):
    ...         return self.represent(points).sum(axis=1, keepdims=True) - 1
    >>> isinstance(Squares(), Model)
    True
    """

    @property
    def widths(self) -> Sequence[int]:
        """The dimensions of all representations, the input's first."""
        ...

    def represent(self, points: Any, depth: int | None = None) -> Any:
        """Return the representation (n, width) of ``points`` (n, inputs) after ``depth`` layers.

        At depth 0 it is the points, without a depth the last representation.
        """
        ...

    def scores(self, points: Any) -> Any:
        """Return the scores of ``points``: (n, 1) for two classes, or (n, classes)."""
        ...


class Viewed(ABC):
    """What drawing and measuring ask of a network of ours and of a foreign model alike."""

    head: Head | NeighbourHead | None  # the read-out of the last representation

    @property
    @abstractmethod
    def widths(self) -> tuple[int, ...]:
        """The dimensions of all representations, the input's first."""

    @property
    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """What each layer is called."""

    @abstractmethod
    def represent(
        self, points: Float[Array, "n inputs"], depth: int | None = None
    ) -> Float[Array, "n width"]:
        """Return the representation of ``points`` (n, inputs) after ``depth`` layers (all)."""

    def stages(self, points: Float[Array, "n inputs"]) -> Iterator[Float[Array, "n width"]]:
        """Yield the representations of ``points`` at every depth, the points themselves first."""
        return (self.represent(points, depth) for depth in range(self.depth + 1))

    @abstractmethod
    def scores(self, points: Float[Array, "n inputs"]) -> Float[Array, "n scores"]:
        """Return the scores of ``points``, (n, scores)."""

    @abstractmethod
    def rest(self, depth: int) -> Map | None:
        """Return the scores of points of the representation at a depth; None if not known."""

    def marks(self, depth: int, points: Float[Array, "n inputs"]) -> Marks | None:
        """Return what pictures show of the layer that follows a depth, among these ``points``."""
        del depth, points
        return None

    @property
    def is_finite(self) -> bool:
        """Whether all weights are finite numbers; training that diverges leaves others."""
        return True

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

    def float64(self) -> "Viewed":
        """Return the same with NumPy float64 arrays, where they are ours."""
        return self

    @property
    def planes(self) -> Head | None:
        """The head, if hyperplanes are what divides the last representation; None if not."""
        return self.head if isinstance(self.head, Head) else None

    @property
    def inputs(self) -> int:
        """The dimension of the data it takes."""
        return self.widths[0]

    @property
    def depth(self) -> int:
        """The number of layers before the head."""
        return len(self.names)

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

    def predict(self, points: Float[Array, "n inputs"]) -> Int[Array, "n"]:
        """Return the class of each of ``points``, (n,)."""
        return decide(np.asarray(self.scores(points)).T)

    def title(self, depth: int) -> str:
        """Return what the representation at a depth is called in titles.

        Examples
        --------
        >>> from unknot.nets import Dense, Network, activation
        >>> network = Network([Dense(np.eye(2), np.zeros(2), activation("tanh"))])
        >>> network.title(0), network.title(1)
        ('input', 'layer 1 · tanh')
        """
        return "input" if depth == 0 else f"layer {depth} · {self.names[depth - 1]}"

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

    def check_depth(self, depth: int | None) -> None:
        """Refuse a depth that is not between 0 and the last."""
        if depth is not None and not 0 <= depth <= self.depth:
            raise InputError(f"The depth must be between 0 and {self.depth}, but got {depth!r}.")

    def check_rows(self, points: Array) -> None:
        """Refuse points that are not rows of features."""
        if points.ndim != 2 or points.shape[1] != self.inputs:
            raise InputError(
                f"The points have shape {tuple(points.shape)}, but the network takes rows of "
                f"{self.inputs} features: (n, {self.inputs})."
            )
