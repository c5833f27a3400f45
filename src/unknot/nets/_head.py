"""The read-out of a representation: an affine map to scores, and what the scores mean."""

from typing import Literal, Self

import equinox as eqx
import numpy as np
import scipy.special

from unknot.errors import InputError
from unknot.nets._affine import Affine
from unknot.nets.activations import Array

HeadKind = Literal["logistic", "softmax", "linear"]


class Head(Affine):
    """An affine read-out: one score for two classes, or a score for each class.

    With one score, class 1 is where it is positive; with several, the class is the largest
    score's. ``logistic`` and ``softmax`` say how scores are probabilities; a ``linear`` head
    (trained with the hinge loss) gives none.

    Parameters
    ----------
    weight
        (scores, inputs).
    bias
        (scores,).
    kind
        ``"logistic"`` (one score), ``"softmax"`` or ``"linear"``.
    """

    kind: HeadKind = eqx.field(static=True)

    @property
    def scores(self) -> int:
        """How many scores it gives."""
        return self.outputs

    def __call__(self, x: Array) -> Array:
        return self.affine(x)

    def after(self, matrix: np.ndarray) -> Self:
        """Return x ↦ self(matrix @ x)."""
        return type(self)(self.weight @ matrix, self.bias, self.kind)


def decide(scores: np.ndarray) -> np.ndarray:
    """Return the class of each column of scores (c, n): the sign of one, the largest of several.

    Examples
    --------
    >>> decide(np.array([[-1.0, 2.0]])).tolist()
    [0, 1]
    """
    return (scores[0] > 0).astype(np.int64) if len(scores) == 1 else np.argmax(scores, axis=0)


def margins(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return by how much each column's right class wins, (n,): negative where it loses.

    The distance to the best wrong score; of one score, which is the difference of two, itself.
    """
    if len(scores) == 1:
        return np.where(labels == 1, scores[0], -scores[0])
    right = np.take_along_axis(scores, labels[None], axis=0)[0]
    others = np.where(np.arange(len(scores))[:, None] == labels[None], -np.inf, scores)
    return right - others.max(axis=0)


def probabilities(scores: np.ndarray, kind: HeadKind) -> np.ndarray:
    """Return class probabilities (classes, n) of columns of scores (c, n); hinge heads have none.

    Raises
    ------
    InputError
        For a ``linear`` head.
    """
    if kind == "logistic":
        one = scipy.special.expit(scores[0])
        return np.stack([1 - one, one])
    if kind == "softmax":
        return scipy.special.softmax(scores, axis=0)
    raise InputError("A linear head gives scores, not probabilities; use decide(scores).")
