"""Any network as one continuous path from the identity (THEORY §2)."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Literal, get_args, overload

import numpy as np
from jaxtyping import Float

from unknot.errors import InputError, UnknownName, UnsupportedLayer
from unknot.nets._foreign import viewed
from unknot.nets._model import Model, Viewed
from unknot.nets._network import Network
from unknot.nets.layers import Layer, LayerPath, Order, Way

Rows = Float[np.ndarray, "n d"]

Exchange = Literal["swap", "sign"]
_EXCHANGED: dict[Exchange, str] = {
    "swap": "its first two units are swapped",
    "sign": "its unit changes sign",
}
_UNKNOWN = "of this model only representations are known; points go straight"


@dataclass(frozen=True)
class DepthPath(ABC):
    """A model's representation as a path in depth: the data at t = 0, all layers at t = depth.

    Attributes
    ----------
    network
        What is drawn at the whole depths.
    paths
        What is known of the way through each layer.
    exchanges
        For each layer what was exchanged: ``"swap"``, its first two units; ``"sign"``, that of its
        only one; or None.
    """

    network: Viewed
    paths: tuple[Way, ...]
    exchanges: tuple[Exchange | None, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was exchanged, in words, one line for each layer that needed it."""
        return tuple(
            f"Layer {index + 1} reverses orientation: {_EXCHANGED[what]} (the function is the "
            "same)."
            for index, what in enumerate(self.exchanges)
            if what is not None
        )

    @property
    def t0(self) -> float:
        """Where the path starts: 0."""
        return 0.0

    @property
    def t1(self) -> float:
        """Where the path ends: the number of layers."""
        return float(len(self.paths))

    @abstractmethod
    def at(self, t: float) -> Model:
        """Return the map of points at depth ``t``: at whole numbers, whole layers.

        Between two layers of different width the wider space is used.

        Raises
        ------
        InputError
            ``t`` is not between 0 and the depth.
        """

    @abstractmethod
    def represent(self, t: float, points: Rows) -> Rows:
        """Return where the path has taken ``points`` (rows) at depth ``t``."""

    @abstractmethod
    def scores(self, t: float, points: Rows) -> Rows:
        """Return the scores at ``points`` (rows) *of the space at depth* ``t``.

        The colour of a pixel of the deformed picture. NaN where a point has no preimage.

        Raises
        ------
        UnsupportedLayer
            Nothing is known of them.
        """

    def _place(self, t: float) -> tuple[int, float]:
        if not self.t0 <= t <= self.t1:
            raise InputError(f"The depth must be between 0 and {self.t1:g}, but got {t!r}.")
        whole = min(int(t), max(len(self.paths) - 1, 0))
        part = t - whole
        return (whole + 1, 0.0) if part == 1 else (whole, part)


@dataclass(frozen=True)
class Deformation(DepthPath):
    """A network as a continuous path from the identity.

    Its ``network`` is the same function as the one given, with units exchanged so that every
    square layer preserves orientation; its ``paths`` are those of the layers.
    """

    network: Network
    paths: tuple[LayerPath, ...]

    def at(self, t: float) -> Network:
        """Return the network (without head) at depth ``t``: at whole numbers, whole layers.

        Between two layers of different width the wider space is used: a widening layer starts
        as the inclusion x ↦ (x, 0), a narrowing one ends with coordinates that have become 0.

        Raises
        ------
        InputError
            ``t`` is not between 0 and the depth.
        """
        whole, part = self._place(t)
        layers: list[Layer] = list(self.network.layers[:whole])
        if part > 0:
            layers.append(self.paths[whole].at(part))
        return Network(layers)

    def represent(self, t: float, points: Float[np.ndarray, "n d"]) -> Float[np.ndarray, "n width"]:
        """Return where the deformation has taken ``points`` (rows) at depth ``t``."""
        return self.at(t)(np.asarray(points, np.float64).T).T

    def scores(self, t: float, points: Float[np.ndarray, "n width"]) -> Float[np.ndarray, "n c"]:
        """Return the network's scores at ``points`` (rows) *of the space at depth* ``t``.

        What is left of the layer at ``t`` is undone, then all of it and the rest is applied:
        the colour of a pixel of the deformed picture. NaN where a point has no preimage.

        Raises
        ------
        UnsupportedLayer
            The layer at ``t`` has no inverse (it widens, folds, or has collapsed).
        """
        whole, part = self._place(t)
        columns = np.asarray(points, np.float64).T
        if part > 0:
            columns = self.paths[whole].preimage(part, columns)
        return Network(self.network.layers[whole:], self.network.head)(columns).T


@dataclass(frozen=True)
class Straightened(DepthPath):
    """A model of which only representations are known: points go straight from each to the next."""

    def at(self, t: float) -> Model:
        """Return the map of points at depth ``t``, in the wider of the two spaces."""
        whole, part = self._place(t)
        return _Between(self.network, whole, part)

    def represent(self, t: float, points: Rows) -> Rows:
        """Return where the path has taken ``points`` (rows) at depth ``t``."""
        return self.at(t).represent(points)

    def scores(self, t: float, points: Rows) -> Rows:
        """Return the scores at ``points`` (rows) of the first space, or of the last.

        Raises
        ------
        UnsupportedLayer
            At any other depth.
        """
        whole, part = self._place(t)
        rest = None if part else self.network.rest(whole)
        if rest is None:
            raise UnsupportedLayer("What follows of a foreign model cannot be asked by itself.")
        return rest(points)


@dataclass(frozen=True)
class _Between:
    """The first layers of a model, and a share of the way to the next representation."""

    network: Viewed
    whole: int
    part: float

    @property
    def widths(self) -> tuple[int, ...]:
        known = self.network.widths
        last = (max(known[self.whole : self.whole + 2]),) if self.part else ()
        return known[: self.whole + 1] + last

    def represent(self, points: Rows, depth: int | None = None) -> Rows:
        depth = len(self.widths) - 1 if depth is None else depth
        if depth <= self.whole:
            return self.network.represent(points, depth)
        start, end = (
            np.pad(place, [(0, 0), (0, self.widths[-1] - place.shape[1])])
            for place in (self.network.represent(points, k) for k in (self.whole, self.whole + 1))
        )
        return (1 - self.part) * start + self.part * end

    def scores(self, points: Rows) -> Rows:
        return self.represent(points)


@overload
def deform(
    network: Network, order: Order = "together", near: Deformation | None = None
) -> Deformation: ...


@overload
def deform(
    network: Model, order: Order = "together", near: Deformation | None = None
) -> DepthPath: ...


def deform(network: Model, order: Order = "together", near: Deformation | None = None) -> DepthPath:
    """Return the network as a continuous path from the identity (THEORY T2.1–T2.5).

    Parameters
    ----------
    network
        Any network; it is taken in float64. Of a model of another library nothing is known
        between its representations: points go straight from each to the next.
    order
        ``"together"``: matrix, translation and activation of a layer move at once;
        ``"phases"``: one after the other, as in the essay.
    near
        The deformation of the network a moment ago in training: rotations then take the branch
        that is nearest to it, so that an animation over training does not jump.

    Raises
    ------
    InputError
        A weight is not a finite number, or the order is unknown.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import Dense, Network, activation
    >>> half_turn = Dense(-np.eye(2), np.zeros(2), activation("tanh"))
    >>> path = deform(Network([half_turn]))
    >>> path.represent(0, np.array([[1.0, 2.0]])).tolist()
    [[1.0, 2.0]]
    >>> path.paths[0].kind
    'isotopy'
    """
    if order not in get_args(Order):
        raise UnknownName("order of deformation", order, get_args(Order))
    exact = viewed(network).float64()
    exact.check_finite()
    if not isinstance(exact, Network):
        ways = tuple(Way("straight", _UNKNOWN) for _ in exact.names)
        return Straightened(exact, ways, (None,) * len(ways))
    layers: list[Layer] = []
    exchanges: list[Exchange | None] = []
    undo: np.ndarray | None = None
    for layer in exact.layers:
        turned, change = (layer if undo is None else layer.after(undo)).oriented()
        same = np.array_equal(change, np.eye(len(change)))
        undo = None if same else change.T
        exchanges.append(None if same else "sign" if len(change) == 1 else "swap")
        layers.append(turned)
    head = exact.head if exact.head is None or undo is None else exact.head.after(undo)
    befores = near.paths if near is not None and len(near.paths) == len(layers) else ()
    paths = tuple(
        layer.path(order, befores[i] if befores else None) for i, layer in enumerate(layers)
    )
    return Deformation(Network(layers, head), paths, tuple(exchanges))
