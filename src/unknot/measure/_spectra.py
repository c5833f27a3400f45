"""The singular values of layers, and of all layers up to each, along the data."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from jaxtyping import Float

from unknot.errors import InputError, UnsupportedLayer
from unknot.measure._directions import probed
from unknot.measure._jacobians import NUMBERS, derivatives
from unknot.measure._layers import read_out
from unknot.nets import Foreign, Model, Network, Opaque, Viewed, viewed

_WORK = 2e10  # multiplications of one layer's singular values at all points, at most
_SOME_SECONDS = 1e9  # of all layers' at all points
_FEWEST = 50  # points for which whole matrices are worth it
_PROBED = 64  # points at which directions are tried instead
_DIFFERENCED = 64  # features, at most, in which derivatives are differences


@dataclass(frozen=True, eq=False)
class Spectrum:
    """How a layer, and all layers up to it, stretch space at some points.

    Attributes
    ----------
    depth
        How many layers; the scores come last.
    largest, least
        (n,): σ_max of the accumulated Jacobian, and the least stretch of a unit vector (0 once a
        layer was narrower than the data); None if the least is not known.
    layer_largest, layer_least
        The same of the last layer alone; None if it cannot be asked by itself.
    above
        (n,): where directions were tried, a bound from above of ``largest``; None where
        ``largest`` is exact up to rounding.
    how
        In words, how they were found.
    """

    depth: int
    largest: Float[np.ndarray, "n"]
    least: Float[np.ndarray, "n"] | None
    layer_largest: Float[np.ndarray, "n"] | None
    layer_least: Float[np.ndarray, "n"] | None
    above: Float[np.ndarray, "n"] | None
    how: str

    @property
    def condition(self) -> Float[np.ndarray, "n"] | None:
        """σ_max over the least stretch; infinite where the Jacobian is singular."""
        if self.least is None:
            return None
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return np.where(self.least > 0, self.largest / self.least, np.inf)


def most_points(network: Model) -> int:
    """Return at how many points the spectra of a network are found in some seconds.

    Examples
    --------
    >>> from unknot.nets import activation, mlp
    >>> most_points(mlp(0, 2, (3,), 2, [activation("tanh")], "logistic"))
    1000
    """
    known = read_out(viewed(network))
    if not _whole(known):
        return _PROBED
    columns = _columns(known)
    pairs = [*pairwise(known.widths), *((columns, width) for width in known.widths[1:])]
    work = sum(min(pair) ** 2 * max(pair) for pair in pairs)
    return int(np.clip(_SOME_SECONDS / work, _FEWEST, 1000))


def spectra(
    network: Model, points: Float[np.ndarray, "n inputs"], *, seed: int = 0
) -> tuple[Spectrum, ...]:
    """Return the singular values of the Jacobians along the data, for each layer and the scores.

    Up to about 500 units from whole Jacobians, exact up to rounding, at these points: a maximum
    over them is a lower bound of that over the data's shapes. Of wider networks σ_max is found by
    products with directions: a lower bound by bidiagonalisation, or where another library computes
    a layer (only J·v by differences) by 16 random directions. Of models that give values alone,
    in up to 64 features, derivatives are central differences.

    Parameters
    ----------
    network
        One of ours, or a model of any library; see :func:`most_points`.
    points
        As rows.
    seed
        Of random directions.

    Raises
    ------
    UnsupportedLayer
        Activations alone have no derivatives.
    InputError
        Derivatives overflow, or the points do not fit.

    References
    ----------
    G. Golub and W. Kahan, 1965 (bidiagonalisation); N. Halko, P. Martinsson, J. Tropp, 2011,
    Lemma 4.1 (‖A‖ ≤ 2√(2/π)·max ‖Aω‖ over r Gaussian directions but for a chance of 2^−r).

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import Dense, Network, activation
    >>> net = Network([Dense(np.diag([3.0, 0.5]), np.zeros(2), activation("tanh"))])
    >>> found = spectra(net, np.zeros((1, 2)))[0]
    >>> found.largest.tolist(), found.condition.tolist()
    ([3.0], [6.0])
    """
    known = read_out(viewed(network)).float64()
    rows = np.asarray(points, np.float64)
    known.check_rows(rows)
    if not isinstance(known, Network | Foreign):
        raise UnsupportedLayer("Activations alone have no derivatives; load the model itself.")
    if not len(rows):
        raise InputError("There are no points to look at the network's derivatives at.")
    if not _whole(known):
        return _wide(known, rows, seed)
    step = max(1, NUMBERS // (max(known.widths) * _columns(known)))
    parts = [derivatives(known, rows[i : i + step]) for i in range(0, len(rows), step)]
    how = "whole Jacobians"
    if isinstance(known, Foreign) or any(isinstance(one, Opaque) for one in known.layers):
        how += "; of parts of another library by central differences"
    found = []
    for depth in range(1, known.depth + 1):
        own = np.concatenate([part[1][depth] for part in parts], axis=1)
        whole = np.concatenate([part[2][depth] for part in parts], axis=1)
        alone = not np.isnan(own[:2]).any()
        found.append(
            Spectrum(
                depth,
                whole[0],
                whole[1],
                own[0] if alone else None,
                own[1] if alone else None,
                None,
                how,
            )
        )
    return tuple(found)


def _wide(known: Network | Foreign, rows: np.ndarray, seed: int) -> tuple[Spectrum, ...]:
    found = []
    for depth, probe in enumerate(probed(known, rows, seed), start=1):
        narrowed = min(known.widths[: depth + 1]) < known.inputs
        own = known.widths[depth] < known.widths[depth - 1]
        found.append(
            Spectrum(
                depth,
                probe.largest,
                np.zeros(len(rows)) if narrowed else None,
                probe.layer_largest,
                np.zeros(len(rows)) if own else None,
                probe.above,
                probe.how,
            )
        )
    return tuple(found)


def _columns(known: Viewed) -> int:
    """Return how many columns the accumulated Jacobians have; see ``_jacobians._reduced``."""
    return min(known.widths[:2]) if isinstance(known, Network) else known.inputs


def _affordable(known: Viewed) -> int:
    least, largest = sorted((_columns(known), max(known.widths)))
    return int(_WORK / (least**2 * largest))


def _whole(known: Viewed) -> bool:
    """Whether whole Jacobians can be had, and are worth it."""
    if _affordable(known) < _FEWEST or _columns(known) * max(known.widths) > NUMBERS:
        return False
    if isinstance(known, Network):
        parts = [layer for layer in known.layers if isinstance(layer, Opaque)]
        return all(layer.inputs <= _DIFFERENCED for layer in parts)
    own = isinstance(known, Foreign) and hasattr(known.model, "jacobian")
    return own or known.inputs <= _DIFFERENCED
