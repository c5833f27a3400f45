"""Space cut into cells, none of which may hold points of two classes."""

from collections.abc import Callable
from typing import Any

import numpy as np

from unknot import checker
from unknot.verdicts._cuts import cut

_MOST_CELLS = 4_000_000


def cuts_apart(
    parts: dict[str, Any],
    size: float,
    budget: int = _MOST_CELLS,
    seen: Callable[[checker.Certificate], checker.Certificate] = lambda c: c,
) -> list[str] | None:
    """Cut space until no cell may hold points of two classes; None if cells become that small.

    The classes are a certificate's, or those of what is seen of it.

    Raises
    ------
    checker.Refused
        The parts are no certificate's.
    """
    read, _ = checker.read({"format": checker.FORMAT, **parts})
    cells, used = checker.Cells(seen(read)), 0

    def sure(pieces: checker.Pieces) -> np.ndarray:
        nonlocal used
        used += len(pieces)
        return ~cells.crowded(pieces)

    def goes_on(pieces: checker.Pieces) -> bool:
        large = ((pieces.hi - pieces.lo) > size).any(axis=1)
        return bool(large.all()) and used + 2 * len(pieces) <= budget

    cuts, open_ = cut(cells.whole(), sure, goes_on)
    return None if len(open_) else cuts


def rounded(size: float) -> float:
    """Return a power of two near below: its multiples are exact."""
    return float(2.0 ** np.floor(np.log2(size))) if size > 1e-300 else 0.0
