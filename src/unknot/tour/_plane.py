"""The essay's beginning: curves, and spirals, in the plane."""

from unknot.recording import Recording, Spec
from unknot.tour._stop import Beat, Picture, Stop, best, count, either, failed, solved, succeeded

# After all points are right, training goes on for a while, a wide margin makes a clear picture,
# but not so long that every point is pressed into a corner.
GENTLE = {"learning_rate": 0.02, "initial": "identity", "patience": 12}


def _spirals(turns: float, layers: int, steps: int) -> Spec:
    return Spec(
        data=f"spirals:turns={turns:g}",
        hidden=(2,) * layers,
        learning_rate=0.02,
        steps=steps,
        seeds=1024,
        initial="identity",
        patience=40,
    )


def _line(recording: Recording) -> str:
    return (
        f"{best(recording)} The convex hulls of the two curves meet, so every straight line is "
        "wrong somewhere."
    )


def _spirals_full(recording: Recording) -> str:
    if solved(recording) == 0:
        return f"{count(recording)} As in the essay, training fails; here is the best attempt."
    return (
        f"{count(recording)} So failure is the rule, as in the essay, but it is training that "
        "fails and not the architecture: here is one that succeeded."
    )


def _spirals_two(recording: Recording) -> str:
    if solved(recording) == 0:
        return (
            f"{count(recording)} The best gets {recording.accuracy:.1%} right. Weights that do "
            "separate the spirals exist in layers of two units, at some depth (the plane can be "
            "unwound without tearing); training does not find them."
        )
    return f"{count(recording)} Rare, but not impossible."


PLANE: tuple[Stop, ...] = (
    Stop(
        "curves-line",
        "Two curves and a straight line",
        "A line, and a bend",
        "Can one straight line tell two curves apart?",
        Spec(data="two-curves", hidden=(), learning_rate=0.05, steps=2000, seeds=16),
        16,
        (
            Beat(
                "The simplest classifier has no hidden layer. It weighs the two coordinates, adds "
                "them up, and asks whether the sum is positive: it cuts the plane by one straight "
                "line. This is where it starts, with random weights.",
                trained=0,
            ),
            Beat(
                "Training turns and shifts the line until it gets no better: the falling curve "
                "under the picture is the loss, the dashed one the accuracy. A ring marks every "
                "point that lies on the wrong side.",
            ),
        ),
        _line,
        "Train it again from another seed. Does the line end in the same place?",
        (Picture("decision", "Every point of the square in the colour of its class."),),
    ),
    Stop(
        "curves",
        "One hidden layer bends the plane",
        "A line, and a bend",
        "What does one hidden layer change?",
        Spec(data="two-curves", hidden=(2,), steps=2000, seeds=64, **GENTLE),
        32,
        (
            Beat(
                "Now two tanh units stand between the data and the line. In the space of the data "
                "the border has become a curve. But how does a network draw a curve?"
            ),
            Beat(
                "It bends the plane instead. The layer does three things, and scrolling here does "
                "them slowly, one by one: a matrix turns and stretches, a bias shifts, and tanh "
                "squashes the whole plane into a square.",
                depth=1,
                order="phases",
            ),
            Beat(
                "Seen from behind the layer, the border is a straight line again. The curve and "
                "the line are the same border, before and after the bending.",
                depth=1,
            ),
            Beat(
                "Nothing asks for three steps in turn. Moved all at once, the plane flows from one "
                "picture to the other and back; at every moment each point has a place of its own.",
            ),
        ),
        count,
        "Take one of the two units away. Why is a single one not enough?",
        (
            Picture("decision", "In the space of the data the border is curved."),
            Picture("layers", "The same network before and after its layer, with the same grid."),
            Picture("phases", "The layer in slow motion, in the essay's three phases."),
            Picture("depth", "The same layer with all three moving at once."),
        ),
    ),
    Stop(
        "spirals-easy",
        "Spirals, a little entangled",
        "Unwinding",
        "How can two spirals be unwound without cutting the plane?",
        _spirals(turns=0.75, layers=4, steps=3000),
        128,
        (
            Beat(
                "Two arms of three quarters of a turn. Four hidden layers of two units each have "
                "drawn this border round them."
            ),
            Beat(
                "Layer by layer, the plane is moved under the arms. Follow one line of the grid: "
                "it is bent and pulled, and never cut.",
                depth=2,
            ),
            Beat(
                either(
                    "After the last layer the arms lie on two sides of one straight line. All of "
                    "the curve in the border was made by what came before.",
                    "After the last layer one straight line decides. Here it is not right about "
                    "every point yet.",
                ),
                depth=4,
            ),
            Beat(
                "And this is how it was learned: the last picture again, from the first step of "
                "the training on.",
                depth=4,
                trained=0,
            ),
            Beat("The weights change a little at a time, and the arms slide apart.", depth=4),
        ),
        count,
        "Remove a layer, then another. When do the arms no longer come apart?",
        (
            Picture("layers", "The best network, layer by layer."),
            Picture("depth", "The whole network as one motion of the plane."),
            Picture("seeds", "Where all the random starts draw their border."),
        ),
    ),
    Stop(
        "spirals-full",
        "Spirals, a full turn",
        "Unwinding",
        "One quarter of a turn more: does the network fail, or its training?",
        _spirals(turns=1, layers=5, steps=4000),
        256,
        (
            Beat(
                "One full turn, and five hidden layers of two units. The essay's training failed "
                "here. So how often does it fail? This is the best of many random starts, before "
                "its first step.",
                trained=0,
            ),
            Beat(
                lambda r: (
                    f"{r.t1:,} steps later it gets {r.accuracy:.1%} of the points right. "
                    "The others are drawn below."
                )
            ),
            Beat(
                either(
                    "Its five layers unwind the full turn. This motion exists for the plane as a "
                    "whole: no architecture of two units forbids it.",
                    "Its five layers take part of the turn out, and the last line is wrong about "
                    "the rest.",
                ),
                depth=5,
            ),
        ),
        _spirals_full,
        "Race 64 seeds at once, and look at the ones that get stuck.",
        (
            Picture("layers", "The best network, layer by layer."),
            Picture("depth", "A success as one motion of the plane.", succeeded),
            Picture("training", "The best attempt while it trains.", failed),
            Picture("seeds", "All random starts, the ones that succeeded in their own colour."),
        ),
    ),
    Stop(
        "spirals-two",
        "Spirals, two turns",
        "Unwinding",
        "And if they are wound up further?",
        _spirals(turns=2, layers=6, steps=4000),
        128,
        (
            Beat("Two turns, six hidden layers of two units, before training.", trained=0),
            Beat(
                either(
                    "This start came through: every point is right.",
                    "The best attempt takes what can be had without unwinding, and stays there. "
                    "The rings show what it gives up.",
                )
            ),
            Beat("This is what its last layer has made of the arms.", depth=6),
        ),
        _spirals_two,
        "`unknot untangle spirals:turns=2` constructs weights that training does not find, and "
        "proves them right.",
        (
            Picture("decision", "The best of all attempts."),
            Picture("training", "The same while it trains.", failed),
        ),
    ),
)
