"""Planar diagram codes, polygons drawn from them, names and files."""

import json
import random
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_cases import RECORDS, RING, TREFOIL, UP, figure_eight, mapped, torus

from unknot.errors import InputError, UnknownName
from unknot.links import (
    Link,
    NamedLink,
    diagram,
    from_pd,
    known_names,
    linking_matrix,
    linking_number,
    links_in,
    named,
    named_picture,
    pd_code,
    pd_text,
    polygons,
    write_links,
    writhe,
)

HOPF = [(4, 2, 3, 1), (2, 4, 1, 3)]
CASES = [torus(2, 3), torus(3, 3), torus(3, -4), figure_eight(), Link.of([RING, UP])]


def spots(picture):
    """A diagram without the places: which strand crosses which, in which order."""
    return [(x.over, x.under, x.sign) for x in picture.crossings], picture.walks


@pytest.mark.parametrize("link", CASES)
@pytest.mark.parametrize("first", [0, 1, 7])
def test_codes_come_back(link, first):
    picture = diagram(link)
    code = pd_code(picture, first)
    assert min(map(min, code)) == first
    assert spots(from_pd(code)) == spots(picture)
    assert spots(from_pd(pd_text(picture))) == spots(picture)
    assert pd_code(from_pd(json.dumps(code)), first) == code


def test_the_convention_of_codes():
    """Anticlockwise from the under strand that comes in; positive where d goes to b."""
    assert [x.sign for x in from_pd(HOPF).crossings] == [1, 1]
    assert linking_number(from_pd(HOPF), 0, 1) == 1
    picture = diagram(Link.of([TREFOIL]))
    assert pd_code(picture) == ((1, 5, 2, 4), (3, 1, 4, 6), (5, 3, 6, 2))
    assert writhe(picture) == writhe(picture, 0) == 3
    assert writhe(picture.mirrored()) == -3
    link = polygons(picture)
    assert diagram(link).shear == (0, 0)
    mirror = diagram(mapped(link, [[1, 0, 0], [0, 1, 0], [0, 0, -1]]))
    assert mirror == diagram(link).mirrored()
    assert diagram(Link.of([TREFOIL])).shear != (0, 0)


def test_codes_do_not_depend_on_labels_or_order():
    picture = diagram(torus(3, 4))
    code = [list(row) for row in pd_code(picture)]
    rng = random.Random(2)
    for _ in range(5):
        start = rng.randrange(1, 16)
        moved = [[(x + start) % 16 + 1 for x in row] for row in code]
        rng.shuffle(moved)
        found = from_pd(moved)
        assert linking_matrix(found).tolist() == [[0]]
        assert sorted(x.sign for x in found.crossings) == [1] * 8
        assert spots(from_pd(pd_code(found))) == spots(found)


@pytest.mark.parametrize(
    "text",
    [
        "PD[X[4,2,3,1], X[2,4,1,3], Loop[9]]",
        "PD[Xp[4, 2, 3, 1], Xp[2, 4, 1, 3], Loop[9]]",
        "[(3, 1, 2, 0), (1, 3, 0, 2), (8,)]",
        "{{4,2,3,1},{2,4,1,3},{9}}",
        "X(4;2;3;1) X(2;4;1;3) Loop(9)".replace(";", ","),
    ],
)
def test_ways_of_writing_a_code(text):
    found = from_pd(text)
    assert found.components == 3
    assert linking_number(found, 0, 1) == 1


def test_a_circle_over_everything_has_a_direction():
    found = from_pd([(1, 3, 2, 4), (2, 3, 1, 4)])
    assert linking_number(found, 0, 1) == 0
    assert {x.over for x in found.crossings} == {1}


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("", "'' is no planar diagram code"),
        ("hello [1,2,3,4]", "'hello' is no planar"),
        ("[[1,2,3]]", "Crossing 1 .* is .*expected four integers"),
        ([(1, 2, 3, 4)], "Edge 1 .* occurs once"),
        ([(1, 1, 1, 2), (2, 3, 3, 1)], "Edge 1 .* occurs 4 times"),
        ([(1, 2, 2, 1), (1,)], "Edge 1 .* occurs 4 times"),
        ([(1.0, 2, 2, 1)], "Crossing 1"),
        ([3], "Crossing 1"),
        ([], "is empty"),
        # A trefoil with one row begun at the other end of the under strand.
        ([(1, 5, 2, 4), (3, 1, 4, 6), (6, 2, 5, 3)], "crossing 3 .*run against each other"),
        # A virtual trefoil: two of its edges exchanged.
        ([(1, 4, 2, 5), (3, 6, 4, 1), (5, 3, 6, 2)], "do not fit together in the plane"),
    ],
)
def test_what_is_no_code_is_refused(code, message):
    with pytest.raises(InputError, match=message):
        from_pd(code)


def test_polygons_have_the_picture_they_were_drawn_from():
    for code in (HOPF, [(1, 2, 2, 1)], [(1, 1, 2, 2)], [(1,)], [*HOPF, (7,)]):
        picture = from_pd(code)
        assert spots(diagram(polygons(picture))) == spots(picture)
    # Two parts beside each other, and a part that is cut by one crossing.
    both = [*pd_code(from_pd(HOPF)), *pd_code(diagram(torus(2, 3)), 5)]
    kinked = [(1, 5, 2, 4), (3, 1, 4, 8), (5, 3, 6, 2), (6, 7, 7, 8)]
    for code in (both, kinked):
        assert spots(diagram(polygons(from_pd(code)))) == spots(from_pd(code))


def test_every_knot_and_link_of_the_tables_has_polygons():
    names = [name for name in known_names() if name[0] in "345678L"]
    assert len(names) == 35 + 47
    for name in names:
        picture = named_picture(name)
        assert len(picture.crossings) == int(
            name.strip("L").replace("a", "_").replace("n", "_").split("_")[0]
        )
        if name in ("3_1", "8_18", "8_20", "L2a1", "L6a4", "L8a21", "L8n8"):
            assert spots(diagram(named(name).link)) == spots(picture)


def test_links_by_name():
    assert linking_matrix(named_picture("T(2,4)")).tolist() == [[0, 2], [2, 0]]
    assert linking_matrix(named_picture("T(2, -4)")).tolist() == [[0, -2], [-2, 0]]
    assert linking_matrix(named_picture("mT(2,4)")).tolist() == [[0, -2], [-2, 0]]
    assert (
        linking_matrix(named_picture("T(-3,-3)")).tolist()
        == linking_matrix(named_picture("T(3,3)")).tolist()
    )
    assert len(named_picture("T(3,4)").crossings) == 8
    assert named("borromean").link.classes == (0, 1, 1)
    assert named("m3_1").link != named("3_1").link
    assert spots(diagram(named("m3_1").link)) == spots(named_picture("m3_1"))
    assert [named(n).truth for n in ("hook", "hopf", "L4a1", "3_1")] == [
        "split",
        "linked",
        "linked",
        None,
    ]
    with pytest.raises(UnknownName, match=r"no link 'L8a9x'.*Did you mean 'L8a9'"):
        named("L8a9x")
    with pytest.raises(InputError, match="at most 8 crossings, but not '9_1'"):
        named("m9_1")
    for name in ("T(0,3)", "T(2,999)"):
        with pytest.raises(InputError, match="no torus link here"):
            named(name)


@pytest.mark.parametrize(
    ("name", "record"),
    [("rings", "trivial"), ("hopf", "hopf"), ("hook", "hook"), ("unlink-2spiral", "spiral2")],
)
def test_the_essay_s_links_are_the_records(name, record):
    path = RECORDS / "essay.jsonl"
    if not path.exists():
        pytest.skip(f"needs the link records at {path}")
    (known,) = [found.link for found in links_in(path) if found.name == record]
    assert named(name).link == known


TEXTS = {
    "plain.xyz": "# a comment\n0 0 0\n1 0 0  # the second\n0.5, 1e0, -.25\n\n\n"
    "5 5 5\n6 5 5\n5 6 5\n5 5 5\n",
    "knotplot.txt": "Component 1 of 2:\n 0 0 0\n 1 0 0\n .5 1 -.25\n"
    "Component 2 of 2:\n5 5 5\n6 5 5\n5 6 5\n",
    "lines.obj": "o curves\nv 0 0 0\nv 1 0 0 1.0\nv 0.5 1 -0.25\nvn 0 0 1\nl 1 2 3 1\n"
    "v 5 5 5\nv 6 5 5\nv 5 6 5\nl -3 -2\nl 5/1 6\nl 6 4\nf 1 2 3\n",
}


@pytest.mark.parametrize(("file", "text"), TEXTS.items())
def test_corners_as_text(tmp_path, file, text):
    (tmp_path / file).write_text(text)
    (found,) = links_in(tmp_path / file)
    assert found.name == file.partition(".")[0]
    first = ((0, 0, 0), (4, 0, 0), (2, 4, -1))
    assert found.link == Link((first, ((20, 20, 20), (24, 20, 20), (20, 24, 20))), (0, 1))


@pytest.mark.parametrize("suffix", [".jsonl", ".xyz", ".txt", ".obj"])
def test_links_are_written_as_they_are_read(tmp_path, suffix):
    link = torus(3, 3, 40)
    path = write_links(tmp_path / f"three{suffix}", [NamedLink("three", link, "linked", "torus")])
    (found,) = links_in(path)
    assert found.link == link
    assert found.name == "three"
    assert found.truth == ("linked" if suffix == ".jsonl" else None)


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("a.xyz", "0 0 0\n1 x 0\n", "Line 2 of .*a.xyz': 'x' is no finite number"),
        ("a.xyz", "0 0 0\n1 inf 0\n", "Line 2 of .*'inf' is no finite number"),
        ("a.xyz", "0 0 0\n\n1 2\n", "Line 3 of .* has 2 values, '1 2'; expected the three"),
        ("a.xyz", "1e999999999 0 0\n", "Line 1 of .*'1e999999999' has more than 400 digits"),
        ("a.txt", "0 0 0\n1 0 0\n", "a.txt' is no link: Polygon 1 has 2 corners"),
        ("a.txt", "", "a.txt' is no link: There are 0 polygons"),
        ("a.obj", "v 0 0\n", "Line 1 of .*expected the three"),
        (
            "a.obj",
            "v 0 0 0\nl 1 2 1\n",
            "Line 2 of .*'2' is no corner.*from 1 to 1",
        ),
        ("a.obj", "v 0 0 0\nl 0 1\n", "Line 2 of .*'0' is no corner"),
        ("a.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nl 1 2 3\n", "at corner 1 is not closed"),
        (
            "a.obj",
            "v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nl 1 2 3 1\nl 1 4\n",
            "Line 6 of .*: a third edge at corner 1",
        ),
        ("a.csv", "", "has no suffix of a file of links; expected .jsonl"),
    ],
)
def test_files_that_hold_no_link(tmp_path, file, text, message):
    (tmp_path / file).write_text(text)
    with pytest.raises(InputError, match=message):
        list(links_in(tmp_path / file))


def test_what_cannot_be_written(tmp_path):
    one = NamedLink("one", Link.of([RING]))
    with pytest.raises(InputError, match=r"There are 2 links, but .*holds one"):
        write_links(tmp_path / "a.xyz", [one, one])
    with pytest.raises(InputError, match="no suffix"):
        write_links(tmp_path / "a.csv", [one])


@settings(max_examples=25)
@given(st.lists(st.tuples(*[st.integers(-9, 9)] * 3), min_size=3, max_size=9))
def test_random_polygons_by_their_codes(corners):
    try:
        picture = diagram(Link.of([corners]))
    except InputError:
        return
    assert spots(from_pd(pd_code(picture))) == spots(picture)
    assert spots(diagram(polygons(picture))) == spots(picture)
    with patch("unknot.links._drawing._Drawing.round", lambda _: None):
        assert spots(diagram(polygons(picture))) == spots(picture)
    assert writhe(picture.mirrored()) == -writhe(picture)


def test_curls_in_each_other_are_drawn():
    """Each of 40 is in the loop of the one before; floats cannot hold twenty in a disc."""
    n = 40
    ways = [((2 * n + 1 - k) % (2 * n) + 1, 2 * n + 1 - k) for k in range(1, n + 1)]
    code = [(k, one, k + 1, other) for k, (one, other) in enumerate(ways, 1)]
    link = polygons(from_pd(code))
    assert pd_code(diagram(link)) == tuple(code)


def test_parts_of_a_picture():
    picture = diagram(Link.of([RING, UP, np.add(TREFOIL, 90).tolist()]))
    assert spots(picture.only([2])) == spots(diagram(Link.of([TREFOIL])))
    assert linking_matrix(picture.only([0, 1])).tolist() == [[0, 1], [1, 0]]
    with pytest.raises(InputError, match="expected some of 3"):
        picture.only([3])


def test_what_the_grid_is_too_coarse_for_is_refused_as_such(monkeypatch):
    monkeypatch.setattr("unknot.links._drawing._GRID", 8)
    with pytest.raises(InputError, match="of 8 crossings cannot be drawn on a grid of 8 steps"):
        polygons(from_pd(pd_code(diagram(named("8_1").link))))
