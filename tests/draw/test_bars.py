"""Persistence diagrams and barcodes show every bar, and which are more than noise."""

import numpy as np
import pytest

from unknot import draw
from unknot.topology import persistence


@pytest.mark.parametrize("make", [draw.persistence_diagram, draw.barcode])
@pytest.mark.parametrize("points", [1, 3, 60])
def test_clouds_of_any_size_are_drawn(make, points, tmp_path):
    turn = np.linspace(0, 2 * np.pi, points, endpoint=False)
    figure = make(persistence(np.stack([np.cos(turn), np.sin(turn)], axis=1)))
    draw.save(figure, tmp_path / "bars.png")
    assert (tmp_path / "bars.png").stat().st_size > 1000


def test_the_legend_counts_what_is_more_than_noise():
    turn = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    figure = draw.persistence_diagram(persistence(np.concatenate([ring, np.add(ring, [5, 0])])))
    texts = [text.get_text() for legend in figure.legends for text in legend.get_texts()]
    assert "loops: 2" in texts
