"""Scalars and figures for TensorBoard."""

import math
from typing import Any

from unknot.reports._findings import Findings


def write(writer: Any, step: int, found: Findings) -> None:
    """Write the numbers of a report, and a curve by layer of each, to a ``SummaryWriter``."""
    layers = found.examined.layers
    if found.examined.accuracy is not None:
        writer.add_scalar("unknot/accuracy", found.examined.accuracy, step)
    for column in found.columns:
        values = [cell.value if isinstance(cell.value, float) else None for cell in column.cells]
        for layer, value in zip(layers, values, strict=True):
            if value is not None and math.isfinite(value):
                writer.add_scalar(f"unknot/{column.key}/{layer.depth} {layer.name}", value, step)
        if any(value is not None for value in values):
            names = [str(layer.depth) for layer in layers]
            writer.add_figure(f"unknot/{column.key}", _curve(column.label, names, values), step)
    writer.add_text("unknot/sentences", "\n\n".join(found.sentences), step)
    writer.flush()


def _curve(label: str, names: list[str], values: list[float | None]) -> Any:
    from matplotlib.figure import Figure

    figure = Figure((4, 2.5), layout="constrained")
    axes = figure.subplots()
    axes.plot(names, [math.nan if value is None else value for value in values], marker="o")
    axes.set(xlabel="layer", ylabel=label)
    return figure
