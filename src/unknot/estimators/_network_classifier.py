"""A multi-layer perceptron whose training is recorded."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float
from sklearn.utils.metaestimators import available_if

from unknot.estimators._recorded import RecordedClassifier
from unknot.nets import decide, probabilities


def _has_probabilities(estimator: "NetworkClassifier") -> bool:
    return estimator.loss != "hinge"


class NetworkClassifier(RecordedClassifier):
    """A multi-layer perceptron with a linear head, in the interface of scikit-learn.

    Parameters
    ----------
    hidden
        Units of each hidden layer.
    activation
        One name, or one for each layer.
    layers
        All layers as one text, ``"conv:16,5/pool:2/relu:32"``, as ``unknot fit --layers`` takes
        it; then leave ``hidden`` and ``activation`` out. For convolutions every point is an
        image, its pixels in rows: (n, height · width), a square, or ``image:…`` first.
    loss
        ``"logistic"`` (two classes), ``"softmax"``, ``"hinge"``; None: by how many classes there
        are.
    initial, optimiser, learning_rate, weight_decay, penalty, schedule, steps, patience, seeds
        As in :class:`unknot.Spec`: several seeds are trained side by side, and the best is kept.
    batch
        Points of a mini-batch, or fewer if there are not as many; None: all, at every step.
    validation
        Share of the points that is kept apart to choose the best seed by.
    standardise
        Bring every feature to mean 0, deviation 1 first; of images, all pixels of a channel
        together, whatever their range is.
    random_state
        The first seed; or None, or a ``RandomState``, to draw it.

    Attributes
    ----------
    recording_
        The training, a :class:`unknot.Recording`: look at it with ``unknot.draw``,
        ``unknot.widget`` …
    classes_, n_features_in_, feature_names_in_
        As always.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> points, kinds = load_iris(return_X_y=True)
    >>> network = NetworkClassifier(hidden=(4,), steps=300).fit(points, kinds)
    >>> bool(network.score(points, kinds) > 0.9), network.transform(points).shape
    (True, (150, 4))
    >>> network.recording_.final.widths
    (4, 4)
    """

    def __init__(
        self,
        hidden: Sequence[int] = (16, 16),
        activation: str | Sequence[str] = "tanh",
        *,
        layers: str | Sequence[str] | None = None,
        loss: str | None = None,
        initial: str = "glorot",
        optimiser: str = "adam",
        learning_rate: float = 0.01,
        weight_decay: float = 0.0,
        penalty: str | None = None,
        schedule: str = "constant",
        batch: int | None = 256,
        steps: int = 1000,
        patience: int | None = 10,
        seeds: int = 1,
        validation: float = 0.0,
        standardise: bool = True,
        random_state: Any = 0,
    ):
        self.hidden = hidden
        self.activation = activation
        self.layers = layers
        self.loss = loss
        self.initial = initial
        self.optimiser = optimiser
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.penalty = penalty
        self.schedule = schedule
        self.batch = batch
        self.steps = steps
        self.patience = patience
        self.seeds = seeds
        self.validation = validation
        self.standardise = standardise
        self.random_state = random_state

    def _head(self) -> dict[str, Any]:
        return {"loss": self.loss}

    def predict(self, X: Any) -> np.ndarray:
        """Return the classes of points, (n,)."""
        scores = self._scores(X)
        return self.classes_[decide(scores.T)]

    def decision_function(self, X: Any) -> Float[np.ndarray, "n *classes"]:
        """Return scores: for two classes the second one's lead, (n,); else (n, classes)."""
        scores = self._scores(X)
        if len(self.classes_) > 2:
            return scores
        return scores[:, 0] if scores.shape[1] == 1 else scores[:, 1] - scores[:, 0]

    @available_if(_has_probabilities)
    def predict_proba(self, X: Any) -> Float[np.ndarray, "n classes"]:
        """Return the probability of each class, (n, classes); not there with the hinge loss."""
        scores, head = self._scores(X), self.recording_.final.planes
        assert head is not None
        return probabilities(scores.T, head.kind).T

    def _scores(self, X: Any) -> Float[np.ndarray, "n scores"]:
        points = self._scaled(X)
        return np.asarray(self.recording_.final.scores(points))
