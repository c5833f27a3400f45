"""A model of any kind and labelled points, as one thing that can be examined."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeGuard

import numpy as np

from unknot.data import Dataset, load
from unknot.errors import InputError, UnknotError
from unknot.measure import representations
from unknot.models import Activations, imported
from unknot.nets import Model, Viewed, viewed
from unknot.properties import read_vnnlib
from unknot.recording import Subject
from unknot.reports._section import Examined

_FROM_BOXES = 2000  # points


def opened(
    model: Any,
    X: Any = None,
    y: Any = None,
    *,
    name: str | None = None,
    seed: int = 0,
    **options: Any,
) -> Examined:
    """Return a model and data as they are examined, every layer computed once.

    Raises
    ------
    InputError
        As :func:`unknot.report` says.
    """
    own = model.data if isinstance(model, Subject | Activations) else None
    if own is not None and X is None:
        data, network, notes = own, _network(model), ()
    else:
        shaped = np.shape(X)[1:] if not isinstance(X, str | Dataset) and np.ndim(X) > 2 else None
        if shaped is not None:
            options.setdefault("shape", shaped)
        network, notes, names = _imported(model, options)
        if name is None and _is_property(X):
            name = Path(X).name.partition(".")[0]
        data, said = _data(X, y, network, names, seed)
        notes = (*notes, *said)
    data = data if name is None else replace(data, name=name)
    network.check_finite()
    network.check_fits(data.dimension, len(data.class_names)) if network.head else None
    layers = _asked(lambda: representations(network, data.points), data)
    counts = [n for n in data.counts.values() if n]
    few = sum(n == 1 for n in counts)
    if few:
        notes = (*notes, f"{few} of the classes {'has' if few == 1 else 'have'} one point only.")
    if len(counts) < 2:
        notes = (*notes, "All points are of one class, so nothing can be said of others.")
    still = [k for k, layer in enumerate(layers) if k and not np.ptp(layer.places, axis=0).any()]
    if still:
        which = ", ".join(map(str, still))
        notes = (*notes, f"Layer {which} gives the same value at all points.")
    unlike = data.unlike_scales()
    if unlike is not None:
        said = (
            f"The features {unlike[0]!r} and {unlike[1]!r} differ a hundredfold in scale: "
            "in distances between the data as they are given the former hardly counts."
        )
        notes = (*notes, said)
    return Examined(network, data, layers, notes, seed)


def _network(model: Any) -> Viewed:
    return model.final if isinstance(model, Subject) else viewed(model)


def _imported(
    model: Any, options: dict[str, Any]
) -> tuple[Viewed, tuple[str, ...], tuple[str, ...] | None]:
    """Return a model as networks are seen, notes, and its names of the classes."""
    if isinstance(model, Subject | Viewed):
        return _network(model), (), None
    if not isinstance(model, str) and isinstance(model, Model):
        return _asked(lambda: viewed(model)), (), None
    found = _asked(lambda: imported(model, **options))
    return found.network, found.notes, found.class_names


def _asked(ask: Any, data: Dataset | None = None) -> Any:
    """Run what asks another library, whose errors are said as its own."""
    try:
        return ask()
    except (UnknotError, KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:
        given = (
            "" if data is None else f" when it was given {len(data):,} × {data.dimension:,} numbers"
        )
        raise InputError(
            f"The model raised {type(error).__name__}{given}: {error}. Try it on a few of these "
            "points by itself; unknot.models.imported(model) says how it was read."
        ) from error


def _data(
    X: Any, y: Any, network: Viewed, names: tuple[str, ...] | None, seed: int
) -> tuple[Dataset, tuple[str, ...]]:
    if X is None:
        raise InputError("A report needs data: points X and their classes y, or a data set.")
    drawn = ""
    if _is_property(X):
        drawn = f"{_FROM_BOXES:,} points are drawn evenly from the boxes of {Path(X).name}. "
        X = _from_boxes(X, seed)
    if isinstance(X, str):
        X = load(X)
    if isinstance(X, Dataset):
        if y is not None:
            raise InputError("A data set holds its own labels; leave y out.")
        return _renamed(X, names), ()
    if hasattr(X, "__dataframe__") or hasattr(X, "columns"):
        if y is None:
            return _renamed(Dataset.of(X), names), ()
        X = np.asarray(X)
    points = _rows(X)
    if y is None:
        said = _asked(lambda: network.predict(points))
        classes = names or tuple(str(k) for k in range(network.classes))
        note = "No classes were given: they are what the model says, so all points are right."
        return _dataset(points, said, classes), (drawn + note,)
    return _labelled(points, y, names, network), ()


def _is_property(X: Any) -> TypeGuard[str]:
    return isinstance(X, str) and X.lower().endswith((".vnnlib", ".vnnlib.gz"))


def _from_boxes(path: str, seed: int) -> np.ndarray:
    """Draw points evenly from each box of a property, as many from one as from another."""
    cases = read_vnnlib(path).cases
    low, high = (
        np.array([[float(v) for v in ends] for ends in side])
        for side in ([case.lower for case in cases], [case.upper for case in cases])
    )
    which = np.arange(_FROM_BOXES) % len(cases)
    share = np.random.default_rng(seed).random((_FROM_BOXES, low.shape[1]))
    return low[which] + share * (high - low)[which]


def _rows(X: Any) -> np.ndarray:
    if hasattr(X, "detach"):
        X = X.detach().cpu()
    points = np.asarray(X)
    if points.dtype.kind not in "fiub":
        raise InputError(f"Points are numbers, but got an array of type {points.dtype}.")
    if points.ndim == 1:
        raise InputError("Points are rows (n, features), but got one axis; use X.reshape(-1, 1).")
    return points.reshape(len(points), -1).astype(np.float64)


def _labelled(points: np.ndarray, y: Any, names: Sequence[str] | None, network: Viewed) -> Dataset:
    if hasattr(y, "detach"):
        y = y.detach().cpu()
    labels = np.asarray(y)
    if labels.ndim != 1 or len(labels) != len(points):
        raise InputError(
            f"There are {len(points):,} points and labels of shape {labels.shape}; expected one "
            f"label a point, ({len(points):,},)."
        )
    if labels.dtype.kind == "f" and not np.isfinite(labels).all():
        bad = np.flatnonzero(~np.isfinite(labels))
        raise InputError(
            f"Labels say the class of each point, but {len(bad):,} are no finite numbers: "
            f"labels[{bad[0]}] is {labels[bad[0]]}. Leave these points out."
        )
    if labels.dtype.kind == "f" and (labels == np.round(labels)).all():
        labels = labels.astype(np.int64)
    said = [str(one) for one in labels.tolist()]
    if names is None and network.head is not None and labels.dtype.kind in "iub":
        count = network.classes
        if labels.min() >= 0 and labels.max() < count:
            names = [str(k) for k in range(count)]
    if names is not None and set(said) <= set(names):
        known = {one: k for k, one in enumerate(names)}
        numbers = np.array([known[one] for one in said])
        return _dataset(points, numbers, tuple(names))
    if names is not None:
        other = next(one for one in said if one not in set(names))
        raise InputError(
            f"The label {other!r} is none of the model's classes: {', '.join(names[:12])}. Give "
            "labels as the model was trained with."
        )
    return Dataset.of(points, labels)


def _dataset(points: np.ndarray, numbers: np.ndarray, names: tuple[str, ...]) -> Dataset:
    features = tuple(f"x{k + 1}" for k in range(points.shape[1]))
    return Dataset(points, numbers, names, features)


def _renamed(data: Dataset, names: tuple[str, ...] | None) -> Dataset:
    """Return the data with the classes in the model's order, if it names the same ones."""
    if names is None or data.class_names == names or set(data.class_names) != set(names):
        return data
    order = np.array([names.index(one) for one in data.class_names])
    shapes = data.shapes
    if shapes is not None:
        shapes = tuple(shapes[data.class_names.index(one)] for one in names)
    return replace(data, labels=order[data.labels], class_names=names, shapes=shapes)
