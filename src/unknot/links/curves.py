"""The corners of well-known links: closed polygons in space, on a grid of whole numbers.

A link is scaled so that its largest coordinate is 2^18 = 262144: orientations of four corners then
are decided exactly in 64-bit integers.
"""

from math import gcd, pi

import numpy as np

from unknot.errors import InputError

Floats = np.ndarray
Sides = tuple[list[Floats], list[Floats]]  # the polygons of either class, (k, 3) each

GRID = 2.0**18

# The finger of the hook in the x-z plane, in units of the ring's radius: through the ring
# upwards, over, down beside the ring without passing through it again, and back.
FINGER = (
    *((-0.2, -1.0), (-0.2, 1.0), (0.5, 1.6), (1.6, 1.0), (1.6, 0.3)),
    *((1.9, 0.3), (1.9, 1.2), (0.5, 2.0), (-0.5, 1.1), (-0.5, -1.0)),
)

# The two hooks of the Whitehead link's clasp, one flat and one upright, each through the other.
CLASP = (
    np.array([(1.2, 0.15, 0.0), (0.8, 0.15, 0.0)]),
    np.array([(1.0, 0.45, -0.2), (1.0, -0.15, -0.2), (1.0, -0.15, 0.2), (1.0, 0.45, 0.2)]),
)


def hopf(vertices: int) -> Sides:
    """Make the Hopf link: two round circles, each through the centre of the other."""
    t = steps(vertices)
    zero = 0 * t
    first = np.stack([np.cos(t), np.sin(t), zero], 1)
    second = np.stack([1 + np.cos(t), zero, np.sin(t)], 1)
    return [first], [second]


def rings(vertices: int) -> Sides:
    """Make two separate wavy rings, one above the other: a plane is between them."""
    t = steps(vertices)
    first = np.stack([np.cos(t), np.sin(t), 0.3 * np.sin(2 * t)], 1)
    second = np.stack([0.3 + 0.8 * np.cos(t), 0.8 * np.sin(t), 0.9 + 0.25 * np.cos(2 * t)], 1)
    return [first], [second]


def whitehead(vertices: int) -> Sides:
    """Make the Whitehead link: a loop that goes round twice and clasps itself, and a ring round it.

    The ring goes round both strands of the loop, opposite the clasp.
    """
    t = steps(vertices)
    ring = np.stack([0.5 * np.cos(t) - 1, 0 * t, 0.5 * np.sin(t)], 1)
    t = np.linspace(pi / 6, 11 * pi / 6, vertices)
    round_ = np.stack([np.cos(t), np.sin(t), 0 * t], 1)
    loop = np.concatenate([1.2 * round_, CLASP[0], 0.8 * round_[::-1], CLASP[1]])
    return [ring], [loop]


def borromean(vertices: int) -> Sides:
    """Make the Borromean rings, three ellipses: one, and the other two."""
    t = steps(vertices)
    long, short, zero = np.cos(t), 0.5 * np.sin(t), 0 * t
    ellipses = [
        np.stack([long, short, zero], 1),
        np.stack([zero, long, short], 1),
        np.stack([short, zero, long], 1),
    ]
    return ellipses[:1], ellipses[1:]


def hook(vertices: int) -> Sides:
    """Make a ring and a bent finger that enters it and comes back out: split."""
    t = steps(vertices)
    ring = np.stack([np.cos(t), np.sin(t), 0 * t], 1)
    corners = np.array([(x, 0.0, z) for x, z in (*FINGER, FINGER[0])])
    reached = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(corners, axis=0), axis=1)))
    places = np.arange(vertices) / vertices * reached[-1]
    finger = np.stack([np.interp(places, reached, corners[:, k]) for k in range(3)], 1)
    return [ring], [finger]


def unlink_spiral(turns: float, vertices: int) -> Sides:
    """Make an oval ring and a longitude that winds round it and unwinds: split.

    The longitude runs on a torus of radius 0.225 about the oval; over the first half of its way
    it winds ``turns`` times backwards, over the second half as often forwards, each time with
    the smooth step u²(3 − 2u) over the middle seven tenths. It has 2 · ``vertices`` corners.

    Raises
    ------
    InputError
        The corners are too few.
    """
    needed = int(np.ceil(16 * turns))
    if vertices < needed:
        raise InputError(
            f"The parameter vertices is {vertices}; {turns:g} turns need vertices={needed} or "
            "more, lest the polygon cut corners through the ring."
        )
    t = steps(vertices) + 0.01
    ring = np.stack([np.cos(t), 0.7 * np.sin(t), 0 * t], 1)
    t = steps(2 * vertices)
    way = t / (2 * pi)
    wound = _smooth_step((way - 0.075) / 0.35) - _smooth_step((way - 0.575) / 0.35)
    angle = -2 * pi * turns * wound
    out = 1 + 0.225 * np.sin(angle)
    longitude = np.stack([out * np.cos(t), 0.7 * out * np.sin(t), 0.225 * np.cos(angle)], 1)
    return [ring], [longitude]


def torus_link(p: int, q: int, vertices: int) -> list[Floats]:
    """Make the components of the torus link T(p, q), on a torus of radii 0.65 and 0.3.

    There are gcd(p, q); they wind p/gcd times along the torus and q/gcd times round it.

    Raises
    ------
    InputError
        The corners are too few.
    """
    parts = gcd(p, q)
    along, around = p // parts, q // parts
    needed = 12 * max(along, abs(around))
    if vertices < needed:
        raise InputError(
            f"The parameter vertices is {vertices}; p={p}, q={q} needs vertices={needed} or more, "
            "lest the polygons cut corners through each other."
        )
    t = steps(vertices)
    return [on_torus(around * t + 2 * pi * j / p, 0.3, along) for j in range(parts)]


def on_torus(angle: Floats, radius: float, along: int) -> Floats:
    """Return a curve that goes so often along a torus, at these angles round it."""
    out = 0.65 + radius * np.cos(angle)
    theta = along * steps(len(angle))
    return np.stack([out * np.cos(theta), out * np.sin(theta), radius * np.sin(angle)], 1)


def on_grid(components: list[Floats]) -> list[Floats]:
    """Scale polygons together to largest coordinate 2^18, and round to whole numbers.

    They are first rounded to a finer grid, 2^21 steps to the next power of two: then the last
    bits of a cosine, which differ between machines, do not reach the final integers.
    """
    power = 2.0 ** np.ceil(np.log2(max(np.abs(corners).max() for corners in components)))
    fine = [np.rint(corners * (8 * GRID / power)) for corners in components]
    largest = max(np.abs(corners).max() for corners in fine)
    return [np.rint(corners * (GRID / largest)) for corners in fine]


def steps(count: int) -> Floats:
    """Return so many equal steps round a circle, from 0."""
    return 2 * pi * np.arange(count) / count


def _smooth_step(u: Floats) -> Floats:
    u = np.clip(u, 0, 1)
    return u * u * (3 - 2 * u)
