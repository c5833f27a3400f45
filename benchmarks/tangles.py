"""Diagrams of two unlinked components, tangled by random Reidemeister moves.

A diagram is which ends meet: end (c, s) is the place s of crossing c, anticlockwise, of which 0 and
2 are the lower strand's. Faces follow from that, and no move leaves the plane.
"""

from collections.abc import Iterator
from random import Random

from unknot.links import Link, from_pd, polygons

End = tuple[int, int]
_TURNS = 0.3  # of the moves add a turn of one strand; the others push one strand over another
_SLIDES = 5  # of a strand past a crossing are tried after each move


class Tangle:
    """A diagram that grows."""

    def __init__(self, random: Random):
        self.random = random
        # One circle over another: they cross twice.
        self.mate: dict[End, End] = {}
        for one, other in (((0, 0), (1, 2)), ((0, 2), (1, 0)), ((0, 1), (1, 1)), ((0, 3), (1, 3))):
            self._join(one, other)

    @property
    def crossings(self) -> int:
        """How many there are."""
        return len(self.mate) // 4

    def grow(self) -> None:
        """Add a turn, or push a strand over another; then slide strands past crossings."""
        if self.random.random() < _TURNS:
            self._turn(self.random.choice(list(self.mate)))
        else:
            self._push()
        for _ in range(_SLIDES):
            self._slide()

    def _join(self, one: End, other: End) -> None:
        self.mate[one], self.mate[other] = other, one

    def _turn(self, end: End) -> None:
        """Let a strand turn once: a first Reidemeister move."""
        other, new = self.mate[end], self.crossings
        into, back = self.random.randrange(4), self.random.choice((1, 3))
        out = (into + back) % 4
        self._join(end, (new, into))
        self._join((new, (into + 2) % 4), (new, out))
        self._join((new, (out + 2) % 4), other)

    def _face(self, end: End) -> list[End]:
        """Return the ends from which strands run about a face, which is on their left."""
        found = [end]
        while True:
            crossing, place = self.mate[found[-1]]
            following = (crossing, (place - 1) % 4)
            if following == end:
                return found
            found.append(following)

    def _push(self) -> None:
        """Push a strand across another side of a face: a second Reidemeister move."""
        face = self._face(self.random.choice(list(self.mate)))
        a, c = face[0], self.random.choice(face)
        b, d = self.mate[a], self.mate[c]
        if c in (a, b):  # the same strand on both sides
            return
        left, right = self.crossings, self.crossings + 1
        # The strand from a comes from below, the one from c from the right. East of a crossing
        # is place `east`, north the next: the lower strand is the one from c, or the one from a.
        east = self.random.choice((0, 1))
        north, west, south = ((east + k) % 4 for k in (1, 2, 3))
        self._join(a, (left, south))
        self._join((left, north), (right, north))
        self._join((right, south), b)
        self._join(c, (right, east))
        self._join((right, west), (left, east))
        self._join((left, west), d)

    def _slide(self) -> None:
        """Slide a strand past a crossing, if this is possible here: a third Reidemeister move."""
        face = self._face(self.random.choice(list(self.mate)))
        corners = [end[0] for end in face]
        if len(face) != 3 or len(set(corners)) != 3:
            return
        # Of three strands one is over both others, and one below both.
        sides = [(end, self.mate[end]) for end in face]
        if sorted(one[1] % 2 + other[1] % 2 for one, other in sides) != [0, 1, 2]:
            return
        ways = [(one, other, _across(one), _across(other)) for one, other in sides]
        beyond = [(self.mate[i], self.mate[j]) for _, _, i, j in ways]
        if any(end[0] in corners for ends in beyond for end in ends):
            return
        for (one, other, i, j), (first, last) in zip(ways, beyond, strict=True):
            self._join(first, other)
            self._join(j, i)
            self._join(one, last)

    def code(self) -> list[tuple[int, ...]]:
        """Return its planar diagram code, with edges counted along the components."""
        number: dict[End, int] = {}
        into: set[End] = set()
        for begin in self.mate:
            end = begin
            while end not in number:
                number[end] = number[self.mate[end]] = len(number) // 2
                into.add(self.mate[end])
                end = _across(self.mate[end])
        found = []
        for crossing in range(self.crossings):
            first = 0 if (crossing, 0) in into else 2
            found.append(tuple(number[crossing, (first + k) % 4] for k in range(4)))
        return found


def _across(end: End) -> End:
    return end[0], (end[1] + 2) % 4


def tangled_unlinks(crossings: int, count: int, seed: int = 0) -> Iterator[Link]:
    """Give unlinks of two components, a class each, drawn with so many crossings or one more."""
    random = Random(seed)
    for _ in range(count):
        tangle = Tangle(random)
        while tangle.crossings < crossings:
            tangle.grow()
        yield polygons(from_pd(tangle.code()))
