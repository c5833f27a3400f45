"""Layers: a file for each kind, in which everything that is known of it is declared.

To add one, write a file with a `KIND`: the layer, and how recipes write it.
"""

from unknot.nets.layers._grid import Grid
from unknot.nets.layers._kinds import (
    LayerKind,
    Recipe,
    kinds,
    layer_made,
    layer_recipe,
    layer_recipes,
    layers_text,
)
from unknot.nets.layers._layer import (
    Kind,
    Layer,
    LayerPath,
    Order,
    StraightPath,
    Way,
    arrays_of,
    double_precision,
)
from unknot.nets.layers._lipschitz import energy
from unknot.nets.layers._marks import Marks, Sign

__all__ = [
    "Grid",
    "Kind",
    "Layer",
    "LayerKind",
    "LayerPath",
    "Marks",
    "Order",
    "Recipe",
    "Sign",
    "StraightPath",
    "Way",
    "arrays_of",
    "double_precision",
    "energy",
    "kinds",
    "layer_made",
    "layer_recipe",
    "layer_recipes",
    "layers_text",
]
