"""Frames to a GIF or MP4 file."""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from subprocess import PIPE, Popen

import numpy as np
from jaxtyping import UInt8
from matplotlib.colors import to_rgb
from PIL import Image

from unknot.draw._encoder import mp4_encoder
from unknot.draw._files import checked
from unknot.draw._style import DARK, GREY, INKS, TINTS
from unknot.errors import InputError, UnknotError
from unknot.files import replacing

Frame = UInt8[np.ndarray, "h w 3"]
OnFrame = Callable[[int, int], object]

_PALETTE_FROM = 12  # frames
_COLOURS = 64  # besides those of the style
_NEAR = 6  # levels; Pillow finds the nearest colour only to about this


def check_movie(
    path: str | os.PathLike[str], frames: int, size: int, seconds: float | None
) -> Path:
    """Return the path of a movie; raise what keeps it from being drawn, before a frame is."""
    target = checked(path, (".gif", ".mp4"), "A movie")
    if not 2 <= frames <= 10_000:
        raise InputError(f"A movie has between 2 and 10000 frames, but got frames={frames!r}.")
    if not 64 <= size <= 4096:
        raise InputError(f"A movie is between 64 and 4096 pixels high, but got size={size!r}.")
    if seconds is not None and not 0 < seconds < float("inf"):
        raise InputError(f"A movie lasts some seconds, but got seconds={seconds!r}.")
    if target.suffix.lower() == ".mp4":
        mp4_encoder()
    return target


def write_movie(
    target: Path,
    frames: Iterable[Frame],
    count: int,
    seconds: float,
    on_frame: OnFrame | None = None,
) -> Path:
    """Write frames of even sides to a file; whatever happens, never a part of one."""
    with replacing(target) as temporary:
        told = _told(frames, count, on_frame)
        writer = _gif if target.suffix.lower() == ".gif" else _mp4
        writer(temporary, told, count, seconds)
    return target


def _told(frames: Iterable[Frame], count: int, on_frame: OnFrame | None) -> Iterator[Frame]:
    for index, frame in enumerate(frames):
        yield frame
        if on_frame is not None:
            on_frame(index + 1, count)


def _mp4(path: Path, frames: Iterator[Frame], count: int, seconds: float) -> None:
    first = next(frames)
    height, width = first.shape[:2]
    command = [
        mp4_encoder(),
        "-y",
        "-loglevel",
        "error",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
        "-s",
        f"{width}x{height}",
        "-r",
        f"{count / seconds:.6f}",
        "-i",
        "-",
        "-an",
        "-c:v",
        "libx264",
        "-pix_fmt",
        "yuv420p",
        "-crf",
        "18",
        "-preset",
        "veryfast",
        "-movflags",
        "+faststart",
        "-fflags",
        "+bitexact",
        "-flags:v",
        "+bitexact",
        str(path),
    ]
    # In a process group of its own, a Ctrl-C reaches us and not the encoder. (The writer of
    # imageio_ffmpeg does this by code run after a fork, which JAX's threads do not allow.)
    with Popen(command, stdin=PIPE, stderr=PIPE, process_group=0) as encoder:
        assert encoder.stdin is not None
        try:
            for frame in chain([first], frames):
                encoder.stdin.write(np.ascontiguousarray(frame).data)
            _, said = encoder.communicate()
        except BrokenPipeError:
            _, said = encoder.communicate()
        except BaseException:
            encoder.kill()
            raise
    if encoder.returncode:
        raise UnknotError(f"The MP4 encoder failed: {said.decode(errors='replace').strip()}")


def _gif(path: Path, frames: Iterator[Frame], count: int, seconds: float) -> None:
    pictures = [Image.fromarray(frame) for frame in frames]
    palette = _palette(pictures)
    indexed = [p.quantize(palette=palette, dither=Image.Dither.NONE) for p in pictures]
    ends = np.round(np.arange(1, count + 1) * seconds * 100 / count).astype(int) * 10
    durations = np.diff(ends, prepend=0).tolist()
    indexed[0].save(
        path,
        format="GIF",
        save_all=True,
        append_images=indexed[1:],
        duration=durations,
        loop=0,
        optimize=False,
    )


def _palette(pictures: list[Image.Image]) -> Image.Image:
    """Return one palette for all frames: a palette of each would make flat areas flicker."""
    step = max(1, len(pictures) // _PALETTE_FROM)
    some = [
        p.resize((p.width // 2, p.height // 2), Image.Resampling.NEAREST) for p in pictures[::step]
    ]
    sheet = Image.new("RGB", (some[0].width, sum(p.height for p in some)))
    for index, picture in enumerate(some):
        sheet.paste(picture, (0, index * picture.height))
    found = sheet.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT).getpalette() or []
    # The flat areas have exactly their own colours, not an average of similar ones.
    exact = ["#ffffff", DARK, GREY, *TINTS, *INKS]
    flat = np.array([to_rgb(colour) for colour in exact]) * 255
    others = np.array(found[: 3 * _COLOURS]).reshape(-1, 3)
    apart = np.abs(others[:, None] - flat).max(axis=2).min(axis=1) > _NEAR
    palette = Image.new("P", (1, 1))
    palette.putpalette(np.concatenate([np.round(flat), others[apart]]).astype(int).ravel().tolist())
    return palette
