"""Intervals of any precision: pairs of integers, in units of 2⁻ᵇ, rounded outward.

Only ⌊ ⌋ of integers rounds here. Series stop where what is left is less than a unit, and their sums
are widened by more units than they have terms.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ._reading import Refused

Pair = tuple[int, int]
_GUARD = 32
_LARGEST = 4096  # exponents beyond are refused


@dataclass(frozen=True)
class Precise:
    """Arithmetic in units of 2⁻ᵇ."""

    bits: int

    @cached_property
    def one(self) -> int:
        """1 in these units."""
        return 1 << self.bits

    def of(self, x: Fraction) -> Pair:
        """Enclose a fraction."""
        scaled = x.numerator << self.bits
        return scaled // x.denominator, -(-scaled // x.denominator)

    def fraction(self, x: int) -> Fraction:
        """Return the number that an end is."""
        return Fraction(x, self.one)

    def add(self, *terms: Pair) -> Pair:
        """Return a sum."""
        return sum(t[0] for t in terms), sum(t[1] for t in terms)

    def minus(self, x: Pair, y: Pair) -> Pair:
        """Return x − y."""
        return x[0] - y[1], x[1] - y[0]

    def times(self, x: Pair, y: Pair) -> Pair:
        """Return x·y."""
        products = [a * b for a in x for b in y]
        return min(products) >> self.bits, -(-max(products) >> self.bits)

    def over(self, x: Pair, y: Pair) -> Pair:
        """Return x/y, where y does not hold 0."""
        if y[0] <= 0 <= y[1]:
            raise Refused("a quotient by what may be 0")
        low = min((a << self.bits) // b for a in x for b in y)
        return low, max(-((-a << self.bits) // b) for a in x for b in y)

    def square(self, x: Pair) -> Pair:
        """Return {x²}."""
        a, b = sorted(map(abs, x))
        low = 0 if x[0] <= 0 <= x[1] else a
        return low * low >> self.bits, -(-b * b >> self.bits)

    def sqrt(self, x: Pair) -> Pair:
        """Return {√x}, x ≥ 0."""
        low, high = (math.isqrt(max(v, 0) << self.bits) for v in x)
        return low, high + 1

    # ------------------------------------------------------------ functions, at single numbers

    def exp(self, x: int) -> Pair:
        """Enclose eˣ."""
        if x < -self.bits * self.one:
            return 0, 1
        if x > _LARGEST * self.one:
            raise Refused("an exponent is too large")
        halvings = 16 + max(0, abs(x).bit_length() - self.bits)
        fine = Precise(self.bits + 2 * halvings + _GUARD)
        r = (x << (fine.bits - self.bits)) >> halvings
        total = term = fine.one
        count = 1
        while term not in (0, -1):
            term = (term * r >> fine.bits) // count
            total += term
            count += 1
        found = total - 4 * count, total + 4 * count
        for _ in range(halvings):
            found = fine.times(found, found)
        return self._from(fine, found)

    def log(self, x: int) -> Pair:
        """Enclose log x, x > 0."""
        fine = Precise(self.bits + _GUARD)
        power = x.bit_length() - self.bits
        scaled = x << (fine.bits - self.bits)
        z = (
            (scaled >> power, (scaled >> power) + 1)
            if power > 0
            else (scaled << -power, scaled << -power)
        )
        whole = fine.minus(z, (fine.one, fine.one)), fine.add(z, (fine.one, fine.one))
        share = fine.over(*whole)
        ends = fine._odd(share[0], 1), fine._odd(share[1], 1)
        two = fine._odd((fine.one) // 3, 1)[0], fine._odd(fine.one // 3 + 1, 1)[1]
        low, high = sorted((power * two[0], power * two[1]))
        return self._from(fine, (2 * (ends[0][0] + low), 2 * (ends[1][1] + high)))

    def arctan(self, x: int) -> Pair:
        """Enclose arctan x."""
        fine = Precise(self.bits + _GUARD)
        z: Pair = x << _GUARD, x << _GUARD
        one = fine.one, fine.one
        turned = abs(x) > self.one
        if turned:
            z = fine.over(one, z)
        for _ in range(4):  # arctan z = 2 arctan(z/(1 + √(1 + z²)))
            z = fine.over(z, fine.add(one, fine.sqrt(fine.add(one, fine.square(z)))))
        found = 16 * fine._odd(z[0], -1)[0], 16 * fine._odd(z[1], -1)[1]
        if turned:
            quarter = fine.pi[0] // 2, -(-fine.pi[1] // 2)
            side = quarter if x > 0 else (-quarter[1], -quarter[0])
            found = fine.minus(side, found)
        return self._from(fine, found)

    def sin(self, x: Pair) -> Pair:
        """Enclose {sin x}."""
        middle, reach = (x[0] + x[1]) // 2, x[1] - x[0]
        turns = round(Fraction(middle, self.pi[0]))
        fine = Precise(self.bits + _GUARD + max(0, turns.bit_length()))
        pi = fine.pi
        low, high = sorted((turns * pi[0], turns * pi[1]))
        scaled = middle << (fine.bits - self.bits)
        r = fine.minus((scaled, scaled), (low, high))
        centre = (r[0] + r[1]) // 2
        total = term = centre
        square = centre * centre >> fine.bits
        count = 1
        while term not in (0, -1):
            term = -(term * square >> fine.bits) // ((count + 1) * (count + 2))
            total += term
            count += 2
        loose = 8 * count + r[1] - r[0]
        found = self._from(fine, (total - loose, total + loose))
        if turns % 2:
            found = -found[1], -found[0]
        return max(found[0] - reach - 1, -self.one), min(found[1] + reach + 1, self.one)

    def erf(self, x: int) -> Pair:
        """Enclose the error function: 2/√π·Σ (−1)ⁿx²ⁿ⁺¹/(n!(2n + 1))."""
        if x < 0:
            low, high = self.erf(-x)
            return -high, -low
        square = Fraction(x, self.one) ** 2
        if square > self.bits:  # 1 − erf x < exp(−x²)
            return self.one - 1, self.one
        whole = math.ceil(square)
        fine = Precise(self.bits + 2 * _GUARD + 2 * whole)
        z = x << (fine.bits - self.bits)
        z2, power, total, n = z * z >> fine.bits, z, z, 1
        while power not in (0, -1) or n < 2 * square:
            power = -(power * z2 >> fine.bits) // n
            total += power // (2 * n + 1)
            n += 1
        # An error of k-th power is multiplied by x²/(k+1)·…·x²/n ≤ (x²)ⁿ⁻ᵏ/(n − k)! < 3^(x²).
        loose = 8 * n * n * 3**whole
        root = fine.sqrt(fine.pi)
        return self._from(fine, fine.over((2 * (total - loose), 2 * (total + loose)), root))

    @cached_property
    def pi(self) -> Pair:
        """16 arctan 1/5 − 4 arctan 1/239 (Machin 1706)."""
        fine = Precise(self.bits + _GUARD)
        ends = []
        for k in (5, 239):
            at = fine.of(Fraction(1, k))
            ends.append((fine._odd(at[0], -1)[0], fine._odd(at[1], -1)[1]))
        (a, b), (c, d) = ends
        return self._from(fine, (16 * a - 4 * d, 16 * b - 4 * c))

    def _odd(self, z: int, sign: int) -> Pair:
        """Enclose Σ signⁿz²ⁿ⁺¹/(2n + 1), |z| ≤ 1/3 or so: arctan z for −1, artanh z for 1."""
        square = z * z >> self.bits
        power = total = z
        n = 1
        while power not in (0, -1):
            power = sign * (power * square >> self.bits)
            total += power // (2 * n + 1)
            n += 1
        return total - 4 * n, total + 4 * n

    def _from(self, fine: "Precise", x: Pair) -> Pair:
        drop = fine.bits - self.bits
        return x[0] >> drop, -(-x[1] >> drop)


def dot(p: Precise, weights: Sequence[Fraction], x: Sequence[Pair]) -> Pair:
    """Enclose Σ wᵢxᵢ."""
    return p.add((0, 0), *(p.times(p.of(w), v) for w, v in zip(weights, x, strict=True) if w))
