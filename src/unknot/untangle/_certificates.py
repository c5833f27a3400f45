"""How what was found of a link is written for the checker (docs/certificates.md)."""

from typing import Any

from unknot import checker
from unknot.links import Distinction, JonesObstruction, Link, LinkingObstruction, Obstruction

Written = dict[str, Any]


def order(link: Link) -> list[int]:
    """Return the components class by class, as certificates list them."""
    return sorted(range(len(link.components)), key=lambda k: link.classes[k])


def accepted(link: Link, claim: str, evidence: Written) -> Written | None:
    """Return the certificate if the checker verifies it, else None."""
    return _accepted(_classes(link), claim, evidence)


def accepted_pair(links: tuple[Link, Link], claim: str, evidence: Written) -> Written | None:
    """Return the certificate about two links if the checker verifies it, else None."""
    classes = [
        one | {"name": f"{one['name']} of the {which}"}
        for link, which in zip(links, ("first", "second"), strict=True)
        for one in _classes(link)
    ]
    return _accepted(classes, claim, evidence)


def _accepted(classes: list[Written], claim: str, evidence: Written) -> Written | None:
    try:
        return checker.complete(
            {"classes": classes, "claim": {"kind": claim}, "evidence": evidence}
        )
    except checker.Refused:
        return None


def distinguishing(found: Distinction) -> Written:
    """Write what tells two links apart, whose classes are counted from 0."""
    evidence: Written = {"kind": found.kind, "classes": list(found.classes)}
    if found.kind == "colouring numbers":
        return evidence | {"prime": found.prime, "dimensions": list(found.values)}
    if found.kind == "jones values":
        return evidence | {"prime": found.prime, "at": found.at, "values": list(found.values)}
    return evidence


def _classes(link: Link) -> list[Written]:
    found = []
    for label in sorted(set(link.classes)):
        parts = [
            {"shape": "polyline", "vertices": [list(v) for v in polygon], "closed": True}
            for polygon, own in zip(link.components, link.classes, strict=True)
            if own == label
        ]
        shape = parts[0] if len(parts) == 1 else {"shape": "union", "parts": parts}
        found.append({"name": f"class {label}", "set": shape})
    return found


def obstructing(
    link: Link,
    sides: tuple[list[int], list[int]],
    found: Obstruction,
) -> Written:
    """Write why two sides, lists of classes, cannot be parted."""
    labels = sorted(set(link.classes))
    evidence: Written = {"sides": [[labels.index(label) for label in side] for side in sides]}
    if isinstance(found, LinkingObstruction):
        return evidence | {
            "kind": "linked",
            "first": _cycle(link, found.first),
            "second": _cycle(link, found.second),
            "number": found.number,
        }
    loops = [
        [_cycle(link, k) for k, label in enumerate(link.classes) if label in side] for side in sides
    ]
    evidence |= {"first": loops[0], "second": loops[1], "prime": found.prime}
    if isinstance(found, JonesObstruction):
        return evidence | {"kind": "jones", "at": found.at, "values": list(found.values)}
    return evidence | {
        "kind": "colourings",
        "dimensions": list(found.dimensions),
    }


def _cycle(link: Link, component: int) -> Written:
    """Write a component as a cycle of edges inside its own part."""
    label = link.classes[component]
    alike = [k for k, other in enumerate(link.classes) if other == label]
    path = [alike.index(component)] if len(alike) > 1 else []
    part = {"class": sorted(set(link.classes)).index(label), "path": path}
    corners = link.components[component]
    count = len(corners)
    return {
        "vertices": [list(corner) for corner in corners],
        "simplices": [{"at": [k, (k + 1) % count], "inside": part} for k in range(count)],
    }
