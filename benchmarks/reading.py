"""How long a table of a million rows takes to be read, and how much memory.

    python benchmarks/reading.py [ROWS]

Each reader runs in a process of its own; times are the least of three, without imports; memory is
the peak of the whole process and what it was before reading.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

READERS = {
    "unknot.load": ("from unknot.data import load", "load(path)"),
    "numpy.loadtxt, twice": (
        "import numpy",
        "numpy.loadtxt(path, float, delimiter=',', skiprows=1, usecols=range(4)); "
        "numpy.loadtxt(path, str, delimiter=',', skiprows=1, usecols=[4])",
    ),
    "pandas.read_csv": ("import pandas", "pandas.read_csv(path)"),
    "polars.read_csv": ("import polars", "polars.read_csv(path)"),
    "pyarrow.csv": ("import pyarrow.csv", "pyarrow.csv.read_csv(path)"),
}
SCRIPT = """
import sys, time
path = sys.argv[1]
def peak():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) / 1000 for line in file if line.startswith("VmHWM"))
{imports}
before, start = peak(), time.perf_counter()
{read}
print(time.perf_counter() - start, before, peak())
"""


def measured(reader: str, path: Path) -> tuple[float, float, float] | None:
    """Return seconds, and megabytes before reading and at the peak; None if it is not here."""
    imports, read = READERS[reader]
    script = SCRIPT.format(imports=imports, read=read)
    runs = [
        subprocess.run(
            [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False
        )
        for _ in range(3)
    ]
    if any(run.returncode for run in runs):
        return None
    numbers = [[float(word) for word in run.stdout.split()] for run in runs]
    return min(numbers)[0], numbers[0][1], max(row[2] for row in numbers)


def main() -> None:
    """Write a table and let every reader read it."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rng = np.random.default_rng(0)
    kinds = np.array(["setosa", "versicolor", "virginica"])[rng.integers(0, 3, rows)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.csv"
        with path.open("w") as file:
            file.write("a,b,c,d,species\n")
            for row, kind in zip(rng.normal(size=(rows, 4)).tolist(), kinds, strict=True):
                file.write(",".join(map(repr, row)) + f",{kind}\n")
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:.0f} MB")
        print(f"{'reader':<24}{'seconds':>9}{'MB before':>12}{'MB at peak':>12}")
        for reader in READERS:
            found = measured(reader, path)
            numbers = (
                "not installed" if found is None else "{:>9.2f}{:>12.0f}{:>12.0f}".format(*found)
            )
            print(f"{reader:<24}{numbers}")


if __name__ == "__main__":
    main()
