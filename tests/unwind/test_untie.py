"""Closed polygons drift apart, shears of space go along, and both are proved."""

import base64
import gzip
import json
import re
from itertools import islice

import numpy as np
import pytest
from scipy.spatial import KDTree

from unknot import checker
from unknot.cli._network_of_link import write_network
from unknot.errors import InputError
from unknot.links import Link, NamedLink, diagram, linking_number
from unknot.nets import Network, leaky
from unknot.shapes import Points, Polyline, Segment, Union
from unknot.untangle import links_of, seen
from unknot.unwind import polygons_of, untie
from unknot.unwind._bends import Bends
from unknot.unwind._drift import Drift
from unknot.unwind._turning import Turning
from unknot.verdicts import can_classify, of_link, sheared, unwound

RING = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
FINGER = [(0, 0, -2), (1, 0, -2), (1, 0, 4), (0, 0, 4)]  # through the ring and back
THROUGH = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]


@pytest.fixture(scope="module")
def apart():
    return sheared(Link.of([RING, FINGER]))


def test_the_classes_are_split_by_layers_that_are_counted(apart):
    assert apart.verdict == "split"
    assert f"{apart.leaky_layers:,} layers of three units of leaky ReLU" in apart.reason
    checker.check(apart.content)
    assert apart.content["claim"] == {"kind": "split"}
    assert set(apart.network.widths) == {3}


def test_the_layers_are_written_out_and_agree_in_other_units_too(apart):
    data, unit = seen(Link.of([RING, FINGER]))
    plain = leaky(apart.network, unit * data.points)
    assert plain.depth == apart.leaky_layers
    assert {layer.outputs for layer in plain.layers} == {3}
    scores = apart.network.scores(unit * data.points)
    np.testing.assert_allclose(plain.scores(unit * data.points), scores, atol=1e-6)
    np.testing.assert_allclose(apart.scaled(unit).scores(data.points), scores, atol=1e-9)
    assert (np.sign(scores[:, 0]) == 2 * data.labels - 1).all()


def test_the_page_of_the_layers_carries_their_proof(apart, tmp_path):
    link = Link.of([RING, FINGER])
    (known,) = of_link(apart, seen(link)[1])
    assert (known.word, known.outcome) == ("Taken apart", "right")
    network = apart.scaled(seen(link)[1])
    assert write_network(network, apart, NamedLink("two", link), tmp_path / "two.json")
    page = (tmp_path / "two.html").read_text()
    assert f"<b>Taken apart</b> ({apart.theorem})" in page
    (packed,) = re.findall(r'class="proved">([^<]*)<', page)
    (said,) = json.loads(gzip.decompress(base64.b64decode(packed)))
    assert said["certificate"] == apart.content
    assert of_link(sheared(Link.of([RING, THROUGH])), 8) == ()  # no network takes it apart


def test_what_is_not_what_was_found_is_refused(apart):
    parts = {k: apart.content[k] for k in ("claim", "classes", "network", "evidence")}
    network = parts["network"]
    assert len(network["layers"]) > 1
    half = network | {"layers": network["layers"][: len(network["layers"]) // 2]}
    with pytest.raises(checker.Refused, match="margin"):
        checker.complete(parts | {"network": half})
    with pytest.raises(checker.Refused, match="margin"):
        checker.complete(parts | {"classes": parts["classes"][::-1]})


def test_what_is_linked_stays_linked():
    assert sheared(Link.of([RING, THROUGH])).verdict == "not split"
    one, other = (np.array(rows, float) for rows in (RING, THROUGH))
    assert next(untie([[one], [other]], seconds=0.5), None) is None
    short = [
        (rows[:, None] + np.linspace(0, 1, 20, endpoint=False)[:, None] * edges[:, None])
        for rows, edges in ((rows, np.roll(rows, -1, axis=0) - rows) for rows in (one, other))
    ]
    polygons = [rows.reshape(-1, 3) for rows in short]
    start = np.concatenate(polygons)
    *_, places = islice(Drift.of(polygons).moments(start), 100)
    assert np.abs(places - start).max() > 0.1
    halves = np.split(places, [len(polygons[0])])
    link = Link.of([np.rint(2**16 * rows).astype(int).tolist() for rows in halves])
    assert abs(linking_number(diagram(link), 0, 1)) == 1


def test_what_lies_apart_takes_no_layers():
    aside = [(x + 20, y, z) for x, y, z in THROUGH]
    found = sheared(Link.of([RING, aside]))
    assert (found.verdict, found.leaky_layers) == ("split", 0)
    checker.check(found.content)


@pytest.mark.parametrize("seed", range(3))
def test_no_corner_drifts_as_far_as_another_edge(seed):
    rng = np.random.default_rng(seed)
    polygons = [np.cumsum(rng.normal(size=(40, 3)), axis=0), 9 + rng.normal(size=(5, 3))]
    drift, places = Drift.of(polygons), np.concatenate(polygons)
    for moved in islice(drift.moments(places), 30):
        room = drift.room(places, 0, 1e9)
        assert (np.linalg.norm(moved - places, axis=1) < 0.5 * room).all()
        places = moved


def test_clearances_are_distances_of_edges():
    square = np.array([[0.0, 0, 0], [4, 0, 0], [4, 4, 0], [0, 4, 0]])
    np.testing.assert_allclose(Drift.of([square]).room(square, 0, 100.0), 4)
    two = np.concatenate([square, square[:, [0, 2, 1]] + [1, 2, 1]])
    room = Drift.of([square, two[4:]]).room(two, 0, 100.0)
    grid = np.linspace(0, 1, 401)[:, None]
    for k in range(4):
        rows = [square[k - j] + grid * (square[(k - j + 1) % 4] - square[k - j]) for j in (0, 1)]
        far = min(
            KDTree(np.concatenate(rows)).query(a + grid * (b - a))[0].min()
            for a, b in zip(two[4:], np.roll(two[4:], -1, axis=0), strict=True)
        )
        assert room[k] == pytest.approx(min(far, 4), abs=1e-2)


def winding(turns, back):
    """A ring, and a curve that goes along it and winds round it, and back where it is to."""
    s = 2 * np.pi * np.arange(240) / 240
    ring = np.stack([3 * np.cos(s), 2 * np.sin(s), 0 * s], axis=1)
    normal = np.stack([2 * np.cos(s), 3 * np.sin(s), 0 * s], axis=1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    angle = turns * (np.pi * (1 - np.cos(s)) if back else s) + 1
    return ring, ring + 0.5 * (np.cos(angle)[:, None] * normal + np.outer(np.sin(angle), [0, 0, 1]))


def test_what_winds_round_a_ring_is_turned_back_above_it():
    ring, curve = winding(2, back=True)
    plan = Turning.of(ring, curve)
    np.testing.assert_allclose(plan.at(curve, 0.0), curve, atol=1e-12)
    np.testing.assert_allclose(plan.at(ring, 1.0), ring, atol=1e-12)
    np.testing.assert_allclose(np.abs(plan.at(curve, 1.0)[:, 2]), 0.5, atol=0.01)
    far = [np.linalg.norm(plan.at(curve, t)[:, None] - ring, axis=2).min(1) for t in (0, 0.4, 1)]
    np.testing.assert_allclose(far[1:], [far[0]] * 2, atol=1e-3)
    assert Turning.of(*winding(1, back=False)) is None  # it is linked
    assert Turning.of(ring, curve[[*range(0, 60), *range(20, 240)]]) is None  # to and fro


def test_bends_of_space_are_the_layers_they_say():
    points = np.random.default_rng(0).uniform(-1, 1, (50, 3))
    bends = Bends.in_space(points, 5, 9, 3)
    np.testing.assert_allclose((bends.normals * bends.pushes).sum(1), 0, atol=1e-15)
    heights = 0.1 * np.random.default_rng(1).normal(size=bends.free)
    images, met = bends.images(points, heights)
    np.testing.assert_allclose(Network(bends.shears(heights)).represent(points), images, atol=1e-12)
    slopes = bends.derivatives(met)
    step = 1e-6 * np.random.default_rng(2).normal(size=bends.free)
    change = (bends.images(points, heights + step)[0] - images).ravel()
    rows = [slopes.against(row.reshape(-1, 3)) for row in np.eye(change.size)]
    np.testing.assert_allclose(np.stack(rows) @ step, change, atol=1e-10)


def test_polygons_of_space_are_told_from_other_sets():
    ring, over = (Polyline(rows, closed=True) for rows in (RING, FINGER))
    assert [len(rows) for rows in polygons_of(Union((ring, over)))] == [4, 4]
    assert polygons_of(Polyline(RING)) is None
    assert polygons_of(Union((ring, Segment((9, 9, 9), (10, 9, 9))))) is None
    assert polygons_of(Polyline([(0, 0), (1, 0), (0, 1)], closed=True)) is None
    answer = unwound([ring, Points([(9, 9, 9)])]).certificate
    assert answer.verdict == "undecided"
    assert "closed polygons of space" in answer.reason


def test_weights_of_a_known_depth_for_polygons():
    classes = [Polyline(rows, closed=True) for rows in (RING, FINGER)]
    made = unwound(classes)
    assert made.certificate.verdict == "possible"
    claim = made.certificate.content["claim"]
    assert (claim["width"], claim["depth"]) == (3, made.found.leaky_layers)


def test_what_cannot_be_asked():
    with pytest.raises(InputError, match="this link has one class"):
        sheared(Link.of([RING]))
    aside = [[(x + 20 * k, y, z) for x, y, z in RING] for k in range(3)]
    three = sheared(Link.of(aside))
    assert (three.verdict, three.content) == ("undecided", None)
    assert "this link has 3" in three.reason
    with pytest.raises(InputError, match="positive"):
        sheared(Link.of([RING, FINGER]), seconds=0)
    nothing = sheared(Link.of([RING, FINGER]), seconds=1e-9)
    assert nothing.verdict == "undecided"
    with pytest.raises(InputError, match="no shears"):
        nothing.scaled(1.0)


@pytest.mark.slow
def test_where_a_theorem_says_possible_the_weights_come_along():
    classes = [Polyline(rows, closed=True) for rows in (RING, FINGER)]
    answer = can_classify(classes, (3, 3), "leaky-relu:0.5", search=True)
    assert answer.content["claim"]["depth"] > 0
    assert answer.content["claim"]["width"] == 3


@pytest.mark.slow
def test_a_hook_and_spirals_come_apart():
    for name in ("hook:vertices=12", "unlink-spiral:turns=2", "unlink-spiral:turns=3"):
        link = next(links_of(name)).link
        found = sheared(link, seconds=600)
        assert found.verdict == "split", name
        data, unit = seen(link)
        assert (found.scaled(unit).predict(data.points) == data.labels).all()
