"""What the tour shows of the essay's own proposals: better layers, and views beside them."""

from unknot.measure import folds, stretch
from unknot.recording import Recording, Spec
from unknot.tour._report import report_of
from unknot.tour._stop import Beat, Picture, Stop, count, wrong
from unknot.train import fit
from unknot.views import represented, view

_DIGITS = {
    "standardise": True,
    "initial": "glorot",
    "learning_rate": 0.01,
    "batch": 200,
    "seeds": 1,
    "patience": None,
    "snapshots": 12,
}


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
    found = folds(recording.final, recording.data)
    price = "Nothing was cut, and no fold was seen in it."
    if found.grid or found.data:
        price = (
            "The price: layers that are free to fold do fold; some layer turns over "
            f"{found.grid:.0%} of a grid over the data, as far as determinants at its points say."
        )
    tanh = "Layers of two tanh units tried the same data at the stop of two turns, above."
    return f"{count(recording)} {tanh} {price}"


def _kept_apart(recording: Recording) -> tuple[int, int]:
    """Return how many of the points kept for validation are right, and how many there are."""
    apart = recording.validation
    assert apart is not None
    return int((recording.final.predict(apart.points) == apart.labels).sum()), len(apart)


def _neighbours(recording: Recording) -> str:
    right, apart = _kept_apart(recording)
    return (
        f"Of {apart:,} images that were kept apart, {right:,} have their own digit's points "
        f"about them on the plane ({right / apart:.1%}); one guess in ten would be right by "
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


_VIEWS = Stop(
    "digits-views",
    "Digits, through other eyes",
    "Why it matters",
    "Who says that real data are tangled shapes?",
    Spec(
        data="digits:points=400",
        hidden=(16,),
        activation=("relu",),
        head="neighbours",
        steps=200,
        **_DIGITS,
    ),
    1,
    (
        Beat(
            "The manifold hypothesis says that real data lie near surfaces of few dimensions, and "
            "that to classify is to part these. Here are 400 images of handwritten digits, each a "
            "point with 64 coordinates. What you see is a shadow, along the directions in which "
            "they spread most.",
        ),
        Beat(
            "A layer of 16 units has been trained so that images of the same digit become "
            "neighbours. In its shadow they gather.",
            depth=1,
        ),
        Beat(
            "Below, Isomap lays both clouds into the plane so that ways along the data keep their "
            "lengths. It knows no labels; the colours are those of the three nearest points.",
            depth=1,
        ),
    ),
    _views,
    "Give the layer two units. How many digits does it still hold apart?",
    (
        Picture("view", "The images as they are."),
        Picture("view-after", "What one layer of 16 units makes of them."),
        Picture(
            "distances",
            "The curse of dimensionality, measured: with many features the nearest image is "
            "hardly nearer than any other, less so for images than for shuffled pixels.",
        ),
    ),
)

_STEEP = Stop(
    "ring-penalty",
    "Disc in ring, two units, and steep maps cost something",
    "The easy way out",
    "What does a network do where it cannot succeed?",
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
    (
        Beat(
            "A network that cannot pull the disc out of the ring can slip between the points "
            "instead: it makes a corridor through the ring, thin and steep. Such a map has large "
            "derivatives, so a contractive penalty makes it dear. Here is a network of two layers "
            "with that penalty, before training …",
            trained=0,
        ),
        Beat(
            lambda r: (
                f"… and after it: {wrong(r)} of the {len(r.data)} points are wrong."
                if wrong(r)
                else "… and after it: no point is wrong, so look for the corridor."
            )
        ),
        Beat("From behind the last layer, this is what it pulled apart.", depth=2),
    ),
    _penalty,
    "Take the penalty away, and train many seeds. Which of them slip through?",
    (
        Picture("decision", "What it says of the plane, and which points are wrong."),
        Picture("layers", "Its two layers."),
    ),
)

_PUSHED = Stop(
    "spirals-fields",
    "Spirals, two turns, pushed along vector fields",
    "Better layers",
    "Are there layers that bend space more freely?",
    Spec(
        data="spirals:turns=2",
        layers=("field:12",) * 4,
        learning_rate=0.02,
        steps=2000,
        seeds=8,
        patience=12,
    ),
    4,
    (
        Beat(
            "The essay's proposal: learn a vector field at anchors, and push space along it. "
            "An arrow leads from each anchor to where its layer takes it, a circle is as wide as "
            "its Gaussian. Here are the two turns that six tanh layers were tried on."
        ),
        Beat("Halfway through the four fields, the points ride on the arrows.", depth=2),
        Beat("This is where they end.", depth=4),
    ),
    _fields,
    "Start from six fields that cannot fold (the lab's stop on fields). How far do they come?",
    (
        Picture("layers", "Four fields, each where it begins, and what they make of the arms."),
        Picture("depth", "The points ride on the arrows."),
        Picture(
            "folds",
            "Where some layer turns the plane over, before the layers and after; creases are "
            "lines.",
        ),
    ),
)

_NEAR = Stop(
    "digits-neighbours",
    "Digits, by their neighbours on a plane",
    "Better layers",
    "Must classes end on two sides of a line?",
    Spec(
        data="digits:points=600",
        validation=0.2,
        hidden=(32, 2),
        activation=("relu", "identity"),
        head="neighbours",
        steps=500,
        **_DIGITS,
    ),
    1,
    (
        Beat(
            "Not if their neighbours decide: a point is given the class of the training points "
            "near it. So the layers are trained to bring each image near its own kind. Here are "
            "the digits before any layer, as a shadow of their 64 dimensions."
        ),
        Beat(
            "At the end of the layers there are two units, and the shadow is no shadow: this is "
            "the plane itself. Ten digits have room there as islands.",
            depth=2,
        ),
    ),
    _neighbours,
    "Choose a linear map as what reads the last layer, and train again.",
    (
        Picture("representation", "Every place of the plane in the colour of its neighbours."),
        Picture("losses", "Its training."),
    ),
)


def _layers(recording: Recording) -> str:
    right, apart = _kept_apart(recording)
    return (
        f"The network has {recording.accuracy:.1%} of its training images right, and "
        f"{right:,} of {apart:,} that were kept apart. What its layers do to the former, as "
        "a report measures it:"
    )


_LAYERS = Stop(
    "digits-layers",
    "Digits, layer by layer",
    "Why it matters",
    "Does a network untangle real data, or stretch them?",
    Spec(
        data="digits:points=1000",
        validation=0.2,
        hidden=(32, 16, 8),
        activation=("tanh", "tanh", "tanh"),
        steps=400,
        **_DIGITS,
    ),
    1,
    (
        Beat(
            "Ten digits once more, in a shadow of their 64 coordinates. Nobody knows the shapes "
            "that they are drawn from, so of these nothing is proved: what follows is measured, "
            "on the images themselves."
        ),
        Beat("After the first layer of 32 units …", depth=1),
        Beat(
            "… and after the third, of 8. The curves below say at which layer straight cuts are "
            "enough, and what that cost: how far neighbourhoods are stretched.",
            depth=3,
        ),
    ),
    _layers,
    "Train fewer steps. Which layer has not yet done its part?",
    (),
    report_of,
)

REAL: tuple[Stop, ...] = (_VIEWS, _LAYERS)
PROPOSALS: tuple[Stop, ...] = (_STEEP, _PUSHED, _NEAR)
