"""One small certificate of every kind, and some more, for tests that tamper with them."""

from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

from unknot import checker, exact
from unknot.data import load
from unknot.links import (
    Link,
    diagram,
    jones_obstruction,
    named,
)
from unknot.nets import Dense, Features, Field, Head, Network, Shear, activation
from unknot.properties import Case, Conditions, Property, verify
from unknot.shapes import (
    Ball,
    Balls,
    Box,
    Points,
    Polygon,
    Polyline,
    Segment,
    Shell,
    Sphere,
    Tube,
    Union,
)
from unknot.untangle import equivalent, untangle
from unknot.untangle._certificates import accepted, obstructing
from unknot.verdicts import (
    can_classify,
    classes_of,
    homeomorphism,
    isotopy,
    separates,
    unwound,
)
from unknot.verdicts._split import taken_apart

GOLDEN = Path(__file__).parents[1] / "golden"
SQUARE = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
THROUGH = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]
TREFOIL = [(3, 3, 0), (1, 1, 2), (3, 0, 0), (2, 3, 2), (1, 1, 1), (4, 1, 2)]
BESIDE = [(0, 0, 2), (0, 1, 1), (5, 0, 1), (5, 0, 2)]


@cache
def originals():
    """One small certificate of every kind, and some more."""
    ring = load("disc-in-ring")
    through = Polyline([(0, 0, -1), (2, 0, -1), (2, 0, 1), (0, 0, 1)], closed=True)
    square = Polyline([(-1, -1), (1, -1), (1, 1), (-1, 1)], closed=True)
    ends = [((1, 3.5), (-1.9, -0.9)), ((-4, -1), (1.9, -1)), ((3, -2.5), (0.1, 1.9))]
    windmill = [Segment(*blade) for blade in ends]
    barred = Union((square, Segment((0, -1), (0, 1))))
    tilted = Polyline([(x, y, 2 * y) for x, y in square.vertices], closed=True)
    tube = Tube(Polyline([(-1, -1), (1, -1), (0, 1)], closed=True), 0.25)
    turn = Dense(np.array([[0.0, -1.0], [1.0, 0.5]]), np.array([0.25, 0.0]), activation("tanh"))
    flip = Dense(np.array([[1.0, 0.0], [0.5, -1.0]]), np.zeros(2), activation("sigmoid"))
    folded = Dense(np.array([[1.0, -1.0], [-1.0, 0.5]]), np.array([0.25, -0.5]), activation("relu"))
    flat = Dense(np.array([[1.0, 2.0], [2.0, 4.0]]), np.zeros(2), activation("tanh"))
    push = Field(np.array([[0.0, 0.5]]), np.array([[1.0, 0.5]]), np.array([1.0]), 2)
    pull = Field(np.array([[0.0, 0.5]]), np.array([[9.0, 0.5]]), np.array([1.0]))
    shear = Shear(*np.array([[1.0, 0.5], [0.0, 1.0], [0.0, 0.5], [1.0, -0.5]]))
    line = Network([turn], Head(np.array([[1.0, 0.0]]), np.zeros(1), "logistic"))
    three = Network(
        [], Head(np.array([[-1.0, 0], [0, 0], [1, 0]]), np.array([-1.0, 0, -1]), "softmax")
    )
    squares = Network(
        [Features(2, ("square", "sine"))],
        Head(np.array([[1.0, 1.0, 0.125, 0.0]]), np.array([-0.5]), "logistic"),
    )
    wide = Dense(np.array([[1.0, 0, 1], [0, 1, 1], [0, 0, 1]]), np.zeros(3), activation("tanh"))
    bent = Network([folded], Head(np.array([[1.0, 1.0], [1.0, -1.0]]), np.zeros(2), "linear"))
    thirds = [Ball((-2, 0), 0.5), Box((-0.25, -1), (0.25, 1)), Segment((2, 0), (2, 1))]
    cloud = [Points([(0.0, 0.0)]), Balls(tuple(map(tuple, _circle(24))), 0.25)]
    left = [Ball((0, 4), 1), Polygon([(0, -3), (1, -4), (-1, -4)])]
    cube = list(product((0, 1), repeat=3))
    parity = [Points([x for x in cube if sum(x) % 2 == k]) for k in (0, 1)]
    round_ = [(3, 0), (1.5, 2.5), (-1.5, 2.5), (-3, 0), (-1.5, -2.5), (1.5, -2.5)]
    six = [Union(tuple(Box((x, y), (x + 2, y + 2)) for x, y in round_[k::2])) for k in (0, 1)]
    corners = (2, 0), (0, 2), (-2, -2)
    corner = Union(tuple(Ball(c, 1.5) for c in ((3, 0, 0), (0, 3, 0), (0, 0, 3))))
    rod = Tube(Polyline([(0, 0, -1), (0, 0, 1)]), 0.25)
    walls = ((-3, -3), (-2, 3)), ((-2, -3), (2, -2)), ((2, -3), (3, 3))
    gutter = Union(tuple(Box((*low, -1), (*high, 1)) for low, high in walls))
    alternating = [Points([(k, 0, 1, 0) for k in range(i, 12, 2)]) for i in (0, 1)]
    joined = [
        Polyline([(*p, 0, 0)[k:] + (*p, 0, 0)[:k] for p in corners], closed=True) for k in (0, 2)
    ]
    makers = [
        lambda: can_classify([Ball((0, 0), 1), Union((Ball((2, 0), 1), Points([(9, 9)])))], (5,)),
        lambda: can_classify([Segment((0, 0.25), (2, 0.25)), Shell((0, 0), 1, 1)], (5,)),
        lambda: can_classify(ring, (2, 2), search=False),
        lambda: can_classify([Points([(0, 0.25)]), square], (2,), search=False),
        lambda: can_classify([Points([(0, -0.25)]), tube], (2,), search=False),
        lambda: can_classify(cloud, (2, 2), search=False),
        lambda: can_classify(load("nested-rings:rings=2"), (3,), "relu", search=False),
        lambda: can_classify([Points([(-1, 0), (1, 0)]), barred], (3,), "relu", search=False),
        lambda: can_classify(parity, (1,), "square", search=False),
        lambda: can_classify(six, (1, 3), "sin", search=False),
        lambda: can_classify(load("intervals"), (1,), search=False),
        lambda: can_classify(load("two-curves"), (1,), search=False),
        lambda: can_classify(ring, (1, 2), "sin", search=False),
        lambda: can_classify([Ball((0, 0, 0), 1), corner], (2, 9), "sin", search=False),
        lambda: can_classify(load("hopf:vertices=12"), (2, 9), "sin", search=False),
        lambda: can_classify(load("hopf:vertices=12"), (3,), search=False),
        lambda: can_classify(load("linked-tori:radius=0.29"), (3,), search=False),
        lambda: can_classify(load("linked-spheres:dimension=4"), (4,), search=False),
        lambda: can_classify([through, Sphere((0, 0, 0), (0, 1), 1)], (3,), search=False),
        lambda: can_classify(load("borromean:vertices=12"), (3,), search=False),
        lambda: can_classify(load("intervals:changes=4"), (2,), search=False),
        lambda: can_classify(load("spirals:turns=0.5"), (2, 2), search=False),
        lambda: can_classify([Ball((0, 0), 0.25), Polyline(square.vertices)], (2, 2), search=False),
        lambda: can_classify(load("hook:vertices=20"), (3, 3), search=False),
        lambda: unwound(load("spirals:turns=0.5")).certificate,
        lambda: can_classify(ring, (3, 3, 4), "relu", search=False),
        lambda: can_classify(load("xor"), (3, 3), search=False),
        lambda: can_classify(joined, (4, 4), "relu", search=False),
        lambda: can_classify(alternating, (2, 2), search=False),
        lambda: can_classify(windmill, (), search=False),
        lambda: can_classify([Points([(0, 0.25, 0.5)]), tilted], (2,), search=False),
        lambda: can_classify([Points([(0, 0, 1)]), Sphere((0, 0, 1), (0, 1), 1)], (2, 2)),
        lambda: can_classify([rod, gutter], (2, 2), search=False),
        lambda: separates(line, left),
        lambda: separates(line, [left[0], Ball((0, 3), 1)]),
        lambda: separates(three, thirds),
        lambda: homeomorphism(Network([turn, flip])),
        lambda: homeomorphism(Network([turn, flat])),
        lambda: isotopy(Network([turn, flip, turn])),
        lambda: homeomorphism(Network([shear, push, turn])),
        lambda: isotopy(Network([push, flip, shear, turn])),
        lambda: homeomorphism(Network([shear, pull, flip])),
        lambda: separates(Network([shear, push, *line.layers], line.head), left),
        lambda: separates(squares, [Ball((0, 0), 0.5), Shell((0, 0), 1, 1.5)]),
        lambda: separates(squares, [Ball((0.25, 0), 0.5), Shell((0, 0), 0.75, 1.5)]),
        lambda: homeomorphism(Network([Features(2, ("linear", "product")), wide])),
        lambda: verify(bent, never_above(1.584)),
        lambda: verify(bent, never_above(0.5)),
        lambda: verify(bent, never_both(0.3)),
        lambda: untangle(Link.of([SQUARE, THROUGH])),
        lambda: untangle(Link.of([SQUARE, BESIDE])),
        lambda: untangle(Link.of([SQUARE, BESIDE], [0, 0])),
        lambda: taken_apart(
            classes_of([Polyline(p, closed=True) for p in (SQUARE, BESIDE)]), "tanh"
        ),
        lambda: untangle(Link.of([SQUARE, BESIDE]), by="moves"),
        lambda: untangle(Link.of([SQUARE, BESIDE]), by="cones"),
        lambda: equivalent(Link.of([SQUARE]), Link.of([SQUARE, BESIDE]), by_class=False),
        lambda: equivalent(Link.of([SQUARE, THROUGH]), Link.of([SQUARE, BESIDE])),
        lambda: equivalent(Link.of([TREFOIL]), Link.of([SQUARE])),
        lambda: equivalent(Link.of([TREFOIL]), Link.of([[(x, y, -z) for x, y, z in TREFOIL]])),
    ]
    found = [make().content for make in makers]
    # What has a Jones polynomial that obstructs mostly has colourings or linking numbers that do.
    both = named("L5a1").link
    reason = jones_obstruction(diagram(both), [0], [1])
    found.append(accepted(both, "not split", obstructing(both, ([0], [1]), reason)))
    # To find this one would compile the walks.
    found.append(checker.load(GOLDEN / "certificate-2-common-arcs.json"))
    found.append(checker.load(GOLDEN / "certificate-grid.json"))  # curves are in strips since
    names = "strips", "above", "section", "room", "gathered", "plane", "apart-exactly", "affine"
    found += [checker.load(GOLDEN / f"certificate-2-{name}.json") for name in names]
    found.append(checker.load(GOLDEN / "certificate-2-homeomorphisms.json"))  # it would be trained
    assert all(found)
    for content in found:
        checker.check(content)
    return found


def never_above(most):
    """On a rectangle two outputs are never both large, nor their difference."""
    never = Conditions.of([[-1, 0], [0, -1]], [-most, -most]), Conditions.of([[-1, 0.5]], [-1.51])
    return Property(2, 2, (Case(exact.point([-1, -1]), exact.point([Fraction(1, 3), 1]), never),))


def never_both(most):
    """On the same rectangle two units are never both large, which no one condition shows."""
    both = Conditions.of([[-0.5, -0.5], [-0.5, 0.5]], [-most, -most])
    case = never_above(1.584).cases[0]
    return Property(2, 2, (Case(case.lower, case.upper, (both, case.never[1])),))


def _circle(count):
    angle = 2 * np.pi * np.arange(count) / count
    return np.stack([np.cos(angle), np.sin(angle)], 1).tolist()
