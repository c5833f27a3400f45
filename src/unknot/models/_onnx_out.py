"""Networks as ONNX models."""

import ast
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from unknot.errors import InputError, UnsupportedLayer
from unknot.files import write_whole
from unknot.models._expressions import parsed
from unknot.models._libraries import library
from unknot.models._onnx_in import CLASSES, HEAD
from unknot.models._operators import names_of
from unknot.nets import Activation, Conv, Dense, Layer, Layout, NeighbourHead, Network, Pool, Tent

_OPSET, _IR = 20, 9  # old enough for runtimes in use; 20 is the first with GELU


def to_onnx(
    network: Network, *, probabilities: bool = False, class_names: Sequence[str] | None = None
) -> Any:
    """Return a network as an ONNX model in single precision.

    It takes ``input``, (points, features) or (points, channels, height, width) where the first
    layer is one of images, and gives ``scores``, (points, scores), or ``probabilities``.

    Parameters
    ----------
    network
        With a head.
    probabilities
        Whether its head's softmax or logistic function is taken at the end.
    class_names
        Written into the file.

    Raises
    ------
    UnsupportedLayer
        A layer is of a kind that cannot be written so.
    InputError
        The network has no head with weights, or probabilities of a linear head are asked for.
    MissingExtra
        The package ``onnx`` is not installed.

    Examples
    --------
    >>> from unknot.nets import Head, activation
    >>> layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    >>> network = Network([layer], Head(np.ones((1, 2)), np.zeros(1), "logistic"))
    >>> try:  # an extra: pip install 'unknot[onnx]'
    ...     said = [node.op_type for node in to_onnx(network).graph.node]
    ... except ImportError:
    ...     said = ["Gemm", "Tanh", "Gemm"]
    >>> said
    ['Gemm', 'Tanh', 'Gemm']
    """
    onnx = library("onnx", "onnx", "Writing an ONNX model")
    head = network.head
    if head is None or isinstance(head, NeighbourHead):
        raise InputError("An ONNX model of a network needs one with weights for a head.")
    if probabilities and head.kind == "linear":
        raise InputError("A linear head gives scores, not probabilities.")
    first = network.layers[0] if network.layers else None
    image = tuple(getattr(first, "shape", ()))
    work = _Writer(onnx, len(image) == 3)
    value = "input"
    for index, layer in enumerate(network.float64().layers, 1):
        write = _LAYERS.get(type(layer))
        if write is None:
            raise UnsupportedLayer(
                f"Layer {index} ({layer.name}) cannot be written as ONNX; "
                f"{', '.join(kind.kind for kind in _LAYERS)} layers can."
            )
        value = write(work, value, layer)
    value = work.affine(work.flat(value), head)
    if probabilities and head.kind == "softmax":
        value = work.add("Softmax", value, axis=1)
    elif probabilities:
        value = work.add("Sigmoid", value)
    output = "probabilities" if probabilities else "scores"
    work.rename(value, output)
    size = image if len(image) == 3 else (network.inputs,)
    single = onnx.TensorProto.FLOAT
    graph = onnx.helper.make_graph(
        work.nodes,
        "unknot",
        [onnx.helper.make_tensor_value_info("input", single, ["points", *size])],
        [onnx.helper.make_tensor_value_info(output, single, ["points", head.scores])],
        work.held,
    )
    model = onnx.helper.make_model(
        graph,
        producer_name="unknot",
        opset_imports=[onnx.helper.make_opsetid("", _OPSET)],
        ir_version=_IR,
    )
    said = {HEAD: head.kind} | (
        {} if class_names is None else {CLASSES: json.dumps(list(class_names))}
    )
    onnx.helper.set_model_props(model, said)
    return model


def save_onnx(
    network: Network,
    path: str | os.PathLike[str],
    *,
    probabilities: bool = False,
    class_names: Sequence[str] | None = None,
) -> Path:
    """Write :func:`to_onnx` to a file, whole or not at all; return where.

    Raises
    ------
    UnsupportedLayer, InputError, MissingExtra
        As there, or nothing can be written there.
    """
    path = Path(path)
    model = to_onnx(network, probabilities=probabilities, class_names=class_names)
    write_whole(path, model.SerializeToString())
    return path


class _Writer:
    """Nodes and weights so far."""

    def __init__(self, onnx: Any, images: bool):
        self.onnx = onnx
        self.nodes: list[Any] = []
        self.held: list[Any] = []
        self.images = images  # whether the value so far is of images, and not of plain units

    def add(self, operator: str, *taken: str, **attributes: Any) -> str:
        """Add a node; return the name of what it gives."""
        name = f"{operator.lower()}_{len(self.nodes)}"
        made = self.onnx.helper.make_node(operator, list(taken), [name], name, **attributes)
        self.nodes.append(made)
        return name

    def hold(self, values: Any, kind: type = np.float32) -> str:
        """Hold an array; return its name."""
        name = f"held_{len(self.held)}"
        array = np.ascontiguousarray(values, kind)
        self.held.append(self.onnx.numpy_helper.from_array(array, name))
        return name

    def rename(self, value: str, name: str) -> None:
        """Give the last value its name."""
        (node,) = (one for one in self.nodes if value in one.output)
        node.output[0] = name

    def flat(self, value: str) -> str:
        """Return images as rows; rows stay."""
        if not self.images:
            return value
        self.images = False
        return self.add("Flatten", value, axis=1)

    def affine(self, value: str, layer: Any) -> str:
        """Return Wx + b."""
        weight, bias = self.hold(layer.weight), self.hold(layer.bias)
        return self.add("Gemm", value, weight, bias, transB=1)

    def bent(self, value: str, sigma: Activation) -> str:
        """Return an activation of every unit."""
        row, parameter, reflected = names_of(sigma)
        if sigma.name == "identity":
            return value
        taken = self.add("Neg", value) if reflected else value
        found = self._expression(parsed(row.onnx), taken, parameter, row.attributes)
        return self.add("Neg", found) if reflected else found

    def _expression(
        self, part: ast.expr, x: str, parameter: float | None, attributes: Any = None
    ) -> str:
        if isinstance(part, ast.Name) and part.id == "x":
            return x
        if isinstance(part, ast.Name):  # an operator of x alone
            given = {
                name: _number(text, parameter) if text[0] in "a0123456789" else text
                for name, text in (attributes or {}).items()
            }
            return self.add(part.id, x, **given)
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
            taken = [self._expression(one, x, parameter) for one in part.args]
            return self.add(part.func.id, *taken)
        return self.hold(np.float32(ast.literal_eval(part)))


def _number(text: str, parameter: float | None) -> float:
    """Return a number, a quotient of two, or the parameter ``a``."""
    if text == "a":
        return float(parameter or 0.0)
    over, _, under = text.partition("/")
    return float(over) / float(under or 1)


def _dense(work: _Writer, value: str, layer: Any) -> str:
    return work.bent(work.affine(work.flat(value), layer), layer.activation)


def _tent(work: _Writer, value: str, layer: Any) -> str:
    rows = work.flat(value)
    forms = work.add("Gemm", rows, work.hold(layer.normals), work.hold(layer.offsets), transB=1)
    lowest = work.add("ReduceMin", forms, work.hold([1], np.int64), keepdims=1)
    height = work.add("Relu", lowest)
    return work.add("Add", rows, work.add("Mul", height, work.hold(layer.push)))


def _conv(work: _Writer, value: str, layer: Any) -> str:
    (above, below), (left, right) = layer.surround
    found = work.add(
        "Conv",
        _image(work, value, layer.shape),
        work.hold(layer.weight),
        work.hold(layer.bias),
        strides=[layer.stride] * 2,
        pads=[above, left, below, right],
        kernel_shape=list(layer.weight.shape[2:]),
    )
    return work.bent(found, layer.activation)


def _pool(work: _Writer, value: str, layer: Any) -> str:
    operator = "MaxPool" if layer.of == "max" else "AveragePool"
    image, size = _image(work, value, layer.shape), list(layer.size)
    return work.add(operator, image, kernel_shape=size, strides=size)


def _layout(work: _Writer, value: str, layer: Any) -> str:
    return work.flat(value) if len(layer.shape) == 1 else _image(work, value, layer.shape)


def _image(work: _Writer, value: str, shape: Sequence[int]) -> str:
    """Return units as images."""
    if work.images:
        return value
    work.images = True
    return work.add("Reshape", value, work.hold([-1, *shape], np.int64))


_LAYERS: dict[type[Layer], Callable[[_Writer, str, Any], str]] = {
    Dense: _dense,
    Conv: _conv,
    Pool: _pool,
    Layout: _layout,
    Tent: _tent,
}
