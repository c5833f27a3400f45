"""Which points of a data set are drawn."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

from unknot.data import Dataset
from unknot.nets import Viewed
from unknot.recording import drawn


@dataclass(frozen=True)
class Sample:
    """At most 2,000 points of a data set, the same ones every time.

    Attributes
    ----------
    points, labels
        (n, d), (n,).
    wrong
        (n,): which are misclassified.
    total, total_wrong
        How many points there are in all, and how many of them are misclassified.
    """

    points: Float[np.ndarray, "n d"]
    labels: Int[np.ndarray, "n"]
    wrong: Bool[np.ndarray, "n"]
    total: int
    total_wrong: int

    @property
    def caption(self) -> str | None:
        """What to say if not all points are drawn."""
        if len(self.points) == self.total:
            return None
        return f"{len(self.points):,} of {self.total:,} points drawn"


def sample(network: Viewed, data: Dataset) -> Sample:
    """Return the points to draw, with the network's opinion of them.

    Raises
    ------
    InputError
        The network has no head, or takes points of another dimension, or knows fewer classes.
    """
    network.check_fits(data.dimension, len(data.class_names))
    wrong = _predicted(network, data) != data.labels
    chosen = drawn(len(data))
    return Sample(
        data.points[chosen], data.labels[chosen], wrong[chosen], len(data), int(wrong.sum())
    )


def _predicted(network: Viewed, data: Dataset, step: int = 20_000) -> np.ndarray:
    parts = [network.predict(data.points[i : i + step]) for i in range(0, len(data), step)]
    return np.concatenate(parts)
