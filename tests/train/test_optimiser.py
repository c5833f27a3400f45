"""Optimisers against loops written by hand."""

import jax.numpy as jnp
import numpy as np
import pytest
from jax.flatten_util import ravel_pytree

from unknot.nets import activation, mlp
from unknot.recording import Spec
from unknot.train._optimiser import optimiser

STEPS = 20
NETWORK = mlp(0, 2, (3,), 2, [activation("tanh")], "logistic")
FLAT = np.asarray(ravel_pytree(NETWORK)[0], np.float64) + 0.1
# In the order of the flat vector: weights (3, 2), biases (3,), head (1, 3), its bias (1,).
IS_WEIGHT = np.array([1] * 6 + [0] * 3 + [1] * 3 + [0])
TARGET = np.linspace(-1, 1, len(FLAT))


def slope(x, step):
    return (x - TARGET) * (1 + 0.3 * np.sin(step)) + 0.1 * x**3


def rate(spec, step):
    warm = round(spec.warmup * spec.steps)
    share = max(step - warm, 0) / (spec.steps - warm)
    return (
        spec.learning_rate
        * min(1, (step + 1) / max(warm, 1))
        * {
            "constant": 1,
            "cosine": 0.01 + 0.99 * (1 + np.cos(np.pi * share)) / 2,
            "exponential": 0.01**share,
        }[spec.schedule]
    )


def by_hand(spec):
    x, first, second = FLAT.copy(), np.zeros_like(FLAT), np.zeros_like(FLAT)
    for step in range(STEPS):
        g = slope(x, step)
        if spec.optimiser == "adam":
            first, second = 0.9 * first + 0.1 * g, 0.999 * second + 0.001 * g**2
            mean, square = first / (1 - 0.9 ** (step + 1)), second / (1 - 0.999 ** (step + 1))
            update = mean / (np.sqrt(square) + 1e-8)
        else:
            first = g + spec.momentum * first
            update = first
        x = x - rate(spec, step) * (update + spec.weight_decay * IS_WEIGHT * x)
    return x


@pytest.mark.parametrize(
    ("schedule", "warmup"),
    [("constant", 0.0), ("cosine", 0.0), ("exponential", 0.0), ("cosine", 0.2), ("constant", 0.3)],
)
@pytest.mark.parametrize("weight_decay", [0.0, 0.3])
@pytest.mark.parametrize(("rule", "momentum"), [("adam", 0.9), ("sgd", 0.0), ("sgd", 0.8)])
def test_twenty_steps_are_those_of_a_loop_by_hand(rule, momentum, weight_decay, schedule, warmup):
    spec = Spec(
        data="x",
        hidden=(3,),
        optimiser=rule,
        momentum=momentum,
        weight_decay=weight_decay,
        schedule=schedule,
        warmup=warmup,
        learning_rate=0.05,
        steps=STEPS,
    )
    transformation = optimiser(spec, NETWORK)
    x = jnp.asarray(FLAT, jnp.float32)
    memory = transformation.init(x)
    for step in range(STEPS):
        gradient = jnp.asarray(slope(np.asarray(x, np.float64), step), jnp.float32)
        update, memory = transformation.update(gradient, memory, x)
        x = x + update
    np.testing.assert_allclose(x, by_hand(spec), rtol=2e-5, atol=2e-5)


def test_decay_leaves_biases_alone():
    spec = Spec(data="x", hidden=(3,), optimiser="sgd", weight_decay=0.5, learning_rate=1.0)
    transformation = optimiser(spec, NETWORK)
    x = jnp.asarray(FLAT, jnp.float32)
    update, _ = transformation.update(jnp.zeros_like(x), transformation.init(x), x)
    np.testing.assert_allclose(update, -0.5 * IS_WEIGHT * FLAT, rtol=1e-6)
