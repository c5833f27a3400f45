"""Images of a mini-batch, turned, scaled, sheared and shifted at random."""

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
from jax.scipy.ndimage import map_coordinates
from jaxtyping import Array, Float

from unknot.recording import Augment

Change = Callable[[Array, Float[Array, "many pixels"]], Float[Array, "many pixels"]]


def affine_maps(augment: Augment, shape: tuple[int, int, int]) -> Change:
    """Return (key, images as rows) ↦ images, each by a map of its own about its middle.

    Between pixels colours are mixed linearly; beyond the border those of the border go on.
    """
    channels, height, width = shape
    middle = np.array([height - 1, width - 1], np.float32) / 2
    places = np.indices((height, width), np.float32).reshape(2, -1) - middle[:, None]
    most = np.array([np.radians(augment.rotation), augment.scale, augment.scale, augment.shear])
    reach = augment.shift * np.array([height, width])

    def change(key: Array, rows: Float[Array, "many pixels"]) -> Float[Array, "many pixels"]:
        limits = jnp.asarray(np.concatenate([most, reach]), rows.dtype)
        drawn = limits * jax.random.uniform(key, (len(rows), 6), rows.dtype, -1, 1)
        return jax.vmap(moved)(drawn, rows.reshape(-1, channels, height, width))

    def moved(drawn: Float[Array, "6"], image: Float[Array, "c h w"]) -> Float[Array, "pixels"]:
        # Every pixel of the new image is looked for in the old one.
        source = _matrix(drawn) @ places + (middle + drawn[4:])[:, None]
        look = jax.vmap(lambda one: map_coordinates(one, list(source), order=1, mode="nearest"))
        return look(image).reshape(-1)

    return change


def _matrix(drawn: Float[Array, "6"]) -> Float[Array, "2 2"]:
    """Return rotation · shear · scales, on rows and columns."""
    angle, tall, wide, lean = drawn[0], 1 + drawn[1], 1 + drawn[2], drawn[3]
    cos, sin = jnp.cos(angle), jnp.sin(angle)
    turn = jnp.array([[cos, sin], [-sin, cos]])
    return turn @ jnp.array([[tall, jnp.zeros_like(tall)], [lean * tall, wide]])
