"""Models of other libraries in and out.

Examples
--------
>>> from sklearn.datasets import make_moons
>>> from sklearn.neural_network import MLPClassifier
>>> from unknot import models
>>> points, kinds = make_moons(60, random_state=0)
>>> theirs = MLPClassifier((3,), "tanh", solver="lbfgs", random_state=0).fit(points, kinds)
>>> network = models.load(theirs)
>>> network.widths, network.head.kind
((2, 3), 'logistic')
"""

from unknot.models._assemble import Imported
from unknot.models._load import imported, load
from unknot.models._recorded import Activations, load_activations
from unknot.models._to_numpy import numpy_source, save_numpy

__all__ = [
    "Activations",
    "Imported",
    "imported",
    "load",
    "load_activations",
    "numpy_source",
    "save_numpy",
]
