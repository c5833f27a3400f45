"""Sweeps: does an architecture ever work, and how often? Many seeds of many recipes, kept."""

from unknot.sweep._engine import Engine
from unknot.sweep._grid import Cell, Grid, whole_range
from unknot.sweep._panels import Panel, panels
from unknot.sweep._processes import Processes
from unknot.sweep._row import Counted, Proof, Row
from unknot.sweep._sweep import Progress, Swept, sweep
from unknot.sweep._table import Table
from unknot.sweep._wilson import wilson
from unknot.sweep._work import Asked, Done, Task

__all__ = [
    "Asked",
    "Cell",
    "Counted",
    "Done",
    "Engine",
    "Grid",
    "Panel",
    "Processes",
    "Progress",
    "Proof",
    "Row",
    "Swept",
    "Table",
    "Task",
    "panels",
    "sweep",
    "whole_range",
    "wilson",
]
