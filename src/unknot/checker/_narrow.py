"""A network at one place, in intervals of growing precision (T7.1): the sign of a margin."""

from collections.abc import Callable
from fractions import Fraction

from ._exact import Point
from ._named import Name, straight_pieces
from ._network import Affine, Features, Field, Network, Shear
from ._precise import Pair, Precise, dot
from ._reading import Refused
from ._sets import Curve

PRECISIONS = (160, 640, 2560)  # bits after the point
_MOST_WORK = 3_000_000  # products of weights, at the least precision

Place = Callable[[Precise], list[Pair]]


def narrow_margin(network: Network, place: Place, label: int) -> tuple[Fraction, Fraction]:
    """Enclose by how much the right score beats the best other one, until its sign is known.

    The last bounds where it is not; refuse what is too large.
    """
    sizes = [len(s.anchors) * s.steps if isinstance(s, Field) else 1 for s in network.layers]
    work = sum(
        layer.inputs * layer.outputs * size
        for layer, size in zip((*network.layers, network.read_out), (*sizes, 1), strict=True)
    )
    low = high = Fraction(0)
    for bits in PRECISIONS:
        if work * (bits // PRECISIONS[0]) > _MOST_WORK:
            break
        p = Precise(bits)
        least, most = _margin(p, network, place(p), label)
        low, high = p.fraction(least), p.fraction(most)
        if low > 0 or high <= 0:
            return low, high
    if low == high == 0:
        raise Refused("the network is too large for intervals of growing precision")
    return low, high


def at_point(x: Point) -> Place:
    """Return an exact place."""
    return lambda p: [p.of(v) for v in x]


def on_curve(curve: Curve, t: Fraction) -> Place:
    """Return the place of a curve at a parameter."""

    def enclosed(p: Precise) -> list[Pair]:
        found = []
        for terms in curve.coordinates:
            total: Pair = 0, 0
            for coefficients, function, frequency in terms:
                value = p.of(sum((c * t**k for k, c in enumerate(coefficients)), Fraction(0)))
                if function != "1":
                    # cos is sin a quarter turn later; whole turns are taken off exactly.
                    half_turns = (frequency * t + Fraction(function == "cos") / 2) % 2
                    value = p.times(value, p.sin(p.times(p.of(half_turns), p.pi)))
                total = p.add(total, value)
            found.append(total)
        return found

    return enclosed


def _margin(p: Precise, network: Network, x: list[Pair], label: int) -> Pair:
    for layer in (*network.layers, network.read_out):
        match layer:
            case Affine():
                rows = zip(layer.weight.rows, layer.bias, strict=True)
                x = [p.add(dot(p, w, x), p.of(b)) for w, b in rows]
                if layer.sigma is not None:
                    x = [_activated(p, layer.sigma, z) for z in x]
            case Shear():
                z = dot(p, layer.normal, x)
                push: Pair = 0, 0
                for knot, slope in zip(layer.knots, layer.slopes, strict=True):
                    over = p.minus(z, p.of(knot))
                    push = p.add(push, p.times(p.of(slope), (max(over[0], 0), max(over[1], 0))))
                x = [p.add(v, p.times(push, p.of(a))) for v, a in zip(x, layer.along, strict=True)]
            case Field():
                for _ in range(layer.steps):
                    x = _stepped(p, layer, x)
            case Features():
                x = _featured(p, layer, x)
    if len(x) == 1:
        return x[0] if label else (-x[0][1], -x[0][0])
    found = [p.minus(x[label], s) for j, s in enumerate(x) if j != label]
    return min(a for a, _ in found), min(b for _, b in found)


def _stepped(p: Precise, layer: Field, x: list[Pair]) -> list[Pair]:
    weights = []
    for anchor, sharp in zip(layer.anchors.rows, layer.sharpness, strict=True):
        far = p.add(*(p.square(p.minus(v, p.of(a))) for v, a in zip(x, anchor, strict=True)))
        low, high = p.times(far, p.of(-(sharp**2) / 2))
        weights.append((p.exp(low)[0], p.exp(min(high, 0))[1]))
    whole = p.add((p.one, p.one), *weights)
    shares = [p.times(p.over(w, whole), p.of(layer.share)) for w in weights]
    return [
        p.add(v, *(p.times(s, p.of(r[i])) for s, r in zip(shares, layer.vectors.rows, strict=True)))
        for i, v in enumerate(x)
    ]


def _featured(p: Precise, layer: Features, x: list[Pair]) -> list[Pair]:
    found: dict[str, Callable[[], list[Pair]]] = {
        "linear": lambda: x,
        "square": lambda: [p.square(v) for v in x],
        "product": lambda: [p.times(x[i], x[j]) for i, j in layer.pairs],
        "sine": lambda: [p.sin(v) for v in x],
    }
    return [value for term in layer.terms for value in found[term]()]


# ---------------------------------------------------------------- activations


def _activated(p: Precise, name: Name, z: Pair) -> Pair:
    pieces = straight_pieces(name)  # reflected ones are
    if pieces is not None:  # all of them increase weakly
        return _line(p, pieces, z[0])[0], _line(p, pieces, z[1])[1]
    if name.reflected:
        low, high = _plain(p, name, (-z[1], -z[0]))
        return -high, -low
    return _plain(p, name, z)


def _plain(p: Precise, name: Name, z: Pair) -> Pair:
    if name.kind in _RISING:
        rising = _RISING[name.kind]
        return rising(p, name, z[0])[0], rising(p, name, z[1])[1]
    if name.kind in _SHARES:  # x·s(x), s increasing
        share = _SHARES[name.kind]
        return p.times(z, (share(p, z[0])[0], share(p, z[1])[1]))
    match name.kind:
        case "sin":
            return p.sin(z)
        case "square":
            return p.square(z)
        case "gaussian":
            low, high = p.square(z)
            return p.exp(-high)[0], p.exp(-low)[1]
    raise Refused(f"the activation {name.kind} is not known at a precision of one's choice")


def _line(p: Precise, pieces: tuple, x: int) -> Pair:
    kinks, lines = pieces
    exact = p.fraction(x)
    slope, offset = lines[sum(exact > k for k in kinks)]
    return p.of(slope * exact + offset)


def _sigmoid(p: Precise, x: int) -> Pair:
    if x > p.bits * p.one:
        return p.one - 1, p.one
    power = p.exp(x) if x <= 0 else p.exp(-x)
    part = p.over(power, p.add((p.one, p.one), power))
    low, high = part if x <= 0 else (p.one - part[1], p.one - part[0])
    return max(low, 0), min(high, p.one)


def _tanh(p: Precise, x: int) -> Pair:
    low, high = _sigmoid(p, 2 * x)
    return 2 * low - p.one, 2 * high - p.one


def _softplus(p: Precise, x: int) -> Pair:
    low, high = p.exp(-abs(x))
    base = max(x, 0)
    return base + p.log(p.one + low)[0], base + p.log(p.one + high)[1]


def _exponential(p: Precise, x: int, alpha: float, scale: float, rate: float) -> Pair:
    """Return scale·(x if x > 0 else α(e^{x/rate} − 1)) in bounds."""
    if x > 0:
        return p.times((x, x), p.of(Fraction(scale)))
    ratio = p.of(p.fraction(x) / Fraction(rate))
    low, high = p.exp(ratio[0])[0], p.exp(min(ratio[1], 0))[1]
    return p.times((low - p.one, high - p.one), p.of(Fraction(alpha) * Fraction(scale)))


def _softsign(p: Precise, x: int) -> Pair:
    exact = p.fraction(x)
    return p.of(exact / (1 + abs(exact)))


def _hard_sigmoid(p: Precise, x: int) -> Pair:
    # A sixth is a float to some libraries and a fraction to others: the bounds hold both.
    sixths = p.of(Fraction(1, 6)), p.of(Fraction(1 / 6))
    sixth = min(s[0] for s in sixths), max(s[1] for s in sixths)
    low, high = p.add(p.times((x, x), sixth), p.of(Fraction(1, 2)))
    return min(max(low, 0), p.one), min(max(high, 0), p.one)


def _normal(p: Precise, x: int) -> Pair:
    root = p.sqrt((2 * p.one, 2 * p.one))
    z = p.over((x, x), root)
    low, high = p.erf(z[0])[0], p.erf(z[1])[1]
    return (p.one + low) // 2, -(-(p.one + high) // 2)


def _logistic(p: Precise, x: int) -> Pair:
    """s(v), v = r(x + ax³), with the floats of `_activations`."""
    exact = p.fraction(x)
    v = p.of(Fraction(2 * 0.7978845608028654) * (exact + Fraction(0.044715) * exact**3))
    return _sigmoid(p, v[0])[0], _sigmoid(p, v[1])[1]


def _mish(p: Precise, x: int) -> Pair:
    """tanh(softplus(x)), as in `_activations`: (w² + 2w)/(w² + 2w + 2) with w = eˣ."""
    low, high = p.exp(-abs(x))
    ends = []
    for w in (low, high):
        w2 = p.square((w, w))
        if x <= 0:
            top = p.add(w2, (2 * w, 2 * w))
            ends.append(p.over(top, p.add(top, (2 * p.one, 2 * p.one))))
        else:
            top = p.add((p.one, p.one), (2 * w, 2 * w))
            ends.append(p.over(top, p.add(top, w2, w2)))
    return max(min(a for a, _ in ends), 0), min(max(b for _, b in ends), p.one)


def _hard_share(p: Precise, x: int) -> Pair:
    return p.of(min(max(p.fraction(x) + 3, Fraction(0)), Fraction(6)) / 6)


_RISING: dict[str, Callable[[Precise, Name, int], Pair]] = {
    "tanh": lambda p, _, x: _tanh(p, x),
    "sigmoid": lambda p, _, x: _sigmoid(p, x),
    "arctan": lambda p, _, x: p.arctan(x),
    "softplus": lambda p, _, x: _softplus(p, x),
    "softsign": lambda p, _, x: _softsign(p, x),
    "hard-sigmoid": lambda p, _, x: _hard_sigmoid(p, x),
    "elu": lambda p, name, x: _exponential(p, x, name.parameter, 1.0, 1.0),
    "celu": lambda p, name, x: _exponential(p, x, name.parameter, 1.0, name.parameter),
    "selu": lambda p, _, x: _exponential(p, x, 1.6732632423543772, 1.0507009873554805, 1.0),
}
_SHARES: dict[str, Callable[[Precise, int], Pair]] = {
    "silu": _sigmoid,
    "gelu": _normal,
    "gelu-tanh": _logistic,
    "mish": _mish,
    "hard-swish": _hard_share,
}
