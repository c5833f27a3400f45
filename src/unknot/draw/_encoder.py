"""The program that writes MP4 files."""

from subprocess import DEVNULL, SubprocessError, run

import imageio_ffmpeg

from unknot.errors import BadEnvironment

_CODEC = "libx264"
_SECONDS = 30


def mp4_encoder() -> str:
    """Return the path of the ffmpeg that writes MP4 files.

    It is the one in ``IMAGEIO_FFMPEG_EXE``, or that of the package imageio-ffmpeg.

    Raises
    ------
    BadEnvironment
        There is none, it does not run, or it cannot encode H.264.

    Examples
    --------
    >>> from pathlib import Path
    >>> Path(mp4_encoder()).name.startswith("ffmpeg")
    True
    """
    try:
        program = imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError:
        raise _unusable("there is none here") from None
    command = [program, "-hide_banner", "-encoders"]
    try:
        asked = run(command, stdin=DEVNULL, capture_output=True, timeout=_SECONDS, check=True)
    except OSError as error:
        raise _unusable(f"{program!r} cannot be run ({error.strerror})") from None
    except SubprocessError as error:
        raise _unusable(f"{program!r} does not work ({_reason(error)})") from None
    if _CODEC not in asked.stdout.decode(errors="replace"):
        raise _unusable(f"{program!r} lacks the encoder {_CODEC}")
    return program


def _reason(error: SubprocessError) -> str:
    said = (getattr(error, "stderr", None) or b"").decode(errors="replace").strip()
    code = getattr(error, "returncode", None)
    ended = f"it gave no answer in {_SECONDS} seconds" if code is None else f"it ended with {code}"
    return f"{ended}: {said.splitlines()[-1][:200]}" if said else ended


def _unusable(why: str) -> BadEnvironment:
    return BadEnvironment(
        f"An .mp4 file is written by ffmpeg, but {why}. Write a .gif file instead, reinstall "
        "imageio-ffmpeg, or set IMAGEIO_FFMPEG_EXE to an ffmpeg that works."
    )
