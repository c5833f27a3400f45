"""The hyperplane with the widest gap between two clouds of points."""

import numpy as np
from jaxtyping import Float
from scipy.optimize import linprog


def widest_gap(
    first: Float[np.ndarray, "a n"], second: Float[np.ndarray, "b n"]
) -> tuple[Float[np.ndarray, " n"], float] | None:
    """Return w and c with w·x + c ≤ −1 on the first rows and ≥ 1 on the second, if there are.

    The gap is the widest in the norm whose unit ball bounds |wᵢ| by one: a linear program.

    Examples
    --------
    >>> found = widest_gap(np.array([[0.0, 0.0], [0.0, 1.0]]), np.array([[2.0, 0.0], [2.0, 1.0]]))
    >>> found[0].tolist(), float(found[1])
    ([1.0, -0.0], -1.0)
    """
    rows = np.concatenate([first, second])
    centre = rows.mean(0)
    spread = float(np.abs(rows - centre).max())
    if not 0 < spread < np.inf:
        return None
    # The widest gap m with y(w·x + c) ≥ m for |wᵢ| ≤ 1.
    labels = np.repeat([-1.0, 1.0], [len(first), len(second)])[:, None]
    scaled = (rows - centre) / spread
    table = np.concatenate([-labels * scaled, -labels, np.ones_like(labels)], axis=1)
    n = rows.shape[1]
    limits = [(-1, 1)] * n + [(None, None), (None, 1)]
    found = linprog(np.append(np.zeros(n + 1), -1), table, np.zeros(len(rows)), bounds=limits)
    if not found.success or not found.x[-1] > 1e-9:
        return None
    w, c = found.x[:n] / spread, found.x[n]
    c -= w @ centre
    low, high = float((second @ w + c).min()), float((first @ w + c).max())
    if not high < low:
        return None
    scale = 2.0 / (low - high)
    return w * scale, (c - 0.5 * (low + high)) * scale
