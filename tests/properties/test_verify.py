"""Properties of small networks with known answers, and certificates that were tampered with."""

import copy
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from unknot import checker
from unknot.errors import InputError
from unknot.exact import number, point
from unknot.nets import Dense, Head, Network, activation
from unknot.properties import Case, Conditions, Original, Property, read_vnnlib, verify

VNN = Path(__file__).parents[3] / "shared" / "data" / "vnn"


def absolute(inputs=1):
    """Σ |xᵢ|."""
    eye = np.eye(inputs)
    relu = Dense(np.concatenate([eye, -eye]), np.zeros(2 * inputs), activation("relu"))
    return Network([relu], Head(np.ones((1, 2 * inputs)), np.zeros(1), "linear"))


def at_least(bound, inputs=1, low=-1, high=1):
    """Outputs ≥ a bound are forbidden."""
    never = (Conditions.of([[-1]], [-bound]),)
    return Property(inputs, 1, (Case(point([low] * inputs), point([high] * inputs), never),))


def test_a_violation_in_a_corner_is_found_where_nothing_leads_to_it():
    spike = Dense(np.ones((1, 5)), np.array([-4.9]), activation("relu"))
    network = Network([spike], Head(np.ones((1, 1)), np.zeros(1), "linear"))
    found = verify(network, at_least(0.05, 5, low=0), boxes=1)
    assert found.verdict == "fails"
    assert sum(found.facts["point"]) >= 4.95


def random_network(rng, sizes, name="relu"):
    layers = [
        Dense(rng.normal(size=(b, a)) / np.sqrt(a), rng.normal(size=b) / 4, activation(name))
        for a, b in pairwise(sizes[:-1])
    ]
    head = Head(rng.normal(size=(sizes[-1], sizes[-2])), rng.normal(size=sizes[-1]), "linear")
    return Network(layers, head)


def test_a_bound_is_decided_up_to_the_last_place():
    assert verify(absolute(2), at_least(2, 2)).verdict == "fails"
    assert verify(absolute(2), at_least(2 + 2**-30, 2)).verdict == "holds"


def test_a_property_that_almost_fails_is_never_said_to_hold():
    third = at_least(Fraction(1, 3), high=Fraction(1, 3), low=Fraction(-1, 3))
    found = verify(absolute(), third)
    assert found.verdict == "fails"
    assert found.content["evidence"]["point"] in (["1/3"], ["-1/3"])
    above = Fraction(1, 3) + Fraction(1, 10**30)  # nearer than floats see
    almost = at_least(above, low=Fraction(-1, 3), high=Fraction(1, 3))
    assert verify(absolute(), almost, boxes=100).verdict == "undecided"


@pytest.mark.parametrize("name", ["relu", "tanh", "leaky-relu:0.2"])
def test_bounds_hold_on_samples(name):
    rng = np.random.default_rng(1)
    net = random_network(rng, (3, 8, 8, 8, 2), name)
    rows = np.array([[1.0, 0.0], [-1.0, 2.0], [0.3, -0.7]])
    case = Case(point([-1] * 3), point([1] * 3), (Conditions.of(rows, [0.25, -1, 0]),))
    written = {"kind": "property holds", "cases": [case.written()]}
    from unknot.verdicts import written_network

    asked = {"claim": written, "evidence": {"kind": "splits", "splits": []}}
    asked |= {"format": checker.FORMAT, "network": written_network(net)[1]}
    read, _ = checker.read(asked)
    never = checker.Never(read.net, checker.cases(read)[0])
    low = rng.uniform(-1, 1, (40, 3))
    high = low + rng.choice([0.0, 0.01, 0.5, 3.0], (40, 3))
    bounds, _ = never.least(checker.Boxes(low, high))
    inside = low[:, None] + rng.random((40, 500, 3)) * (high - low)[:, None]
    values = net.scores(inside.reshape(-1, 3)) @ rows.T - [0.25, -1, 0]
    least = values.reshape(40, 500, 3).min(axis=1)
    assert (bounds <= least + 1e-12).all()
    block = never.block(checker.Boxes(low, high))
    weights = rng.integers(0, 5, (40, 3)).astype(float)
    slopes = np.where(rng.random((40, block.units)) < 0.8, rng.random((40, block.units)), np.nan)
    sums = block.sums(np.arange(40), weights, slopes)
    together = np.einsum("bsk,bk->bs", values.reshape(40, 500, 3), weights).min(axis=1)
    assert (sums <= together + 1e-12).all()
    flat = (low == high).all(axis=1)
    assert np.allclose(sums[flat], together[flat], atol=1e-10)
    assert np.allclose(bounds[flat], least[flat], atol=1e-10)
    assert (least - bounds)[(high - low).max(axis=1) <= 0.01].max(initial=0) < 0.1


@pytest.mark.parametrize("seed", range(4))
def test_verdicts_agree_with_the_exact_range_along_a_line(seed):
    net = random_network(np.random.default_rng(seed), (1, 6, 6, 1))
    x = np.linspace(-1, 1, 20001)[:, None]
    top = net.scores(x).max()
    assert verify(net, at_least(top - 1e-3)).verdict == "fails"
    assert verify(net, at_least(top + 1e-3)).verdict == "holds"


def test_what_cannot_be_done_in_time_is_undecided_with_the_share():
    net = random_network(np.random.default_rng(0), (3, 20, 20, 1))
    top = net.scores(np.random.default_rng(0).uniform(-1, 1, (20000, 3))).max()
    found = verify(net, at_least(top + 0.5, 3), boxes=20)
    assert found.verdict in ("undecided", "holds")
    found = verify(net, at_least(top + 0.2, 3), time=0)
    assert found.verdict == "undecided"
    assert "Time was up" in found.reason
    assert 0 <= found.facts["settled"] < 1


def test_what_is_interrupted_says_how_far_it_came():
    def interrupt(_):
        raise KeyboardInterrupt

    net = random_network(np.random.default_rng(0), (3, 20, 20, 1))
    found = verify(net, at_least(60, 3), on_progress=interrupt)
    assert found.verdict == "undecided"
    assert "interrupted" in found.reason


def test_networks_that_do_not_fit_are_refused():
    with pytest.raises(InputError, match="2 inputs and 1 outputs; the network has 1 and 1"):
        verify(absolute(1), at_least(2, 2))
    with pytest.raises(InputError, match="nothing is"):
        at_least(1, low=2, high=1)


# ---------------------------------------------------------------- tampering


def nearly(seed=3):
    """A network, and a property that holds by 0.02 as far as samples say."""
    net = random_network(np.random.default_rng(seed), (2, 12, 12, 2))
    sampled = net.scores(np.random.default_rng(0).uniform(-1, 1, (50000, 2)))
    most = float(sampled[:, 0].max()) + 0.02
    low = float(sampled[:, 1].min()) - 0.02
    never = Conditions.of([[-1, 0]], [-most]), Conditions.of([[0, 1]], [low])
    return net, Property(2, 2, (Case(point([-1, -1]), point([1, 1]), never),)), sampled


@pytest.fixture(scope="module")
def honest():
    """A proof that asks for several cuts, without sums."""
    net, wanted, sampled = nearly()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("unknot.properties._verify.sums", lambda *_: {})
        found = verify(net, wanted)
    assert found.verdict == "holds"
    assert found.content["evidence"]["kind"] == "splits"
    assert sum(map(len, found.content["evidence"]["splits"][0])) > 10
    return found.content, sampled


def refused(content):
    content = content | checker.describe(content)
    with pytest.raises(checker.Refused) as refusal:
        checker.check(content)
    return str(refusal.value)


def test_a_dropped_leaf_is_refused(honest):
    content = copy.deepcopy(honest[0])
    content["evidence"]["splits"][0][-1].pop()
    assert "one for each box" in refused(content)


def test_a_box_that_is_not_cut_where_it_must_be_is_refused(honest):
    for level, axes in enumerate(honest[0]["evidence"]["splits"][0]):
        content = copy.deepcopy(honest[0])
        content["evidence"]["splits"][0][level][int(np.argmax(axes))] = 0
        del content["evidence"]["splits"][0][level + 1 :]
        assert "may hold" in refused(content)


def test_an_axis_that_is_not_there_is_refused(honest):
    for axis in (3, -1, True, "1", 1.0):
        content = copy.deepcopy(honest[0])
        content["evidence"]["splits"][0][0] = [axis]
        assert "numbers from 0 to 2" in refused(content)


def test_a_bound_that_is_not_so_is_refused(honest):
    content, sampled = copy.deepcopy(honest)
    content["claim"]["cases"][0]["never"][0]["most"] = [number(-float(sampled[:, 0].max()))]
    refused(content)


def test_swapped_outputs_are_refused(honest):
    content = copy.deepcopy(honest[0])
    content["network"]["head"]["weight"].reverse()
    content["network"]["head"]["bias"].reverse()
    refused(content)


def test_a_larger_box_is_not_covered(honest):
    content = copy.deepcopy(honest[0])
    content["claim"]["cases"][0]["upper"] = [4, 4]
    refused(content)


def test_a_further_case_needs_its_own_proof(honest):
    content = copy.deepcopy(honest[0])
    content["claim"]["cases"].append(content["claim"]["cases"][0])
    assert "one for each case" in refused(content)


@pytest.fixture(scope="module")
def summed():
    """A proof with sums and slopes."""
    net, wanted, _ = nearly()
    found = verify(net, wanted)
    assert found.verdict == "holds"
    assert found.content["evidence"]["kind"] == "sums"
    return found.content


def first_sum(content, key="weights"):
    """The first sum of a certificate that has something under a key."""
    (sums,) = content["evidence"]["sums"]
    return next(one for each in sums for one in each if one is not None and one[key])


def test_sums_take_fewer_boxes(honest, summed):
    boxes, fewer = (sum(map(len, one["evidence"]["splits"][0])) for one in (honest[0], summed))
    assert fewer < boxes


@pytest.mark.parametrize(
    ("key", "change", "says"),
    [
        ("weights", lambda v: v.__setitem__(0, -1), "integer from 0"),
        ("weights", lambda v: v.__setitem__(0, 0.5), "integer from 0"),
        ("weights", lambda v: v.__setitem__(0, 2**20 + 1), "at most"),
        ("weights", lambda v: v.__setitem__(slice(None), [0] * len(v)), "may not be positive"),
        ("weights", lambda v: v.append(1), "a weight for each condition"),
        ("units", lambda v: v.__setitem__(0, 24), "count from 0 to 23"),
        ("units", lambda v: v.pop(), "a slope for each"),
        ("slopes", lambda v: v.__setitem__(0, 65), "from 0 to 64"),
        ("slopes", lambda v: v.__setitem__(0, -1), "integer from 0"),
    ],
)
def test_sums_that_are_none_are_refused(summed, key, change, says):
    content = copy.deepcopy(summed)
    change(first_sum(content, key)[key])
    assert says in refused(content)


def test_a_sum_is_for_each_box_that_asks_for_one_and_of_each_alternative(summed):
    for change, says in [
        (lambda e: e["sums"][0].pop(), "fewer sums"),
        (lambda e: e["sums"][0].append(e["sums"][0][0]), "more sums"),
        (lambda e: e["sums"][0][0].pop(), "one for each alternative"),
        (lambda e: e["sums"].append([]), "as cases"),
        (lambda e: e["sums"][0].__setitem__(0, [None] * 2), "may not be positive"),
    ]:
        content = copy.deepcopy(summed)
        change(content["evidence"])
        assert says in refused(content)


def test_a_point_next_to_the_one_that_fails_is_refused():
    content = copy.deepcopy(verify(absolute(), at_least(1)).content)
    (x,) = content["evidence"]["point"]
    for value in (x * (1 - 2.0**-53), x * (1 + 2.0**-52)):
        content["evidence"]["point"] = [number(float(value))]
        refused(content)


def test_a_floor_of_one_unit_in_the_last_place_counts():
    content = verify(absolute(), at_least(1)).content
    content["claim"]["cases"][0]["never"][0]["most"] = [number(-float(np.nextafter(1, 2)))]
    refused(content)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 8, 16])
def test_sums_that_overflow_on_their_way_bound_nothing(count):
    """The one output is B + … + B − B − … − B = 0, but a sum of the first ones is infinite."""
    large, weight = 1.75 * 2.0**1003, (2.0**20).hex()
    biases = [large.hex()] * count + [(-large).hex()] * count
    parts = {
        "network": {"layers": [], "head": {"weight": [[0]] * 2 * count, "bias": biases}},
        "claim": {
            "kind": "property holds",
            "cases": [
                {
                    "lower": [0],
                    "upper": [1],
                    "never": [{"weight": [[weight] * 2 * count], "most": [0]}],
                }
            ],
        },
        "evidence": {"kind": "splits", "splits": [[]]},
    }
    with pytest.raises(checker.Refused):
        checker.check(checker.complete(parts))
    fails = {"kind": "violation", "case": 0, "point": ["1/2"]}
    claim = parts["claim"] | {"kind": "property fails"}
    checker.check(checker.complete(parts | {"claim": claim, "evidence": fails}))


# ---------------------------------------------------------------- other people's files


@pytest.mark.skipif(not VNN.exists(), reason="the folder of other people's networks is not there")
class TestOfOthers:
    @pytest.mark.parametrize("name", ["nano", "tiny", "small"])
    def test_small_instances_hold(self, name):
        assert self.answer(f"test_{name}", f"test_{name}").verdict == "holds"

    @pytest.mark.slow
    def test_a_known_violation_is_found_and_the_file_itself_agrees(self):
        found = self.answer("test_sat", "test_prop")
        assert found.verdict == "fails"
        path, wanted = VNN / "test_sat.onnx", read_vnnlib(VNN / "test_prop.vnnlib")
        assert Original(path).violates(wanted, found.facts["case"], found.facts["point"]) is True

    @pytest.mark.slow
    def test_a_violation_at_ends_of_the_box_is_found(self):
        found = self.answer("ACASXU_run2a_1_9_batch_2000", "prop_7")
        assert found.verdict == "fails"
        found.check()

    @pytest.mark.slow
    def test_an_instance_that_holds(self):
        assert self.answer("test_unsat", "test_prop").verdict == "holds"

    @pytest.mark.slow
    def test_cuts_in_five_dimensions(self):
        found = self.answer("ACASXU_run2a_1_1_batch_2000", "prop_4")
        assert found.verdict == "holds"
        found.check()

    def answer(self, model, wanted):
        pytest.importorskip("onnx", reason="the package onnx is not installed")
        from unknot.models import load

        return verify(load(VNN / f"{model}.onnx"), read_vnnlib(VNN / f"{wanted}.vnnlib"), time=300)
