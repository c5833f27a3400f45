"""The log-share of neighbour weight by class: a loss that trains representations for it."""

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int

from unknot.errors import InputError
from unknot.neighbours._rule import EPSILON, UNIT, Kernel, Measure, NeighbourRule

_FEW = 8  # coordinates: up to here squared distances are sums of squared differences


def neighbour_loss(
    representation: Float[Array, "n width"],
    labels: Int[Array, "n"],
    *,
    references: Float[Array, "m width"] | None = None,
    reference_labels: Int[Array, "m"] | None = None,
    kernel: Kernel = "soft",
    power: float = 1.0,
    k: int | None = None,
    temperature: float = 1.0,
    normalise: bool = False,
    measure: Measure = "log",
    mask: Bool[Array, "n"] | None = None,
    reference_mask: Bool[Array, "m"] | None = None,
) -> Float[Array, ""]:
    """Return the mean of −log(weight of neighbours of the own class / weight of all neighbours).

    The mean is over the points that have a neighbour of their own class; 0 if none has.

    Parameters
    ----------
    representation, labels
        Points as rows, and their classes.
    references, reference_labels
        The neighbours; if left out, every point's neighbours are the other points.
    kernel, power, k, temperature, normalise, measure
        As for :class:`NeighbourRule`: by default, the soft nearest-neighbour loss (Frosst,
        Papernot and Hinton 2019, "Analyzing and improving representations with the soft nearest
        neighbor loss"); with ``measure="share"``, neighbourhood components analysis (Goldberger,
        Roweis, Hinton and Salakhutdinov 2004).
    mask, reference_mask
        False for rows that only fill up a fixed shape: they count neither as points nor as
        neighbours.

    Raises
    ------
    InputError
        A parameter is out of range, or shapes do not fit.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> points, labels = jnp.array([[0.0], [0.1], [2.0], [2.1]]), jnp.array([0, 0, 1, 1])
    >>> bool(neighbour_loss(points, labels) < 0.1)
    True

    The loss of the essay *Neural Networks, Manifolds, and Topology* (Olah 2014), every other
    element of the batch weighted by 1/distance, is ``kernel="inverse"``. It trains badly: 1/d
    never saturates, so that far points of other classes outweigh the near ones. Points at
    distance 1 of their own class and 10 of nine others are as good as right, but

    >>> far = jnp.concatenate([jnp.arange(10.0) * 10, jnp.arange(10.0) * 10 + 1])[:, None]
    >>> classes = jnp.tile(jnp.arange(10), 2)
    >>> round(float(neighbour_loss(far, classes, kernel="inverse")), 1)
    0.6
    >>> fixed = dict(kernel="inverse", power=4, k=5)
    >>> bool(neighbour_loss(far, classes, **fixed) < 0.001)
    True
    """
    losses, counted = neighbour_losses(
        representation,
        labels,
        NeighbourRule(kernel, power, k, temperature, normalise, measure),
        references=references,
        reference_labels=reference_labels,
        mask=mask,
        reference_mask=reference_mask,
    )
    return jnp.sum(losses) / jnp.maximum(jnp.sum(counted), 1)


def neighbour_losses(
    representation: Float[Array, "n width"],
    labels: Int[Array, "n"],
    rule: NeighbourRule,
    *,
    references: Float[Array, "m width"] | None = None,
    reference_labels: Int[Array, "m"] | None = None,
    mask: Bool[Array, "n"] | None = None,
    reference_mask: Bool[Array, "*n m"] | None = None,
) -> tuple[Float[Array, "n"], Bool[Array, "n"]]:
    """Return :func:`neighbour_loss` of each point, (n,), and which points count, (n,).

    A point without a neighbour of its own class has loss 0 and does not count. The mask of
    references may also be (n, m): which of them are there for each point.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> losses, counted = neighbour_losses(
    ...     jnp.array([[0.0], [1.0], [9.0]]), jnp.array([0, 0, 1]), NeighbourRule()
    ... )
    >>> losses.round(3).tolist(), counted.tolist()
    ([0.0, 0.0, 0.0], [True, True, False])
    """
    if (references is None) != (reference_labels is None):
        raise InputError("Give references and reference_labels together, or neither.")
    own = references is None
    if own:
        references, reference_labels = representation, labels
        reference_mask = mask
    assert references is not None
    assert reference_labels is not None
    if representation.ndim != 2 or representation.shape[1:] != references.shape[1:]:
        raise InputError(
            f"Points {representation.shape} and references {references.shape} must be rows of "
            "equally many units."
        )
    there = jnp.ones(len(references), bool) if reference_mask is None else reference_mask
    there = jnp.broadcast_to(there, (len(representation), len(references)))
    if own:
        there = there & ~jnp.eye(len(references), dtype=bool)
    same = labels[:, None] == reference_labels[None]
    squared = squared_distances(prepared(representation, rule), prepared(references, rule))
    near = there if rule.k is None else there & nearest(squared, same, there, rule.k)
    weights = log_weights(squared, rule)
    mine, has_mine = _log_sum(weights, near & same)
    others, has_others = _log_sum(weights, near & ~same)
    counted = has_mine if mask is None else has_mine & mask
    lead = jnp.where(counted & has_others, others - mine, 0)
    loss = jax.nn.softplus(lead) if rule.measure == "log" else jax.nn.sigmoid(lead)
    return jnp.where(counted & has_others, loss, 0), counted


def neighbour_shares(
    representation: Float[Array, "n width"],
    references: Float[Array, "m width"],
    reference_labels: Int[Array, "m"],
    classes: int,
    rule: NeighbourRule,
    reference_mask: Bool[Array, "n m"],
) -> Float[Array, "n classes"]:
    """Return the share of each class in the weight of the neighbours that count for each point.

    In the precision of the points: the scores of which :func:`neighbour_scores` gives the logs.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> references, labels = jnp.array([[0.0], [1.0], [2.0]]), jnp.array([0, 0, 1])
    >>> rule, there = NeighbourRule("inverse", k=2), jnp.array([[True, False, True]])
    >>> shares = neighbour_shares(jnp.array([[0.5]]), references, labels, 2, rule, there)
    >>> (8 * shares).round().tolist()
    [[6.0, 2.0]]
    """
    squared = squared_distances(prepared(representation, rule), prepared(references, rule))
    near = reference_mask
    if rule.k is not None:
        fixed = jnp.where(near, squared, jnp.inf)
        near = near & (fixed <= _kth(fixed, rule.k)[:, None])
    logs = jnp.where(near, log_weights(squared, rule), -jnp.inf)
    weights = jnp.exp(logs - jnp.max(logs, axis=1, keepdims=True))
    sums = weights @ jax.nn.one_hot(reference_labels, classes, dtype=weights.dtype)
    return sums / jnp.sum(sums, axis=1, keepdims=True)


def prepared(points: Float[Array, "n width"], rule: NeighbourRule) -> Float[Array, "n width"]:
    """Return points as they are compared: brought to length 1 if the rule says so."""
    if not rule.normalise:
        return points
    return points / jnp.sqrt(jnp.sum(points**2, axis=1, keepdims=True) + UNIT)


def log_weights(squared: Float[Array, "n m"], rule: NeighbourRule) -> Float[Array, "n m"]:
    """Return the logarithm of how much a neighbour at these squared distances counts."""
    if rule.kernel == "soft":
        return -squared / rule.temperature
    return -0.5 * rule.power * jnp.log(squared + EPSILON)


@jax.custom_vjp
def squared_distances(x: Float[Array, "n width"], y: Float[Array, "m width"]) -> Array:
    """Return ‖xᵢ − yⱼ‖², (n, m).

    Of many coordinates as |x|² + |y|² − 2x·y, round the middle of y, which two matrix products
    make. That may round to less than 0 and is cut off there, but not so its gradient.
    """
    if x.shape[1] <= _FEW:
        differences = (x[:, j, None] - y[None, :, j] for j in range(x.shape[1]))
        return sum((one**2 for one in differences), jnp.zeros((len(x), len(y)), x.dtype))
    middle = jnp.mean(y, axis=0)
    x, y = x - middle, y - middle
    norms = jnp.sum(x**2, axis=1)[:, None] + jnp.sum(y**2, axis=1)[None]
    return jnp.maximum(norms - 2 * x @ y.T, 0)


def _forward(x: Array, y: Array) -> tuple[Array, tuple[Array, Array]]:
    return squared_distances(x, y), (x, y)


def _backward(kept: tuple[Array, Array], slope: Array) -> tuple[Array, Array]:
    # Four products of matrices. What automatic differentiation makes of the sums is ten times
    # slower, and its cut-off at 0 holds still the points that are nearest to each other.
    x, y = kept
    middle = jnp.mean(y, axis=0)
    x, y = x - middle, y - middle
    return (
        2 * (x * jnp.sum(slope, axis=1)[:, None] - slope @ y),
        2 * (y * jnp.sum(slope, axis=0)[:, None] - slope.T @ x),
    )


squared_distances.defvjp(_forward, _backward)


def nearest(
    squared: Float[Array, "n m"], same: Bool[Array, "n m"], there: Bool[Array, "n m"], k: int
) -> Bool[Array, "n m"]:
    """Say which references are among the k nearest that are there, or the nearest of the own class.

    Those as near as the k-th are, too: so the order of the references does not matter.
    """
    fixed = jax.lax.stop_gradient(jnp.where(there, squared, jnp.inf))
    own = jnp.min(jnp.where(same, fixed, jnp.inf), axis=1)
    return (fixed <= _kth(fixed, k)[:, None]) | (same & (fixed <= own[:, None]))


def _kth(values: Float[Array, "n m"], k: int) -> Float[Array, "n"]:
    """Return for each row a number ≥ its k smallest of these numbers ≥ 0, and < all greater ones.

    By bisection: numbers ≥ 0 are in the order of their bits. In a compiled loop ``lax.top_k`` takes
    the whole loss seven to ten times as long (benchmarks/neighbours.py).
    """
    whole = jnp.int64 if values.dtype == jnp.float64 else jnp.int32
    bits = jax.lax.bitcast_convert_type(values, whole)
    top = jax.lax.bitcast_convert_type(jnp.asarray(jnp.inf, values.dtype), whole)
    low = jnp.full(len(values), -1, whole)
    high = jnp.full(len(values), top, whole)

    def unsettled(state: tuple[Array, Array, Array]) -> Array:
        low, high, exact = state
        return jnp.any(~exact & (high - low > 1))

    def halve(state: tuple[Array, Array, Array]) -> tuple[Array, Array, Array]:
        low, high, exact = state
        middle = jnp.where(exact, high, low + (high - low) // 2)
        count = jnp.sum(bits <= middle[:, None], axis=1)
        enough = count >= k
        return jnp.where(enough, low, middle), jnp.where(enough, middle, high), count == k

    # `exact` is of `middle`, which is `high` from then on.
    _, high, _ = jax.lax.while_loop(unsettled, halve, (low, high, jnp.zeros(len(values), bool)))
    return jax.lax.bitcast_convert_type(high, values.dtype)


def _log_sum(
    logs: Float[Array, "n m"], chosen: Bool[Array, "n m"]
) -> tuple[Float[Array, "n"], Bool[Array, "n"]]:
    """Return log Σ exp of the chosen numbers of each row, and where there are any (0 elsewhere)."""
    some = jnp.any(chosen, axis=1)
    top = jax.lax.stop_gradient(jnp.max(jnp.where(chosen, logs, -jnp.inf), axis=1))
    top = jnp.where(some, top, 0)
    # What is not chosen is replaced before exp as well: 0 · ∞ would be in the gradient.
    terms = jnp.where(chosen, jnp.exp(jnp.where(chosen, logs - top[:, None], 0)), 0)
    return jnp.where(some, top + jnp.log(jnp.where(some, jnp.sum(terms, axis=1), 1)), 0), some
