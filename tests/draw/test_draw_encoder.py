"""An ffmpeg that does not work is named before a frame is drawn."""

import imageio_ffmpeg
import pytest
from drawing_cases import depth_movie

from unknot import draw, tour
from unknot.errors import BadEnvironment


def _script(folder, text):
    path = folder / "my ffmpeg"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


BROKEN = {
    "missing": (lambda folder: str(folder / "none"), "none"),
    "no program": (lambda folder: str(folder), "cannot be run"),
    "another program": (lambda folder: _script(folder, "echo hello"), "libx264"),
    "a broken one": (lambda folder: _script(folder, "echo no such lib >&2; exit 127"), "such lib"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_with_ffmpeg_is_said_first(name, spirals, recording, tmp_path, monkeypatch):
    make, word = BROKEN[name]
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", make(tmp_path))

    def never(*_):
        raise AssertionError("a frame was drawn")

    path = tmp_path / "m.mp4"
    for movie, subject in ((depth_movie, spirals), (draw.movie, [recording])):
        with pytest.raises(BadEnvironment, match=word) as raised:
            movie(*subject, path, frames=2, size=64, on_frame=never)
        assert ".gif" in str(raised.value)
        assert "m.mp4" not in str(raised.value)
    with pytest.raises(BadEnvironment, match=word):
        tour.take(tmp_path / "tour", on_progress=never)
    assert not path.exists()
    depth_movie(*spirals, tmp_path / "m.gif", frames=2, size=64)


def test_a_missing_ffmpeg_is_said(spirals, tmp_path, monkeypatch):
    def none():
        raise RuntimeError("No ffmpeg exe could be found.")

    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", none)
    with pytest.raises(BadEnvironment, match="ffmpeg"):
        depth_movie(*spirals, tmp_path / "m.mp4", frames=2, size=64)
