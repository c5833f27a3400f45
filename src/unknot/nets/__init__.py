"""Networks as immutable trees, and each of them as a continuous deformation."""

from unknot.nets._affine import Affine
from unknot.nets._deform import Deformation, DepthPath, deform
from unknot.nets._foreign import Foreign, viewed
from unknot.nets._head import Head, HeadKind, decide, margins, probabilities
from unknot.nets._initial import Initial
from unknot.nets._model import Model, Viewed
from unknot.nets._neighbour_head import NeighbourHead
from unknot.nets._network import Network, drawn, mlp
from unknot.nets._path import Path
from unknot.nets.activations import (
    Activation,
    Array,
    activation,
    activation_names,
    activation_parameter,
    reflected,
)
from unknot.nets.layers import (
    Kind,
    Layer,
    LayerPath,
    Order,
    Recipe,
    Way,
    arrays_of,
    layer_made,
    layer_recipe,
)
from unknot.nets.layers._blend import Blend
from unknot.nets.layers._matrix_path import MatrixPath
from unknot.nets.layers.dense import Dense, DensePath

__all__ = [
    "Activation",
    "Affine",
    "Array",
    "Blend",
    "Deformation",
    "Dense",
    "DensePath",
    "DepthPath",
    "Foreign",
    "Head",
    "HeadKind",
    "Initial",
    "Kind",
    "Layer",
    "LayerPath",
    "MatrixPath",
    "Model",
    "NeighbourHead",
    "Network",
    "Order",
    "Path",
    "Recipe",
    "Viewed",
    "Way",
    "activation",
    "activation_names",
    "activation_parameter",
    "arrays_of",
    "decide",
    "deform",
    "drawn",
    "layer_made",
    "layer_recipe",
    "margins",
    "mlp",
    "probabilities",
    "reflected",
    "viewed",
]
