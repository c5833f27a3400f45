import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_rows import BASE, grid, row_of

from unknot import Spec
from unknot.errors import InputError
from unknot.sweep import Grid, panels, whole_range, wilson


@given(st.sets(st.integers(1, 60), min_size=1))
def test_numbers_and_ranges_are_read(numbers):
    assert whole_range(",".join(map(str, numbers))) == tuple(numbers)
    low, high = min(numbers), max(numbers)
    assert whole_range(f"{low}..{high}") == tuple(range(low, high + 1))


@pytest.mark.parametrize("text", ["", "0", "3..1", "1-3", "a", "1,,2", "1...2", "-1", "1..9999999"])
def test_other_texts_are_no_ranges(text):
    with pytest.raises(InputError, match="is no range"):
        whole_range(text)


def test_every_combination_is_one_cell():
    found = grid(
        (1, 2), (1, 3), activations=("tanh", "relu", "tanh"), penalties=(None, "contractive:0.1")
    )
    assert len(found.cells) == len({cell.key for cell in found.cells}) == 16
    assert {cell.spec.hidden for cell in found.cells} == {(1,), (2,), (1,) * 3, (2,) * 3}
    assert all(cell.spec.seeds == BASE.seeds for cell in found.cells)


def test_a_network_written_layer_by_layer_that_is_in_the_grid_already_is_no_second_cell():
    found = grid((2,), (1,), layers=("tanh:2", "field:4/tanh:2"))
    assert [cell.plain for cell in found.cells] == [True, False]


def test_a_key_follows_from_the_recipe_alone():
    same, other = grid().cells[0].key, grid(base=BASE.model_copy(update={"steps": 11})).cells[0].key
    assert same == grid((1, 2, 3)).cells[0].key != other


@pytest.mark.parametrize(
    ("axes", "message"),
    [
        ({}, "nothing to sweep"),
        ({"widths": (1,)}, "widths and depths"),
        ({"widths": (1,), "depths": (1,), "activations": ()}, "one of activations"),
        ({"widths": (1,), "depths": (1,), "activations": ("tahn",)}, "Did you mean 'tanh'"),
        ({"widths": (0,), "depths": (1,)}, "hidden"),
        ({"widths": (1,), "depths": (101,)}, "hidden"),
        ({"layers": ("nothing:2",)}, "no layer"),
        ({"widths": range(1, 400), "depths": range(1, 400)}, "more than"),
    ],
)
def test_what_is_no_grid_is_refused(axes, message):
    with pytest.raises(InputError, match=message):
        Grid(BASE, **axes)


def test_rows_are_sorted_into_panels():
    found = grid(activations=("tanh", "relu"), layers=("field:4",))
    shown = panels(row_of(cell.spec) for cell in found.cells)
    assert [str(panel) for panel in shown] == [
        "disc-in-ring:points=40 · relu",
        "disc-in-ring:points=40 · tanh",
    ]
    assert all(panel.widths == [1, 2] and panel.depths == [1, 2, 3] for panel in shown)
    assert all(len(panel.rows) == 6 for panel in shown)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_s_interval_holds_the_share_and_is_symmetric(counted):
    successes, trials = counted
    low, high = wilson(successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1
    assert high - low > 0
    mirrored = wilson(trials - successes, trials)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_wilson_s_interval_solves_its_equation():
    # Its ends are the probabilities whose score statistic is z exactly (Wilson 1927).
    low, high = wilson(7, 50)
    for p in (low, high):
        assert abs(7 / 50 - p) / (p * (1 - p) / 50) ** 0.5 == pytest.approx(1.959964, abs=1e-5)


@pytest.mark.parametrize("wrong", [(3, 2), (-1, 2), (1, 2, 0.0), (1, 2, 1.0)])
def test_what_is_no_share_is_refused(wrong):
    with pytest.raises(InputError):
        wilson(*wrong)


def test_a_recipe_keeps_all_but_the_axes():
    base = Spec(data="moons", seeds=3, learning_rate=0.5, standardise=True)
    spec = Grid(base, (2,), (2,)).cells[0].spec
    assert (spec.seeds, spec.learning_rate, spec.standardise) == (3, 0.5, True)
