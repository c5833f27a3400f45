"""The essay's layer on handwritten digits: rows of `python benchmarks/neighbours.py mnist torch`.

Networks learn from the first 55,000 of MNIST's training images; whatever was chosen was chosen by
the errors on the last 5,000. The test images are looked at with ``--test`` only, once all is
chosen; then the 60,000 training images are the neighbours of all of them.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
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
LEARNT, BATCH, RATE = 55_000, 256, 2e-3
MEAN, SPREAD = 0.1307, 0.3081  # of all pixels of the training images
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
}


@dataclass(frozen=True)
class Images:
    """The images to learn from, those to choose by, and those to test on."""

    learnt: Dataset
    chosen_by: Dataset
    test: Dataset


def images(folder: str | None) -> Images:
    """Return MNIST from a folder of its four files, or from unknot's cache."""
    where = "" if folder is None else f",folder={folder}"
    train, test = (_scaled(load(f"mnist:part={part}{where}")) for part in ("train", "test"))
    kept = np.arange(len(train)) >= LEARNT
    return Images(train.subset(np.flatnonzero(~kept)), train.subset(np.flatnonzero(kept)), test)


def _scaled(data: Dataset) -> Dataset:
    return replace(data, points=(data.points - MEAN) / SPREAD)


@dataclass
class Outcome:
    """What one training gave: errors in percent by the number of neighbours, and seconds."""

    errors: dict[str, dict[int, float]]  # on "validation" and, if asked for, "test" images
    wall: float
    cpu: float
    search: float  # of the neighbours of the last of these, wall
    own: dict[str, float] = field(default_factory=dict)  # of a linear head, on the same images
    places: np.ndarray | None = None  # of the images to choose by, in the plane or in space


Rows = Callable[[Dataset], np.ndarray]


def judged(represent: Rows, given: Images, test: bool) -> tuple[dict[str, dict[int, float]], float]:
    """Return the errors on the images to choose by and to test on, and the last search's time."""
    learnt, kept = represent(given.learnt), represent(given.chosen_by)
    start = time.perf_counter()
    found = {"validation": errors(kept, given.chosen_by.labels, learnt, given.learnt.labels)}
    if test:
        every = np.concatenate([learnt, kept])
        labels = np.concatenate([given.learnt.labels, given.chosen_by.labels])
        held = represent(given.test)
        start = time.perf_counter()
        found["test"] = errors(held, given.test.labels, every, labels)
    return found, time.perf_counter() - start


def errors(
    queries: np.ndarray, truth: np.ndarray, references: np.ndarray, labels: np.ndarray
) -> dict[int, float]:
    """Return the errors in percent by the number of neighbours, who count by 1/distance."""
    distances, which = k_nearest(queries, references, max(NEAREST))
    return {
        k: wrong(votes(distances[:, :k], labels[which[:, :k]], 10, "distance").argmax(1), truth)
        for k in NEAREST
    }


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


def trained(
    row: Row, given: Images, seed: int, epochs: int | None, test: bool, progress: Progress
) -> Outcome:
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
    found, search = judged(represent, given, test)
    outcome = Outcome(found, wall, cpu, search)
    if spec.rule is None:
        head = film.final.head
        assert head is not None
        sets = {"validation": given.chosen_by, "test": given.test}
        outcome.own = {
            part: wrong(head(represent(sets[part]).T).argmax(0), sets[part].labels)
            for part in found
        }
    elif (row.units or 0) <= 3:
        outcome.places = represent(given.chosen_by)
    return outcome


def said(values: list[float]) -> str:
    """Return the mean over seeds, and the deviation where there are several."""
    spread = f" ± {np.std(values, ddof=1):.2f}" if len(values) > 1 else ""
    return f"{np.mean(values):.2f}{spread}"


def table_of(title: str) -> Table:
    """Return the empty table of errors by the number of neighbours."""
    return Table("", "", *(f"k = {k}" for k in NEAREST), "wall, s", "CPU, s", title=title)


def add(table: Table, name: str, outcomes: list[Outcome]) -> None:
    """Add what several seeds gave: a line of validation errors, and one of test errors."""
    times = said([one.wall for one in outcomes]), said([one.cpu for one in outcomes])
    for part in outcomes[0].errors:
        by_k = [said([one.errors[part][k] for one in outcomes]) for k in NEAREST]
        table.add_row(name, part, *by_k, *times)
        if outcomes[0].own:
            table.add_row("… its own errors", part, said([one.own[part] for one in outcomes]))


def rows(
    console: Console,
    given: Images,
    names: list[str],
    seeds: int,
    epochs: int | None,
    test: bool,
    pictures: Path | None,
) -> Table:
    """Train every row with every seed; say each as it ends, and return all in one table."""
    table = table_of(f"MNIST, errors in percent, {seeds} seeds")
    for name in names:
        outcomes = []
        with Progress(console=console) as progress:
            for seed in range(seeds):
                found = trained(ROWS[name], given, seed, epochs, test, progress)
                outcomes.append(found)
                error = found.errors["validation"][5]
                console.print(
                    f"{ROWS[name].name}, seed {seed}: {error:.2f} % of validation images wrong "
                    f"(k = 5), {found.wall:.0f} s ({found.cpu:.0f} s of CPU), search "
                    f"{found.search:.1f} s"
                )
        add(table, ROWS[name].name, outcomes)
        places = outcomes[0].places
        if pictures is not None and places is not None:
            draw(places, given.chosen_by.labels, pictures / f"mnist-{name}.png")
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
