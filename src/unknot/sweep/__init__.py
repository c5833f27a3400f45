"""Sweeps: does an architecture ever work, and how often? Many seeds of many recipes, kept."""

from unknot.sweep._cluster import Cluster
from unknot.sweep._engine import Engine
from unknot.sweep._grid import Cell, Grid, whole_range
from unknot.sweep._least import Depths, Least, least
from unknot.sweep._page import page, save_pictures
from unknot.sweep._panels import Panel, panels
from unknot.sweep._pictures import (
    Brackets,
    brackets,
    phase_diagram,
    proved_right,
    success_curves,
)
from unknot.sweep._processes import Processes
from unknot.sweep._row import Counted, Proof, Row
from unknot.sweep._sweep import Progress, Swept, sweep
from unknot.sweep._table import TABLE, Table
from unknot.sweep._wilson import wilson
from unknot.sweep._work import Asked, Done, Task

__all__ = [
    "TABLE",
    "Asked",
    "Brackets",
    "Cell",
    "Cluster",
    "Counted",
    "Depths",
    "Done",
    "Engine",
    "Grid",
    "Least",
    "Panel",
    "Processes",
    "Progress",
    "Proof",
    "Row",
    "Swept",
    "Table",
    "Task",
    "brackets",
    "least",
    "page",
    "panels",
    "phase_diagram",
    "proved_right",
    "save_pictures",
    "success_curves",
    "sweep",
    "whole_range",
    "wilson",
]
