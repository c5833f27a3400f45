"""What is measured of representations, held against what is known of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from unknot.errors import InputError, UnsupportedLayer
from unknot.measure import (
    cka,
    class_margins,
    contractions,
    linear_probe,
    most_points,
    neighbour_accuracy,
    read_out,
    representations,
    spectra,
)
from unknot.measure._directions import probed
from unknot.models import Activations
from unknot.nets import (
    Conv,
    Dense,
    Head,
    Network,
    Opaque,
    activation,
    mlp,
)

TANH = activation("tanh")


def some(rng, widths=(3, 5, 4), classes=3):
    net = mlp(int(rng.integers(1000)), widths[0], widths[1:], classes, [TANH] * 2, "softmax")
    return net.float64(), rng.normal(size=(20, widths[0]))


def test_a_probe_of_many_units_sees_the_directions_that_vary_most():
    rng = np.random.default_rng(0)
    labels = np.arange(700) % 2
    flat = rng.normal(size=(700, 5)) + 2 * labels[:, None]
    turned = np.linalg.qr(rng.normal(size=(400, 5)))[0]
    wide = flat @ turned.T
    assert abs(linear_probe(wide, labels).mean - linear_probe(flat, labels).mean) < 0.02


def test_representations_are_the_networks_own_and_end_in_the_scores():
    net, points = some(np.random.default_rng(0))
    found = representations(net, points)
    assert [one.width for one in found] == [3, 5, 4, 3]
    assert [one.name for one in found] == ["input", "tanh", "tanh", "scores"]
    np.testing.assert_allclose(found[2].places, net.represent(points, 2))
    np.testing.assert_allclose(found[3].places, net.scores(points))


def test_a_layer_without_finite_numbers_is_named():
    bad = Opaque(lambda rows: np.where(rows > 1, np.nan, rows), 2, 2, "log", "a test")
    net = Network([bad], Head(np.eye(2), np.zeros(2), "softmax"))
    with pytest.raises(InputError, match=r"Layer 1 \(opaque: log\).* at 1 of 2 points.* point 2"):
        representations(net, np.array([[0.0, 0], [0, 2]]))


def test_spectra_are_those_of_the_whole_jacobian():
    net, points = some(np.random.default_rng(1))
    found = spectra(net, points)
    for depth, body in ((2, net.body), (3, net)):
        one, step = np.eye(3), 1e-6
        rises = [body((points + step * e).T) - body((points - step * e).T) for e in one]
        values = np.linalg.svd(np.stack(rises, axis=2).transpose(1, 0, 2), compute_uv=False)
        np.testing.assert_allclose(found[depth - 1].largest, values[:, 0] / step / 2, rtol=1e-5)
        np.testing.assert_allclose(found[depth - 1].least, values[:, -1] / step / 2, rtol=1e-4)
    assert found[1].layer_least.max() == 0  # from five units to four
    assert found[0].above is None


@pytest.mark.slow
def test_wide_spectra_bound_the_true_one_on_both_sides():
    rng = np.random.default_rng(2)
    grid_conv = Conv(rng.normal(size=(3, 2, 3, 3)), rng.normal(size=3), (2, 5, 5), 1, True, TANH)
    dense = Dense(rng.normal(size=(20, 75)) / 8, np.zeros(20), activation("softplus"))
    head = Head(rng.normal(size=(4, 20)), np.zeros(4), "softmax")
    points = rng.normal(size=(6, 50))
    for net, exact in (
        (Network([grid_conv, dense], head), True),
        (
            Network([Opaque(lambda r: grid_conv(r.T).T, 50, 75, "conv", "a test"), dense], head),
            False,
        ),
    ):
        known = spectra(net, points)
        tried = list(probed(read_out(net).float64(), points, 0))
        for one, probe in zip(known, tried, strict=True):
            assert (probe.largest <= one.largest * (1 + 1e-6)).all()
            assert (probe.above >= one.largest * (1 - 1e-6)).all()
            if exact:
                np.testing.assert_allclose(probe.largest, one.largest, rtol=0.02)


def test_very_wide_networks_are_probed(monkeypatch):
    monkeypatch.setattr("unknot.measure._spectra._WORK", 1e6)
    rng = np.random.default_rng(3)
    net = mlp(0, 100, (60,), 2, [TANH], "logistic").float64()
    points = rng.normal(size=(3, 100))
    assert most_points(net) == 64
    found = spectra(net, points)[0]
    slope = 1 - np.tanh(net.layers[0].affine(points.T)) ** 2
    true = [np.linalg.norm(s[:, None] * net.layers[0].weight, 2) for s in slope.T]
    assert (found.largest <= np.array(true) * (1 + 1e-9)).all()
    assert (found.above >= true).all()
    assert found.largest == pytest.approx(true, rel=0.05)
    assert found.least.max() == 0
    assert found.condition.min() == np.inf


def test_activations_alone_have_no_spectra():
    points = np.eye(3)
    seen = Activations({"input": points, "tanh": np.tanh(points)}, ["a", "b", "b"])
    assert [one.name for one in representations(seen, points)] == ["input", "tanh"]
    with pytest.raises(UnsupportedLayer, match="load the model itself"):
        spectra(seen, points)


def rings(rng, n=120):
    angle = rng.uniform(0, 2 * np.pi, n)
    labels = np.arange(n) % 2
    radius = np.where(labels == 1, 1.0, 0.3)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), labels


def test_neighbours_see_what_no_straight_cut_does():
    points, labels = rings(np.random.default_rng(4))
    assert neighbour_accuracy(points, labels).mean == 1
    assert linear_probe(points, labels).mean < 0.8
    lifted = np.c_[points, (points**2).sum(axis=1)]
    found = linear_probe(lifted, labels)
    assert found.mean == 1
    assert 0 < found.error < 0.05


def test_probes_leave_out_classes_of_one_point_and_say_when_nothing_is_left():
    points, labels = rings(np.random.default_rng(5), 40)
    with_one = np.r_[labels, 2]
    assert neighbour_accuracy(np.r_[points, [[9.0, 9.0]]], with_one).points == 40
    with pytest.raises(InputError, match="Two classes of two points"):
        linear_probe(points, np.zeros(40, int))
    assert class_margins(np.r_[points, [[9.0, 9.0]]], with_one)[2] is None


def test_constant_layers_are_measured_as_such():
    _, labels = rings(np.random.default_rng(6), 40)
    still = np.ones((40, 3))
    assert linear_probe(still, labels).mean <= 0.6
    assert class_margins(still, labels)[0].most == 0
    assert np.isnan(cka([still, np.random.default_rng(0).normal(size=(40, 2))])[0]).all()


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.floats(0.1, 10))
def test_what_has_no_units_does_not_change_with_them(seed, scale):
    rng = np.random.default_rng(seed)
    places, labels = rng.normal(size=(30, 4)), np.arange(30) % 3
    turn = np.linalg.qr(rng.normal(size=(4, 4)))[0]
    moved = scale * places @ turn + rng.normal(size=4)
    for a, b in zip(class_margins(places, labels), class_margins(moved, labels), strict=True):
        assert a.median == pytest.approx(b.median, abs=1e-7)
    assert cka([places, moved])[0, 1] == pytest.approx(1)
    first = contractions([places, moved], labels)[1]
    assert first.nearest.ratio == pytest.approx(scale)
    assert first.torn.ratio == pytest.approx(scale)


def test_the_pair_that_shrinks_most_is_found_among_all():
    rng = np.random.default_rng(7)
    before, after, labels = (
        rng.normal(size=(50, 2)),
        rng.normal(size=(50, 3)),
        rng.integers(0, 4, 50),
    )
    found = contractions([before, after], labels)[1]
    ratios = {
        (i, j): np.linalg.norm(after[i] - after[j]) / np.linalg.norm(before[i] - before[j])
        for i in range(50)
        for j in range(50)
        if labels[i] < labels[j]
    }
    assert found.nearest.points == min(ratios, key=ratios.get)
    assert found.torn.points == max(ratios, key=ratios.get)
    assert found.all
    assert found.pairs == len(ratios)
    with pytest.raises(InputError, match="no two points of different classes"):
        contractions([before], np.zeros(50, int))


def test_unrelated_wide_layers_are_not_alike():
    rng = np.random.default_rng(8)
    table = cka([rng.normal(size=(60, 300)), rng.normal(size=(60, 300))])
    assert abs(table[0, 1]) < 0.15  # the biased estimate says 0.8


@pytest.mark.parametrize("size", [1.0, 1e-5])  # tight clusters: single precision cannot tell
def test_margins_of_wide_layers_are_those_of_the_nearest_points(size):
    rng = np.random.default_rng(0)
    labels = np.arange(90) % 3
    places = rng.normal(size=(3, 400))[labels] + size * rng.normal(size=(90, 400))
    apart = cdist(places, places) + np.diag(np.full(90, np.inf))
    same = labels[:, None] == labels
    own, other = (np.where(hidden, np.inf, apart).min(axis=1) for hidden in (~same, same))
    values = (other - own) / (other + own)
    for kind, found in enumerate(class_margins(places, labels)):
        assert found is not None
        assert np.isclose(found.median, np.median(values[labels == kind]), atol=1e-3)


@pytest.mark.parametrize("unit", [1e-30, 1e30])  # whose squares single precision does not hold
def test_margins_have_no_units(unit):
    rng = np.random.default_rng(1)
    labels = np.arange(60) % 2
    places = rng.normal(size=(60, 300)) + labels[:, None]
    for one, other in zip(
        class_margins(places, labels), class_margins(unit * places, labels), strict=True
    ):
        assert np.isclose(one.median, other.median, atol=1e-9)


def test_margins_of_clusters_far_apart_are_exact():
    rng = np.random.default_rng(2)
    labels = np.arange(80) % 2
    # Rounding of a product of matrices is larger than what lies within such a cluster.
    places = 1e9 * rng.normal(size=(2, 5))[np.arange(80) // 2 % 2] + rng.normal(size=(80, 5))
    apart = cdist(places, places) + np.diag(np.full(80, np.inf))
    same = labels[:, None] == labels
    own, other = (np.where(hidden, np.inf, apart).min(axis=1) for hidden in (~same, same))
    values = (other - own) / (other + own)
    for kind, found in enumerate(class_margins(places, labels)):
        own_values = values[labels == kind]
        exact = own_values.min(), own_values.max()
        np.testing.assert_allclose((found.least, found.most), exact, atol=1e-6)
