"""Points brought to mean 0, deviation 1, as a recipe's layers take them."""

from unknot.data import Dataset
from unknot.recording._augment import images_of
from unknot.recording._spec import Spec


def standardised(spec: Spec, data: Dataset, like: Dataset | None = None) -> Dataset:
    """Standardise every feature by itself; pixels, if the first layer takes images, by channels.

    Pixels by themselves would lose how bright they are beside each other, and one that is dark in
    all images but one would be brought to the deviation of all others.

    Parameters
    ----------
    spec
        The recipe with the layers.
    data
        What is standardised.
    like
        The points whose means and deviations are taken; its own, if left out.

    Examples
    --------
    >>> from unknot.data import load
    >>> spec, digits = Spec(data="digits", layers="conv:4,3/tanh:2"), load("digits")
    >>> scaling = standardised(spec, digits).scaling
    >>> len(set(scaling.mean)), len(set(scaling.scale))
    (1, 1)
    """
    images = images_of(spec.recipes, data.dimension)
    return data.standardised(like, channels=None if images is None else images.channels)
