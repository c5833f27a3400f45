"""The compiled training loop: some steps, a look, some steps, a look … for a group of seeds."""

from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax

from unknot.nets import Array, Network
from unknot.recording import Penalty
from unknot.train._augment import Change
from unknot.train._curriculum import Course
from unknot.train._flat import unflatten
from unknot.train._gradient import (
    BlockLoss,
    Points,
    autodiff_gradient,
    dense_gradient,
    is_small_dense,
    of_scores,
)
from unknot.train._losses import LossFunction, right
from unknot.train._neighbours import NeighbourLoss
from unknot.train._penalty import penalised_gradient

_Options = dict[str, str | bool]
# XLA takes half of what AVX-512 has otherwise; where vectors are shorter, it does nothing.
_ALWAYS: _Options = {"xla_cpu_prefer_vector_width": "512"}
# Without this, XLA hands sums of more than ~4,000 numbers to a thread pool: 40 times slower here.
_SMALL: _Options = {
    "xla_cpu_experimental_ynn_fusion_type": "LIBRARY_FUSION_TYPE_DOT,"
    "LIBRARY_FUSION_TYPE_INDIVIDUAL_DOT"
}


class Look(NamedTuple):
    """What is seen at a look."""

    flat: Array
    step: Array
    loss: Array
    right: Array  # share of training points
    validation: Array  # share of validation points; NaN without any


class State(NamedTuple):
    """One seed's training, between two steps."""

    flat: Array  # (p,) all parameters
    memory: Any  # the optimiser's
    step: Array  # () steps done
    streak: Array  # () looks in a row with every point right
    seed: Array  # () for the order of mini-batches, and random directions
    order: Array  # (n,) this epoch's order of the points; (0,) for full batches
    look: Look  # the last one


class Plan(NamedTuple):
    """What one call of the program does: for each entry some steps, and a look or none."""

    steps: Array  # (entries,)
    looks: Array  # (entries,) whether to look after the steps


class Program:
    """A compiled ``advance(states, plan, …)`` for one architecture, and what goes with it.

    Parameters
    ----------
    network
        Any network of the structure to train.
    loss
        Of scores and labels, per point; or of points among their neighbours.
    rule
        The optimiser on flat vectors.
    count
        The number of training points.
    batch
        Mini-batch size, or None for all points at every step. An epoch is as many whole batches
        as the points make; which points are left over is drawn anew for each epoch.
    patience
        A seed stops after so many looks in a row with every point right; None: never.
    general
        Use automatic differentiation even where the hand-written pass applies.
    change
        What is done to the points of a mini-batch, at random; looks see them as they are.
    penalty
        What is added to the loss, whose gradient is automatic; or None.
    course
        Which points take part at a step; or None: all.
    batched
        Take all seeds through each step together, as accelerators want it, and not one after the
        other, as a core does.
    """

    def __init__(
        self,
        network: Network,
        loss: LossFunction | NeighbourLoss,
        rule: optax.GradientTransformation,
        count: int,
        batch: int | None,
        patience: int | None,
        general: bool = False,
        change: Change | None = None,
        penalty: Penalty | None = None,
        course: Course | None = None,
        batched: bool = False,
    ):
        self._batched = batched
        self._network = network
        self.small = is_small_dense(network)
        self.special = self.small and batch is None and not general and penalty is None
        self._loss = loss
        self._rule = rule
        self._change = change
        self._course = course
        self._count = count
        self._batch = None if batch is None else min(batch, count)
        self._patience = patience
        self._slope = self._slope_of(network, loss, penalty)
        self._compiled: dict[Any, Callable] = {}
        self._lock = Lock()

    def _slope_of(
        self, network: Network, loss: LossFunction | NeighbourLoss, penalty: Penalty | None
    ) -> Callable[[State, Points], Array]:
        if self.special and not isinstance(loss, NeighbourLoss):
            by_hand = dense_gradient(network, loss)
            return lambda state, points: by_hand(state.flat, points)
        of_block: BlockLoss = loss.of_block if isinstance(loss, NeighbourLoss) else of_scores(loss)
        if penalty is None:
            automatic = autodiff_gradient(network, of_block)
            return lambda state, points: automatic(state.flat, points)
        penalised = penalised_gradient(network, of_block, penalty)

        def slope(state: State, points: Points) -> Array:
            key = jax.random.fold_in(_key(state.seed, purpose=2), state.step)
            return penalised(state.flat, points, key)

        return slope

    def start(self, flats: np.ndarray, seeds: np.ndarray) -> State:
        """Return the states of untrained networks, (seeds, p) parameters and their seeds."""
        order = np.zeros((len(flats), self._count if self._batch else 0), np.int32)
        zeros = np.zeros(len(flats), np.int32)
        memory = jax.jit(jax.vmap(self._rule.init))(flats)
        nothing = zeros.astype(np.float32)
        look = Look(flats, zeros, nothing, nothing, nothing)
        return State(flats, memory, zeros, zeros, seeds.astype(np.uint32), order, look)

    def advance(
        self, states: State, plan: Plan, points: Points, validation: Points | None
    ) -> tuple[State, Look]:
        """Do what the plan says with every seed; one that has stopped stands still.

        How steps are divided into calls changes nothing in the result. Returns the states and,
        with leading axes (seeds, entries), the last look after every entry.
        """
        return self.compiled(states, plan, points, validation)(states, plan, points, validation)

    def compiled(self, *arguments: Any) -> Callable[..., tuple[State, Look]]:
        """Return :meth:`advance` compiled for arguments of these shapes, once for all threads."""
        leaves, structure = jax.tree.flatten(arguments)
        key = structure, tuple((leaf.shape, leaf.dtype) for leaf in leaves)
        with self._lock:
            if key not in self._compiled:
                # An accelerator would take half of the digits for sums of products, if it may.
                with jax.default_matmul_precision("highest" if self._batched else None):
                    lowered = jax.jit(self._advance).lower(*arguments)
                self._compiled[key] = _compile(lowered, self.small)
            return self._compiled[key]

    def _advance(
        self, states: State, plan: Plan, points: Points, validation: Points | None
    ) -> tuple[State, Look]:
        def entry(state: State, one: Plan) -> tuple[State, Look]:
            moving = self._patience is None or state.streak < self._patience
            steps = jnp.where(moving, one.steps, 0)
            state = jax.lax.fori_loop(0, steps, lambda _, s: self._step(s, points), state)
            state = jax.lax.cond(
                moving & one.looks,
                lambda s: self._seen(s, points, validation),
                lambda s: s,
                state,
            )
            return state, state.look

        def one(state: State) -> tuple[State, Look]:
            return jax.lax.scan(entry, state, plan)

        # On a core a map and not a vmap: the loop over networks this small is several times faster.
        return jax.vmap(one)(states) if self._batched else jax.lax.map(one, states)

    def _step(self, state: State, points: Points) -> State:
        if self._batch is not None:
            state, points = self._next_batch(state, points)
        if self._course is not None:
            points = self._course(points, state.step)
        slope = self._slope(state, points)
        update, memory = self._rule.update(slope, state.memory, state.flat)
        flat = optax.apply_updates(state.flat, update)
        return state._replace(flat=flat, memory=memory, step=state.step + 1)

    def _next_batch(self, state: State, points: Points) -> tuple[State, Points]:
        """Take the next slice of this epoch's shuffled points (given as rows)."""
        size = self._batch or self._count
        per_epoch = self._count // size
        place = state.step % per_epoch
        order = jax.lax.cond(
            place == 0,
            lambda: jax.random.permutation(
                jax.random.fold_in(_key(state.seed), state.step), self._count
            ).astype(jnp.int32),
            lambda: state.order,
        )
        chosen = jax.lax.dynamic_slice(order, (place * size,), (size,))
        rows = points.x.reshape(-1, points.x.shape[-1])[chosen]
        if self._change is not None:
            key = jax.random.fold_in(_key(state.seed, purpose=1), state.step)
            rows = self._change(key, rows)
        batch = Points(
            rows.T[None],
            points.labels.reshape(-1)[chosen][None],
            jnp.full((1, size), 1 / size, jnp.float32),
        )
        return state._replace(order=order), batch

    def _seen(self, state: State, points: Points, validation: Points | None) -> State:
        network = unflatten(self._network, state.flat)
        loss, right_share, checked = self._judged(network, points, validation)
        streak = jnp.where(right_share == 1, state.streak + 1, 0)
        look = Look(state.flat, state.step, loss, right_share, checked)
        return state._replace(streak=streak, look=look)

    def _judged(
        self, network: Network, points: Points, validation: Points | None
    ) -> tuple[Array, Array, Array]:
        """Return the mean loss, the share of right points, and that of validation points."""
        in_rows = self._batch is not None
        if isinstance(self._loss, NeighbourLoss):
            return self._loss.seen(network, points, validation, in_rows)
        loss, share = _scored(network, self._loss, points, in_rows)
        if validation is None:
            return loss, share, jnp.float32(jnp.nan)
        return loss, share, _scored(network, self._loss, validation)[1]


def _scored(
    network: Network, of: LossFunction, points: Points, in_rows: bool = False
) -> tuple[Array, Array]:
    """Return the mean loss, and the share of right points: 1 if and only if all are."""

    def block(sums: tuple[Array, Array, Array], part: Points) -> tuple[Any, None]:
        scores = network(part.x.T if in_rows else part.x)
        loss = jnp.sum(part.weights * of(scores, part.labels))
        real = part.weights > 0
        good = jnp.sum(right(scores, part.labels) & real)
        return (sums[0] + loss, sums[1] + good, sums[2] + jnp.sum(real)), None

    start = (jnp.float32(0), jnp.int32(0), jnp.int32(0))
    (loss, good, all_points), _ = jax.lax.scan(block, start, points)
    return loss, good / all_points


def _key(seed: Array, purpose: int = 0) -> Array:
    """Return a seed's key to a purpose, without the offset that JAX may be set to add to seeds."""
    data = jnp.stack([jnp.full_like(seed, purpose), seed])
    return jax.random.wrap_key_data(data, impl="threefry2x32")


def _compile(lowered: jax.stages.Lowered, small: bool) -> Callable:
    for options in (*([_ALWAYS | _SMALL] if small else []), _ALWAYS):
        with suppress(Exception):  # this version of XLA has no such option: slower, and as right
            return lowered.compile(compiler_options=options)
    return lowered.compile()
