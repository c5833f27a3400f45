"""Properties of other people's networks: verdicts, and what they cost.

``python benchmarks/properties.py FOLDER [SECONDS]``, with the ONNX and VNN-LIB files of ACAS Xu
(VNN-COMP, github.com/stanleybak/vnncomp2021). Prints wall and processor seconds, boxes, the share
of the volume that was settled, the checker's own processor seconds, and whether onnxruntime agrees
with a violation.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
import time
from pathlib import Path

from unknot import models
from unknot.properties import Original, read_vnnlib, verify

ACAS = "ACASXU_run2a_{}_batch_2000"
INSTANCES = [
    *((f"test_{name}", f"test_{name}", "holds") for name in ("nano", "tiny", "small")),
    ("test_unsat", "test_prop", "holds"),
    ("test_sat", "test_prop", "fails"),
    *((ACAS.format("1_1"), f"prop_{k}", "holds") for k in (1, 3, 4, 5, 6)),
    (ACAS.format("1_1"), "prop_2", ""),
    (ACAS.format("3_3"), "prop_2", ""),
    *((ACAS.format(net), f"prop_{k}", "fails") for net in ("1_7", "1_9") for k in (3, 4)),
    (ACAS.format("1_9"), "prop_7", "fails"),
    (ACAS.format("2_9"), "prop_8", "fails"),
    (ACAS.format("3_3"), "prop_9", "holds"),
    (ACAS.format("4_5"), "prop_10", "holds"),
]


def main(folder: Path, seconds: float) -> None:
    print("network     property   known  verdict      boxes  settled   wall    cpu  check  itself")
    for model, wanted, known in INSTANCES:
        path, prop = folder / f"{model}.onnx", read_vnnlib(folder / f"{wanted}.vnnlib")
        network = models.load(path)
        wall, cpu = time.time(), time.process_time()
        found = verify(network, prop, time=seconds, boxes=10**8)
        wall, cpu = time.time() - wall, time.process_time() - cpu
        check = time.process_time()
        if found.proved:
            found.check()
        check = time.process_time() - check
        itself = ""
        if found.verdict == "fails":
            case, point = found.facts["case"], found.facts["point"]
            itself = str(Original(path).violates(prop, case, point))
        name = model.removeprefix("ACASXU_run2a_").removesuffix("_batch_2000")
        wrong = "  WRONG" if found.proved and known not in ("", found.verdict) else ""
        print(
            f"{name:11s} {wanted:10s} {known or '-':6s} {found.verdict:10s} "
            f"{found.facts.get('boxes', 0):8,} {100 * found.facts.get('settled', 0):7.2f}% "
            f"{wall:6.1f} {cpu:6.1f} {check:6.1f}  {itself}{wrong}",
            flush=True,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 600.0)
