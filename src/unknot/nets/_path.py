"""The one idea: whatever moves is a path of networks."""

from typing import Protocol, runtime_checkable

from unknot.nets._model import Model


@runtime_checkable
class Path(Protocol):
    """A model at every moment from ``t0`` to ``t1``: through depth, or through training.

    A deformation and a recording are paths; what draws or measures along one asks for nothing else.
    """

    @property
    def t0(self) -> float:
        """Where it starts."""
        ...

    @property
    def t1(self) -> float:
        """Where it ends."""
        ...

    def at(self, t: float, /) -> Model:
        """Return the model at ``t``.

        Raises
        ------
        InputError
            ``t`` is not between the ends.
        """
        ...
