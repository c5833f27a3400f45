"""Rigorous arithmetic: what is computed here is proved, whatever was rounded on the way.

- :class:`Interval`: arrays of intervals with outward rounding, and elementary functions of them.
- :func:`enclose`, :func:`enclose_derivative`: the activations of networks, over intervals.
- :class:`Pieces`: images of many segments or boxes under a network, by first-order Taylor models.
- Exact rational linear algebra: determinants, ranks, orientations, separation of convex hulls.

Nothing else of unknot is imported, and no compiled array library: rigour never runs through XLA.
Call :func:`require_ieee` at the start of a proof: it refuses a process whose floating-point unit
was switched to another mode.
"""

from unknot.proof._rounding import ArithmeticUnfit, require_ieee  # isort: skip
from unknot.proof._interval import (  # isort: skip
    Interval,
    concatenate,
    dot,
    matmul,
    maximum,
    minimum,
    where,
)
from unknot.proof._elementary import (  # isort: skip
    PI,
    arctan,
    cos,
    erf,
    exp,
    expm1,
    log,
    log1p,
    normal_cdf,
    sigmoid,
    sin,
    softplus,
    tanh,
)
from unknot.proof._activations import enclose, enclose_derivative, names  # isort: skip
from unknot.proof._taylor import Pieces  # isort: skip
from unknot.proof._exact import determinant, orientation, rank, rationals, solve  # isort: skip
from unknot.proof._hulls import (  # isort: skip
    CommonPoint,
    Separation,
    common_point,
    separate,
    separating_normal,
)

__all__ = [
    "PI",
    "ArithmeticUnfit",
    "CommonPoint",
    "Interval",
    "Pieces",
    "Separation",
    "arctan",
    "common_point",
    "concatenate",
    "cos",
    "determinant",
    "dot",
    "enclose",
    "enclose_derivative",
    "erf",
    "exp",
    "expm1",
    "log",
    "log1p",
    "matmul",
    "maximum",
    "minimum",
    "names",
    "normal_cdf",
    "orientation",
    "rank",
    "rationals",
    "require_ieee",
    "separate",
    "separating_normal",
    "sigmoid",
    "sin",
    "softplus",
    "solve",
    "tanh",
    "where",
]
