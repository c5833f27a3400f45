"""Persistent homology of Vietoris–Rips complexes: bars, and which of them are more than noise."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_matrix
from scipy.spatial.distance import pdist, squareform

from unknot.errors import InputError
from unknot.topology._clouds import Floats, as_cloud, as_count, as_level
from unknot.topology._significance import p_values, standing_out
from unknot.topology._trees import tree_lengths

_MOST_DIMENSION = 3
_WHOLE = 200  # points up to which all distances are taken, unless told otherwise
_EDGES = 60  # a point, on the average, in what is computed of more points
_MOST_POINTS = 20_000
_ROUNDING = 1e-9  # what distances that are equal differ by, relatively, at most
_CLEAR = 3.0, 2.4  # death over birth that noise of loops, of cavities does not have


@dataclass(frozen=True, eq=False)
class Diagram:
    """The bars of a cloud: at which distances components, loops and cavities come and go.

    Attributes
    ----------
    bars
        Of every dimension from 0: births and deaths (m, 2), in the units of the points. A death
        that lies beyond the cutoff is infinite; one component never dies.
    cutoff
        The distance up to which the complex was built.
    points
        How many points there were.
    """

    bars: tuple[Floats, ...]
    cutoff: float
    points: int

    def p_values(self, dimension: int) -> Floats:
        """Return of every bar how likely it is among noise (m,), see :func:`p_values`.

        Raises
        ------
        InputError
            The dimension is 0, of which the law does not speak, or was not computed.
        """
        return p_values(self._of(dimension), self.cutoff)

    def count(self, dimension: int, level: float = 0.05) -> int:
        """Return how many bars of a dimension are more than noise, see :func:`standing_out`.

        They are the first ones of ``bars[dimension]``, which are in the order of their ratios.

        Raises
        ------
        InputError
            See :meth:`p_values`; or the level is not between 0 and 1.
        """
        clear = _CLEAR[min(dimension, 2) - 1]
        return standing_out(self._of(dimension), self.cutoff, as_level(level), clear)

    def longer(self, dimension: int, length: float) -> int:
        """Return how many bars are longer than a length; the cutoff counts as death beyond it."""
        bars = self.bars[dimension]
        return int((np.minimum(bars[:, 1], self.cutoff) - bars[:, 0] > length).sum())

    def _of(self, dimension: int) -> Floats:
        if not 1 <= dimension < len(self.bars):
            raise InputError(
                f"There are bars of the dimensions 1 to {len(self.bars) - 1} to judge by their "
                f"ratios, got dimension {dimension}. Components are found by `components`."
            )
        return self.bars[dimension]


def persistence(points: ArrayLike, dimension: int = 1, *, cutoff: float | None = None) -> Diagram:
    """Compute the persistent homology of the Vietoris–Rips complexes of a cloud.

    Components are the edges of a minimum spanning tree; all else is GUDHI's (``RipsPersistence``,
    a fork of Ripser), over the field of two elements.

    Parameters
    ----------
    points
        The cloud (n, d); a few thousand points. Take `landmarks` of larger ones.
    dimension
        The highest dimension of holes: 0 components, 1 loops, 2 cavities.
    cutoff
        The greatest distance of points that are joined. If none is given: all, of up to 200
        points; of more, what gives 60 edges a point.

    Raises
    ------
    InputError
        Values are not finite, there are no points or too many, or a number is out of range.

    References
    ----------
    U. Bauer, "Ripser: efficient computation of Vietoris–Rips persistence barcodes", 2021. The
    GUDHI Project, "GUDHI User and Reference Manual".

    Examples
    --------
    >>> turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    >>> diagram = persistence(np.stack([np.cos(turn), np.sin(turn)], axis=1))
    >>> diagram.bars[1].round(3).tolist()
    [[0.157, 1.782]]
    """
    cloud = as_cloud(points)
    dimension = as_count(dimension, "dimension", 0)
    if dimension > _MOST_DIMENSION:
        raise InputError(f"The dimension: got {dimension}, expected {_MOST_DIMENSION} at most.")
    if len(cloud) > _MOST_POINTS:
        raise InputError(
            f"There are {len(cloud):,} points; the limit is {_MOST_POINTS:,}. Take `landmarks` or "
            "use `homology`, which does."
        )
    if cutoff is not None and not cutoff > 0:
        raise InputError(f"The cutoff: got {cutoff!r}, expected a distance > 0.")
    lengths = tree_lengths(cloud)
    components = np.stack([np.zeros(len(cloud)), np.append(np.sort(lengths), np.inf)], axis=1)
    if dimension == 0 or len(cloud) < 3:
        reach = np.inf if cutoff is None else cutoff
        components[components[:, 1] > reach, 1] = np.inf
        empty = tuple(np.empty((0, 2)) for _ in range(dimension))
        return Diagram((components, *empty), reach, len(cloud))
    places = np.unique(cloud, axis=0)  # a point that is there twice fills nothing
    pairs = np.asarray(pdist(places), np.float64)
    cone = float(squareform(pairs).max(axis=1).min()) if len(places) <= 4000 else np.inf
    reach = _reach(pairs, len(places)) if cutoff is None else cutoff
    reach = min(reach, cone)  # beyond the cone's radius nothing is left to happen
    found = _bars(pairs, len(places), dimension, reach)
    if cutoff is not None:
        components[components[:, 1] > cutoff, 1] = np.inf
    return Diagram((components, *found), reach, len(cloud))


def _reach(pairs: Floats, count: int) -> float:
    """Return a distance that so many pairs have at most."""
    wanted = _EDGES * count
    if count <= _WHOLE or wanted >= len(pairs):
        return np.inf
    return float(np.partition(pairs, wanted)[wanted])


def _bars(pairs: Floats, count: int, dimension: int, reach: float) -> tuple[Floats, ...]:
    """Return the bars of the dimensions 1 and up."""
    from gudhi.sklearn.rips_persistence import RipsPersistence  # takes a second to import

    near = np.flatnonzero(pairs <= reach)
    starts = np.cumsum(np.arange(count - 1, 0, -1))  # of the second row of pairs, and so on
    first = np.searchsorted(starts, near, side="right")
    second = near - np.append(0, starts)[first] + first + 1
    graph = coo_matrix((pairs[near], (first, second)), shape=(count, count))
    kinds = list(range(1, dimension + 1))
    # Of a cavity's complex edges that change nothing are taken away first; it pays from there on.
    rips = RipsPersistence(
        homology_dimensions=kinds,
        input_type="distance coo_matrix",
        homology_coeff_field=2,
        num_collapses=1 if dimension > 1 else 0,
    )
    found = rips.fit_transform([graph])[0]
    return tuple(_sorted(np.asarray(bars, np.float64).reshape(-1, 2)) for bars in found)


def _sorted(bars: Floats) -> Floats:
    """Drop what is born and dies at once, and order the rest by ratio, the longest first."""
    # Equal distances that rounding tells apart would make all the rest stand out.
    kept = bars[bars[:, 1] > bars[:, 0] * (1 + _ROUNDING)]
    return kept[np.argsort(-kept[:, 1] / kept[:, 0], kind="stable")]
