"""The ways into the plane: a row for each, whoever computes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from warnings import catch_warnings, simplefilter

import numpy as np
from jaxtyping import Float, Int
from scipy.sparse.csgraph import connected_components
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, Isomap
from sklearn.neighbors import NeighborhoodComponentsAnalysis

from unknot.errors import InputError, MissingExtra

_COMPONENTS = 50  # kept of wide points before neighbours are embedded, as is usual for t-SNE
_STEPS = 200  # of NCA: it is long before it converges

Points = Float[np.ndarray, "n d"]
Labels = Int[np.ndarray, "n"]
Tell = Callable[[int, int], None]  # so many steps are done, of at most so many


@dataclass(frozen=True)
class Laid:
    """Points in the plane, and what must be known to read the picture.

    Attributes
    ----------
    places
        (n, 2).
    note
        A sentence, or nothing.
    """

    places: Float[np.ndarray, "n 2"]
    note: str = ""


@dataclass(frozen=True)
class Reduction:
    """A way into the plane.

    Attributes
    ----------
    title
        What it is called in titles.
    axis
        What its axes are called; they are numbered.
    source
        Author and year.
    least
        How many points it needs.
    place
        Takes points, labels, a seed and what to tell of its steps to the plane.
    supervised
        Whether it looks at the labels.
    """

    title: str
    axis: str
    source: str
    least: int
    place: Callable[[Points, Labels, int, Tell], Laid]
    supervised: bool = False


def _plane(points: Points, labels: Labels, seed: int, tell: Tell) -> Laid:
    del labels, seed, tell
    if points.shape[1] > 2:
        raise InputError(
            f"The points have {points.shape[1]} features and cannot be drawn as they are; choose "
            "a way into the plane, such as pca."
        )
    return Laid(_two(points))


def _pca(points: Points, labels: Labels, seed: int, tell: Tell) -> Laid:
    del labels, seed, tell
    found = PCA(min(2, *points.shape), svd_solver="full")
    places = found.fit_transform(points)
    total = found.explained_variance_ratio_
    kept = float(total.sum()) if np.isfinite(total).all() else 1.0
    return Laid(_two(places), f"The two axes have {kept:.0%} of the variance.")


def _isomap(points: Points, labels: Labels, seed: int, tell: Tell) -> Laid:
    del labels, seed, tell
    near = min(10, len(points) - 1)
    with catch_warnings():
        simplefilter("ignore")  # it warns where the graph falls into pieces, which is said below
        found = Isomap(n_neighbors=near, n_components=min(2, len(points) - 1))
        places = found.fit_transform(points)
        pieces, _ = connected_components(found.nbrs_.kneighbors_graph(points), directed=False)
    note = f"Distances are along the graph of {near} nearest neighbours"
    return Laid(
        _two(places),
        f"{note}."
        if pieces == 1
        else f"{note}, which falls into {pieces} pieces; these were joined where they are nearest.",
    )


def _tsne(points: Points, labels: Labels, seed: int, tell: Tell) -> Laid:
    del labels, tell
    perplexity = min(30.0, (len(points) - 1) / 3)
    found = TSNE(perplexity=perplexity, init="pca" if points.shape[1] > 1 else "random")
    found.set_params(random_state=seed)
    places = found.fit_transform(_fewer(points).astype(np.float32))
    return Laid(_two(places), "Neighbours are kept; sizes of groups and gaps between mean nothing.")


def _umap(points: Points, labels: Labels, seed: int, tell: Tell) -> Laid:
    del labels, tell
    try:
        from umap import UMAP  # type: ignore[import-not-found]
    except ModuleNotFoundError as error:
        if error.name != "umap":
            raise
        raise MissingExtra("umap-learn", "views", "This view") from None
    near = min(15, len(points) - 1)
    with catch_warnings():
        simplefilter("ignore")  # that a seed makes it use one core
        found: Any = UMAP(n_neighbors=near, random_state=seed)
        places = found.fit_transform(points)
    return Laid(_two(places), "Neighbours are kept; sizes of groups and gaps between mean little.")


def _nca(points: Points, labels: Labels, seed: int, tell: Tell) -> Laid:
    shape = (min(2, points.shape[1]), points.shape[1])
    last: list[np.ndarray] = []

    def stepped(transformation: np.ndarray, done: int) -> None:
        last[:] = [transformation.reshape(shape).copy()]
        tell(done, _STEPS)

    found = NeighborhoodComponentsAnalysis(
        n_components=shape[0], init="pca", max_iter=_STEPS, callback=stepped, random_state=seed
    )
    try:
        with catch_warnings():
            simplefilter("ignore")  # that it was stopped before it converged
            places = found.fit_transform(points, labels)
    except KeyboardInterrupt:
        if not last:
            raise
        places = points @ last[0].T
        return Laid(_two(places), f"It was interrupted before it was done. {_SUPERVISED}")
    return Laid(_two(places), _SUPERVISED)


_SUPERVISED = "The plane was chosen by these labels; other points of the classes may not part so."

REDUCTIONS: dict[str, Reduction] = {
    "plane": Reduction("as they are", "", "", 1, _plane),
    "pca": Reduction("principal components", "principal component", "Pearson 1901", 1, _pca),
    "isomap": Reduction(
        "Isomap", "Isomap coordinate", "Tenenbaum, de Silva and Langford 2000", 3, _isomap
    ),
    "tsne": Reduction("t-SNE", "t-SNE coordinate", "van der Maaten and Hinton 2008", 4, _tsne),
    "umap": Reduction("UMAP", "UMAP coordinate", "McInnes, Healy and Melville 2018", 4, _umap),
    "nca": Reduction(
        "neighbourhood components", "NCA coordinate", "Goldberger et al. 2004", 2, _nca, True
    ),
}


def _two(places: np.ndarray) -> Float[np.ndarray, "n 2"]:
    places = np.asarray(places, np.float64)
    return np.pad(places, [(0, 0), (0, 2 - places.shape[1])])


def _fewer(points: Points) -> Points:
    if points.shape[1] <= _COMPONENTS or len(points) <= _COMPONENTS:
        return points
    return PCA(_COMPONENTS, svd_solver="full").fit_transform(points)
