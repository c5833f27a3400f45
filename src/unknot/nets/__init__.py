"""Networks as immutable trees, and each of them as a continuous deformation."""

from unknot.nets._blend import Blend
from unknot.nets._deform import Deformation, deform
from unknot.nets._dense import Affine, Dense, DensePath
from unknot.nets._head import Head, HeadKind, decide, margins, probabilities
from unknot.nets._layer import Kind, Layer, LayerPath, Order
from unknot.nets._matrix_path import MatrixPath
from unknot.nets._network import Initial, Network, mlp
from unknot.nets.activations import (
    Activation,
    Array,
    activation,
    activation_names,
    activation_parameter,
    reflected,
)

__all__ = [
    "Activation",
    "Affine",
    "Array",
    "Blend",
    "Deformation",
    "Dense",
    "DensePath",
    "Head",
    "HeadKind",
    "Initial",
    "Kind",
    "Layer",
    "LayerPath",
    "MatrixPath",
    "Network",
    "Order",
    "activation",
    "activation_names",
    "activation_parameter",
    "decide",
    "deform",
    "margins",
    "mlp",
    "probabilities",
    "reflected",
]  # fmt: skip
