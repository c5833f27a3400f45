"""What of an argument can be drawn: it lies where the certificate says."""

import json
from pathlib import Path

import numpy as np
import pytest

from unknot import checker
from unknot.shapes import Ball, Holed, Points, Polyline, Shape, Shell
from unknot.shapes import read as read_shape
from unknot.verdicts import can_classify, findings, least_width, marks

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("certificate-*.json"))
OF_NUMBERS = {
    "arcs", "moves", "cones", "homeomorphisms", "common arcs", "polygons", "linking numbers",
    "colouring numbers", "jones values", "matrices", "layers", "fold", "splits", "sums",
    "violation", "finite",
}  # fmt: skip
DISC, RING = Ball((0, 0), 0.25), Shell((0, 0), 0.75, 1)


def every_certificate():
    return [(path.stem, json.loads(path.read_text("utf-8"))) for path in GOLDEN]


@pytest.mark.parametrize(("name", "content"), every_certificate())
def test_every_argument_is_drawn_in_the_space_of_its_data(name, content):
    del name
    drawn = marks(content)
    read, kind = checker.read(content)
    assert not drawn or kind.evidence not in OF_NUMBERS
    for mark in drawn:
        assert mark.parts
        assert all(part.shape[1:] == (read.space,) for part in mark.parts)
        assert all(np.isfinite(part).all() for part in mark.parts)
        assert mark.of is None or 0 <= mark.of < len(content["classes"])
        json.dumps(mark.as_json(), allow_nan=False)


def test_no_kind_of_evidence_is_forgotten():
    drawn = {content["evidence"]["kind"] for _, content in every_certificate() if marks(content)}
    known = {kind.evidence for kind in checker.KINDS}
    assert known - OF_NUMBERS - drawn == {"general position"}  # in space of more than three


def shape_of(content, label) -> Shape:
    return read_shape(content["classes"][label]["set"])


def test_points_and_pieces_lie_in_their_class():
    found = can_classify([DISC, RING], (2, 2)).content
    point, cycle = marks(found)
    assert point.main
    assert shape_of(found, point.of).distance(point.parts[0]).max() == 0
    assert shape_of(found, cycle.of).distance(np.vstack(cycle.parts)).max() < 1e-12
    fine = can_classify([DISC, RING], (3,), search=False).content
    for mark in marks(fine):
        corners = np.vstack(mark.parts)
        # Boxes cover the set, and each of them meets it.
        assert shape_of(fine, mark.of).distance(corners).max() < 0.5
        assert "pieces that were bounded" in mark.label


def test_arguments_in_a_flat_are_drawn_in_space():
    angle = np.linspace(0, 2 * np.pi, 13)
    ring = Polyline(
        tuple(zip(np.cos(angle[:-1]), np.sin(angle[:-1]), [0.5] * 12, strict=True)), closed=True
    )
    found = can_classify([Points(((0.0, 0.0, 0.5),)), ring], (2,), search=False)
    assert found.verdict == "impossible"
    assert "flat" in found.content["evidence"]
    for mark in marks(found.content):
        assert np.vstack(mark.parts)[:, 2] == pytest.approx(0.5)


def test_a_badge_says_what_is_known_and_what_would_mend_it():
    architecture = can_classify([DISC, RING], (2, 2))
    (one,) = findings(architecture, None, least_width([DISC, RING]))
    assert (one.outcome, one.cure) == ("impossible", 3)
    said = one.as_json(7)
    assert "step" not in said  # of no network
    checker.check(said["certificate"])
    open_ = findings(None, can_classify([DISC, RING], (3, 1), search=False))
    assert open_[0].as_json(7)["step"] == 7


def test_what_a_set_with_holes_encloses_is_drawn():
    holed = Holed((0, 0), 1, ((0.0, 0.0),), 0.5)
    found = can_classify([Ball((0, 0), 0.25), holed], (2,)).content
    _, around = marks(found)
    assert around.label == "what encloses it"
    assert holed.distance(np.vstack(around.parts)).max() < 1e-12
