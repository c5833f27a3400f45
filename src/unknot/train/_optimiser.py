"""The optimiser of a spec, on the flat vector of all parameters."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from unknot.nets import Network
from unknot.recording import Spec

_FINAL_SHARE = 0.01


def optimiser(spec: Spec, network: Network) -> optax.GradientTransformation:
    """Return Adam or SGD with momentum, decoupled weight decay and a learning-rate schedule."""
    rule = optax.scale_by_adam() if spec.optimiser == "adam" else optax.trace(decay=spec.momentum)
    steps = [rule]
    if spec.weight_decay:
        mask = np.concatenate(
            [np.full(leaf.size, leaf.ndim > 1, np.float32) for leaf in jax.tree.leaves(network)]
        )
        steps.append(_decay(spec.weight_decay * mask))
    return optax.chain(*steps, optax.scale_by_learning_rate(_schedule(spec)))


def _decay(rates: np.ndarray) -> optax.GradientTransformation:
    def add(updates: optax.Updates, params: optax.Params | None) -> optax.Updates:
        return jax.tree.map(lambda update, flat: update + rates * flat, updates, params)

    return optax.stateless(add)


def _schedule(spec: Spec) -> optax.ScalarOrSchedule:
    """Return the learning rate at every step: it rises in equal steps, then keeps its schedule."""
    warm = round(spec.warmup * spec.steps)
    after = _after_warmup(spec, max(spec.steps - warm, 1))
    if not warm:
        return after

    def at(step: Any) -> Any:
        rate = after(jnp.maximum(step - warm, 0)) if callable(after) else after
        return rate * jnp.minimum(1, (step + 1) / warm)

    return at


def _after_warmup(spec: Spec, steps: int) -> optax.ScalarOrSchedule:
    if spec.schedule == "cosine":
        return optax.cosine_decay_schedule(spec.learning_rate, steps, _FINAL_SHARE)
    if spec.schedule == "exponential":
        return optax.exponential_decay(spec.learning_rate, steps, _FINAL_SHARE)
    return spec.learning_rate
