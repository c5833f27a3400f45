"""Cutting sets into pieces until the checker is sure of each: what `cuts` in a certificate say."""

from collections.abc import Callable

import numpy as np

from unknot.checker import Pieces


def cut(
    pieces: Pieces, sure: Callable[[Pieces], np.ndarray], goes_on: Callable[[Pieces], bool]
) -> tuple[list[str], Pieces]:
    """Cut pieces in halves until all are sure.

    Returns the levels as certificates write them (1 for a piece that is cut, 0 for one that is
    not), and the pieces that are still open where it does not go on: none if all are sure.
    """
    levels: list[str] = []
    while True:
        left = ~sure(pieces)
        open_ = pieces[left]
        if not len(open_) or not goes_on(open_) or not open_.divisible().all():
            return levels, open_
        levels.append((left.astype(np.uint8) + ord("0")).tobytes().decode())
        pieces = open_.halves()
