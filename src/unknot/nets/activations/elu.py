"""ELU: x where x > 0, else α(eˣ − 1)."""

from unknot.nets.activations._activation import Family, Parameter
from unknot.nets.activations._exponential import exponential, in_browsers

FAMILY = Family(
    "elu",
    lambda alpha, name: exponential(name, alpha, 1.0, 1.0),
    in_browsers("a", "1.0", "1.0"),
    Parameter(1.0),
)
