"""What is drawn of rows, and the page; rows are made up but for one."""

import numpy as np
import pytest
from made_up_rows import BASE, grid, row_of

from unknot import draw
from unknot.errors import InputError
from unknot.sweep import Proof, Row, Swept, page, panels, phase_diagram, success_curves
from unknot.sweep._pictures import _phases


def rows():
    for cell in grid((1, 2), (1, 2, 3)).cells:
        width, depth = cell.spec.hidden[0], len(cell.spec.hidden)
        if width == 1:
            yield Row(cell.spec, "0" * 16, Proof("T4.2a", "<no> way", "certificates/toy.json"))
        elif depth < 3:
            yield row_of(cell.spec, solved=depth)


def test_a_diagram_has_shares_impossible_places_and_what_is_not_known():
    (panel,) = panels(rows())
    phases = _phases(panel, {})
    assert phases.shares.tolist()[1][:2] == [0.25, 0.5]
    assert np.isnan(phases.shares[0]).all()
    assert phases.impossible[0].all()
    assert not phases.impossible[1].any()
    figure = phase_diagram(rows())
    said = [text.get_text() for text in figure.axes[0].texts]
    assert {"25%", "50%"} <= set(said)


def test_one_seed_short_of_all_is_nowhere_said_to_be_all(tmp_path):
    from unknot.cli._sweep import _share

    (cell,) = grid((3,), (1,), base=BASE.model_copy(update={"seeds": 256})).cells
    row = row_of(cell.spec, solved=255)
    (axes, *_) = phase_diagram([row]).axes
    assert ">99%" in {text.get_text() for text in axes.texts}
    assert ">&gt;99%</button>" in page(Swept(tmp_path, (row,), ()))
    assert _share(row) == ">99%"


def test_curves_rise_to_the_share_that_succeeds():
    (panel,) = panels(rows())
    left, right = success_curves(panel).axes[:2]
    assert sorted(line.get_ydata()[-1] for line in left.lines) == [0.25, 0.5]
    assert all(np.all(np.diff(line.get_ydata()) >= 0) for line in (*left.lines, *right.lines))
    assert all(line.get_ydata()[-1] == 1 for line in right.lines)


def test_the_chance_of_one_success_is_that_of_drawing_without_putting_back():
    from itertools import combinations

    from unknot.draw._success import at_least_one

    for successes in range(7):
        outcome = [True] * successes + [False] * (6 - successes)
        for k in range(1, 7):
            drawn = list(combinations(outcome, k))
            expected = sum(map(any, drawn)) / len(drawn)
            assert at_least_one(successes, 6, np.array([k]))[0] == pytest.approx(expected)


def test_nothing_is_no_picture():
    for nothing in (lambda: draw.phase_diagram([]), lambda: draw.success_curves("x", [])):
        with pytest.raises(InputError):
            nothing()


def test_a_page_shows_every_cell_escapes_what_it_is_told_and_does_without_recordings(tmp_path):
    html = page(Swept(tmp_path, tuple(rows()), (grid().cells[-1],)))
    assert html.count('class="impossible"') == 3
    assert "&lt;no&gt; way" in html
    assert "<no> way" not in html
    assert html.count("<button data-key=") == 2
    assert "interrupted" in html
    assert "<unknot-viewer " not in html
    assert BASE.data in html
