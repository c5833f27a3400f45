"""Networks as immutable trees, and each of them as a continuous deformation."""

from unknot.nets._affine import Affine
from unknot.nets._deform import Deformation, DepthPath, deform
from unknot.nets._foreign import Foreign, viewed
from unknot.nets._head import Head, HeadKind, decide, margins, probabilities
from unknot.nets._initial import Initial
from unknot.nets._leaky import leaky
from unknot.nets._model import Model, Viewed
from unknot.nets._neighbour_head import NeighbourHead
from unknot.nets._network import Network, drawn, mlp
from unknot.nets._opaque import Opaque
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
    Grid,
    Kind,
    Layer,
    LayerPath,
    Marks,
    Order,
    Recipe,
    Sign,
    Way,
    arrays_of,
    layer_made,
    layer_recipe,
    layer_recipes,
    layers_text,
)
from unknot.nets.layers._blend import Blend
from unknot.nets.layers._matrix_path import MatrixPath
from unknot.nets.layers.conv import Conv
from unknot.nets.layers.dense import Dense, DensePath
from unknot.nets.layers.features import Features, GraphPath
from unknot.nets.layers.field import Field, FieldPath
from unknot.nets.layers.image import Layout, StillPath
from unknot.nets.layers.pool import Pool
from unknot.nets.layers.shear import Shear, ShearPath
from unknot.nets.layers.tent import Tent, TentPath

__all__ = [
    "Activation",
    "Affine",
    "Array",
    "Blend",
    "Conv",
    "Deformation",
    "Dense",
    "DensePath",
    "DepthPath",
    "Features",
    "Field",
    "FieldPath",
    "Foreign",
    "GraphPath",
    "Grid",
    "Head",
    "HeadKind",
    "Initial",
    "Kind",
    "Layer",
    "LayerPath",
    "Layout",
    "Marks",
    "MatrixPath",
    "Model",
    "NeighbourHead",
    "Network",
    "Opaque",
    "Order",
    "Path",
    "Pool",
    "Recipe",
    "Shear",
    "ShearPath",
    "Sign",
    "StillPath",
    "Tent",
    "TentPath",
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
    "layer_recipes",
    "layers_text",
    "leaky",
    "margins",
    "mlp",
    "probabilities",
    "reflected",
    "viewed",
]
