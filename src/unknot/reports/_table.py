"""The table of read-outs: what a report measures, in this order.

To add one, write a file with a ``READ_OUT`` and put it here. Where two give a sentence of the same
role, the later one's is said.
"""

from unknot.reports import (
    _alike,
    _margins,
    _pictures,
    _regions,
    _separable,
    _status,
    _stretching,
    _topology,
)
from unknot.reports._section import ReadOut

READ_OUTS: tuple[ReadOut, ...] = (
    _separable.READ_OUT,
    _status.READ_OUT,
    _stretching.READ_OUT,
    _pictures.READ_OUT,
    _regions.READ_OUT,
    _alike.READ_OUT,
    _margins.READ_OUT,
    _topology.READ_OUT,
)
