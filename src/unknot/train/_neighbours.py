"""Training for a neighbour head: points are the references of each other."""

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int

from unknot.neighbours import NeighbourRule, neighbour_losses, neighbour_shares
from unknot.nets import Network
from unknot.recording import references
from unknot.train._gradient import Points

MOST = 2048  # points that are the references of each other at a step: their square is in memory


@dataclass(frozen=True)
class NeighbourLoss:
    """The loss of points among those of their block, and at looks among all training points.

    Parameters
    ----------
    rule
        How neighbours are weighed.
    classes
        How many there are.
    places
        Where in the order of training the points are that decide at looks.
    """

    rule: NeighbourRule
    classes: int
    places: Int[np.ndarray, "references"]

    def of_block(self, network: Network, block: Points) -> Float[Array, "many"]:
        """Return the loss of each point of a block; weighted and added up, it is their mean."""
        rows, real = network.body(block.x).T, block.weights > 0
        losses, counted = neighbour_losses(rows, block.labels, self.rule, mask=real)
        return losses * (jnp.sum(real) / jnp.maximum(jnp.sum(counted), 1))

    def seen(
        self, network: Network, points: Points, validation: Points | None, in_rows: bool
    ) -> tuple[Array, Array, Array]:
        """Return the mean loss and the shares of right training and validation points.

        Training points are judged without themselves; NaN without validation points.
        """
        body = network.body
        rows = jax.lax.map(lambda x: body(x.T if in_rows else x).T, points.x)
        near = rows.reshape(-1, rows.shape[-1])[self.places]
        labels = points.labels.reshape(-1)[self.places]
        indices = jnp.arange(points.labels.size, dtype=jnp.int32).reshape(points.labels.shape)

        def judged(block: tuple[Array, Points, Array]) -> tuple[Array, ...]:
            own, part, index = block
            there = index[:, None] != self.places[None]
            losses, counted = neighbour_losses(
                own,
                part.labels,
                self.rule,
                references=near,
                reference_labels=labels,
                mask=part.weights > 0,
                reference_mask=there,
            )
            return jnp.sum(losses), jnp.sum(counted), right(own, part, there)

        def right(own: Array, part: Points, there: Array) -> Array:
            shares = neighbour_shares(own, near, labels, self.classes, self.rule, there)
            good = (jnp.argmax(shares, axis=1) == part.labels) & jnp.all(jnp.isfinite(shares), 1)
            return jnp.sum(good & (part.weights > 0))

        losses, counted, good = jax.lax.map(judged, (rows, points, indices))
        loss = jnp.sum(losses) / jnp.maximum(jnp.sum(counted), 1)
        share = jnp.sum(good) / jnp.sum(points.weights > 0)
        if validation is None:
            return loss, share, jnp.float32(jnp.nan)

        def checked(part: Points) -> Array:
            own = body(part.x).T
            return right(own, part, jnp.ones((len(own), len(self.places)), bool))

        held = jnp.sum(jax.lax.map(checked, validation)) / jnp.sum(validation.weights > 0)
        return loss, share, held


def training_order(points: int) -> Int[np.ndarray, "points"]:
    """Return in which order points are laid out, so that no block has one class only."""
    if points <= MOST:
        return np.arange(points)
    return np.random.default_rng(0).permutation(points)


def neighbour_loss_of(rule: NeighbourRule, classes: int, order: np.ndarray) -> NeighbourLoss:
    """Return the loss for training points that are laid out in this order."""
    return NeighbourLoss(rule, classes, np.argsort(order)[references(len(order))].astype(np.int32))
