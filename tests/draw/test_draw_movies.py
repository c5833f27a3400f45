"""Movies: the right length and size, whole or not at all."""

import re
import subprocess

import imageio_ffmpeg
import numpy as np
import pytest
from drawing_cases import depth_movie, network_for, recording_for
from PIL import Image

from unknot import deform, draw
from unknot.data import load
from unknot.draw._journey import smooth, stops
from unknot.errors import InputError
from unknot.nets import Path
from unknot.recording import Box


def frames_of(path):
    """Give the frames and how long they last together, in seconds."""
    if path.suffix == ".gif":
        with Image.open(path) as movie:
            frames, total = [], 0
            for index in range(movie.n_frames):
                movie.seek(index)
                frames.append(np.asarray(movie.convert("RGB")))
                total += movie.info["duration"]
            return frames, total / 1000
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    command = [ffmpeg, "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    about = done.stderr.decode()
    assert "h264" in about
    assert "yuv420p" in about
    width, height = map(int, re.search(r", (\d+)x(\d+)", about).groups())
    frames = np.frombuffer(done.stdout, np.uint8).reshape(-1, height, width, 3)
    return list(frames), imageio_ffmpeg.count_frames_and_secs(path)[1]


def test_through_depth(case, tmp_path):
    network, data = case
    path = depth_movie(network, data, tmp_path / "a.gif", frames=6, size=120)
    frames, seconds = frames_of(path)
    # A GIF joins frames that are the same.
    assert 1 <= len(frames) <= 6
    assert seconds == pytest.approx(6 / 16, abs=0.02)
    assert frames[0].shape == (120, 120, 3)
    assert network.depth == 0 or np.any(frames[0] != frames[-1])


@pytest.mark.parametrize(
    ("source", "hidden"),
    [
        ("disc-in-ring:points=60", (2, 2)),
        ("disc-in-ring:points=60", (3,)),
        ("intervals:points=60", (1,)),
        ("intervals:points=60", (2,)),
        ("iris:points=60", (3,)),
        ("digits:points=80", (16,)),
        ("two-curves:points=60", ()),
        ("linked-tori:points=60", (4,)),
    ],
)
def test_of_training(source, hidden, tmp_path):
    recording = recording_for(load(source), hidden)
    path = draw.movie(recording, tmp_path / "a.gif", frames=5, size=120)
    frames, _ = frames_of(path)
    assert len(frames) == 5
    assert frames[0].shape == (120, 180, 3)


@pytest.mark.parametrize("what", ["both", "decision", "representation"])
def test_mp4(recording, what, tmp_path):
    told = []
    path = draw.movie(
        recording,
        tmp_path / "a.mp4",
        frames=9,
        size=131,
        what=what,
        seconds=3,
        on_frame=lambda done, count: told.append((done, count)),
    )
    frames, seconds = frames_of(path)
    assert len(frames) == 9
    assert seconds == pytest.approx(3, abs=0.05)
    assert frames[0].shape[0] in (130, 132)
    assert not any(side % 2 for side in frames[0].shape[:2])
    assert told == [(k + 1, 9) for k in range(9)]


@pytest.mark.parametrize("suffix", ["gif", "mp4"])
def test_the_same_movie_gives_the_same_bytes(spirals, suffix, tmp_path):
    network, data = spirals
    paths = [
        depth_movie(network, data, tmp_path / f"{k}.{suffix}", frames=6, size=100) for k in range(2)
    ]
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("suffix", ["gif", "mp4"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_an_interrupted_movie_leaves_nothing(spirals, suffix, error, tmp_path):
    def stop(done, _count):
        if done == 3:
            raise error

    target = tmp_path / f"a.{suffix}"
    with pytest.raises(error):
        depth_movie(*spirals, target, frames=8, size=100, on_frame=stop)
    assert not list(tmp_path.iterdir())


def test_an_interrupted_movie_keeps_the_one_before(spirals, tmp_path):
    def stop(*_):
        raise KeyboardInterrupt

    target = tmp_path / "a.gif"
    target.write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        depth_movie(*spirals, target, frames=4, size=100, on_frame=stop)
    assert target.read_bytes() == b"before"


def test_mistakes_are_explained(spirals, recording, tmp_path):
    with pytest.raises(InputError, match=r"\.gif or \.mp4"):
        depth_movie(*spirals, tmp_path / "a.avi")
    with pytest.raises(InputError, match="frames"):
        depth_movie(*spirals, tmp_path / "a.gif", frames=1)
    with pytest.raises(InputError, match="size"):
        depth_movie(*spirals, tmp_path / "a.gif", size=10)
    with pytest.raises(InputError, match="seconds"):
        depth_movie(*spirals, tmp_path / "a.gif", seconds=0)
    with pytest.raises(InputError, match="'nothing'"):
        draw.movie(recording, tmp_path / "a.gif", what="nothing")


@pytest.mark.parametrize(("layers", "frames"), [(0, 5), (1, 2), (1, 80), (4, 80), (7, 5), (3, 20)])
def test_stops_run_from_the_input_to_the_last_layer(layers, frames):
    plan = stops(layers, frames)
    depths = [stop.depth for stop in plan]
    assert len(plan) == frames
    assert depths[0] == 0
    assert depths[-1] == layers
    assert depths == sorted(depths)


def test_smooth_limits_hold_their_contents():
    rng = np.random.default_rng(0)
    boxes = [Box(rng.normal(size=2), np.full(2, size)) for size in rng.uniform(0.5, 3, 40)]
    for before, after in zip(boxes, smooth(boxes), strict=True):
        assert np.all(after.low <= before.low + 1e-9)
        assert np.all(after.high >= before.high - 1e-9)


def test_wide_networks_in_a_movie_do_not_jump(tmp_path):
    data = load("digits:points=100")
    network = network_for(data, (16, 2))
    from unknot.draw._journey import Journey

    journey = Journey(deform(network), data)
    for depth in (0.0, 1.0, 2.0):
        here = journey.map(depth, data.points)
        for beside in (depth - 1e-6, depth + 1e-6):
            if 0 <= beside <= 2:
                assert np.abs(journey.map(beside, data.points) - here).max() < 1e-3


def test_what_is_no_path_or_lacks_its_data_is_explained(spirals, recording, tmp_path):
    network, _ = spirals
    with pytest.raises(InputError, match="needs the data"):
        draw.movie(deform(network), tmp_path / "a.gif")
    with pytest.raises(InputError, match="but got a Network"):
        draw.movie(network, tmp_path / "a.gif")
    for path in (deform(network), recording):
        assert isinstance(path, Path)
        assert path.at(path.t1).depth == path.at(path.t0 + 0.999 * (path.t1 - path.t0)).depth
