"""``unknot untangle`` of sets in the plane: weights and a page, or the obstruction."""

import json

import pytest


@pytest.mark.parametrize("source", ["moons:points=60", "spirals:turns=0.6,points=60"])
def test_they_are_split_with_a_page_and_a_certificate(unknot, tmp_path, source):
    ended = unknot("untangle", source, "--json", "--out", str(tmp_path / "found"))
    line = json.loads(ended.out)
    assert (ended.code, line["verdict"]) == (0, "split")
    page = (tmp_path / "found" / "page.html").read_text()
    assert "<b>Possible</b> (T7.1, T3.4)" in page
    assert "<b>Right everywhere</b> (T7.1)" in page
    checked = unknot("check", line["certificate"])
    assert f"{line['layers']:,} hidden layers of 2 units" in checked.out


def test_what_encloses_the_other_is_not_split(unknot, tmp_path):
    ended = unknot("untangle", "disc-in-ring", "--out", str(tmp_path))
    assert "not split" in ended.out
    assert "encloses the point" in ended.out
    assert not (tmp_path / "page.html").exists()
    assert unknot("check", str(tmp_path / "certificate.json")).code == 0


@pytest.mark.parametrize("option", [("--network", "cone"), ("--by", "moves")])
def test_what_is_of_links_alone_is_refused(unknot, option):
    ended = unknot("untangle", "moons", *option)
    assert ended.code == 2
    assert "moons are two sets in the plane" in ended.err
