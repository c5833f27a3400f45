import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.datasets import load_digits, load_iris
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from unknot.errors import InputError, UnknownName
from unknot.estimators import NeighbourClassifier, NetworkClassifier
from unknot.neighbours import NeighbourRule

NEAR = NeighbourClassifier(
    hidden=(4,), activation="identity", normalise=False, temperature=1.0, steps=60
)
NETWORK = NetworkClassifier(hidden=(6,), steps=200, learning_rate=0.03)
BOTH = pytest.mark.parametrize("estimator", [NEAR, NETWORK], ids=["neighbours", "network"])


@pytest.fixture(scope="module")
def iris():
    points, kinds = load_iris(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(points))
    return points[order], kinds[order]


@pytest.fixture(scope="module")
def fitted(iris):
    points, kinds = iris
    names = np.array(["setosa", "versicolor", "virginica"])[kinds]
    return {type(one): clone(one).fit(points[:100], names[:100]) for one in (NEAR, NETWORK)}


@BOTH
def test_classes_are_of_any_type_and_probabilities_add_up(estimator, fitted, iris):
    model, (points, kinds) = fitted[type(estimator)], iris
    assert model.classes_.tolist() == ["setosa", "versicolor", "virginica"]
    rest = points[100:]
    assert model.score(rest, model.classes_[kinds[100:]]) > 0.9
    shares = model.predict_proba(rest)
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    np.testing.assert_array_equal(model.classes_[shares.argmax(axis=1)], model.predict(rest))
    assert model.transform(rest).shape == (50, 4 if estimator is NEAR else 6)
    assert model.n_features_in_ == 4
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(again.predict_proba(rest), shares)


def test_neighbours_are_those_of_scikit_learn_in_the_same_representation(fitted, iris):
    model, points = fitted[NeighbourClassifier], iris[0]
    trained = points[:100]
    peer = KNeighborsClassifier(5, algorithm="brute").fit(
        model.representation_, model.predict(trained)
    )
    places = model.transform(points[100:])
    distances, indices = model.kneighbors(points[100:])
    expected, others = peer.kneighbors(places)
    np.testing.assert_allclose(distances, expected, atol=1e-7)
    assert np.mean(indices == others) > 0.95  # of ties any
    alone, _ = model.kneighbors(n_neighbors=1)
    itself = model.kneighbors(trained, n_neighbors=1, return_distance=False)
    assert alone.shape == itself.shape == (100, 1)


@pytest.mark.slow
@BOTH
def test_it_can_be_searched_in_a_pipeline(estimator, iris):
    pipe = make_pipeline(StandardScaler(), clone(estimator).set_params(steps=20))
    name = pipe.steps[-1][0]
    search = GridSearchCV(pipe, {f"{name}__hidden": [(2,), (3,)]}, cv=2).fit(*iris)
    assert search.best_score_ > 0.5
    assert search.best_estimator_[-1].recording_.final.widths[0] == 4
    usual = make_pipeline(StandardScaler(), type(estimator)(steps=2))
    grid = {f"{name}__layers": [None, "tanh:2", "relu:3/identity:2"]}
    tried = GridSearchCV(usual, grid, cv=2, error_score="raise").fit(*iris)
    assert len(tried.cv_results_["params"]) == 3


@BOTH
def test_frames_give_names_and_outputs(estimator, iris):
    points, kinds = iris
    frame = pd.DataFrame(points, columns=["a", "b", "c", "d"])
    model = clone(estimator).set_params(steps=3).set_output(transform="pandas").fit(frame, kinds)
    assert model.feature_names_in_.tolist() == ["a", "b", "c", "d"]
    assert model.recording_.data.feature_names == ("a", "b", "c", "d")
    told = model.transform(frame)
    assert list(told.columns) == list(model.get_feature_names_out())
    with pytest.raises(ValueError, match="feature names"):
        model.predict(frame.rename(columns={"a": "z"}))


@BOTH
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_no_number(estimator, bad, iris):
    points, kinds = iris[0].copy(), iris[1]
    points[3, 1] = bad
    with pytest.raises(ValueError, match=r"NaN|infinity"):
        clone(estimator).fit(points, kinds)


@BOTH
def test_what_cannot_be_learnt(estimator, iris):
    points, kinds = iris
    with pytest.raises(ValueError, match="one class"):
        clone(estimator).fit(points, np.zeros(150))
    with pytest.raises(ValueError, match="hidden"):
        clone(estimator).set_params(hidden=(0,)).fit(points, kinds)
    with pytest.raises(ValueError, match=r"hidden is 3; expected .* such as \(16,\)"):
        clone(estimator).set_params(hidden=3).fit(points, kinds)
    with pytest.raises(ValueError, match=r"^There is no activation 'tanhh'"):
        clone(estimator).set_params(activation="tanhh").fit(points, kinds)
    with pytest.raises(NotFittedError):
        clone(estimator).predict(points)


def test_votes_that_make_no_sense_are_refused_before_training(iris):
    for bad in (0, -1, 2.5, True, "5", None):
        with pytest.raises(InputError, match=r"n_neighbors is .* expected a whole number"):
            clone(NEAR).set_params(n_neighbors=bad).fit(*iris)
    with pytest.raises(UnknownName, match="Did you mean 'distance'"):
        clone(NEAR).set_params(weights="distances").fit(*iris)
    model = clone(NEAR).set_params(n_neighbors=np.int64(3), weights="soft", steps=1).fit(*iris)
    assert model.kneighbors(iris[0])[1].shape == (150, 3)


@pytest.mark.parametrize("kind", [NeighbourClassifier, NetworkClassifier])
def test_layers_are_those_of_the_command_line(kind):
    points, kinds = load_digits(return_X_y=True)
    given = {"layers": "conv:2,3/pool:2/tanh:5", "steps": 2}
    model = clone(kind(**given)).fit(points[:200], kinds[:200])
    assert model.get_params()["layers"] == given["layers"]
    assert model.recording_.spec.layers == ("conv:2,3", "pool:2", "tanh:5")
    assert model.transform(points).shape == (1797, 5)
    assert model.predict(points).shape == (1797,)
    scaling = model.recording_.data.scaling  # one for all pixels: their range does not matter
    assert len(set(scaling.mean)) == len(set(scaling.scale)) == 1
    darker = clone(model).fit(points[:200] / 16, kinds[:200])
    np.testing.assert_array_equal(darker.predict(points / 16), model.predict(points))
    with pytest.raises(ValueError, match="image"):
        model.set_params(layers="conv:2,3").fit(points[:200, :63], kinds[:200])


@BOTH
def test_layers_or_hidden_and_activation(estimator, iris):
    dense = type(estimator)(layers="relu:3/identity:2", steps=1).fit(*iris)
    same = type(estimator)(hidden=[3, 2], activation=["relu", "identity"], steps=1).fit(*iris)
    assert dense.recording_.spec == same.recording_.spec
    for name, value in (("hidden", (3, 2)), ("activation", "relu")):
        both = type(estimator)(layers="relu:3/identity:2", **{name: value})
        with pytest.raises(InputError, match=f"and {name} is .*: give one of the two"):
            both.fit(*iris)
    with pytest.raises(ValueError, match="Did you mean 'relu'"):
        dense.set_params(layers="rellu:3").fit(*iris)


def test_fewer_points_than_neighbours(iris):
    points, kinds = iris
    model = clone(NEAR).set_params(n_neighbors=9, steps=2).fit(points[:8], kinds[:8])
    with pytest.raises(ValueError, match="n_neighbors = 9, n_samples_fit = 8"):
        model.predict(points)
    with pytest.raises(ValueError, match="n_neighbors = 8, n_samples_fit = 8"):
        model.kneighbors(n_neighbors=8)


def test_hinge_has_no_probabilities(iris):
    model = clone(NETWORK).set_params(loss="hinge", steps=5).fit(*iris)
    assert not hasattr(model, "predict_proba")
    assert model.decision_function(iris[0]).shape == (150, 3)
    two = clone(NETWORK).set_params(loss="softmax", steps=5).fit(iris[0], iris[1] > 0)
    said = two.decision_function(iris[0]) > 0
    np.testing.assert_array_equal(said, two.predict(iris[0]))


def test_seeds_validation_and_random_states(iris):
    points, kinds = iris
    several = clone(NETWORK).set_params(seeds=3, steps=5, validation=0.3, batch=90)
    model = several.fit(points, kinds)
    assert model.recording_.losses.shape[1] == 3
    assert len(model.recording_.validation) == 45
    drawn = clone(NEAR).set_params(steps=1, random_state=np.random.RandomState(3))
    assert drawn.fit(points, kinds).recording_.spec.seed > 0


def test_the_rule_is_the_parameters(iris):
    model = clone(NEAR).set_params(kernel="inverse", power=4, k=7, steps=1, temperature=0.1)
    head = model.fit(*iris).recording_.networks.head
    assert head.rule == NeighbourRule("inverse", 4, 7, 0.1)


@pytest.mark.slow
def test_it_learns_digits():
    """Of 200 images; and the essay's loss learns less of them (benchmarks/neighbours.py)."""
    points, kinds = load_digits(return_X_y=True)
    found = []
    for rule in ({}, {"kernel": "inverse", "measure": "share", "normalise": False}):
        model = NeighbourClassifier(hidden=(32, 16), steps=200, standardise=False, **rule)
        model.set_params(learning_rate=0.003).fit(points[:200] / 16, kinds[:200])
        found.append(model.score(points[200:] / 16, kinds[200:]))
    assert found[0] > 0.75
    assert found[0] > found[1] + 0.03
