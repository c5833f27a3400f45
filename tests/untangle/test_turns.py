"""Exchanges of one circle, one after the other: the same moves in an order that is checked fast."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.checker import Refused, _arcs
from unknot.untangle._exchange import exchange, free_to_pass
from unknot.untangle._turns import in_turns

SIZE = 14


def random_pages(rng):
    """Draw pages so that every row is of two."""
    while True:
        ends = rng.permutation(np.repeat(np.arange(SIZE), 2)).reshape(SIZE, 2)
        if (ends[:, 0] != ends[:, 1]).all():
            return ends


def random_exchanges(rng, pages, count):
    """Return exchanges that are possible one after the other, and where the pages are then."""
    rows = np.argsort(pages.ravel(), kind="stable").reshape(SIZE, 2) // 2
    ends, classes = np.stack([pages, rows]), np.zeros((2, SIZE), np.int64)
    moves = []
    while len(moves) < count:
        d, i = int(rng.integers(2)), int(rng.integers(SIZE))
        k = (i + 1) % SIZE
        if free_to_pass(ends, d, i, k):
            exchange(ends, classes, d, i, k)
            moves.append(8 * i + d)
    return moves, ends


def grid_after(pages, moves):
    grid = _arcs.Grid(pages.tolist())
    grid.play(moves, [0] * SIZE, apart=True)
    return grid


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_the_first_exchange_that_is_impossible_is_named(seed):
    rng = np.random.default_rng(seed)
    pages = random_pages(rng)
    moves, ends = random_exchanges(rng, pages, 40)
    grid_after(pages, moves)
    blocked = [
        8 * i + d
        for d in (0, 1)
        for i in range(SIZE)
        if not free_to_pass(ends, d, i, (i + 1) % SIZE)
    ]
    for move in blocked:
        with pytest.raises(Refused, match=r"moves\[40\]: these neighbours cannot pass"):
            grid_after(pages, [*moves, move, *moves])
    with pytest.raises(Refused, match=r"moves\[40\]: there is no such place"):
        grid_after(pages, [*moves, 8 * SIZE])


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_another_order_of_the_same_exchanges_ends_alike_in_fewer_turns(seed):
    rng = np.random.default_rng(seed)
    pages = random_pages(rng)
    moves, ends = random_exchanges(rng, pages, 200)
    rows = np.argsort(pages.ravel(), kind="stable").reshape(SIZE, 2) // 2
    found = in_turns(np.stack([pages, rows]), np.array(moves)).tolist()
    assert sorted(found) == sorted(moves)
    grid = grid_after(pages, found)
    reached = [sorted(grid.place[1][z] for z in pages[x].tolist()) for x in grid.order[0]]
    assert reached == np.sort(ends[0]).tolist()
    turns = [np.count_nonzero(np.diff(np.array(row) % 2)) for row in (found, moves)]
    assert turns[0] < turns[1]


def test_numbers_beyond_64_bits_are_refused():
    for moves in ([2**63], [-(2**70), [0, 0, 0, 0]]):
        with pytest.raises(Refused, match="below 2"):
            _arcs.Grid([[0, 1], [0, 1]]).play(moves, [0, 0], apart=False)
