"""Letters of any script in names: drawn if some font has them, else numbers; no raw warnings."""

import os
import subprocess
import sys
import warnings
from dataclasses import replace

import pytest
from drawing_cases import depth_movie, network_for, recording_for
from matplotlib.text import Text

from unknot import draw
from unknot.data import load
from unknot.draw import _letters
from unknot.draw._letters import class_labels, class_numbers, families

NAMES = {
    "Greek": ("α", "βγ"),
    "Chinese": ("山鸢尾", "变色鸢尾"),
    "emoji": ("🌸", "👩\u200d🔬\ufe0f"),
    "unseen": ("a\u00a0b", "a\tb"),
    "underscore": ("_a", "_b"),
    "nobody's": ("\U0001f9fe\U0010fffd", "\U000e0041"),
}


@pytest.fixture(params=[True, False], ids=["fonts", "no fonts"])
def fonts(request, monkeypatch):
    """With the fonts of this machine, and with none but matplotlib's own."""
    if not request.param:
        monkeypatch.setattr(_letters, "_others", lambda: ())
    return request.param


def named(names, source="disc-in-ring:points=40"):
    data = load(source)
    return replace(data, class_names=names, feature_names=("幅", "高さ"), name="数据 🌸")


def texts(figure):
    return [text.get_text() for text in figure.findobj(Text)]


# Every script once, those with fonts of their own and of colours in every kind of file.
KINDS = [
    pytest.param(
        *(suffix, script),
        marks=() if suffix == "png" or script in {"Chinese", "emoji"} else pytest.mark.slow,
    )
    for suffix in ("png", "svg", "pdf")
    for script in NAMES
]


@pytest.mark.slow
@pytest.mark.parametrize(("suffix", "script"), KINDS)
def test_names_in_any_letters_are_drawn_without_a_warning(fonts, script, suffix, tmp_path):
    data = named(NAMES[script])
    labels = class_labels(data.class_names)
    assert len(set(labels)) == 2
    network = network_for(data, (2, 2))
    figures = [draw.decision(network, data)]
    if (script, suffix) == ("Chinese", "png"):
        film = recording_for(data, (2, 2))
        figures += [draw.strip(network, data), draw.losses(film), draw.seeds(film)]
        figures += [draw.representation(network, data, 2), draw.heat(network, data)]
    for index, figure in enumerate(figures):
        with warnings.catch_warnings(record=True) as met:
            warnings.simplefilter("always")
            draw.save(figure, tmp_path / f"{index}.{suffix}")
        assert not [str(one.message) for one in met]
    assert set(labels) <= set(texts(figures[0]))


def test_movies_have_all_letters_too(fonts, tmp_path):
    data = named(NAMES["Chinese"])
    with warnings.catch_warnings(record=True) as met:
        warnings.simplefilter("always")
        draw.movie(recording_for(data, (2, 2)), tmp_path / "a.gif", frames=3, size=100)
        network = network_for(data, (2, 2))
        depth_movie(network, data, tmp_path / "b.gif", frames=3, size=100)
    assert not [str(one.message) for one in met]


def test_classes_without_a_font_are_numbered(monkeypatch):
    monkeypatch.setattr(_letters, "_others", lambda: ())
    names = ("山鸢尾", "setosa")
    assert class_labels(names) == ("1", "2")
    assert class_numbers(names) == {"1": "山鸢尾", "2": "setosa"}
    assert class_numbers(("setosa", "Grün α")) == {}


def test_a_font_that_has_the_letters_is_taken_and_no_font_of_boxes():
    found = families("山")
    if found is None:
        pytest.skip("no Chinese font is installed here")
    assert found
    assert "Last Resort" not in found[0]
    figure = draw.decision(network_for(named(("山", "b")), (2, 2)), named(("山", "b")))
    (label,) = [text for text in figure.findobj(Text) if text.get_text() == "山"]
    assert label.get_fontfamily()[1:] == list(found)


def test_letters_that_no_font_has_are_boxes_elsewhere(monkeypatch):
    monkeypatch.setattr(_letters, "_others", lambda: ())
    data = named(("a", "b"))
    assert any(text.startswith("□□ ") for text in texts(draw.decision(network_for(data, ()), data)))


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["Qt4Agg", "module://nowhere", "tkagg"])
def test_drawing_does_not_depend_on_a_backend(backend, tmp_path):
    script = (
        "import sys; from unknot.cli import main\n"
        "sys.argv = ['unknot', 'fit', 'moons:points=20', '--steps', '3', '--seeds', '2', "
        f"'--out', {str(tmp_path / 'out')!r}]\nmain()"
    )
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        capture_output=True,
        text=True,
        timeout=200,
        env=os.environ | {"MPLBACKEND": backend, "UNKNOT_CACHE": str(tmp_path)},
    )
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "out" / "layers.png").exists()
