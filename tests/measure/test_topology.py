"""Classes through layers of networks: nothing is called merged that is not, and nothing missed."""

import numpy as np
import pytest

from unknot.data import Dataset, load
from unknot.errors import InputError
from unknot.measure import topology
from unknot.nets import Dense, Head, Network, activation, mlp
from unknot.topology import Asked

PLAIN = Asked(holes=0, dimension=False, hops=False, points=300)


def layer(weight, bias=None, name="tanh"):
    weight = np.asarray(weight, float)
    shift = np.zeros(len(weight)) if bias is None else np.asarray(bias)
    return Dense(weight, shift, activation(name))


def discs():
    return load("d-i:points=700")


def first(found):
    return [layer.classes[0].components for layer in found.layers]


def test_squeezed_tanh_layers_are_refined_to_all_components_and_never_merged():
    squeeze = Network([layer(np.diag([1.0, 0.002])), layer([[1, 0], [1, 300.0], [0, 3]])])
    rough = topology(squeeze, discs(), PLAIN, refine=False)
    fine = topology(squeeze, discs(), PLAIN)
    assert {parts.merged for parts in first(rough) + first(fine)} == {0}
    assert [parts.separate for parts in first(fine)] == [9, 9, 9]
    assert first(fine)[1].seen < 9
    assert [one.permits for one in fine.layers] == ["nothing merges"] * 3
    assert "all are still apart in the last layer" in fine.summary()


def test_a_layer_that_glues_is_caught_with_a_pair_that_no_sample_holds():
    fold = Network([layer(np.eye(2), name="square")])
    found = first(topology(fold, discs(), PLAIN))[1]
    assert (found.separate, found.merged) == (1, 8)  # the middle disc meets itself alone
    pair = found.glued
    points = np.array([pair.first, pair.second])
    np.testing.assert_allclose(points[0] ** 2, points[1] ** 2, atol=1e-12)
    shapes = [leaf for _, leaf in discs().shapes[0].leaves()]
    distances = np.array([leaf.distance(points) for leaf in shapes])
    assert (distances.min(axis=0) <= 1e-9).all()
    assert len(set(distances.argmin(axis=0).tolist())) == 2
    blind = first(topology(fold, discs(), PLAIN, refine=False))[1]
    assert blind.merged == 0
    assert blind.unresolved > 0


def test_relu_layers_that_are_one_to_one_on_the_data_merge_nothing():
    shifted = Network([layer(np.eye(2), [5.0, 5.0], "relu")])
    found = topology(shifted, discs(), PLAIN)
    assert found.layers[1].permits == "may merge"
    assert "relu units, which are not strictly increasing" in found.layers[1].why
    assert first(found)[1].separate == 9


def test_the_read_out_is_a_layer_and_narrows():
    head = Head(np.array([[1.0, 0.0]]), np.zeros(1), "logistic")
    found = topology(Network([layer(np.eye(2))], head), discs(), Asked(points=300))
    assert [one.name for one in found.layers] == ["input", "tanh", "scores"]
    assert "narrows from 2 to 1" in found.layers[2].why
    assert found.layers[2].classes[1].holes[0].verdict == "merged"
    assert found.layers[0].classes[0].enclosed.share > 0.8
    assert "components first merge at layer 2 (scores)" in found.summary()


@pytest.mark.parametrize(
    ("weight", "name", "may"),
    [
        ([[1, 0], [0, 1], [1, 1]], "tanh", "nothing merges"),
        ([[1, 2], [2, 4]], "tanh", "may merge"),
        ([[1, 2]], "tanh", "may merge"),
        ([[1, 0], [0, 1]], "gelu", "may merge"),
    ],
)
def test_what_layers_permit(weight, name, may):
    found = topology(Network([layer(weight, name=name)]), discs(), PLAIN, refine=False)
    assert found.layers[1].permits == may


def test_foreign_models_permit_what_nobody_knows():
    class Twist:
        widths = (2, 2)

        def represent(self, points, depth=None):
            return points if depth == 0 else points @ np.array([[0.0, 1], [-1, 0]])

        def scores(self, points):
            return self.represent(points)

    found = topology(Twist(), discs(), PLAIN)
    assert found.layers[1].permits == "unknown"
    assert first(found)[1].separate == 9


def test_loops_of_tori_stay_linked_in_space():
    data = load("linked-tori:points=600")
    turn = np.linalg.qr(np.random.default_rng(0).normal(size=(3, 3)))[0]
    found = topology(Network([layer(turn)]), data, Asked(dimension=False, hops=False))
    assert [abs(one.linking[0][0]) for one in found.layers] == [1, 1]


def test_it_can_be_interrupted_and_keeps_what_it_has():
    said = []

    def stop(walked):
        said.append(walked.words)
        if walked.done == 2:
            raise KeyboardInterrupt

    net = mlp(0, 2, (3, 3), 2, [activation("tanh")] * 2, "logistic")
    found = topology(net, discs(), PLAIN, on_progress=stop)
    assert found.interrupted
    assert len(found.layers) == 1
    assert said[:2] == ["the input", "input"]
    assert "interrupted" in found.summary()


def test_classes_of_one_point_and_depths():
    data = Dataset.of(np.array([[0.0, 0], [1, 0], [1, 1]]), np.array([0, 1, 1]))
    net = mlp(0, 2, (3, 3), 2, [activation("relu")] * 2, "logistic")
    found = topology(net, data, PLAIN, depths=[2])
    assert [one.depth for one in found.layers] == [0, 2]
    for wrong in ([9], [-1], [0.5]):
        with pytest.raises(InputError, match="expected whole numbers 0 to 3"):
            topology(net, data, PLAIN, depths=wrong)


def test_what_does_not_fit_is_refused():
    net = mlp(0, 3, (3,), 2, [activation("tanh")], "logistic")
    with pytest.raises(InputError, match="takes rows of 3 features"):
        topology(net, discs())
    with pytest.raises(InputError, match="not finite"):
        topology(Network([layer([[np.nan, 0], [0, 1]])]), discs())
    with pytest.raises(InputError, match="expected a whole number >= 2"):
        Asked(points=1)


def test_a_class_of_one_part_is_not_said_to_be_apart():
    calm = Network([layer(np.eye(2) / 9)])
    data = load("disc-in-ring:points=200")
    said = topology(calm, data, PLAIN, refine=False).summary()
    assert "1 component, and it is still so in the last layer" in said
    said = topology(calm, data, Asked(hops=False), refine=False).summary()
    assert "1 component and 1 hole, and they are still there in the last layer" in said
