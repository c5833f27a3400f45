"""Which bars of a diagram are more than noise: the universal law of death over birth.

In diagrams of random points, whatever their distribution, log(death/birth) is exponentially
distributed but for its scale (Bobrowski & Skraba 2023, who write it as log log and a left-skewed
Gumbel variable): a conjecture with strong evidence, of points drawn independently. Of landmarks,
which are spread evenly and have fewer long bars, it is a rule of thumb.
"""

import numpy as np
from numpy.typing import ArrayLike

from unknot.topology._clouds import Floats

_EULER = 0.5772156649015329
_LEAST_NOISE = 3  # bars from which the scale of noise may be read
_CLEAR = 3.0  # a death over birth that noise of loops does not have, of however many bars
_ONE = 0.05  # a bar that stands out among others is not too likely by itself


def log_ratios(bars: ArrayLike, cutoff: float = np.inf) -> Floats:
    """Return log(death/birth) of bars (m, 2); deaths beyond the cutoff count as the cutoff."""
    table = np.asarray(bars, np.float64).reshape(-1, 2)
    births = np.maximum(table[:, 0], 1e-300)
    deaths = np.minimum(np.maximum(table[:, 1], births), max(cutoff, 1e-300))
    return np.log(np.maximum(deaths, births) / births)


def p_values(bars: ArrayLike, cutoff: float = np.inf) -> Floats:
    """Return of each bar (m, 2) in a dimension above 0 how likely noise is as long, (m,).

    exp(−exp ℓ) with ℓ = log log(death/birth) − its mean over all bars − γ, Euler's constant. To
    judge m bars at once, hold m times the value to the level (Bonferroni).

    Parameters
    ----------
    bars
        Births and deaths (m, 2), 0 < birth < death.
    cutoff
        Deaths beyond it count as the cutoff: the value is then an upper bound.

    References
    ----------
    O. Bobrowski, P. Skraba, "A universal null-distribution for topological data analysis",
    Scientific Reports 13, 2023.

    Examples
    --------
    >>> noise = [[1, ratio] for ratio in np.linspace(1.05, 1.3, 60)]
    >>> bool(p_values([[1, 20.0], *noise])[0] < 1e-4)
    True
    """
    ratios = log_ratios(bars, cutoff)
    if not len(ratios):
        return ratios
    twice = np.log(np.maximum(ratios, 1e-12))
    return np.exp(-np.exp(np.clip(twice - twice.mean() - _EULER, -700, 700)))


def standing_out(
    bars: ArrayLike, cutoff: float = np.inf, level: float = 0.05, clear: float = _CLEAR
) -> int:
    """Return how many bars, the longest by ratio, are together more than noise.

    Several holes of one size hide each other where every bar is judged alone. So for each k the
    step from the k-th to the next ratio is tested: among m exponential variables it has the scale
    s/k, where s is known from the m − k lower ones (their sum and k times the largest of them,
    over m − k); its p-value is (1 + k·step/((m − k) s))^−(m−k), exactly. Of those that pass at
    level/m, each of the k bars being unlikely by itself too, the least likely step counts; if there
    is none, the bars that `p_values` finds one by one. A bar whose death is ``clear`` times its
    birth counts always: where a sample makes no noise there is nothing to compare it with.

    References
    ----------
    A. Rényi, "On the theory of order statistics", 1953 (steps are independent). A. C. Kimber,
    "Tests for many outliers in an exponential sample", Applied Statistics 31, 1982.

    Examples
    --------
    >>> noise = [[1, ratio] for ratio in np.exp(np.linspace(0.01, 0.4, 40))]
    >>> standing_out([[1, 3.0], [1, 3.1], [1, 3.3], *noise]), standing_out(noise)
    (3, 0)
    """
    ratios = -np.sort(-log_ratios(bars, cutoff))
    count = len(ratios)
    if not count:
        return 0
    sure = int((ratios >= np.log(clear)).sum())
    alone = max(sure, int((p_values(bars, cutoff) * count < level).sum()))
    best, least = 0, level / count
    for k in range(1, count - _LEAST_NOISE + 1):
        chance, scale = step_chance(ratios, k)
        if chance < least and np.exp(-ratios[k - 1] / scale) < _ONE:
            best, least = k, chance
    return max(best, alone)


def step_chance(values: Floats, k: int) -> tuple[float, float]:
    """Return how likely a step as large is after the k-th of exponential values, and their scale.

    The values (m,) are in descending order, 0 < k < m.
    """
    lower, left = values[k:], len(values) - k
    scale = max(float(lower.sum() + k * lower[0]) / left, 1e-300)
    step = k * (values[k - 1] - lower[0]) / (left * scale)
    return float(np.exp(-left * np.log1p(step))), scale
