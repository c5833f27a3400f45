"""A k-nearest-neighbour classifier that learns in which representation neighbours are sought."""

from collections.abc import Sequence
from typing import Any, Self, get_args

import numpy as np
from jaxtyping import Float, Int
from sklearn.utils.validation import check_is_fitted

from unknot.errors import InputError, UnknownName
from unknot.estimators._recorded import RecordedClassifier
from unknot.neighbours import NeighbourRule, Weights, k_nearest, votes


class NeighbourClassifier(RecordedClassifier):
    """The k nearest training points decide, in a representation that was trained for that.

    Layers are trained by the neighbour loss (:func:`unknot.neighbours.neighbour_loss`) on
    mini-batches; points are then classified by votes of their nearest among *all* training
    points, which are found exactly.

    Parameters
    ----------
    n_neighbors
        How many vote.
    weights
        Of votes: ``"uniform"``, ``"distance"`` or ``"soft"``, see :func:`unknot.neighbours.votes`.
    hidden, activation
        Units and activations of the layers. The last layer's is the representation.
    layers
        Instead of both, as for :class:`NetworkClassifier`.
    kernel, power, k, temperature, normalise, measure
        Of the loss, see :class:`unknot.neighbours.NeighbourRule`. Power and temperature are those
        of the votes, too; with ``normalise``, neighbours are sought among normalised points.
    initial, optimiser, learning_rate, weight_decay, penalty, schedule, steps, patience, seeds, \
batch, validation, standardise, random_state
        As for :class:`NetworkClassifier`. Points that are kept for validation do not vote.

    Attributes
    ----------
    recording_
        The training, a :class:`unknot.Recording`.
    representation_
        Of the training points, (n, width), as they are compared.
    classes_, n_features_in_, feature_names_in_, n_samples_fit_
        As always.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> points, kinds = load_iris(return_X_y=True)
    >>> near = NeighbourClassifier(hidden=(4,), activation="identity", steps=100)
    >>> bool(near.fit(points[::2], kinds[::2]).score(points[1::2], kinds[1::2]) > 0.9)
    True
    """

    def __init__(
        self,
        n_neighbors: int = 5,
        weights: str = "uniform",
        *,
        hidden: Sequence[int] = (32, 16),
        activation: str | Sequence[str] = ("tanh", "identity"),
        layers: str | Sequence[str] | None = None,
        kernel: str = "soft",
        power: float = 1.0,
        k: int | None = None,
        temperature: float = 0.1,
        normalise: bool = True,
        measure: str = "log",
        initial: str = "glorot",
        optimiser: str = "adam",
        learning_rate: float = 0.01,
        weight_decay: float = 0.0,
        penalty: str | None = None,
        schedule: str = "constant",
        batch: int | None = 256,
        steps: int = 500,
        patience: int | None = None,
        seeds: int = 1,
        validation: float = 0.0,
        standardise: bool = True,
        random_state: Any = 0,
    ):
        self.n_neighbors = n_neighbors
        self.weights = weights
        self.hidden = hidden
        self.activation = activation
        self.layers = layers
        self.kernel = kernel
        self.power = power
        self.k = k
        self.temperature = temperature
        self.normalise = normalise
        self.measure = measure
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
        rule = NeighbourRule(
            self.kernel,  # type: ignore[arg-type]
            self.power,
            self.k,
            self.temperature,
            self.normalise,
            self.measure,  # type: ignore[arg-type]
        )
        return {"head": f"neighbours:{rule.text}"}

    def fit(self, X: Any, y: Any) -> Self:
        """Train the layers, and keep the training points as they represent them; see above."""
        self._check_votes()
        super().fit(X, y)
        data = self.recording_.data
        self.representation_ = self._compared(data.points)
        self.n_samples_fit_ = len(data)
        return self

    def kneighbors(
        self, X: Any = None, n_neighbors: int | None = None, return_distance: bool = True
    ) -> Int[np.ndarray, "n k"] | tuple[Float[np.ndarray, "n k"], Int[np.ndarray, "n k"]]:
        """Return the distances (n, k) of the nearest training points, and which they are, (n, k).

        Parameters
        ----------
        X
            Points; None: the training points, of which none is its own neighbour.
        n_neighbors
            How many; as many as vote, if left out.
        return_distance
            If not, the indices alone are returned.

        Raises
        ------
        ValueError
            There are not as many training points.
        """
        distances, indices = self._nearest(X, n_neighbors)
        return (distances, indices) if return_distance else indices

    def predict_proba(self, X: Any) -> Float[np.ndarray, "n classes"]:
        """Return each class's share of the votes, (n, classes)."""
        distances, indices = self._nearest(X)
        return votes(
            distances,
            self.recording_.data.labels[indices],
            len(self.classes_),
            self.weights,  # type: ignore[arg-type]
            power=self.power,
            temperature=self.temperature,
        )

    def predict(self, X: Any) -> np.ndarray:
        """Return the classes with most votes, (n,); of equal ones the first."""
        shares = self.predict_proba(X)
        return self.classes_[np.argmax(shares, axis=1)]

    def _check_votes(self) -> None:
        """Refuse votes that cannot be counted before anything is trained for them."""
        many = self.n_neighbors
        if isinstance(many, bool) or not isinstance(many, int | np.integer) or many < 1:
            raise InputError(f"n_neighbors is {many!r}; expected a whole number from 1.")
        if self.weights not in get_args(Weights):
            raise UnknownName("weighting of neighbours", str(self.weights), get_args(Weights))

    def _nearest(
        self, X: Any, n_neighbors: int | None = None
    ) -> tuple[Float[np.ndarray, "n k"], Int[np.ndarray, "n k"]]:
        check_is_fitted(self)
        wanted = self.n_neighbors if n_neighbors is None else n_neighbors
        places = self.representation_ if X is None else self._compared(self._scaled(X))
        most = self.n_samples_fit_ - (X is None)
        if isinstance(wanted, int | np.integer) and wanted > most:
            raise ValueError(
                f"Expected n_neighbors {'<' if X is None else '<='} n_samples_fit, but "
                f"n_neighbors = {wanted}, n_samples_fit = {self.n_samples_fit_}, n_samples = "
                f"{len(places)}"
            )
        return k_nearest(places, self.representation_, wanted, X is None)

    def _compared(self, points: np.ndarray) -> Float[np.ndarray, "n width"]:
        """Return the representation of points, of length 1 if the rule says so."""
        places = self.recording_.final.represent(points)
        if not self.normalise:
            return places
        lengths = np.linalg.norm(places, axis=1, keepdims=True)
        return places / np.where(lengths > 0, lengths, 1)
