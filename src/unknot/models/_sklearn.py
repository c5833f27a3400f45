"""Classifiers and pipelines of scikit-learn as networks."""

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from unknot.errors import InputError
from unknot.models._assemble import Imported, assemble
from unknot.models._parts import Linear, Part, Readout, Reshape, Rows, Scale, Unknown, pointwise
from unknot.nets import HeadKind

_ACTIVATIONS = {"logistic": "sigmoid", "tanh": "tanh", "relu": "relu", "identity": "identity"}


def is_estimator(model: Any) -> bool:
    """Say whether a model is one of scikit-learn's kind."""
    known = hasattr(model, "get_params") and hasattr(model, "fit")
    return known and not isinstance(model, type)


def from_sklearn(model: Any, *, head: HeadKind | None = None, fold: bool = True) -> Imported:
    """Return a fitted classifier, or a pipeline that ends in one, as a network.

    Scores are as scikit-learn's ``decision_function`` or before its probabilities: of two classes
    the second one's logit, of more the logits. Everything is in float64, as there.

    Parameters
    ----------
    model
        Fitted on numbers.
    head
        What scores mean, where the model does not say.
    fold
        Whether scalers are taken into the first layer; else they stay layers by themselves.

    Raises
    ------
    InputError
        It is not fitted, or is no classifier of one label a point.
    """
    from sklearn.exceptions import NotFittedError
    from sklearn.utils.validation import check_is_fitted

    kind = type(model).__name__
    try:
        check_is_fitted(model)
    except NotFittedError:
        raise InputError(f"This {kind} is not fitted yet. Call its fit(X, y) first.") from None
    steps = _flat(kind, model)
    if not hasattr(steps[-1][1], "classes_"):
        raise InputError(
            f"This {kind} ends in a {type(steps[-1][1]).__name__}, which tells no classes apart; "
            "expected a classifier at the end."
        )
    inputs = _features(kind, steps)
    parts: list[Part] = []
    width = inputs
    for name, step in steps[:-1]:
        found, width = _transformed(name, step, width)
        parts += found
    name, last = steps[-1]
    parts += _classifier(name, last, width)
    return assemble(
        parts,
        (inputs,),
        origin=f"scikit-learn {kind}",
        head=head,
        fold=fold,
        class_names=[str(one) for one in last.classes_],
    )


def _features(kind: str, steps: list[tuple[str, Any]]) -> int:
    """Return how many features are taken, by the first step that knows."""
    for _, step in steps:
        if hasattr(step, "n_features_in_"):
            return int(step.n_features_in_)
    raise InputError(f"No step of this {kind} says how many features it takes.")


def _flat(name: str, model: Any) -> list[tuple[str, Any]]:
    """Return the steps of a pipeline, and of pipelines within it."""
    from sklearn.pipeline import Pipeline

    if type(model) is not Pipeline:
        return [(name, model)]
    steps = [(f"{label} ({type(step).__name__})", step) for label, step in model.steps]
    return [inner for label, step in steps for inner in _flat(label, step)]


# ---------------------------------------------------------------- transformers


def _shifted(name: str, mean: Any, scale: Any, width: int) -> list[Part]:
    """Return x ↦ (x − mean)/scale."""
    factor = np.ones(width) if scale is None else 1 / np.asarray(scale, np.float64)
    shift = np.zeros(width) if mean is None else -np.asarray(mean, np.float64) * factor
    return [Scale(name, factor, shift)]


def _standard(name: str, step: Any, width: int) -> list[Part]:
    return _shifted(name, step.mean_ if step.with_mean else None, step.scale_, width)


def _robust(name: str, step: Any, width: int) -> list[Part]:
    return _shifted(name, step.center_, step.scale_, width)


def _min_max(name: str, step: Any, width: int) -> list[Part] | None:
    del width
    return None if step.clip else [Scale(name, step.scale_, step.min_)]


def _max_abs(name: str, step: Any, width: int) -> list[Part] | None:
    return None if getattr(step, "clip", False) else _shifted(name, None, step.scale_, width)


def _principal(name: str, step: Any, width: int) -> list[Part]:
    del width
    matrix = np.asarray(step.components_, np.float64)
    if step.whiten:
        least = np.finfo(step.explained_variance_.dtype).eps
        matrix = matrix / np.sqrt(np.maximum(step.explained_variance_, least))[:, None]
    return [Linear(name, matrix, -matrix @ np.asarray(step.mean_, np.float64))]


def _truncated(name: str, step: Any, width: int) -> list[Part]:
    del width
    return [Linear(name, step.components_, np.zeros(len(step.components_)))]


def _of_function(name: str, step: Any, width: int) -> list[Part] | None:
    del width
    return None if step.func is not None else [Reshape(name, ())]


_TRANSFORMERS: dict[str, Callable[[str, Any, int], Sequence[Part] | None]] = {
    "StandardScaler": _standard,
    "RobustScaler": _robust,
    "MinMaxScaler": _min_max,
    "MaxAbsScaler": _max_abs,
    "PCA": _principal,
    "TruncatedSVD": _truncated,
    "FunctionTransformer": _of_function,
}


def _transformed(name: str, step: Any, width: int) -> tuple[Sequence[Part], int]:
    """Return the parts of a transformer, and how many features it gives."""
    if step is None or step == "passthrough":
        return [], width
    row = _TRANSFORMERS.get(type(step).__name__) if _is_theirs(step) else None
    parts = None if row is None else row(name, step, width)
    if parts is None:
        run = _running(step.transform)
        outputs = run(np.zeros((1, width))).shape[1]
        return [Unknown(name, run, (outputs,), _unlisted(_TRANSFORMERS))], outputs
    for part in parts:
        width = len(part.bias) if isinstance(part, Linear) else width
    return parts, width


# ---------------------------------------------------------------- classifiers


def _perceptron(name: str, model: Any) -> list[Part]:
    if model.out_activation_ == "logistic" and model.n_outputs_ > 1:
        raise InputError(
            f"{name} gives several labels to a point; networks here tell classes apart, one a "
            "point. Fit it with one label a point."
        )
    sigma = _ACTIVATIONS[model.activation]
    pairs = list(zip(model.coefs_, model.intercepts_, strict=True))
    parts: list[Part] = []
    for index, (weight, bias) in enumerate(pairs, 1):
        where = f"{name} layer {index}"
        parts.append(Linear(where, _double(weight).T, _double(bias)))
        if index < len(pairs):
            parts.append(pointwise(f"{where} {model.activation}", sigma))
    return [*parts, Readout(f"{name} {model.out_activation_}", model.out_activation_)]


def _logistic(name: str, model: Any) -> list[Part]:
    affine = _linear(name, model)
    if len(model.classes_) == 2:
        return [*affine, Readout(f"{name} logistic", "logistic")]
    several = model.solver == "liblinear" or getattr(model, "multi_class", "auto") == "ovr"
    # One against the rest: its probabilities are no softmax of the scores.
    return affine if several else [*affine, Readout(f"{name} softmax", "softmax")]


def _linear(name: str, model: Any) -> list[Part]:
    weight = np.atleast_2d(_double(model.coef_))
    bias = np.broadcast_to(_double(model.intercept_), (len(weight),)).copy()
    return [Linear(name, weight, bias)]


_CLASSIFIERS: dict[str, Callable[[str, Any], list[Part]]] = {
    "MLPClassifier": _perceptron,
    "LogisticRegression": _logistic,
    "LogisticRegressionCV": _logistic,
    "LinearSVC": _linear,
    "SGDClassifier": _linear,
    "Perceptron": _linear,
    "RidgeClassifier": _linear,
    "LinearDiscriminantAnalysis": _linear,
}


def _classifier(name: str, model: Any, width: int) -> list[Part]:
    """Return the parts of the classifier at the end."""
    row = _CLASSIFIERS.get(type(model).__name__) if _is_theirs(model) else None
    if row is not None:
        return row(name, model)
    ask = next(
        (
            getattr(model, one)
            for one in ("decision_function", "predict_proba")
            if hasattr(model, one)
        ),
        None,
    )
    if ask is None:
        raise InputError(
            f"{name} has neither decision_function nor predict_proba, so it has no scores to draw."
        )
    run = _running(ask)
    outputs = run(np.zeros((1, width))).shape[1]
    if outputs not in (len(model.classes_), 1):
        raise InputError(f"{name} gives {outputs} scores for {len(model.classes_)} classes.")
    return [Unknown(name, run, (outputs,), _unlisted(_CLASSIFIERS))]


def _running(ask: Callable[[Any], Any]) -> Rows:
    """Return what a step makes of rows; of one score a point, a column."""

    def run(rows: np.ndarray) -> np.ndarray:
        with warnings.catch_warnings():
            # It was fitted on a table with names, and is asked by numbers.
            warnings.filterwarnings("ignore", message=".*feature names", category=UserWarning)
            found = ask(rows)
        dense = found.toarray() if hasattr(found, "toarray") else np.asarray(found, np.float64)
        return dense.reshape(len(rows), -1)

    return run


def _is_theirs(step: Any) -> bool:
    """Whether this is scikit-learn's own class, not one that changes it."""
    return type(step).__module__.startswith("sklearn.")


def _unlisted(known: dict[str, Any]) -> str:
    return f"of scikit-learn are expressed {', '.join(known)}"


def _double(values: Any) -> np.ndarray:
    return np.asarray(values, np.float64)
