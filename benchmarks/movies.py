"""Seconds to render a movie: 80 frames of 600×600 pixels, GIF and MP4, depth and training.

python benchmarks/movies.py
"""

import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from unknot import deform, draw
from unknot.recording import Spec
from unknot.train import fit, tune_process


def main() -> None:
    """Train one spiral network, then render it four times."""
    tune_process()
    spec = Spec(data="spirals:turns=0.75", hidden=(2, 2, 2, 2), seeds=16, steps=3000)
    recording = fit(spec)
    table = Table(title="80 frames, 600×600")
    for heading in ("movie", "seconds", "kB"):
        table.add_column(heading, justify="left" if heading == "movie" else "right")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".mp4", ".gif"):
            for through in ("depth", "training"):
                path = Path(folder) / f"{through}{suffix}"
                start = time.perf_counter()
                if through == "depth":
                    draw.movie(deform(recording.final), path, data=recording.data)
                else:
                    draw.movie(recording, path)
                seconds = time.perf_counter() - start
                table.add_row(path.name, f"{seconds:.1f}", f"{path.stat().st_size / 1000:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
