"""The guided tour: eighteen experiments that a student can watch, repeat and change."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from unknot.recording import Spec


@dataclass(frozen=True)
class Constructed:
    """A network that is not trained: of which data, and what its button and its link say."""

    source: str
    button: str
    link: str


@dataclass(frozen=True)
class Stop:
    """One experiment of the tour, and what is said of it.

    Attributes
    ----------
    name, title
        In a link, and above the text.
    text
        What there is to see: one or two short paragraphs.
    suggestion
        One thing to try.
    spec
        The recipe; what the text claims is true after ``spec.steps`` steps.
    learned
        Whether every point is then right; None where the text says something else.
    at_once
        Train to the end of the recipe at once, and pause, instead of live.
    speed
        Gradient steps per second: learning takes five to ten seconds.
    view
        What the viewer shows.
    made
        Networks that are constructed beside it, when somebody asks.
    """

    name: str
    title: str
    text: str
    suggestion: str
    spec: Spec
    learned: bool | None
    speed: float | None
    at_once: bool = False
    view: Mapping[str, Any] = field(default_factory=dict)
    made: tuple[Constructed, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the stop as the page reads it."""
        return {
            "name": self.name,
            "title": self.title,
            "text": self.text,
            "try": self.suggestion,
            "spec": self.spec.model_dump(mode="json", exclude={"snapshots"}),
            "step": self.spec.steps if self.at_once else None,
            "train": not self.at_once and self.spec.steps > 0,
            "speed": self.speed,
            "view": dict(self.view),
            "made": [asdict(one) for one in self.made],
        }


def _spec(
    data: str, layers: tuple[int, ...] | tuple[str, ...], rate: float, steps: int, **others: Any
) -> Spec:
    written = "layers" if layers and isinstance(layers[0], str) else "hidden"
    recipe = {"learning_rate": rate, "steps": steps, "patience": None, written: layers}
    return Spec(data=data, **recipe, **others)


STOPS: tuple[Stop, ...] = (
    Stop(
        name="start",
        title="Watch a network untangle two spirals",
        text="Two spirals, and a network of four small layers that tells red from blue. Everything "
        "it does can be seen: each layer moves and bends the whole plane, and when all four are "
        "done, one straight line is enough.",
        suggestion="Take hold of the depth slider and move it yourself.",
        spec=_spec("spirals:turns=0.75", (2,) * 4, 0.005, 600, seed=7),
        learned=True,
        speed=80,
        at_once=True,
        view={"playing": "loop"},
    ),
    Stop(
        name="line",
        title="Two curves and a straight line",
        text="Red and blue points lie on two curves. This network has no hidden layer: all it can "
        "do is cut the plane along a straight line. Training turns and shifts the line, and then "
        "it stops getting better.\n\n"
        "No line at all can do it. Stretch a rubber band round the red points and another one "
        "round the blue points: the two bands overlap.",
        suggestion="Press reset and train again. Then choose another seed: the line starts "
        "somewhere else and ends in the same place.",
        spec=_spec("two-curves", (), 0.02, 600),
        learned=False,
        speed=80,
    ),
    Stop(
        name="layer",
        title="One hidden layer bends the plane",
        text="Now there are two tanh units between the data and the line. The border becomes a "
        "curve, and after some seconds every point is on the right side.\n\n"
        "Move the depth scrubber to the end: seen from behind the hidden layer, the border is a "
        "straight line again. It is the plane that has been bent.",
        suggestion="While it trains, keep the depth at 1 and watch the two curves being pushed "
        "apart.",
        spec=_spec("two-curves", (2,), 0.01, 400, seed=5),
        learned=True,
        speed=50,
    ),
    Stop(
        name="phases",
        title="A layer in slow motion",
        text="The same network, trained already. A layer does three things in turn: its matrix "
        "turns and stretches the plane, its bias shifts it, and tanh presses it into a square. "
        "Here they are shown one after the other.\n\n"
        "None of the three tears the plane or glues parts of it together. Points that are "
        "neighbours stay neighbours.",
        suggestion="Switch the order to “together”: it is the same layer, with all three moving "
        "at once.",
        spec=_spec("two-curves", (2,), 0.01, 600, seed=5),
        learned=True,
        speed=50,
        at_once=True,
        view={"order": "phases", "playing": "loop"},
    ),
    Stop(
        name="spirals-easy",
        title="Spirals, three quarters of a turn",
        text="Two spiral arms, each three quarters of a turn long, and four hidden layers of two "
        "units. You are looking at the last layer, where the network draws its straight line: "
        "watch the spirals unwind there.\n\n"
        "Then play the depth: layer by layer, the plane is rolled out.",
        suggestion="Choose another seed. Some get stuck: training depends on where it starts.",
        spec=_spec("spirals:turns=0.75", (2,) * 4, 0.005, 600, seed=7),
        learned=True,
        speed=60,
        view={"depth": 4},
    ),
    Stop(
        name="spirals-race",
        title="A full turn: most starts fail",
        text="One full turn, five layers of two units, and 48 random starts that train side by "
        "side. The picture shows the best one; the list of seeds shows how they all do.\n\n"
        "Most get stuck with a few points wrong, and only a few get everything right. The "
        "network can do it, but training rarely finds out how.",
        suggestion="Pause, and look at some of the seeds that failed. Where do they cut a spiral "
        "in two?",
        spec=_spec("spirals:turns=1", (2,) * 5, 0.01, 1200, seeds=48),
        learned=None,
        speed=150,
    ),
    Stop(
        name="spirals-full",
        title="A full turn, learned before your eyes",
        text="The same task and the same network, from one start that succeeds: seed 158. After "
        "about five seconds every point is right.\n\n"
        "There is nothing special about this seed, except that it was lucky. Play the depth to "
        "see how five layers unwind the spirals without cutting them.",
        suggestion="Pull the training scrubber back to the start, and look for the moment when "
        "the two arms come apart.",
        spec=_spec("spirals:turns=1", (2,) * 5, 0.01, 500, seed=158),
        learned=True,
        speed=50,
        view={"depth": 5},
    ),
    Stop(
        name="spirals-two",
        title="Two turns: possible, but not found",
        text="Two turns, and six layers of two units. It is a theorem that two spirals can be "
        "told apart by layers of two units, however often they turn, if there are enough of "
        "them.\n\n"
        "Training does not find such weights: of 256 random starts that we tried, none got every "
        "point right in 6,000 steps. What can be done and what is learned are different "
        "questions: such weights can be constructed, of a plan that unwinds the arms.",
        suggestion="Give every layer a third unit, and train again.",
        spec=_spec("spirals:turns=2", (2,) * 6, 0.02, 1500, seeds=16),
        learned=False,
        speed=150,
        made=(
            Constructed("spirals:turns=2", "Construct two turns", "Watch two turns unwind"),
            Constructed("spirals:turns=5", "Construct five turns", "Watch five turns unwind"),
        ),
    ),
    Stop(
        name="fields",
        title="Two turns: learned by pushing",
        text="The same two spirals, and layers of another kind. A vector field pushes every point "
        "some way: 32 anchors each say how far and whereto, and points between them are pushed by "
        "something in between. Six such layers get every point right within seconds, and never "
        "leave the plane.\n\n"
        "There is a price. Where the push changes too fast from place to place, space may fold "
        "over itself. Each layer begins as an isotopy, without a fold; watch the layers lose "
        "that, one by one.",
        suggestion="Start from “six fields that cannot fold”: their steepness is bounded. How far "
        "do they come?",
        spec=_spec("spirals:turns=2", ("field:32*6",), 0.005, 600),
        learned=True,
        speed=80,
        view={"depth": 6},
    ),
    Stop(
        name="ring-two",
        title="A disc inside a ring: two units are not enough",
        text="Blue lies inside, red all round it. A layer of two tanh units moves the plane "
        "about, and the ring stays closed round the disc. The network pulls and pulls, and ends "
        "with a compromise.\n\n"
        "It is a theorem: no network whose layers have at most two tanh units is right on the "
        "whole disc and the whole ring, at any depth and with any weights.",
        suggestion="Add more layers of two units. Sometimes all of the points shown come out "
        "right; then look for the gap in the ring through which the border slips.",
        spec=_spec("disc-in-ring", (2,), 0.02, 1200),
        learned=False,
        speed=150,
        view={"depth": 1},
    ),
    Stop(
        name="ring-slipped",
        title="The easy way out",
        text="Four layers of two units, and a lucky start among 64: after some seconds every point "
        "that is shown is right. The theorem still holds. Look for the place where the border "
        "slips between two points of the ring: there the whole disc and the whole ring are not "
        "told apart.\n\n"
        "To slip through so small a gap, a network must tear neighbours far apart: it is steep "
        "there.",
        suggestion="Put a price on that: write contractive:0.01 as the penalty, and "
        "train again. It slips no more.",
        spec=_spec("disc-in-ring", (2,) * 4, 0.02, 1500, seed=14),
        learned=True,
        speed=200,
    ),
    Stop(
        name="ring-three",
        title="A disc inside a ring: the third unit",
        text="One more unit, and the plane lies in space as a sheet. Now it can be bent: the "
        "disc is lifted out of the ring like the bottom of a bowl, and a flat cut separates "
        "them.\n\n"
        "The sheet is still whole. Nothing was torn; there was just more room.",
        suggestion="Turn the picture by dragging it, or with the keys, until you see the cut from "
        "its edge.",
        spec=_spec("disc-in-ring", (3,), 0.01, 300),
        learned=True,
        speed=30,
        view={"depth": 1, "view": "space"},
    ),
    Stop(
        name="interval",
        title="The same on a line: one unit or two",
        text="One dimension less: blue is a piece of a line, with red on both sides. One tanh "
        "unit slides the points along the line, but keeps their order, so blue stays in the "
        "middle. It cannot win.\n\n"
        "Two units put the line into the plane and bend it: then one straight cut is enough.",
        suggestion="Set the layer to two units, and train again.",
        spec=_spec("intervals", (1,), 0.01, 400),
        learned=False,
        speed=50,
        view={"depth": 1},
    ),
    Stop(
        name="tori",
        title="Two linked rings, three units or four",
        text="In space there are links: two rings, each through the hole of the other. Layers of "
        "three tanh units move space about without cutting it, so linked rings stay linked, and "
        "no flat cut has one on either side. A network of three units can at best get the points "
        "that are shown right, by slipping between them.\n\n"
        "With a fourth unit there is room to lift one ring off the other.",
        suggestion="Set both layers to four units, and train again.",
        spec=_spec("linked-tori", (3, 3), 0.02, 1200, seed=5),
        learned=False,
        speed=150,
        view={"depth": 2, "view": "space"},
    ),
    Stop(
        name="unlink",
        title="A link that comes apart",
        text="An oval, and a line that goes along it, winds round it twice, and twice back. They "
        "hang together in every picture, and still nothing holds them. Six layers of three units "
        "soon get every point that is shown right. Pause, and the badge says what that is worth: "
        "between two of the points the line slips through the border.\n\n"
        "A plan does it honestly: turn the line back, a little at a time. Layers of three units "
        "that follow it can be constructed, and it is proved that they take the whole line and the "
        "whole oval apart.",
        suggestion="When every point is right, pause, press “Wrong at a point”, and go to it in "
        "the data.",
        spec=_spec("unlink-spiral:turns=2", (3,) * 6, 0.01, 900),
        learned=True,
        speed=120,
        view={"depth": 6, "view": "space"},
        made=(
            Constructed("unlink-spiral:turns=2", "Construct such layers", "Watch it come apart"),
        ),
    ),
    Stop(
        name="digits",
        title="A wide network, seen through a window",
        text="Handwritten digits of 8 × 8 pixels are points in a space of 64 dimensions. The "
        "first layer has 16 units: what you see of it is a shadow, the directions in which the "
        "points spread most. The share of the spread that the shadow keeps is written beside "
        "it.\n\n"
        "The second layer has three units and is shown as it is: ten clouds, one for each digit.",
        suggestion="Move the depth to 2, and turn the clouds while the network learns.",
        spec=_spec("digits:points=1000", (16, 3), 0.01, 600, initial="glorot"),
        learned=None,
        speed=80,
        view={"depth": 1, "view": "space"},
    ),
    Stop(
        name="neighbours",
        title="No line, but neighbours",
        text="The last layer has only two units now, and there are ten classes. Instead of "
        "straight lines the nearest points decide: each digit is given the class of those that "
        "lie beside it, and the layers are trained so that these are its own.\n\n"
        "So classes need not be cut apart by lines. They fall into clumps, however these lie in "
        "the plane.",
        suggestion="Choose “a linear map” as what reads the last layer, and train again: with two "
        "units it does not get every digit right.",
        spec=_spec(
            "digits:points=400",
            (16, 2),
            0.02,
            300,
            initial="glorot",
            head="neighbours:temperature=0.05",
        ),
        learned=True,
        speed=40,
        view={"depth": 2},
    ),
    Stop(
        name="draw",
        title="Draw your own",
        text="Now it is your turn. Draw curves and regions of two or more colours, choose layers, "
        "and train.\n\n"
        "Here is one to begin with: a hook round a blob. The blob is not enclosed, for the hook "
        "has an opening, so two units in each layer can be enough.",
        suggestion="Close the hook. What changes?",
        spec=_spec(
            "drawn:strokes=A-60_70_-40_90_-90_20_-80_-60_0_-90_80_-60_80_0;B*-20_-20_20_-20_20_20_-20_20",
            (2, 2, 2),
            0.01,
            300,
            seed=15,
        ),
        learned=True,
        speed=40,
    ),
)
