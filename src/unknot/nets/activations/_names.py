"""Activations by name."""

import copyreg
import pkgutil
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

from unknot.errors import UnknownName
from unknot.nets.activations._activation import REFLECTED, Activation, Family, reflection

_ORDER = ("strictly", "weakly", "no")
# Each activation that is in use, by name: there is one of a name, so it may stand for it.
_IN_USE: WeakValueDictionary[str, Activation] = WeakValueDictionary()
_IN_USE_LOCK = Lock()


@cache
def families() -> dict[str, Family]:
    """Return what every file of this package declares: the most increasing first, then by name."""
    package = __name__.rpartition(".")[0]
    folder = import_module(package).__path__
    names = [module.name for module in pkgutil.iter_modules(folder)]
    found: list[Family] = [
        import_module(f"{package}.{name}").FAMILY for name in names if not name.startswith("_")
    ]

    def place(family: Family) -> tuple[int, str]:
        return _ORDER.index(family.read(family.name, "").monotone), family.name

    return {family.name: family for family in sorted(found, key=place)}


def activation(name: str) -> Activation:
    """Return the activation of this name, e.g. ``"tanh"`` or ``"leaky-relu:0.2"``.

    Raises
    ------
    UnknownName
        No activation has that name.
    InputError
        The parameter is not a number in the activation's range.

    Examples
    --------
    >>> activation("leaky-relu:0.2").monotone
    'strictly'
    """
    return _found(name.strip().lower().replace("_", "-"))


def activation_names() -> tuple[str, ...]:
    """Return the names of all activations: the strictly increasing, the weakly, and the others."""
    return tuple(families())


def activation_parameter(name: str) -> tuple[float, float, float] | None:
    """Return the default of an activation's parameter and its open range; None without one.

    Examples
    --------
    >>> activation_parameter("leaky-relu")
    (0.01, 0, 1000000.0)
    """
    parameter = _family(name).parameter
    return None if parameter is None else (parameter.default, 0, parameter.most)


def reflected(sigma: Activation) -> Activation:
    """Return z ↦ −σ(−z), which is increasing where σ is (σ itself if σ is odd).

    Examples
    --------
    >>> reflected(activation("sigmoid")).image
    (-1.0, -0.0)
    """
    if sigma.odd:
        return sigma
    return _found(f"{REFLECTED}{sigma.name}") if is_named(sigma) else reflection(sigma)


def is_named(sigma: Activation) -> bool:
    """Say whether this is the very activation that its name gives."""
    return _IN_USE.get(sigma.name) is sigma


def _reduced(sigma: Activation) -> str | tuple[Any, ...]:
    """Write an activation for pickle and copy, see `copyreg`.

    Its formulas are closures, which nothing can pickle; its name says which they are.
    """
    return (activation, (sigma.name,)) if is_named(sigma) else sigma.__reduce_ex__(2)


copyreg.pickle(Activation, _reduced)


def _found(name: str) -> Activation:
    found = _IN_USE.get(name)
    if found is None:
        made = _parse(name)
        with _IN_USE_LOCK:
            found = _IN_USE.setdefault(name, made)
    return found


def _parse(text: str) -> Activation:
    if text.startswith(REFLECTED):
        inner = _found(text.removeprefix(REFLECTED))
        return inner if inner.odd else reflection(inner)
    name, _, parameter = text.partition(":")
    return _family(name).read(text, parameter)


def _family(name: str) -> Family:
    known = families()
    if name not in known:
        raise UnknownName("activation", name, known)
    return known[name]
