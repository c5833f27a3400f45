"""Training: one network or thousands of seeds, in one compiled loop."""

from unknot.train._ensemble import check_size
from unknot.train._fit import Progress, fit
from unknot.train._live import Live, asked, replay
from unknot.train._losses import LOSSES, hinge, logistic, softmax
from unknot.train._machine import tune_process
from unknot.train._program import Look
from unknot.train._run import look_steps

__all__ = [
    "LOSSES",
    "Live",
    "Look",
    "Progress",
    "asked",
    "check_size",
    "fit",
    "hinge",
    "logistic",
    "look_steps",
    "replay",
    "softmax",
    "tune_process",
]
