"""Networks that a browser cannot compute are trained live, and written out for it."""

import numpy as np
import pytest
from safetensors.numpy import load

from unknot.recording import decode

FIELDS = {"data": "moons:points=40", "layers": ["field:3*2"], "seed": 2}
HEADS = [FIELDS, FIELDS | {"head": "neighbours:k=3"}]


def written(content: bytes) -> dict[str, np.ndarray]:
    """Give what is written out of a payload's frames, by name."""
    tensors = load(content)
    found = {k.removeprefix("baked/"): v for k, v in tensors.items() if k.startswith("baked/")}
    places = {k: v[:, 0] for k, v in found.items() if f"{k}/ends" in found}  # two bytes each
    said = {k: v for k, v in found.items() if "/ends" not in k}
    return {k: v for k, v in (said | places).items() if k not in {"depths", "low", "high"}}


@pytest.mark.parametrize("spec", [pytest.param(FIELDS, marks=pytest.mark.slow), HEADS[1]])
def test_frames_say_where_points_are_and_what_the_paths_are(lab, client, spec):
    handle = client.open(spec)
    client.recorded(step=0)
    shapes = {name: one.shape[1:] for name, one in written(client.payload).items()}
    client.send("step", experiment=handle, count=7)
    frame = client.seen(step=7)
    assert client.paths["frame"] == frame.number
    assert [one["kind"] for one in client.paths["paths"]] == ["isotopy"] * 2
    assert all("Lipschitz" in one["why"] for one in client.paths["paths"])
    # All numbers of a frame are there, in the order in which the page takes them apart.
    assert len(frame.weights) == sum(map(np.prod, shapes.values()))
    film = decode(lab.get(f"/export/{handle}.safetensors").content, "the recording")
    network, rows = film.final, np.asarray(film.data.points, np.float32)
    before = [("head/weight", 2), ("head/bias", 1)] if "head" not in spec else []
    start = sum(size for _, size in before) + len(network.layers)
    for depth in range(3):
        there = frame.weights[start : (start := start + rows.size)].reshape(rows.shape)
        np.testing.assert_allclose(there, network.represent(rows, depth), atol=1e-5)
    if "head" in spec:
        told = [name for name in shapes if name == "scores/lattice" or name.startswith("marks/")]
        scores = frame.weights[-sum(np.prod(shapes[name]) for name in told) - 80 :][:80]
        np.testing.assert_allclose(scores.reshape(40, 2), network.scores(rows), rtol=1e-3)
    else:
        np.testing.assert_allclose(frame.weights[:2], network.head.weight[0], rtol=1e-6)
    # Last of all what the second layer shows of itself: three circles' radii, and no lines.
    assert shapes["marks/1/lines"] == (0, 2)
    radii = network.layers[1].marks(rows.T).radii
    np.testing.assert_allclose(frame.weights[-3:], radii, rtol=1e-6)


def test_a_recording_of_such_layers_is_sent_again_after_a_reset(client):
    handle = client.open(FIELDS, step=20)
    client.rest(20)
    client.send("reset", experiment=handle)
    again = client.recorded(step=0)
    assert again.spec.layers == ("field:3", "field:3")
    assert written(client.payload)["points/2"].shape == (1, 40, 2)


def test_what_follows_from_the_layers_is_said_of_them(lab, client):
    handle = client.open(FIELDS)
    about = lab.get(f"/recipe/{handle}").json()
    assert "--layers 'field:3*2'" in about["command"]
    assert "layers=('field:3*2',)" in about["python"]
    client.rest(0)
    (verdict,) = lab.get(f"/verdict/{handle}.json").json()["findings"]
    assert verdict["outcome"] == "wrong"


def test_nothing_is_claimed_of_neighbours(lab, client):
    handle = client.open(HEADS[1])
    client.recorded(step=0)
    (verdict,) = lab.get(f"/verdict/{handle}.json").json()["findings"]
    assert verdict["outcome"] == "undecided"
    assert "neighbour" in verdict["reason"]


def test_images_are_trained_and_laid_into_their_drawing(client):
    digits = {"data": "digits:points=60", "layers": ["conv:4,3", "pool:2", "relu:3"]}
    handle = client.open(digits)
    client.recorded(step=0)
    shapes = {name: one.shape[1:] for name, one in written(client.payload).items()}
    assert shapes["points/1"] == (60, 6)  # of 4 × 6 × 6 units
    client.send("step", experiment=handle, count=1)
    assert len(client.seen(step=1).weights) == sum(map(np.prod, shapes.values()))
