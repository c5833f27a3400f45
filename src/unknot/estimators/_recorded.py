"""What estimators that train layers have in common: data set, recipe, recording."""

from abc import ABCMeta, abstractmethod
from collections.abc import Sequence
from inspect import signature
from typing import Any, Self, cast

import numpy as np
from jaxtyping import Float
from sklearn.base import (
    BaseEstimator,
    ClassifierMixin,
    ClassNamePrefixFeaturesOutMixin,
    TransformerMixin,
)
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.names import readable_names
from unknot.recording import Recording, Spec
from unknot.train import fit

_SEEDS = 2**31 - 1


class RecordedClassifier(  # scikit-learn has mixins before the estimator
    ClassNamePrefixFeaturesOutMixin,
    TransformerMixin,
    ClassifierMixin,
    BaseEstimator,
    metaclass=ABCMeta,
):
    """A classifier that trains layers, keeps the recording, and gives what they represent."""

    hidden: Sequence[int]
    activation: str | Sequence[str]
    layers: str | Sequence[str] | None
    initial: str
    optimiser: str
    learning_rate: float
    weight_decay: float
    penalty: str | None
    schedule: str
    batch: int | None
    steps: int
    patience: int | None
    seeds: int
    validation: float
    standardise: bool
    random_state: Any

    recording_: Recording
    classes_: np.ndarray

    @abstractmethod
    def _head(self) -> dict[str, Any]:
        """Return the fields of the recipe that say how the last layer is read and trained."""

    def fit(self, X: Any, y: Any) -> Self:
        """Train the layers; of several seeds the best is kept (see ``recording_.rule``).

        Parameters
        ----------
        X
            (n, features), finite numbers.
        y
            (n,), classes of any type.

        Raises
        ------
        ValueError
            They do not fit together, hold NaN or infinity, or there is one class only; or a
            parameter is out of its range.
        """
        points, labels = cast(
            tuple[np.ndarray, np.ndarray], validate_data(self, X, y, dtype=np.float64)
        )
        check_classification_targets(labels)
        self.classes_, numbers = np.unique(labels, return_inverse=True)
        data = Dataset(
            points,
            numbers,
            readable_names(map(str, self.classes_.tolist())),
            readable_names(map(str, getattr(self, "feature_names_in_", _axes(points.shape[1])))),
            name=type(self).__name__,
        )
        self.recording_ = fit(self._spec(len(points)), data)
        return self

    def transform(self, X: Any) -> Float[np.ndarray, "n width"]:
        """Return the last layer's representation of points, (n, width)."""
        return self.recording_.final.represent(self._scaled(X))

    @property
    def _n_features_out(self) -> int:
        return self.recording_.final.widths[-1]

    def _spec(self, points: int) -> Spec:
        given = self.random_state
        number = isinstance(given, int | np.integer) and not isinstance(given, bool)
        seed = int(given) if number else check_random_state(given).randint(_SEEDS - self.seeds)
        return Spec.of(
            data=type(self).__name__,
            **self._layers(),
            initial=self.initial,
            optimiser=self.optimiser,
            learning_rate=self.learning_rate,
            weight_decay=self.weight_decay,
            penalty=self.penalty,
            schedule=self.schedule,
            batch=None if (self.batch or 1) >= self._trained_on(points) else self.batch,
            steps=self.steps,
            patience=self.patience,
            seeds=self.seeds,
            seed=seed,
            validation=self.validation,
            standardise=self.standardise,
            **self._head(),
        )

    def _layers(self) -> dict[str, Any]:
        """Return the fields of the recipe that say what the layers are, in one of two ways."""
        if self.layers is None:
            if isinstance(self.hidden, str | int | np.integer):
                raise InputError(
                    f"hidden is {self.hidden!r}; expected the units of every layer, such as (16,) "
                    "or (32, 16)."
                )
            return {"hidden": tuple(self.hidden), "activation": self.activation}
        usual = signature(type(self)).parameters
        for name in ("hidden", "activation"):
            given, default = getattr(self, name), usual[name].default
            if _plain(given) != _plain(default):
                raise InputError(
                    f"layers is {self.layers!r} and {name} is {given!r}: give one of the two. "
                    f"Beside layers leave {name} out, or write {default!r}, its default."
                )
        return {"layers": self.layers}

    def _trained_on(self, points: int) -> int:
        """Return how many points there are at least without those kept for validation."""
        return max(1, int(points * (1 - self.validation)) - len(self.classes_))

    def _scaled(self, X: Any) -> Float[np.ndarray, "n features"]:
        """Return points as the network sees them."""
        check_is_fitted(self)
        points = cast(np.ndarray, validate_data(self, X, reset=False, dtype=np.float64))
        scaling = self.recording_.data.scaling
        return points if scaling is None else scaling.apply(points)


def _axes(features: int) -> list[str]:
    return [f"x{i}" for i in range(features)]


def _plain(given: Any) -> Any:
    """Return several as a tuple, whatever holds them."""
    return given if isinstance(given, str) else tuple(given)
