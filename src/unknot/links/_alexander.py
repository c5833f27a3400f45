"""Alexander polynomials, from Fox's matrix by values modulo primes."""

from collections.abc import Iterator
from math import prod

import numpy as np

from unknot.errors import InputError
from unknot.links._diagram import Diagram
from unknot.links._invariants import arcs_of
from unknot.links._laurent import Laurent

_MOST_VALUES = 40_000_000  # entries of matrices, over all places at which they are evaluated
_AT_ONCE = 4_000_000

Rows = list[list[tuple[int, int, tuple[int, ...]]]]  # of each: column, coefficient, exponents


def alexander(picture: Diagram) -> Laurent:
    """Return the Alexander polynomial in one variable, up to units ±t^k: see `Laurent.normal`.

    It is the determinant of Fox's matrix without one row and one column, every t_c = t (Alexander
    1928, *Trans. AMS* 30; Fox 1954, *Free differential calculus* II). Of a split link it is 0.

    Raises
    ------
    InputError
        The picture has too many crossings.

    Examples
    --------
    >>> from unknot.links import from_pd
    >>> print(alexander(from_pd([(1, 5, 2, 4), (3, 1, 4, 6), (5, 3, 6, 2)])))
    t^2 - t + 1
    >>> print(alexander(from_pd([(4, 2, 3, 1), (2, 4, 1, 3)])))
    t - 1
    """
    rows, size, _ = _fox(picture, [0] * picture.components)
    return _determinant(rows, size, 1, ("t",)).normal()


def multivariable_alexander(picture: Diagram) -> Laurent:
    """Return the Alexander polynomial in one variable a component, up to units ± monomials.

    Of a knot it is `alexander`. Of a link it is the determinant of Fox's matrix without one row and
    the column of one arc, divided by t_c − 1 for the component c of that arc (Fox 1954; Torres
    1953, *Ann. of Math.* 57). Of a split link it is 0. Variables are t1, t2, … by the components.

    Raises
    ------
    InputError
        There are too many crossings and components.

    Examples
    --------
    >>> from unknot.links import from_pd
    >>> print(multivariable_alexander(from_pd([(4, 2, 3, 1), (2, 4, 1, 3)])))
    1
    """
    count = picture.components
    if count == 1:
        return alexander(picture)
    names = tuple(f"t{c + 1}" for c in range(count))
    rows, size, dropped = _fox(picture, list(range(count)))
    minor = _determinant(rows, size, count, names)
    return _divided(minor, dropped).normal()


def _fox(picture: Diagram, variable: list[int]) -> tuple[Rows, int, int]:
    """Return a square part of Fox's matrix, its size, and the variable of the column left out.

    Its relation is after = over^±1 · before · over^∓1; one of them follows from the others.
    """
    count, arcs = arcs_of(picture, None)
    variables = max(variable) + 1
    zero = (0,) * variables

    def t(component: int) -> tuple[int, ...]:
        return tuple(int(k == variable[component]) for k in range(variables))

    rows: Rows = []
    last = 0  # a column of the component that is left out: the over arc of the first crossing
    for number, over, before, after in arcs:
        crossing = picture.crossings[number]
        t_over, t_under = t(crossing.over), t(crossing.under)
        if crossing.sign < 0:
            before, after = after, before
        rows.append([(over, 1, zero), (over, -1, t_under), (before, 1, t_over), (after, -1, zero)])
    dropped = 0
    if arcs:
        last, dropped = arcs[0][1], variable[picture.crossings[arcs[0][0]].over]
    # Fewer relations than arcs: some component lies over all it crosses, and comes away.
    rows = rows[1:] if len(arcs) == count else rows
    kept = [
        [(column - (column > last), c, e) for column, c, e in row if column != last] for row in rows
    ]
    return kept, count - 1, dropped


def _determinant(rows: Rows, size: int, variables: int, names: tuple[str, ...]) -> Laurent:
    """Return the determinant of a matrix of polynomials, at most linear in each variable a row."""
    if size == 0:
        return Laurent({(0,) * variables: 1}, names)
    if len(rows) != size or not all(rows):
        return Laurent({}, names)
    degrees = [sum(any(e[k] for _, _, e in row) for row in rows) for k in range(variables)]
    places = prod(d + 1 for d in degrees)
    if places * size * size > _MOST_VALUES:
        raise InputError(
            f"A picture of {size + 1} arcs and {variables} variables is too large for its "
            "Alexander polynomial. Simplify the link first."
        )
    # On the circles |t| = 1 the determinant is at most the product of the rows' sums (≤ 4 each),
    # and so is every coefficient.
    bound = 2 * 4**size
    total: np.ndarray | None = None
    modulus = 1
    for p in _primes():
        found = _modulo(rows, size, degrees, p).astype(object)
        if total is None:
            total, modulus = found, p
        else:
            inverse = pow(modulus, -1, p)
            total = total + modulus * ((found - total) * inverse % p)
            modulus *= p
        if modulus > bound:
            break
    assert total is not None
    total = np.where(total > modulus // 2, total - modulus, total)
    return Laurent({tuple(map(int, e)): int(total[tuple(e)]) for e in np.argwhere(total)}, names)


def _modulo(rows: Rows, size: int, degrees: list[int], p: int) -> np.ndarray:
    """Return the coefficients mod p, (d + 1, …): by values at 1, 2, … and interpolation."""
    grid = np.stack(np.meshgrid(*(np.arange(1, d + 2) for d in degrees), indexing="ij"), -1)
    places = grid.reshape(-1, len(degrees))
    step = max(1, _AT_ONCE // size**2)
    values = np.concatenate(
        [_values(rows, size, places[i : i + step], p) for i in range(0, len(places), step)]
    ).reshape([d + 1 for d in degrees])
    for axis, degree in enumerate(degrees):
        inverse = _interpolation(degree, p)
        moved = np.moveaxis(values, axis, 0)
        total = np.zeros_like(moved)
        for k in range(degree + 1):  # one product at a time, below 2⁶²
            total = (total + inverse[:, k].reshape(-1, *[1] * (moved.ndim - 1)) * moved[k]) % p
        values = np.moveaxis(total, 0, axis)
    return values


def _values(rows: Rows, size: int, places: np.ndarray, p: int) -> np.ndarray:
    """Return the determinants mod p at some places, (k, variables): (k,)."""
    matrices = np.zeros((len(places), size, size), np.int64)
    for i, row in enumerate(rows):
        for column, c, e in row:
            matrices[:, i, column] += c * np.prod(places ** np.array(e), axis=1)
    matrices %= p
    result = np.ones(len(places), np.int64)
    every = np.arange(len(places))
    for k in range(size):
        at = k + np.argmax(matrices[:, k:, k] != 0, axis=1)
        swapped = matrices[every, at].copy()
        matrices[every, at] = matrices[:, k]
        matrices[:, k] = swapped
        pivot = swapped[:, k]
        result = np.where(at == k, result, p - result) * pivot % p
        factors = matrices[:, k + 1 :, k] * _inverses(pivot, p)[:, None] % p
        below = matrices[:, k + 1 :, k:] - factors[:, :, None] * swapped[:, None, k:] % p
        matrices[:, k + 1 :, k:] = below % p
    return result


def _inverses(x: np.ndarray, p: int) -> np.ndarray:
    """Return x^(p − 2) mod p: the inverses (0 of 0)."""
    result, power, left = np.ones_like(x), x % p, p - 2
    while left:
        if left & 1:
            result = result * power % p
        power = power * power % p
        left >>= 1
    return result


def _interpolation(degree: int, p: int) -> np.ndarray:
    """Return the matrix mod p that takes values at 1 … d + 1 to coefficients."""
    nodes = list(range(1, degree + 2))
    columns = []
    for i, x in enumerate(nodes):
        poly, scale = [1], 1
        for j, y in enumerate(nodes):
            if j != i:
                lower = [*poly, 0]
                poly = [(u - y * v) % p for u, v in zip([0, *poly], lower, strict=True)]
                scale = scale * (x - y) % p
        factor = pow(scale, -1, p)
        columns.append([c * factor % p for c in poly])
    return np.array(columns, np.int64).T


def _primes() -> Iterator[int]:
    """Give the primes below 2³¹, from the largest: products of residues stay below 2⁶²."""
    candidate = 2**31 - 1
    while True:
        if all(candidate % d for d in range(3, int(candidate**0.5) + 1, 2)):
            yield candidate
        candidate -= 2


def _divided(whole: Laurent, variable: int) -> Laurent:
    """Divide by t − 1 in one variable, exactly."""
    left = dict(whole.terms)
    found: dict[tuple[int, ...], int] = {}
    while left:
        top = max(left, key=lambda e: e[variable])
        c = left.pop(top)
        below = tuple(k - (i == variable) for i, k in enumerate(top))
        found[below] = c
        left[below] = left.get(below, 0) + c
        if not left[below]:
            del left[below]
        assert below[variable] >= 0, "Fox's determinant is a multiple of t − 1"
    return Laurent(found, whole.names)
