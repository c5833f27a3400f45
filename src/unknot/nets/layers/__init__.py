"""Layers: a file for each kind, in which everything that is known of it is declared.

To add one, write a file with a `KIND`: the layer, and how recipes write it.
"""

from unknot.nets.layers._kinds import (
    LayerKind,
    Recipe,
    kinds,
    layer_made,
    layer_recipe,
)
from unknot.nets.layers._layer import Kind, Layer, LayerPath, Order, StraightPath, Way, arrays_of

__all__ = [
    "Kind",
    "Layer",
    "LayerKind",
    "LayerPath",
    "Order",
    "Recipe",
    "StraightPath",
    "Way",
    "arrays_of",
    "kinds",
    "layer_made",
    "layer_recipe",
]
