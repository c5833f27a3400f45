"""Where only samples are known, every word says so; where the sets are known, they are kept."""

import copy
import json

import numpy as np
import pytest

from unknot import checker
from unknot.data import Dataset, load
from unknot.nets import Dense, Head, Network, activation
from unknot.recording import Spec, decode, encode
from unknot.shapes import Ball, Points
from unknot.train import fit
from unknot.verdicts import can_classify, classes_of, impossible, least_width, separates

LINE = Network(
    [Dense(np.eye(2), np.zeros(2), activation("tanh"))],
    Head(np.array([[1.0, 0.0]]), np.zeros(1), "logistic"),
)
CLOUD = Dataset(
    [[-2.0, 0], [-1, 1], [-1, -1], [1, 0], [2, 1]], [0, 0, 0, 1, 1], ("left", "right"), ("x", "y")
)
ALONE = "the 5 sampled points"


def test_a_network_is_judged_alike_before_and_after_its_recording_is_stored():
    """It is right on all 24 samples, and wrong between them: the one verdict that was wrong."""
    spec = Spec(
        data="spirals:turns=2,points=24", hidden=(16,), seeds=8, steps=4000, learning_rate=0.02
    )
    recording = fit(spec)
    assert recording.accuracy == 1
    before = separates(recording.final, recording.data)
    again = decode(encode(recording), "here")
    after = separates(again.final, again.data)
    assert before.verdict == after.verdict == "not separated"
    assert after == before
    samples = separates(again.final, Dataset.of(again.data.points, again.data.labels))
    assert samples.verdict == "right on the samples"
    assert "On the 24 sampled points the right score wins" in samples.reason
    samples.check()


def test_of_samples_every_sentence_says_so():
    found = separates(LINE, CLOUD)
    assert found.verdict == "right on the samples"
    assert found.content is not None
    assert found.content["verdict"] == found.verdict
    assert f"classifies {ALONE} of left and right in R^2" in found.statement
    assert "at every one of them the right score wins" in found.statement
    assert "between the samples too" in found.not_claimed
    for words in (found.reason, found.statement):
        assert "whole" not in words
        assert "closed sets" not in words
    found.check()


def test_a_wrong_sample_is_called_one():
    moved = Dataset([*CLOUD.points, [-0.5, 0]], [*CLOUD.labels, 1], CLOUD.class_names, ("x", "y"))
    found = separates(LINE, moved)
    assert found.verdict == "not separated"
    assert found.reason.startswith("It is wrong at the sampled point (-0.5, 0)")
    assert "the 6 sampled points" in found.statement
    found.check()


def test_balls_about_samples_are_whole_sets():
    found = separates(LINE, CLOUD, radius=0.25)
    assert found.verdict == "separated"
    assert f"on the whole of the balls of radius 0.25 about {ALONE}" in found.reason.replace(
        "On", "on", 1
    )
    found.check()


def test_of_exact_sets_nothing_is_said_of_samples():
    found = separates(LINE, [Ball((-2, 0), 1), Ball((2, 0), 1)])
    assert found.verdict == "separated"
    assert "sample" not in found.reason + found.statement
    # One class may be a single point, and the other all that is known of a solid.
    mixed = separates(LINE, [Points([(-2, 0)]), Ball((2, 0), 1)])
    assert mixed.verdict == "separated"
    assert "sampled" not in mixed.reason + mixed.statement


def test_architectures_too():
    possible = can_classify(CLOUD, (2,), search=False)
    assert possible.verdict == "possible"
    assert f"right on {ALONE}" in possible.reason
    assert "not about what lies between" in possible.reason
    assert ALONE in possible.statement
    row = Dataset([[0.0], [1], [2]], [0, 1, 0], ("even", "odd"), ("x",))
    for found in (can_classify(row, (1,)), impossible(row, (1,))):
        assert found is not None
        assert found.verdict == "impossible"
        assert "Already the 3 sampled points exclude it" in found.reason
        assert "the 3 sampled points" in found.statement
        assert "on finitely many points" not in found.not_claimed
        found.check()


def test_the_least_width_of_a_cloud_is_that_of_its_points():
    cloud = least_width(CLOUD)
    assert str(cloud).endswith(f"on {ALONE}")
    assert cloud.where == f"on {ALONE}"
    assert cloud.above is not None
    assert ALONE in cloud.above.reason
    assert least_width(load("disc-in-ring")).where == "on the whole of every class"


@pytest.mark.parametrize("data", ["blobs:classes=2,points=30", "moons:noise=0.05,points=30"])
def test_noise_leaves_samples_alone(data):
    assert classes_of(load(data)).everywhere == "on the 30 sampled points"


def test_what_was_written_before_still_verifies():
    found = separates(LINE, CLOUD)
    former = copy.deepcopy(found.content)
    former |= checker.describe(former, formerly=True)
    assert former["verdict"] == "separated"
    assert "on the whole of every set" in former["statement"]
    checker.check(json.loads(json.dumps(former)))
    for key in ("verdict", "statement", "not_claimed"):  # one way of speaking, and not both
        with pytest.raises(checker.Refused, match="does not say what is claimed"):
            checker.check(former | {key: found.content[key]})


def test_sets_cannot_be_called_samples():
    found = separates(LINE, [Ball((-2, 0), 1), Ball((2, 0), 1)])
    with pytest.raises(checker.Refused, match="verdict"):
        checker.check(found.content | {"verdict": "right on the samples"})
