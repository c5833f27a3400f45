"""See, measure and prove what a neural network does to the shape of data.

Data flow one way, and so do the names here: :mod:`unknot.shapes` → :mod:`unknot.data` →
:mod:`unknot.nets` → :mod:`unknot.recording` → :mod:`unknot.train` → :mod:`unknot.verdicts` →
:mod:`unknot.draw` and :mod:`unknot.viewer`.

Examples
--------
>>> import unknot
>>> recording = unknot.fit(unknot.Spec(data="circles:points=60", hidden=(3,), steps=400))
>>> recording.final.widths
(2, 3)
>>> path = unknot.deform(recording.final)
>>> path.represent(0.5, recording.data.points).shape
(60, 3)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unknot.data import Dataset, load
    from unknot.nets import Deformation, Dense, Head, Model, Network, activation, deform
    from unknot.recording import Recording, Snapshot, Spec, read, write
    from unknot.reports import Monitor, Report, report
    from unknot.train import fit
    from unknot.verdicts import (
        Certificate,
        can_classify,
        homeomorphism,
        isotopy,
        least_width,
        separates,
    )
    from unknot.viewer import save_page, widget


__all__ = [
    "Certificate",
    "Dataset",
    "Deformation",
    "Dense",
    "Head",
    "Model",
    "Monitor",
    "Network",
    "Recording",
    "Report",
    "Snapshot",
    "Spec",
    "activation",
    "can_classify",
    "deform",
    "fit",
    "homeomorphism",
    "isotopy",
    "least_width",
    "load",
    "read",
    "report",
    "save_page",
    "separates",
    "widget",
    "write",
]

_HOMES = {
    "data": ("Dataset", "load"),
    "nets": ("Network", "Model", "Dense", "Head", "activation", "Deformation", "deform"),
    "recording": ("Spec", "Recording", "Snapshot", "read", "write"),
    "reports": ("Monitor", "Report", "report"),
    "train": ("fit",),
    "verdicts": (
        "Certificate",
        "can_classify",
        "homeomorphism",
        "isotopy",
        "least_width",
        "separates",
    ),
    "viewer": ("save_page", "widget"),
}


def __getattr__(name: str) -> Any:
    # Imported when first used: `unknot --help` and shell completion must not wait for JAX.
    if name == "__version__":
        from importlib.metadata import version

        return version("unknot")
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"unknot.{home}"), name)
    raise AttributeError(f"module 'unknot' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
