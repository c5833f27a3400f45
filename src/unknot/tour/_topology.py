"""What topology forbids in two, one and three dimensions, and what one more unit allows."""

from unknot.recording import Recording, Spec
from unknot.tour._plane import GENTLE
from unknot.tour._stop import Beat, Picture, Stop, count, either, failed, solved, wrong

# Nothing to stop early for.
_VAIN = {"learning_rate": 0.02, "initial": "identity"}


def _ring(recording: Recording) -> str:
    theorem = (
        "no network with layers of at most two tanh units is right on the whole disc and the "
        "whole ring, at any depth and for any weights"
    )
    if solved(recording):
        return f"{count(recording)} It slips between the sampled points: {theorem}."
    return (
        f"{count(recording)} That is no accident: {theorem}. The best one is a compromise that "
        f"gets {recording.accuracy:.1%} of the sampled points right; a constant answer gets half."
    )


def _tori(recording: Recording) -> str:
    return (
        f"{count(recording)} The linking number of the two core circles is ±1, so no weights part "
        "the whole rings."
    )


def _interval_one(recording: Recording) -> str:
    return (
        f"{count(recording)} None can: one increasing unit keeps the order of the line, or "
        "turns it round, or flattens it; the blue interval is never brought to one side."
    )


TOPOLOGY: tuple[Stop, ...] = (
    Stop(
        "ring-two",
        "A disc inside a ring, two units",
        "What two units cannot do",
        "Can a layer of two units pull a disc out of a ring?",
        Spec(data="disc-in-ring", hidden=(2,), steps=4000, seeds=128, **_VAIN),
        64,
        (
            Beat(
                "Blue is a disc, red a ring around it. A layer of two units moves the plane about "
                "without cutting it, and the ring stays closed around the disc (or is squashed "
                "flat). Here the layer has just begun.",
                depth=1,
                trained=0,
            ),
            Beat(
                lambda r: (
                    "Training pulls and pulls, and finds a way between the points that are drawn."
                    if solved(r)
                    else f"Training pulls and pulls, and ends in a compromise: {wrong(r)} of the "
                    f"{len(r.data)} points are on the wrong side of its straight line."
                ),
                depth=1,
            ),
            Beat("Moved back to where the data are, the same compromise is this border."),
        ),
        _ring,
        "Add more layers of two units. If every point comes out right, look for the gap in the "
        "ring through which the border slips.",
        (
            Picture("training", "Training pulls and pulls, and ends in a compromise.", failed),
            Picture("layers", "What it ends with."),
            Picture(
                "heat",
                "The easy way out, measured: how far every place is stretched, and where the sets "
                "are torn.",
            ),
        ),
    ),
    Stop(
        "ring-three",
        "A disc inside a ring, three units",
        "What two units cannot do",
        "What does a third unit change?",
        Spec(data="disc-in-ring", hidden=(3,), steps=3000, seeds=64, **GENTLE),
        32,
        (
            Beat(
                "The same disc and the same ring. With three units in the layer the plane lies in "
                "space, as a sheet of paper does."
            ),
            Beat(
                "So it can be bent in a direction that the plane does not have. The sheet becomes "
                "a bowl, disc below and ring above (or the other way round), and it is still in "
                "one piece.",
                depth=1,
            ),
            Beat("A flat plane cuts the bowl. Turn it with the mouse or a finger.", depth=1),
        ),
        count,
        "Give the layer two units again, and then three more layers. Does depth replace the third "
        "unit?",
        (
            Picture("representation", "The plane, bent in space, and the flat plane that cuts it."),
            Picture("depth", "From flat to bent."),
        ),
    ),
    Stop(
        "interval-one",
        "The same on a line, one unit",
        "What two units cannot do",
        "Is it the same with one dimension less?",
        Spec(data="intervals", hidden=(1,), steps=2000, seeds=64, **_VAIN),
        32,
        (
            Beat(
                "Blue is a piece of a line, red lies on both sides of it. One unit moves the line "
                "along itself. (Points are spread upwards only to be seen.)",
                depth=1,
                trained=0,
            ),
            Beat("The line stretches and squeezes; blue stays in the middle.", depth=1),
        ),
        _interval_one,
        "Set the layer to two units, and train again.",
        (Picture("training", "The line stretches and squeezes; blue stays in the middle."),),
    ),
    Stop(
        "interval-two",
        "The same on a line, two units",
        "What two units cannot do",
        "And with one unit more?",
        Spec(data="intervals", hidden=(2,), steps=3000, seeds=64, **GENTLE),
        32,
        (
            Beat("Two units give the line a plane to lie in.", depth=0),
            Beat("There it can be bent, and one straight cut is enough.", depth=1),
            Beat("In training, this is how the bend began …", depth=1, trained=0),
            Beat("… and how far it went.", depth=1),
        ),
        count,
        "Which is the least number of steps after which the bend is deep enough?",
        (
            Picture("representation", "The bent line, cut by a straight one."),
            Picture("training", "How the line is bent in training."),
        ),
    ),
)

LINKS: tuple[Stop, ...] = (
    Stop(
        "tori-three",
        "Linked tori, three units",
        "Links",
        "Can three units part two rings that are linked?",
        Spec(data="linked-tori:points=1200", hidden=(3, 3), steps=4000, seeds=64, **_VAIN),
        16,
        (
            Beat(
                "The same one dimension up: two solid rings, each through the hole of the other. "
                "Turn them with the mouse or a finger."
            ),
            Beat(
                "Layers of three units move space about without cutting it. Here is what two of "
                "them made of the rings: stretched, and still linked.",
                depth=2,
            ),
        ),
        _tori,
        "Set both layers to four units, and train again.",
        (
            Picture("representation", "What it ends with: the rings are stretched, not parted."),
            Picture("heat", "How far they are stretched, and where the network is wrong the most."),
        ),
    ),
    Stop(
        "tori-four",
        "Linked tori, four units",
        "Links",
        "And four?",
        Spec(
            data="linked-tori:points=4000",
            hidden=(4, 4),
            steps=3000,
            seeds=16,
            **GENTLE,
        ),
        8,
        (
            Beat("The same two rings, more densely sampled."),
            Beat(
                "In four dimensions there is a direction in which one ring can be lifted off the "
                "other. What is drawn is a shadow in three: rings that seem to touch may lie apart "
                "in the fourth.",
                depth=1,
            ),
            Beat(
                either(
                    "After the second layer one flat cut is enough. The shadow is now taken along "
                    "the direction that is cut, so nothing hides it.",
                    "After the second layer one flat cut decides. The shadow is now taken along "
                    "the direction that is cut, so nothing hides what it gets wrong.",
                ),
                depth=2,
            ),
        ),
        count,
        "Start the grand tour: it turns through the dimensions that are not seen.",
        (Picture("representation", "Four units, drawn along the directions that matter most."),),
    ),
)
