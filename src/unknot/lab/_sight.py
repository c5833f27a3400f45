"""What is seen of a training run: one seed of many, frame by frame."""

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from unknot.lab._wire import Frame
from unknot.recording import Projection
from unknot.train import Live, Look
from unknot.viewer import Baking, baking

_NUMBERS = 80_000  # of a frame that is written out, as far as that can be
_MOST_ACCURACIES = 256
_DRAWN_EXACTLY = 3  # units; more are projected


class Sight:
    """What a run shows. It belongs to the run's thread; others only read.

    Attributes
    ----------
    revision
        Counts up whenever the recording so far is another one: after a reset, for another seed.
    frame
        The newest one. It is replaced and never changed, as are the projections.
    projections
        How representations of more than three units are drawn, as JSON; None without any.
    shown
        The index of the seed that is shown.
    written
        How networks that a browser cannot compute are written out; None if it can. Known once
        there was a frame.
    seconds
        How long the newest frame took this thread to make.
    """

    def __init__(self, handle: int, live: Live):
        self.revision = 1
        self.frame: Frame | None = None
        self.projections: dict[str, Any] | None = None
        self.shown = 0
        self.written: Baking | None = None
        self.seconds = 0.0
        self._found: Mapping[int, Projection] = {}
        self._handle = handle
        self._live = live
        self._asked: int | None = None
        self._look: Look | None = None
        self._wide = max(live.spec.widths_for(live.data.dimension, 2)[:-1]) > _DRAWN_EXACTLY

    def see(self, look: Look) -> None:
        """Take a new look."""
        self._look = look

    def ask(self, seed: int | None) -> None:
        """Show this seed from now on; None: the best."""
        self._asked = seed
        self.revision += 1

    def choose(self, running: bool) -> None:
        """Choose the seed that is shown; a run in progress keeps it unless another is righter."""
        if self._look is None:
            return
        right, best = self._look.right, self._live.best
        wanted = best if self._asked is None else self._asked
        kept = running and self._asked is None and not right[best] > right[self.shown]
        if wanted != self.shown and not kept:
            self.shown = wanted
            self.revision += 1
        if self._wide:
            self._found = self._live.recording(self.shown).projections or self._found
            # What is written out as it is drawn needs no projection.
            laid = self.written is not None and self.written.laid
            if self._found and not laid:
                self.projections = self._message(self._found)

    def take_frame(self) -> None:
        """Make a frame of the last look."""
        if self._look is None:
            return
        if self.frame is None:
            self.written = baking(self._live.recording(self.shown), _NUMBERS)
        began = time.thread_time()  # so that other work of the machine does not count
        weights, paths = self._look.flat[self.shown], None
        if self.written is not None:
            baked = self.written.frame(self._live.network(self.shown), self._found)
            weights, paths = baked.flat, baked.ways
        self.seconds = time.thread_time() - began
        self.frame = Frame(
            revision=self.revision,
            number=self.frame.number + 1 if self.frame is not None else 1,
            step=self._live.step,
            loss=float(self._look.loss[self.shown]),
            accuracy=float(self._look.right[self.shown]),
            validation=float(self._look.validation[self.shown]),
            shown=self.shown,
            solved=self._solved,
            weights=np.ascontiguousarray(weights, "<f4").tobytes(),
            paths=paths,
        )

    @property
    def diverged(self) -> bool:
        """Whether the loss of the seed that is shown is no number any more."""
        return self._look is not None and not np.isfinite(self._look.loss[self.shown])

    @property
    def standing(self) -> dict[str, Any]:
        """How all seeds stand, as JSON."""
        look = self._look
        return {
            "shown": self.shown,
            "best": self._live.best if look is not None else 0,
            "solved": self._solved,
            "seeds": self._live.seeds,
            "accuracies": (
                [] if look is None else look.right[:_MOST_ACCURACIES].astype(float).tolist()
            ),
        }

    @property
    def _solved(self) -> int:
        return 0 if self._look is None else int(np.sum(self._look.right == 1))

    def _message(self, projections: Mapping[int, Projection]) -> dict[str, Any]:
        return {
            "type": "projections",
            "experiment": self._handle,
            "depths": {
                str(depth): {
                    "origin": projection.origin.tolist(),
                    "axes": projection.axes.tolist(),
                    "explained": np.asarray(projection.explained).tolist(),
                    "along_head": projection.along_head,
                }
                for depth, projection in projections.items()
            },
        }
