"""What a viewer shows: the part of its state that a link, a page or a notebook can choose."""

from collections.abc import Mapping
from typing import Any, Literal, get_args

from unknot.errors import InputError, UnknownName
from unknot.nets import Order
from unknot.recording import Subject

View = Literal["auto", "flat", "space"]
Playing = Literal["nothing", "depth", "loop", "training", "tour"]

# As the viewer's own ViewerState, viewer/src/viewer/types.ts.
_CHOICES = {"order": get_args(Order), "view": get_args(View), "playing": get_args(Playing)}
_NUMBERS = ("step", "depth", "zoom")
_ANGLES = ("yaw", "pitch", "tour")
_FLAGS = ("grid", "points", "regions", "confidence", "marks")


def view_state(recording: Subject, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a viewer of this recording is to show, checked.

    Parameters
    ----------
    recording
        A recording, or a snapshot.
    given
        Any of ``step`` (a training step), ``depth`` (0 … layers), ``order`` (``"together"`` or
        ``"phases"``), ``view`` (``"auto"``, ``"flat"``, ``"space"``), ``yaw``, ``pitch``,
        ``tour`` (radians or None), ``zoom``, ``grid``, ``points``, ``regions``, ``marks`` (whether
        they are drawn), ``confidence`` (whether regions are the paler the less sure the network
        is), ``playing`` (``"nothing"``, ``"depth"``, ``"loop"``, ``"training"``,
        ``"tour"``).

    Raises
    ------
    InputError
        There is no such entry, or a value does not fit.

    Examples
    --------
    >>> from unknot import Spec, fit
    >>> view_state(fit(Spec(data="moons:points=40", steps=20)), {"depth": 1.5, "step": 10})
    {'depth': 1.5, 'step': 10}
    """
    known = (*_NUMBERS, *_CHOICES, *_ANGLES, *_FLAGS)
    for name, value in given.items():
        if name not in known:
            raise UnknownName("entry of a viewer's state", name, known)
        _check(name, value, recording)
    return dict(given)


def _check(name: str, value: Any, recording: Subject) -> None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            raise InputError(f"{name} is {value!r}; expected one of {', '.join(_CHOICES[name])}.")
    elif name in _FLAGS:
        if not isinstance(value, bool):
            raise InputError(f"{name} is {value!r}; expected True or False.")
    elif name in _ANGLES:
        if value is not None and not (number and abs(value) < float("inf")):
            raise InputError(f"{name} is {value!r}; expected an angle in radians, or None.")
    else:
        low, high = _range(name, recording)
        if not (number and low <= value <= high):
            raise InputError(
                f"{name} is {value!r}; expected a number between {low:g} and {high:g}."
            )


def _range(name: str, recording: Subject) -> tuple[float, float]:
    if name == "step":
        return recording.t0, recording.t1
    return (0, recording.final.depth) if name == "depth" else (0.2, 20)
