"""Models of other libraries: what they say is checked, and they move as networks of ours do."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.errors import InputError
from unknot.nets import Foreign, Head, Model, Network, activation, deform, mlp, viewed

NETWORK = mlp(3, 2, (3, 2), 2, [activation("tanh")] * 2, "logistic").float64()
POINTS = np.random.default_rng(0).normal(size=(40, 2))


class Bare:
    """A model that says no more than it must: a network of ours in disguise."""

    def __init__(self, network: Network = NETWORK):
        self.network = network
        self.widths = network.widths

    def represent(self, points, depth=None):
        return self.network.represent(points, depth)

    def scores(self, points):
        return self.network.scores(points)


class Telling(Bare):
    """One that says all that may be said."""

    names = ("first", "second")

    def __init__(self, network: Network = NETWORK):
        super().__init__(network)
        self.head = network.head

    def jacobian(self, points, depth):
        found = np.eye(2)[None].repeat(len(points), 0)
        for layer, at in zip(self.network.layers[:depth], range(depth), strict=True):
            found = layer.jacobian(self.represent(points, at).T) @ found
        return found


def test_a_network_is_a_model_and_stays_what_it_is():
    assert isinstance(NETWORK, Model)
    assert viewed(NETWORK) is NETWORK
    assert isinstance(Bare(), Model)


def test_scores_are_the_last_representation_where_no_head_is_known():
    model = viewed(Bare())
    assert isinstance(model, Foreign)
    assert model.widths == (2, 3, 2, 1)
    assert model.names == ("3 units", "2 units", "scores")
    assert np.array_equal(model.represent(POINTS), NETWORK.scores(POINTS))
    assert np.array_equal(model.predict(POINTS), NETWORK.predict(POINTS))
    assert np.array_equal(model.rest(3)(model.represent(POINTS)), NETWORK.scores(POINTS))
    assert model.rest(1) is None


def test_a_head_that_is_told_reads_the_last_representation():
    model = viewed(Telling())
    assert model.widths == NETWORK.widths
    assert [model.title(k) for k in range(3)] == ["input", "layer 1 · first", "layer 2 · second"]
    assert np.allclose(model.rest(2)(model.represent(POINTS)), NETWORK.scores(POINTS))


@pytest.mark.parametrize("model", [Bare, Telling])
def test_it_goes_straight_from_each_representation_to_the_next(model):
    path = deform(model())
    assert {way.kind for way in path.paths} == {"straight"}
    assert not path.notes
    places = [
        np.asarray(viewed(model()).represent(POINTS, k)) for k in range(4 - (model is Telling))
    ]
    assert path.t1 == len(places) - 1
    for depth, (start, end) in enumerate(pairwise(places)):
        wide = max(start.shape[1], end.shape[1])
        start, end = (np.pad(p, [(0, 0), (0, wide - p.shape[1])]) for p in (start, end))
        for part in (0.25, 0.5):
            there = path.represent(depth + part, POINTS)
            assert np.allclose(there, (1 - part) * start + part * end, atol=1e-12)
            moment = path.at(depth + part)
            assert tuple(moment.widths)[-1] == there.shape[1]
            assert np.array_equal(moment.represent(POINTS), there)
        assert np.array_equal(path.represent(depth, POINTS), places[depth])
    assert np.allclose(path.scores(path.t1, places[-1]), NETWORK.scores(POINTS))
    assert np.allclose(path.scores(0, POINTS), NETWORK.scores(POINTS))


@given(st.integers(0, 50), st.sampled_from(["tanh", "softplus", "sigmoid"]))
@settings(max_examples=15)
def test_differences_are_the_derivatives(seed, name):
    network = mlp(seed, 2, (4, 3), 3, [activation(name)] * 2, "softmax").float64()
    found = Foreign(Bare(network)).jacobians(POINTS)
    exact = Telling(network)
    for depth in (1, 2):
        assert np.allclose(found[depth - 1], exact.jacobian(POINTS, depth), rtol=1e-6, atol=1e-7)
    assert np.allclose(found[2], network.head.weight @ exact.jacobian(POINTS, 2), atol=1e-6)


def test_differences_suit_the_precision_of_the_model():
    class Single(Bare):
        def represent(self, points, depth=None):
            return super().represent(points.astype(np.float32), depth).astype(np.float32)

        def scores(self, points):
            return super().scores(points.astype(np.float32)).astype(np.float32)

    found = Foreign(Single()).jacobians(POINTS)
    for depth in (1, 2):
        assert np.allclose(found[depth - 1], Telling().jacobian(POINTS, depth), atol=3e-3)


def test_its_own_jacobian_is_preferred_and_its_shape_is_checked():
    assert np.array_equal(Foreign(Telling()).jacobians(POINTS)[1], Telling().jacobian(POINTS, 2))

    class Wrong(Telling):
        def jacobian(self, points, depth):
            return np.zeros((len(points), 2, 2))

    with pytest.raises(
        InputError, match=r"jacobian at depth 1 has shape \(40, 2, 2\).*\(40, 3, 2\)"
    ):
        Foreign(Wrong()).jacobians(POINTS)


def test_differences_in_many_features_are_refused():
    class Wide:
        widths = (65,)

        def represent(self, points, depth=None):
            return points

        def scores(self, points):
            return points[:, :2]

    with pytest.raises(InputError, match=r"65 features.*jacobian\(points, depth\)"):
        Foreign(Wide()).jacobians(np.zeros((1, 65)))


def changed(**members):
    return type("Changed", (Bare,), members)()


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (object(), "this object has no widths and no represent and no scores"),
        (changed(names=("one",)), "2 layers by its widths .2, 3, 2., but 1 names"),
        (changed(scores=lambda self, x: np.zeros(len(x))), r"scores of 1 points has shape \(1,\)"),
        (
            changed(scores=lambda self, x: np.full((len(x), 2), np.nan)),
            "scores is no finite number",
        ),
        (
            changed(head=Head(np.ones((1, 2)), np.ones(1) * 9, "logistic")),
            "head does not take its last representation to its scores",
        ),
        (changed(head=Head(np.ones((1, 3)), np.ones(1), "logistic")), "head does not take"),
    ],
)
def test_what_does_not_fit_is_said_at_once(model, message):
    with pytest.raises(InputError, match=message):
        viewed(model)


def test_widths_are_whole_numbers():
    model = Bare()
    model.widths = (2, 1.5)
    with pytest.raises(InputError, match="whole numbers above 0"):
        viewed(model)


def test_points_of_another_dimension_and_depths_beyond_the_last_are_refused():
    model = viewed(Bare())
    with pytest.raises(InputError, match=r"rows of 2 features: \(n, 2\)"):
        model.represent(np.zeros((3, 5)), 1)
    with pytest.raises(InputError, match="between 0 and 3"):
        model.represent(POINTS, 4)


def test_a_value_that_is_no_number_is_named_with_its_point():
    class Holed(Bare):
        def represent(self, points, depth=None):
            places = np.array(super().represent(points, depth))
            places[7] = np.nan
            return places

    with pytest.raises(
        InputError, match=r"representation 1 is no finite number at 1 of 40 points.*8"
    ):
        viewed(Holed()).represent(POINTS, 1)


def test_tensors_that_remember_how_they_were_computed_are_taken():
    class Tensor:
        def __init__(self, values):
            self.values = values

        def detach(self):
            return self

        def cpu(self):
            return self.values

        def __array__(self, *_, **__):
            raise RuntimeError("a tensor that requires grad")

    model = viewed(changed(scores=lambda self, x: Tensor(NETWORK.scores(x))))
    assert np.array_equal(model.scores(POINTS), NETWORK.scores(POINTS))
