"""The easy way out, measured: where a network stretches, where it tears (THEORY §9).

Everything here is float64 arithmetic at finitely many points: measurements, not proofs. A maximum
over points is a lower bound of the maximum over the classes, up to rounding.
"""

import numpy as np

from unknot.data import Dataset
from unknot.errors import InputError, UnsupportedLayer
from unknot.measure._clouds import cloud_of
from unknot.measure._distances import density_of, levels, spacing_of
from unknot.measure._jacobians import finite, look, losses_of
from unknot.measure._pairs import across, between, forced
from unknot.measure._values import Place, Strand, Stretch
from unknot.nets import Model, NeighbourHead, Viewed, decide, margins, viewed


def stretch(network: Model, data: Dataset, *, per_class: int = 2000, seed: int = 0) -> Stretch:
    """Measure how a network stretches the classes of a data set, and where it tears them.

    Float64 measurements at finitely many points, not proofs. Points are taken densely from the
    class shapes: of curves at equal steps, of solids at random; then the least margin is sought
    along the curves, or in the solids, near the worst of them. Without shapes the data points
    themselves are measured. Whether a pair of classes is inseparable is decided elsewhere.

    Parameters
    ----------
    network
        One network with a head, or a model of any library. Where a foreign model gives no
        ``jacobian`` its derivatives are central differences, in the precision it computes in.
    data
        Points of the dimension that the network takes. Numbers that compare with the spacing of
        samples speak of the points that the network was trained on.
    per_class
        About how many dense points of each class, at least 2; finite classes keep their own.
        Of the pairs of different classes at most 16 million are looked at, evenly chosen.
    seed
        Of the random points.

    Raises
    ------
    InputError
        The network has no head, weights that are not finite, or another dimension or fewer
        classes than the data; its layers are too wide; or its values overflow.
    UnsupportedLayer
        Neighbours decide, so that there are no hyperplanes to measure towards.

    References
    ----------
    THEORY §9: T9.1 (the loss), T9.2 (the steepness). C. Olah, "Neural Networks, Manifolds, and
    Topology", 2014: the easy way out.

    Examples
    --------
    A line that is stretched by 3 and read by 2:

    >>> from unknot.data import load
    >>> import numpy as np
    >>> from unknot.nets import Dense, Head, Network, activation
    >>> layer = Dense(np.array([[3.0]]), np.zeros(1), activation("identity"))
    >>> network = Network([layer], Head(np.array([[2.0]]), np.zeros(1), "logistic"))
    >>> found = stretch(network, load("intervals:points=20"), per_class=50)
    >>> round(found.steepness, 6), found.levels[1].largest.most, round(found.tear.point[0], 6)
    (6.0, 3.0, -1.0)
    """
    network = viewed(network)
    _check(network, data, per_class, seed)
    network = network.float64()
    rng = np.random.default_rng(seed)
    clouds = [cloud_of(network, data, label, per_class, rng) for label in range(len(data.counts))]
    strands, start = [], 0
    for cloud in clouds:
        strands += [Strand(start + s.start, start + s.stop, s.closed) for s in cloud.strands]
        start += len(cloud.points)
    points = np.concatenate([cloud.points for cloud in clouds])
    labels = np.repeat(np.arange(len(clouds)), [len(cloud.points) for cloud in clouds])
    seen = look(network, points, labels)
    won = margins(seen.scores.T, labels)
    losses = losses_of(seen.scores, labels)
    stretches = seen.whole[-1][0]

    def place(index: int) -> Place:
        where = tuple(points[index].tolist())
        numbers = (float(values[index]) for values in (won, losses, stretches))
        return Place(int(labels[index]), where, *numbers)

    own = [np.flatnonzero(labels == label) for label in range(len(clouds))]
    sampled = finite(network.scores(data.points))
    cross = across(seen, points, own)
    samples = [data.of_class(label) for label in range(len(clouds))]
    spacing = tuple(map(spacing_of, samples))
    density = tuple(
        density_of(points[some], known) if data.shapes is not None else None
        for some, known in zip(own, samples, strict=True)
    )
    slopes = (float(seen.slopes.max()), cross.slope, between(network, data, seen, points, own))
    dense = density if data.shapes is not None else spacing
    curved = tuple(cloud.curved for cloud in clouds)
    return Stretch(
        class_names=data.class_names,
        from_shapes=data.shapes is not None,
        levels=tuple(levels(network, seen, cross, labels, strands, curved)),
        torn=tuple(place(int(some[np.argmin(won[some])])) for some in own if some.size),
        worst=place(int(np.argmax(losses))),
        steepest=place(int(np.argmax(stretches))),
        samples=len(data),
        samples_right=int((decide(sampled.T) == data.labels).sum()),
        dense=len(points),
        dense_right=int((decide(seen.scores.T) == labels).sum()),
        sample_margin=float(margins(sampled.T, data.labels).min()),
        margin=float(won.min()),
        steepness=max(slopes),
        spacing=spacing,
        density=density,
        forced=forced(sampled, data.labels, dense),
        points=points,
        labels=labels,
        margins=won,
        stretches=stretches,
        strands=tuple(strands),
    )


def _check(network: Viewed, data: Dataset, per_class: int, seed: int) -> None:
    if isinstance(network.head, NeighbourHead):
        raise UnsupportedLayer(
            "Margins are measured towards the hyperplanes of a linear head, and this network's "
            "classes are divided by neighbours."
        )
    if network.head is not None and np.ndim(network.head.weight) != 2:
        raise InputError("These are many networks in one; measure one of them, network[i].")
    network.check_fits(data.dimension, len(data.class_names))
    for value, what, least in ((per_class, "points per class", 2), (seed, "seed", 0)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
            raise InputError(f"The {what}: got {value!r}, expected an integer >= {least}.")
