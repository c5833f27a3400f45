"""One row for each operator of ONNX that is expressed: what it is in layers of ours."""

from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np

from unknot.models._onnx_call import Call, Parts
from unknot.models._onnx_images import convolved, padded, pool, pool_all, reduced
from unknot.models._parts import (
    Linear,
    Permute,
    Readout,
    Reshape,
    Scale,
    bent,
    clipped,
    pointwise,
)

_FLOATS = (1, 10, 11, 16)  # of ONNX's types


def _gemm(call: Call) -> Parts:
    weight = call.constant(1)
    if call.constants[0] is not None or weight is None or call.get("transA", 0):
        return None
    weight = _double(weight) if call.get("transB", 0) else _double(weight).T
    bias = call.constant(2)
    shift = np.zeros(len(weight)) if bias is None else call.get("beta", 1.0) * _double(bias).ravel()
    return [
        Linear(
            call.label,
            call.get("alpha", 1.0) * weight,
            np.broadcast_to(shift, (len(weight),)).copy(),
        )
    ]


def _matmul(call: Call) -> Parts:
    first, second = call.constants
    vector = call.units == call.shape[-1]
    if second is not None and second.ndim == 2 and vector:
        return [Linear(call.label, _double(second).T, np.zeros(second.shape[1]))]
    column = not call.batched and call.shape in ((call.units,), (call.units, 1))
    if first is not None and first.ndim == 2 and column:
        return [Linear(call.label, _double(first), np.zeros(len(first)))]
    return None


def _scaling(operator: str) -> Callable[[Call], Parts]:
    """Return the row of an operator on x and a constant beside it."""

    def row(call: Call) -> Parts:
        first, second = call.constants
        constant = first if second is None else second
        lead = (1,) if call.batched else ()
        if constant is None or call.result != call.shape:
            return None
        try:
            c = np.broadcast_to(_double(constant), (*lead, *call.shape)).ravel()
        except ValueError:  # it has axes of its own
            return None
        one, zero = np.ones(call.units), np.zeros(call.units)
        match operator:
            case "Add":
                factor, shift = one, c
            case "Mul":
                factor, shift = c, zero
            case "Sub":
                factor, shift = (one, -c) if first is None else (-one, c)
            case _ if first is None:
                factor, shift = 1 / c, zero
            case _:  # a constant over x
                return None
        return [Scale(call.label, factor.copy(), shift.copy())]

    return row


def _negate(call: Call) -> Parts:
    return [Scale(call.label, -np.ones(call.units), np.zeros(call.units))]


def _power(call: Call) -> Parts:
    exponent = call.constant(1)
    if exponent is None or call.constants[0] is not None or exponent.size != 1:
        return None
    return {
        1.0: [Reshape(call.label, call.shape)],
        2.0: [pointwise(call.label, "square")],
    }.get(float(exponent.item()))


def _normalised(call: Call) -> Parts:
    scale, shift, mean, variance = (_double(c) for c in call.constants[1:5] if c is not None)
    if call.get("training_mode", 0) or len(call.shape) < 1 or call.shape[0] != len(scale):
        return None
    factor = scale / np.sqrt(variance + call.get("epsilon", 1e-5))
    each = call.units // len(scale)
    offset = shift - mean * factor
    return [Scale(call.label, np.repeat(factor, each), np.repeat(offset, each))]


def _same(call: Call) -> Parts:
    """Return nothing but another shape, where the numbers keep their order."""
    return [Reshape(call.label, call.result)] if prod(call.result) == call.units else None


def _cast(call: Call) -> Parts:
    return _same(call) if call.get("to", 0) in _FLOATS else None


def _transposed(call: Call) -> Parts:
    axes = list(call.get("perm", range(len(call.shape) + call.batched))[:])
    if "perm" not in call.attributes:
        axes.reverse()
    if call.batched and axes[0] != 0:
        return None
    lead = (1,) if call.batched else ()
    order = np.arange(call.units).reshape(*lead, *call.shape).transpose(axes).ravel()
    if (order == np.arange(call.units)).all():
        return [Reshape(call.label, call.result)]
    return [Permute(call.label, order), Reshape(call.label, call.result)]


def _softmax(log: bool) -> Callable[[Call], Parts]:
    def row(call: Call) -> Parts:
        return [Readout(call.label, "softmax", log)] if call.units == call.shape[-1] else None

    return row


def _plain(name: str) -> Callable[[Call], Parts]:
    return lambda call: [pointwise(call.label, name)]


def _of_parameter(name: str, default: float, attribute: str = "alpha") -> Callable[[Call], Parts]:
    def row(call: Call) -> Parts:
        value = float(call.get(attribute, default))
        return [pointwise(call.label, f"{name}:{value!r}")] if value > 0 else None

    return row


def _leaky(call: Call) -> Parts:
    return slope(call.label, float(call.get("alpha", 0.01)))


def _prelu(call: Call) -> Parts:
    slopes = call.constant(1)
    if slopes is None or not (slopes == slopes.ravel()[0]).all():
        return None
    return slope(call.label, float(slopes.ravel()[0]))


def slope(label: str, value: float) -> Parts:
    """Return the leaky ReLU of a slope; None where it is below 0."""
    if value < 0:
        return None
    return [pointwise(label, f"leaky-relu:{value!r}" if value else "relu")]


def _selu(call: Call) -> Parts:
    alpha, gamma = call.get("alpha", 1.6732632), call.get("gamma", 1.050701)
    usual = abs(alpha - 1.6732632423543772) < 1e-6 and abs(gamma - 1.0507009873554805) < 1e-6
    return [pointwise(call.label, "selu")] if usual else None


def _hard_sigmoid(call: Call) -> Parts:
    alpha, beta = float(call.get("alpha", 0.2)), float(call.get("beta", 0.5))
    if abs(alpha - 1 / 6) < 1e-7 and beta == 0.5:
        return [pointwise(call.label, "hard-sigmoid")]
    # clip(αx + β, 0, 1) is that of 6αx + 6(β − 1/2).
    one = np.ones(call.units)
    inner = Scale(call.label, 6 * alpha * one, 6 * (beta - 0.5) * one)
    return [inner, pointwise(call.label, "hard-sigmoid")]


def _clip(call: Call) -> Parts:
    low = call.scalar(1, "min", -np.inf)
    high = call.scalar(2, "max", np.inf)
    if low == -np.inf:
        # The larger turned round: min(x, h) = −max(−x, −h).
        if high == np.inf:
            return [Reshape(call.label, call.shape)]
        one, zero = np.ones(call.units), np.zeros(call.units)
        turned = clipped(call.label, -high, np.inf, call.units)
        return [Scale(call.label, -one, zero), *turned, Scale(call.label, -one, zero)]
    return clipped(call.label, low, high, call.units) if low < high else None


def _gelu(call: Call) -> Parts:
    exact = call.get("approximate", "none") in ("none", b"none")
    return [pointwise(call.label, "gelu" if exact else "gelu-tanh")]


def _swish(call: Call) -> Parts:
    alpha = float(call.get("alpha", 1.0))
    return bent(call.label, "silu", call.units, alpha, 1 / alpha) if alpha else None


ROWS: dict[str, Callable[[Call], Parts]] = {
    "Add": _scaling("Add"),
    "Atan": _plain("arctan"),
    "AveragePool": pool("mean"),
    "BatchNormalization": _normalised,
    "Cast": _cast,
    "Celu": _of_parameter("celu", 1.0),
    "Clip": _clip,
    "Conv": convolved,
    "Div": _scaling("Div"),
    "Dropout": _same,
    "Elu": _of_parameter("elu", 1.0),
    "Flatten": _same,
    "Gelu": _gelu,
    "Gemm": _gemm,
    "GlobalAveragePool": pool_all("mean"),
    "GlobalMaxPool": pool_all("max"),
    "HardSigmoid": _hard_sigmoid,
    "HardSwish": _plain("hard-swish"),
    "Identity": _same,
    "LeakyRelu": _leaky,
    "LogSoftmax": _softmax(True),
    "MatMul": _matmul,
    "MaxPool": pool("max"),
    "Mish": _plain("mish"),
    "Mul": _scaling("Mul"),
    "Neg": _negate,
    "PRelu": _prelu,
    "Pad": padded,
    "Pow": _power,
    "ReduceMax": reduced("max"),
    "ReduceMean": reduced("mean"),
    "Relu": _plain("relu"),
    "Reshape": _same,
    "Selu": _selu,
    "Sigmoid": _plain("sigmoid"),
    "Sin": _plain("sin"),
    "Softmax": _softmax(False),
    "Softplus": _plain("softplus"),
    "Softsign": _plain("softsign"),
    "Squeeze": _same,
    "Sub": _scaling("Sub"),
    "Swish": _swish,
    "Tanh": _plain("tanh"),
    "Transpose": _transposed,
    "Unsqueeze": _same,
}


def _double(values: Any) -> np.ndarray:
    return np.asarray(values, np.float64)
