"""SELU (Klambauer, Unterthiner, Mayr, Hochreiter 2017, eq. 14), by the floats libraries use."""

from unknot.nets.activations._activation import Family
from unknot.nets.activations._exponential import exponential, in_browsers

ALPHA, SCALE = 1.6732632423543772, 1.0507009873554805

FAMILY = Family.of(
    exponential("selu", ALPHA, SCALE, 1.0), in_browsers(str(ALPHA), str(SCALE), "1.0")
)
