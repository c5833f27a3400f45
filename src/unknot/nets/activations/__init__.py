"""Pointwise activations: a file for each, in which everything that is known of it is declared.

To add one, write a file with a `FAMILY`; `python tools/declared.py` brings it to the browser and
the documentation. What proofs may rest on the checker states once more, by itself.
"""

from unknot.nets.activations._activation import (
    Activation,
    Array,
    Browser,
    Family,
    Parameter,
    Pieces,
)
from unknot.nets.activations._names import (
    activation,
    activation_names,
    activation_parameter,
    families,
    reflected,
)

__all__ = [
    "Activation",
    "Array",
    "Browser",
    "Family",
    "Parameter",
    "Pieces",
    "activation",
    "activation_names",
    "activation_parameter",
    "families",
    "reflected",
]
