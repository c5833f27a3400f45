"""How many steps to do at a time: enough to be efficient, few enough to be seen and stopped."""

import time
from collections import deque

FRAME = 1 / 60  # seconds between frames, at least
_CALL = 0.015  # seconds that one call of the training program should take …
_HURRY = 6  # … and how many times as long where nobody watches every frame
_MOST = 1_000_000
_BEHIND = 0.25  # seconds; what is owed beyond that is let go
_GRID = 160  # frames on the way to a step


def to_grid(step: int, goal: int) -> int:
    """Return the steps from ``step`` to the next frame on the way to ``goal``, dense at first.

    Examples
    --------
    >>> [to_grid(step, 10_000) for step in (0, 1, 100, 9_900)]
    [2, 1, 13, 100]
    """
    at = int(_GRID * (step / goal) ** 0.5)
    while (target := round(goal * (at / _GRID) ** 2)) <= step:
        at += 1
    return target - step


class Pace:
    """The clock of a training run: learns how long a step takes, and keeps to the speed asked.

    Parameters
    ----------
    speed
        Steps per second; None: as many as can be.
    """

    def __init__(self, speed: float | None):
        self.speed = speed
        self._chunk = 1.0
        self._owed = 1.0
        self._counted = self._called = time.perf_counter()
        self._done: deque[tuple[float, int]] = deque(maxlen=256)

    def begin(self) -> None:
        """Start anew after a pause: what was not done in it is not owed."""
        self._owed, self._counted = 1.0, time.perf_counter()
        self._done.clear()

    def steps(self, hurry: bool) -> int:
        """Return how many steps to do now, at full speed in a hurry; 0 if it is too early."""
        chunk = max(1, int(self._chunk))
        if hurry:
            return _HURRY * chunk
        if self.speed is None:
            return chunk
        now = time.perf_counter()
        owed = self._owed + (now - self._counted) * self.speed
        self._owed, self._counted = min(owed, max(1.0, _BEHIND * self.speed)), now
        return min(int(self._owed), chunk)

    def wait(self, hurry: bool) -> float:
        """Return the seconds until the next call is due."""
        if self.speed is None or hurry or self._owed >= self._chunk > 1:
            return 0.0
        frame = self._called + FRAME - time.perf_counter()
        return max(0.0, frame, (1 - self._owed) / self.speed)

    def did(self, steps: int, seconds: float, hurry: bool) -> None:
        """Learn from a call that did so many steps."""
        goal = _CALL * (_HURRY if hurry else 1)
        full = steps >= int(self._chunk) * (_HURRY if hurry else 1)
        if full or seconds > goal:
            # At most twice as many at once: the first calls say little.
            change = goal / max(seconds, 1e-6)
            self._chunk = min(_MOST, max(1.0, self._chunk * min(2.0, max(0.5, change))))
        now = time.perf_counter()
        self._called = now - seconds
        self._owed = max(0.0, self._owed - steps)
        self._done.append((now, steps))

    @property
    def rate(self) -> float:
        """Steps per second, over about the last second."""
        since = time.perf_counter() - 1
        recent = [(when, steps) for when, steps in self._done if when > since]
        if len(recent) < 2:
            return 0.0
        span = recent[-1][0] - recent[0][0]
        return sum(steps for _, steps in recent[1:]) / span if span > 0 else 0.0
