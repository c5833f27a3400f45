"""What the page needs to know to offer choices: ``catalogue.json``."""

from importlib.metadata import version
from typing import Any

from unknot.data import PACKED, SUFFIXES, Parameter, catalogue
from unknot.lab._limits import Limits
from unknot.lab._stops import STOPS
from unknot.nets import activation, activation_names, activation_parameter

_START = 2_000  # points of a finite set that is larger than the lab takes
_EXACT = 2**53 - 1  # from 0 to here a page holds every whole number as it is


def catalogue_json(limits: Limits) -> dict[str, Any]:
    """Return data sets, activations, endings of files, limits and the guided tour."""
    return {
        "version": version("unknot"),
        "datasets": [
            {
                "name": entry.name,
                "summary": entry.summary,
                "parameters": [_parameter(parameter, limits) for parameter in entry.parameters],
            }
            for entry in catalogue()
        ],
        "activations": [
            {"name": name, "monotone": activation(name).monotone, "parameter": _range(name)}
            for name in activation_names()
        ],
        "files": {"tables": list(SUFFIXES), "packed": list(PACKED)},
        "limits": limits.as_json(),
        "tour": [stop.as_json() for stop in STOPS],
    }


def _range(name: str) -> dict[str, float] | None:
    """Return what an activation's parameter may be."""
    found = activation_parameter(name)
    return None if found is None else dict(zip(("default", "low", "high"), found, strict=True))


def _parameter(parameter: Parameter, limits: Limits) -> dict[str, Any]:
    """Describe a parameter; ``start`` is what the page begins with where the default is too much.

    A finite set gives all its points by default, and may have more than are trained live.
    """
    kind = "choice" if parameter.choices else parameter.type.__name__
    most, start = parameter.most, parameter.default
    if parameter.name == "points" and most is not None and most > limits.points:
        start = start or min(_START, limits.points)
        most = limits.points
    if kind == "int" and most is not None:
        most = min(most, _EXACT)
    return {
        "name": parameter.name,
        "description": parameter.description,
        "default": parameter.default,
        "start": start,
        "type": kind,
        "low": parameter.least,
        "high": most,
        "of": parameter.most,
        "choices": list(parameter.choices),
    }
