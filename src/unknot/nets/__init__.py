"""Networks as immutable trees, and each of them as a continuous deformation."""

from unknot.nets._activations import Activation, activation, activation_names, reflected
from unknot.nets._blend import Blend
from unknot.nets._deform import Deformation, deform
from unknot.nets._dense import Affine, Dense, DensePath
from unknot.nets._head import Head, HeadKind, decide, margins, probabilities
from unknot.nets._layer import Kind, Layer, LayerPath, Order
from unknot.nets._matrix_path import MatrixPath
from unknot.nets._network import Initial, Network, mlp

__all__ = [
    "Activation", "activation", "activation_names", "reflected",
    "Affine", "Dense", "Layer", "Head", "HeadKind", "Network", "Initial", "mlp",
    "decide", "margins", "probabilities",
    "Blend", "MatrixPath", "LayerPath", "DensePath", "Kind", "Order",
    "Deformation", "deform",
]  # fmt: skip
