"""A read-out without weights: the classes of the nearest training points decide."""

from typing import ClassVar, Self

import equinox as eqx
import numpy as np
from jaxtyping import Float, Int

from unknot.errors import InputError
from unknot.neighbours import NeighbourRule, neighbour_scores
from unknot.nets.activations import Array


class NeighbourHead(eqx.Module):
    """A head whose scores are the log weights of the classes of nearby training points.

    It is a rule; what it reads, the training points as the layers represent them, changes with
    every step of training and belongs to it only when a network is taken from its recording
    (``Recording.at``). Then the class is the largest score's, and probabilities are a softmax's.

    Parameters
    ----------
    rule
        How neighbours are weighed.
    inputs
        The width of the representation.
    scores
        How many classes there are.
    references, labels
        The training points' representations, (m, inputs), and their classes, (m,); or None.
    sources
        The training points themselves, (m, features): of a point that is one of these the scores
        are those that the others give it (leave-one-out); or None.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.neighbours import NeighbourRule
    >>> head = NeighbourHead(NeighbourRule(), inputs=1, scores=2)
    >>> head = head.reading(np.array([[0.0], [2.0]]), np.array([0, 1]))
    >>> head(np.array([[0.5]])).T.tolist()
    [[-0.25, -2.25]]
    """

    rule: NeighbourRule = eqx.field(static=True)
    inputs: int = eqx.field(static=True)
    scores: int = eqx.field(static=True)
    references: Array | None = None
    labels: Array | None = None
    sources: Array | None = None
    kind: ClassVar[str] = "neighbours"

    def reading(
        self,
        references: Float[np.ndarray, "m width"],
        labels: Int[np.ndarray, "m"],
        sources: Float[np.ndarray, "m features"] | None = None,
    ) -> Self:
        """Return the head with these training points."""
        return type(self)(self.rule, self.inputs, self.scores, references, labels, sources)

    def after(self, matrix: np.ndarray) -> Self:
        """Return x ↦ self(matrix @ x), for an orthogonal matrix: it keeps distances."""
        if self.references is None:
            return self
        return eqx.tree_at(lambda head: head.references, self, self.references @ matrix)

    def __call__(self, x: Array) -> Array:
        return self.read(x)

    def read(self, x: Array, points: Array | None = None) -> Array:
        """Return the scores (classes, *many) of representations x, (inputs, *many).

        With the ``points`` (features, n) that x, (inputs, n), represents, those that are training
        points are judged without themselves.

        Raises
        ------
        InputError
            It reads no training points yet.
        """
        if self.references is None or self.labels is None:
            raise InputError(
                "A neighbour head needs the training points: take the network from its recording, "
                "by recording.at(step) or recording.final."
            )
        rows = np.asarray(x, np.float64).reshape(self.inputs, -1).T
        itself = None if points is None else self._itself(np.asarray(points, np.float64).T)
        found = neighbour_scores(
            rows,
            np.asarray(self.references, np.float64),
            np.asarray(self.labels).astype(np.int64),
            self.scores,
            self.rule,
            without=itself,
        )
        return found.T.reshape(self.scores, *x.shape[1:])

    def _itself(self, points: np.ndarray) -> Int[np.ndarray, "n"] | None:
        """Return which reference each point is; −1 if none."""
        if self.sources is None:
            return None
        known = {row.tobytes(): i for i, row in enumerate(np.asarray(self.sources, np.float64))}
        return np.array([known.get(row.tobytes(), -1) for row in np.ascontiguousarray(points)])
