"""Points laid into the plane: by whom, what is said of them, and what is refused."""

import sys

import numpy as np
import pytest
from matplotlib.collections import PathCollection

from unknot import draw
from unknot.data import Dataset, load
from unknot.errors import InputError, MissingExtra, UnknownName
from unknot.nets import activation, mlp
from unknot.recording import Snapshot
from unknot.views import REDUCTIONS, concentration, represented, view

RNG = np.random.default_rng(0)


def cloud(points, labels=None, names=("A", "B")):
    points = np.asarray(points, float)
    labels = np.arange(len(points)) % len(names) if labels is None else labels
    features = tuple(f"x{k}" for k in range(points.shape[1]))
    return Dataset(points, labels, names, features, name="cloud")


# A plane in ten dimensions: every way into the plane can keep it.
FLAT = cloud(RNG.normal(size=(80, 2)) @ np.linalg.qr(RNG.normal(size=(10, 2)))[0].T)
HERE = [by for by in REDUCTIONS if by not in ("plane", "umap")]


@pytest.mark.parametrize("by", HERE)
def test_a_plane_in_space_is_kept(by):
    found = view(FLAT, by)
    assert found.places.shape == (80, 2)
    assert np.isfinite(found.places).all()
    assert found.trust is not None
    assert found.trust > (0.7 if by == "nca" else 0.95)
    assert (found.reduction.title, found.total) == (REDUCTIONS[by].title, 80)


@pytest.mark.parametrize("by", HERE)
def test_the_same_seed_gives_the_same_places(by):
    again = view(FLAT, by, seed=3).places
    np.testing.assert_array_equal(view(FLAT, by, seed=3).places, again)


def test_components_tell_their_steps_and_what_is_found_is_kept_when_interrupted():
    told = []

    def interrupt(done, total):
        told.append((done, total))
        if done == 3:
            raise KeyboardInterrupt

    found = view(FLAT, "nca", on_progress=interrupt)
    assert told == [(1, 200), (2, 200), (3, 200)]
    assert found.places.shape == (80, 2)
    assert found.note.startswith("It was interrupted before it was done.")
    axes, _, rank, _ = np.linalg.lstsq(FLAT.points, found.places, rcond=None)
    np.testing.assert_allclose(FLAT.points @ axes, found.places, atol=1e-9)  # a linear map's
    assert rank == 2


def test_principal_components_are_those_of_the_points():
    found = view(FLAT)
    spread = FLAT.points - FLAT.points.mean(axis=0)
    axes = np.linalg.svd(spread, full_matrices=False)[2][:2]
    np.testing.assert_allclose(np.abs(found.places), np.abs(spread @ axes.T), atol=1e-9)
    assert found.note == "The two axes have 100% of the variance."


def test_the_nearest_point_of_the_same_class_is_counted_in_both_spaces():
    # Two pairs, one above the other, at each of three places: from above, strangers are nearest.
    pairs = np.array([[0, 0, 1], [1, 0, 1], [0.1, 0, -1], [1.1, 0, -1]])
    places = np.concatenate([pairs + np.array(at) for at in ([0, 0, 0], [90, 0, 0], [0, 40, 0])])
    found = view(cloud(places, np.array([0, 0, 1, 1] * 3)))
    assert (found.right_there, found.right_here) == (1, 0)
    assert view(cloud(np.eye(4))).trust is None  # of so few points


def test_pieces_of_the_graph_are_told():
    apart = np.concatenate([RNG.normal(size=(30, 3)), 1000 + RNG.normal(size=(30, 3))])
    assert "falls into 2 pieces" in view(cloud(apart), "isomap").note


@pytest.mark.parametrize("by", [*HERE, "plane"])
def test_points_of_one_feature_lie_on_a_line(by):
    found = view(cloud(np.linspace(0, 1, 30)[:, None]), by)
    assert found.places.shape == (30, 2)


@pytest.mark.parametrize("by", HERE)
def test_points_that_coincide_are_no_harm(by):
    twice = np.repeat(RNG.normal(size=(20, 3)), 2, axis=0)
    assert np.isfinite(view(cloud(twice), by).places).all()


def test_what_cannot_be_laid_out_is_refused():
    with pytest.raises(UnknownName, match="isomap"):
        view(FLAT, "isomp")
    with pytest.raises(InputError, match="10 features and cannot be drawn as they are"):
        view(FLAT, "plane")
    with pytest.raises(InputError, match="t-SNE needs 4 points, but there are 3"):
        view(cloud(np.eye(3)), "tsne")
    with pytest.raises(InputError, match="need two classes"):
        view(cloud(RNG.normal(size=(9, 3)), names=("A",)), "nca")


def test_a_package_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "umap", None)
    with pytest.raises(MissingExtra, match=r"umap-learn.*unknot\[views\]"):
        view(FLAT, "umap")


def test_of_many_points_those_are_laid_out_that_pictures_draw():
    found = view(cloud(RNG.normal(size=(2500, 3))))
    assert (len(found.data), found.total) == (2000, 2500)
    assert "2,000 of 2,500 points drawn" in [
        text.get_text() for text in draw.view(found).legends[0].get_texts()
    ]


def test_many_points_are_drawn_smaller():
    def area(count):
        places = np.random.default_rng(0).normal(size=(count, 2))
        figure = draw.view(view(cloud(places, np.arange(count) % 2)))
        drawn = [one for one in figure.axes[0].collections if isinstance(one, PathCollection)]
        return max(one.get_sizes().max() for one in drawn)

    assert area(10) == area(60) > area(400) > area(1400)
    assert area(1400) == pytest.approx(0.5637**2 * area(10), rel=0.01)


def test_the_plane_is_coloured_by_votes():
    found = view(load("moons:points=60"), "plane")
    axes = draw.view(found, nearest=3).axes[0]
    image = np.asarray(axes.images[0].get_array())
    assert len(np.unique(image.reshape(-1, image.shape[-1]), axis=0)) > 2
    with pytest.raises(InputError, match="Between 1 and 60 points can vote"):
        draw.view(found, nearest=61)


def test_a_representation_is_a_data_set():
    data = load("iris")
    network = mlp(0, 4, (5, 3), 3, [activation("tanh")] * 2, "softmax").float64()
    kept = Snapshot(network, data)
    first = represented(kept, 1)
    np.testing.assert_array_equal(first.points, network.represent(data.points, 1))
    assert first.feature_names[-1] == "unit 5"
    assert first.name == "iris, layer 1 · tanh"
    assert represented(kept, 0) is data
    assert represented(kept).dimension == 3
    with pytest.raises(InputError, match="between 0 and 2"):
        represented(kept, 3)


def test_distances_concentrate_as_features_are_added():
    noise = cloud(RNG.uniform(size=(300, 200)))
    found = concentration(noise)
    assert found.features[0] == 1
    assert found.features[-1] == 200
    assert found.own[0] < 0.05
    assert found.own[-1] > 0.8
    np.testing.assert_allclose(found.own, found.shuffled, atol=0.05)  # noise is shuffled already


def test_points_near_few_dimensions_keep_near_neighbours():
    flat = cloud(RNG.normal(size=(300, 2)) @ RNG.normal(size=(2, 100)))
    found = concentration(flat)
    assert found.own[-1] < 0.1 < 0.6 < found.shuffled[-1]


def test_features_that_do_not_vary_are_left_out():
    points = np.concatenate([RNG.normal(size=(40, 2)), np.ones((40, 5))], axis=1)
    assert concentration(cloud(points)).features.tolist() == [1, 2]
    with pytest.raises(InputError, match="0 features vary"):
        concentration(cloud(np.ones((9, 2))))
    with pytest.raises(InputError, match="there are 2 points"):
        concentration(cloud(np.eye(2)))
