"""What became of the components and holes of a class: separate, merged or unresolved."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["separate", "merged", "unresolved"]
Permits = Literal["nothing merges", "may merge", "unknown"]

_NAMES = (("component", "components"), ("hole", "holes"), ("cavity", "cavities"))


@dataclass(frozen=True)
class Glued:
    """Two points of different parts of a class that have one image.

    Attributes
    ----------
    parts
        Their parts.
    first, second
        The points of the input, (d,) each.
    distance
        How far apart their images are: rounding, at this scale.
    scale
        The largest coordinate of the images.
    """

    parts: tuple[int, int]
    first: tuple[float, ...]
    second: tuple[float, ...]
    distance: float
    scale: float

    def summary(self) -> str:
        """Say it in a sentence."""

        def place(point: tuple[float, ...]) -> str:
            shown = ", ".join(f"{value:.4g}" for value in point[:4])
            return f"({shown}{', …' if len(point) > 4 else ''})"

        return (
            f"{place(self.first)} and {place(self.second)} come to one point (apart by "
            f"{self.distance:.1e}, at coordinates up to {self.scale:.2g})."
        )


@dataclass(frozen=True)
class Features:
    """The components, or the holes of one dimension, of a class at one layer.

    Attributes
    ----------
    dimension
        0 of components, 1 of loops, 2 of cavities.
    verdicts
        Of each one that the input has, what became of it up to here.
    seen
        How many the sample shows at this layer by itself.
    gap
        Components: the least distance between the images of two parts; infinite if there is one.
    spacing
        Components: the step by which the worst part hangs together, where it is largest for what
        is near.
    resolution
        Components: that step over its distance to other parts. Below 1 there are neighbourhoods of
        the parts' images, each connected, that do not meet; below 0.8 they count as separate.
    permits
        What the layers up to here permit.
    glued
        Two points that are glued, where components are merged and a pair is known.
    """

    dimension: int
    verdicts: tuple[Verdict, ...]
    seen: int
    permits: Permits
    gap: float = float("inf")
    spacing: float = 0.0
    resolution: float = 0.0
    glued: Glued | None = None

    @property
    def known(self) -> int:
        """How many the input has."""
        return len(self.verdicts)

    @property
    def separate(self) -> int:
        """How many are still there, by what is seen here or at a later layer."""
        return self.verdicts.count("separate")

    @property
    def merged(self) -> int:
        """How many are surely glued to another, or filled in."""
        return self.verdicts.count("merged")

    @property
    def unresolved(self) -> int:
        """How many this sampling does not show, though nothing says that they are gone."""
        return self.verdicts.count("unresolved")

    @property
    def verdict(self) -> Verdict:
        """The word for all together: the worst that is known of one."""
        if self.merged:
            return "merged"
        return "unresolved" if self.unresolved else "separate"

    @property
    def name(self) -> str:
        """What they are called, in the number that is known."""
        one, many = _NAMES[min(self.dimension, 2)]
        return one if self.known == 1 else many

    def summary(self) -> str:
        """Say it in a clause."""
        if not self.known:
            extra = f"; {self.seen} seen here" if self.seen else ""
            return f"no {self.name}{extra}"
        head = f"{self.known} {self.name}"
        if self.separate == self.known:
            return f"{head}, {'separate' if self.dimension == 0 else 'still there'}"
        said = []
        if self.separate:
            said.append(f"{self.separate} {'separate' if self.dimension == 0 else 'seen'}")
        if self.merged:
            said.append(f"{self.merged} {'merged' if self.dimension == 0 else 'gone'}")
        if self.unresolved:
            but = " (nothing can merge here)" if self.permits == "nothing merges" else ""
            said.append(f"{self.unresolved} unresolved by this sampling{but}")
        return f"{head}: {', '.join(said)}"
