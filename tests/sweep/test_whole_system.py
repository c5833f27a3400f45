"""Theory against training: what is proved impossible never happens, what is possible does."""

import pytest

from unknot import Spec
from unknot.sweep import Asked, Grid, Processes, sweep


@pytest.mark.slow
def test_no_network_of_two_monotone_units_a_layer_is_ever_proved_right_on_a_disc_in_a_ring(
    tmp_path,
):
    # Few points, so that some networks slip between them: those are the ones that matter.
    base = Spec(data="disc-in-ring:points=24", seeds=400, steps=1500, learning_rate=0.05)
    grid = Grid(base, (2,), (1, 2, 4), activations=("tanh", "leaky-relu:0.2"))
    asked = Asked(verify=None, impossible=True)
    found = sweep(grid, tmp_path, engine=Processes(2), asked=asked)
    assert len(found.rows) == 6
    assert all(row.proof is not None for row in found.rows)
    counted = [row.counted for row in found.rows]
    assert sum(one.solved for one in counted) > 0
    assert sum(one.tried for one in counted) == sum(one.solved for one in counted)
    assert sum(one.verified for one in counted) == 0
    assert all(one.verdict != "separated" for one in counted)
