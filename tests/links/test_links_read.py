"""Links as values and as files, and the families of shared records."""

import json
from fractions import Fraction

import numpy as np
import pytest
from link_cases import RECORDS, RING, UP, named

from unknot.errors import InputError
from unknot.links import (
    ColouringObstruction,
    Link,
    LinkingObstruction,
    NamedLink,
    colourings,
    diagram,
    fox_rank,
    linking_number,
    links_in,
    obstruction,
)

TRIANGLE = [(0, 0, 0), (1, 0, 0), (0, 1, 0)]


def test_numbers_of_any_kind_are_exact():
    expected = Link.of([RING, UP])
    assert Link.of([np.array(RING), np.array(UP, float)]) == expected
    assert Link.of(np.array([RING, UP], np.int32)) == expected
    assert Link.of([np.array(RING, np.float32), [[Fraction(x) for x in c] for c in UP]]) == expected
    assert Link.of([[[np.int64(x) for x in c] for c in p] for p in (RING, UP)]) == expected
    tenth = Link.of([[(0.1, 0, 0), (1, 0, 0), (0, 1, 0)]]).components[0]
    assert tenth[0][0] * 2**55 == 3602879701896397 * tenth[1][0]
    big = Link.of([[(2**70 + 1, 0.5, 0), (0, 0, 0), (0, 1, 0)]]).components[0]
    assert big[0] == (2**71 + 2, 1, 0)
    assert Link.of([[(Fraction(1, 3), 0, 0), (1, 0, 0), (0, 1, 0)]]).components[0][1] == (3, 0, 0)
    assert Link.of([TRIANGLE, np.add(TRIANGLE, 9)]).classes == (0, 1)
    assert Link.of([TRIANGLE], np.array([3])).classes == (3,)
    assert hash(expected) == hash(Link.of([RING, UP]))
    with pytest.raises(AttributeError):
        expected.classes = (0, 0)


def test_tiny_and_huge_floats_together():
    link = Link.of(
        [[(1e300, 0, 0), (0, 5e-324, 0), (0, 0, 1e-300)], [(1, 1, 1), (2, 1, 1), (1, 2, 1)]]
    )
    assert diagram(link).components == 2


@pytest.mark.parametrize(
    ("polygons", "classes", "message"),
    [
        ([], None, "0 polygons"),
        ([TRIANGLE[:2]], None, "Polygon 1 has 2 corners"),
        ([TRIANGLE, [(0, 0, 0), (0, 0, 0), (1, 1, 1)]], None, "Corner 2 of polygon 2 repeats"),
        ([[*TRIANGLE, (0, 0, 0)]], None, "Corner 1 of polygon 1 repeats"),
        ([[(0, 0), (1, 0), (0, 1)]], None, "Corner 1 of polygon 1 is .*three integers"),
        ([TRIANGLE], [0, 1], "1 polygons and 2 classes"),
        ([TRIANGLE], [-1], "classes are .*from 0"),
        ([TRIANGLE], [0.5], "classes are .*from 0"),
        ([TRIANGLE], ["a"], "classes are .*from 0"),
        ([[(0, 0, np.nan), (1, 0, 0), (0, 1, 0)]], None, "Polygon 1 .*finite"),
        ([[(0, 0, np.inf), (1, 0, 0), (0, 1, 0)]], None, "Polygon 1 .*finite"),
        ([TRIANGLE, [("1", 0, 0), (1, 0, 0), (0, 1, 0)]], None, "Polygon 2 .*'1' is not"),
        ([[(True, 0, 0), (1, 0, 0), (0, 1, 0)]], None, "True is not"),
        ([[(1j, 0, 0), (1, 0, 0), (0, 1, 0)]], None, "Polygon 1"),
        ([TRIANGLE[0]], None, "Polygon 1 is not a list of corners"),
        ([3], None, "Polygon 1 is not a list of corners"),
    ],
)
def test_what_is_no_link_is_refused(polygons, classes, message):
    with pytest.raises(InputError, match=message):
        Link.of(polygons, classes)


def test_files_are_read_line_by_line(tmp_path):
    record = {"name": "hopf", "truth": "linked", "recipe": "by hand", "components": [RING, UP]}
    path = tmp_path / "links.jsonl"
    path.write_text(
        json.dumps({**record, "classes": [1, 0], "lk": 1})
        + "\n\n"
        + json.dumps({"components": [RING]})
        + "\n"
    )
    first, second = links_in(path)
    assert first == NamedLink("hopf", Link.of([RING, UP], [1, 0]), "linked", "by hand")
    assert second == NamedLink("link 3", Link.of([RING]))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "Expecting property name"),
        ("[1]", "a list 'components'"),
        ("{}", "a list 'components'"),
        ('{"components": 3}', "a list 'components'"),
        ('{"components": [3]}', "not iterable"),
        ('{"components": [[1, 2, 3]]}', "not iterable"),
        ('{"components": [[[0,0,0],[1,0,0]]]}', "2 corners"),
        ('{"components": [[[0,0,0.5],[1,0,0],[0,1,0]]]}', "three integers"),
        ('{"components": [[[0,0,0],[1,0,0],[0,1,0]]], "classes": 3}', "not iterable"),
        ('{"components": [[[0,0,0],[1,0,0],[0,1,0]]], "classes": [0, 1]}', "2 classes"),
        ('{"components": [[[0,0,0],[1,0,0],[0,1,0]]], "classes": ["A"]}', "integers from 0"),
    ],
)
def test_lines_that_are_no_link_are_named(tmp_path, line, message):
    path = tmp_path / "links.jsonl"
    path.write_text(json.dumps({"components": [RING]}) + "\n" + line + "\n")
    found = links_in(path)
    next(found)
    with pytest.raises(InputError, match=f"Line 2 of .*links.jsonl.* is no link.*{message}"):
        next(found)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        list(links_in(tmp_path / "none.jsonl"))
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="cannot be read"):
        list(links_in(tmp_path / "bytes.jsonl"))


def records(family):
    path = RECORDS / f"{family}.jsonl"
    if not path.exists():
        pytest.skip(f"needs the link records at {path}")
    return list(links_in(path))


@pytest.mark.parametrize(
    ("family", "count"),
    [("essay", 4), ("hard_parallels", 5), ("tangled_unlinks", 24), ("swirled_splits", 12)],
)
def test_no_obstruction_to_what_is_split(family, count):
    split = [found for found in records(family) if found.truth == "split"]
    assert len(split) == count
    for found in split:
        picture = diagram(found.link)
        assert obstruction(found.link, picture=picture) is None, found.name
        rank, arcs = fox_rank(picture, 1_000_003, [17, 23])
        assert rank <= arcs - 2, found.name


def test_hard_unknots_have_only_constant_colourings():
    for found in records("hard_unknots"):
        picture = diagram(found.link)
        assert [colourings(picture, p) for p in (3, 5, 7, 11)] == [1] * 4
        assert all(
            fox_rank(picture, 101, [t])[0] == fox_rank(picture, 101, [t])[1] - 1 for t in (2, 3, 50)
        )


def test_the_table_of_links_is_proved_not_split():
    """Linking numbers prove 630, the table's up to one common sign; colourings the other 284."""
    path = RECORDS / "linkinfo.jsonl"
    if not path.exists():
        pytest.skip(f"needs the link records at {path}")
    table = [json.loads(line)["lk"] for line in path.read_text().splitlines()]
    by_linking = by_colouring = 0
    for found, number in zip(links_in(path), table, strict=True):
        picture = diagram(found.link)
        # The records are mirror images of what the table counts.
        assert linking_number(picture, 0, 1) == linking_number(picture, 1, 0) == -number, found.name
        reason = obstruction(found.link, picture=picture)
        by_linking += isinstance(reason, LinkingObstruction)
        by_colouring += isinstance(reason, ColouringObstruction)
    assert (by_linking, by_colouring) == (630, 284)


def test_the_rings_are_the_record_vertex_for_vertex():
    (record,) = [found for found in records("essay") if found.name == "trivial"]
    assert named("rings").components == record.link.components


def test_colourings_agree_with_regina_and_linking_numbers_with_snappy():
    """The determinant, and linking numbers up to sign, by independent programs."""
    spherogram = pytest.importorskip("spherogram", reason="spherogram is not installed")
    pytest.importorskip("snappy", reason="snappy is not installed")
    regina = pytest.importorskip("regina", reason="regina is not installed")
    for found in records("linkinfo")[:60]:
        picture = diagram(found.link)
        peer = spherogram.Link(found.name)
        code = [list(row) for row in peer.PD_code(min_strand_index=1)]
        jones = regina.Link.fromPD(code).jones()  # in x, x² = t
        powers = range(jones.minExp(), jones.maxExp() + 1)
        determinant = round(abs(sum(int(str(jones[k])) * 1j**k for k in powers)))  # at t = -1
        for p in (3, 5, 7):
            assert (colourings(picture, p) > 1) == (determinant % p == 0)
        assert abs(linking_number(picture, 0, 1)) == abs(peer.linking_matrix()[0][1])
