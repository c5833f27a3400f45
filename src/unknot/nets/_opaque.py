"""A layer that another library computes: its values are known, and nothing else."""

from typing import ClassVar

import equinox as eqx
import jax
import numpy as np

from unknot.errors import InputError
from unknot.nets._differences import differences
from unknot.nets._model import Map
from unknot.nets.activations import Array
from unknot.nets.layers import Layer, LayerPath, Order, StraightPath
from unknot.nets.layers._layer import Facts


class Opaque(Layer):
    """A part of a model that is not expressed by layers of ours: another library runs it.

    What it gives is recorded, drawn and measured. Nothing is proved of it, and it is not written
    to files: that library has its own.

    Parameters
    ----------
    function
        Takes rows (n, inputs) in float64 to rows (n, outputs).
    inputs, outputs
        The dimensions of the two spaces.
    label
        What it is, e.g. ``"residual Add"``.
    why
        Why it is not expressed, in words.
    dtype
        The precision in which it computes.

    Examples
    --------
    >>> ring = Opaque(lambda rows: (rows**2).sum(axis=1, keepdims=True), 2, 1, "ring", "a test")
    >>> ring(np.array([[3.0], [4.0]])).tolist(), ring.name
    ([[25.0]], 'opaque: ring')
    """

    kind: ClassVar[str] = "opaque"

    function: Map = eqx.field(static=True)
    size: tuple[int, int] = eqx.field(static=True)
    label: str = eqx.field(static=True)
    why: str = eqx.field(static=True)
    dtype: str = eqx.field(static=True)

    def __init__(
        self,
        function: Map,
        inputs: int,
        outputs: int,
        label: str,
        why: str,
        dtype: str = "float64",
    ):
        self.function, self.size = function, (inputs, outputs)
        self.label, self.why, self.dtype = label, why, dtype

    @property
    def inputs(self) -> int:
        """The dimension of the space it maps from."""
        return self.size[0]

    @property
    def outputs(self) -> int:
        """The dimension of the space it maps to."""
        return self.size[1]

    @property
    def name(self) -> str:
        """What it is."""
        return f"opaque: {self.label}"

    @property
    def unproved(self) -> str:
        """Why nothing is proved of it."""
        return f"the layer {self.label!r} is computed by another library: {self.why}"

    def facts(self) -> Facts:
        """Return what it is; it cannot be made again from that."""
        return {"label": self.label, "why": self.why}

    def __call__(self, x: Array) -> Array:
        """Return the images of the columns of ``x``.

        Raises
        ------
        InputError
            The other library gives something else than rows of numbers, or JAX traces it.
        """
        try:
            rows = np.asarray(x, np.float64).reshape(self.inputs, -1).T
        except jax.errors.TracerArrayConversionError:
            raise InputError(f"It cannot be trained or compiled by JAX: {self.unproved}.") from None
        return self._values(rows).T.reshape(self.outputs, *x.shape[1:])

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        """Return the derivatives (n, outputs, inputs) at columns, by central differences."""
        rows = np.asarray(x, np.float64).T
        return differences([self._values], rows, np.dtype(self.dtype))[0]

    def path(self, order: Order, near: LayerPath | None = None) -> LayerPath:
        """Return the straight way of every point to its image."""
        del order, near
        return StraightPath("straight", f"{self.unproved}; points go straight", self)

    def _values(self, rows: np.ndarray) -> np.ndarray:
        found = np.asarray(self.function(rows), np.float64)
        if found.shape != (len(rows), self.outputs):
            raise InputError(
                f"The layer {self.label!r} gave {len(rows)} points the shape {found.shape}; "
                f"expected ({len(rows)}, {self.outputs})."
            )
        return found
