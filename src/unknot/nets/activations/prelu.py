"""PReLU: a leaky ReLU by another name, as its slope is often learnt."""

from unknot.nets.activations._activation import Family, Parameter
from unknot.nets.activations.leaky_relu import IN_BROWSERS, leaky

FAMILY = Family("prelu", leaky, IN_BROWSERS, Parameter(0.25))
