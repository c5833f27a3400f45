"""The map x ↦ Wx + b."""

import equinox as eqx
import jax.numpy as jnp
import numpy as np

from unknot.nets.activations import Array

# Below this many products per point, XLA's elementwise code beats its matrix product on CPUs.
_TINY = 256


class Affine(eqx.Module):
    """The map x ↦ Wx + b on columns, of dense layers and heads.

    Parameters
    ----------
    weight
        W, (outputs, inputs).
    bias
        b, (outputs,).
    """

    weight: Array
    bias: Array

    @property
    def inputs(self) -> int:
        """The dimension of the space it maps from."""
        return self.weight.shape[-1]

    @property
    def outputs(self) -> int:
        """The dimension of the space it maps to."""
        return self.weight.shape[-2]

    def affine(self, x: Array) -> Array:
        """Return Wx + b of columns x, (inputs, *many)."""
        ones = (1,) * (x.ndim - 1)
        bias = self.bias.reshape(-1, *ones)
        if isinstance(x, np.ndarray) or self.weight.size > _TINY:
            flat = self.weight @ x.reshape(len(x), -1)
            return flat.reshape(-1, *x.shape[1:]) + bias
        columns = self.weight.reshape(*self.weight.shape, *ones)
        return jnp.sum(columns * x[None], axis=1) + bias
