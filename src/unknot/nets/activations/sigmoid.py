"""The logistic function, 1/(1 + e⁻ˣ)."""

import scipy.special

from unknot.nets.activations._activation import Activation, Browser, Family
from unknot.nets.activations._parts import GLSL_SIGMOID, sigmoid, sigmoidal_changes

FAMILY = Family.of(
    Activation(
        "sigmoid",
        sigmoid,
        lambda x: sigmoid(x) * sigmoid(-x),
        "strictly",
        (0.0, 1.0),
        scipy.special.logit,
        changes=sigmoidal_changes,
    ),
    Browser("sigmoid(x)", "sigmoid(x) * sigmoid(-x)", "log(y) - log1p(-y)", glsl=GLSL_SIGMOID),
)
