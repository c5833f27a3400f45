"""What is measured and not proved: how networks stretch and tear what they are given.

Of a network as a whole: :func:`stretch`, :func:`folds`, :func:`jacobian_norms`. Layer by layer, of
any model: :func:`representations` are what it makes of points, and of these are measured
:func:`linear_probe`, :func:`neighbour_accuracy`, :func:`class_margins`, :func:`contractions` and
:func:`cka`; :func:`spectra` are the singular values of its derivatives. :func:`topology` follows
the components and holes of every class.
"""

from unknot.measure._alignment import cka
from unknot.measure._class_margins import class_margins
from unknot.measure._contraction import Contraction, Pair, contractions
from unknot.measure._folds import Folds, determinants, folds
from unknot.measure._layers import Representation, read_out, representations
from unknot.measure._norms import jacobian_norms
from unknot.measure._separability import Share, chosen_of, linear_probe, neighbour_accuracy
from unknot.measure._spectra import Spectrum, most_points, spectra
from unknot.measure._stretch import stretch
from unknot.measure._topology import LayerTopology, Topology, Walked, topology
from unknot.measure._values import LOSS_FLOOR, Level, Place, Quantiles, Strand, Stretch

__all__ = [
    "LOSS_FLOOR",
    "Contraction",
    "Folds",
    "LayerTopology",
    "Level",
    "Pair",
    "Place",
    "Quantiles",
    "Representation",
    "Share",
    "Spectrum",
    "Strand",
    "Stretch",
    "Topology",
    "Walked",
    "chosen_of",
    "cka",
    "class_margins",
    "contractions",
    "determinants",
    "folds",
    "jacobian_norms",
    "linear_probe",
    "most_points",
    "neighbour_accuracy",
    "read_out",
    "representations",
    "spectra",
    "stretch",
    "topology",
]
