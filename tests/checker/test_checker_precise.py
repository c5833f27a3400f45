"""Intervals of growing precision: they hold what a library of another make computes."""

import random
from fractions import Fraction

import mpmath
import pytest

from unknot.checker._named import FACTS, named
from unknot.checker._narrow import _activated, at_point, narrow_margin
from unknot.checker._network import read_network
from unknot.checker._precise import Precise


def exact(x, p):
    return mpmath.mpf(x) / mpmath.mpf(2) ** p.bits


@pytest.mark.parametrize("bits", [64, 160, 640])
def test_functions_hold_their_values(bits):
    p, rng = Precise(bits), random.Random(bits)
    with mpmath.workprec(3 * bits + 200):
        assert exact(p.pi[0], p) <= mpmath.pi <= exact(p.pi[1], p)
        for _ in range(40):
            x = p.of(Fraction(rng.choice([0, 1e-9, 1e-3, 1, 10, 30]) * rng.uniform(-1, 1)))[0]
            at = exact(x, p)
            found = {
                "exp": p.exp(x),
                "atan": p.arctan(x),
                "sin": p.sin((x, x)),
                "erf": p.erf(x),
            } | ({"log": p.log(x)} if x > 0 else {})
            for name, (low, high) in found.items():
                assert exact(low, p) <= getattr(mpmath, name)(at) <= exact(high, p), (name, at)
                if name != "exp":
                    assert high - low <= 16


def reference(kind, x, a):
    m = mpmath
    rate, cube = m.mpf(2 * 0.7978845608028654), m.mpf(0.044715)  # GELU's form with tanh
    return {
        "identity": lambda: x,
        "tanh": lambda: m.tanh(x),
        "sigmoid": lambda: 1 / (1 + m.exp(-x)),
        "arctan": lambda: m.atan(x),
        "softplus": lambda: m.log1p(m.exp(-abs(x))) + max(x, 0),
        "softsign": lambda: x / (1 + abs(x)),
        "elu": lambda: x if x > 0 else a * m.expm1(x),
        "celu": lambda: x if x > 0 else a * m.expm1(x / a),
        "selu": lambda: 1.0507009873554805 * (x if x > 0 else 1.6732632423543772 * m.expm1(x)),
        "leaky-relu": lambda: x if x > 0 else a * x,
        "prelu": lambda: x if x > 0 else a * x,
        "relu": lambda: max(x, 0),
        "relu6": lambda: min(max(x, 0), 6),
        "hard-tanh": lambda: min(max(x, -1), 1),
        "gelu": lambda: x * (1 + m.erf(x / m.sqrt(2))) / 2,
        "gelu-tanh": lambda: x / (1 + m.exp(-rate * (x + cube * x**3))),
        "silu": lambda: x / (1 + m.exp(-x)),
        "mish": lambda: x * m.tanh(m.log1p(m.exp(x))),
        "hard-swish": lambda: x * min(max(x + 3, 0), 6) / 6,
        "sin": lambda: m.sin(x),
        "square": lambda: x * x,
        "gaussian": lambda: m.exp(-x * x),
    }[kind]()


@pytest.mark.parametrize("kind", [k for k in FACTS if k != "hard-sigmoid"])
def test_activations_hold_their_values_and_keep_inclusions(kind):
    p, rng = Precise(160), random.Random(1)
    name = named(kind)
    with mpmath.workprec(3000):
        for size in (0.01, 1, 5, 40, 700):
            x = p.of(Fraction(size * rng.uniform(-1, 1)))[0]
            low, high = _activated(p, name, (x, x))
            a = mpmath.mpf(name.parameter)
            assert exact(low, p) <= reference(kind, exact(x, p), a) <= exact(high, p)
            low_r, high_r = _activated(p, named("reflected-" + kind), (-x, -x))
            assert exact(low_r, p) <= -reference(kind, exact(x, p), a) <= exact(high_r, p)
            wide = _activated(p, name, (x - (1 << 120), x + (1 << 120)))
            assert wide[0] <= low <= high <= wide[1]


def test_a_sign_that_needs_many_digits():
    # v ↦ (1 − 2v)² stretches differences about threefold each time: 61 times, by some 2⁹⁰.
    layers = [{"weight": [[2]], "bias": [-1], "activation": "square"}]
    layers += [{"weight": [[-2]], "bias": [1], "activation": "square"}] * 61
    head = {"weight": [[1]], "bias": ["-1/2"]}
    low, high = narrow_margin(
        read_network({"layers": layers, "head": head}, 1, 2), at_point((Fraction(1, 3),)), 1
    )
    with mpmath.workprec(1000):
        value = (2 * mpmath.mpf(1) / 3 - 1) ** 2
        for _ in range(61):
            value = (1 - 2 * value) ** 2
        ends = [mpmath.mpf(x.numerator) / x.denominator for x in (low, high)]
        assert ends[0] <= value - mpmath.mpf(1) / 2 <= ends[1]
    assert low > 0 or high <= 0
