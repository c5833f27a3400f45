"""One table: what each activation is called by the libraries that models come from and go to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from unknot.errors import InputError
from unknot.nets import Activation, activation_parameter

_REFLECTED = "reflected-"


@dataclass(frozen=True)
class Names:
    """An activation in other libraries; ``a`` is its parameter.

    Attributes
    ----------
    numpy
        An expression in ``x``; ``erf``, ``softplus`` and ``sigmoid`` are given where needed.
    torch
        A module of ``torch.nn`` with its arguments, or an expression in ``x``.
    onnx
        An operator with its attributes; or, where there is none, several on ``x``, see
        :mod:`unknot.models._expressions`.
    """

    numpy: str
    torch: str
    onnx: str
    attributes: Mapping[str, str] = field(default_factory=dict)


ROWS: dict[str, Names] = {
    "identity": Names("x", "Identity()", "Identity"),
    "relu": Names("np.maximum(x, 0)", "ReLU()", "Relu"),
    "relu6": Names("np.clip(x, 0, 6)", "ReLU6()", "Clip(x, 0, 6)"),
    "hard-tanh": Names("np.clip(x, -1, 1)", "Hardtanh()", "Clip(x, -1, 1)"),
    "hard-sigmoid": Names(
        "np.clip(x / 6 + 0.5, 0, 1)", "Hardsigmoid()", "HardSigmoid", {"alpha": "1 / 6"}
    ),
    "hard-swish": Names("x * np.clip(x + 3, 0, 6) / 6", "Hardswish()", "HardSwish"),
    "leaky-relu": Names("np.where(x > 0, x, a * x)", "LeakyReLU(a)", "LeakyRelu", {"alpha": "a"}),
    "prelu": Names("np.where(x > 0, x, a * x)", "LeakyReLU(a)", "LeakyRelu", {"alpha": "a"}),
    "elu": Names(
        "np.where(x > 0, x, a * np.expm1(np.minimum(x, 0)))", "ELU(a)", "Elu", {"alpha": "a"}
    ),
    "celu": Names(
        "np.where(x > 0, x, a * np.expm1(np.minimum(x, 0) / a))", "CELU(a)", "Celu", {"alpha": "a"}
    ),
    "selu": Names(
        "1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * np.expm1(np.minimum(x, 0)))",
        "SELU()",
        "Selu",
        {"alpha": "1.6732632423543772", "gamma": "1.0507009873554805"},
    ),
    "sigmoid": Names("sigmoid(x)", "Sigmoid()", "Sigmoid"),
    "tanh": Names("np.tanh(x)", "Tanh()", "Tanh"),
    "arctan": Names("np.arctan(x)", "torch.atan(x)", "Atan"),
    "softplus": Names("softplus(x)", "Softplus(threshold=50)", "Softplus"),
    "softsign": Names("x / (1 + np.abs(x))", "Softsign()", "Softsign"),
    "gelu": Names("x * 0.5 * (1 + erf(x / 2**0.5))", "GELU()", "Gelu"),
    "gelu-tanh": Names(
        "x * sigmoid(1.5957691216057308 * (x + 0.044715 * x * x * x))",
        "GELU('tanh')",
        "Gelu",
        {"approximate": "tanh"},
    ),
    "silu": Names("x * sigmoid(x)", "SiLU()", "Mul(x, Sigmoid(x))"),
    "mish": Names("x * np.tanh(softplus(x))", "Mish()", "Mish"),
    "sin": Names("np.sin(x)", "torch.sin(x)", "Sin"),
    "square": Names("x * x", "torch.square(x)", "Mul(x, x)"),
    "gaussian": Names("np.exp(-x * x)", "torch.exp(-x * x)", "Exp(Neg(Mul(x, x)))"),
}


def names_of(sigma: Activation) -> tuple[Names, float | None, bool]:
    """Return an activation's row, its parameter, and whether it is reflected (−σ(−x)).

    Raises
    ------
    InputError
        The table does not have it.
    """
    row = ROWS.get(sigma.kind)
    if row is None:
        raise InputError(
            f"No other library is known to have the activation {sigma.name!r}; "
            f"there are {', '.join(ROWS)}."
        )
    text = sigma.name.removeprefix(_REFLECTED).partition(":")[2]
    value = float(text) if text else _default(sigma.kind)
    return row, value, sigma.name.startswith(_REFLECTED)


def _default(kind: str) -> float | None:
    known = activation_parameter(kind)
    return None if known is None else known[0]
