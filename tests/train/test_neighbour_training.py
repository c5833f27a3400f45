"""Networks trained for their neighbours: the gradient, looks, and what is recorded and drawn."""

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from unknot import Spec, draw, fit, read, write
from unknot.data import load
from unknot.errors import InputError
from unknot.experiment._parts import draw_part
from unknot.neighbours import NeighbourRule, neighbour_loss
from unknot.nets import drawn
from unknot.recording import command, decode, encode
from unknot.train import Live
from unknot.train._flat import flatten, unflatten
from unknot.train._gradient import autodiff_gradient, columned
from unknot.train._neighbours import neighbour_loss_of, training_order
from unknot.verdicts import examine
from unknot.viewer import payload

SPEC = Spec(
    data="spirals:turns=0.75,points=60",
    hidden=(2, 2),
    head="neighbours:kernel=inverse,k=5",
    steps=60,
    snapshots=6,
    seeds=2,
    validation=0.2,
)


@pytest.fixture(scope="module")
def recording():
    return fit(SPEC, test=load("spirals:turns=0.75,points=30"))


@pytest.mark.slow
def test_the_gradient_is_that_of_the_loss():
    data, rule = load("blobs:points=30,classes=3"), NeighbourRule(k=4)
    network = drawn(1, 2, Spec(data="x", hidden=(4,)).recipes, 3, rule)
    loss = neighbour_loss_of(rule, 3, training_order(len(data)))
    flat = jnp.asarray(flatten(network))
    found = autodiff_gradient(network, loss.of_block)(flat, columned(data.points, data.labels))

    def whole(flat):
        body = unflatten(network, flat).body
        return neighbour_loss(body(jnp.asarray(data.points.T, jnp.float32)).T, data.labels, k=4)

    np.testing.assert_allclose(found, jax.grad(whole)(flat), rtol=1e-4, atol=1e-6)


def test_it_learns(recording):
    assert recording.losses[-1].min() < recording.losses[0].min()
    assert recording.final.head.references is not None


def test_looks_are_leave_one_out_and_validation_and_test_are_against_training(recording):
    for step in recording.looks:
        network = recording.at(float(step))
        look = int(np.flatnonzero(recording.looks == step)[0])
        data, held = recording.data, recording.validation
        own = np.mean(network.predict(data.points) == data.labels)
        assert recording.accuracies[look, recording.best] == pytest.approx(own)
        kept = np.mean(network.predict(held.points) == held.labels)
        assert recording.validation_accuracies[look, recording.best] == pytest.approx(kept)
    judged = np.mean(recording.final.predict(recording.test.points) == recording.test.labels)
    assert recording.test_accuracies[-1] == pytest.approx(judged)


@pytest.mark.slow
def test_mini_batches_and_many_blocks(monkeypatch):
    for more in ({"batch": 16}, {}):
        if not more:  # as if points were too many for one block, and not all decided
            monkeypatch.setattr("unknot.train._ensemble.MOST", 16)
            monkeypatch.setattr("unknot.train._neighbours.MOST", 16)
            monkeypatch.setattr("unknot.recording._references.MOST_REFERENCES", 20)
        film = fit(SPEC.model_copy(update={"seeds": 1, **more}))
        network, data = film.final, film.data
        own = np.mean(network.predict(data.points) == data.labels)
        assert film.accuracy == pytest.approx(own)
        assert len(network.head.references) == (48 if more else 20)
        first, last = film.networks[0].layers[0].weight, film.networks[-1].layers[0].weight
        assert not np.allclose(first, last, atol=0.01)


@pytest.mark.slow
def test_a_point_without_a_partner_is_no_harm():
    data = load("moons:points=20")
    labels = data.labels.copy()
    labels[0] = 2
    alone = replace(data, labels=labels, class_names=("a", "b", "c"), shapes=None)
    film = fit(SPEC.model_copy(update={"validation": 0.0}), alone)
    assert np.isfinite(film.losses).all()
    assert film.accuracies[-1].max() <= 0.95  # nobody votes for it


def test_it_is_recorded_as_a_rule(recording, tmp_path):
    again = read(write(recording, tmp_path / "film"))
    assert again.spec == recording.spec
    assert again.networks.head == recording.networks.head
    points = recording.data.points + 0.01
    np.testing.assert_array_equal(again.final.scores(points), recording.final.scores(points))
    assert encode(again) == encode(recording)
    assert b"head/" not in encode(recording)


def test_a_damaged_rule_is_refused(recording):
    content = encode(recording)
    for old, new in (
        (b"kernel=inverse", b"kernel=inversf"),
        (rb"\"neighbours\"", rb"\"neighbourz\""),
    ):
        with pytest.raises(InputError, match="damaged"):
            decode(content.replace(old, new), "film")


def test_the_command_repeats_it():
    assert "--head neighbours:kernel=inverse,k=5" in command(SPEC)


@pytest.mark.slow
def test_it_is_drawn_as_figures_movies_and_for_the_browser(recording, tmp_path):
    for part in ("decision", "layers", "representation", "seeds", "training", "depth"):
        assert draw_part(part, recording, tmp_path / part, frames=3, size=120).file.stat().st_size
    figure = draw.decision(recording.final, recording.data)
    right = round(recording.accuracy * len(recording.data))
    wrong = len(recording.data) - right
    said = f"{wrong} of 48 wrong" if wrong else "all 48 right"
    assert said in figure.axes[0].get_title()
    assert b"baked/scores/lattice" in payload(recording)


@pytest.mark.slow
def test_in_three_units(tmp_path):
    film = fit(SPEC.model_copy(update={"hidden": (3,), "seeds": 1}))
    for part in ("representation", "training", "depth"):
        assert draw_part(part, film, tmp_path / part, frames=2, size=120).file.stat().st_size


@pytest.mark.slow
def test_what_diverged_is_still_a_recording():
    film = fit(SPEC.model_copy(update={"optimiser": "sgd", "learning_rate": 100.0, "steps": 3}))
    payload(film)
    assert film.accuracies.shape == (4, 2)


def test_what_is_proved_says_why_not(recording):
    sure = replace(recording, accuracies=np.ones_like(recording.accuracies))
    answers = examine(sure)
    assert set(answers) == {"network", "layers"}
    assert answers["network"].verdict == "undecided"


@pytest.mark.slow
def test_live_networks_decide():
    live = Live(SPEC, load(SPEC.data))
    look = live.take(20)
    network, data = live.network(1), live.data
    assert np.mean(network.predict(data.points) == data.labels) == pytest.approx(look.right[1])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"head": "neighbors"}, "Did you mean 'neighbours'"),
        ({"head": "neighbours:kernal=soft"}, "Did you mean 'kernel'"),
        ({"head": "neighbours:k=0"}, "from 1"),
        ({"head": "linear:k=3"}, "no options"),
        ({"head": "neighbours", "hidden": ()}, "one layer at least"),
        ({"head": "neighbours", "loss": "hinge"}, "hinge"),
    ],
)
def test_wrong_heads(fields, said):
    with pytest.raises(InputError, match=said):
        Spec.of(data="moons", **fields)


def test_what_does_not_fit_the_data():
    with pytest.raises(InputError, match=r"2,048"):
        fit(Spec(data="moons:points=4000", head="neighbours", batch=3000))
    one = replace(
        load("moons:points=20"), labels=np.zeros(20, int), class_names=("a",), shapes=None
    )
    with pytest.raises(InputError, match="one class"):
        fit(SPEC, one)
