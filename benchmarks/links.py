"""What proves that links do not split: all 914 two-component links of the LinkInfo table.

Run it with nothing else on the machine: ``python benchmarks/links.py FOLDER``. FOLDER holds
``linkinfo.jsonl``, a link a line with its polygons, ``lk`` (the table's linking number) and ``pd``
(the table's planar diagram code). Prints which obstruction proves how many, each alone and in the
order in which they are tried, with the checker's answer, and processor seconds of one thread.

Signs: a crossing is +1 if it is right-handed, in space and in planar diagram codes. The codes'
linking numbers are the table's. The polygons of ``linkinfo.jsonl`` are mirror images of the codes:
their linking numbers are the negatives of the table's.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

from unknot.links import (
    diagram,
    fox_rank,
    from_pd,
    jones,
    jones_obstruction,
    linking_number,
    links_in,
    obstruction,
    split_product,
)
from unknot.untangle import untangle

PRIME = 2**31 - 1


def obstructions(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    links = list(links_in(path))
    alone: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    rng = np.random.default_rng(0)
    signs = 0
    for row, found in zip(rows, links, strict=True):
        picture = diagram(found.link)
        number = linking_number(picture, 0, 1)
        signs += number == -row["lk"] and linking_number(from_pd(row["pd"]), 0, 1) == row["lk"]

        def rank(picture=picture) -> bool:
            residues = rng.integers(2, PRIME, 2).tolist()
            reached, arcs = fox_rank(picture, PRIME, residues)
            return reached == arcs - 1

        tests = {
            "linking number": lambda number=number: number != 0,
            "Fox rank at random": rank,
            "Jones product": lambda p=picture: jones_obstruction(p, [0], [1]) is not None,
            "all, as `obstruction`": lambda link=found.link: obstruction(link) is not None,
        }
        for name, test in tests.items():
            start = time.process_time()
            alone[name] += test()
            seconds[name] += time.process_time() - start
    print(f"{len(links)} links; linking numbers are the table's, by the sign above: {signs}")
    print("\nobstruction, each alone     proves   seconds")
    for name, count in alone.items():
        print(f"  {name:24s} {count:7d} {seconds[name]:9.1f}")


def certificates(path: Path) -> None:
    counts: Counter[str] = Counter()
    wrong, find, check = 0, 0.0, 0.0
    for found in links_in(path):
        start = time.process_time()
        answer = untangle(found.link, seconds=1)
        find += time.process_time() - start
        wrong += answer.verdict == "split"
        kind = answer.content["evidence"]["kind"] if answer.content else answer.verdict
        counts[kind] += 1
        start = time.process_time()
        answer.check()
        check += time.process_time() - start
    print("\nin order, with certificates")
    for kind, count in counts.most_common():
        print(f"  {kind:24s} {count:7d}")
    print(f"  found in {find:.1f} s, checked again in {check:.1f} s; wrong: {wrong}")


def mirrors(path: Path) -> None:
    """Jones polynomials of polygons and of codes, which are mirror images."""
    start = time.process_time()
    same = count = split = 0
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        picture = from_pd(row["pd"])
        whole = jones(picture)
        same += jones(picture.mirrored()) == whole.inverted()
        split += whole == split_product(*(jones(picture.only([k])) for k in (0, 1)))
        count += 1
    took = time.process_time() - start
    print(f"\nJones polynomials of {count} codes, their mirror images and components: {took:.1f} s")
    print(f"  mirror images have V(1/t): {same}; with the product of a split link: {split}")


if __name__ == "__main__":
    folder = Path(sys.argv[1] if sys.argv[1:] else "shared/data/links")
    table = folder / "linkinfo.jsonl"
    if not table.exists():
        sys.exit(f"There is no {table}; give the folder that holds linkinfo.jsonl.")
    obstructions(table)
    certificates(table)
    mirrors(table)
