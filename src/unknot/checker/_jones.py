"""Links whose Jones polynomial is not the product that a split link has: `jones` (T4.6b)."""

from ._certificate import Certificate
from ._links import Crossing, Place, diagram, read_sides, small_prime
from ._reading import items, need, whole

# The ways to join what is cut, all at once in memory; Catalan's number of 10 is 16,796.
_MOST_WAYS = 20_000


def jones(c: Certificate) -> None:
    """T4.6b: at a = `at` mod p the normalised bracket of the whole is not that of the sides."""
    loops, sides = read_sides(c)
    prime = small_prime(c)
    a = whole(c.evidence["at"], "at", 1)
    need(a < prime, f"at: expected a number below {prime}")
    found = diagram(loops)
    values = [value_at(found, side, prime, a) for side in sides]
    claimed = items(c.evidence["values"], "values")
    same = all(type(x) is int for x in claimed) and claimed == values
    need(same, f"the values are {values}")
    need(values[0] != values[1] * values[2] % prime, "an equal product proves nothing")


def value_at(
    crossings: list[Crossing], loops: set[int], p: int, a: int, *, own: bool = False
) -> int:
    """Return (−a³)^(−writhe)·⟨D⟩ mod p of a sub-link, with ⟨empty⟩ = 1; twists do not change it.

    With `own` only crossings of polygons with themselves count for the writhe: then it does not
    depend on their directions.
    """
    kept = [x for x in crossings if x.over[0] in loops and x.under[0] in loops]
    inverse = pow(a, -1, p)
    writhe = sum(x.sign for x in kept if not own or x.over[0] == x.under[0])
    twist = pow(-(inverse**3), writhe, p) if writhe >= 0 else pow(-(a**3), -writhe, p)
    crossed = {place[0] for x in kept for place in (x.over, x.under)}
    circle = -(a * a + inverse * inverse)
    free = pow(circle, len(loops - crossed), p)
    return twist * free * _bracket(kept, p, a, inverse, circle) % p


def _bracket(crossings: list[Crossing], p: int, a: int, inverse: int, circle: int) -> int:
    """Return the sum over all ways to smooth every crossing, each circle counting −a² − a⁻².

    A state is the other end of the strand from each of the four ways out of each crossing, −1
    where the crossing has been smoothed.
    """
    states = {tuple(_joined(crossings)): 1}
    left = set(range(len(crossings)))
    edges = next(iter(states))
    while left:
        # Next, a crossing with as many ways as possible to those that have been smoothed.
        k = min(left, key=lambda k: (sum(edges[4 * k + i] // 4 in left for i in range(4)), k))
        left.remove(k)
        found: dict[tuple[int, ...], int] = {}
        for state, value in states.items():
            # Opened where the over strand, turned anticlockwise, sweeps; or where it does not.
            for weight, pairs in ((a, ((0, 1), (2, 3))), (inverse, ((0, 3), (1, 2)))):
                now, term = list(state), value * weight
                for i, j in pairs:
                    one, other = 4 * k + i, 4 * k + j
                    x, y = now[one], now[other]
                    if x == other:
                        term *= circle
                    else:
                        now[x], now[y] = y, x
                    now[one] = now[other] = -1
                key = tuple(now)
                found[key] = (found.get(key, 0) + term) % p
        need(len(found) <= _MOST_WAYS, "the picture of the polygons is too wide")
        states = found
    return next(iter(states.values()))


def _joined(crossings: list[Crossing]) -> list[int]:
    """Return the other end of each edge: 4·crossing + way, anticlockwise from the under one in."""
    passes: dict[int, list[tuple[Place, int, int]]] = {}
    for k, x in enumerate(crossings):
        # The over strand comes from the fourth way if the under strand passes to its left.
        for place, way in ((x.under, 0), (x.over, 3 if x.sign > 0 else 1)):
            passes.setdefault(place[0], []).append((place, k, way))
    other = [-1] * (4 * len(crossings))
    for met in passes.values():
        met.sort()
        for (_, k, way), (_, following, into) in zip(met, [*met[1:], met[0]], strict=True):
            out = 4 * k + (way + 2) % 4
            other[out], other[4 * following + into] = 4 * following + into, out
    return other
