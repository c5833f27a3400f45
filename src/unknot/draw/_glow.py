"""The colours of stretches."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int
from matplotlib import colormaps
from matplotlib.colors import Colormap, ListedColormap, Normalize

_LEVELS = 64  # colours
_DECADES = 3.0


@dataclass(frozen=True)
class Glow:
    """The colours of stretches, darker for more, by their logarithms to base 10.

    At most three decades are told apart: what shrinks further has the palest colour.

    Attributes
    ----------
    norm, colours
        What takes a logarithm to [0, 1], and that to a colour.
    values
        The logarithms (n,), those of what shrinks further raised to the least that is told apart.
    cut
        Whether there are such.
    """

    norm: Normalize
    colours: Colormap
    values: Float[np.ndarray, "n"]
    cut: bool

    @classmethod
    def of(cls, stretches: Float[np.ndarray, "n"]) -> "Glow":
        """Return the colours of these stretches (n,)."""
        greatest = float(stretches.max()) or 1.0
        values = np.log10(np.maximum(stretches, greatest * 10.0**-_DECADES))
        low, high = float(values.min()), float(values.max())
        if high - low < 0.1:
            low, high = (low + high) / 2 - 0.5, (low + high) / 2 + 0.5
        # Magma is even to the eye and safe for colour-blind ones. Its palest colours would vanish
        # on white, and its darkest be taken for boundaries.
        shades = colormaps["magma_r"](np.linspace(0.18, 0.82, _LEVELS))
        cut = bool((stretches < greatest * 10.0**-_DECADES).any())
        return cls(Normalize(low, high, clip=True), ListedColormap(shades), values, cut)

    def __call__(self, indices: np.ndarray) -> Float[np.ndarray, "n 4"]:
        """Return the colours of the stretches at these indices."""
        return np.asarray(self.colours(self.norm(self.values[indices])))

    def levels(self) -> tuple[Int[np.ndarray, "n"], Float[np.ndarray, "levels 4"]]:
        """Give which of a few colours each stretch has, and these colours."""
        level = np.clip((self.norm(self.values) * _LEVELS).astype(int), 0, _LEVELS - 1)
        return level, np.asarray(self.colours(np.arange(_LEVELS)))
