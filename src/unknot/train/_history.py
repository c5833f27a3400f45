"""What was seen of a run so far, and the recording it makes."""

import numpy as np

from unknot.data import Dataset
from unknot.nets import Network
from unknot.recording import Recording, Spec, best_seed
from unknot.train._flat import flatten, unflatten
from unknot.train._program import Look

_WEIGHT_BYTES = 512 * 2**20  # of all seeds over time
_FINALS_BYTES = 64 * 2**20


def keep_every(network: Network, seeds: int, looks: int) -> int:
    """Return k such that all seeds' weights at every k-th of so many looks fit in memory."""
    return max(1, -(-looks // weights_that_fit(network, seeds, _WEIGHT_BYTES)))


def weights_that_fit(network: Network, seeds: int, size: int) -> int:
    """Return at how many looks all seeds' weights can be kept in ``size`` bytes; at least 2."""
    return max(2, size // (4 * flatten(network).size * seeds))


class History:
    """The looks of a run: the curves of all seeds, and their weights over time.

    Weights are kept of all seeds, as the best is known only at the end; where that is too much,
    of every k-th look only. The first and the last look are always kept.

    Parameters
    ----------
    network
        Any network of the structure that is trained.
    every
        Weights are kept of every so many-th look.
    most_looks, most_weights
        Where a run has no end: how many looks are kept, and of how many the weights (at least 2,
        and no more than looks). When there are more, every second one is dropped, and from then
        on only every second one is kept.
    """

    def __init__(
        self,
        network: Network,
        every: int = 1,
        most_looks: int | None = None,
        most_weights: int | None = None,
    ):
        self._network = network
        self._most_looks, self._most_weights = most_looks, most_weights
        self._looks_every, self._weights_every = 1, every
        self._seen = 0  # looks ever; they are numbered
        self._looks: dict[int, tuple[int, Look]] = {}  # step, look: NumPy, (seeds,), no weights
        self._weights: dict[int, np.ndarray] = {}  # (seeds, p)

    def __len__(self) -> int:
        return len(self._looks)

    def add(self, step: int, look: Look) -> None:
        """Append a look of all seeds, taken when those still moving had done ``step`` steps."""
        at = self._seen
        # In this order, an interrupt between any two lines leaves a whole history.
        self._weights[at] = np.asarray(look.flat)
        self._looks[at] = step, look._replace(flat=None)
        self._seen = at + 1
        if at:
            self._thin(at - 1)
        if self._most_weights is not None and len(self._weights) > self._most_weights:
            self._weights_every *= 2
            self._thin(*list(self._weights)[:-1])
        if self._most_looks is not None and len(self._looks) > self._most_looks:
            self._looks_every *= 2
            self._thin(*list(self._looks)[:-1])

    def again(self, step: int, look: Look) -> None:
        """Put a look in the place of the last one, whose network was changed by hand."""
        at = self._seen - 1
        self._weights[at] = np.asarray(look.flat)
        self._looks[at] = step, look._replace(flat=None)

    def _thin(self, *numbers: int) -> None:
        """Drop those of these looks that are not to be kept."""
        for number in numbers:
            if number % self._weights_every:
                self._weights.pop(number, None)
            if number % self._looks_every:
                self._looks.pop(number, None)

    @property
    def last_step(self) -> int:
        """The step of the last look."""
        return self._last[0]

    @property
    def last(self) -> Look:
        """The last look, without weights."""
        return self._last[1]

    @property
    def _last(self) -> tuple[int, Look]:
        return next(reversed(self._looks.values()))

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps of the looks that are kept."""
        return tuple(step for step, _ in self._looks.values())

    @property
    def best(self) -> int:
        """The index of the seed that is best at the last look."""
        look = self.last
        checked = look.validation if np.isfinite(look.validation).all() else None
        return best_seed(look.loss, look.right, checked)

    def recording(
        self,
        spec: Spec,
        data: Dataset,
        validation: Dataset | None,
        interrupted: bool,
        shown: int | None = None,
    ) -> Recording:
        """Return what has been seen so far; the weights are those of the best seed, or another."""
        best = self.best if shown is None else shown
        numbers, looks = list(self._looks), [look for _, look in self._looks.values()]
        steps = np.stack([look.step for look in looks])
        # A seed that stopped only repeats its last look: the best seed's film ends there.
        ended = numbers[int(np.argmax(steps[:, best] == steps[-1, best]))]
        film = {at: flats[best] for at, flats in self._weights.items() if at < ended}
        finals = self._weights[numbers[-1]]
        film[ended] = finals[best]
        return Recording(
            spec=spec,
            data=data,
            validation=validation,
            steps=np.array([self._looks[at][1].step[best] for at in film], np.int64),
            networks=unflatten(self._network, np.stack(list(film.values()))),
            best=best,
            finals=unflatten(self._network, finals) if finals.nbytes <= _FINALS_BYTES else None,
            looks=np.array(self.steps, np.int64),
            losses=np.stack([look.loss for look in looks]),
            accuracies=np.stack([look.right for look in looks]),
            validation_accuracies=(
                None if validation is None else np.stack([look.validation for look in looks])
            ),
            stopped=steps[-1].astype(np.int64),
            interrupted=interrupted,
        )
