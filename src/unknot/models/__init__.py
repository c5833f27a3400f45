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
from unknot.models._load import SUFFIXES, imported, load
from unknot.models._onnx_out import save_onnx, to_onnx
from unknot.models._recorded import Activations, load_activations
from unknot.models._rescaled import rescaled
from unknot.models._to_numpy import numpy_source, save_numpy
from unknot.models._to_torch import to_torch

__all__ = [
    "SUFFIXES",
    "Activations",
    "Imported",
    "imported",
    "load",
    "load_activations",
    "numpy_source",
    "rescaled",
    "save_numpy",
    "save_onnx",
    "to_onnx",
    "to_torch",
]
