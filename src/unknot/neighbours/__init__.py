"""Classification by nearest neighbours: the rule, a loss that trains for it, the search, votes."""

from unknot.neighbours._loss import (
    neighbour_loss,
    neighbour_losses,
    neighbour_shares,
    prepared,
)
from unknot.neighbours._rule import Kernel, Measure, NeighbourRule, neighbour_rule
from unknot.neighbours._scores import neighbour_scores
from unknot.neighbours._search import k_nearest
from unknot.neighbours._votes import Weights, votes

__all__ = [
    "Kernel",
    "Measure",
    "NeighbourRule",
    "Weights",
    "k_nearest",
    "neighbour_loss",
    "neighbour_losses",
    "neighbour_rule",
    "neighbour_scores",
    "neighbour_shares",
    "prepared",
    "votes",
]
