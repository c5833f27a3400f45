"""Networks verified on whole sets, and refuted at exact points."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot import Spec, fit
from unknot.data import load
from unknot.errors import InputError
from unknot.nets import Dense, Features, Head, Network, activation
from unknot.shapes import (
    Ball,
    Balls,
    Box,
    Curve,
    Points,
    Polygon,
    Polyline,
    Segment,
    Shell,
    SolidTorus,
    Sphere,
    Tube,
    Union,
)
from unknot.verdicts import separates


def line(w=(1.0, 0.0), c=0.0):
    """Class 1 where w·x + c > 0."""
    return Network([], Head(np.array([w]), np.array([c]), "logistic"))


def checked(network, data, **options):
    found = separates(network, data, **options)
    if found.proved:
        found.check()
    return found


SOLIDS = {
    "ball": Ball((2, 0), 1),
    "shell": Shell((2, 0), 0.5, 1),
    "circle": Shell((2, 0), 1, 1),
    "box": Box((1, -1), (3, 1)),
    "points": Points([(1, 5), (2, -7)]),
    "balls": Balls([(1.5, 3), (2, -3)], 0.5),
    "segment": Segment((1, -4), (3, 4)),
    "polyline": Polyline([(1, 0), (2, 5), (1, 7)]),
    "polygon": Polygon([(1, 0), (2, 0), (1, 1)]),
    "tube": Tube(Polyline([(2, 0), (2, 4)]), 1),
    "sphere": Sphere((2, 0), (0, 1), 1),
    "union": Union((Ball((2, 0), 1), Segment((1, 0), (1, 9)))),
}


@pytest.mark.parametrize("name", SOLIDS)
def test_every_shape_is_verified_up_to_its_border_and_refuted_beyond(name):
    other = Ball((-3, 0), 1)
    shape = SOLIDS[name]
    # The least x on the shape is exactly 1.
    just_right = checked(line(c=-(1 - 2.0**-8)), [other, shape])
    assert just_right.verdict == "separated"
    assert 0 < just_right.facts["margin"] <= 2.0**-8
    just_wrong = checked(line(c=-(1 + 2.0**-8)), [other, shape])
    assert just_wrong.verdict == "not separated"
    point = np.array(just_wrong.facts["point"])
    assert just_wrong.facts["class"] == "B"
    assert shape.distance(point[None])[0] < 1e-9
    assert point[0] <= 1 + 2.0**-8


def test_a_solid_torus_is_verified():
    tori = load("linked-tori").shapes
    wall = Network([], Head(np.array([[0.0, 0.0, 1.0]]), np.array([2.0]), "logistic"))
    far = SolidTorus((0, 0, -9), (1, 2, 3), 2, 0.5)
    assert checked(wall, [far, tori[1]]).verdict == "separated"
    assert checked(wall, [tori[0], tori[1]]).verdict == "not separated"


@pytest.mark.parametrize(
    ("data", "hidden", "seeds"),
    [
        ("two-curves", (2,), 16),
        pytest.param("spirals:turns=1", (2,) * 5, 256, marks=pytest.mark.slow),
        ("disc-in-ring", (3,), 16),
        pytest.param("linked-tori:points=4000", (4, 4), 8, marks=pytest.mark.slow),
        ("blobs:classes=3,spread=0.2,points=60", (3,), 8),
    ],
)
def test_trained_networks_are_verified_on_the_whole_sets(data, hidden, seeds):
    recording = fit(
        Spec(data=data, hidden=hidden, seeds=seeds, steps=4000, learning_rate=0.02, patience=40)
    )
    assert recording.accuracy == 1
    found = checked(recording.final, recording.data)
    known = "separated" if recording.data.shapes is not None else "right on the samples"
    assert found.verdict == known
    # What is claimed is no more than what can be seen.
    scores = recording.final.scores(recording.data.points)
    if scores.shape[1] == 1:
        least = np.where(recording.data.labels == 1, scores[:, 0], -scores[:, 0]).min()
        assert found.facts["margin"] <= least


@pytest.mark.slow
def test_networks_that_slip_between_the_samples_are_refuted_with_the_point():
    data = load("disc-in-ring:points=400")
    recording = fit(
        Spec(data="disc-in-ring", hidden=(2, 2, 2), seeds=256, steps=4000, learning_rate=0.02), data
    )
    right = np.flatnonzero(recording.solved)
    assert len(right) >= 10, "no network cheats any more: make the sample sparser"
    for index in right[:10]:
        network = recording.finals[int(index)].float64()
        assert (network.predict(data.points) == data.labels).all()
        found = checked(network, data)
        assert found.verdict == "not separated"
        label = data.class_names.index(found.facts["class"])
        point = np.array([found.facts["point"]])
        assert data.shapes[label].distance(point)[0] < 1e-9
        assert network.predict(point)[0] != label


def test_piecewise_linear_networks_on_segments_are_decided_exactly():
    # |x| − 1/4 along a line, whose exact minimum over the sets is 0 or 2^-60.
    fold = Dense(np.array([[1.0, 0.0], [-1.0, 0.0]]), np.zeros(2), activation("relu"))
    network = Network([fold], Head(np.array([[1.0, 1.0]]), np.array([-0.25]), "logistic"))
    inner = Segment((-0.125, 0), (0.125, 0))
    touching = Segment((0.25, 0), (1, 5))
    assert checked(network, [inner, touching], budget=20_000).verdict == "not separated"
    tiny = 2.0**-54
    near = Segment((0.25 + tiny, 0), (1, 5))
    found = separates(network, [inner, near], budget=20_000)
    assert found.verdict == "separated"
    assert 0 < found.facts["margin"] <= tiny
    found.check()


@pytest.mark.parametrize("gap", [1e-12, -1e-12])
def test_near_touching_sets_are_never_answered_wrongly(gap):
    # A curved border, as close to the ring as 1e-12: too thin for the budget, or rightly refuted.
    angles = 2 * np.pi * np.arange(3) / 3
    weight = np.stack([np.cos(angles), np.sin(angles)], 1)
    layer = Dense(4 * weight, np.full(3, -1.0), activation("tanh"))
    network = Network([layer], Head(np.ones((1, 3)), np.zeros(1), "logistic"))
    turn = 2 * np.pi * np.arange(20_000) / 20_000
    ray = np.stack([np.cos(turn), np.sin(turn)], 1)
    radius = 0.75
    worst = network.scores(radius * ray)[:, 0].min()
    shifted = Network([layer], Head(np.ones((1, 3)), np.array([-worst + gap]), "logistic"))
    found = separates(shifted, [Ball((0, 0), 0.01), Shell((0, 0), radius, 1)], budget=60_000)
    if gap < 0:
        assert found.verdict in {"not separated", "undecided"}
    else:
        # The samples' minimum is not the set's: either answer may be true, but it must hold.
        assert found.verdict in {"undecided", "not separated"}
    if found.proved:
        found.check()
    else:
        assert "still open" in found.reason
        assert found.facts["point"]


def test_touching_balls_are_undecided_or_refuted_exactly():
    found = separates(line(), [Ball((-1, 0), 1), Ball((2, 0), 1)], budget=40_000)
    assert found.verdict in {"not separated", "undecided"}
    point = separates(line(), [Points([(0, 0)]), Ball((2, 0), 1)])
    assert point.verdict == "not separated"  # a score of 0 is not < 0


def test_several_classes_win_by_the_claimed_margin():
    head = Head(
        np.array([[-1.0, 0.0], [0.0, 0.0], [1.0, 0.0]]), np.array([-1.0, 0.0, -1.0]), "softmax"
    )
    network = Network([], head)
    sets = [Ball((-2, 0), 0.5), Ball((0, 0), 0.5), Ball((2, 0), 0.5)]
    found = checked(network, sets)
    assert found.verdict == "separated"
    assert found.facts["margin"] <= 0.5
    assert checked(network, [sets[0], sets[2], sets[1]]).verdict == "not separated"


def test_a_custom_curve_cannot_be_spoken_of():
    def wave(t):
        return np.stack([t, np.sin(t)], 1)

    with pytest.raises(InputError, match="Formula"):
        separates(line(), [Ball((-9, 0), 1), Curve(wave, (0, 1), 2)])


def test_networks_that_do_not_fit_are_refused():
    with pytest.raises(InputError, match="dimension"):
        separates(line(), [Ball((0,), 1), Ball((3,), 1)])
    with pytest.raises(InputError, match="classes"):
        separates(line(), [Ball((0, 0), 1), Ball((3, 0), 1), Ball((6, 0), 1)])
    with pytest.raises(InputError, match="finite"):
        separates(line(w=(np.nan, 0)), [Ball((0, 0), 1), Ball((3, 0), 1)])
    with pytest.raises(InputError, match="no head"):
        separates(Network([]), [Ball((0, 0), 1), Ball((3, 0), 1)])


@settings(max_examples=40)
@given(
    st.integers(0, 2**31), st.sampled_from(["tanh", "sigmoid", "relu", "gelu", "softplus", "sin"])
)
def test_verdicts_agree_with_dense_samples(seed, name):
    rng = np.random.default_rng(seed)
    layers = [
        Dense(rng.normal(size=(3, 2)), rng.normal(size=3), activation(name)),
        Dense(rng.normal(size=(2, 3)), rng.normal(size=2), activation(name)),
    ]
    network = Network(layers, Head(rng.normal(size=(1, 2)), rng.normal(size=1) * 0.3, "logistic"))
    sets = [
        Ball(tuple(rng.normal(size=2)), 0.2),
        Polyline(tuple(map(tuple, rng.normal(size=(4, 2))))),
    ]
    found = separates(network, sets, budget=30_000)
    right = all((network.predict(s.sample(3000, 1)) == label).all() for label, s in enumerate(sets))
    if found.verdict == "separated":
        assert right
    elif found.verdict == "not separated":
        label = "AB".index(found.facts["class"])
        point = np.array([found.facts["point"]])
        assert sets[label].distance(point)[0] < 1e-9
    if found.proved:
        found.check()


def test_an_interrupted_search_says_how_far_it_came():
    told = []
    separates(line(c=-1), [Ball((-1, 0), 1), Ball((2.0625, 0), 1)], on_progress=told.append)
    assert told
    assert all(looked.pieces >= 0 for looked in told)


def test_no_sentence_says_more_than_is_proved():
    """Margins are written rounded down, in the reason as in the statement."""
    rng, told = np.random.default_rng(8), 0
    for _ in range(40):
        weight = rng.normal(size=(1, 2))
        network = Network([], Head(weight, rng.normal(size=1) * 0.1, "logistic"))
        found = separates(network, [Ball((-3.0, 0.0), 0.25), Ball((3.0, 0.0), 0.25)])
        if found.verdict == "undecided":
            continue
        words = found.reason.split(
            "by at least " if found.verdict == "separated" else "loses there by "
        )
        if len(words) > 1:
            said = float(words[1].split()[0].rstrip("."))
            proved = found.facts.get("margin", -found.facts.get("margin_at_most", 0))
            assert 0 < said <= proved
            told += 1
    assert told > 20


@settings(max_examples=12)
@given(st.integers(0, 2**32 - 1))
def test_features_of_the_input_are_decided_either_way(seed):
    rng = np.random.default_rng(seed)
    features = Features(2, ("linear", "square", "product", "sine"))
    bend = Dense(np.eye(7) + rng.normal(size=(7, 7)) / 20, np.zeros(7), activation("tanh"))
    # A circle that is not quite round, of radii between 0.6 and 0.8 or so.
    weight, rounded = rng.normal(size=7) / 10 + [0, 0, 1, 1, 0, 0, 0], rng.random() < 0.5
    head = Head(weight[None], np.array([-rng.uniform(0.2, 0.8)]), "logistic")
    network = Network([features, bend] if rounded else [features], head)
    data = [Ball((0, 0), 0.5), Shell((0, 0), 0.9, 1.2)]
    found = checked(network, data)
    assert found.proved
    margins = [
        (2 * label - 1) * np.ravel(network.scores(part.sample(2000, 1)))
        for label, part in enumerate(data)
    ]
    if found.verdict == "separated":
        assert min(map(np.min, margins)) >= found.facts["margin"]
    else:
        label, at = int(found.facts["class"] == "B"), np.array([found.facts["point"]])
        assert data[label].distance(at)[0] < 1e-9
        assert (2 * label - 1) * network.scores(at).item() < 1e-9
