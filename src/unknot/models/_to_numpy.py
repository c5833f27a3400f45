"""A network as a file of plain Python that needs NumPy alone."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from unknot.errors import InputError, UnsupportedLayer
from unknot.files import write_whole
from unknot.models._operators import names_of
from unknot.nets import Activation, Conv, Dense, Layer, Layout, NeighbourHead, Network, Pool

_HELPERS = {
    "erf": "from scipy.special import erf",
    "sigmoid": """def sigmoid(x):
    return 0.5 * np.tanh(0.5 * x) + 0.5""",
    "softplus": """def softplus(x):
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))""",
    "correlate": '''def correlate(images, weight, bias, stride, padding):
    """Return filters' answers (n, filters, h, w) to images (n, channels, height, width)."""
    images = np.pad(images, ((0, 0), (0, 0), *padding))
    patches = np.lib.stride_tricks.sliding_window_view(images, weight.shape[2:], axis=(2, 3))
    answers = np.einsum("ncijrs,fcrs->nfij", patches[:, :, ::stride, ::stride], weight)
    return answers + bias[:, None, None]''',
    "pool": '''def pool(images, rows, columns, of):
    """Return the largest, or the mean, of patches side by side."""
    n, channels, height, width = images.shape
    height, width = height // rows, width // columns
    whole = images[:, :, : height * rows, : width * columns]
    return of(whole.reshape(n, channels, height, rows, width, columns), axis=(3, 5))''',
}


def numpy_source(network: Network) -> str:
    """Return a network as the text of a Python module with ``represent`` and ``scores``.

    Its functions take points as rows (n, inputs) and compute in float64, as networks here do. It
    needs NumPy alone (and SciPy where there is a GELU).

    Raises
    ------
    UnsupportedLayer
        A layer is of a kind that cannot be written so.
    InputError
        The network has no head, or neighbours decide.

    Examples
    --------
    >>> from unknot.nets import Head, activation
    >>> layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    >>> source = numpy_source(Network([layer], Head(np.ones((1, 2)), np.zeros(1), "logistic")))
    >>> namespace = {}
    >>> exec(source, namespace)
    >>> namespace["scores"](np.array([[0.5, 0.5]])).round(3).tolist()
    [[0.924]]
    """
    head = network.head
    if head is None or isinstance(head, NeighbourHead):
        raise InputError("A function of scores needs a network with weights for a head.")
    arrays: list[str] = []
    lines: list[str] = []
    for index, layer in enumerate(network.float64().layers, 1):
        write = _LAYERS.get(type(layer))
        if write is None:
            raise UnsupportedLayer(
                f"Layer {index} ({layer.name}) cannot be written as NumPy; "
                f"{', '.join(kind.kind for kind in _LAYERS)} layers can."
            )
        found, expressions = write(layer, f"_{index}")
        arrays += [f"W{name} = {_array(value)}" for name, value in found.items()]
        lines += [f"    # {index}. {layer.name}", *(f"    x = {one}" for one in expressions)]
        lines += [f"    if depth == {index}:", "        return x"]
    code = "\n".join(lines)
    used = {name: helper for name, helper in _HELPERS.items() if f"{name}(" in code}
    text = [
        f'"""A network of {network.inputs} features and {head.scores} scores, written by unknot.',
        "",
        "Of one score, class 1 is where it is positive; of several the class is the largest's.",
        '"""',
        "",
        *(value for value in used.values() if value.startswith("from")),
        "import numpy as np",
        "",
        f"KIND = {json.dumps(head.kind)}  # what the scores mean",
        *arrays,
        f"W_head = {_array(head.weight)}",
        f"b_head = {_array(head.bias)}",
        "",
        *(f"\n{value}\n" for value in used.values() if not value.startswith("from")),
        "",
        "def represent(points, depth=None):",
        '    """Return the representation (n, width) of points (n, inputs) after some layers."""',
        "    x = np.asarray(points, np.float64)",
        "    if depth == 0:",
        "        return x",
        *lines,
        "    return x",
        "",
        "",
        "def scores(points):",
        '    """Return the scores (n, scores) of points (n, inputs)."""',
        "    return represent(points) @ W_head.T + b_head",
    ]
    return "\n".join(text) + "\n"


def save_numpy(network: Network, path: str | os.PathLike[str]) -> Path:
    """Write :func:`numpy_source` to a file ``.py``; return where.

    Raises
    ------
    UnsupportedLayer, InputError
        As there, or nothing can be written there.
    """
    path = Path(path)
    write_whole(path, numpy_source(network))
    return path


Written = tuple[dict[str, np.ndarray], list[str]]


def _dense(layer: Any, name: str) -> Written:
    bent = _bent(layer.activation)
    found = {name: layer.weight, f"{name}_bias": layer.bias}
    return found, [f"x @ W{name}.T + W{name}_bias", *bent]


def _conv(layer: Any, name: str) -> Written:
    images = f"x.reshape(-1, *{layer.shape})"
    call = f"correlate({images}, W{name}, W{name}_bias, {layer.stride}, {layer.surround})"
    found = {name: layer.weight, f"{name}_bias": layer.bias}
    return found, [call, *_bent(layer.activation), "x.reshape(len(x), -1)"]


def _pool(layer: Any, name: str) -> Written:
    del name
    rows, columns = layer.size
    of = "np.max" if layer.of == "max" else "np.mean"
    call = f"pool(x.reshape(-1, *{layer.shape}), {rows}, {columns}, {of})"
    return {}, [call, "x.reshape(len(x), -1)"]


def _layout(layer: Any, name: str) -> Written:
    del layer, name
    return {}, []


_LAYERS: dict[type[Layer], Callable[[Any, str], Written]] = {
    Dense: _dense,
    Conv: _conv,
    Pool: _pool,
    Layout: _layout,
}


def _bent(sigma: Activation) -> list[str]:
    row, value, reflected = names_of(sigma)
    if sigma.name == "identity":
        return []
    formula = f"(lambda x, a: {row.numpy})({{}}, {value!r})"
    return [f"-{formula.format('-x')}" if reflected else formula.format("x")]


def _array(values: Any) -> str:
    return f"np.array({np.asarray(values, np.float64).tolist()})"
