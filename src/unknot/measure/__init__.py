"""What is measured and not proved: how networks stretch and tear what they are given."""

from unknot.measure._folds import Folds, determinants, folds
from unknot.measure._norms import jacobian_norms
from unknot.measure._stretch import stretch
from unknot.measure._values import LOSS_FLOOR, Level, Place, Quantiles, Strand, Stretch

__all__ = [
    "LOSS_FLOOR",
    "Folds",
    "Level",
    "Place",
    "Quantiles",
    "Strand",
    "Stretch",
    "determinants",
    "folds",
    "jacobian_norms",
    "stretch",
]
