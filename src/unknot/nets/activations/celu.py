"""CELU: x where x > 0, else α(eˣᐟᵅ − 1), whose slope is continuous."""

from unknot.nets.activations._activation import Family, Parameter
from unknot.nets.activations._exponential import exponential, in_browsers

FAMILY = Family(
    "celu",
    lambda alpha, name: exponential(name, alpha, 1.0, alpha),
    in_browsers("a", "1.0", "a"),
    Parameter(1.0),
)
