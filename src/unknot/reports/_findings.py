"""What a report holds: three sentences, a table by layer, and what is behind them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unknot.reports._plain import plain
from unknot.reports._section import Column, Examined, Figure, Role, Section

if TYPE_CHECKING:
    import pandas as pd

_ROLES: tuple[tuple[Role, str], ...] = (
    ("separable", "Where the classes become separable"),
    ("topology", "Whether topology changed"),
    ("tears", "Where it tears"),
)


@dataclass(frozen=True, eq=False)
class Findings:
    """What was found of a model and labelled points, layer by layer.

    Attributes
    ----------
    examined
        The model, the data, and the representations.
    sections
        What each read-out found, by its key.
    missing
        What was not measured, and why.
    interrupted
        Whether it was stopped before the end.
    seconds
        How long each read-out took.
    """

    examined: Examined
    sections: dict[str, Section]
    missing: dict[str, str]
    interrupted: bool
    seconds: dict[str, float]

    @property
    def title(self) -> str:
        """What was examined, in a line."""
        widths = "-".join(str(layer.width) for layer in self.examined.layers)
        return f"{self.examined.data.name} through {widths}"

    @property
    def sentences(self) -> tuple[str, str, str]:
        """Where the classes become separable; whether topology changed; where it tears."""
        found: dict[Role, str] = {}
        for section in self.sections.values():
            if section.role is not None and section.sentence:
                found[section.role] = section.sentence
        why = "the report was interrupted" if self.interrupted else "it could not be measured"
        one, two, three = (
            found.get(role, f"{words} is not known: {why}.") for role, words in _ROLES
        )
        return one, two, three

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the table by layer."""
        return tuple(one for section in self.sections.values() for one in section.columns)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, as SVG."""
        return tuple(one for section in self.sections.values() for one in section.figures)

    @property
    def table(self) -> "pd.DataFrame":
        """The table by layer as a frame of pandas: a row for each layer, the input first."""
        import pandas as pd

        rows = self.examined.layers
        frame = pd.DataFrame({"name": [r.name for r in rows], "units": [r.width for r in rows]})
        for one in self.columns:
            frame[one.key] = [cell.value for cell in one.cells]
        frame.index.name = "layer"
        return frame

    def as_dict(self) -> dict[str, Any]:
        """Return everything as JSON has it; numbers that are not finite as None."""
        data = self.examined.data
        return plain(
            {
                "title": self.title,
                "sentences": list(self.sentences),
                "points": len(data),
                "classes": data.counts,
                "accuracy": self.examined.accuracy,
                "layers": [
                    {"depth": r.depth, "name": r.name, "units": r.width}
                    | {one.key: one.cells[r.depth].value for one in self.columns}
                    for r in self.examined.layers
                ],
                "columns": {
                    one.key: {
                        "label": one.label,
                        "estimator": one.estimator,
                        "limits": one.limits,
                        "notes": [cell.note for cell in one.cells],
                    }
                    for one in self.columns
                },
                "details": {key: dict(one.facts) for key, one in self.sections.items()},
                "notes": list(self.examined.notes),
                "missing": self.missing,
                "interrupted": self.interrupted,
                "seconds": self.seconds,
            }
        )
