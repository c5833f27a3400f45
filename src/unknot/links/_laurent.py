"""Laurent polynomials with integer coefficients, exactly."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from unknot.errors import InputError

Exponents = tuple[int, ...]


@dataclass(frozen=True)
class Laurent:
    """A polynomial in some variables and their inverses, or in their roots.

    Parameters
    ----------
    terms
        Coefficients by exponents, as a mapping or as pairs; kept as pairs in order, without zeros.
    names
        The variables.
    root
        Exponents are counted in parts: 2 where they are halves.

    Examples
    --------
    >>> p = Laurent({(1,): 1, (0,): -1})
    >>> print(p, p * p, p.inverted())
    t - 1 t^2 - 2t + 1 -1 + t^-1
    >>> print(Laurent({(1,): -1, (5,): -1}, root=2))
    -t^(5/2) - t^(1/2)
    """

    terms: tuple[tuple[Exponents, int], ...]
    names: tuple[str, ...] = ("t",)
    root: int = field(default=1, kw_only=True)

    def __init__(
        self,
        terms: Mapping[Exponents, int] | Iterable[tuple[Exponents, int]],
        names: tuple[str, ...] = ("t",),
        *,
        root: int = 1,
    ):
        pairs = terms.items() if isinstance(terms, Mapping) else terms
        kept = tuple(sorted((e, c) for e, c in pairs if c))
        if any(len(e) != len(names) for e, _ in kept) or len(dict(kept)) != len(kept):
            raise InputError(f"Expected one term for {len(names)} exponents each, got {kept}.")
        object.__setattr__(self, "terms", kept)
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "root", root)

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __add__(self, other: "Laurent") -> "Laurent":
        total: dict[Exponents, int] = defaultdict(int)
        for e, c in (*self.terms, *self._alike(other).terms):
            total[e] += c
        return self._of(total)

    def __neg__(self) -> "Laurent":
        return self._of({e: -c for e, c in self.terms})

    def __sub__(self, other: "Laurent") -> "Laurent":
        return self + -other

    def __mul__(self, other: "Laurent") -> "Laurent":
        total: dict[Exponents, int] = defaultdict(int)
        for e, c in self.terms:
            for f, d in self._alike(other).terms:
                total[tuple(map(sum, zip(e, f, strict=True)))] += c * d
        return self._of(total)

    def __call__(self, *values: Fraction | int) -> Fraction:
        """Return the value at numbers that are not 0: of the variables, or of their roots."""
        total = Fraction(0)
        for e, c in self.terms:
            term = Fraction(c)
            for x, k in zip(values, e, strict=True):
                term *= Fraction(x) ** k
            total += term
        return total

    def inverted(self) -> "Laurent":
        """Return the polynomial in the inverse variables: t becomes 1/t."""
        return self._of({tuple(-k for k in e): c for e, c in self.terms})

    def normal(self) -> "Laurent":
        """Return ± a monomial times it: lowest exponents 0, the coefficient of the last term > 0.

        What is known only up to units ±t^k is compared in this form.
        """
        if not self.terms:
            return self
        low = [min(e[k] for e, _ in self.terms) for k in range(len(self.names))]
        sign = 1 if self.terms[-1][1] > 0 else -1
        shifted = {
            tuple(k - least for k, least in zip(e, low, strict=True)): sign * c
            for e, c in self.terms
        }
        return self._of(shifted)

    def __str__(self) -> str:
        text = ""
        for e, c in reversed(self.terms):
            powers = "*".join(
                name + self._exponent(k) for name, k in zip(self.names, e, strict=True) if k
            )
            size = "" if abs(c) == 1 and powers else str(abs(c))
            joint = (" - " if c < 0 else " + ") if text else ("-" if c < 0 else "")
            text += joint + size + powers
        return text or "0"

    def _exponent(self, k: int) -> str:
        exact = Fraction(k, self.root)
        if exact == 1:
            return ""
        return f"^{exact}" if exact.denominator == 1 else f"^({exact})"

    def _alike(self, other: "Laurent") -> "Laurent":
        if (self.names, self.root) != (other.names, other.root):
            raise InputError(
                f"One polynomial is in {', '.join(self.names)} (root {self.root}), the other in "
                f"{', '.join(other.names)} (root {other.root})."
            )
        return other

    def _of(self, terms: Mapping[Exponents, int]) -> "Laurent":
        return Laurent(terms, self.names, root=self.root)
