"""Sets in the plane are unwound by shears, and what they are made of is counted and proved."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from unknot import checker
from unknot.data import load
from unknot.errors import InputError
from unknot.measure import stretch
from unknot.nets import leaky
from unknot.shapes import Ball, Points, Polyline, Segment, Shell, Tube
from unknot.unwind import unwind
from unknot.unwind._carried import Carried
from unknot.verdicts import can_classify, unwound

PAIRS = Path(__file__).parents[2] / "benchmarks" / "unwind.py"


def spiral(turns, about, turn):
    r = np.linspace(0.2, 1, int(40 * turns) + 20)
    angle = turn + 2 * np.pi * turns * (r - 0.2) / 0.8
    rows = np.asarray(about) + r[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return Polyline(tuple(map(tuple, rows.tolist())))


@pytest.fixture(scope="module")
def one_turn():
    data = load("spirals:turns=1,points=400")
    return data, unwound(data)


def test_the_certificate_counts_the_layers_and_is_checked(one_turn):
    _, made = one_turn
    certificate, found = made.certificate, made.found
    assert certificate.verdict == "possible"
    content = certificate.content
    assert content["claim"] == {
        "kind": "some network",
        "width": 2,
        "activations": "leaky-relu:0.5",
        "depth": found.leaky_layers,
    }
    assert f"{found.leaky_layers:,} hidden layers of 2 units" in content["statement"]
    checker.check(content)


def test_the_layers_are_written_out_and_agree(one_turn):
    data, made = one_turn
    network = made.found.network
    plain = leaky(network, data.points)
    assert plain.depth == made.found.leaky_layers
    assert {layer.activation.name for layer in plain.layers} == {"leaky-relu:0.5"}
    assert {layer.outputs for layer in plain.layers} == {2}
    scores = [n.scores(data.points) for n in (plain, network)]
    np.testing.assert_allclose(*scores, atol=1e-6)


def test_little_is_stretched(one_turn):
    data, made = one_turn
    assert stretch(made.found.network, data).levels[-1].largest.most < 100


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"depth": 2}, "another number of layers"),
        ({"width": 3}, "another width"),
        ({"activations": "relu"}, "no leaky ReLU"),
        ({"activations": "tanh"}, "no leaky ReLU"),
        ({"activations": "identity"}, "no leaky ReLU"),
    ],
)
def test_what_is_claimed_of_other_layers_is_refused(one_turn, change, why):
    content = one_turn[1].certificate.content
    parts = {k: content[k] for k in ("classes", "network", "evidence")}
    with pytest.raises(checker.Refused, match=why):
        checker.complete(parts | {"claim": content["claim"] | change})


def test_a_dropped_shear_or_a_swapped_class_is_refused(one_turn):
    content = one_turn[1].certificate.content
    parts = {k: content[k] for k in ("claim", "classes", "network", "evidence")}
    layers = content["network"]["layers"]
    for k in range(0, len(layers), 7):
        rest = layers[:k] + layers[k + 1 :]
        depth = 2 * sum(len(layer["knots"]) for layer in rest)
        with pytest.raises(checker.Refused, match="margin"):
            checker.complete(
                parts
                | {"network": content["network"] | {"layers": rest}}
                | {"claim": content["claim"] | {"depth": depth}}
            )
    with pytest.raises(checker.Refused, match="margin"):
        checker.complete(parts | {"classes": content["classes"][::-1]})


def test_where_a_theorem_says_possible_the_weights_come_along():
    data = load("spirals:turns=1,points=100")
    answer = can_classify(data, (2, 2), "leaky-relu:0.5", search=True)
    assert answer.verdict == "possible"
    assert answer.content["claim"]["depth"] > 0
    without = can_classify(data, (2, 2), "leaky-relu:0.5", search=False)
    assert "depth" not in without.content["claim"]


@pytest.mark.parametrize(("seconds", "during"), [(60.0, "shears"), (0.0, "training")])
def test_what_a_theorem_says_is_kept_when_the_search_for_weights_ends(seconds, during):
    data, said = load("spirals:turns=3,points=100"), []

    def tell(what):
        said.append(what)
        if during in what:
            raise KeyboardInterrupt

    answer = can_classify(data, (2,), "leaky-relu:0.5", seconds=seconds, on_progress=tell)
    assert during in said[-1]
    assert answer.verdict == "possible"
    assert "depth" not in answer.content["claim"]


@pytest.mark.slow
def test_other_centres_and_one_long_arm():
    arms = [spiral(1.2, (3, -2), 0), spiral(0.8, (3, -2), np.pi)]
    answer = unwound(arms)
    assert answer.certificate.verdict == "possible", answer.certificate.reason


@pytest.mark.slow
def test_two_turns_on_curves_and_one_on_tubes():
    thin = unwound(load("spirals:turns=2"))
    assert thin.certificate.verdict == "possible", thin.certificate.reason
    assert thin.found.leaky_layers <= 600
    thick = unwound([Tube(spiral(1, (0, 0), turn), 0.1) for turn in (0, np.pi)], seconds=600)
    assert thick.certificate.verdict == "possible", thick.certificate.reason
    cuts = thick.certificate.content["evidence"]["cuts"]
    assert [set(one) for one in cuts] == [{"border"}] * 2


@pytest.mark.slow
def test_three_turns():
    answer = unwound(load("spirals:turns=3,points=3000"), seconds=600).certificate
    assert answer.verdict == "possible", answer.reason
    assert answer.facts["pieces"] < 10_000


@pytest.mark.slow
def test_tubes_about_three_turns():
    data = load("spirals:turns=3,points=2000")
    answer = unwound(runpy.run_path(str(PAIRS))["tubes"](data), seconds=600).certificate
    assert answer.verdict == "possible", answer.reason
    assert answer.facts["pieces"] < 50_000


def test_a_thick_border_swapped_or_without_its_cuts_is_refused():
    half = [Tube(spiral(0.5, (0, 0), turn), 0.1) for turn in (0, np.pi)]
    content = unwound(half).certificate.content
    parts = {k: content[k] for k in ("claim", "classes", "network", "evidence")}
    assert [set(one) for one in parts["evidence"]["cuts"]] == [{"border"}] * 2
    with pytest.raises(checker.Refused, match="margin"):
        checker.complete(parts | {"classes": content["classes"][::-1]})
    thin = [part | {"set": part["set"] | {"shape": "polyline"}} for part in content["classes"]]
    for part in thin:
        part["set"].pop("radius")
    with pytest.raises(checker.Refused, match="no solid"):
        checker.complete(parts | {"classes": thin})


@pytest.mark.slow
def test_what_no_twist_parts_is_undecided_and_never_more():
    ring = [Ball((0, 0), 0.25), Shell((0, 0), 0.75, 1)]
    assert unwound(ring).certificate.verdict == "undecided"
    assert list(unwind(ring)) == []
    crossing = [Segment((-1, 0), (1, 0)), Segment((0, -1), (0, 1))]
    assert unwound(crossing).certificate.verdict == "undecided"


def test_what_is_not_two_sets_in_the_plane_is_an_error_or_undecided():
    three = [Ball((k, 0), 0.25) for k in range(3)]
    with pytest.raises(InputError, match="3 classes, of dimension 2, 2, 2; expected two"):
        next(unwind(three))
    assert unwound(three).certificate.verdict == "undecided"
    with pytest.raises(InputError, match="dimension 3"):
        next(unwind([Ball((0, 0, 0), 0.25), Ball((1, 0, 0), 0.25)]))
    points = [Points([(0, 0)]), Points([(1, 1)])]
    assert "2 classes in dimension 2" in unwound(points).certificate.reason
    half = load("spirals:turns=0.5")
    assert "layers of tanh" in unwound(half, "tanh").certificate.reason


def test_time_that_is_over_ends_the_search():
    assert list(unwind(load("spirals:turns=3").shapes, seconds=0.0)) == []


def test_progress_is_told():
    said = []
    next(unwind(load("spirals:turns=1").shapes, on_progress=said.append))
    assert said[0] == "looking for a plan"
    assert any("shears" in text and "% of the way" in text for text in said)


@pytest.mark.slow
def test_random_polygons_that_wind_round_each_other_come_apart_and_forgeries_are_refused():
    pair = runpy.run_path(str(PAIRS))["pair"]
    for seed in (8, 101):
        answer = unwound(pair(seed), seconds=600)
        assert answer.certificate.verdict == "possible", answer.certificate.reason
        assert isinstance(answer.found.plan, Carried)
    content = answer.certificate.content
    parts = {k: content[k] for k in ("claim", "classes", "network", "evidence")}
    layers = content["network"]["layers"]
    for k in range(0, len(layers), 20):
        rest = layers[:k] + layers[k + 1 :]
        depth = 2 * sum(len(layer["knots"]) for layer in rest)
        network = content["network"] | {"layers": rest}
        claim = content["claim"] | {"depth": depth}
        with pytest.raises(checker.Refused, match="margin"):
            checker.complete(parts | {"network": network, "claim": claim})
    with pytest.raises(checker.Refused, match="margin"):
        checker.complete(parts | {"classes": content["classes"][::-1]})
