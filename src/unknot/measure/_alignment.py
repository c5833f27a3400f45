"""How alike two representations of the same points are, up to rotations and scale: CKA."""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float

from unknot.errors import InputError


def cka(
    representations: Sequence[Float[np.ndarray, "n width"]], *, most: int = 1000, seed: int = 0
) -> Float[np.ndarray, "k k"]:
    """Estimate how alike representations of the same points are: 1 up to rotations and scale.

    Linear centred kernel alignment with the unbiased estimate of HSIC, so that wide layers of few
    points do not look alike by chance. It is about the large directions: two layers may be alike
    and yet differ in what decides the class.

    Parameters
    ----------
    representations
        Of the same n ≥ 4 points, of any widths.
    most, seed
        Points, chosen at random if there are more.

    Returns
    -------
    array
        (k, k), symmetric; NaN where one of the two is constant. Estimates may leave [0, 1] a
        little.

    Raises
    ------
    InputError
        There are fewer than four points.

    References
    ----------
    S. Kornblith, M. Norouzi, H. Lee, G. Hinton, "Similarity of neural network representations
    revisited", 2019; L. Song et al., "Feature selection via dependence maximization", 2012, eq. 5.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> one = rng.normal(size=(200, 3))
    >>> found = cka([one, 2 * one[:, [1, 0, 2]] + 1, rng.normal(size=(200, 3))])
    >>> found.round(1).tolist()[0]
    [1.0, 1.0, -0.0]
    """
    count = len(representations[0])
    if count < 4:
        raise InputError(f"CKA is estimated of four points or more, but there are {count}.")
    chosen = np.sort(np.random.default_rng(seed).permutation(count)[:most])
    grams = [_gram(np.asarray(one, np.float64)[chosen]) for one in representations]
    table = np.array([[_hsic(a, b) for b in grams] for a in grams])
    scale = np.diag(table)
    with np.errstate(invalid="ignore", divide="ignore"):
        root = np.sqrt(np.where(scale > 0, scale, np.nan))
        return table / np.outer(root, root)


def _gram(places: np.ndarray) -> np.ndarray:
    """Return products of points without the diagonal, of places around 0 and of size 1."""
    places = places - places.mean(axis=0)
    size = np.abs(places).max()
    places = places / size if size > 0 else places
    gram = places @ places.T
    np.fill_diagonal(gram, 0)
    return gram


def _hsic(a: np.ndarray, b: np.ndarray) -> float:
    """Return the unbiased estimate up to a factor that depends on the number of points."""
    n = len(a)
    row_a, row_b = a.sum(axis=1), b.sum(axis=1)
    found = (a * b).sum() + row_a.sum() * row_b.sum() / ((n - 1) * (n - 2))
    return float(found - 2 / (n - 2) * (row_a @ row_b))
