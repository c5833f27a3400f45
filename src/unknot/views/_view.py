"""Points in the plane, and how much of them the plane keeps."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from sklearn.manifold import trustworthiness

from unknot.data import Dataset
from unknot.errors import InputError, UnknownName
from unknot.neighbours import k_nearest
from unknot.recording import Subject, drawn
from unknot.views._reductions import REDUCTIONS, Reduction

_TRUSTED = 5  # neighbours


@dataclass(frozen=True)
class View:
    """Points laid into the plane, and how far the plane can be trusted.

    Attributes
    ----------
    data
        The points that were laid out: at most 2,000 of those given.
    total
        How many were given.
    by
        The name of the way, a key of :data:`REDUCTIONS`.
    places
        (n, 2).
    note
        What must be known to read the picture; one sentence, or nothing.
    trust
        Trustworthiness of five neighbours, 1 where no stranger has become a neighbour (Venna and
        Kaski 2001); None of fewer than twelve points.
    right_there, right_here
        The share of points whose nearest other point is of their own class, in the space of the
        points and in the plane; None of a single point.
    """

    data: Dataset
    total: int
    by: str
    places: Float[np.ndarray, "n 2"]
    note: str
    trust: float | None
    right_there: float | None
    right_here: float | None

    @property
    def reduction(self) -> Reduction:
        """The way into the plane."""
        return REDUCTIONS[self.by]

    @property
    def axes(self) -> tuple[str, str]:
        """What the two axes are called."""
        if self.by == "plane":
            return (*self.data.axis_labels, "")[:2]  # type: ignore[return-value]
        what = self.reduction.axis
        return f"1st {what}", f"2nd {what}"


def view(
    data: Dataset,
    by: str = "pca",
    *,
    seed: int = 0,
    on_progress: Callable[[int, int], None] = lambda _, __: None,
) -> View:
    """Lay points into the plane, and measure what is lost.

    Of more than 2,000 points the same 2,000 are laid out that all pictures draw. Ctrl-C keeps what
    ``"nca"`` has found by then.

    Parameters
    ----------
    data
        The points; :func:`represented` gives a network's representation of them.
    by
        ``"plane"`` (two features as they are), ``"pca"``, ``"isomap"``, ``"tsne"``, ``"umap"``
        (if umap-learn is installed), and ``"nca"``, which knows the labels.
    seed
        Of what is random in it.
    on_progress
        Is told how many steps are done, of at most how many, by ways that say so: ``"nca"``.

    Raises
    ------
    InputError
        There is no such way, or there are too few points for it.
    MissingExtra
        It is computed by a package that is not installed.

    References
    ----------
    scikit-learn and umap-learn compute them; :data:`REDUCTIONS` names the authors.

    Examples
    --------
    >>> from unknot.data import load
    >>> found = view(load("iris"))
    >>> found.places.shape, found.axes[0], found.trust > 0.95
    ((150, 2), '1st principal component', True)
    """
    if by not in REDUCTIONS:
        raise UnknownName("way into the plane", by, tuple(REDUCTIONS))
    way = REDUCTIONS[by]
    shown = data if len(data) == len(drawn(len(data))) else data.subset(drawn(len(data)))
    if len(shown) < way.least:
        raise InputError(f"{way.title} needs {way.least} points, but there are {len(shown)}.")
    if way.supervised and len(data.class_names) < 2:
        raise InputError(f"{way.title} need two classes, but there is one.")
    laid = way.place(shown.points, shown.labels, seed, on_progress)
    few = len(shown) < 2 * _TRUSTED + 2
    return View(
        data=shown,
        total=len(data),
        by=by,
        places=laid.places,
        note=laid.note,
        trust=None if few else _trust(shown.points, laid.places),
        right_there=_right(shown.points, shown),
        right_here=_right(laid.places, shown),
    )


def represented(subject: Subject, depth: int | None = None) -> Dataset:
    """Return what a subject's model makes of its data after some layers (all), as a data set.

    Examples
    --------
    >>> from unknot import Spec, fit
    >>> film = fit(Spec(data="iris", hidden=(5, 2), steps=50))
    >>> represented(film, 1).feature_names, represented(film).dimension
    (('unit 1', 'unit 2', 'unit 3', 'unit 4', 'unit 5'), 2)
    """
    model = subject.final
    model.check_finite()
    depth = model.depth if depth is None else depth
    if depth == 0:
        return subject.data
    places = np.asarray(model.represent(subject.data.points, depth))
    if not np.isfinite(places).all():
        raise InputError(
            f"The representation at depth {depth} overflows at some points; check the weights."
        )
    names = tuple(f"unit {k + 1}" for k in range(places.shape[1]))
    data = replace(subject.data, points=places, feature_names=names, shapes=None, scaling=None)
    return replace(data, name=f"{subject.data.name}, {model.title(depth)}")


def _trust(points: np.ndarray, places: np.ndarray) -> float:
    return float(trustworthiness(points, places, n_neighbors=_TRUSTED))


def _right(places: np.ndarray, data: Dataset) -> float | None:
    if len(data) < 2:
        return None
    _, nearest = k_nearest(places, places, 1, exclude_self=True)
    return float(np.mean(data.labels[nearest[:, 0]] == data.labels))
