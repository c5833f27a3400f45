"""What the page needs to know to offer choices: ``catalogue.json``."""

from importlib.metadata import version
from typing import Any, get_args

from unknot.data import Parameter, catalogue
from unknot.lab._limits import Limits
from unknot.lab._recipe import PAGE
from unknot.lab._stops import STOPS
from unknot.nets import Initial, activation
from unknot.nets._activations import _MAKERS
from unknot.recording import Loss, Spec


def catalogue_json(limits: Limits) -> dict[str, Any]:
    """Return data sets, activations, choices, defaults, limits and the guided tour."""
    fields = Spec.model_fields
    return {
        "version": version("unknot"),
        "datasets": [
            {
                "name": entry.name,
                "summary": entry.summary,
                "parameters": [_parameter(parameter) for parameter in entry.parameters],
            }
            for entry in catalogue()
        ],
        "activations": [
            {
                "name": name,
                "monotone": activation(name).monotone,
                "parameter": (
                    None if default is None else {"default": default, "low": low, "high": high}
                ),
            }
            for name, (_, default, low, high) in _MAKERS.items()
        ],
        "optimisers": list(get_args(fields["optimiser"].annotation)),
        "initials": list(get_args(Initial)),
        "losses": list(get_args(Loss)),
        "schedules": list(get_args(fields["schedule"].annotation)),
        "defaults": Spec(**PAGE).model_dump(mode="json"),
        "limits": limits.as_json(),
        "tour": [stop.as_json() for stop in STOPS],
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    kind = "choice" if parameter.choices else parameter.type.__name__
    return {
        "name": parameter.name,
        "description": parameter.description,
        "default": parameter.default,
        "type": kind,
        "low": parameter.least,
        "high": parameter.most,
        "choices": list(parameter.choices),
    }
