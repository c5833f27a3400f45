"""A network's parameters as one vector, and back."""

from itertools import pairwise

import jax
import numpy as np
from jaxtyping import Float

from unknot.nets import Array, Network


def flatten(network: Network) -> Float[np.ndarray, "p"]:
    """Return all parameters of a network of NumPy arrays in one vector, in the tree's order."""
    return np.concatenate([leaf.ravel() for leaf in jax.tree.leaves(network)])


def unflatten(like: Network, flat: Float[Array, "*many p"]) -> Network:
    """Return the network of the structure of ``like`` with these parameters.

    Leading axes of ``flat`` become leading axes of every array: many networks. NumPy and JAX
    arrays stay what they are.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import activation, mlp
    >>> network = mlp(0, 2, (3,), 2, [activation("tanh")], "logistic")
    >>> many = unflatten(network, np.zeros((5, flatten(network).size)))
    >>> many.layers[0].weight.shape
    (5, 3, 2)
    """
    leaves, structure = jax.tree.flatten(like)
    ends = np.cumsum([0, *(leaf.size for leaf in leaves)])
    return jax.tree.unflatten(
        structure,
        [
            flat[..., start:end].reshape(*flat.shape[:-1], *leaf.shape)
            for leaf, (start, end) in zip(leaves, pairwise(ends.tolist()), strict=True)
        ],
    )
