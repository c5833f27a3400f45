"""A certificate as it was read: its sets, its claim and its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ._exact import Point
from ._reading import Json, Refused, fields, items, need, number, numbers, whole, wholes
from ._sets import Curve, Set, Sets

if TYPE_CHECKING:
    from ._network import Network


@dataclass(frozen=True)
class Certificate:
    """What is claimed, of what, and by which evidence."""

    names: list[str]
    sets: list[Sets]
    n: int
    claim: dict[str, Json]
    evidence: dict[str, Json]
    network: "Network | None"
    space: int  # that the file's sets lie in; less are the n coordinates in a flat or a projection

    @property
    def net(self) -> "Network":
        """The network, of a claim or evidence that is about one."""
        assert self.network is not None
        return self.network

    def sides(self, *, singles: bool = False) -> tuple[list[int], list[int]]:
        """Read the two sides: sets of classes (T4.10)."""
        raw = items(self.evidence["sides"], "sides")
        need(len(raw) == 2, "sides: expected two lists of classes")
        a, b = (wholes(side, "sides") for side in raw)
        need(len(a) > 0 and len(b) > 0 and len({*a, *b}) == len(a) + len(b), "sides: wrong classes")
        need(max(*a, *b) < len(self.sets), "sides: there is no such class")
        single = len(a) == len(b) == 1
        need(single or not singles, "sides: expected one class each")
        need(single or self.claim.get("width", 2) >= 2, "sides: grouping needs width 2 (T4.10)")
        return a, b

    def too_narrow(self, n: int) -> bool:
        """Say whether a claim, if it is about narrow layers, is of ones that do not part sides.

        Of sides that no diffeomorphism of Rⁿ parts: layers of n units or fewer that are monotone
        (T4.1), and any networks of which the first layer has fewer than n (T4.2f).
        """
        if "first" in self.claim:
            return self.claim["first"] < n
        return self.claim.get("width", n) <= n

    def part(self, value: Json, at: str, side: Sequence[int], *also: str) -> tuple[int, Set]:
        """Read a part of a class of a side."""
        fields(value, at, "class", "path", *also)
        label = whole(value["class"], f"{at}.class")
        need(label in side, f"{at}: class {label} is not of this side")
        found = self.sets[label]
        for k in wholes(value["path"], f"{at}.path"):
            inner = found if isinstance(found, list) else []
            need(k < len(inner), f"{at}: there is no such part")
            found = inner[k]
        if not isinstance(found, Set):
            raise Refused(f"{at}: the path ends at a union")
        return label, found

    def member(self, value: Json, at: str, side: Sequence[int]) -> tuple[int, Set, Point | None]:
        """Read a member of a side: its class, its part, and its place where that is exact."""
        need(type(value) is dict, f"{at}: expected a member")
        if "t" not in value:
            label, part = self.part(value, at, side, "point")
            x = numbers(value["point"], f"{at}.point", self.n)
            need(part.holds(x), f"{at}: the point does not lie in the set")
            return label, part, x
        label, part = self.part(value, at, side, "t")
        t = parameter(value, at)
        fits = isinstance(part, Curve) and part.start <= t <= part.stop
        need(fits, f"{at}: no such parameter")
        return label, part, part.at(t) if isinstance(part, Curve) else None

    def point(self, value: Json, at: str, side: Sequence[int]) -> tuple[int, Set, Point]:
        """Read a member whose coordinates are exact."""
        label, part, x = self.member(value, at, side)
        need(x is not None, f"{at}: this parameter gives no exact point")
        return label, part, x or ()


def parameter(value: Json, at: str) -> Fraction:
    """Read a member's parameter."""
    return number(value["t"], f"{at}.t")
