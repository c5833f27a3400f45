"""What is shown and asked about: a model and the data that it is looked at with."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from jaxtyping import Int

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.nets import Model, Network, Opaque, Viewed, viewed
from unknot.recording._drawn import drawn
from unknot.recording._projection import Projection, projections

_DRAWN_EXACTLY = 3  # units
AXES = 6  # of a projection, at most


class Subject(ABC):
    """A model at some moments, and the data that it is looked at with.

    What pages, movies and verdicts are of: a :class:`Recording`, whose moments are steps of a
    training, or a :class:`Snapshot`, which has one moment.

    Attributes
    ----------
    data
        The points that are drawn and asked about, as the model sees them.
    validation, test
        Other points, or None.
    steps
        (frames,): the gradient steps done at each moment, increasing.
    """

    data: Dataset
    validation: Dataset | None
    test: Dataset | None
    steps: Int[np.ndarray, "frames"]

    @abstractmethod
    def moment(self, frame: int) -> Viewed:
        """Return the model (weights of ours in float64) at one of the moments."""

    @property
    @abstractmethod
    def accuracy(self) -> float:
        """The share of ``data`` that is right in the end."""

    @property
    def t0(self) -> int:
        """The first recorded step."""
        return int(self.steps[0])

    @property
    def t1(self) -> int:
        """The last recorded step."""
        return int(self.steps[-1])

    def frame(self, step: float) -> int:
        """Return the last moment up to a step.

        Raises
        ------
        InputError
            The step is not between the first and the last.
        """
        if not self.t0 <= step <= self.t1:
            raise InputError(
                f"The recording runs from step {self.t0} to {self.t1}, but step {step!r} was asked."
            )
        return int(np.searchsorted(self.steps, step, side="right")) - 1

    def at(self, step: float) -> Viewed:
        """Return the model as it was at the last look up to ``step``."""
        return self.moment(self.frame(step))

    @cached_property
    def final(self) -> Viewed:
        """The model as it was at the end."""
        return self.at(self.t1)

    @cached_property
    def projections(self) -> Mapping[int, Projection]:
        """How the final network's representations of more than three units are drawn, by depth.

        Up to six axes each: principal components of at most 2,000 points (after the last layer
        the head's direction first, if it tells two classes apart). Empty if training diverged.
        """
        network = self.final
        if not network.is_finite or max(network.widths) <= _DRAWN_EXACTLY:
            return {}
        points = self.data.points[drawn(len(self.data))]
        with np.errstate(over="ignore", invalid="ignore"):
            if not np.isfinite(network.represent(points)).all():
                return {}
        found = enumerate(projections(network, points, AXES))
        return {k: p for k, p in found if len(p.origin) > _DRAWN_EXACTLY}


@dataclass(frozen=True)
class Snapshot(Subject):
    """A model as it is, without a training, and the data that it is looked at with.

    Parameters
    ----------
    model
        A network, or a model of any library; see :class:`unknot.nets.Model`.
    data
        Points of the dimension that the model takes.
    validation, test
        Other points, or None.

    Raises
    ------
    InputError
        The model and the data do not fit together.

    Examples
    --------
    >>> from unknot.data import load
    >>> from unknot.nets import Dense, Head, Network, activation
    >>> layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    >>> network = Network([layer], Head(np.array([[0.0, -1.0]]), np.zeros(1), "logistic"))
    >>> Snapshot(network, load("two-curves:points=40")).accuracy
    0.8
    """

    model: Model
    data: Dataset
    validation: Dataset | None = None
    test: Dataset | None = None
    steps: Int[np.ndarray, "frames"] = field(
        init=False, repr=False, default_factory=lambda: np.zeros(1, np.int64)
    )

    def __post_init__(self) -> None:
        for data in (self.data, self.validation, self.test):
            if data is not None:
                self.final.check_fits(data.dimension, len(data.class_names))

    def moment(self, frame: int) -> Viewed:
        """Return the model, weights of ours in float64."""
        del frame
        return viewed(self.model).float64()

    @property
    def accuracy(self) -> float:
        """The share of ``data`` that is right."""
        return float(np.mean(self.final.predict(self.data.points) == self.data.labels))


def refuse_foreign(model: Viewed) -> None:
    """Refuse what another library computes, in whole or in part.

    Raises
    ------
    InputError
        Some of it is.
    """
    layers = model.layers if isinstance(model, Network) else ()
    why = [layer.unproved for layer in layers if isinstance(layer, Opaque)]
    if why or not isinstance(model, Network):
        what = "".join(why[:1]) or "a model of another library has a file of its own"
        raise InputError(
            f"A recording holds the weights of networks of ours; {what}. `save_page` keeps what "
            "is drawn of it."
        )
