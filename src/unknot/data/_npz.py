"""NPZ files: points and labels as two arrays, under any of the usual names."""

import io
import zipfile
import zlib
from pathlib import Path

import numpy as np

from unknot.data._asked import Asked
from unknot.data._content import Content
from unknot.data._names import axis_names, pixel_names
from unknot.data._scaling import Scaling
from unknot.data._table import Table, as_column, from_columns
from unknot.errors import InputError

_PAIRS = {
    "train": (
        ("points", "labels"),
        ("X", "y"),
        ("x", "y"),
        ("data", "target"),
        ("data", "labels"),
        ("features", "labels"),
        ("images", "labels"),
        ("x_train", "y_train"),
        ("X_train", "y_train"),
        ("train_images", "train_labels"),
        ("arr_0", "arr_1"),
    ),
    "test": (("x_test", "y_test"), ("X_test", "y_test"), ("test_images", "test_labels")),
}
_LABEL = "label"


def read_npz(content: Content, asked: Asked) -> Table:
    """Read an NPZ file: an array of points (n, d) or images (n, rows, columns), and of labels.

    Labels may be numbers, texts or bytes, (n,) or (n, 1), or one-hot (n, c). Images of bytes are
    scaled to [0, 1]. Nothing is ever unpickled.
    """
    path, arrays = content.path, _arrays(content)
    wanted = _PAIRS["test"] if asked.part == "test" else _PAIRS["train"]
    pair = next((pair for pair in wanted if set(pair) <= arrays.keys()), None)
    points_name, label_name = pair or _halves(path, arrays, wanted)
    if asked.label:
        if asked.label not in arrays:
            raise InputError(
                f"{path}: label={asked.label} is for tables; an .npz file has an array 'labels' or "
                f"'y', or another that is named. It has: {', '.join(arrays)}."
            )
        label_name = asked.label
    points, notes = _points(path, arrays[points_name])
    given = _labels(path, arrays[label_name], len(points))
    names = _feature_names(arrays, arrays[points_name].shape)
    label = _LABEL if _LABEL not in names else label_name + "_"
    columns = {name: points[:, i] for i, name in enumerate(names)} | {label: given}
    if "x_test" in arrays and asked.part != "test":
        notes.append(f"the file holds test points, too: test with {path}:part=test")
    classes = ()
    if "class_names" in arrays and given.dtype.kind in "iu":
        classes = tuple(arrays["class_names"].astype(str).tolist())
    scaling = None
    if "mean" in arrays and "scale" in arrays:
        scaling = Scaling(arrays["mean"], arrays["scale"])
    return from_columns(
        str(path),
        path.stem,
        columns,
        f"NPZ, arrays {points_name!r} and {label_name!r}",
        "none",
        named="feature_names" in arrays,
        label=len(names),
        notes=tuple(notes),
        classes=classes,
        scaling=scaling,
    )


def _arrays(content: Content) -> dict[str, np.ndarray]:
    path = content.path
    if not zipfile.is_zipfile(io.BytesIO(content.raw)):
        raise InputError(f"{path} is not a complete .npz file; save it again with numpy.savez.")
    try:
        with np.load(io.BytesIO(content.raw), allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (ValueError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        if "pickle" in str(error).lower():
            raise InputError(
                f"{path} holds pickled objects, which are never loaded (they can run code); save "
                "plain arrays of numbers or texts: y.astype(str)."
            ) from None
        raise InputError(f"{path} is not a complete .npz file: {error}.") from None


def _halves(
    path: Path, arrays: dict[str, np.ndarray], pairs: tuple[tuple[str, str], ...]
) -> tuple[str, str]:
    """Find points and labels that are not named alike, or say which of them is lacking."""
    found = []
    for side, usual in enumerate(("'points' or 'X'", "'labels' or 'y'")):
        names = dict.fromkeys(pair[side] for pair in pairs)
        name = next((name for name in names if name in arrays), None)
        if name is None:
            raise InputError(f"{path} has no array {usual}; it has: {', '.join(arrays) or 'none'}.")
        found.append(name)
    return found[0], found[1]


def _points(path: Path, array: np.ndarray) -> tuple[np.ndarray, list[str]]:
    if array.dtype.kind not in "iufb" or array.ndim < 2:
        raise InputError(
            f"{path}, the points have shape {array.shape} and type {array.dtype}; expected an "
            "array of numbers (n, d)."
        )
    flat = array.reshape(len(array), -1)
    if array.ndim > 2 and array.dtype == np.uint8:
        return flat / 255.0, ["images of bytes, scaled from 0…255 to 0…1"]
    return flat, []


def _labels(path: Path, array: np.ndarray, points: int) -> np.ndarray:
    if array.shape == (points, 1):
        array = array[:, 0]
    if array.ndim == 2 and len(array) == points and array.dtype.kind in "iufb":
        if not (np.isin(array, (0, 1)).all() and (array.sum(1) == 1).all()):
            raise InputError(
                f"{path}, the labels have shape {array.shape} and are not one-hot (a single 1 in "
                f"each row); expected ({points},), one a point."
            )
        return np.argmax(array, axis=1).astype(np.int64)
    if array.shape != (points,):
        raise InputError(
            f"{path}, the labels have shape {array.shape}; expected ({points},), one a point."
        )
    if array.dtype.kind in "SU":
        return as_column(array.tolist())
    whole = array.dtype.kind == "f" and bool(
        (np.abs(array) < 2**53).all() and (array % 1 == 0).all()
    )
    return array.astype(np.int64) if whole else array


def _feature_names(arrays: dict[str, np.ndarray], shape: tuple[int, ...]) -> tuple[str, ...]:
    if "feature_names" in arrays:
        return tuple(arrays["feature_names"].astype(str).tolist())
    if len(shape) == 3:
        return pixel_names(shape[1], shape[2])
    count = int(np.prod(shape[1:]))
    return axis_names(count)
