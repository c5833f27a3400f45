"""Linking numbers, colourings and Fox ranks of links whose answers are known."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_cases import (
    MIRROR,
    RING,
    SIZES,
    TREFOIL,
    UP,
    figure_eight,
    mapped,
    named,
    reversed_,
    subdivided,
    torus,
)

from unknot.errors import InputError
from unknot.links import (
    ColouringObstruction,
    Link,
    LinkingObstruction,
    colourings,
    diagram,
    fox_rank,
    linking_matrix,
    linking_number,
    obstruction,
)

HOPF = Link.of([RING, UP])
FAR = [(100, 0, 0), (101, 0, 0), (100, 1, 0)]
CASES = {
    "hopf": HOPF,
    "T(2,4)": torus(2, 4),
    "T(3,3)": torus(3, 3),
    "trefoil": Link.of([TREFOIL]),
    "figure eight": figure_eight(),
    "whitehead": named("whitehead:vertices=14"),
    "borromean": named("borromean:vertices=12"),
    "hook": named("hook"),
    "spiral": named("unlink-spiral:turns=1,vertices=30"),
}
EVERY = pytest.mark.parametrize("link", CASES.values(), ids=CASES.keys())


def invariants(link):
    """Everything that does not depend on the picture."""
    picture = diagram(link)
    count = len(link.components)
    sets = [s for k in range(1, count + 1) for s in itertools.combinations(range(count), k)]
    dims = {(p, s): colourings(picture, p, s) for p in (2, 3, 5, 7) for s in sets}
    coranks = []
    for prime, first in ((101, 7), (5, 4), (11, 5), (2**31 - 1, 12345)):
        rank, arcs = fox_rank(
            picture, prime, [(first + 3 * i) % (prime - 1) + 1 for i in range(count)]
        )
        coranks.append(arcs - rank)
    return linking_matrix(picture).tolist(), dims, coranks


def test_the_hopf_link_and_its_signs():
    assert linking_number(diagram(HOPF), 0, 1) == linking_number(diagram(HOPF), 1, 0) == 1
    assert [x.sign for x in diagram(HOPF).crossings] == [1, 1]
    assert linking_number(diagram(reversed_(HOPF, 0)), 0, 1) == -1
    assert linking_number(diagram(reversed_(HOPF, 1)), 0, 1) == -1
    assert linking_number(diagram(reversed_(reversed_(HOPF, 1), 0)), 0, 1) == 1
    assert linking_number(diagram(mapped(HOPF, MIRROR)), 0, 1) == -1
    assert obstruction(HOPF) == LinkingObstruction(0, 1, 1)


@pytest.mark.parametrize(
    ("p", "q", "number"),
    [(2, 2, 1), (2, 4, 2), (2, -4, -2), (2, 6, 3), (3, 3, 1), (4, 6, 6), (4, -4, -1), (3, 9, 3)],
)
def test_torus_links(p, q, number):
    link = torus(p, q)
    found = linking_matrix(diagram(link))
    count = len(link.components)
    np.testing.assert_array_equal(found, number * (1 - np.eye(count, dtype=int)))
    np.testing.assert_array_equal(linking_matrix(diagram(mapped(link, MIRROR))), -found)


@pytest.mark.parametrize(
    ("link", "determinant"),
    [
        (Link.of([RING]), 1),
        (Link.of([TREFOIL]), 3),
        (torus(2, 3), 3),
        (torus(2, 5), 5),
        (torus(2, 7), 7),
        (torus(3, 4), 3),
        (torus(3, 5), 1),
        (figure_eight(), 5),
    ],
    ids=["unknot", "trefoil", "T(2,3)", "T(2,5)", "T(2,7)", "T(3,4)", "T(3,5)", "figure eight"],
)
def test_colourings_of_knots_see_the_determinant(link, determinant):
    picture = diagram(link)
    for p in (3, 5, 7, 11, 13):
        assert colourings(picture, p) == (2 if determinant % p == 0 else 1)


def alexander_roots(link, prime):
    picture = diagram(link)
    arcs = fox_rank(picture, prime, [1])[1]
    return {t for t in range(1, prime) if fox_rank(picture, prime, [t])[0] < arcs - 1}


@pytest.mark.parametrize("prime", [7, 11, 13, 19, 31])
def test_fox_ranks_see_the_alexander_polynomial(prime):
    units = range(1, prime)
    trefoil = {t for t in units if (t * t - t + 1) % prime == 0}
    eight = {t for t in units if (t * t - 3 * t + 1) % prime == 0}
    five = {t for t in units if (t**4 - t**3 + t**2 - t + 1) % prime == 0}
    assert alexander_roots(Link.of([TREFOIL]), prime) == trefoil
    assert alexander_roots(mapped(Link.of([TREFOIL]), MIRROR), prime) == trefoil
    assert alexander_roots(figure_eight(), prime) == eight
    assert alexander_roots(torus(2, 5), prime) == five
    assert alexander_roots(Link.of([RING]), prime) == set()


@pytest.mark.parametrize("source", ["whitehead", "borromean", "whitehead:vertices=13"])
def test_whitehead_and_borromean(source):
    """Their Alexander polynomials are (x − 1)(y − 1) and (x − 1)(y − 1)(z − 1)."""
    link = named(source)
    picture, count = diagram(link), len(link.components)
    assert len(picture.crossings) == {2: 6, 3: 8}[count]
    assert not linking_matrix(picture).any()
    sides = (
        [i for i in range(count) if link.classes[i] == 0],
        [i for i in range(count) if link.classes[i] == 1],
    )
    dims = 1, *(colourings(picture, 3, side) for side in sides)
    assert dims == (1, 1, count - 1)
    assert obstruction(link) == ColouringObstruction(3, dims)
    for pair in itertools.combinations(range(count), 2):
        if count == 3:  # any two are an unlink
            assert [colourings(picture, p, pair) for p in (3, 5, 7)] == [2, 2, 2]
            assert obstruction(link, pair[:1], pair[1:]) is None
    for residues in itertools.product(range(2, 6), repeat=count):
        rank, arcs = fox_rank(picture, 7, residues)
        assert rank == arcs - 1
    for residues in itertools.product(range(2, 6), repeat=count - 1):
        rank, arcs = fox_rank(picture, 7, [*residues, 1])
        assert rank < arcs - 1


@pytest.mark.parametrize("source", ["rings", "hook", "unlink-spiral", "unlink-spiral:turns=0"])
def test_split_data_sets_have_no_obstruction(source):
    link = named(source)
    picture = diagram(link)
    assert obstruction(link, picture=picture) is None
    rank, arcs = fox_rank(picture, 1_000_003, [17, 23])
    assert rank <= arcs - 2


@pytest.mark.parametrize(
    ("source", "number"), [("hopf", -1), ("torus-link", -2), ("torus-link:p=3,q=3", -1)]
)
def test_linked_data_sets(source, number):
    assert obstruction(named(source)) == LinkingObstruction(0, 1, number)


def test_sublinks_are_coloured_as_if_alone():
    both = Link.of([TREFOIL, *figure_eight().components, np.add(TREFOIL, 50).tolist()])
    picture = diagram(both)
    assert [colourings(picture, 3, [i]) for i in range(3)] == [2, 1, 2]
    assert [colourings(picture, 5, [i]) for i in range(3)] == [1, 2, 1]
    assert colourings(picture, 3, [0, 2]) == 4
    assert colourings(picture, 3, []) == 0
    assert colourings(picture, 3) == colourings(picture, 3, range(3))
    # A component without under-crossings is one arc, crossed over by nothing.
    above = Link.of([RING, np.add(RING, (1, 0, 5)).tolist()])
    assert [colourings(diagram(above), p) for p in (2, 3, 5)] == [2, 2, 2]


def test_a_split_link_adds_up_however_it_is_drawn():
    far = mapped(torus(2, 3), np.eye(3), (3 * 2**13, 500, 77))
    link = Link((*figure_eight().components, *far.components), (0, 1))
    assert obstruction(link) is None
    for turn in ([[0, 0, 1], [1, 0, 0], [0, 1, 0]], [[3, -1, 1], [2, 2, -5], [1, 1, 4]]):
        turned = mapped(link, turn)
        picture = diagram(turned)
        assert colourings(picture, 3) == 3
        assert colourings(picture, 5) == 3
        assert obstruction(turned, picture=picture) is None


def test_groupings_of_three_classes():
    """Two components of one side linked with each other are no obstruction; sides may leave out."""
    link = Link.of([RING, UP, FAR])
    assert obstruction(link, [2]) is None
    assert obstruction(link, [0, 1], [2]) is None
    assert obstruction(link, [0], [2]) is None
    assert obstruction(link, [0], [1]) == LinkingObstruction(0, 1, 1)
    assert obstruction(link, [0, 2]) == LinkingObstruction(0, 1, 1)
    assert obstruction(link, [1, 2]) == LinkingObstruction(1, 0, 1)
    assert obstruction(Link.of([RING, UP, FAR], [1, 1, 0])) is None


@EVERY
def test_random_linear_maps_of_positive_determinant(link):
    expected = invariants(link)
    rng = np.random.default_rng(4)
    done = 0
    while done < 3:
        matrix = rng.integers(-9, 10, (3, 3))
        if round(np.linalg.det(matrix)) > 0:
            done += 1
            assert invariants(mapped(link, matrix, rng.integers(-99, 99, 3).tolist())) == expected


@EVERY
def test_mirrors_negate_linking_and_keep_colourings(link):
    numbers, dims, _ = invariants(link)
    mirrored, same, _ = invariants(mapped(link, MIRROR))
    assert mirrored == [[-x for x in row] for row in numbers]
    assert same == dims


@EVERY
def test_corners_on_edges_change_nothing(link):
    expected = invariants(link)
    for seed in range(3):
        assert invariants(subdivided(link, np.random.default_rng(seed))) == expected


@pytest.mark.parametrize("size", SIZES)
@EVERY
def test_sizes_change_nothing(link, size):
    """Products of coordinates beyond 64 bits, and coordinates beyond floats' range."""
    moved = mapped(link, np.eye(3) * 1, (0, 0, 0))
    scaled = Link(
        tuple(tuple(tuple(size * x + 1 for x in c) for c in p) for p in moved.components),
        link.classes,
    )
    assert invariants(scaled) == invariants(link)


def test_order_and_direction_of_components():
    link = named("borromean:vertices=12")
    for order in itertools.permutations(range(3)):
        picture = diagram(Link(tuple(link.components[i] for i in order), (0, 1, 2)))
        assert colourings(picture, 3) == 1
    for link in (torus(3, 3), torus(2, 6)):
        picture, turned = diagram(link), diagram(reversed_(link, 0))
        signs = np.ones(len(link.components), int)
        signs[0] = -1
        np.testing.assert_array_equal(
            linking_matrix(turned), signs[:, None] * linking_matrix(picture) * signs
        )
        for p in (3, 5):
            assert colourings(turned, p) == colourings(picture, p)


corner = st.tuples(*[st.integers(-12, 12)] * 3)
polygon = st.lists(corner, min_size=3, max_size=9)


@settings(max_examples=150)
@given(polygons=st.lists(polygon, min_size=2, max_size=3), data=st.data())
def test_random_polygons_have_invariants(polygons, data):
    """Whatever can be drawn gives the same from another side; what cannot is refused from both."""
    turn = data.draw(
        st.sampled_from([[[0, 0, 1], [1, 0, 0], [0, 1, 0]], [[2, 1, 0], [0, 1, 5], [1, 0, 3]]])
    )
    try:
        link = Link.of(polygons)
    except InputError:
        return
    try:
        picture = diagram(link)
    except InputError:
        with pytest.raises(InputError):
            diagram(mapped(link, turn))
        return
    matrix = linking_matrix(picture)
    np.testing.assert_array_equal(matrix, matrix.T)
    assert invariants(mapped(link, turn)) == invariants(link)
    found = obstruction(link, [0], picture=picture)
    if isinstance(found, LinkingObstruction):
        assert matrix[found.first, found.second] == found.number != 0
    elif found is not None:
        whole, one, other = found.dimensions
        assert whole == colourings(picture, found.prime) != one + other


@settings(max_examples=60)
@given(
    polygons=st.tuples(polygon, polygon),
    shift=st.sampled_from([(30, 0, 0), (0, 30, 3), (0, 0, 30)]),
)
def test_random_split_links_have_no_obstruction(polygons, shift):
    moved = [tuple(np.add(c, shift).tolist()) for c in polygons[1]]
    try:
        link = Link.of([polygons[0], moved])
        picture = diagram(link)
    except InputError:
        return
    assert obstruction(link, picture=picture) is None
    rank, arcs = fox_rank(picture, 1009, [5, 7])
    assert arcs - rank >= 2


def test_wrong_questions_are_refused():
    picture = diagram(HOPF)
    for pair in ((0, 0), (0, 2), (-1, 0)):
        with pytest.raises(InputError, match="two different ones of 2"):
            linking_number(picture, *pair)
    for prime in (1, 0, -3, 4, 9, 1_000_001, 2**31 + 11):
        with pytest.raises(InputError, match="expected a prime"):
            colourings(picture, prime)
        with pytest.raises(InputError, match="expected a prime"):
            fox_rank(picture, prime, [1, 1])
    with pytest.raises(InputError, match="expected some of 2"):
        colourings(picture, 3, [2])
    for residues in ([1], [1, 2, 3], [1, 0], [1, 14]):  # a residue 0 would prove falsehoods
        with pytest.raises(InputError, match="not 0 mod 7"):
            fox_rank(picture, 7, residues)
    for sides in (([],), ([0, 1],), ([0], []), ([0], [0, 1]), ([2],), ([0], [5])):
        with pytest.raises(InputError, match="The sides are"):
            obstruction(HOPF, *sides)


def test_a_residue_of_zero_would_prove_a_falsehood():
    """Why `fox_rank` refuses it: a rank is an invariant for units only."""
    link = named("unlink-spiral:turns=1,vertices=30")
    picture = diagram(link)
    for residues in itertools.product(range(1, 7), repeat=2):
        rank, arcs = fox_rank(picture, 7, residues)
        assert rank <= arcs - 2
