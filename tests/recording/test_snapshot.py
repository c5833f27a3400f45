"""A model without a training: asked, drawn, written and read as recordings are."""

import numpy as np
import pytest

from unknot import draw
from unknot.data import load
from unknot.errors import InputError
from unknot.measure import stretch
from unknot.nets import Dense, Network, activation, deform, mlp
from unknot.recording import Recording, Snapshot, read, trained, write
from unknot.verdicts import examine, homeomorphism, isotopy, separates
from unknot.viewer import page, payload, view_state

DATA = load("disc-in-ring:points=60")
NETWORK = mlp(1, 2, (3, 2), 2, [activation("tanh")] * 2, "logistic").float64()


class Elsewhere:
    """A network that another library computes."""

    widths = NETWORK.widths

    def represent(self, points, depth=None):
        return NETWORK.represent(points, depth)

    def scores(self, points):
        return NETWORK.scores(points)


def test_a_network_comes_back_from_its_file_as_it_was(tmp_path):
    before = Snapshot(NETWORK, DATA, test=DATA.subset(np.arange(9)))
    after = read(write(before, tmp_path / "network"))
    assert isinstance(after, Snapshot)
    assert np.array_equal(after.model.layers[0].weight, NETWORK.layers[0].weight)  # in float64
    assert np.array_equal(after.data.points, DATA.points)
    assert [shape.kind for shape in after.data.shapes] == ["ball", "shell"]
    assert len(after.test) == 9
    assert after.validation is None
    assert after.accuracy == before.accuracy == np.mean(NETWORK.predict(DATA.points) == DATA.labels)


def test_a_foreign_model_has_no_file_of_ours(tmp_path):
    with pytest.raises(InputError, match="has a file of its own"):
        write(Snapshot(Elsewhere(), DATA), tmp_path / "x")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("model", [NETWORK, Elsewhere()])
def test_model_and_data_must_fit(model):
    with pytest.raises(InputError, match="dimension 2, but the data have 3"):
        Snapshot(model, load("linked-tori:points=20"))
    with pytest.raises(InputError, match="dimension 2, but the data have 4"):
        Snapshot(model, DATA, test=load("iris"))


def test_it_has_one_moment(tmp_path):
    subject = Snapshot(NETWORK, DATA)
    assert (subject.t0, subject.t1) == (0, 0)
    assert subject.at(0).widths == NETWORK.widths
    with pytest.raises(InputError, match="from step 0 to 0"):
        subject.at(1)
    with pytest.raises(InputError, match=r"The movie shows a training"):
        trained(subject, "The movie")


def test_verdicts_of_a_snapshot_are_those_of_its_network():
    asked = examine(Snapshot(NETWORK, DATA))
    assert set(asked) == {"layers"}  # it is wrong at some points, and there is no recipe
    assert asked["layers"].verdict == homeomorphism(NETWORK).verdict


@pytest.mark.parametrize("ask", [homeomorphism, isotopy, lambda one: separates(one, DATA)])
def test_of_a_foreign_model_nothing_is_proved_and_that_is_said(ask):
    found = ask(Elsewhere())
    assert found.verdict == "undecided"
    assert "model of another library" in found.reason


def test_a_foreign_model_is_measured_as_the_network_it_is():
    ours, theirs = stretch(NETWORK, DATA, per_class=40), stretch(Elsewhere(), DATA, per_class=40)
    assert theirs.levels[1].layer_largest is None
    assert theirs.levels[3].units == 1
    for depth in (1, 2):
        one, other = ours.levels[depth], theirs.levels[depth]
        assert other.largest.median == pytest.approx(one.largest.median, rel=1e-6)
        assert other.contraction == pytest.approx(one.contraction, rel=1e-6)
    assert theirs.margin == ours.margin
    assert theirs.steepness == pytest.approx(ours.steepness, rel=1e-6)


def test_every_picture_takes_a_foreign_model(tmp_path):
    decision = draw.decision(Elsewhere(), DATA)
    assert decision.axes[0].get_title() == draw.decision(NETWORK, DATA).axes[0].get_title()
    titles = [axes.get_title() for axes in draw.strip(Elsewhere(), DATA).axes]
    assert titles == ["input", "layer 1 · 3 units", "layer 2 · 2 units", "layer 3 · scores"]
    part = draw.representation(Elsewhere(), DATA, 1.5).axes[0]
    assert part.get_title() == "layer 2 · 2 units, 50% of the way"
    assert draw.heat(Elsewhere(), DATA).axes[1].get_title() == "layer 3 · scores"
    for path in (Snapshot(Elsewhere(), DATA), Snapshot(NETWORK, DATA)):
        made = draw.movie(path, tmp_path / "m.gif", frames=5, size=80)
        assert made.stat().st_size > 1000
    made = draw.movie(deform(Elsewhere()), tmp_path / "n.gif", data=DATA, frames=5, size=80)
    assert made.exists()


def test_a_page_says_what_is_known_and_nothing_of_a_training():
    html = page([Snapshot(Elsewhere(), DATA), Snapshot(NETWORK, DATA)])
    assert "Trained for" not in html.split("<footer")[0]
    assert "unknot fit" not in html.split("<footer")[0]
    assert "Units a layer <b>2-3-2-1</b>." in html
    assert "Units a layer <b>2-3-2</b>: 2 hidden layers of tanh." in html
    deep = Network([Dense(np.eye(2), np.zeros(2), activation("tanh"))] * 9, NETWORK.head)
    assert "Units a layer <b>2 × 10</b>: 9 hidden layers of tanh." in page(Snapshot(deep, DATA))


def test_a_page_needs_no_training_to_be_small():
    content = payload(Snapshot(NETWORK, DATA))
    assert len(content) < 8000
    assert b'"spec"' not in content
    assert view_state(Snapshot(NETWORK, DATA), {"depth": 1.5, "step": 0}) == {
        "depth": 1.5,
        "step": 0,
    }


def test_a_damaged_file_is_an_error(made, tmp_path):
    file = write(Snapshot(NETWORK, DATA), tmp_path / "net")
    content = file.read_bytes()
    file.write_bytes(content.replace(b'"networks/1/bias"', b'"networks/7/bias"'))
    with pytest.raises(InputError, match="damaged recording"):
        read(file)
    assert isinstance(read(write(made(), tmp_path / "whole")), Recording)
