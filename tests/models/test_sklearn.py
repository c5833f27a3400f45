"""Models of scikit-learn as networks: the same decisions and scores."""

import warnings

import numpy as np
import pytest
from architectures import alike
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_iris, load_wine
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import RandomForestClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import (
    LinearRegression,
    LogisticRegression,
    Perceptron,
    RidgeClassifier,
    SGDClassifier,
)
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    MaxAbsScaler,
    MinMaxScaler,
    PolynomialFeatures,
    RobustScaler,
    StandardScaler,
)
from sklearn.svm import SVC, LinearSVC

from unknot import Snapshot, homeomorphism, load, models, write
from unknot.errors import InputError, UnknotError
from unknot.measure import stretch
from unknot.nets import Dense, Opaque, probabilities
from unknot.viewer import payload

IRIS = load_iris(return_X_y=True)
WINE = load_wine(return_X_y=True)


def fitted(model, data=IRIS, classes=3):
    points, kinds = data
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.simplefilter("ignore", FutureWarning)
        some = kinds < classes
        return model.fit(points[some], kinds[some])


def same(ours, theirs, points=IRIS[0], tolerance=1e-9):
    np.testing.assert_array_equal(ours.predict(points), theirs.predict(points))
    if ours.head.kind == "linear":
        expected = theirs.decision_function(points).reshape(len(points), -1)
        alike(ours.scores(points), expected, tolerance)
    else:
        found = probabilities(ours.scores(points).T, ours.head.kind).T
        alike(found, theirs.predict_proba(points), tolerance)


@settings(max_examples=25)
@given(
    st.lists(st.integers(1, 6), min_size=0, max_size=3),
    st.sampled_from(["identity", "logistic", "tanh", "relu"]),
    st.sampled_from([2, 3]),
    st.integers(0, 1000),
    st.sampled_from([None, StandardScaler, MinMaxScaler, RobustScaler, MaxAbsScaler, PCA]),
    st.booleans(),
)
def test_perceptrons_after_scalers(hidden, name, classes, seed, scaler, fold):
    model = MLPClassifier(hidden, name, max_iter=2, random_state=seed)
    pipeline = fitted(model if scaler is None else make_pipeline(scaler(), model), classes=classes)
    found = models.imported(pipeline, fold=fold)
    same(found.network, pipeline)
    scales = scaler not in (None, PCA)
    extra = scaler is not None and (scaler is PCA or not fold)
    assert len(found.network.layers) == len(hidden) + extra
    assert len(found.sources) == len(found.network.layers) + 1
    if scales and not fold:
        first = found.network.layers[0]
        np.testing.assert_array_equal(first.weight, np.diag(np.diag(first.weight)))
    assert found.class_names == ("0", "1", "2")[:classes]


@pytest.mark.parametrize(
    "model",
    [
        LogisticRegression(),
        LogisticRegression(fit_intercept=False),
        LinearSVC(),
        SGDClassifier(random_state=0),
        SGDClassifier(loss="log_loss", random_state=0),
        Perceptron(),
        RidgeClassifier(),
        LinearDiscriminantAnalysis(),
    ],
)
@pytest.mark.parametrize("classes", [2, 3])
def test_linear_classifiers(model, classes):
    theirs = fitted(make_pipeline(StandardScaler(with_std=False), model), classes=classes)
    ours = models.load(theirs)
    assert ours.layers == ()
    same(ours, theirs)


def test_steps_that_are_affine_or_nothing():
    theirs = fitted(
        make_pipeline(
            "passthrough",
            FunctionTransformer(),
            make_pipeline(StandardScaler(), PCA(3, whiten=True)),
            TruncatedSVD(2, random_state=0),
            MLPClassifier((4,), max_iter=5, random_state=0),
        )
    )
    found = models.imported(theirs)
    same(found.network, theirs)
    assert found.network.widths == (4, 3, 2, 4)
    assert found.sources[0][0] == "make" or "StandardScaler" in found.sources[0][0]


@pytest.mark.parametrize(
    "model",
    [
        make_pipeline(PolynomialFeatures(2), StandardScaler(), LogisticRegression()),
        make_pipeline(MinMaxScaler(clip=True), LogisticRegression()),
        make_pipeline(FunctionTransformer(np.log1p), LogisticRegression()),
        make_pipeline(StandardScaler(), SVC()),
        RandomForestClassifier(5, random_state=0),
    ],
)
def test_unknown_steps_are_opaque(model, tmp_path):
    theirs = fitted(model)
    found = models.imported(theirs)
    opaque = [layer for layer in found.network.layers if isinstance(layer, Opaque)]
    assert len(opaque) == len(found.notes) == 1
    assert opaque[0].label in found.notes[0]
    np.testing.assert_array_equal(found.network.predict(IRIS[0]), theirs.predict(IRIS[0]))
    subject = Snapshot(found.network, load("iris"))
    verdict = homeomorphism(found.network)
    assert verdict.verdict == "undecided"
    assert opaque[0].label in verdict.reason
    with pytest.raises(InputError, match="another library"):
        write(subject, tmp_path / "it")
    assert len(payload(subject)) > 1000  # drawn all the same


def test_derivatives_go_through_an_opaque_layer():
    theirs = fitted(
        make_pipeline(PolynomialFeatures(2), MLPClassifier((3,), "tanh", random_state=0))
    )
    ours = models.load(theirs)
    x = IRIS[0][:3].T
    step = 1e-6
    slopes = ours.layers[0].jacobian(x)
    moved = x + step * np.eye(4)[:, :1]
    np.testing.assert_allclose(
        slopes[:, :, 0], (ours.layers[0](moved) - ours.layers[0](x)).T / step, atol=1e-4
    )
    assert stretch(ours, load("iris"), per_class=5).levels[-1].largest.most > 0


def test_a_subclass_may_do_something_else():
    class Doubled(StandardScaler):
        def transform(self, X, copy=None):
            return 2 * super().transform(X, copy)

    theirs = fitted(make_pipeline(Doubled(), LogisticRegression()))
    ours = models.load(theirs)
    assert isinstance(ours.layers[0], Opaque)
    same(ours, theirs)


def test_wine_by_a_pipeline_is_the_same_everywhere():
    theirs = fitted(
        make_pipeline(StandardScaler(), MLPClassifier((8, 4), "tanh", max_iter=50)), WINE
    )
    ours = models.load(theirs)
    assert [type(layer) for layer in ours.layers] == [Dense, Dense]
    same(ours, theirs, WINE[0])


@pytest.mark.parametrize(
    ("model", "what"),
    [
        (MLPClassifier(), "not fitted"),
        (MLPClassifier, "MLPClassifier|no model"),
        (LinearRegression().fit([[0.0], [1.0]], [0.0, 1.0]), "tells no classes apart"),
        ({"a": 1}, "dict"),
        ("model.pkl", "pickle"),
        ("model.joblib", "pickle"),
        ("model.xyz", "model.xyz"),
    ],
)
def test_what_is_no_model_is_refused(model, what):
    with pytest.raises(UnknotError, match=what):
        models.load(model)


def test_several_labels_a_point_are_refused():
    several = np.array([[0, 1], [1, 1], [1, 0], [0, 0]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        theirs = MLPClassifier((2,), max_iter=1).fit(np.eye(4), several)
    with pytest.raises(InputError, match="several labels"):
        models.load(theirs)
