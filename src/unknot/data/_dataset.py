"""The data set: labelled points, what they are called, and where they come from."""

from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self, cast

import numpy as np
from numpy.typing import ArrayLike

from unknot.data._arrays import Floats, Integers
from unknot.data._asked import Asked
from unknot.data._choice import Chosen, choose
from unknot.data._frames import is_frame, read_frame
from unknot.data._labels import classes_of
from unknot.data._names import axis_names
from unknot.data._reading import Reading
from unknot.data._saved import save
from unknot.data._scaling import Scaling
from unknot.data._sound import checked_labels, checked_names, checked_points
from unknot.data._table import as_column
from unknot.errors import InputError
from unknot.shapes import Shape

_UNLIKE = 100.0


@dataclass(frozen=True, eq=False)
class Dataset:
    """Labelled points. Arrays are copied and made read-only.

    Parameters
    ----------
    points
        The points (n, d), finite, n >= 1 and d >= 1.
    labels
        The class of each point (n,), integers from 0 to c − 1.
    class_names
        One name a class, all different: (c,).
    feature_names
        One name a coordinate, all different: (d,).
    name
        A short name for titles.
    source
        The text from which `load` makes the set again: ``spirals:turns=1,points=400,...`` or
        a path. Subsets and scaled copies keep the source of the set they were taken from.
    shapes
        The exact closed sets that the points lie in, one a class; None where there is noise or
        they are not known.
    scaling
        The mean and scale that were taken off the points; None for points in original units.
    reading
        How the table was read that the points are from; None if they are from none.

    Raises
    ------
    InputError
        If the parts do not fit together.

    Examples
    --------
    >>> data = Dataset([[0.0], [1.0], [2.0]], [0, 1, 1], ("low", "high"), ("x",))
    >>> data.counts, data.standardised().points.round(3).ravel().tolist()
    ({'low': 1, 'high': 2}, [-1.225, 0.0, 1.225])
    """

    points: Floats
    labels: Integers
    class_names: tuple[str, ...]
    feature_names: tuple[str, ...]
    name: str = "data"
    source: str = ""
    shapes: tuple[Shape, ...] | None = field(default=None, repr=False)
    scaling: Scaling | None = field(default=None, repr=False)
    reading: Reading | None = field(default=None, repr=False)

    def __post_init__(self):
        object.__setattr__(self, "points", checked_points(self.points))
        object.__setattr__(self, "class_names", checked_names(self.class_names, "class"))
        object.__setattr__(self, "feature_names", checked_names(self.feature_names, "feature"))
        labels = checked_labels(self.labels, len(self.points), len(self.class_names))
        object.__setattr__(self, "labels", labels)
        d = self.points.shape[1]
        if len(self.feature_names) != d:
            raise InputError(f"There are {len(self.feature_names)} feature names for {d} columns.")
        if self.scaling is not None and len(self.scaling.mean) != d:
            raise InputError(f"The scaling has {len(self.scaling.mean)} means for {d} columns.")
        if self.shapes is not None:
            self._check_shapes()

    @classmethod
    def of(
        cls,
        data: Any,
        labels: Any = None,
        *,
        name: str = "data",
        like: "Dataset | None" = None,
        **options: Any,
    ) -> Self:
        """Make a data set of a data frame, or of an array of points and one of labels.

        Parameters
        ----------
        data
            A frame of pandas, polars, pyarrow or another library that narwhals knows; or points
            (n, d).
        labels
            With points: the labels (n,), numbers or texts.
        name
            What the set is called.
        like
            With a frame of points to test on: the training points, whose columns and classes
            are taken.
        options
            With a frame: what may be said of tables, such as ``label="species"``,
            ``features=["width", "height"]``, ``drop="id"``, ``encode="colour"``,
            ``missing="drop"``.

        Raises
        ------
        InputError
            It cannot be used, or something is to be decided first.

        Examples
        --------
        >>> Dataset.of([[0.5], [1.5], [2.5]], ["low", "high", "high"]).counts
        {'high': 2, 'low': 1}
        """
        if is_frame(data):
            if labels is not None:
                raise InputError("A frame holds its own labels: name their column, label='kind'.")
            before = None if like is None else like.reading
            found = cls.of_chosen(choose(read_frame(data), Asked.of(options), before), name)
            return found if like is None else found.matched(like)
        if labels is None:
            raise InputError(
                f"{type(data).__name__} is neither a frame nor points with labels; expected a "
                "frame of pandas, polars or pyarrow, or Dataset.of(points, labels)."
            )
        if options:
            raise InputError(f"The option {next(iter(options))!r} is for frames, not for arrays.")
        given = np.asarray(labels)
        if given.ndim == 2 and given.shape[1] == 1:
            given = given[:, 0]
        if given.ndim != 1:
            raise InputError(f"The labels have shape {given.shape}; expected (n,), one a point.")
        points = checked_points(data)
        numbers, names = classes_of(as_column(given.tolist()), "the array of labels")
        return cls(points, numbers, names, axis_names(points.shape[1]), name)

    @classmethod
    def of_chosen(cls, chosen: Chosen, name: str, source: str = "") -> Self:
        """Make a data set of what was chosen from a table."""
        return cls(
            chosen.points,
            chosen.labels,
            chosen.class_names,
            chosen.feature_names,
            name,
            source,
            None,
            chosen.scaling,
            chosen.reading,
        )

    def _check_shapes(self) -> None:
        shapes = tuple(self.shapes or ())
        object.__setattr__(self, "shapes", shapes)
        if len(shapes) != len(self.class_names):
            raise InputError(
                f"There are {len(shapes)} shapes for {len(self.class_names)} classes; expected "
                "one a class, or None."
            )
        for name, shape in zip(self.class_names, shapes, strict=True):
            if shape.dimension != self.points.shape[1]:
                raise InputError(
                    f"The shape of class {name!r} lies in R^{shape.dimension}, the points in "
                    f"R^{self.points.shape[1]}."
                )

    def __len__(self) -> int:
        return len(self.points)

    def __reduce__(self):
        # By way of its parts: arrays that are unpickled could be written to.
        return type(self), tuple(getattr(self, part.name) for part in fields(self))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Dataset):
            return NotImplemented
        plain = ("class_names", "feature_names", "name", "source", "shapes", "scaling", "reading")
        return (
            np.array_equal(self.points, other.points)
            and np.array_equal(self.labels, other.labels)
            and all(getattr(self, part) == getattr(other, part) for part in plain)
        )

    @property
    def dimension(self) -> int:
        """The number d of features."""
        return self.points.shape[1]

    @property
    def counts(self) -> dict[str, int]:
        """The number of points of each class, in the order of the classes."""
        found = np.bincount(self.labels, minlength=len(self.class_names))
        return dict(zip(self.class_names, found.tolist(), strict=True))

    @property
    def axis_labels(self) -> tuple[str, ...]:
        """What the coordinates are, for axes: names of features, said where they are scaled."""
        suffix = "" if self.scaling is None else " (standardised)"
        return tuple(name + suffix for name in self.feature_names)

    def of_class(self, label: int) -> Floats:
        """Give the points of one class (k, d)."""
        if not 0 <= label < len(self.class_names):
            raise InputError(
                f"There is no class {label}; classes run from 0 to {len(self.class_names) - 1}."
            )
        return self.points[self.labels == label]

    def subset(self, indices: ArrayLike) -> "Dataset":
        """Keep the points at these indices, in this order; classes keep their numbers."""
        chosen = np.asarray(indices)
        if chosen.ndim != 1 or not chosen.size or chosen.dtype.kind not in "iu":
            raise InputError(
                f"The indices have shape {chosen.shape} and type {chosen.dtype}; expected a "
                "non-empty row of integers."
            )
        if chosen.min() < 0 or chosen.max() >= len(self):
            raise InputError(
                f"The indices run from {chosen.min()} to {chosen.max()}; there are {len(self)} "
                f"points, so they must lie between 0 and {len(self) - 1}."
            )
        return replace(self, points=self.points[chosen], labels=self.labels[chosen])

    def split(self, fraction: float, seed: int) -> tuple["Dataset", "Dataset"]:
        """Split at random into training and validation sets, class by class.

        ``fraction`` is the share of validation, between 0 and 1 (exclusive). Of every class the
        nearest whole number of points goes to validation, and at least one stays for training;
        points keep their order.

        Raises
        ------
        InputError
            If the fraction is out of range, or so small that validation would be empty.
        """
        if not 0 < fraction < 1:
            raise InputError(f"The fraction is {fraction!r}; expected a number between 0 and 1.")
        if not isinstance(seed, int | np.integer) or seed < 0:
            raise InputError(f"The seed is {seed!r}; expected an integer >= 0.")
        rng = np.random.default_rng(seed)
        held = np.zeros(len(self), dtype=bool)
        for label in range(len(self.class_names)):
            members = rng.permutation(np.flatnonzero(self.labels == label))
            held[members[: min(round(fraction * len(members)), len(members) - 1)]] = True
        if not held.any():
            raise InputError(
                f"A fraction of {fraction:g} of {len(self)} points leaves none for validation; "
                "use a larger fraction or more points."
            )
        return self.subset(np.flatnonzero(~held)), self.subset(np.flatnonzero(held))

    def standardised(
        self, like: "Dataset | None" = None, *, channels: int | None = None
    ) -> "Dataset":
        """Take off the mean and the standard deviation of every feature, and record them.

        They are this set's own, or those of another one, of training points for example.
        Constant features get scale 1. Of images, whose pixels stand channel by channel, all pixels
        of a channel have one mean and one deviation, if it is said of how many ``channels``.
        The class shapes are dropped: they are in the old units.
        If the set was scaled before, the recorded scaling leads back to the original units.
        """
        step = Scaling.of(self.points if like is None else like.points, channels)
        before = self.scaling
        total = (
            step
            if before is None
            else Scaling(before.undo(step.mean[None])[0], before.scale * step.scale)
        )
        return replace(self, points=step.apply(self.points), shapes=None, scaling=total)

    def unlike_scales(self) -> tuple[str, str] | None:
        """Give the features of the least and the largest deviation, if these differ a hundredfold.

        Networks learn badly from such features unless they are standardised. None if all are
        alike, or lie in [−1, 1] as those of images do; constant features do not count.
        """
        if np.abs(self.points).max() <= 1:
            return None
        with np.errstate(over="ignore", invalid="ignore"):
            spread = self.points.std(0)
        moving = np.flatnonzero(spread > 0)
        if not len(moving) or not np.isfinite(spread).all():
            return None
        least, most = (moving[pick(spread[moving])] for pick in (np.argmin, np.argmax))
        if spread[most] < _UNLIKE * spread[least]:
            return None
        return self.feature_names[least], self.feature_names[most]

    def conflicts(self) -> Integers:
        """Give pairs of equal points with different labels, as indices (k, 2).

        Each row names the first point at a place and the first one there of another class; no
        classifier can be right about both. Empty for sound data.
        """
        first: dict[bytes, int] = {}
        seen: set[tuple[int, int]] = set()
        pairs = []
        # Adding 0.0 turns −0.0 into 0.0, so that equal numbers have equal bytes.
        for i, row in enumerate(self.points + 0.0):
            start = first.setdefault(row.tobytes(), i)
            key = (start, int(self.labels[i]))
            if self.labels[start] != self.labels[i] and key not in seen:
                seen.add(key)
                pairs.append((start, i))
        return np.array(pairs, dtype=np.int64).reshape(-1, 2)

    def save(self, path: str | Path) -> None:
        """Write a .csv or .npz file, replacing an older one in a single step.

        NPZ keeps points, labels, names and scaling exactly. CSV has a column a feature and one
        more with the name of each point's class; on loading, classes are numbered in the order
        of their sorted names.
        """
        save(
            Path(path), self.points, self.labels, self.class_names, self.feature_names, self.scaling
        )

    def to_frame(self, library: str = "pandas") -> Any:
        """Return a data frame: a column a feature, and one more, ``label``, of class names.

        Parameters
        ----------
        library
            Any that narwhals makes frames of: pandas, polars, pyarrow, modin …

        Raises
        ------
        InputError
            The library is not installed, or not known.
        """
        from narwhals import from_dict

        label = "label" if "label" not in self.feature_names else "class name"
        columns = {name: self.points[:, i] for i, name in enumerate(self.feature_names)}
        columns[label] = np.array(self.class_names, dtype=object)[self.labels].tolist()
        try:
            return from_dict(columns, backend=cast(Any, library)).to_native()
        except (ImportError, ValueError, TypeError) as error:
            raise InputError(f"No frame of {library!r} can be made: {error}.") from None

    def matched(self, like: "Dataset") -> Self:
        """Return these points with the classes of another set, on whose points a network learnt.

        Raises
        ------
        InputError
            The features are others, or a class is not among those of the other set.
        """
        if self.dimension != like.dimension:
            raise InputError(
                f"The test points {self.source or self.name!r} have {self.dimension} features, the "
                f"training points {like.dimension}."
            )
        used = [name for name, count in self.counts.items() if count]
        strange = [name for name in used if name not in like.class_names]
        if strange:
            raise InputError(
                f"The test points {self.source or self.name!r} have the class {strange[0]!r}, "
                f"which the training points do not have: {', '.join(like.class_names[:20])}."
            )
        order = {name: k for k, name in enumerate(like.class_names)}
        numbers = np.array([order.get(name, 0) for name in self.class_names])
        return replace(
            self,
            labels=numbers[self.labels],
            class_names=like.class_names,
            feature_names=like.feature_names,
            shapes=None,
        )
