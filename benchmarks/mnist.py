"""The essay's layer on handwritten digits: rows of `python benchmarks/neighbours.py mnist torch`.

Networks learn from the first 55,000 of MNIST's training images, and are judged by the last 5,000;
whatever was chosen was chosen by them. With ``--test``, once all is chosen, they learn from all
60,000, and are judged by the 10,000 test images.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from unknot import Recording, Spec, fit
from unknot.data import Dataset, load
from unknot.neighbours import k_nearest, votes

BODY = "conv:16,5/pool:2/conv:32,5/pool:2/relu:128"
SOFT = "neighbours:temperature=0.1,normalise"
LEARNT, BATCH, RATE = 55_000, 128, 2e-3
NEAREST = (1, 3, 5, 9, 15)
PART = 1000  # images that go through a network at a time


@dataclass(frozen=True)
class Row:
    """One way to train the network: its last layer, its head, how long, and what else is said."""

    name: str
    units: int | None
    head: str
    epochs: int
    augment: str | None = None

    @property
    def layers(self) -> str:
        """The layers, as a recipe has them."""
        return BODY if self.units is None else f"{BODY}/identity:{self.units}"

    def spec(self, images: int, seed: int, epochs: int | None = None) -> Spec:
        """Return the recipe for so many training images."""
        return Spec.of(
            data="mnist",
            layers=self.layers,
            head=self.head,
            augment=self.augment,
            initial="glorot",
            batch=BATCH,
            steps=(epochs or self.epochs) * (images // BATCH),
            snapshots=1,
            patience=None,
            learning_rate=RATE,
            schedule="cosine",
            warmup=0.1,
            seed=seed,
        )


ROWS = {
    "softmax": Row("softmax", None, "linear", 5),
    "essay": Row("the essay's, 1/d of all", 64, "neighbours:kernel=inverse", 5),
    "share": Row("1/d of all, no log", 64, "neighbours:kernel=inverse,measure=share", 5),
    "inverse": Row("1/d of the 15 nearest", 64, "neighbours:kernel=inverse,k=15", 5),
    "soft": Row("soft, length 1, T = 0.1", 64, SOFT, 5),
    "augmented": Row("the same, augmented", 64, SOFT, 12, "affine"),
    "2d": Row("soft, T = 1, 2 units", 2, "neighbours", 8),
    "3d": Row("soft, T = 1, 3 units", 3, "neighbours", 8),
    "3d-augmented": Row("the same, augmented", 3, "neighbours", 12, "affine"),
}


@dataclass(frozen=True)
class Images:
    """The images to learn from, and those to judge by."""

    learnt: Dataset
    judged_by: Dataset


def images(folder: str | None, test: bool) -> Images:
    """Return MNIST from a folder of its four files, or from unknot's cache."""
    where = "" if folder is None else f",folder={folder}"

    def part(name: str) -> Dataset:
        return load(f"mnist:part={name}{where}")

    train = part("train")
    if test:
        return Images(train, part("test"))
    kept = np.arange(len(train)) >= LEARNT
    return Images(train.subset(np.flatnonzero(~kept)), train.subset(np.flatnonzero(kept)))


@dataclass
class Outcome:
    """What one training gave: by the number of neighbours, how they vote on images; and seconds."""

    votes: dict[int, np.ndarray]  # (images, 10)
    wall: float
    cpu: float
    search: float  # of the neighbours, wall
    own: np.ndarray | None = None  # what a linear head itself guesses
    places: np.ndarray | None = None  # of the images to judge by, in the plane or in space

    def errors(self, truth: np.ndarray) -> dict[int, float]:
        """Return the errors in percent by the number of neighbours."""
        return {k: wrong(found.argmax(1), truth) for k, found in self.votes.items()}


Rows = Callable[[Dataset], np.ndarray]


def judged(represent: Rows, given: Images) -> tuple[dict[int, np.ndarray], float]:
    """Return how neighbours vote, who count by 1/distance, and the time of the search."""
    references, queries = represent(given.learnt), represent(given.judged_by)
    start = time.perf_counter()
    distances, which = k_nearest(queries, references, max(NEAREST))
    search = time.perf_counter() - start
    labels = given.learnt.labels[which]
    return {k: votes(distances[:, :k], labels[:, :k], 10, "distance") for k in NEAREST}, search


def wrong(guesses: np.ndarray, truth: np.ndarray) -> float:
    """Return the share of wrong guesses in percent."""
    return 100 * float(np.mean(guesses != truth))


def representing(film: Recording) -> Rows:
    """Return how the last network represents images, as it was trained: in single precision."""
    import jax

    body, rule = film.final.body, film.spec.rule
    run = jax.jit(lambda x: body(x.T).T)

    def represent(data: Dataset) -> np.ndarray:
        parts = range(0, len(data), PART)
        rows = [run(data.points[i : i + PART].astype(np.float32)) for i in parts]
        found = np.concatenate([np.asarray(part, np.float64) for part in rows])
        if rule is None or not rule.normalise:
            return found
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    return represent


def trained(row: Row, given: Images, seed: int, epochs: int | None, progress: Progress) -> Outcome:
    """Train one network, and let neighbours judge."""
    spec = row.spec(len(given.learnt), seed, epochs)
    task = progress.add_task(f"{row.name}, seed {seed}", total=spec.steps)
    wall, cpu = time.perf_counter(), time.process_time()
    film = fit(
        spec, given.learnt, on_progress=lambda now: progress.update(task, completed=now.step)
    )
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    progress.remove_task(task)
    represent = representing(film)
    found, search = judged(represent, given)
    outcome = Outcome(found, wall, cpu, search)
    if spec.rule is None:
        head = film.final.head
        assert head is not None
        outcome.own = head(represent(given.judged_by).T).argmax(0)
    elif (row.units or 0) <= 3:
        outcome.places = represent(given.judged_by)
    return outcome


def said(values: list[float]) -> str:
    """Return the mean over seeds, and the deviation where there are several."""
    spread = f" ± {np.std(values, ddof=1):.2f}" if len(values) > 1 else ""
    return f"{np.mean(values):.2f}{spread}"


def table_of(title: str) -> Table:
    """Return the empty table of errors by the number of neighbours."""
    return Table("", "", *(f"k = {k}" for k in NEAREST), "wall, s", "CPU, s", title=title)


def add(table: Table, name: str, outcomes: list[Outcome], truth: np.ndarray) -> None:
    """Add what several seeds gave, and what they say together: their votes, added up."""
    times = said([one.wall for one in outcomes]), said([one.cpu for one in outcomes])
    errors = [one.errors(truth) for one in outcomes]
    table.add_row(name, "", *(said([one[k] for one in errors]) for k in NEAREST), *times)
    if len(outcomes) > 1:
        sums = {k: sum(one.votes[k] for one in outcomes) for k in NEAREST}
        joint = [said([wrong(np.argmax(sums[k], axis=1), truth)]) for k in NEAREST]
        table.add_row("", "together", *joint)
    own = [wrong(one.own, truth) for one in outcomes if one.own is not None]
    if own:
        table.add_row("", f"head: {said(own)}")


def rows(
    console: Console,
    given: Images,
    names: list[str],
    seeds: int,
    epochs: int | None,
    pictures: Path | None,
) -> Table:
    """Train every row with every seed; say each as it ends, and return all in one table."""
    truth = given.judged_by.labels
    table = table_of(f"MNIST, errors in percent on {len(truth):,} images, {seeds} seeds")
    for name in names:
        outcomes = []
        with Progress(console=console) as progress:
            for seed in range(seeds):
                found = trained(ROWS[name], given, seed, epochs, progress)
                outcomes.append(found)
                console.print(
                    f"{ROWS[name].name}, seed {seed}: {found.errors(truth)[5]:.2f} % wrong "
                    f"(k = 5), {found.wall:.0f} s ({found.cpu:.0f} s of CPU), search "
                    f"{found.search:.1f} s"
                )
        add(table, ROWS[name].name, outcomes, truth)
        places = outcomes[0].places
        if pictures is not None and places is not None:
            draw(places, truth, pictures / f"mnist-{name}.png")
    return table


def draw(places: np.ndarray, labels: np.ndarray, path: Path) -> None:
    """Draw images as points in the plane or in space, each class in a colour with its digit."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    from matplotlib.patheffects import withStroke

    solid = places.shape[1] == 3
    figure = plt.figure(figsize=(7, 7), layout="constrained")
    axes: Any = figure.add_subplot(projection="3d" if solid else None)
    colours = plt.get_cmap("tab10").colors  # type: ignore[attr-defined]
    axes.scatter(*places.T, c=[colours[one] for one in labels], s=4, linewidths=0, alpha=0.6)
    for digit in range(10):
        middle = np.median(places[labels == digit], axis=0)
        around = [withStroke(linewidth=4, foreground="white")]
        axes.text(
            *middle,
            str(digit),
            size=18,
            weight="bold",
            color=colours[digit],
            path_effects=around,
            ha="center",
            va="center",
        )
    axes.set_aspect("equal")
    if not solid:
        axes.axis("off")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=150)
    plt.close(figure)
