"""Networks, and neighbours in what they represent, as estimators of scikit-learn."""

from unknot.estimators._neighbour_classifier import NeighbourClassifier
from unknot.estimators._network_classifier import NetworkClassifier

__all__ = ["NeighbourClassifier", "NetworkClassifier"]
