"""What the tour shows of the essay's own proposals: better layers, and views beside them."""

from unknot.measure import folds, stretch
from unknot.recording import Recording, Spec
from unknot.tour._stops import Picture, Stop
from unknot.train import fit
from unknot.views import represented, view


def _penalty(recording: Recording) -> str:
    free = fit(recording.spec.model_copy(update={"penalty": None}), recording.data)
    steep, steeper = (stretch(one.final, one.data).steepness for one in (recording, free))
    return (
        f"The best of {recording.spec.seeds:,} random starts gets {recording.accuracy:.1%} of the "
        f"points right, and its score changes by {steep:,.3g} per unit of length where it is "
        f"steepest; without the penalty the best gets {free.accuracy:.1%}, at {steeper:,.3g}. No "
        "weights of layers of two units are right on the whole of both sets; what a network gains "
        "beyond that, it gains by steepness."
    )


def _fields(recording: Recording) -> str:
    solved, seeds = int(recording.solved.sum()), recording.spec.seeds
    found = folds(recording.final, recording.data)
    price = "Nothing was cut, and no fold was seen in it."
    if found.grid or found.data:
        price = (
            "The price: layers that are free to fold do fold; some layer turns over "
            f"{found.grid:.0%} of a grid over the data, as far as determinants at its points say."
        )
    tanh = "Layers of two tanh units tried the same data at the stop of two turns, above."
    return (
        f"{solved:,} of {seeds:,} random starts got every point right "
        f"({solved / seeds:.1%}). {tanh} {price}"
    )


def _neighbours(recording: Recording) -> str:
    apart = recording.validation
    assert apart is not None
    right = int((recording.final.predict(apart.points) == apart.labels).sum())
    return (
        f"Of {len(apart):,} images that were kept apart, {right:,} have their own digit's points "
        f"about them on the plane ({right / len(apart):.1%}); one guess in ten would be right by "
        "chance."
    )


def _views(recording: Recording) -> str:
    before = view(recording.data, "isomap")
    after = view(represented(recording), "isomap")
    return (
        f"The nearest other image is of the same digit for {before.right_there:.0%} in the space "
        f"of all 64 pixels, and for {before.right_here:.0%} in Isomap's plane; after the layer for "
        f"{after.right_there:.0%} in the space of its units, and for {after.right_here:.0%} in "
        "Isomap's plane of these. The training points themselves are drawn, so the second plane "
        "flatters."
    )


PROPOSALS: tuple[Stop, ...] = (
    Stop(
        "ring-penalty",
        "Disc in ring, two units, and steep maps cost something",
        "A network that cannot pull the disc out of the ring slips between the points instead: it "
        "makes a corridor, steep and thin. The contractive penalty makes that dear.",
        Spec(
            data="disc-in-ring",
            hidden=(2, 2),
            learning_rate=0.02,
            steps=2000,
            seeds=8,
            snapshots=60,
            penalty="contractive:0.001",
        ),
        4,
        _penalty,
        (
            Picture("decision", "What it says of the plane, and which points are wrong."),
            Picture("layers", "Its two layers."),
        ),
        depth=2.0,
    ),
    Stop(
        "spirals-fields",
        "Spirals, two turns, pushed along vector fields",
        "The essay's proposal: learn a vector field at anchors, and push space along it. An arrow "
        "leads from each anchor to where its layer takes it, a circle is as wide as its Gaussian.",
        Spec(
            data="spirals:turns=2",
            layers=("field:12",) * 4,
            learning_rate=0.02,
            steps=2000,
            seeds=8,
            patience=12,
        ),
        4,
        _fields,
        (
            Picture("layers", "Four fields, each where it begins, and what they make of the arms."),
            Picture("depth", "The points ride on the arrows."),
            Picture(
                "folds",
                "Where some layer turns the plane over, before the layers and after; creases are "
                "lines.",
            ),
        ),
        depth=0.5,
    ),
    Stop(
        "digits-neighbours",
        "Digits, by their neighbours on a plane",
        "Why ask that classes end on two sides of a line? Here 64 pixels are taken to a plane, and "
        "the training points near a point decide. Ten digits have room there as ten islands.",
        Spec(
            data="digits:points=800",
            standardise=True,
            validation=0.2,
            hidden=(32, 2),
            activation=("relu", "identity"),
            initial="glorot",
            head="neighbours",
            learning_rate=0.01,
            steps=500,
            batch=200,
            seeds=1,
            patience=None,
            snapshots=12,
        ),
        1,
        _neighbours,
        (
            Picture("representation", "Every place of the plane in the colour of its neighbours."),
            Picture("losses", "Its training."),
        ),
        depth=2.0,
    ),
    Stop(
        "digits-views",
        "Digits, through other eyes",
        "Isomap lays points into the plane so that ways along the data keep their lengths. It "
        "knows no labels; the colours are those of the three nearest points of the picture.",
        Spec(
            data="digits:points=400",
            standardise=True,
            hidden=(16,),
            activation=("relu",),
            initial="glorot",
            head="neighbours",
            learning_rate=0.01,
            steps=200,
            batch=200,
            seeds=1,
            patience=None,
            snapshots=12,
        ),
        1,
        _views,
        (
            Picture("view", "The images as they are."),
            Picture("view-after", "What one layer of 16 units makes of them."),
            Picture(
                "distances",
                "The curse of dimensionality, measured: with many features the nearest image is "
                "hardly nearer than any other, less so for images than for shuffled pixels.",
            ),
        ),
    ),
)
