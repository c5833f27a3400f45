"""One row for each module of PyTorch that is expressed, and for functions the module they are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from unknot.models._images import convolution, padding_of, pooling, surrounded
from unknot.models._onnx_rows import slope
from unknot.models._parts import (
    Linear,
    Part,
    Readout,
    Reshape,
    Scale,
    bent,
    clipped,
    pointwise,
)

Parts = Sequence[Part] | None


@dataclass(frozen=True, eq=False)
class Call:
    """A module that is called on one example.

    Attributes
    ----------
    label
        What sources call it.
    module
        It, in double precision.
    shape, result
        Of one example before and after.
    """

    label: str
    module: Any
    shape: tuple[int, ...]
    result: tuple[int, ...]

    @property
    def units(self) -> int:
        """How many numbers an example has."""
        return prod(self.shape)


def array(tensor: Any) -> np.ndarray:
    """Return a tensor as an array in float64."""
    return tensor.detach().cpu().double().numpy()


def _linear(call: Call) -> Parts:
    if call.units != call.module.in_features:
        return None  # one matrix for several rows of an example
    weight, bias = array(call.module.weight), call.module.bias
    return [Linear(call.label, weight, np.zeros(len(weight)) if bias is None else array(bias))]


def _normalised(call: Call) -> Parts:
    module = call.module
    if module.running_mean is None or not call.shape or call.shape[0] != module.num_features:
        return None  # it normalises by the points it is given
    factor = 1 / np.sqrt(array(module.running_var) + module.eps)
    factor = factor if module.weight is None else factor * array(module.weight)
    shift = -array(module.running_mean) * factor
    shift = shift if module.bias is None else shift + array(module.bias)
    each = call.units // len(factor)
    return [Scale(call.label, np.repeat(factor, each), np.repeat(shift, each))]


def _convolved(call: Call) -> Parts:
    module = call.module
    if module.padding_mode != "zeros" or len(call.shape) != 3:
        return None
    if module.padding == "same":
        totals = [d * (k - 1) for d, k in zip(module.dilation, module.kernel_size, strict=True)]
        (above, left) = (total // 2 for total in totals)
        pads = [above, left, totals[0] - above, totals[1] - left]
    else:
        down, across = (0, 0) if module.padding == "valid" else module.padding
        pads = [down, across, down, across]
    return convolution(
        call.label,
        array(module.weight),
        None if module.bias is None else array(module.bias),
        strides=module.stride,
        padding=padding_of(pads),
        dilations=module.dilation,
        groups=module.groups,
    )


def _padded(call: Call) -> Parts:
    if len(call.module.padding) != 4:
        return None  # a function's, of one axis or of more than two
    left, right, above, below = call.module.padding
    return surrounded(call.label, (above, left, below, right), call.shape)


def _pool(of: str) -> Callable[[Call], Parts]:
    def row(call: Call) -> Parts:
        module = call.module
        if getattr(module, "return_indices", False) or getattr(module, "divisor_override", None):
            return None
        return pooling(
            call.label,
            of,
            size=_pair(module.kernel_size),
            strides=_pair(module.stride),
            padding=_pair(module.padding),
            dilations=_pair(getattr(module, "dilation", 1)),
            ceil=module.ceil_mode,
            shape=call.shape,
        )

    return row


def _adaptive(of: str) -> Callable[[Call], Parts]:
    def row(call: Call) -> Parts:
        if len(call.shape) != 3 or any(
            n % m for n, m in zip(call.shape[1:], call.result[1:], strict=True)
        ):
            return None
        size = [n // m for n, m in zip(call.shape[1:], call.result[1:], strict=True)]
        return pooling(call.label, of, size=size, strides=size, shape=call.shape)

    return row


def _same(call: Call) -> Parts:
    return [Reshape(call.label, call.result)] if prod(call.result) == call.units else None


def _softmax(log: bool) -> Callable[[Call], Parts]:
    def row(call: Call) -> Parts:
        plain = len(call.shape) == 1 and call.module.dim in (1, -1, None)
        return [Readout(call.label, "softmax", log)] if plain else None

    return row


def _plain(name: str) -> Callable[[Call], Parts]:
    return lambda call: [pointwise(call.label, name)]


def _of_alpha(name: str) -> Callable[[Call], Parts]:
    def row(call: Call) -> Parts:
        alpha = float(call.module.alpha)
        return [pointwise(call.label, f"{name}:{alpha!r}")] if alpha > 0 else None

    return row


def _prelu(call: Call) -> Parts:
    slopes = array(call.module.weight)
    return slope(call.label, float(slopes[0])) if (slopes == slopes[0]).all() else None


def _gelu(call: Call) -> Parts:
    name = "gelu" if call.module.approximate == "none" else "gelu-tanh"
    return [pointwise(call.label, name)]


def _softplus(call: Call) -> Parts:
    module = call.module
    if module.threshold < 20:  # beyond that the two differ by less than rounding does
        return None
    if module.beta == 1:
        return [pointwise(call.label, "softplus")]
    return bent(call.label, "softplus", call.units, module.beta, 1 / module.beta)


ROWS: dict[str, Callable[[Call], Parts]] = {
    "AdaptiveAvgPool2d": _adaptive("mean"),
    "AdaptiveMaxPool2d": _adaptive("max"),
    "AvgPool2d": _pool("mean"),
    "BatchNorm1d": _normalised,
    "BatchNorm2d": _normalised,
    "CELU": _of_alpha("celu"),
    "Conv2d": _convolved,
    "Dropout": _same,
    "Dropout1d": _same,
    "Dropout2d": _same,
    "AlphaDropout": _same,
    "ELU": _of_alpha("elu"),
    "Flatten": _same,
    "GELU": _gelu,
    "Hardsigmoid": _plain("hard-sigmoid"),
    "Hardswish": _plain("hard-swish"),
    "Hardtanh": lambda c: clipped(c.label, c.module.min_val, c.module.max_val, c.units),
    "Identity": _same,
    "LeakyReLU": lambda c: slope(c.label, float(c.module.negative_slope)),
    "Linear": _linear,
    "LogSigmoid": lambda c: bent(c.label, "softplus", c.units, -1.0, -1.0),
    "LogSoftmax": _softmax(True),
    "MaxPool2d": _pool("max"),
    "Mish": _plain("mish"),
    "PReLU": _prelu,
    "RReLU": lambda c: slope(c.label, (c.module.lower + c.module.upper) / 2),
    "ReLU": _plain("relu"),
    "ReLU6": _plain("relu6"),
    "SELU": _plain("selu"),
    "SiLU": _plain("silu"),
    "Sigmoid": _plain("sigmoid"),
    "Softmax": _softmax(False),
    "Softplus": _softplus,
    "Softsign": _plain("softsign"),
    "Tanh": _plain("tanh"),
    "Unflatten": _same,
    "ZeroPad2d": _padded,
}

# Functions and methods by their names: the module that they are, which takes the same arguments.
MODULES: Mapping[str, str] = {
    "adaptive_avg_pool2d": "AdaptiveAvgPool2d",
    "adaptive_max_pool2d": "AdaptiveMaxPool2d",
    "avg_pool2d": "AvgPool2d",
    "celu": "CELU",
    "elu": "ELU",
    "gelu": "GELU",
    "hardsigmoid": "Hardsigmoid",
    "hardswish": "Hardswish",
    "hardtanh": "Hardtanh",
    "leaky_relu": "LeakyReLU",
    "log_softmax": "LogSoftmax",
    "logsigmoid": "LogSigmoid",
    "max_pool2d": "MaxPool2d",
    "mish": "Mish",
    "pad": "ZeroPad2d",
    "relu": "ReLU",
    "relu6": "ReLU6",
    "selu": "SELU",
    "sigmoid": "Sigmoid",
    "silu": "SiLU",
    "softmax": "Softmax",
    "softplus": "Softplus",
    "softsign": "Softsign",
    "tanh": "Tanh",
}

# Those that change nothing but the shape, …
SHAPES = {
    "contiguous", "double", "dropout", "flatten", "float", "reshape", "squeeze", "unflatten",
    "unsqueeze", "view",
}  # fmt: skip
# … those that give the same numbers in another order, …
ORDERS = {"flip", "moveaxis", "movedim", "permute", "swapaxes", "swapdims", "transpose"}
# … and those that are an activation without a module.
FUNCTIONS = {
    "sin": "sin", "atan": "arctan", "arctan": "arctan", "square": "square", "expit": "sigmoid",
}  # fmt: skip
# What normal forms call what single units go through.
FORMS = {
    "add": "Add", "sub": "Sub", "mul": "Mul", "truediv": "Div", "div": "Div", "neg": "Neg",
    "exp": "Exp", "erf": "Erf", "erfc": "Erfc", "pow": "Pow", "square": "Square", "abs": "Abs",
    "tanh": "Tanh",
    "sigmoid": "Sigmoid", "softplus": "Softplus", "log": "Log", "Sigmoid": "Sigmoid",
    "Tanh": "Tanh", "Softplus": "Softplus",
}  # fmt: skip


def _pair(value: Any) -> tuple[int, int]:
    return tuple(value) if isinstance(value, tuple | list) else (value, value)
