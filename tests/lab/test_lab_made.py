"""Networks that the lab constructs when somebody asks."""

import re
from dataclasses import replace

import pytest

from unknot.lab import STOPS, _made
from unknot.lab._stops import Constructed

SMALL = "spirals:turns=0.5,points=40"


def test_they_come_as_pages_that_say_themselves_what_runs_in_them(lab, monkeypatch):
    made = (Constructed(SMALL, "Construct", "Watch"), Constructed("disc-in-ring", "", ""))
    monkeypatch.setattr(_made, "STOPS", [replace(STOPS[0], made=made)])
    answer = lab.get("/made", params={"of": SMALL})
    assert answer.status_code == 200
    assert re.search(r"<b>Possible</b>.* layers of two units", answer.text)
    assert "<b>Right everywhere</b>" in answer.text
    # The lab's own rules would let no script of the page run.
    assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert "default-src 'none'; script-src 'sha256-" in answer.text
    made_before = _made.unwound
    monkeypatch.setattr(_made, "unwound", None)  # it is made once
    assert lab.get("/made", params={"of": SMALL}).content == answer.content
    monkeypatch.setattr(_made, "unwound", made_before)
    none = lab.get("/made", params={"of": "disc-in-ring"})
    assert none.status_code == 422
    assert "No shears were found" in none.json()["error"]


def test_only_what_a_stop_names_is_constructed(lab):
    answer = lab.get("/made", params={"of": "moons"})
    assert answer.status_code == 422
    assert "There is no network for 'moons': spirals:turns=2," in answer.json()["error"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "word"),
    [("spirals:turns=2", "Right everywhere"), ("unlink-spiral:turns=2", "Taken apart")],
)
def test_the_stops_networks_are_found(lab, source, word):
    assert f"<b>{word}</b>" in lab.get("/made", params={"of": source}).text
