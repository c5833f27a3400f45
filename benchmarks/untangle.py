"""How fast links come apart, and that linked ones never do.

``python benchmarks/untangle.py LINKS [FAMILY…]`` with a folder of files ``FAMILY.jsonl``, one link
a line (`unknot.links.links_in`), each with its truth; the family ``table`` are the knots up to 8
crossings, of which it is asked which are the same, ``cones`` those of which a network is made,
``shears`` those that shears of space take apart, and ``smooth`` those of which a network is
trained; ``haken`` is the parallel of Haken's Gordian knot; ``scaling`` draws
``untangle-scaling.png``, time against crossings. Times are seconds of the processor, of one core,
so that other work on the machine does not count; compiling comes before. What is called proved is
what the checker accepts.
"""

import json
import sys
import time
from itertools import combinations_with_replacement, product
from pathlib import Path
from statistics import median

import matplotlib.pyplot as plt
import numpy as np

from tangles import tangled_unlinks
from unknot.links import NamedLink, known_names, links_in, named
from unknot.untangle import equivalent, untangle

FAMILIES = ("essay", "tangled_unlinks", "swirled_splits", "hard_parallels", "hard_unknots")
LINKED, TABLE, CONES, SCALING, HAKEN = "linkinfo", "table", "cones", "scaling", "haken"
SHEARS, SHEAR_LINKS = "shears", ("trivial", "hook", "spiral", "U10", "U20")
SMOOTH, SMOOTH_SEEDS = "smooth", {"U10": 2, "hook": 5, "U20": 1, "spiral2": 1}
COUNTS, TANGLES, REPEATS = (10, 20, 40, 80, 160, 320), 5, 3  # links of each, seeds of each link
CONE_LINKS = ("trivial", "hook", "spiral", "U10", "U20", "U40")
SEEDS = {"hard_parallels": 20, "hard_unknots": 20}
HARDEST, HARDEST_SEEDS = "par_gordian141", 10
LIMIT = 300  # seconds on the clock, for each link and seed
HARDEST_LIMIT = 3000
LINKED_LIMIT = 1
EVERY = 9  # of the linked ones, for which nothing but the search is asked


def main(arguments: list[str]) -> None:
    """Print the table."""
    folder = Path(arguments[0])
    warm_up(folder)
    print(
        "| links | seeds | proved | arcs, at first → least | moves "
        "| search, median | worst | check, worst |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for family in arguments[1:] or (
        *FAMILIES,
        HAKEN,
        LINKED,
        TABLE,
        CONES,
        SHEARS,
        SMOOTH,
        SCALING,
    ):
        if family == HAKEN:
            hardest(folder)
            continue
        if family == SCALING:
            scaling()
            continue
        if family == CONES:
            networks(folder)
            continue
        if family == SHEARS:
            shears(folder)
            continue
        if family == SMOOTH:
            trained(folder)
            continue
        if family == TABLE:
            same()
            continue
        links = list(links_in(folder / f"{family}.jsonl"))
        if family == LINKED:
            controls(links)
            continue
        groups: dict[str, list[NamedLink]] = {}
        for found in (one for one in links if one.name != HARDEST):
            key = found.name if family in ("essay", *SEEDS) else found.name.rsplit("_", 1)[0]
            groups.setdefault(key, []).append(found)
        for key, group in groups.items():
            row(key, group, SEEDS.get(family, 1))


def warm_up(folder: Path) -> None:
    """Have everything compiled before anything is timed."""
    for found in links_in(folder / "essay.jsonl"):
        untangle(found.link, seconds=LIMIT)


def row(key: str, group: list[NamedLink], seeds: int) -> None:
    """Print a row of the table: links of one kind."""
    searches, checks, arcs, moves, proved = [], [], [], [], 0
    for found in group:
        for seed in range(seeds):
            start = time.process_time()
            answer = untangle(found.link, seconds=LIMIT, seed=seed)
            searches.append(time.process_time() - start)
            right = "not split" if found.truth == "linked" else "split"
            proved += answer.verdict in (right, "unlink")
            if answer.arcs is not None:
                arcs.append((len(answer.arcs.grid.pages), answer.arcs.least))
                moves.append(len(answer.arcs.moves))
            if answer.content is not None:
                start = time.process_time()
                answer.check()
                checks.append(time.process_time() - start)
    most = max(arcs, default=(0, 0))
    print(
        f"| {key} | {seeds} | {proved} of {len(searches)} | {most[0]} → {most[1]} "
        f"| {median(moves or [0]):,.0f} | {median(searches):.2f} | {max(searches):.2f} "
        f"| {max(checks, default=0):.2f} |",
        flush=True,
    )


def hardest(folder: Path) -> None:
    """Print a row for each seed with which the hardest link is taken apart."""
    print("\n| seed | verdict | search | moves | check |\n|---|---|---|---|---|")
    links = links_in(folder / "hard_parallels.jsonl")
    link = next(found.link for found in links if found.name == HARDEST)
    for seed in range(HARDEST_SEEDS):
        start = time.process_time()
        answer = untangle(link, seconds=HARDEST_LIMIT, seed=seed)
        search, start = time.process_time() - start, time.process_time()
        moves = 0
        if answer.arcs is not None and answer.content is not None:
            moves = len(answer.arcs.moves)
            answer.check()
        checked = time.process_time() - start
        print(
            f"| {seed} | {answer.verdict} | {search:.0f} | {moves:,} | {checked:.1f} |", flush=True
        )


def scaling() -> None:
    """Draw the time that tangled unlinks take against their crossings, and print the slope."""
    times: dict[int, list[float]] = {}
    for count in COUNTS:
        for link in tangled_unlinks(count, TANGLES):
            for seed in range(REPEATS):
                start = time.process_time()
                answer = untangle(link, seconds=LIMIT, seed=seed)
                took = time.process_time() - start
                assert answer.verdict == "split"
                times.setdefault(count, []).append(took)
    counts = np.array(sorted(times))
    middle = np.array([median(times[count]) for count in counts.tolist()])
    slope, start = np.polyfit(np.log(counts), np.log(middle), 1)
    print(f"\nTime grows like crossings^{slope:.2f}: ", end="")
    print(", ".join(f"{c}: {t:.3f} s" for c, t in zip(counts, middle, strict=True)))
    figure, axes = plt.subplots(figsize=(4.8, 3.2), dpi=200, layout="constrained")
    for count, values in times.items():
        axes.plot([count] * len(values), values, "o", ms=3, mew=0, color="#8fb3d9", alpha=0.7)
    axes.plot(counts, np.exp(start) * counts**slope, color="#b0b0b0", lw=1, zorder=0)
    axes.plot(counts, middle, "o", ms=6, mew=0, color="#1f5fa8")
    axes.annotate(
        f"crossings$^{{{slope:.2f}}}$",
        (counts[-2], middle[-2]),
        (-10, 14),
        textcoords="offset points",
        ha="right",
        color="#606060",
    )
    axes.set(xscale="log", yscale="log", xlabel="crossings", ylabel="seconds, proof included")
    axes.set_xticks(counts, [str(count) for count in counts])
    axes.set_yticks([0.01, 0.03, 0.1, 0.3, 1], ["0.01", "0.03", "0.1", "0.3", "1"])
    axes.minorticks_off()
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig("untangle-scaling.png")


def networks(folder: Path) -> None:
    """Print a table of networks that are made of plans in space."""
    print("\n| links | proved | layers | made, worst | check, worst |\n|---|---|---|---|---|")
    links = [*links_in(folder / "essay.jsonl"), *links_in(folder / "tangled_unlinks.jsonl")]
    for key in CONE_LINKS:
        made, checks, layers = [], [], []
        group = [found for found in links if found.name.startswith(key)]
        for found in (one for one in group if one.truth != "linked"):
            start = time.process_time()
            answer = untangle(found.link, seconds=LIMIT, by="cones")
            made.append(time.process_time() - start)
            if answer.cones is not None and answer.content is not None:
                layers.append(len(answer.cones.layers))
                start = time.process_time()
                answer.check()
                checks.append(time.process_time() - start)
        print(
            f"| {key} | {len(layers)} of {len(made)} | {min(layers)} … {max(layers)} "
            f"| {max(made):.1f} | {max(checks):.1f} |",
            flush=True,
        )


def shears(folder: Path) -> None:
    """Print a table of networks of leaky ReLUs that take links apart."""
    from unknot.verdicts import sheared

    print("\n| links | proved | shears | leaky layers | made, median | worst | check, worst |")
    print("|---|---|---|---|---|---|---|")
    links = [*links_in(folder / "essay.jsonl"), *links_in(folder / "tangled_unlinks.jsonl")]
    for key in SHEAR_LINKS:
        made, checks, counts, layers = [], [], [], []
        group = [found for found in links if found.name.startswith(key)]
        for found in group:
            start = time.process_time()
            answer = sheared(found.link, seconds=LIMIT)
            made.append(time.process_time() - start)
            print(f"{found.name}: {made[-1]:.0f} s: {answer.reason}", file=sys.stderr, flush=True)
            if answer.network is not None:
                counts.append(len(answer.network.layers))
                layers.append(answer.leaky_layers)
                start = time.process_time()
                answer.check()
                checks.append(time.process_time() - start)
        print(
            f"| {key} | {len(checks)} of {len(made)} | {min(counts, default=0)} … "
            f"{max(counts, default=0)} | {min(layers, default=0):,} … {max(layers, default=0):,} "
            f"| {median(made):.0f} | {max(made):.0f} | {max(checks, default=0):.1f} |",
            flush=True,
        )


def trained(folder: Path) -> None:
    """Print a table of networks that learn to take links apart."""
    from unknot.train import tune_process
    from unknot.verdicts import learned

    tune_process()
    print("\n| links | seeds | proved | starts | made, median | worst | check, worst |")
    print("|---|---|---|---|---|---|---|")
    links = [*links_in(folder / "essay.jsonl"), *links_in(folder / "tangled_unlinks.jsonl")]
    for key, seeds in SMOOTH_SEEDS.items():
        made, checks, starts = [], [], []
        group = [found for found in links if found.name.split("_")[0] == key]
        for seed, found in product(range(seeds), group):
            start = time.process_time()
            answer = learned(found.link, seconds=LIMIT, seed=100 * seed)
            made.append(time.process_time() - start)
            starts.append(answer.starts)
            if answer.content is not None:
                assert answer.verdict == "split"
                start = time.process_time()
                answer.check()
                checks.append(time.process_time() - start)
            said = f"{found.name}, {seed}: {answer.starts} starts, {made[-1]:.0f} s"
            print(f"{said}: {answer.reason}", file=sys.stderr, flush=True)
        print(
            f"| {key} | {seeds} | {len(checks)} of {len(made)} | {min(starts)} … {max(starts)} "
            f"| {median(made):.0f} | {max(made):.0f} | {max(checks, default=0):.1f} |",
            flush=True,
        )


def same() -> None:
    """Compare the knots of the table with each other, and with their mirror images."""
    knots = [name for name in known_names() if name[0].isdigit()]
    times, verdicts, mirrored = [], {}, []
    for a, b in combinations_with_replacement(knots, 2):
        other = f"m{b}" if a == b else b
        start = time.process_time()
        answer = equivalent(named(a).link, named(other).link, seconds=LIMIT)
        times.append(time.process_time() - start)
        if a == b:
            mirrored += [a] * (answer.verdict == "equivalent")
        else:
            verdicts[answer.verdict] = verdicts.get(answer.verdict, 0) + 1
    print(f"\n{len(knots)} knots in {sum(times):.0f} s, {max(times):.2f} s at most: pairs ", end="")
    print(f"{json.dumps(verdicts)}; the same as their mirror images: {', '.join(mirrored)}.")


def controls(links: list[NamedLink]) -> None:
    """Ask about linked ones: by all means, and some by the search alone."""
    from unknot.untangle._arcs import take_apart

    start, verdicts, least = time.process_time(), {}, {"alternating": [0, 0], "split": 0}
    for found in links:
        verdict = untangle(found.link, seconds=LINKED_LIMIT).verdict
        verdicts[verdict] = verdicts.get(verdict, 0) + 1
    took = time.process_time() - start
    print(f"\n{len(links)} linked ones in {took:.0f} s: {json.dumps(verdicts)}")
    some = links[::EVERY]
    for found in some:
        arcs = take_apart(found.link, LINKED_LIMIT, 0, lambda _: None)
        least["split"] += arcs.apart
        if "a" in found.name:  # L10a30: alternating, 10 crossings
            least["alternating"][0] += 1
            least["alternating"][1] += arcs.least == int(found.name[1:].split("a")[0]) + 2
    print(
        f"The search alone, {LINKED_LIMIT} s each, on {len(some)} of them: {least['split']} split; "
        f"crossings + 2 arcs in {least['alternating'][1]} of {least['alternating'][0]} alternating."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
