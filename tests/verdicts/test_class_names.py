"""Whatever classes are called, a verdict ends in a certificate or in an error of ours."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot import checker
from unknot.data import Dataset
from unknot.nets import Head, Network
from unknot.shapes import Ball, Shell
from unknot.verdicts import can_classify, separates
from unknot.verdicts._certificate import accepted

POINTS, LABELS = [[-1.0], [-0.5], [0.5], [1.0]], [0, 0, 1, 1]
NETWORK = Network((), Head(np.array([[1.0]]), np.zeros(1), "linear"))

ODD = {
    "a no-break space from a spreadsheet": ("Iris\u00a0setosa", "Iris setosa"),
    "a joined emoji": ("👩\u200d🔬", "👩🔬"),
    "a non-joiner": ("می\u200cخواهم", "x"),
    "a tab": ("a\tb", r"a\tb"),
    "long": ("x" * 300, "x" * 301),
    "blank": (" ", "\n"),
    "half a letter": ("\ud800", "?"),
}


def data(names, **more):
    points = np.random.default_rng(0).normal(size=(8, 2))
    return Dataset(points, [0, 1] * 4, names, ("x", "y"), **more)


@pytest.mark.parametrize("names", ODD.values(), ids=ODD)
def test_odd_names_do_not_keep_a_proof_from_being_written(names, tmp_path):
    line = Dataset(np.array(POINTS), LABELS, names, ("x",))
    disc_in_ring = data(names, shapes=(Ball((0, 0), 0.25), Shell((0, 0), 0.75, 1)))
    for found in (
        separates(NETWORK, line),
        can_classify(disc_in_ring, (2, 2), "tanh"),
        can_classify(data(names), (1,), "relu", search=False),
    ):
        if found.proved:
            found.check()
            path = found.save(tmp_path / "certificate.json")
            assert checker.check_file(path)["statement"] == found.statement
            assert len({one["name"] for one in found.content.get("classes", [])}) == 2
            json.dumps(found.facts)
    assert separates(NETWORK, line).verdict == "right on the samples"


@settings(max_examples=40)
@given(st.lists(st.text(min_size=1, max_size=250), min_size=2, max_size=2, unique=True))
def test_any_names_will_do(names):
    disc_in_ring = data(names, shapes=(Ball((0, 0), 0.25), Shell((0, 0), 0.75, 1)))
    found = can_classify(disc_in_ring, (2, 2), "tanh")
    assert found.verdict == "impossible"
    found.check()


def test_what_the_checker_does_not_accept_is_no_certificate():
    assert accepted("no", classes=[{"name": "\t", "set": {}}], claim={}, evidence={}) is None
