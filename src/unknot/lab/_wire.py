"""What goes over the websocket as bytes: recordings and frames, little endian."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from unknot.nets import Way

_FRAME = struct.Struct("<4sIIIfffII")
_RECORDING = struct.Struct("<4sI")


@dataclass(frozen=True)
class Frame:
    """One look at the network that is shown.

    Attributes
    ----------
    revision
        Of the recording that it continues.
    number
        Frames of an experiment are counted from 1.
    step, loss, accuracy
        The training's step, and the mean loss and share of right points of the network.
    validation
        The share of right points among those kept for validation; NaN without any.
    shown
        The index of the seed that is shown.
    solved
        How many seeds have every point right.
    weights
        All parameters as float32: of every layer weight and bias, then the head's. Of networks
        that a browser cannot compute, all that is written out of them.
    paths
        What is said of the layers' paths, of such networks.
    """

    revision: int
    number: int
    step: int
    loss: float
    accuracy: float
    validation: float
    shown: int
    solved: int
    weights: bytes
    paths: Sequence[Way] | None = None

    def about(self, handle: int) -> dict[str, Any] | None:
        """Return what is told before it of the layers' paths; None where there is nothing to."""
        if self.paths is None:
            return None
        paths = [{"kind": one.kind, "why": one.why} for one in self.paths]
        return {"type": "paths", "experiment": handle, "frame": self.number, "paths": paths}

    def message(self, handle: int) -> bytes:
        """Return the frame as it is sent.

        Examples
        --------
        >>> len(Frame(1, 1, 0, 0.7, 0.5, 0.5, 0, 0, bytes(8)).message(3))
        44
        """
        head = _FRAME.pack(
            b"UKF1",
            handle,
            self.number,
            self.step,
            self.loss,
            self.accuracy,
            self.validation,
            self.shown,
            self.solved,
        )
        return head + self.weights


def recording_message(handle: int, payload: bytes) -> bytes:
    """Return a recording's bytes as they are sent."""
    return _RECORDING.pack(b"UKR1", handle) + payload
