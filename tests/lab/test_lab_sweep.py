"""Small sweeps over the wire: proofs first, then what training shows."""

import json

import pytest

from unknot.lab import _sweeps


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setattr(_sweeps, "_STEPS", 20)
    monkeypatch.setattr(_sweeps, "_SEEDS", 2)
    monkeypatch.setattr(_sweeps, "_DEPTHS", (1, 2))
    monkeypatch.setattr(_sweeps, "_WIDEST", (3, 3))
    monkeypatch.setattr(_sweeps, "Processes", lambda _: _sweeps.sweep.__globals__["Processes"](0))


@pytest.mark.slow
def test_every_cell_is_told_once_the_impossible_first(lab, client):
    handle = client.open({"data": "disc-in-ring:points=40", "hidden": [2]})
    first, *cells = map(json.loads, lab.get(f"/sweep/{handle}.jsonl").text.splitlines())
    assert (first["widths"], first["depths"], first["seeds"]) == ([1, 2, 3], [1, 2], 2)
    places = [(cell["width"], cell["depth"]) for cell in cells]
    assert sorted(places) == [(w, d) for w in (1, 2, 3) for d in (1, 2)]
    assert all(cell["theorem"].startswith("T4") for cell in cells[:4])
    assert all(0 <= cell["solved"] <= 2 and cell["best"] <= 1 for cell in cells[4:])


def test_what_has_no_widths_is_refused(lab, client):
    handle = client.open({"data": "moons:points=40", "layers": ["field:3"]})
    answer = lab.get(f"/sweep/{handle}.jsonl")
    assert answer.status_code == 422
    assert "dense layers" in answer.json()["error"]
    assert lab.get("/sweep/nonesuch.jsonl").status_code == 404
