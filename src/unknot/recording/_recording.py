"""What a training run leaves behind."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from jaxtyping import Bool, Float, Int

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.nets import Network, decide
from unknot.recording._edits import Edit
from unknot.recording._references import reading
from unknot.recording._spec import Spec
from unknot.recording._subject import Subject


@dataclass(frozen=True)
class Recording(Subject):
    """A network's whole training: the data, the recipe, and the weights over time.

    Like every path it is looked at with :meth:`at`. All seeds are kept as curves and final
    weights; the weights over time are those of the best seed.

    Attributes
    ----------
    spec
        The recipe.
    data
        The points it was trained on, as the network saw them (standardised if the spec says so).
    validation
        Points kept apart, or None.
    steps
        (frames,): the gradient steps done at each frame, that is each entry of ``networks``.
    networks
        The best seed's network with a leading axis (frames,), float32.
    best
        Index of the best seed, see :attr:`rule`.
    finals
        Every seed's last network, with a leading axis (seeds,); None if they were too many.
    looks
        (looks,): the steps at which all seeds were looked at.
    losses, accuracies
        (looks, seeds): mean training loss; share of training points that are right.
    validation_accuracies
        (looks, seeds), or None without validation points.
    stopped
        (seeds,): the step at which each seed stopped.
    interrupted
        Whether the run was broken off before its end.
    test
        Points to test on, by which nothing was chosen, as the network sees them; or None.
    test_accuracies
        (frames,): the share of them that is right, or None without any.
    edits
        What was changed by hand while it trained, in order. Where there is any, the recipe alone
        does not repeat the run: :func:`unknot.train.replay` does.
    """

    spec: Spec
    data: Dataset
    validation: Dataset | None
    steps: Int[np.ndarray, "frames"]
    networks: Network
    best: int
    finals: Network | None
    looks: Int[np.ndarray, "looks"]
    losses: Float[np.ndarray, "looks seeds"]
    accuracies: Float[np.ndarray, "looks seeds"]
    validation_accuracies: Float[np.ndarray, "looks seeds"] | None
    stopped: Int[np.ndarray, "seeds"]
    interrupted: bool = False
    test: Dataset | None = None
    test_accuracies: Float[np.ndarray, "frames"] | None = None
    edits: tuple[Edit, ...] = ()

    def moment(self, frame: int) -> Network:
        """Return the best seed's network (float64) at one of the looks."""
        return self.taken(self.networks[frame])

    def at(self, step: float) -> Network:
        """Return the best seed's network (float64) as it was at the last look up to ``step``."""
        return self.moment(self.frame(step))

    def taken(self, network: Network) -> Network:
        """Return one of :attr:`networks` or :attr:`finals` to look at: in float64, able to decide.

        Where neighbours decide, the head reads the training points as this network has them.
        """
        return reading(network.float64(), self.data)

    @cached_property
    def final(self) -> Network:
        """The best seed's last network, in float64."""
        return self.at(self.t1)

    def tested(self, test: Dataset | None) -> Self:
        """Return the recording with points to test on, and the share that is right at each frame.

        The network is judged in the single precision in which it was trained; by neighbours, in
        double precision.
        """
        if test is None:
            return self
        points = test.points.astype(np.float32).T
        with np.errstate(over="ignore", invalid="ignore"):
            right = [
                np.mean(decide(np.asarray(reading(one, self.data).in_parts(points))) == test.labels)
                for one in (self.networks[frame] for frame in range(len(self.steps)))
            ]
        return replace(self, test=test, test_accuracies=np.array(right, np.float64))

    def alone(self) -> Self:
        """Return the best seed's recording, as if no other seed had been tried."""
        only = slice(self.best, self.best + 1)
        validation = self.validation_accuracies
        return replace(
            self,
            spec=self.spec.model_copy(update={"seeds": 1, "seed": self.seed}),
            best=0,
            edits=tuple(edit for one in self.edits for edit in one.alone(self.best)),
            finals=None,
            losses=self.losses[:, only],
            accuracies=self.accuracies[:, only],
            validation_accuracies=None if validation is None else validation[:, only],
            stopped=self.stopped[only],
        )

    def summary(self) -> dict[str, Any]:
        """Return what came out, as JSON: the best seed, the shares that are right, the recipe.

        Examples
        --------
        >>> from unknot import Spec, fit
        >>> film = fit(Spec(data="moons:points=40", hidden=(2,), steps=50, seeds=3))
        >>> film.summary()["points"], film.summary()["seeds"]
        (40, 3)
        """
        validated, tested = self.validation_accuracies, self.test_accuracies
        return {
            "best_seed": self.seed,
            "rule": self.rule,
            "accuracy": self.accuracy,
            "validation_accuracy": None if validated is None else float(validated[-1, self.best]),
            "validation_points": 0 if self.validation is None else len(self.validation),
            "test_accuracy": None if tested is None else float(tested[-1]),
            "test_points": 0 if self.test is None else len(self.test),
            "reading": None if self.data.reading is None else self.data.reading.as_json(),
            "loss": float(self.losses[-1, self.best]),
            "steps": self.t1,
            "points": len(self.data),
            "points_right": round(self.accuracy * len(self.data)),
            "seeds": self.spec.seeds,
            "seeds_all_right": int(self.solved.sum()),
            "interrupted": self.interrupted,
            "edits": [edit.parts for edit in self.edits],
            "spec": self.spec.model_dump(mode="json"),
        }

    @property
    def solved(self) -> Bool[np.ndarray, "seeds"]:
        """Which seeds ended with every training point right, (seeds,)."""
        return self.accuracies[-1] == 1

    @property
    def accuracy(self) -> float:
        """The best seed's last share of right training points."""
        return float(self.accuracies[-1, self.best])

    @property
    def seed(self) -> int:
        """The best seed itself: ``spec.seed + best``."""
        return self.spec.seed + self.best

    @property
    def rule(self) -> str:
        """By what the best seed was chosen, in words."""
        share = "validation" if self.validation is not None else "training"
        return f"most {share} points right, then the lowest training loss, then the lowest seed"


def best_seed(
    losses: Float[np.ndarray, "seeds"],
    accuracies: Float[np.ndarray, "seeds"],
    validation: Float[np.ndarray, "seeds"] | None,
) -> int:
    """Return the index of the best seed: most points right, then lowest loss, then first.

    Right on the validation points where there are any; a loss that is not finite comes last.

    Examples
    --------
    >>> best_seed(np.array([0.3, 0.2, np.nan]), np.array([1.0, 1.0, 1.0]), None)
    1
    """
    finite = np.isfinite(losses)
    right = accuracies if validation is None else validation
    order = np.lexsort(
        (np.arange(len(losses)), np.where(finite, losses, np.inf), -np.where(finite, right, -1))
    )
    return int(order[0])


def trained(subject: Subject, what: str) -> Recording:
    """Return a subject that has a training.

    Parameters
    ----------
    subject
        What is asked about.
    what
        What is asked of it, to begin a sentence with.

    Raises
    ------
    InputError
        It has none.
    """
    if isinstance(subject, Recording):
        return subject
    raise InputError(f"{what} shows a training, but this is a model without one.")
