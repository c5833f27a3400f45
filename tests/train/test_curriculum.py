"""Which points take part at a step, and that training follows them alone."""

import jax
import numpy as np
import pytest

from unknot import Spec, fit
from unknot.data import load
from unknot.errors import InputError
from unknot.recording import Curriculum
from unknot.train._curriculum import course
from unknot.train._gradient import columned, gridded

RNG = np.random.default_rng(0)
PLACES, CLASSES = RNG.normal(size=(50, 3)) + 2, RNG.integers(0, 2, 50)


def taking_part(curriculum, count):
    """Return which of the points are the ``count`` that come first."""
    apart = np.linalg.norm(PLACES - PLACES.mean(axis=0), axis=1)
    order = np.argsort(apart if curriculum.order == "near" else -apart)
    return np.isin(np.arange(len(PLACES)), order[:count])


@pytest.mark.parametrize("order", ["far", "near"])
@pytest.mark.parametrize("laid_out", [columned, gridded])
@pytest.mark.parametrize(("step", "count"), [(0, 10), (25, 20), (50, 30), (100, 50), (200, 50)])
def test_points_come_in_evenly_with_equal_weights(order, laid_out, step, count):
    curriculum = Curriculum(order, first=0.2, until=0.5)
    points = laid_out(PLACES, CLASSES)
    seen = course(curriculum, PLACES, 200)(points, np.int32(step))
    weights = np.asarray(seen.weights).reshape(-1)
    np.testing.assert_allclose(weights[:50], taking_part(curriculum, count) / count, rtol=1e-5)
    np.testing.assert_array_equal(weights[50:], 0)  # padding


def test_a_batch_of_which_none_takes_part_changes_nothing():
    middle = PLACES.mean(axis=0)[None].repeat(4, axis=0)
    seen = course(Curriculum("far"), PLACES, 100)(columned(middle, CLASSES[:4]), np.int32(0))
    np.testing.assert_array_equal(np.asarray(seen.weights), 0)


def test_one_point_at_least_begins():
    seen = course(Curriculum("near", first=0), PLACES, 100)(columned(PLACES, CLASSES), np.int32(0))
    assert np.count_nonzero(seen.weights) == 1


@pytest.mark.parametrize("until", [0.0, 1.0])
def test_the_shares_at_their_ends(until):
    seen = course(Curriculum("far", until=until), PLACES, 7)(columned(PLACES, CLASSES), np.int32(7))
    np.testing.assert_allclose(np.asarray(seen.weights), 1 / 50, rtol=1e-5)


def test_a_step_is_that_of_the_points_that_take_part():
    data = load("moons:points=40")
    spec = Spec(data="moons:points=40", hidden=(3,), steps=1, optimiser="sgd", learning_rate=1)
    first = fit(spec.model_copy(update={"curriculum": "far:first=0.25,until=1"}), data).final
    apart = np.linalg.norm(data.points - data.points.mean(axis=0), axis=1)
    part = data.subset(np.sort(np.argsort(-apart)[:10]))
    other = fit(spec, part).final
    whole = fit(spec, data).final
    for one, two, three in zip(*map(jax.tree.leaves, (first, other, whole)), strict=True):
        np.testing.assert_allclose(one, two, atol=1e-5)
        assert np.abs(one - three).max() > 1e-3


@pytest.mark.slow
def test_mini_batches_have_one_too_and_the_same_recipe_gives_the_same_bits():
    spec = Spec(
        data="moons:points=60",
        layers="field:3",
        batch=20,
        steps=12,
        snapshots=3,
        curriculum="near:until=0.5",
    )
    one, again = fit(spec), fit(spec)
    np.testing.assert_array_equal(one.losses, again.losses)
    assert one.losses[-1] != fit(spec.model_copy(update={"curriculum": None})).losses[-1]


@pytest.mark.parametrize("text", ["far", "near:first=0.25", "far:first=0,until=1"])
def test_a_text_is_written_as_it_is_read(text):
    assert Curriculum.read(text).text == text
    assert Spec(data="moons", curriculum=text).curriculum == text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"curriculum": "fat"}, "Did you mean 'far'"),
        ({"curriculum": "far:begin=0.1"}, "parameter of far"),
        ({"curriculum": "far:0.1"}, "far:first=0.1"),
        ({"curriculum": "near:first=2"}, "a number from 0 to 1"),
        ({"curriculum": "far", "head": "neighbours"}, "with a linear head"),
    ],
)
def test_a_recipe_that_makes_no_sense_is_told(fields, told):
    with pytest.raises(InputError, match=told):
        Spec.of(data="moons", **fields)
