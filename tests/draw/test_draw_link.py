"""Links as knot tables print them."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex

from unknot import draw
from unknot.cli._figure import Kind, figure
from unknot.draw._style import ink
from unknot.errors import InputError
from unknot.links import Link, NamedLink, diagram, from_pd, named, named_picture, write_links

RING = [(2, 0, 0), (0, 2, 0), (-2, 0, 0), (0, -2, 0)]


def pieces(made):
    return [np.asarray(line.get_xydata()) for line in made.axes[0].lines]


@pytest.mark.parametrize("name", ["3_1", "8_18", "L6a4", "L8n8"])
def test_a_gap_wherever_a_strand_passes_below(name):
    picture = named_picture(name)
    made = draw.link(picture)
    drawn = pieces(made)
    assert len(drawn) == len(picture.crossings)
    # Pieces keep clear of each other: of crossings, only the strand above is drawn.
    ends = np.array([piece[k] for piece in drawn for k in (0, -1)])
    size = np.ptp(np.concatenate(drawn), axis=0).max()
    for piece in drawn:
        steps = np.linalg.norm(piece[:, None] - ends[None], axis=2)
        assert np.sort(steps.min(axis=0))[2] > 0.001 * size
    colours = {to_hex(line.get_color()) for line in made.axes[0].lines}
    assert colours == {ink(k) for k in range(picture.components)}


def test_what_passes_below_nothing_is_closed():
    rings = Link.of([RING, np.add(RING, (9, 0, 3))])
    for piece in pieces(draw.link(rings)):
        np.testing.assert_allclose(piece[0], piece[-2])
    one = draw.link(from_pd("PD[Loop[1]]"))
    assert len(one.axes[0].lines) == 1


def test_colours_and_titles():
    found = named("borromean")
    for colours, expected in (("classes", {0, 1}), ("none", {0}), ("components", {0, 1, 2})):
        made = draw.link(found, colours=colours)
        assert {to_hex(x.get_color()) for x in made.axes[0].lines} == {ink(k) for k in expected}
        assert made.axes[0].get_title() == "borromean"
    assert draw.link(found.link).axes[0].get_title() == ""
    with pytest.raises(InputError, match="colours are 'red'"):
        draw.link(found, colours="red")


def test_the_side_with_few_crossings_is_shown():
    found = named("unlink-2spiral").link
    above = pieces(draw.link(found, above=True))
    assert len(above) == len(diagram(found).crossings)
    assert len(pieces(draw.link(found))) < len(above) / 2


def test_the_command_takes_names_codes_and_files(tmp_path):
    write_links(tmp_path / "ring.xyz", [NamedLink("ring", Link.of([RING]))])
    for number, source in enumerate(
        ["8_19", "mT(2,3)", "hook:vertices=20", "X[4,2,3,1] X[2,4,1,3]", tmp_path / "ring.xyz"]
    ):
        path = tmp_path / f"{number}.svg"
        figure(Path(source), kind=Kind.link, path=path)
        assert path.read_text("utf-8").startswith("<?xml")
    with pytest.raises(InputError, match="--step says nothing about 'link'"):
        figure(Path("8_19"), kind=Kind.link, step=3)
    with pytest.raises(InputError, match="but not '9_99'"):
        figure(Path("9_99"), kind=Kind.link)


def test_polygons_that_meet_are_refused():
    with pytest.raises(InputError, match="meets edge"):
        draw.link(NamedLink("twice", Link.of([RING, RING])))
