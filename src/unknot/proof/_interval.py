"""Arrays of intervals that certainly hold the exact result.

An interval is the set of the real numbers from ``low`` to ``high``; a bound may be infinite, and
then the set is unbounded on that side. Every operation encloses {x ∘ y : x ∈ X, y ∈ Y} for all x, y
*where the operation is defined*: a quotient by an interval that holds 0 is the whole line, a square
root forgets the negative part. Each bound is computed to nearest and then moved outward by `up` or
`down`, unless it is exact by its nature (negation, absolute value, minimum, maximum, hull).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from unknot.proof import _ends as ends
from unknot.proof._ends import Ends, to_floats
from unknot.proof._product import multiply_matrices
from unknot.proof._rounding import Floats, Truth, down, up


class Interval:
    """An immutable array of intervals, broadcast like NumPy's arrays.

    Parameters
    ----------
    low, high
        Array-likes of floats, integers or Fractions (``high`` defaults to ``low``), of shapes that
        broadcast. What a float64 does not hold is rounded outward.

    Raises
    ------
    ValueError
        A bound is not a number, ``low > high`` somewhere, or an interval holds no real number.

    Examples
    --------
    >>> from fractions import Fraction
    >>> x = Interval(Fraction(1, 3))
    >>> bool((3 * x).contains(1)), bool((x < 0.34).all())
    (True, True)
    """

    __slots__ = ("high", "low")
    __array_ufunc__ = None  # so that array + Interval is left to Interval
    __hash__ = None  # type: ignore[assignment]

    low: Floats
    high: Floats

    def __init__(self, low: ArrayLike, high: ArrayLike | None = None):
        lower, exact = to_floats(low, down)
        # Where both bounds are one array, functions are evaluated once.
        upper = lower if high is None and exact else to_floats(low if high is None else high, up)[0]
        if np.isnan(lower).any() or np.isnan(upper).any():
            raise ValueError("A bound of an interval is not a number (NaN).")
        if not ((lower <= upper) & (lower < np.inf) & (upper > -np.inf)).all():
            raise ValueError(
                "An interval has its low bound above its high one, or holds no real number; "
                "give low <= high, low < inf and high > -inf."
            )
        if upper is not lower:
            lower, upper = (np.array(bound) for bound in np.broadcast_arrays(lower, upper))
        self._set(lower, upper)

    def _set(self, low: Floats, high: Floats) -> None:
        low.flags.writeable = high.flags.writeable = False
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"An Interval is immutable; its {name!r} cannot be set.")

    def __reduce__(self) -> tuple[Any, ...]:
        return Interval, (self.low, self.high)

    @classmethod
    def between(cls, low: Floats, high: Floats) -> Self:
        """Wrap bounds that are known to be in order, fresh and of one shape: nothing is checked."""
        made = cls.__new__(cls)
        made._set(np.asarray(low), np.asarray(high))
        return made

    @classmethod
    def point(cls, values: Floats) -> Self:
        """Wrap exact floats (not NaN, not checked): functions are evaluated at each once."""
        exact = np.array(values, dtype=np.float64)
        return cls.between(exact, exact)

    # ------------------------------------------------------------ as an array

    @property
    def ends(self) -> Ends:
        """Both bounds."""
        return self.low, self.high

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the array of intervals."""
        return self.low.shape

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return self.low.ndim

    @property
    def size(self) -> int:
        """The number of intervals."""
        return self.low.size

    def __len__(self) -> int:
        return len(self.low)

    def __iter__(self) -> Iterator[Self]:
        return (self[i] for i in range(len(self)))

    def __getitem__(self, index: Any) -> Self:
        # A copy, so that what was cut out does not hold the whole.
        return self._map(lambda bound: np.array(bound[index]))

    def reshape(self, *shape: int) -> Self:
        """Return the same intervals in another shape."""
        return self._map(lambda bound: bound.reshape(*shape))

    @property
    def T(self) -> Self:  # noqa: N802
        """The transposed array."""
        return self._map(lambda bound: bound.T)

    def _map(self, change: Callable[[Floats], Floats]) -> Self:
        return self.between(change(self.low), change(self.high))

    def __repr__(self) -> str:
        return f"Interval(low={self.low!r}, high={self.high!r})"

    # ------------------------------------------------------------ what is certain

    def __bool__(self) -> bool:
        raise TypeError(
            "An interval is neither true nor false: ask certainly_positive(), x < y (certainly "
            "less) or contains(), and combine the answers with .all() or .any()."
        )

    def certainly_positive(self) -> Truth:
        """Say where every number of the interval is > 0."""
        return self.low > 0

    def certainly_negative(self) -> Truth:
        """Say where every number of the interval is < 0."""
        return self.high < 0

    def certainly_nonzero(self) -> Truth:
        """Say where 0 is not in the interval."""
        return self.certainly_positive() | self.certainly_negative()

    # Order means certainty: `x < y` is True where it holds for all members, False where it is
    # refuted *or not known*; so `~(x < y)` is not `x >= y`.
    def __lt__(self, other: "Interval | ArrayLike") -> Truth:
        return self.high < _interval(other).low

    def __le__(self, other: "Interval | ArrayLike") -> Truth:
        return self.high <= _interval(other).low

    def __gt__(self, other: "Interval | ArrayLike") -> Truth:
        return self.low > _interval(other).high

    def __ge__(self, other: "Interval | ArrayLike") -> Truth:
        return self.low >= _interval(other).high

    def __eq__(self, other: object) -> Any:
        raise TypeError("Whether intervals are equal is not a question of certainty; use contains.")

    def contains(self, other: "Interval | ArrayLike") -> Truth:
        """Say where the number (float, int or Fraction: exactly), or interval, lies within."""
        if isinstance(other, Interval):
            return (self.low <= other.low) & (other.high <= self.high)
        # The widened image of a number is not the number: compare it as it is.
        values = np.asarray(other)
        if values.dtype.kind == "f":
            return np.asarray((self.low <= values) & (values <= self.high))
        low, high = self.low.astype(object), self.high.astype(object)
        return np.asarray((low <= values) & (values <= high), dtype=bool)

    def overlaps(self, other: "Interval | ArrayLike") -> Truth:
        """Say where the two have a number in common."""
        y = _interval(other)
        return (self.low <= y.high) & (y.low <= self.high)

    # ------------------------------------------------------------ size

    def middle(self) -> Floats:
        """Return a float within each interval, halfway up to rounding (0 for the whole line)."""
        return ends.middle(self.ends)

    def radius(self) -> Floats:
        """Return a bound of every distance from `middle` to a member."""
        return ends.radius(self.ends)

    @np.errstate(over="ignore")
    def width(self) -> Floats:
        """Return a bound of high − low."""
        return np.where(self.low == self.high, 0.0, up(self.high - self.low))

    def magnitude(self) -> Floats:
        """Return the largest absolute value."""
        return ends.magnitude(self.ends)

    def mignitude(self) -> Floats:
        """Return the least absolute value."""
        return ends.mignitude(self.ends)

    def hull(self, other: "Interval | ArrayLike") -> Self:
        """Return the least interval that holds both."""
        y = _interval(other)
        return self.between(np.minimum(self.low, y.low), np.maximum(self.high, y.high))

    def intersect(self, other: "Interval | ArrayLike") -> Self:
        """Return the common part.

        Raises
        ------
        ValueError
            Somewhere there is none (of two enclosures of one number this cannot happen).
        """
        y = _interval(other)
        low, high = np.maximum(self.low, y.low), np.minimum(self.high, y.high)
        if not (low <= high).all():
            raise ValueError("Some of the intervals have no number in common.")
        return self.between(low, high)

    # ------------------------------------------------------------ arithmetic

    def __neg__(self) -> Self:
        return self.between(-self.high, -self.low)

    def __pos__(self) -> Self:
        return self

    def __abs__(self) -> Self:
        return self.between(self.mignitude(), self.magnitude())

    def __add__(self, other: "Interval | ArrayLike") -> Self:
        return self.between(*ends.add(self.ends, _interval(other).ends))

    __radd__ = __add__

    def __sub__(self, other: "Interval | ArrayLike") -> Self:
        return self + -_interval(other)

    def __rsub__(self, other: ArrayLike) -> Self:
        return -self + other

    def __mul__(self, other: "Interval | ArrayLike") -> Self:
        return self.between(*ends.multiply(self.ends, _interval(other).ends))

    __rmul__ = __mul__

    def __truediv__(self, other: "Interval | ArrayLike") -> Self:
        return self.between(*ends.divide(self.ends, _interval(other).ends))

    def __rtruediv__(self, other: ArrayLike) -> Self:
        return self.between(*ends.divide(_interval(other).ends, self.ends))

    def __pow__(self, exponent: int) -> Self:
        """Return {xⁿ : x ∈ X} for an integer n (|n| at most 64)."""
        if isinstance(exponent, bool) or not isinstance(exponent, int) or abs(exponent) > 64:
            raise ValueError(f"The power is {exponent!r}; expected an integer from -64 to 64.")
        raised = self.between(*ends.power(self.ends, abs(exponent)))
        return raised if exponent >= 0 else 1.0 / raised

    def square(self) -> Self:
        """Return {x² : x ∈ X}, which is sharper than ``x * x``."""
        return self**2

    def sqrt(self) -> Self:
        """Return {√x : x ∈ X, x ≥ 0}.

        Raises
        ------
        ValueError
            An interval is wholly negative.
        """
        if (self.high < 0).any():
            raise ValueError("The square root of a negative interval holds no real number.")
        return self.between(*ends.root(self.ends))

    def __matmul__(self, other: "Interval | ArrayLike") -> "Interval":
        return matmul(self, _interval(other))

    def __rmatmul__(self, other: ArrayLike) -> "Interval":
        return matmul(_interval(other), self)

    def sum(self, axis: int = -1) -> "Interval":
        """Return the sum over an axis."""
        terms = self._map(lambda bound: np.moveaxis(bound, axis, -1))
        return matmul(terms, Interval(np.ones(terms.shape[-1])))


def matmul(x: Interval, y: Interval) -> Interval:
    """Enclose X @ Y, of matrices, stacks of matrices or vectors, as NumPy's matmul does it."""
    if x.ndim == 1:
        return matmul(x[None, :], y)._map(lambda bound: np.squeeze(bound, -2 if y.ndim > 1 else -1))
    if y.ndim == 1:
        return matmul(x, y[:, None])._map(lambda bound: np.squeeze(bound, -1))
    return Interval.between(*multiply_matrices(x.ends, y.ends))


def dot(x: Interval, y: Interval) -> Interval:
    """Enclose Σᵢ xᵢ·yᵢ over the last axis."""
    return matmul(x[..., None, :], y[..., :, None])[..., 0, 0]


def minimum(x: Interval | ArrayLike, y: Interval | ArrayLike) -> Interval:
    """Return {min(x, y)}."""
    x, y = _interval(x), _interval(y)
    return Interval.between(np.minimum(x.low, y.low), np.minimum(x.high, y.high))


def maximum(x: Interval | ArrayLike, y: Interval | ArrayLike) -> Interval:
    """Return {max(x, y)}."""
    x, y = _interval(x), _interval(y)
    return Interval.between(np.maximum(x.low, y.low), np.maximum(x.high, y.high))


def where(condition: Truth, x: Interval | ArrayLike, y: Interval | ArrayLike) -> Interval:
    """Choose x where the condition holds and y elsewhere."""
    x, y = _interval(x), _interval(y)
    return Interval.between(np.where(condition, x.low, y.low), np.where(condition, x.high, y.high))


def concatenate(parts: Sequence[Interval], axis: int = 0) -> Interval:
    """Join arrays of intervals along an axis."""
    return Interval.between(
        np.concatenate([x.low for x in parts], axis), np.concatenate([x.high for x in parts], axis)
    )


def _interval(value: "Interval | ArrayLike") -> Interval:
    return value if isinstance(value, Interval) else Interval(value)
