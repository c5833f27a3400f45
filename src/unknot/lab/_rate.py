"""How often a client may command."""

import time


class Rate:
    """Allows so many commands a second, and as many at once after a rest.

    ``refused`` counts those that were not allowed since the last rest.
    """

    def __init__(self, per_second: int):
        self._most = self._left = float(per_second)
        self._at = time.monotonic()
        self.refused = 0

    def allows(self) -> bool:
        """Whether one more is allowed now."""
        now = time.monotonic()
        self._left = min(self._most, self._left + (now - self._at) * self._most)
        self._at = now
        if self._left == self._most:
            self.refused = 0
        if self._left < 1:
            self.refused += 1
            return False
        self._left -= 1
        return True
