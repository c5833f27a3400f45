"""Links taken apart by networks that learn it: vector fields that cannot fold (THEORY T3.2)."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, process_time
from typing import TYPE_CHECKING, Any

import numpy as np

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.links import Link
from unknot.nets import Dense, Network, activation
from unknot.untangle import not_split, seen
from unknot.verdicts._parted import parted
from unknot.verdicts._taken_apart import TakenApart

if TYPE_CHECKING:
    from unknot.train import Progress

LAYERS = "field:32,max-lipschitz=0.9,steps=8*6"
# Each start sees few of them at a time; many tell at once what is wrong between fewer.
_POINTS = 20_000
_PIECES = 20_000  # of polygons: what is right is proved with a fifth of them
_RECIPE: dict[str, Any] = {
    "steps": 2000,
    "learning_rate": 0.02,
    "schedule": "cosine",
    "batch": 400,
    "patience": None,
    "snapshots": 2,
}


@dataclass(frozen=True)
class Learned(TakenApart):
    """What is known of a link; where nothing is proved, the best network that was trained.

    Attributes
    ----------
    starts
        How many networks were trained.
    """

    starts: int = 0

    def scaled(self, unit: float) -> Network:
        """Return the network of coordinates in which the link's are ``unit`` long.

        Raises
        ------
        InputError
            None was trained.
        """
        if self.network is None:
            raise InputError("No network was trained: the link is not split.")
        first, *rest = self.network.layers
        assert isinstance(first, Dense)
        whole = Dense(first.weight * unit, first.bias, first.activation)
        return Network([whole, *rest], self.network.head)


def learned(
    link: Link,
    *,
    layers: str = LAYERS,
    seconds: float = 300,
    seed: int = 0,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Learned:
    """Train networks that cannot fold until one takes the classes of a link apart, and prove it.

    Every layer is a homeomorphism of space whatever is learned, so that a network that is right on
    the whole of all polygons is an isotopy that takes them apart (T7.2). One start follows
    the other while there is time; a start that has begun is finished, unless that takes as long
    again.

    Parameters
    ----------
    link
        Disjoint closed polygons with integer corners, of two or more classes.
    layers
        The recipe, of layers of three units that are homeomorphisms.
    seconds
        Of the processor, for the search.
    seed
        Where the first start begins. The same seed gives the same answer on one machine, if there
        is time enough for one.
    on_progress
        Is told what is being done.

    Returns
    -------
    Learned
        What the checker has accepted, or ``"undecided"``.

    Raises
    ------
    InputError
        The polygons meet, there is one class, or the time is no positive number.

    Examples
    --------
    >>> ring = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
    >>> through = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]
    >>> learned(Link.of([ring, through])).verdict
    'not split'
    """
    if not seconds > 0:
        raise InputError(f"The time is {seconds} seconds; expected a positive number.")
    if len(set(link.classes)) < 2:
        raise InputError("A network takes classes apart; this link has one class.")
    start, used = monotonic(), process_time()
    on_progress("looking for obstructions")
    obstructed = not_split(link)
    if obstructed is not None:
        took = monotonic() - start
        return Learned("not split", obstructed.reason, took, obstructed.content)
    data, to_link = _whitened(link)
    best, most, starts, wrong = None, -1.0, 0, 0

    def tell(at: "Progress") -> None:
        if process_time() - used > 2 * seconds:
            raise _TimeIsUp
        on_progress(f"training, start {starts + 1}: {at.step:,} of {at.steps:,} steps")

    while not starts or process_time() - used < seconds:
        on_progress(f"training, start {starts + 1}")
        try:
            network, share = _trained(data, layers, seed + starts, tell)
        except _TimeIsUp:
            break
        starts += 1
        if share == 1:
            on_progress(f"bounding whole polygons, start {starts}")
            proof = parted(to_link(network), link, budget=_PIECES)
            took = monotonic() - start
            if proof.verdict == "split":
                said = "split", proof.reason, took, proof.content
                return Learned(*said, to_link(network), starts)
            wrong += 1
        if share > most:
            most, best = share, to_link(network)
    if not starts:
        reason = (
            "Nothing that obstructs was found, and the time was up before a network was trained."
        )
        return Learned("undecided", reason, monotonic() - start)
    tried = "One network was" if starts == 1 else f"{starts} networks were"
    between = f", of which {wrong} may be wrong between the points" if wrong else ""
    reason = (
        f"Nothing that obstructs was found. {tried} trained{between}; the best is right at "
        f"{round(most * len(data)):,} of {len(data):,} points."
    )
    return Learned("undecided", reason, monotonic() - start, None, best, starts)


def _whitened(link: Link) -> tuple[Dataset, Callable[[Network], Network]]:
    """Return points with mean 0 and deviation 1 along each axis, and a network's way back.

    Diagrams lie almost in a plane: without this the strands at a crossing would be close together.
    """
    data, unit = seen(link, points=_POINTS)
    data = data.standardised()
    assert data.scaling is not None
    mean, scale = data.scaling.mean, data.scaling.scale
    first = Dense(np.diag(1 / (scale * unit)), -mean / scale, activation("identity"))
    return data, lambda network: Network([first, *network.layers], network.head)


class _TimeIsUp(Exception):
    """What ends a start."""


def _trained(
    data: Dataset, layers: str, seed: int, tell: "Callable[[Progress], None]"
) -> tuple[Network, float]:
    """Return a network that was trained, in double precision, and its share of right points."""
    from unknot.recording import Spec
    from unknot.train import fit

    spec = Spec(data="-", layers=(layers,), seed=seed, seeds=1, **_RECIPE)
    recording = fit(spec, data, on_progress=tell)
    if recording.interrupted:
        raise KeyboardInterrupt  # which ends a training; here it ends the search
    assert isinstance(recording.final, Network)
    network = recording.final.float64()
    return network, float((network.predict(data.points) == data.labels).mean())
