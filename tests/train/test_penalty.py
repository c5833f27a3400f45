"""The contractive penalty: what it measures, what it adds to a gradient, what it does."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from unknot.data import load
from unknot.errors import InputError
from unknot.neighbours import prepared
from unknot.nets import NeighbourHead, drawn
from unknot.recording import Penalty, Spec, command, decode, encode
from unknot.train import Live, fit
from unknot.train._ensemble import Ensemble
from unknot.train._flat import flatten, unflatten
from unknot.train._gradient import autodiff_gradient, columned, of_scores
from unknot.train._losses import softmax
from unknot.train._penalty import contraction, penalised_gradient

KEY = jax.random.key(0)
STEEP = Spec(data="disc-in-ring:points=60", hidden=(2,), steps=150, snapshots=5, seeds=2)


def network_of(layers, inputs, classes=2, head="linear", seed=1):
    spec = Spec(data="x", layers=layers, head=head)
    points = np.random.default_rng(seed).normal(size=(30, inputs)).astype(np.float32)
    kind = spec.head_for(classes)
    return drawn(seed, inputs, spec.recipes, classes, kind, "glorot", points), points


def maps_of(network):
    """Return what a network is made of, as functions of one point."""
    maps = list(network.layers)
    if not isinstance(network.head, NeighbourHead):
        return [*maps, network.head]
    rule = network.head.rule
    return [*maps, lambda z: prepared(z[None], rule)[0]] if rule.normalise else maps


@partial(jax.jit, static_argnums=2)
def by_definition(network, points, per):
    """Return ‖J‖²_F point by point, from the matrices themselves."""

    def through(x):
        for one in maps_of(network):
            x = one(x)
        return x

    def norm(of, x):
        return jnp.sum(jax.jacfwd(of)(x) ** 2)

    def of_point(x):
        if per == "network":
            return norm(through, x)
        total = 0.0
        for one in maps_of(network):
            total, x = total + norm(one, x), one(x)
        return total

    return jax.vmap(of_point)(points)


measured = jax.jit(contraction, static_argnums=2)
EXACT = {
    "one score of many features": ("tanh:5/sigmoid:6", 7, 2, "linear"),
    "two features and six scores": ("shear:3/relu:3", 2, 6, "linear"),
    "a field": ("field:3,steps=2", 2, 2, "linear"),
    "no layer": ((), 3, 2, "linear"),
    "neighbours": ("identity:3", 2, 3, "neighbours"),
    "neighbours on the sphere": ("tanh:3", 2, 3, "neighbours:normalise"),
}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=name, marks=[pytest.mark.slow] * ("field" in case[0]))
        for name, case in EXACT.items()
    ],
)
def test_it_is_the_norm_of_the_derivatives(case):
    network, points = network_of(*case)
    for per in ("network", "layer"):
        found = measured(network, points.T, per, KEY)
        np.testing.assert_allclose(found, by_definition(network, points, per), rtol=1e-4)


IMAGES = pytest.param("conv:2,3/pool:2,mean/softplus:6", marks=pytest.mark.slow)


@pytest.mark.slow
@pytest.mark.parametrize("layers", ["tanh:9/relu:8", IMAGES])
def test_a_random_direction_is_right_on_average(layers):
    network, points = network_of(layers, 16, 6)
    x, keys = points[:3].T, jax.random.split(KEY, 4000)
    for per in ("network", "layer"):
        found = jax.jit(jax.vmap(partial(contraction, network, x, per)))(keys)
        exact = by_definition(network, points[:3], per)
        error = np.std(found, axis=0) / np.sqrt(len(keys))
        assert (np.abs(np.mean(found, axis=0) - exact) < 4 * error + 1e-4 * exact).all()
        # Dense layers by themselves need no directions.
        assert (error > 1e-4 * exact).all() == (per == "network" or "conv" in layers)


def test_the_gradient_is_that_of_loss_and_penalty_on_all_blocks():
    network, points = network_of("tanh:4", 2, 3)
    labels, flat, penalty = np.arange(len(points)) % 3, flatten(network), Penalty(0.3)
    blocks = columned(points, labels, 7)  # the last one is filled up
    loss = of_scores(softmax)
    found = jax.jit(penalised_gradient(network, loss, penalty))(flat, blocks, KEY)
    plain = jax.jit(autodiff_gradient(network, loss))(flat, blocks)

    def extra(flat):
        now = unflatten(network, flat)
        return penalty.weight * jnp.mean(by_definition(now, points, "network"))

    added = jax.jit(jax.grad(extra))(flat)
    np.testing.assert_allclose(found - plain, added, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("kind", ["l1", "l2"])
@pytest.mark.parametrize("layers", ["tanh:4/relu:3", "shear:2"])
def test_the_price_of_weights_is_of_all_matrices_and_no_bias(kind, layers):
    network, points = network_of(layers, 2, 3)
    flat, loss = flatten(network), of_scores(softmax)
    blocks = columned(points, np.arange(len(points)) % 3, 7)
    pull = penalised_gradient(network, loss, Penalty(0.3, kind=kind))
    plain = jax.jit(autodiff_gradient(network, loss))(flat, blocks)
    matrices = np.concatenate(
        [np.full(np.size(leaf), np.ndim(leaf) > 1) for leaf in jax.tree.leaves(network)]
    )
    slope = np.sign(flat) if kind == "l1" else 2 * np.asarray(flat)
    found = jax.jit(pull)(flat, blocks, KEY) - plain
    np.testing.assert_allclose(found, 0.3 * np.where(matrices, slope, 0), atol=1e-6)
    assert matrices.any()


def test_a_price_for_weights_makes_them_small():
    def most(penalty):
        spec = STEEP.model_copy(update={"penalty": penalty})
        return np.mean([np.abs(layer.weight).sum() for layer in fit(spec).final.layers])

    assert most("l1:0.1") < 0.5 * most(None)


def steepness(recording):
    points = recording.data.points.astype(np.float32)
    return float(np.mean(by_definition(unnumbered(recording.final), points, "network")))


def unnumbered(network):
    """Return a network in the precision of training."""
    return jax.tree.map(lambda leaf: np.asarray(leaf, np.float32), network)


@pytest.fixture(scope="module")
def pressed():
    return fit(STEEP.model_copy(update={"penalty": "contractive:0.3"}))


def test_it_makes_networks_less_steep(pressed):
    assert steepness(fit(STEEP)) > 10 * steepness(pressed)
    # What is recorded is the points' own loss: with little learnt, about that of a fair coin.
    assert pressed.losses[-1].min() == pytest.approx(np.log(2), abs=0.03)


def test_it_is_recorded_and_repeated(pressed):
    film = decode(encode(pressed), "film")
    assert film.spec == pressed.spec
    assert "--penalty contractive:0.3" in command(film.spec)
    assert Spec.of(data="x").penalty is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "fields",
    [
        {"layers": "tanh:6"},
        pytest.param({"layers": "conv:2,3/pool:2/tanh:6"}, marks=pytest.mark.slow),
        pytest.param({"layers": "field:4", "head": "neighbours:k=5"}, marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("per", ["network", pytest.param("layer", marks=pytest.mark.slow)])
def test_with_all_layers_heads_and_batches_it_is_repeated_bit_for_bit(fields, per):
    data, penalty = "digits:points=40", f"contractive:0.0001,per={per}"
    spec = Spec(data=data, steps=20, snapshots=2, batch=16, penalty=penalty, **fields)
    film = fit(spec)
    assert film.losses[-1] < film.losses[0]
    live = Live(spec, load(data))
    for _ in range(4):
        look = live.take(5)
    np.testing.assert_array_equal(look.flat[0], flatten(film.networks[-1]))


def test_the_fast_pass_is_taken_without_a_penalty_and_only_then():
    data = load(STEEP.data)
    assert Ensemble(STEEP, data, None)._program.special
    held = STEEP.model_copy(update={"penalty": "contractive:0.1"})
    assert not Ensemble(held, data, None)._program.special


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("contractive:0.10", "contractive:0.1"),
        (" contractive: 1e-3 , per=network", "contractive:0.001"),
        ("contractive:2.0,per = layer", "contractive:2,per=layer"),
        ("l1:0.010", "l1:0.01"),
        ("l2: 1 ", "l2:1"),
        ("none", None),
    ],
)
def test_it_is_written_in_one_way(text, plain):
    spec = Spec.of(data="x", penalty=text)
    assert spec.penalty == plain
    assert spec.penalty_rule == (None if plain is None else Penalty.read(text))
    assert Spec.model_validate_json(spec.model_dump_json()) == spec


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"penalty": "contractiv:1"}, "Did you mean 'contractive'"),
        ({"penalty": "contractive"}, "lacks its weight"),
        ({"penalty": "l3:1"}, "There are: contractive, l1, l2"),
        ({"penalty": "l1:1,per=layer"}, "per=layer means nothing"),
        ({"penalty": "contractive:much"}, "must be a number, but got 'much'"),
        ({"penalty": "contractive:0"}, "leave it out"),
        ({"penalty": "contractive:nan"}, "greater than 0"),
        ({"penalty": "contractive:2e6"}, "at most 1,000,000"),
        ({"penalty": "contractive:1,par=layer"}, "Did you mean 'per'"),
        ({"penalty": "contractive:1,per=layers"}, "Did you mean 'layer'"),
        ({"penalty": "contractive:1,per=layer,per=layer"}, "twice"),
        ({"penalty": "contractive:1", "head": "neighbours:kernel=inverse"}, "normalise"),
    ],
)
def test_wrong_penalties(fields, said):
    with pytest.raises(InputError, match=said):
        Spec.of(data="moons", **fields)
