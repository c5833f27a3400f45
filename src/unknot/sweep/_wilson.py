"""How sure a share is that was counted in a few trials."""

from scipy.stats import norm

from unknot.errors import InputError


def wilson(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the score interval of a probability, from successes in independent trials.

    Unlike the textbook's p ± 1.96 s it stays within [0, 1] and has a width where all trials or
    none succeed.

    Parameters
    ----------
    successes, trials
        How many of how many; without a trial nothing is known, and the interval is (0, 1).
    confidence
        Of the interval, between 0 and 1.

    Raises
    ------
    InputError
        There are more successes than trials, or the confidence is none.

    References
    ----------
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.

    Examples
    --------
    >>> [round(bound, 3) for bound in wilson(0, 128)], [round(b, 3) for b in wilson(3, 10)]
    ([0.0, 0.029], [0.108, 0.603])
    """
    if not 0 <= successes <= trials:
        raise InputError(f"{successes} successes in {trials} trials: expected 0 to {trials}.")
    if not 0 < confidence < 1:
        raise InputError(f"The confidence is {confidence!r}; expected a number between 0 and 1.")
    if trials == 0:
        return 0.0, 1.0
    z = float(norm.ppf(0.5 + confidence / 2))
    share, scale = successes / trials, 1 + z * z / trials
    middle = (share + z * z / (2 * trials)) / scale
    half = z / scale * (share * (1 - share) / trials + z * z / (4 * trials * trials)) ** 0.5
    # Rounding must not move a bound off an end that it has exactly.
    low = 0.0 if successes == 0 else middle - half
    return low, 1.0 if successes == trials else middle + half
