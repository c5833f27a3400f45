"""What the theorems ask of activations (THEORY §0's table)."""

from unknot.nets import activation

# Not in U: affine, or flat pieces only.
_NOT_TURNING = {"identity", "relu", "relu6", "hard-tanh", "hard-sigmoid"}
_KINKS = {"identity": 0, "relu": 1, "leaky-relu": 1, "prelu": 1} | dict.fromkeys(
    ("relu6", "hard-tanh", "hard-sigmoid"), 2
)


def kind(name: str) -> str:
    """Return an activation's name without its parameter, and without a reflection."""
    return activation(name).name.removeprefix("reflected-").partition(":")[0]


def monotone(name: str) -> bool:
    """Say whether it is continuous and weakly increasing: MON."""
    return activation(name).monotone != "no"


def strictly_increasing(name: str) -> bool:
    """Say whether it is a homeomorphism of R onto its image, preserving order."""
    return activation(name).monotone == "strictly"


def turning(name: str) -> bool:
    """Say whether it is of class U: it bends somewhere where it is not flat."""
    known = kind(name)
    if known in {"leaky-relu", "prelu"}:
        return slope(name) != 1
    return known not in _NOT_TURNING


def kinks(name: str) -> int | None:
    """Return how many kinks it has if it is piecewise linear, else None."""
    return _KINKS.get(kind(name))


def most_changes(hidden: tuple[int, ...], names: tuple[str, ...]) -> int | None:
    """Bound the sign changes of a network along a line (T5.1, T5.2); None if no bound is known.

    Examples
    --------
    >>> most_changes((3,), ("tanh",)), most_changes((3,), ("relu",))
    (7, 4)
    """
    bounds = []
    each = [kinks(name) for name in names]
    if all(q is not None for q in each):
        pieces = 1
        for q, h in zip(each, hidden, strict=True):
            pieces *= (q or 0) * h + 1
        bounds.append(pieces)
    if len(hidden) == 1:
        known, h = kind(names[0]), hidden[0]
        if known in {"tanh", "sigmoid"}:
            bounds.append(2**h - 1)
        elif known == "softplus":
            bounds.append(2**h)
        elif known == "relu":
            bounds.append(h if h <= 2 else h + 1)
    return min(bounds, default=None)


def slope(name: str) -> float:
    """Return the slope of a leaky ReLU or PReLU left of 0."""
    _, colon, text = activation(name).name.partition(":")
    return float(text) if colon else {"leaky-relu": 0.01, "prelu": 0.25}[kind(name)]
