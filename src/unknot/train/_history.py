"""What was seen of a run so far, and the recording it makes."""

import numpy as np

from unknot.data import Dataset
from unknot.nets import Network
from unknot.recording import Recording, Spec, best_seed
from unknot.train._flat import flatten, unflatten
from unknot.train._program import Look

_WEIGHT_BYTES = 512 * 2**20  # of all seeds over time
_FINALS_BYTES = 64 * 2**20


class History:
    """The looks of a run: the curves of all seeds, and their weights over time.

    Weights are kept of all seeds, as the best is known only at the end; where that is too much,
    of every k-th look only.

    Parameters
    ----------
    network
        Any network of the structure that is trained.
    seeds, looks
        How many there will be.
    """

    def __init__(self, network: Network, seeds: int, looks: int):
        self._network = network
        size = flatten(network).size
        room = max(2, _WEIGHT_BYTES // (4 * size * seeds))
        self._keep_every = max(1, -(-looks // room))
        self._steps: list[int] = []
        self._looks: list[Look] = []  # without weights; NumPy, each (seeds,)
        self._weights: dict[int, np.ndarray] = {}  # (seeds, p) by look: every k-th, and the last

    def __len__(self) -> int:
        return len(self._looks)

    def add(self, step: int, look: Look) -> None:
        """Append a look of all seeds, taken when those still moving had done ``step`` steps."""
        at = len(self._looks)
        # In this order, an interrupt between any two lines leaves a whole history.
        self._steps.append(step)
        self._weights[at] = np.asarray(look.flat)
        self._looks.append(look._replace(flat=None))
        if at and (at - 1) % self._keep_every:
            del self._weights[at - 1]

    @property
    def last_step(self) -> int:
        """The step of the last look."""
        return self._steps[len(self._looks) - 1]

    @property
    def last(self) -> Look:
        """The last look, without weights."""
        return self._looks[-1]

    @property
    def best(self) -> int:
        """The index of the seed that is best at the last look."""
        look = self.last
        checked = look.validation if np.isfinite(look.validation).all() else None
        return best_seed(look.loss, look.right, checked)

    def recording(
        self, spec: Spec, data: Dataset, validation: Dataset | None, interrupted: bool
    ) -> Recording:
        """Return what has been seen so far."""
        best = self.best
        count = len(self._looks)
        steps = np.stack([look.step for look in self._looks])
        # A seed that stopped only repeats its last look: the best seed's film ends there.
        ended = int(np.argmax(steps[:, best] == steps[-1, best]))
        film = {at: flats[best] for at, flats in self._weights.items() if at < ended}
        finals = self._weights[count - 1]
        film[ended] = finals[best]
        return Recording(
            spec=spec,
            data=data,
            validation=validation,
            steps=steps[list(film), best].astype(np.int64),
            networks=unflatten(self._network, np.stack(list(film.values()))),
            best=best,
            finals=unflatten(self._network, finals) if finals.nbytes <= _FINALS_BYTES else None,
            looks=np.array(self._steps[:count], np.int64),
            losses=np.stack([look.loss for look in self._looks]),
            accuracies=np.stack([look.right for look in self._looks]),
            validation_accuracies=(
                None if validation is None else np.stack([look.validation for look in self._looks])
            ),
            stopped=steps[-1].astype(np.int64),
            interrupted=interrupted,
        )
