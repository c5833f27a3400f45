"""A recording that an experiment gives, and where in its course that was."""

from dataclasses import dataclass

from unknot.recording import Recording
from unknot.viewer import Baking, payload


@dataclass(frozen=True)
class Recorded:
    """A recording, and at which frame of which revision it was taken.

    ``written`` is how its networks are written out, if they are, and ``frames`` how many at most.
    """

    revision: int
    number: int
    recording: Recording
    written: Baking | None
    frames: int

    def payload(self) -> bytes:
        """Return what a page is sent of it."""
        return payload(self.recording, self.written, self.frames)
