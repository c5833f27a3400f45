"""Labelled points: the essay's examples, well-known sets, and users' files.

Examples
--------
>>> from unknot.data import load
>>> data = load("disc-in-ring:points=300")
>>> train, validation = data.split(0.2, seed=0)
>>> train.counts, validation.counts
({'A': 120, 'B': 120}, {'A': 30, 'B': 30})
"""

from unknot.data._asked import OPTIONS, Asked
from unknot.data._catalogue import Entry, catalogue, columns_of, load, with_options
from unknot.data._columns import Summary
from unknot.data._dataset import Dataset
from unknot.data._formats import PACKED, SUFFIXES
from unknot.data._reading import Reading
from unknot.data._scaling import Scaling
from unknot.data._source import (
    Parameter,
    Value,
    format_source,
    parse_options,
    parse_source,
    read_parameters,
)

__all__ = [
    "OPTIONS",
    "PACKED",
    "SUFFIXES",
    "Asked",
    "Dataset",
    "Entry",
    "Parameter",
    "Reading",
    "Scaling",
    "Summary",
    "Value",
    "catalogue",
    "columns_of",
    "format_source",
    "load",
    "parse_options",
    "parse_source",
    "read_parameters",
    "with_options",
]
