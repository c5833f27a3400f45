"""Names for what has none: coordinates, pixels, classes."""

_AXES = ("x", "y", "z")


def class_letters(classes: int) -> tuple[str, ...]:
    """Name classes A, B, C, ...; up to 26."""
    return tuple(chr(ord("A") + k) for k in range(classes))


def axis_names(dimension: int) -> tuple[str, ...]:
    """Name coordinates x, y, z, or x1, x2, ... past three."""
    return _AXES[:dimension] if dimension <= 3 else tuple(f"x{i + 1}" for i in range(dimension))


def pixel_names(rows: int, columns: int) -> tuple[str, ...]:
    """Name pixels by row and column, both from 0."""
    return tuple(f"pixel {r},{c}" for r in range(rows) for c in range(columns))
