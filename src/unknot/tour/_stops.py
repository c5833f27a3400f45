"""What the tour shows: the essay's experiments, in its order."""

from collections.abc import Callable
from dataclasses import dataclass, field

from unknot.experiment import Part
from unknot.recording import Recording, Spec


@dataclass(frozen=True)
class Picture:
    """One figure or movie, and the words below it.

    ``when`` says for which outcomes it is drawn.
    """

    kind: Part
    caption: str
    when: Callable[[Recording], bool] = field(default=lambda _: True)


@dataclass(frozen=True)
class Stop:
    """One experiment: its recipe, its pictures, and what is said of its outcome.

    ``seeds_quick`` is how many seeds a quick tour tries, ``depth`` where the live viewer begins.
    """

    name: str
    title: str
    intro: str
    spec: Spec
    seeds_quick: int
    outcome: Callable[[Recording], str]
    pictures: tuple[Picture, ...]
    depth: float = 0.0


def _solved(recording: Recording) -> int:
    return int(recording.solved.sum())


def _seeds(recording: Recording) -> int:
    return recording.spec.seeds


def _succeeded(recording: Recording) -> bool:
    return recording.accuracy == 1


def _failed(recording: Recording) -> bool:
    return not _succeeded(recording)


def _count(recording: Recording) -> str:
    return (
        f"{_solved(recording):,} of {_seeds(recording):,} random starts got every point right "
        f"({_solved(recording) / _seeds(recording):.1%})."
    )


def _best(recording: Recording) -> str:
    return f"The best of {_seeds(recording):,} random starts gets {recording.accuracy:.1%} right."


def _line(recording: Recording) -> str:
    return (
        f"{_best(recording)} The convex hulls of the two curves meet, so every straight line is "
        "wrong somewhere."
    )


def _spirals_full(recording: Recording) -> str:
    if _solved(recording) == 0:
        return f"{_count(recording)} As in the essay, training fails; here is the best attempt."
    return (
        f"{_count(recording)} So failure is the rule, as in the essay, but it is training that "
        "fails and not the architecture: here is one that succeeded."
    )


def _spirals_two(recording: Recording) -> str:
    if _solved(recording) == 0:
        return (
            f"{_count(recording)} The best gets {recording.accuracy:.1%} right. Weights that do "
            "separate the spirals exist in layers of two units, at some depth (the plane can be "
            "unwound without tearing); training does not find them."
        )
    return f"{_count(recording)} Rare, but not impossible."


def _ring(recording: Recording) -> str:
    theorem = (
        "no network with layers of at most two tanh units is right on the whole disc and the "
        "whole ring, at any depth and for any weights"
    )
    if _solved(recording):
        return f"{_count(recording)} It slips between the sampled points: {theorem}."
    return (
        f"{_count(recording)} That is no accident: {theorem}. The best one is a compromise that "
        f"gets {recording.accuracy:.1%} of the sampled points right; a constant answer gets half."
    )


def _tori(recording: Recording) -> str:
    return (
        f"{_count(recording)} The linking number of the two core circles is ±1, so no weights part "
        "the whole rings."
    )


def _interval_one(recording: Recording) -> str:
    return (
        f"{_count(recording)} None can: one increasing unit keeps the order of the line, or "
        "turns it round, or flattens it; the blue interval is never brought to one side."
    )


# After all points are right, training goes on for a while: a wide margin makes a clear picture.
_ADAM = {"initial": "identity", "patience": 40}
# … but not so long that every point is pressed into a corner.
_GENTLE = {"initial": "identity", "patience": 12}

EXPERIMENTS: tuple[Stop, ...] = (
    Stop(
        "curves-line",
        "Two curves and a straight line",
        "The simplest classifier has no hidden layer: it cuts the plane by one straight line.",
        Spec(data="two-curves", hidden=(), learning_rate=0.05, steps=2000, seeds=16),
        16,
        _line,
        (Picture("decision", "Every point of the square in the colour of its class."),),
    ),
    Stop(
        "curves",
        "One hidden layer bends the plane",
        "Two tanh units in between, and the border becomes a curve. Seen from after the hidden "
        "layer it is the other way round: the border is a straight line, and the plane is bent.",
        Spec(data="two-curves", hidden=(2,), learning_rate=0.02, steps=2000, seeds=64, **_GENTLE),
        32,
        _count,
        (
            Picture("decision", "In the space of the data the border is curved."),
            Picture("layers", "The same network before and after its layer, with the same grid."),
            Picture(
                "phases",
                "The layer in slow motion, in the essay's three phases: the matrix turns and "
                "stretches, the bias shifts, tanh squashes the plane into a square.",
            ),
            Picture("depth", "The same layer with all three moving at once."),
        ),
        depth=0.5,
    ),
    Stop(
        "spirals-easy",
        "Spirals, a little entangled",
        "Two arms of three quarters of a turn, and four hidden layers of two units.",
        Spec(
            data="spirals:turns=0.75",
            hidden=(2,) * 4,
            learning_rate=0.02,
            steps=3000,
            seeds=1024,
            **_ADAM,
        ),
        128,
        _count,
        (
            Picture("layers", "The best network, layer by layer."),
            Picture("depth", "The whole network as one motion of the plane."),
            Picture("seeds", "Where all the random starts draw their border."),
        ),
        depth=2.0,
    ),
    Stop(
        "spirals-full",
        "Spirals, a full turn",
        "One turn, and five hidden layers of two units: the essay's training failed here. So how "
        "often does it fail?",
        Spec(
            data="spirals:turns=1",
            hidden=(2,) * 5,
            learning_rate=0.02,
            steps=4000,
            seeds=1024,
            **_ADAM,
        ),
        256,
        _spirals_full,
        (
            Picture("layers", "The best network, layer by layer."),
            Picture("depth", "A success as one motion of the plane.", _succeeded),
            Picture("training", "The best attempt while it trains.", _failed),
            Picture("seeds", "All random starts, the ones that succeeded in their own colour."),
        ),
        depth=1.0,
    ),
    Stop(
        "spirals-two",
        "Spirals, two turns",
        "Two turns, and six hidden layers of two units.",
        Spec(
            data="spirals:turns=2",
            hidden=(2,) * 6,
            learning_rate=0.02,
            steps=4000,
            seeds=1024,
            **_ADAM,
        ),
        128,
        _spirals_two,
        (
            Picture("decision", "The best of all attempts."),
            Picture("training", "The same while it trains.", _failed),
        ),
    ),
    Stop(
        "ring-two",
        "A disc inside a ring, two units",
        "Blue is a disc, red a ring around it. A layer of two units moves the plane about "
        "without cutting it, and the ring stays closed around the disc (or is squashed flat).",
        Spec(
            data="disc-in-ring",
            hidden=(2,),
            learning_rate=0.02,
            steps=4000,
            seeds=128,
            initial="identity",
        ),
        64,
        _ring,
        (
            Picture("training", "Training pulls and pulls, and ends in a compromise.", _failed),
            Picture("layers", "What it ends with."),
            Picture(
                "heat",
                "The easy way out, measured: how far every place is stretched, and where the sets "
                "are torn.",
            ),
        ),
        depth=0.5,
    ),
    Stop(
        "ring-three",
        "A disc inside a ring, three units",
        "One more unit, and the sheet can be bent in space.",
        Spec(data="disc-in-ring", hidden=(3,), learning_rate=0.02, steps=3000, seeds=64, **_GENTLE),
        32,
        _count,
        (
            Picture("representation", "The plane, bent in space, and the flat plane that cuts it."),
            Picture("depth", "From flat to bent."),
        ),
        depth=1.0,
    ),
    Stop(
        "tori-three",
        "Linked tori, three units",
        "The same one dimension up: two solid rings, each through the hole of the other. Layers of "
        "three units move space about without cutting it, and the rings stay linked.",
        Spec(
            data="linked-tori:points=1200",
            hidden=(3, 3),
            learning_rate=0.02,
            steps=4000,
            seeds=64,
            initial="identity",
        ),
        16,
        _tori,
        (
            Picture("representation", "What it ends with: the rings are stretched, not parted."),
            Picture("heat", "How far they are stretched, and where the network is wrong the most."),
        ),
        depth=1.0,
    ),
    Stop(
        "tori-four",
        "Linked tori, four units",
        "A fourth direction, and one ring can be lifted off the other.",
        Spec(
            data="linked-tori:points=4000",
            hidden=(4, 4),
            learning_rate=0.02,
            steps=3000,
            seeds=16,
            **_GENTLE,
        ),
        8,
        _count,
        (Picture("representation", "Four units, drawn along the directions that matter most."),),
        depth=2.0,
    ),
    Stop(
        "interval-one",
        "The same on a line, one unit",
        "Blue is an interval, red lies on both sides of it. One unit moves the line along itself.",
        Spec(
            data="intervals",
            hidden=(1,),
            learning_rate=0.02,
            steps=2000,
            seeds=64,
            initial="identity",
        ),
        32,
        _interval_one,
        (Picture("training", "The line stretches and squeezes; blue stays in the middle."),),
    ),
    Stop(
        "interval-two",
        "The same on a line, two units",
        "Two units can bend the line into a curve in the plane.",
        Spec(data="intervals", hidden=(2,), learning_rate=0.02, steps=3000, seeds=64, **_GENTLE),
        32,
        _count,
        (
            Picture("representation", "The bent line, cut by a straight one."),
            Picture("training", "How the line is bent in training."),
        ),
        depth=1.0,
    ),
)
