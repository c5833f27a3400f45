"""Reports: a trained model and labelled data, layer by layer, in sentences, tables and a page.

Examples
--------
>>> from unknot.data import load
>>> from unknot.nets import Dense, Head, Network, activation
>>> import numpy as np
>>> layer = Dense(np.array([[3.0, 0], [0, 3]]), np.zeros(2), activation("tanh"))
>>> network = Network([layer], Head(np.array([[0.0, -1.0]]), np.zeros(1), "logistic"))
>>> found = report(network, load("two-curves:points=80"))
>>> found.sentences[1][:79]
'Topology did not change up to layer 1 (tanh): every layer is one-to-one (proved'
>>> found.table["units"].tolist()
[2, 2, 1]
"""

from unknot.reports._fail_if import check_condition, fails
from unknot.reports._findings import Findings
from unknot.reports._measure import Measured, measured, report
from unknot.reports._monitor import LIGHT, Moment, Monitor
from unknot.reports._opened import opened
from unknot.reports._report import Report
from unknot.reports._section import Cell, Column, Examined, Figure, ReadOut, Section
from unknot.reports._svg import STYLE as PLOTS
from unknot.reports._table import READ_OUTS

__all__ = [
    "LIGHT",
    "PLOTS",
    "READ_OUTS",
    "Cell",
    "Column",
    "Examined",
    "Figure",
    "Findings",
    "Measured",
    "Moment",
    "Monitor",
    "ReadOut",
    "Report",
    "Section",
    "check_condition",
    "fails",
    "measured",
    "opened",
    "report",
]
