"""Classes whose images in fewer dimensions can be told apart: a first layer takes it in (T0.3)."""

from contextlib import suppress
from fractions import Fraction

import numpy as np
import pytest

from unknot import checker, shapes
from unknot.verdicts import can_classify, marks
from unknot.verdicts._cells import cuts_apart
from unknot.verdicts._classes import classes_of
from unknot.verdicts._existence import exists

TURN = np.linalg.qr(np.random.default_rng(3).standard_normal((3, 3)))[0]


def rods(places, radius, turn=TURN):
    """Tubes along the third axis over places of the plane, turned."""
    ends = [[tuple(turn @ (x, y, z)) for z in (-1.0, 1.0)] for x, y in places]
    return shapes.Union(tuple(shapes.Tube(shapes.Polyline(pair), radius) for pair in ends))


GUTTER = shapes.Union(
    (
        shapes.Box((-3, -3, -1), (-2, 3, 1)),
        shapes.Box((-2, -3, -1), (2, -2, 1)),
        shapes.Box((2, -3, -1), (3, 3, 1)),
    )
)
SPACE = [(0, 0, 0, 0, 0), (4, 0, 9, 0, 0), (8, 1, 0, 9, 0)]

# Truth: the images are as the comment says, and what tells images apart tells the classes apart.
POSSIBLE = {
    # Along x: [−½, ½], [3½, 4½] and [1½, 2½], so intervals of a line, and width 2 = 1 + 1.
    "balls in a row": ([shapes.Balls([(0, 0, 0), (4, 1, 0)], 0.5), shapes.Ball((2, 0, 1), 0.5)], 2),
    # From above, a disc in a U that is open; seen from elsewhere they overlap.
    "a rod in a gutter": ([shapes.Tube(shapes.Polyline([(0, 0, -1), (0, 0, 1)]), 0.25), GUTTER], 2),
    # Along the rods, discs of radius 1/4 at four corners of a square and one in its middle.
    "a rod among turned rods": (
        [rods([(0, 0)], 0.25), rods([(1, 1), (1, -1), (-1, 1), (-1, -1)], 0.25)],
        2,
    ),
    # The first coordinates alone are 4 apart, and radii are 1.
    "balls of R⁵": (
        [shapes.Balls(SPACE, 1), shapes.Balls([(2, 5, 0, 0, 0), (6, 5, 9, 9, 9)], 1)],
        2,
    ),
    # In the plane of the first two coordinates, balls are discs 2⁻⁴ apart (a pinwheel of R⁴).
    "balls of R⁴ on a circle": (
        [
            shapes.Balls([(1, 0, 5, 0), (-1, 0, 0, 0)], 0.6),
            shapes.Balls([(0, 1, 0, 5), (0, -1, 0, 0)], 0.6),
        ],
        3,
    ),
}


def seen(sets, width):
    found = exists(classes_of(sets), width, "tanh")
    assert found is not None
    found.check()
    return found


@pytest.mark.parametrize("case", POSSIBLE)
def test_images_that_can_be_told_apart(case, monkeypatch):
    monkeypatch.setattr("unknot.verdicts._existence.parallel_planes", lambda *_: None)
    found = seen(*POSSIBLE[case])
    assert found.verdict == "possible"
    assert found.theorem.endswith("T0.3")
    assert "projection" in found.statement
    assert marks(found.content) == []


def test_images_say_nothing_of_what_is_impossible():
    # Seen along an axis the ball lies in the rod's image; the two are disjoint all the same.
    sets = [shapes.Ball((0, 0, 9), 0.5), shapes.Tube(shapes.Polyline([(0, 0, -1), (0, 0, 1)]), 1)]
    assert seen(sets, 2).verdict == "possible"
    # And a shell encloses, so that nothing is found in its images, which are whole discs.
    assert (
        exists(classes_of([shapes.Ball((0, 0, 0), 0.25), shapes.Shell((0, 0, 0), 1, 2)]), 2, "tanh")
        is None
    )


ROWS = [(Fraction(3, 5), Fraction(-4, 5), Fraction(0)), (Fraction(1), Fraction(2), Fraction(-1, 2))]
COS = (shapes.Term((1.0, 0.5), "cos", 1.0),)
SHAPES = [
    shapes.Ball((1, 2, 3), 0.5),
    shapes.Balls([(1, 2, 3), (0, 0, 1)], 0.5),
    shapes.Points([(1, 2, 3), (0, 0, 1)]),
    shapes.Segment((1, 2, 3), (0, 0, 1)),
    shapes.Polyline([(1, 2, 3), (0, 0, 1), (1, 1, 1)], closed=True),
    shapes.Tube(shapes.Polyline([(1, 2, 3), (0, 0, 1), (1, 1, 1)]), 0.25),
    shapes.Shell((1, 2, 3), 1, 2),
    shapes.Sphere((1, 2, 3), (0, 2), 2),
    shapes.Sphere((1, 2, 3), (0, 1), 2),
    shapes.Box((0, -1, 2), (1, 1, 5)),
    shapes.SolidTorus((1, 2, 3), (1, 1, 1), 2, 0.5),
    shapes.Holed((0, 0, 0), 3, [(1, 0, 0)], 0.5),
    shapes.Curve(
        shapes.Formula((COS, (shapes.Term((2.0,), "1", 0.0),), (shapes.Term((1.0,), "sin", 2.0),))),
        (0.0, 2.0),
        9.0,
    ),
    shapes.Union((shapes.Ball((1, 2, 3), 0.5), shapes.Points([(0, 0, 1)]))),
]


@pytest.mark.parametrize("one", SHAPES, ids=lambda one: one.kind)
@pytest.mark.parametrize(
    "frame", [ROWS, ROWS[:1], [(1, 0, 0), (0, 1, 0)], [(0, 0, 1), (1, 0, 0)]], ids=str
)
def test_what_is_seen_holds_every_image(one, frame):
    rows = [tuple(map(Fraction, row)) for row in frame]
    held = list(checker.leaves(checker.projected(rows, checker.read_set(shapes.write(one), "set"))))
    matrix = np.array([[float(v) for v in row] for row in rows])
    for y in one.sample(60, 0) @ matrix.T:
        assert min(_far(part, y) for part in held) < 1e-9


def test_a_polygon_is_seen_as_an_interval():
    corners = checker.read_set(shapes.write(shapes.Polygon([(0, 0), (4, 1), (1, 3)])), "set")
    held = checker.projected([(Fraction(1), Fraction(-1))], corners)
    assert (held.lower, held.upper) == ((-2,), (3,))


def _far(part, y):
    """How far a point is from a set of the checker, in floats."""
    match part:
        case checker.Thick():
            ends = np.array([[[float(v) for v in x] for x in s] for s in part.segments])
            a, d = ends[:, 0], ends[:, 1] - ends[:, 0]
            t = ((y - a) * d).sum(1) / np.maximum((d * d).sum(1), 1e-300)
            near = np.linalg.norm(y - a - np.clip(t, 0, 1)[:, None] * d, axis=1).min()
            return near - float(part.radius)
        case checker.Round():
            near = np.linalg.norm(y - np.array([float(v) for v in part.centre]))
            return max(near - float(part.outer), float(part.inner) - near)
        case checker.Box():
            low, high = (np.array([float(v) for v in x]) for x in (part.lower, part.upper))
            return float(np.maximum(low - y, y - high).max())
    t = np.linspace(float(part.start), float(part.stop), 4_001)
    x = []
    for terms in part.coordinates:
        total = np.zeros(len(t))
        for c, name, rate in terms:
            turn = {"1": np.ones_like, "cos": np.cos, "sin": np.sin}[name](np.pi * float(rate) * t)
            total += np.polyval([float(v) for v in c[::-1]], t) * turn
        x.append(total)
    return np.linalg.norm(np.stack(x, 1) - y, axis=1).min() - 2e-2


def test_forged_projections_are_refused():
    sets, width = POSSIBLE["a rod in a gutter"]
    content = seen(sets, width).content

    def refused(match=None, **change):
        forged = content | {"evidence": content["evidence"] | change}
        with pytest.raises(checker.Refused, match=match):
            checker.check(forged | checker.describe(forged))

    real = content["evidence"]["projection"]
    refused(projection=[[1, 0, 0], [0, 0, 1]])  # along y they overlap
    refused("a row is zero", projection=[real[0], [0, 0, 0]])
    refused("fewer than 3 rows", projection=[*real, [0, 0, 1]])
    refused("fewer than 3 rows|expected", projection=[])
    refused("expected 3 numbers", projection=[[1, 0], [0, 1]])
    refused(projection=[real[0], real[0]])  # to a line of the plane
    # Radii grow as the rows do: rows written smaller do not make the rod thinner.
    thin = [[f"1/{10**9}", 0, 0], [0, f"1/{10**9}", 0]]
    refused(projection=thin)
    # The widths of R^3 are not those of its image.
    forged = content | {"claim": content["claim"] | {"width": 1}}
    with pytest.raises(checker.Refused):
        checker.check(forged | checker.describe(forged))


def claimed(sets, rows, width, **evidence):
    """Complete a certificate of images that are apart, or be refused."""
    named = [{"name": str(k), "set": shapes.write(one)} for k, one in enumerate(sets)]
    claim = {"kind": "some network", "width": width, "activations": "tanh"}
    evidence = {"kind": "apart", "size": 1, "projection": rows} | evidence
    parts = {"classes": named, "claim": claim, "evidence": evidence}
    if "cuts" not in evidence:
        with suppress(checker.Refused):  # a finder's best try; none where it seems hopeless
            parts["evidence"] = evidence | {"cuts": cuts_apart(parts, 2.0**-8, 20_000) or []}
    return checker.complete(parts)


BALL = shapes.Ball((0, 0, 0), 1)
ALONG = ["3/5", "4/5", 0]


@pytest.mark.parametrize(
    ("other", "rows"),
    [
        # Images that touch, in exact numbers: radii 1 and 1 at distance 2, of isometric rows …
        (shapes.Ball((1.5, 2, 7), 1.5), [ALONG]),
        # … and of rows that stretch: 5 as long, or skew with a largest stretch of √2 and more.
        (shapes.Ball((1.5, 2, 7), 1.5), [[3, 4, 0]]),
        (shapes.Ball((2, 1, 9), 1.25), [[1, 1, 0], [1, 0, 0]]),
        # A rank of 1 in two rows: the plane's second coordinate does not help.
        (shapes.Ball((1, 0, 9), 0.5), [[1, 0, 0], [1, 0, 0]]),
        (shapes.Ball((1, 0, 9), 0.5), [[1, 0, 0], [-3, 0, 0]]),
        # Nested in space, so disjoint there; all of it is one disc, or one interval, in an image.
        (shapes.Shell((0, 0, 0), 2, 3), [[1, 0, 0], [0, 1, 0]]),
        (shapes.Holed((0, 0, 0), 9, [(0, 0, 0)], 2), [[1, 0, 0], [0, 1, 0]]),
        (shapes.SolidTorus((0, 0, 0), (0, 0, 1), 3, 1), [[1, 0, 0], [0, 0, 1]]),
        (shapes.Tube(shapes.Polyline([(3, -9, 0), (3, 9, 5)]), 1), [[0, 1, 0]]),
        # A circle that stands on edge is a segment through the ball's image, no circle round it.
        (shapes.Sphere((0, 0, 0), (0, 2), 3), [[1, 0, 0], [0, 1, 0]]),
        (shapes.Box((2, -1, -1), (3, 1, 1)), [[1, 1, 0]]),
        (shapes.Points([(1, 0, 5)]), [[1, 0, 0], [0, 1, 0]]),
    ],
    ids=str,
)
def test_images_that_meet_prove_nothing(other, rows):
    with pytest.raises(checker.Refused):
        claimed([BALL, other], rows, 3)


def test_images_of_several_classes_are_told_apart_in_pairs():
    apart = [BALL, shapes.Ball((4, 0, 9), 1), shapes.Ball((8, 0, 9), 1)]
    assert claimed(apart, [[1, 0, 0]], 2)["verdict"] == "possible"
    with pytest.raises(checker.Refused):
        claimed([*apart, shapes.Ball((6, 0, 9), 1)], [[1, 0, 0]], 2)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([[0.5, 0, 0]], "no exact number"),
        ([[True, 0, 0]], "no exact number"),
        ([["0x1.8p+0", 0, 0]], "as Python writes it"),  # not canonical
        ([["2/4", 0, 0]], "lowest terms"),
        ([["0x0.0p+0", 0, "-0x0.0p+0"]], "a row is zero"),
        ([[1, 0, 0], [0, 1, 0], [1, 1, 0]], "fewer than 3 rows"),
        (None, "expected a list"),
    ],
    ids=str,
)
def test_rows_are_exact_few_and_not_zero(rows, why):
    with pytest.raises(checker.Refused, match=why):
        claimed([BALL, shapes.Ball((9, 9, 9), 1)], rows, 3, cuts=[])


def test_no_obstruction_and_no_network_is_seen_in_a_projection():
    # In the plane the shadow of a helix round the dot is a circle; in space it encloses nothing.
    ring = shapes.Polyline([(-1, -1), (1, -1), (1, 1), (-1, 1)], closed=True)
    flat = can_classify([shapes.Points([(0, 0.25)]), ring], (2, 2), search=False).content
    lifted = [
        shapes.Points([(0, 0.25, 9)]),
        shapes.Polyline([(x, y, x) for x, y in ring.vertices], closed=True),
    ]
    space = [c | {"set": shapes.write(s)} for c, s in zip(flat["classes"], lifted, strict=True)]
    forged = flat | {
        "classes": space,
        "evidence": flat["evidence"] | {"projection": [[1, 0, 0], [0, 1, 0]]},
    }
    with pytest.raises(checker.Refused, match="projection"):
        checker.check(forged)
    weights = can_classify(
        [shapes.Ball((0, 0, 0), 1), shapes.Ball((9, 0, 0), 1)], (2,), search=False
    ).content
    assert weights["evidence"]["kind"] == "weights"
    evidence = weights["evidence"] | {"projection": [[1, 0, 0]]}
    with pytest.raises(checker.Refused, match="projection"):
        checker.check(weights | {"evidence": evidence})


def test_data_of_tiny_coordinates_are_as_those_of_large_ones():
    # Their squares are 0 in floats. Seen along (0, 0, 1) the triangles are apart.
    corners = [[(-1, -1, 2), (4, -3, 2), (-2, 0, -4)], [(5, 5, 5), (6, 5, 5), (5, 6, 7)]]
    for size in (1.0, 2.0**-900):
        small = [
            shapes.Polyline([tuple(v * size for v in x) for x in one], closed=True)
            for one in corners
        ]
        found = exists(classes_of(small), 2, "gelu")
        assert found is not None
        assert found.verdict == "possible"
