"""Properties of networks on boxes of inputs: VNN-LIB files, verified with certificates.

Examples
--------
>>> import numpy as np
>>> from unknot.nets import Head, Network
>>> from unknot.properties import parse_vnnlib, verify
>>> text = "(declare-const X_0 Real) (declare-const Y_0 Real)"
>>> text += "(assert (>= X_0 0)) (assert (<= X_0 1)) (assert (<= Y_0 -0.5))"
>>> double = Network([], Head(np.array([[2.0]]), np.zeros(1), "linear"))
>>> verify(double, parse_vnnlib(text)).verdict
'holds'
"""

from unknot.properties._original import Original
from unknot.properties._property import Case, Conditions, Property
from unknot.properties._verify import Answer, Looked, Outcome, verify
from unknot.properties._vnnlib import parse_vnnlib, read_vnnlib

__all__ = [
    "Answer",
    "Case",
    "Conditions",
    "Looked",
    "Original",
    "Outcome",
    "Property",
    "parse_vnnlib",
    "read_vnnlib",
    "verify",
]
