"""Links that a network of homeomorphisms takes apart: `homeomorphisms` (T7.2).

The layers need not be known to keep the polygons polygons, as tents do: the images of the whole
edges are bounded by intervals.
"""

from ._certificate import Certificate
from ._cover import covered
from ._layers import one_to_one
from ._links import diagram
from ._loops import read_loops
from ._reading import need, number


def homeomorphisms(c: Certificate) -> None:
    """T7.1, T7.2: layers that are homeomorphisms, and scores that are right on whole polygons."""
    loops, _ = read_loops(c)
    diagram(loops)  # refuses polygons that meet
    square = all(layer.inputs == layer.outputs == 3 for layer in c.net.layers)
    need(square, "a layer is not of three units")
    one_to_one(c.net.layers, c.evidence["contractions"])
    covered(c, number(c.evidence["margin"], "margin"))
