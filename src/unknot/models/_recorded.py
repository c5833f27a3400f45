"""Activations alone: what somebody's network made of some points, layer by layer."""

import os
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import ArrayLike

from unknot.data import Dataset
from unknot.errors import InputError, UnsupportedLayer
from unknot.nets import Array, Head, Viewed

_LABELS = ("labels", "label", "y", "target", "targets")
_SCORES = ("scores", "logits")


class Activations(Viewed):
    """Representations of some points, one array a layer, of a network that is not at hand.

    It is drawn and measured at these points as networks are; of others it knows nothing, and
    nothing is proved of it.

    Parameters
    ----------
    layers
        Arrays (n, width) by the layers' names, the input first; images may have more axes, which
        are flattened. If the last is called ``scores`` or ``logits``, it holds a score a class.
    labels
        The class of each point, (n,): numbers or names.

    Attributes
    ----------
    data
        The points with their classes, a :class:`unknot.Dataset`.

    Raises
    ------
    InputError
        The arrays do not fit each other, or are no finite numbers.

    Examples
    --------
    >>> points = np.array([[0.0, 1.0], [2.0, 3.0]])
    >>> seen = Activations({"input": points, "tanh": np.tanh(points)}, ["dog", "cat"])
    >>> seen.widths, seen.names, seen.data.class_names
    ((2, 2), ('tanh',), ('cat', 'dog'))
    >>> seen.represent(points[1:], 1).round(3).tolist()
    [[0.964, 0.995]]
    """

    def __init__(
        self, layers: Mapping[str, ArrayLike], labels: Sequence[object] | np.ndarray
    ) -> None:
        if not layers:
            raise InputError("There are no layers; expected an array for each, the input's first.")
        kinds, classes = np.unique(np.asarray(labels).astype(str), return_inverse=True)
        found = {name: _rows(name, values) for name, values in layers.items()}
        counts = {name: len(rows) for name, rows in found.items()} | {"labels": len(classes)}
        if len(set(counts.values())) > 1:
            said = ", ".join(f"{name!r} {count}" for name, count in counts.items())
            raise InputError(
                f"All arrays are of the same points, but their lengths differ: {said}. Give one "
                "row, and one label, for each point."
            )
        self._layers = tuple(found.values())
        self._names = tuple(found)[1:]
        points = self._layers[0]
        self.data = Dataset(
            points,
            classes,
            tuple(map(str, kinds)),
            tuple(f"x{i + 1}" for i in range(points.shape[1])),
            name=next(iter(found)),
        )
        self._known = {row.tobytes(): i for i, row in reversed(list(enumerate(points)))}
        self.head = None
        if tuple(found)[-1] in _SCORES and self._names:
            count = self.widths[-1]
            self.head = Head(np.eye(count), np.zeros(count), "linear")

    @property
    def widths(self) -> tuple[int, ...]:
        """The dimensions of all representations, the input's first."""
        return tuple(rows.shape[1] for rows in self._layers)

    @property
    def names(self) -> tuple[str, ...]:
        """What each layer is called."""
        return self._names

    def represent(self, points: Array, depth: int | None = None) -> np.ndarray:
        """Return the representation of some of the points after ``depth`` layers (all).

        Raises
        ------
        InputError
            One of them is none of the points.
        """
        self.check_depth(depth)
        rows = np.ascontiguousarray(points, np.float64)
        self.check_rows(rows)
        places = [self._known.get(row.tobytes(), -1) for row in rows]
        if -1 in places:
            raise InputError(
                f"Activations are known of {len(self._layers[0])} points, and point "
                f"{places.index(-1) + 1} of these is none of them. Load the model itself to ask "
                "about others."
            )
        return self._layers[self.depth if depth is None else depth][places]

    def scores(self, points: Array) -> np.ndarray:
        """Return the scores of some of the points, (n, scores).

        Raises
        ------
        UnsupportedLayer
            They were not recorded.
        """
        if self.head is None:
            raise UnsupportedLayer(
                "Of these activations no layer is called 'scores' or 'logits', so nothing is known "
                "of what the network says. Name the last array so if it holds a score a class."
            )
        return self.represent(points)

    def rest(self, depth: int) -> None:
        """Return None: of other points nothing is known."""
        del depth


def load_activations(path: str | os.PathLike[str]) -> Activations:
    """Read activations from an NPZ file: one array a layer, in order, and ``labels``.

    Parameters
    ----------
    path
        What ``numpy.savez(path, input=…, layer1=…, …, labels=…)`` wrote. Arrays keep the order in
        which they were given. Labels may be called ``labels``, ``label``, ``y`` or ``target``.

    Raises
    ------
    InputError
        The file is no NPZ, holds pickled objects, has no labels, or its arrays do not fit.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     np.savez(f"{folder}/seen", input=np.eye(3), hidden=np.ones((3, 5)), labels=[0, 1, 1])
    ...     load_activations(f"{folder}/seen.npz").widths
    (3, 5)
    """
    where = f"The activations {str(path)!r}"
    try:
        with np.load(BytesIO(Path(path).read_bytes()), allow_pickle=False) as file:
            if not isinstance(file, np.lib.npyio.NpzFile):
                raise InputError(f"{where} are one array; expected an NPZ file of several.")
            arrays = {name: file[name] for name in file.files}
    except FileNotFoundError:
        raise InputError(f"There is no file {str(path)!r}.") from None
    except (OSError, EOFError, BadZipFile, ValueError) as error:
        if isinstance(error, InputError):
            raise
        objects = "pickle" in str(error).lower() or "Object arrays" in str(error)
        why = "they hold pickled objects, which could run code" if objects else str(error)
        raise InputError(
            f"{where} cannot be read: {why}. Expected plain arrays, one a layer, and labels, as "
            "numpy.savez writes them."
        ) from None
    labels = [name for name in arrays if name.lower() in _LABELS]
    if len(labels) != 1:
        raise InputError(
            f"{where} have the arrays {', '.join(arrays) or 'none'}; expected one of them to be "
            f"called labels (or {', '.join(_LABELS[1:])})."
        )
    layers = {name: values for name, values in arrays.items() if name not in labels}
    try:
        return Activations(layers, arrays[labels[0]])
    except InputError as why:
        raise InputError(f"{where} do not fit: {why}") from None


def _rows(name: str, values: ArrayLike) -> np.ndarray:
    """Return an array as rows of numbers."""
    array = np.asarray(values)
    if array.dtype.kind not in "fiub" or array.ndim < 2 or not array.size:
        raise InputError(
            f"The layer {name!r} has the shape {array.shape} and the type {array.dtype}; expected "
            "numbers (points, units)."
        )
    rows = np.ascontiguousarray(array.reshape(len(array), -1), np.float64)
    wrong = ~np.isfinite(rows).all(axis=1)
    if wrong.any():
        raise InputError(
            f"The layer {name!r} is no finite number at {int(wrong.sum())} of {len(rows)} points, "
            f"first at point {int(np.argmax(wrong)) + 1}. Leave these points out, or look at what "
            "the layer computes there."
        )
    return rows
